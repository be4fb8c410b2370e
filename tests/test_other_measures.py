"""The same programmes with other measures: they fill no field, and are reported.

The sentences were seen on NCMEC's own pages, or turn a sheet's sentence into another measure.
"""

import pytest

from factsheet_parser import parse_text
from sheets import iowa

ORIGINALS = {
    "team_hope.national_supported": "In 2023, Team HOPE supported 5,759 survivors and families with peer support, **including 17 survivors/families in Iowa.**",
    "team_adam.national_incidents": "In 2023, at the request of law enforcement, Team Adam was activated on 57 incidents involving critically missing children and provided assistance on 146 long-term missing children cases.",
    "connect.national_registered_users": "In 2023, NCMEC CONNECT had more than 18,000 registered users, including **94 new law enforcement and child-serving professionals** in Iowa.",
    "cybertipline.state_reports": "**In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.**",
    "cybertipline.national_reports": "In 2023, the CyberTipline received 36.2 million reports related to child sexual exploitation, containing more than 105 million pieces of reported content.",
    "cvip.state_submissions": "**In 2023, NCMEC reviewed 38 submissions of child sexual exploitation material from Iowa law enforcement.**",
    "cvip.national_children_identified": "NCMEC has supported law enforcement's identification of 27,130 children.",
    "missing_cases.state_total": "In 2023, NCMEC handled 35 cases of missing children from Iowa as follows:",
    "missing_cases.national_total": "In 2023, NCMEC assisted law enforcement, families, and social service agencies on 28,886 missing child cases, 22,442 of which involved children who had run away from a social services facility.",
    "trafficking.national_reports": "In 2023, NCMEC received more than 18,400 reports relating to child sex trafficking.",
    "trafficking.state_engagements": "**In 2023, NCMEC had 8 engagements with Iowa social service agencies on cases involving child sex trafficking.**",
    "family_advocacy.state_connected": "**In 2023, NCMEC connected 14 survivors/families to mental health services in Iowa.**",
}

TRAPS = [
    ("team_hope.national_supported", "In 2023, Team HOPE made over 31,000 calls."),
    ("team_hope.national_supported", "In 2023, Team HOPE made over 31,000 calls to families."),
    (
        "team_hope.national_supported",
        "Team HOPE volunteers have provided peer support to more than 77,000 families.",
    ),
    ("team_hope.national_supported", "Since 1998, Team HOPE supported 77,000 families."),
    ("team_hope.national_supported", "In 2023, Team HOPE trained 61 survivors and families."),
    (
        "team_adam.national_incidents",
        "Team Adam was deployed 1,289 times to help search for 1,478 missing children.",
    ),
    (
        "team_adam.national_incidents",
        "Since 2003, Team Adam has been deployed on 1,289 incidents.",
    ),
    ("connect.national_registered_users", "In 2023, there were 42,761 instances of training."),
    (
        "connect.national_registered_users",
        "On NCMEC CONNECT, 359,413 professionals have been trained.",
    ),
    (
        "connect.national_registered_users",
        "In 2023, NCMEC CONNECT had 1,200 new registered users.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 63 urgent CyberTipline reports were made available to law enforcement in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 912 informational CyberTipline reports were made available to law enforcement in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "Since 1998, 40,622 CyberTipline reports were made available to law enforcement in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, CyberTipline reports sent to law enforcement in Iowa led to 61 arrests.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, law enforcement in Iowa received its share of the 36.2 million CyberTipline reports.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, an average of 12 CyberTipline reports per day were sent to law enforcement in Iowa.",
    ),
    (
        "cybertipline.national_reports",
        "Since 1998, the CyberTipline has received more than 195 million reports.",
    ),
    ("cybertipline.national_reports", "In 2023, CyberTipline reports were up 35% over 2020."),
    (
        "cybertipline.national_reports",
        "In the first quarter of 2023, the CyberTipline received 9 million reports.",
    ),
    ("cvip.state_submissions", "In 2023, Iowa law enforcement identified 12 children."),
    (
        "cvip.state_submissions",
        "NCMEC has reviewed 138 submissions of child sexual exploitation material from Iowa law enforcement since 2002.",
    ),
    (
        "cvip.state_submissions",
        "In 2023, NCMEC reviewed 3,812 images of child sexual exploitation material from Iowa law enforcement.",
    ),
    (
        "cvip.national_children_identified",
        "Analysts have reviewed 390 million images and videos.",
    ),
    (
        "missing_cases.state_total",
        "In 2023, 256 of 279 missing child cases from Iowa were resolved, leaving 23 active cases.",
    ),
    (
        "missing_cases.national_total",
        "In 2023, the cases of missing children had a recovery rate of 88%.",
    ),
    (
        "missing_cases.national_total",
        "Since 1984, NCMEC has assisted on more than 426,000 cases of missing children.",
    ),
    (
        "trafficking.state_engagements",
        "In 2023, NCMEC trained 80 social service professionals in Iowa on child sex trafficking.",
    ),
    (
        "trafficking.national_reports",
        "In 2023, reports relating to child sex trafficking led to 1,840 arrests.",
    ),
    (
        "family_advocacy.state_connected",
        "In 2023, 14 mental health professionals in Iowa joined the network.",
    ),
    (
        "family_advocacy.state_connected",
        "In 2023, NCMEC made 140 calls to connect survivors/families to mental health services in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, law enforcement in Iowa received 522 more CyberTipline reports than in 2022.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, law enforcement, including in Iowa, received 1,100,000 CyberTipline reports.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 612 CyberTipline reports were made available to law enforcement in Des Moines, Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 612 CyberTipline reports were made available to law enforcement in Iowa City.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 62 agencies in Iowa received CyberTipline reports from law enforcement.",
    ),
    (
        "cybertipline.state_reports",
        "In 2022 and 2023, 9,622 CyberTipline reports were made available to law enforcement in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "From 2021 to 2023, 9,622 CyberTipline reports were made available to law enforcement in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "In January 2023, 622 CyberTipline reports were made available to law enforcement in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 622 CyberTipline reports on sextortion were made available to law enforcement in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 622 CyberTipline reports from members of the public were made available to law enforcement in Iowa.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 622 of the CyberTipline reports made available to law enforcement in Iowa led to arrests.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 622 CyberTipline reports about Iowa residents were made available to law enforcement abroad.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 7,622 CyberTipline reports were made available to law enforcement in Iowa and Illinois.",
    ),
    (
        "cybertipline.state_reports",
        "In 2023, 622 CyberTipline reports were not made available to law enforcement in Iowa.",
    ),
    (
        "missing_cases.state_total",
        "In 2023, NCMEC helped resolve 30 cases of missing children from Iowa as follows:",
    ),
    (
        "cvip.national_children_identified",
        "NCMEC has supported law enforcement's identification of 27,131 offenders and their children.",
    ),
    (
        "team_hope.national_supported",
        "In 2023, 61 Team HOPE volunteers supported survivors and families.",
    ),
]


@pytest.mark.parametrize(("figure", "sentence"), TRAPS)
def test_another_measure_in_the_sentences_place_fills_no_field(figure: str, sentence: str) -> None:
    original = ORIGINALS[figure]
    truth = {name: fig.value for name, fig in parse_text(iowa()).figures.items()}
    sheet = parse_text(iowa((original, sentence)))
    for name, found in sheet.figures.items():
        assert found.value == truth[name], name
    section, _, field = figure.partition(".")
    assert getattr(getattr(sheet, section), field) is None
    assert figure in {finding.figure for finding in sheet.findings}


@pytest.mark.parametrize(("figure", "sentence"), TRAPS)
def test_another_measure_beside_the_sentence_changes_nothing_and_is_reported(
    figure: str, sentence: str
) -> None:
    original = ORIGINALS[figure]
    truth = {name: fig.value for name, fig in parse_text(iowa()).figures.items()}
    sheet = parse_text(iowa((original, f"{sentence} {original}")))
    values = {name: found.value for name, found in sheet.figures.items()}
    assert values == truth
    # What is no year has to be accounted for.
    assert {finding.code for finding in sheet.findings} <= {"unclaimed_number"}
    assert sheet.findings


@pytest.mark.parametrize(
    ("old", "new", "figure", "value"),
    [
        (
            "4,622 CyberTipline reports were made available to law enforcement in Iowa",
            "4,622 of the 36.2 million CyberTipline reports were made available to law enforcement in Iowa",
            "cybertipline.state_reports",
            None,
        ),
        (
            "In 2023, NCMEC had 8 engagements with Iowa social service agencies",
            "In 2023, NCMEC had eight engagements with Iowa social service agencies",
            "trafficking.state_engagements",
            8,
        ),
        (
            "19% of these children were likely victims",
            "1 in 6 of these children were likely victims",
            "missing_cases.national_likely_trafficked_percent",
            16.7,
        ),
        (
            "reviewed 38 submissions",
            "did not review any submissions",
            "cvip.state_submissions",
            0,
        ),
        ("including 17 survivors/families in Iowa", "including no survivors/families in Iowa", "team_hope.state_supported", 0),
        ("In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa",
         "In 2023, no CyberTipline reports were made available to law enforcement in Iowa", "cybertipline.state_reports", 0),
        ("36.2 million reports related", "36.2 million (up 13% over 2022) reports related", "cybertipline.national_reports", 36_200_000),
        ("reviewed 38 submissions", "reviewed 38,1 submissions", "cvip.state_submissions", None),
    ],
)  # fmt: skip
def test_words_are_read_for_what_they_say(
    old: str, new: str, figure: str, value: float | None
) -> None:
    sheet = parse_text(iowa((old, new)))
    section, _, field = figure.partition(".")
    assert getattr(getattr(sheet, section), field) == value
    if value is None:
        assert figure in {finding.figure for finding in sheet.findings}
