"""Child sex trafficking: reports nationwide, engagements with the state's agencies.

>>> from factsheet_parser.sections import figures_in
>>> figures_in("In 2023, NCMEC received more than 18,400 reports relating to child sex trafficking.")
{'trafficking.national_reports': 18400}
>>> figures_in("In 2023, NCMEC had 8 engagements with Iowa social service agencies on cases "
...            "involving child sex trafficking.")
{'trafficking.state_engagements': 8}

Other measures, which fill no field:

>>> figures_in("In 2023, NCMEC's reports on child sex trafficking led to 120 arrests in Iowa.")
{}
"""

from factsheet_parser.sections.rule import not_by, rule, told

# What the police or others did is not in the sheet.
_NOT_OTHERS = not_by("police|law enforcement|workers", "received|handled|had")
_NOT_AGENCIES = not_by("\\bagencies", "received|handled")

RULES = (
    rule(
        "trafficking.national_reports",
        "reports-received",
        counted=_NOT_OTHERS
        + _NOT_AGENCIES
        + "{count} {words}{report} (?:of|on|about|regarding|concerning|involving|for|(?:related|relating|pertaining) to) "
        "{words}traffick\\w*+(?! (?:by|in which|from|of|in (?!\\d)) )|"
        + _NOT_OTHERS
        + "{count} {words}traffick\\w* {words}{report}(?! (?:by|from) )"
        "|"
        + told(
            "{report} (?:relating|related) to (?:child )?sex trafficking(?: (?:received|handled) by ncmec)?|trafficking {report}(?: received by ncmec)?"
        ),
        must="report trafficking received",
        never="law_enforcement submission missing cybertipline",
    ),
    rule(
        "trafficking.state_engagements",
        "engagements",
        counted=_NOT_OTHERS
        + "{count} {words}{engagement}(?! (?:with|between) (?:{state} )?(?:families|law|police|professionals|survivors|lawmakers|reporters))",
        must="engagement trafficking social_services",
        # "recovery services" are what the engagements are about.
        allows="resolved",
    ),
    rule(
        "trafficking.state_engagements",
        "engaged-times",
        counted="{count} (?:separate |different )?(?:times|occasions)\\b(?! by)(?! with (?!{state}|social|child|the |these))",
        must="engaged trafficking social_services",
        allows="times resolved",
    ),
    rule(
        "trafficking.state_engagements",
        "engagements-after-trafficking",
        counted=_NOT_OTHERS
        + "(?<=ncmec(?:'s recovery services team)? had ){count} engagements with (?:{state} )?(?:social services?|child welfare) agencies(?: in {state})?(?: in \\d{4})?(?=\\W*$)",
        must="engagement social_services",
        never="missing",
        allows="resolved",
        context="trafficking",
    ),
)
