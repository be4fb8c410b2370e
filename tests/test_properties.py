"""Records with awkward numbers, turned into text in the sheet's wording, come back the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_parser import Factsheet, parse_text
from factsheet_parser.jurisdictions import NAMES
from sheets import IOWA

COUNTS = st.one_of(
    st.sampled_from(
        [0, 1, 2, 9, 10, 99, 100, 999, 1_000, 1_001, 9_999, 10_000, 999_999, 1_000_000]
    ),
    st.integers(0, 9_999_999),
)
STATE_PLACES = {
    "cybertipline.state_reports": "4,622 CyberTipline reports were",
    "cvip.state_submissions": "reviewed 38 submissions",
    "missing_cases.state_total": "handled 35 cases",
    "missing_cases.state_social_services": "Facility\t12",
    "missing_cases.state_other": "Cases\t18",
    "missing_cases.state_orr": ":\t5",
    "trafficking.state_engagements": "had 8 engagements",
    "team_hope.state_supported": "including 17 survivors/families",
    "family_advocacy.state_connected": "connected 14 survivors/families",
    "connect.state_new_users": "**94 new law enforcement and child-serving professionals**",
}
NATIONAL_PLACES = {
    "cvip.national_children_identified": "27,130 children",
    "missing_cases.national_total": "28,886 missing child cases",
    "missing_cases.national_runaways": "22,442 of which",
    "trafficking.national_reports": "18,400 reports",
    "team_hope.national_supported": "5,759 survivors",
    "team_adam.national_incidents": "57 incidents",
    "team_adam.national_long_term_cases": "146 long-term",
    "connect.national_registered_users": "18,000 registered",
}
PLACES = STATE_PLACES | NATIONAL_PLACES
SINGULAR = {
    "reports were": "report was",
    "submissions": "submission",
    "cases": "case",
    "engagements": "engagement",
    "survivors/families": "survivor/family",
    "professionals**": "professional**",
}


def written(counts: dict[str, int], code: str, year: int) -> str:
    text = IOWA
    for name, old in PLACES.items():
        new = re.sub(r"\d[\d,]*", f"{counts[name]:,}", old)
        if counts[name] == 1:
            for many, one in SINGULAR.items():
                new = new.replace(many, one)
        assert text.count(old) == 1
        text = text.replace(old, new)
    name = NAMES[code]
    return text.replace("Iowa", name).replace("2023", str(year))


@st.composite
def records(draw: st.DrawFn) -> tuple[dict[str, int], str, int]:
    counts = {name: draw(COUNTS) for name in PLACES}
    return counts, draw(st.sampled_from(sorted(NAMES))), draw(st.integers(2015, 2035))


def assert_same(sheet: Factsheet, counts: dict[str, int], code: str, year: int) -> None:
    assert sheet.state is not None
    assert (sheet.state.code, sheet.year) == (code, year)
    got = {name: sheet.figures[name].value for name in PLACES if name in sheet.figures}
    assert got == counts
    # Made-up numbers need not add up.
    assert {f.code for f in sheet.findings} <= {"total_mismatch", "exceeds_national"}


@given(records())
@settings(max_examples=60, deadline=None)
def test_any_counts_of_any_jurisdiction_come_back(record: tuple[dict[str, int], str, int]) -> None:
    assert_same(parse_text(written(*record)), *record)


FURNITURE = (
    "Copyright \u00a9 {next} National Center for Missing & Exploited Children. All rights reserved.\n"
    "{page}\n\fNational Center for Missing & Exploited Children | {turn}\n"
)


@pytest.mark.long
@given(records(), st.data())
@settings(max_examples=60, deadline=None)
def test_line_ends_and_page_breaks_at_any_place_change_nothing(
    record: tuple[dict[str, int], str, int], data: st.DataObject
) -> None:
    counts, code, year = record
    text = written(*record).replace("**", "").replace("running\n\nbehavior", "running behavior")
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if "\t" in paragraph or not paragraph.endswith((".", ":")):
            lines.append(paragraph)
            continue
        words = paragraph.split(" ")
        cuts = sorted(data.draw(st.sets(st.integers(1, max(len(words) - 1, 1)), max_size=6)))
        parts = [" ".join(words[a:b]) for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
        lines += [part for part in parts if part]
        lines.append("")
    page_break = data.draw(st.integers(12, len(lines) - 1))
    footer = FURNITURE.format(next=year + 1, page=1, turn=2)
    broken = "\n".join([*lines[:page_break], footer + "\n".join(lines[page_break:])])
    assert_same(parse_text(broken), counts, code, year)


@pytest.mark.long
@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_text_put_before_the_sheet_never_changes_a_value(noise: str) -> None:
    from factsheet_parser import FactsheetError

    truth = {name: figure.value for name, figure in parse_text(IOWA).figures.items()}
    try:
        sheet = parse_text(f"{IOWA}\n\n{noise}\n")
    except FactsheetError:
        return
    for name, figure in sheet.figures.items():
        assert figure.value == truth[name]
