"""Family Advocacy Outreach Network: mental health services for survivors and families.

>>> from factsheet_parser.sections import figures_in
>>> figures_in("In 2023, NCMEC connected 14 survivors/families to mental health services in Iowa.")
{'family_advocacy.state_connected': 14}

Other measures, which fill no field:

>>> figures_in("In 2023, 14 mental health professionals in Iowa joined the network.")
{}
"""

from factsheet_parser.sections.rule import rule

RULES = (
    rule(
        "family_advocacy.state_connected",
        "connected",
        # "14 survivors and 20 families" are two counts, "families who asked" another one.
        counted="(?<!survivors and |families and |by |from |with |introduced to |reached |had |agencies connected |agencies referred ){count} {kin}(?:{families}|{people})"
        "(?! who| and \ue000| in {state} to (?:each|team|ncmec|the family)| to (?:each|team|ncmec|the family))",
        must="connected families|people mental_health|outreach_network",
        # "mental health referrals"
        allows="kind_of_report",
    ),
)
