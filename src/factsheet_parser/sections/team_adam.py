"""Team Adam, sent to the scene when a child is critically missing.

>>> from factsheet_parser.sections import figures_in
>>> figures_in("In 2023, at the request of law enforcement, Team Adam was activated on 57 incidents "
...            "involving critically missing children and provided assistance on 146 long-term "
...            "missing children cases.")
{'team_adam.national_incidents': 57, 'team_adam.national_long_term_cases': 146}

Other measures, which fill no field:

>>> figures_in("In 2023, Team Adam was deployed 1,289 times to help search for 1,478 missing children.")
{}
"""

from factsheet_parser.sections.rule import rule

RULES = (
    rule(
        "team_adam.national_incidents",
        "incidents",
        counted="(?<!review of ){count} {words}{incident}",
        must="team_adam deployed incident",
        never="long_term",
    ),
    rule(
        "team_adam.national_long_term_cases",
        "long-term-cases",
        counted="{count} {words}(?:long-term|long term|longterm|cold) {words}cases?\\b",
        must="team_adam long_term case",
    ),
)
