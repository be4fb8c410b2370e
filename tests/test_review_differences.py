"""The review page says how each figure differs from the same state's sheet of the year before."""

from __future__ import annotations

from pathlib import Path

import pytest

from factsheet_parser import parse_text
from factsheet_parser.batch.iteration import iter_factsheets
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.review import write_review
from factsheet_parser.review.difference import Earlier
from sheets import IOWA, iowa


def outcome(text: str) -> Outcome:
    return Outcome("sheet.txt", parse_text(text), None, "")


def differences(now: str, *others: str) -> dict[str, str]:
    return Earlier(map(outcome, (now, *others))).differences(parse_text(now))


def difference(figure: str, before: tuple[str, str], now: tuple[str, str] = ("", "")) -> str:
    """How a figure of 2023 differs from 2022, with these parts of the sheets exchanged."""
    return differences(iowa(now), iowa(before, year=2022))[figure]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("4,310", "+312 since 2022 (+7%)"),
        ("4,622", "the same as in 2022"),
        ("4,623", "\u22121 since 2022"),
        ("4,602", "+20 since 2022 (+0.4%)"),
        ("9,244", "\u22124,622 since 2022 (\u221250%)"),
        ("1", "+4,621 since 2022 (+462,100%)"),
    ],
)
def test_a_count_differs_by_a_number_and_a_share(before: str, expected: str) -> None:
    assert difference("cybertipline.state_reports", ("4,622", before)) == expected


def test_behind_none_there_is_no_share() -> None:
    none = ("reviewed 38 submissions", "did not review any submissions")
    assert difference("cvip.state_submissions", none) == "+38 since 2022"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("17% ", "+2 points since 2022"),
        ("20% ", "\u22121 point since 2022"),
        ("18.5% ", "+0.5 points since 2022"),
        ("19% ", "the same as in 2022"),
        ("1 in 6 ", "about +2.3 points since 2022"),
    ],
)
def test_a_percentage_differs_by_points(before: str, expected: str) -> None:
    figure = "missing_cases.national_likely_trafficked_percent"
    assert difference(figure, ("19% ", before)) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("32 million", "about +4,000,000 since 2022 (+12%)"),
        ("32.0 million", "about +4,200,000 since 2022 (+13%)"),
        ("36,210,368", "about the same as in 2022"),
        ("more than 36 million", "about the same as in 2022"),
        ("32,055,213", "about +4,100,000 since 2022 (+13%)"),
    ],
)
def test_rounded_numbers_differ_by_about(before: str, expected: str) -> None:
    assert difference("cybertipline.national_reports", ("36.2 million", before)) == expected


def test_only_the_same_states_year_before_is_compared() -> None:
    assert differences(IOWA, iowa(state="Ohio", year=2022), iowa(year=2021), iowa(year=2024)) == {}


def test_two_files_of_the_year_before_that_differ_are_not_compared() -> None:
    old = iowa(year=2022), iowa(("4,622", "4,310"), year=2022)
    found = differences(IOWA, *old)
    assert "cybertipline.state_reports" not in found
    assert found["cvip.state_submissions"] == "the same as in 2022"


def test_a_proposal_is_never_compared() -> None:
    urgent = ("4,622 CyberTipline", "4,622 urgent CyberTipline")
    assert "cybertipline.state_reports" in parse_text(iowa(urgent)).proposals
    assert "cybertipline.state_reports" not in differences(IOWA, iowa(urgent, year=2022))
    assert "cybertipline.state_reports" not in differences(iowa(urgent), iowa(year=2022))


def test_a_figure_that_is_worded_otherwise_says_so() -> None:
    referred = (
        "In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.",
        "NCMEC referred 4,310 of these reports to Iowa law enforcement agencies.",
    )
    found = differences(IOWA, iowa(referred, year=2022))
    assert found["cybertipline.state_reports"] == "+312 since 2022 (+7%), worded otherwise"
    others = {said for name, said in found.items() if name != "cybertipline.state_reports"}
    assert others == {"the same as in 2022", "about the same as in 2022"}


@pytest.mark.usefixtures("without_charts")
@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_the_page_shows_it_beside_the_value_in_whatever_order_the_files_are(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    for name, text in zip(names, (iowa(("4,622", "4,310"), year=2022), IOWA), strict=True):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "review.html"
    write_review(iter_factsheets(tmp_path, jobs=1), out, jobs=1)
    page = out.read_text(encoding="utf-8")
    assert page.count('<span class="difference">+312 since 2022 (+7%)</span>') == 1
    assert page.count('class="difference"') == 21
