"""Known sentences and rows that something above, or in place of their number, makes another measure."""

from __future__ import annotations

import pytest

from factsheet_parser import parse_text
from sheets import IOWA, iowa

TABLE = IOWA[
    IOWA.index("Children Missing From Social") : IOWA.index(
        "\n\nNCMEC's Work to Combat Child Sex T"
    )
]
FACILITY = "Children Missing From Social Services Facility"
OTHER = "Other Missing Children Cases"
ORR = "Children Reported Missing by Office of Refugee Resettlement (HHS-ORR)"
REPORTS = "**In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.**"
PARTS = (
    "missing_cases.state_social_services",
    "missing_cases.state_other",
    "missing_cases.state_orr",
)


def missing(old: str, new: str) -> list[str]:
    """The figures that the sheet does not give any more; all others are as they were."""
    whole, sheet = parse_text(IOWA), parse_text(iowa((old, new)))
    for name, figure in sheet.figures.items():
        assert figure.value == whole.figures[name].value
    return [name for name in whole.figures if name not in sheet.figures]


def table(corner: str, head: str = "Number") -> str:
    return f"| {corner} | {head} |\n|---|---|\n| {FACILITY} | 12 |\n| {OTHER} | 18 |\n| {ORR} | 5 |"


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("reviewed 38 sub", "reviewed 38% sub", ["cvip.state_submissions"]),
        ("reviewed 38 sub", "reviewed 38 of 40 sub", ["cvip.state_submissions"]),
        ("reviewed 38 sub", "reviewed 1 in 6 sub", ["cvip.state_submissions"]),
        ("reviewed 38 sub", "reviewed \u202e83\u202c sub", ["cvip.state_submissions"]),
        (
            "analysis, 19% of",
            "analysis, 19 of",
            ["missing_cases.national_likely_trafficked_percent"],
        ),
    ],
)
def test_a_share_or_turned_digits_are_no_count_and_a_count_no_share(
    old: str, new: str, lost: list[str]
) -> None:
    assert missing(old, new) == lost


@pytest.mark.parametrize(
    "corner", ["Polk County", "Illinois", "Open cases", "First quarter", "Girls", "Category (2022)"]
)
def test_the_head_of_the_labels_may_narrow_them(corner: str) -> None:
    assert missing(TABLE, table(corner)) == list(PARTS)


@pytest.mark.parametrize("corner", ["Category", "Type of Case", "Missing Children"])
def test_a_plain_head_above_the_labels_narrows_nothing(corner: str) -> None:
    assert missing(TABLE, table(corner)) == []


@pytest.mark.parametrize("heads", ["\t2022\t2023", "\tIllinois\tIowa", "| | 2022 | 2023 |"])
def test_a_number_beside_an_empty_cell_is_no_other_columns(heads: str) -> None:
    rows = f"{FACILITY}\t12\n{OTHER}\t18\n{ORR}\t5"
    assert missing(TABLE, f"{heads}\n{rows}") == list(PARTS)


@pytest.mark.parametrize(
    "heading",
    [
        "Polk County",
        "First Quarter",
        "January - June 2023",
        "Girls",
        "Federal Law Enforcement Only",
    ],
)
def test_nothing_is_read_below_a_heading_that_may_narrow_it(heading: str) -> None:
    assert missing(REPORTS, f"\n\n## {heading}\n\n{REPORTS}") == [
        "cybertipline.state_reports",
        "cvip.national_children_identified",
        "cvip.state_submissions",
    ]


@pytest.mark.parametrize("heading", ["CyberTipline Reports", "Results at a Glance", "2023"])
def test_a_heading_of_known_words_narrows_nothing(heading: str) -> None:
    assert missing(REPORTS, f"\n\n## {heading}\n\n{REPORTS}") == []


@pytest.mark.parametrize(
    "announcement",
    ["The following statements are wrong:", "Our goals for next year:", "In Polk County:"],
)
def test_an_announcement_counts_across_an_empty_line(announcement: str) -> None:
    assert missing(REPORTS, f"{announcement}\n\n{REPORTS}") == ["cybertipline.state_reports"]


@pytest.mark.parametrize(
    "before",
    ["Illinois is larger. It has more children. ", "Nebraska is our neighbor. It grows.\n\n"],
)
def test_the_state_is_the_one_that_was_named_last(before: str) -> None:
    sentence = REPORTS.strip("*").replace("Iowa", "the state")
    assert missing(REPORTS, before + sentence) == ["cybertipline.state_reports"]
