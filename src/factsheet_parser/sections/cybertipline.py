"""CyberTipline: reports of suspected child sexual exploitation.

>>> from factsheet_parser.sections import figures_in
>>> figures_in("In 2023, the CyberTipline received 36.2 million reports related to child sexual "
...            "exploitation, containing more than 105 million pieces of reported content.")
{'cybertipline.national_reports': 36200000, 'cybertipline.national_content_pieces': 105000000}
>>> figures_in("In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.")
{'cybertipline.state_reports': 4622}

Other measures, which fill no field:

>>> figures_in("In 2023, NCMEC escalated 63,892 urgent CyberTipline reports to law enforcement.")
{}
>>> figures_in("Since 1998, the CyberTipline has received more than 195 million reports.")
{}
"""

from factsheet_parser.sections.rule import rule, told

_CHILD_EXPLOITATION = "[^\ue000,;]{0,40}?\\bexploitation\\b"
# What may follow the reports when they are all of them: "from the public" and "of CSAM" are some.
_ALL = (
    f"(?! (?:of|on|about|involving|concerning|regarding|under|(?:related|relating|pertaining) to)\\b(?!{_CHILD_EXPLOITATION}))"
    "(?! (?:made|there|with (?!\ue000)|containing (?!\ue000)|that (?:held|contained))\\b)"
    "(?!(?: \\w+){0,8} (?:from|by) (?!(?:the |ncmec's )?cybertip|ncmec\\b|the public (?:and|&)))"
)
_ALL_REPORTS = (
    "{report}(?: (?:made |submitted |sent )?(?:to|received by) (?:the |ncmec's )?cybertipline)?"
    "(?: (?:of|involving|regarding|related to) (?:suspected )?(?:online )?child sexual exploitation)?"
)
# Images alone are some of the content.
_CONTENT = (
    "(?:(?:content|pieces|files|items)\\b|images?(?:/|,? (?:and|&) |, )videos?\\b"
    "|videos?(?:/|,? (?:and|&) |, )images?\\b)"
)

RULES = (
    rule(
        "cybertipline.national_reports",
        "reports-received",
        counted=f"{{count}} {{words}}{{report}}{_ALL}|" + told(_ALL_REPORTS),
        must="cybertipline received",
        never="trafficking law_enforcement submission other staff_work",
    ),
    rule(
        "cybertipline.national_content_pieces",
        "pieces-contained",
        counted=f"{{count}} {{words}}{_CONTENT}",
        must="report content exploitation|cybertipline",
        never="submission law_enforcement new staff_work",
    ),
    rule(
        "cybertipline.national_content_pieces",
        "contained-in-reports",
        counted=f"{{count}} {{words}}{_CONTENT}(?: of {{words}}{{content}})?(?: (?:was|were))? (?:contained|included|held|found) in\\b",
        must="content cybertipline",
        never="submission law_enforcement cvip staff_work",
    ),
    rule(
        "cybertipline.state_reports",
        "made-available",
        # "612 reports on sextortion" are some of the state's reports, and those sent to the
        # CyberTipline came from the state.
        counted="(?<!(?:law enforcement|police)(?: agencies)?(?: in \ue004+)? (?:provided|shared|referred|forwarded|sent|reviewed)[^;\ue000]{0,40})"
        f"{{count}} {{words}}{{report}}{_ALL}(?! (?:with|to (?:the |ncmec's )?cybertip))",
        must="cybertipline law_enforcement passed_on",
        never="trafficking submission from_police",
        whole="cybertipline.national_reports",
        part="(?:then )?(?:made available|available|referred|sent|provided|shared|forwarded|transmitted|routed"
        "|delivered|directed|disseminated|passed on|distributed|supplied|relayed|went) to\\b(?!.* by )",
    ),
    rule(
        "cybertipline.state_reports",
        "made-available-after-the-cybertiplines",
        counted="{count} reports (?:were|was) (?:made available|referred|sent|provided|forwarded) to (?:{state} )?law enforcement(?: agencies)?(?: in {state})?(?: in \\d{4})?(?=\\W*$)",
        must="report law_enforcement passed_on",
        never="trafficking submission missing from_police",
        context="cybertipline",
    ),
)
