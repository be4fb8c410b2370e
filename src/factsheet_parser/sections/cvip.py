"""Child Victim Identification Program (CVIP).

>>> from factsheet_parser.sections import figures_in
>>> figures_in("NCMEC has supported law enforcement's identification of 27,130 children.")
{'cvip.national_children_identified': 27130}
>>> figures_in("In 2023, NCMEC reviewed 38 submissions of child sexual exploitation material from "
...            "Iowa law enforcement.")
{'cvip.state_submissions': 38}
>>> figures_in("In 2023, NCMEC did not review any submissions of child sexual exploitation material "
...            "from Iowa law enforcement.")
{'cvip.state_submissions': 0}

Other measures, which fill no field:

>>> figures_in("In 2023, Iowa law enforcement identified 12 children.")
{}
"""

from factsheet_parser.sections.rule import rule

RULES = (
    rule(
        "cvip.national_children_identified",
        "children-identified",
        counted="(?<!resources to |for |serving |which |notified |involved ){count} (?:(?:identified|known|unique|different|individual|child|minor) )*"
        "(?:children|victims|child victims)\\b(?!')",
        must="identified children",
        never="missing trafficking case submission families professional",
        undated=True,
        recorded=True,
    ),
    rule(
        "cvip.state_submissions",
        "submissions-reviewed",
        # Those that law enforcement reviewed are others.
        counted="(?<!law enforcement reviewed ){count} {words}{submission}(?! forms)",
        must="submission exploitation|cvip law_enforcement|cvip reviewed|submitted",
        never="trafficking",
    ),
)
