"""Sentences that a line's end, a column's or a page's has cut in two."""

from __future__ import annotations

import pytest

from factsheet_parser import Factsheet, parse_factsheet
from pdfs import Put, pdf_of
from units import values_of

REPORTS = "CyberTipline reports were made available to law enforcement in Iowa."
OPENING = (
    "Iowa Data 2023",
    "The National Center for Missing & Exploited Children has Team HOPE, Team Adam and the CyberTipline.",
    "In 2023, NCMEC reviewed 38 submissions of child sexual exploitation material from Iowa law enforcement.",
)


def sheet_of(*lines: str) -> Factsheet:
    """A sheet whose lines stand far apart."""
    page = [
        Put(50, 740 - 28 * index, text, 16 if index == 0 else 9)
        for index, text in enumerate((*OPENING, *lines))
    ]
    return parse_factsheet(pdf_of([page]))


def values(*lines: str) -> dict[str, int | float]:
    return {
        name: figure.value
        for name, figure in sheet_of(*lines).figures.items()
        if name != "cvip.state_submissions"
    }


def test_a_whole_sentence_is_read() -> None:
    assert values(f"In 2023, 32,972 {REPORTS}") == {"cybertipline.state_reports": 32_972}


@pytest.mark.parametrize(
    ("begun", "number"),
    [
        ("In 2023, 32,", "972"),
        ("In 2023, 32-", "972"),
        ("In 2023, 1,234,", "567"),
        ("In 2023, two hundred", "12"),
        ("In 2023, less than", "12"),
        ("In 2023, more than", "12"),
        ("In 2023, none of the", "12"),
        ("In 2023, police handed on", "12"),
        ("In 2019,", "12"),
    ],
)
def test_the_end_of_a_sentence_that_was_begun_above_gives_no_figure(
    begun: str, number: str
) -> None:
    assert values(begun, f"{number} {REPORTS}") == {}
    found = {finding.figure for finding in sheet_of(begun, f"{number} {REPORTS}").findings}
    assert "cybertipline.state_reports" in found


@pytest.mark.parametrize("above", ["In 2023,", "2023", "Reports"])
def test_the_year_or_a_word_above_a_sentence_cuts_nothing(above: str) -> None:
    assert values(above, f"12 {REPORTS}") == {"cybertipline.state_reports": 12}


def test_a_heading_that_goes_on_below_is_not_the_nations() -> None:
    begun = ("In 2023,", "## 9,662 CyberTipline reports were made")
    assert values_of(*begun) == {"cybertipline.national_reports": 9_662}
    assert values_of(*begun, "available to law enforcement in Iowa.") == {}


def test_a_year_alone_above_a_sentence_is_its_year() -> None:
    sheet = sheet_of("2019", f"12 {REPORTS}")
    assert sheet.figures["cybertipline.state_reports"].year == 2019
    assert sheet.year is None
    assert "year_mismatch" in {finding.code for finding in sheet.findings}


def test_a_sentence_whose_state_stands_on_the_next_page_is_not_the_nations() -> None:
    begun = "In 2023, NCMEC handled 25 cases of missing children"
    assert values(f"{begun}.") == {"missing_cases.national_total": 25}
    assert values(begun) == {}
    assert values(begun, "from Iowa as follows:").keys() <= {"missing_cases.state_total"}
