"""NCMEC CONNECT, the training site for professionals.

>>> from factsheet_parser.sections import figures_in
>>> figures_in("In 2023, NCMEC CONNECT had more than 18,000 registered users, including 94 new law "
...            "enforcement and child-serving professionals in Iowa.")
{'connect.national_registered_users': 18000, 'connect.state_new_users': 94}

Other measures, which fill no field:

>>> figures_in("In 2023, NCMEC CONNECT provided 42,761 instances of training.")
{}
"""

from factsheet_parser.sections.rule import rule, told

# Law enforcement alone, or the other professionals alone, are some of the users.
_ALL = "(?!(?:new(?:ly)? )?(?:{state} )?(?:law enforcement (?!and|&|or|/)|child-serving))"

RULES = (
    rule(
        "connect.national_registered_users",
        "registered-users",
        counted="{count} "
        + _ALL
        + "{words}(?:registered "
        + _ALL
        + "{words}(?:{user}|{professional})(?! users| (?:in (?!\\d)|from|belonging|shared|accessed|had|of the|logged|who|left))|registrants\\b|(?:{user}|{professional})"
        " (?:(?:were|are) )?(?:registered|enrolled)\\b)|"
        + told("registered users(?: of ncmec connect)?"),
        must="connect registered",
        never="new",
        standing=True,
    ),
    rule(
        "connect.state_new_users",
        "new-professionals",
        counted="(?<!officers and |professionals and ){count} "
        + _ALL
        + "(?:of the new users were law enforcement (?:and|&) child-serving professionals\\b|new(?:ly)? {words}users?|(?:new(?:ly)? )?{words}professionals?)\\b",
        must="connect new",
        whole="connect.national_registered_users",
        part="(?:(?:joined|joining|newly registered|added|signed up) )?{in_state}"
        "|" + _ALL + "new(?:ly registered)? {words}(?:{user}|{professional})",
    ),
    rule(
        "connect.state_new_users",
        "law-enforcement-and-child-serving-professionals",
        # Nobody else in the sheet is counted so.
        counted="(?<!with |to |by |added )(?<!(?<!accounted )for ){count} (?:new(?:ly registered)? )?(?:{state} )?law enforcement (?:and|&) child-serving "
        "professionals\\b",
        must="new professional law_enforcement",
        context="connect",
    ),
)
