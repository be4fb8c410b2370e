"""Team HOPE, the peer support network.

>>> from factsheet_parser.sections import figures_in
>>> figures_in("In 2023, Team HOPE supported 5,759 survivors and families with peer support, "
...            "including 17 survivors/families in Iowa.")
{'team_hope.national_supported': 5759, 'team_hope.state_supported': 17}

Other measures, which fill no field:

>>> figures_in("In 2023, Team HOPE made over 31,000 calls.")
{}
>>> figures_in("Team HOPE volunteers have provided support to more than 77,000 families.")
{}
"""

from factsheet_parser.sections.rule import rule

_SUPPORTED = (
    # "14 survivors and 20 families" are two counts; "families who asked" and "survivors of child
    # sex trafficking" are some of them.
    "(?<!survivors and |families and |by |from |with |of |had |included |consisted of |notified ){count} {kin}(?:{families}|{people})"
    "(?! who| served| providing| at one| and other volunteers| sought| and \ue000| of (?!missing (?:and|or|&) ))"
)

RULES = (
    rule(
        "team_hope.national_supported",
        "survivors-and-families",
        counted=_SUPPORTED,
        must="team_hope supported families|people",
        never="mental_health outreach_network trained",
        allows="volunteers",
    ),
    rule(
        "team_hope.state_supported",
        "survivors-and-families",
        counted=_SUPPORTED,
        must="team_hope supported families|people",
        never="mental_health outreach_network trained",
        allows="volunteers",
        whole="team_hope.national_supported",
        part="(?:(?:came|lived|live|living|resided|reside|based|located|supported|served|helped) )?"
        "{in_state}|{state} {kin}(?:{families}|{people})",
    ),
)
