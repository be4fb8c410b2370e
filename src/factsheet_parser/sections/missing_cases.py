r"""Missing children: cases nationwide, and the state's cases by category.

>>> from factsheet_parser.sections import figures_in
>>> figures_in("In 2023, NCMEC assisted law enforcement, families, and social service agencies on "
...            "28,886 missing child cases, 22,442 of which involved children who had run away "
...            "from a social services facility. Based on NCMEC's analysis, 19% of these children "
...            "were likely victims of child sex trafficking.")
{'missing_cases.national_total': 28886, 'missing_cases.national_runaways': 22442,
 'missing_cases.national_likely_trafficked_percent': 19}
>>> figures_in("In 2023, NCMEC handled 35 cases of missing children from Iowa as follows:\n"
...            "Children Missing From Social Services Facility\t12\n"
...            "Other Missing Children Cases\t18\n"
...            "Children Reported Missing by Office of Refugee Resettlement (HHS-ORR) :\t5")
{'missing_cases.state_total': 35, 'missing_cases.state_social_services': 12,
 'missing_cases.state_other': 18, 'missing_cases.state_orr': 5}

Other measures, which fill no field:

>>> figures_in("In 2023, 256 of 279 missing child cases were resolved, leaving 23 active cases.")
{}
"""

from factsheet_parser.sections.rule import not_by, rule, told

# What the police or others did is not in the sheet.
_NOT_OTHERS = not_by(
    "police|law enforcement|workers|agenc(?:y|ies)|platforms",
    "received|handled|had|sharing|shared",
)
_CASES = (
    _NOT_OTHERS
    + "{count} (?:{words}missing(?:-| )(?:child(?:ren)?|persons?|youth)(?:'s)? cases?\\b"
    "|{words}(?:cases?|reports?|intakes?) (?:of|involving|concerning|for|regarding) {words}(?:missing {words}child(?:ren)?"
    "|child(?:ren)? (?:who (?:were|are|went) |reported )?missing)\\b)"
    # "missing children under 12" are some of them.
    "(?! (?:(?:under|aged?|ages|younger|older|with|who|whose|files|reviews)\\b|in (?!{state}|\\d|the |all )|\ue000))"
)

_OTHER_NOUNS = "(?:[a-z-]+ ){0,5}(?:agencies|facilities|families|workers|analysts|parents|people|individuals|users|professionals)\\b"

RULES = (
    rule(
        "missing_cases.national_total",
        "cases-assisted",
        counted=_CASES
        + "|"
        + told(
            "missing child(?:ren)?(?:'s)? cases(?: (?:in|on|with) which ncmec assisted(?:,? (?:and |& )?(?:law enforcement|families|child welfare|social service agencies)){0,4})?"
        ),
        must="missing children assisted",
        never="runaway orr other long_term team_adam team_hope connect kind_of_case likely",
    ),
    rule(
        "missing_cases.national_runaways",
        "run-away",
        counted="{count} (?!"
        + _OTHER_NOUNS
        + "){on}\\b(?:run|ran|running) ?away|{count} {words}runaways?\\b"
        "|{count} (?!"
        + _OTHER_NOUNS
        + ")(?:(?:cases|children),? )?(?:the )?(?:child|children|cases?),? {on}\\b(?:run|ran|running) ?away"
        "|" + told("children who (?:had )?(?:run|ran) away(?: from [a-z ]{0,60})?"),
        must="runaway children",
        never="likely trafficking",
    ),
    rule(
        "missing_cases.national_likely_trafficked_percent",
        "likely-trafficked",
        # The share of the runaways, and of no other children.
        counted="{percent} (?:(?:of (?:these|those|them|such|whom|the (?:children|runaways)|(?:endangered )?runaways"
        "|(?:the )?(?:missing )?children (?:who|that) (?:had |have )?(?:run|ran))\\b(?! who were){on})?(?:were|was|are|is) )?"
        "(?:(?:were|was|are|is|be|being|been|to) )*likely (?!to know)[^,;]{0,30}?\\b(?:victim|traffick){on}"
        "|{percent} of (?:these|those|them)\\b(?! who were){on}\\blikely\\b(?! to know)[^,;]{0,30}?\\b(?:victim|traffick)",
        must="likely trafficking children runaway",
        never="change",
        undated=True,
    ),
    rule(
        "missing_cases.state_total",
        "cases-handled",
        counted=_CASES
        + "|"
        + _CASES.replace("{count} ", "{count} of the ")
        # What it counts, the rows below it say.
        + "|"
        + _NOT_OTHERS
        + "{count} {words}(?:{case}|reports?)(?=[^:]*:$)",
        must="missing children assisted",
        never="runaway orr other long_term team_adam team_hope connect kind_of_case likely",
        whole="missing_cases.national_total",
        part="{in_state}",
    ),
    rule(
        "missing_cases.state_total",
        "of-the-cases",
        counted="(?<=^of the missing child(?:ren)?(?:'s)? cases\\b[^;:\ue000]{0,60}, ){count} (?:were |came )?{in_state}",
        must="missing children assisted",
        never="runaway orr other long_term team_adam team_hope connect kind_of_case likely",
    ),
    rule(
        "missing_cases.state_social_services",
        "row",
        counted="{row}",
        must="missing social_services",
        never="orr other total kind_of_case",
    ),
    rule(
        "missing_cases.state_other",
        "row",
        counted="{row}",
        must="missing other",
        never="orr social_services total kind_of_case",
    ),
    rule(
        "missing_cases.state_orr",
        "row",
        counted="{row}",
        must="missing orr",
        never="other total kind_of_case",
    ),
)
