"""The 56 jurisdictions, their spellings and what they are mistaken for."""

import pytest

from factsheet_parser import parse_text
from factsheet_parser.jurisdictions import CODE_OF, NAMES, mentions
from sheets import iowa

SPELLED = sorted(CODE_OF.items())


def test_there_are_56() -> None:
    assert len(NAMES) == 56


@pytest.mark.parametrize(("spelling", "code"), SPELLED)
def test_every_spelling_is_read_in_a_sentence(spelling: str, code: str) -> None:
    assert [mention.code for mention in mentions(f"agencies in {spelling}, and")] == [code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("law enforcement in West Virginia", ["WV"]),
        ("law enforcement in Virginia and West Virginia", ["VA", "WV"]),
        ("Arkansas law enforcement", ["AR"]),
        ("in Washington, D.C. and in Washington", ["DC", "WA"]),
        ("North Carolina, South Dakota", ["NC", "SD"]),
        ("the US Virgin Islands", ["VI"]),
        ("the Commonwealth of the Northern Mariana Islands", ["MP"]),
        ("the Kansas City office", []),
        ("Iowan families and Virginians", []),
        ("Iowa's and Iowa-specific", ["IA", "IA"]),
        ("in Guam and the region", ["GU"]),
        ("INDIANA DATA", []),
    ],
)
def test_names_within_names_are_told_apart(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in mentions(text)] == codes


def test_a_title_in_capitals_is_read() -> None:
    assert [mention.code for mention in mentions("WEST VIRGINIA DATA", any_case=True)] == ["WV"]


@pytest.mark.parametrize("code", NAMES)
def test_a_sheet_of_every_jurisdiction_is_complete(code: str) -> None:
    sheet = parse_text(iowa(state=NAMES[code]))
    assert sheet.state is not None
    assert (sheet.state.code, sheet.state.name) == (code, NAMES[code])
    assert sheet.complete


@pytest.mark.parametrize(
    ("title", "code", "year"),
    [
        ("Iowa 2023 Data", "IA", 2023),
        ("Iowa Data \u2013 2023", "IA", 2023),
        ("NCMEC Data: Iowa, 2023", "IA", 2023),
        ("2023 State Factsheet: Iowa", "IA", 2023),
        ("IOWA DATA", "IA", 2023),
        ("# Iowa Data", "IA", 2023),
    ],
)
def test_a_title_may_be_worded_in_many_ways(title: str, code: str, year: int) -> None:
    sheet = parse_text(iowa(("Iowa Data", title)))
    assert sheet.state is not None
    assert (sheet.state.code, sheet.year, sheet.findings) == (code, year, ())


def test_a_sheet_without_a_title_is_known_by_its_sentences() -> None:
    sheet = parse_text(iowa(("Iowa Data", "")))
    assert sheet.state is not None
    assert sheet.state.code == "IA"
    assert sheet.complete
