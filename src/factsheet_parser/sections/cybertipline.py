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

from factsheet_parser.sections.rule import rule

RULES = (
    rule(
        "cybertipline.national_reports",
        "reports-received",
        counted="{count} {words}{report}",
        must="cybertipline received",
        never="trafficking law_enforcement submission other",
    ),
    rule(
        "cybertipline.national_content_pieces",
        "pieces-contained",
        counted="{count} {words}{content}",
        must="report content exploitation|cybertipline",
        never="submission law_enforcement",
    ),
    rule(
        "cybertipline.national_content_pieces",
        "contained-in-reports",
        counted="{count} {words}{content}(?: of {words}{content})?(?: (?:was|were))? (?:contained|included|held|found) in\\b",
        must="content cybertipline",
        never="submission law_enforcement cvip",
    ),
    rule(
        "cybertipline.state_reports",
        "made-available",
        # "612 reports on sextortion" are some of the state's reports.
        counted="{count} {words}{report}(?! (?:on|about|from(?! (?:the |ncmec's )?cybertip)|by|involving|concerning|regarding|with"
        "|under)\\b(?! (?:suspected |apparent |alleged )?(?:online )?child))",
        must="cybertipline law_enforcement passed_on",
        never="trafficking submission",
        whole="cybertipline.national_reports",
        part="(?:then )?(?:made available|available|referred|sent|provided|shared|forwarded|transmitted|routed"
        "|delivered|directed|disseminated|passed on|distributed|supplied|relayed|went) to\\b",
    ),
)
