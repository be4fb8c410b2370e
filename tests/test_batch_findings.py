"""What many sheets show together that no single one can."""

from __future__ import annotations

import pytest

from factsheet_parser import parse_text
from factsheet_parser.batch.together.findings import BatchFinding, Comparison, file_name_mismatch
from factsheet_parser.jurisdictions import NAMES
from sheets import IOWA, iowa

OHIO = iowa(state="Ohio")
SUBMISSIONS = "reviewed 38 submissions"


def findings_of(**sheets: str) -> list[BatchFinding]:
    """What these sheets show, by file name; a sheet with the same text has the same bytes."""
    comparison = Comparison()
    for name, text in sheets.items():
        comparison.add(f"{name}.txt", text, parse_text(text))
    return list(comparison.findings())


def told(**sheets: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in findings_of(**sheets)]


def test_sheets_that_agree_show_nothing() -> None:
    assert told(a=IOWA, b=OHIO, c=iowa(state="Texas", year=2022)) == []


def test_one_sheet_that_disagrees_with_the_others_is_named() -> None:
    odd = iowa(("36.2 million", "36.3 million"), state="Utah")
    [finding] = findings_of(a=IOWA, b=odd, c=OHIO)
    assert finding == BatchFinding(
        code="national_disagreement",
        message="All sheets of 2023 state the same cybertipline.national_reports, and it is "
        "36,200,000 in 2 files and 36,300,000 in b.txt.",
        year=2023,
        figure="cybertipline.national_reports",
        sources=("b.txt",),
    )


def test_two_sheets_that_disagree_are_both_named() -> None:
    odd = iowa(("19% ", "18% "), state="Utah")
    [finding] = findings_of(a=IOWA, b=odd)
    assert finding.sources == ("a.txt", "b.txt")
    assert finding.message == (
        "All sheets of 2023 state the same missing_cases.national_likely_trafficked_percent, and "
        "it is 19.0 in a.txt and 18.0 in b.txt."
    )


def test_three_values_are_all_told() -> None:
    sheets = {
        "a": IOWA,
        "b": OHIO,
        "c": iowa(("27,130", "27,131"), state="Utah"),
        "d": iowa(("27,130", "27,132"), state="Maine"),
    }
    [finding] = findings_of(**sheets)
    assert finding.sources == ("a.txt", "b.txt", "c.txt", "d.txt")
    assert finding.message.endswith(
        "27,130 in a.txt and b.txt, 27,131 in c.txt and 27,132 in d.txt."
    )


def test_a_rounded_figure_agrees_with_its_exact_one() -> None:
    exact = iowa(
        ("36.2 million", "36,210,368"), ("more than 105 million", "105,653,162"), state="Utah"
    )
    assert told(a=IOWA, b=OHIO, c=exact) == []


@pytest.mark.parametrize(
    ("printed", "odd"),
    [
        (["36.2 million", "36.2 million", "36,210,368", "36,290,000"], ["36,290,000"]),
        (["36.2 million", "36.2 million", "36,210,368", "36,220,000"], ["36,220,000"]),
        (["36.2 million", "36.2 million", "36,110,000"], ["36,110,000"]),
        (["36.2 million", "36.2 million", "36,299,999"], ["36,299,999"]),
        (["36.2 million", "36.2 million", "more than 37 million"], ["more than 37 million"]),
        (["36.2 million", "36.2 million", "more than 36 million", "about 36 million"], []),
        (["more than 36.2 million", "36,299,999", "36,299,999"], []),
        (["more than 36.2 million", "36,300,000", "36,300,000"], ["more than 36.2 million"]),
        (["less than 37 million", "36.2 million", "36.2 million"], []),
        (["more than 18,400", "18,412", "18,412"], []),
        (["about 18,400", "18,412", "18,412"], []),
        (["nearly 18,500", "18,412", "18,412"], []),
        (["more than 18,000", "18,412", "18,412"], []),
        (["more than 18,000", "19,412", "19,412"], ["more than 18,000"]),
        (["36 million", "less than 37 million", "less than 37 million"], []),
        (["36.0 million", "less than 37 million", "less than 37 million"], []),
        (
            ["36.2 million", "36.2 million", "more than 36 million", "37.5 million"],
            ["37.5 million"],
        ),
        (["less than 37 million", "37.1 million", "37.1 million"], ["less than 37 million"]),
    ],
)
def test_what_is_rounded_agrees_with_what_rounds_to_it(printed: list[str], odd: list[str]) -> None:
    sheets = {
        text: iowa(("36.2 million", text), state=state)
        for text, state in zip(
            dict.fromkeys(printed), ["Utah", "Ohio", "Maine", "Texas"], strict=False
        )
    }
    usual = max(printed, key=printed.count)
    if printed.count(usual) > 1:
        sheets["again"] = iowa(("36.2 million", usual), state="Idaho")
    found = findings_of(**sheets)
    assert [source for finding in found for source in finding.sources] == [
        f"{text}.txt" for text in odd
    ]


@pytest.mark.parametrize("second", ["19.2% ", "19.4% ", "more than 18% "])
def test_a_percentage_is_rounded(second: str) -> None:
    assert told(a=IOWA, b=iowa(("19% ", second), state="Utah")) == []


def test_each_value_is_told_as_it_is_printed() -> None:
    sheets = {
        "a": IOWA,
        "b": OHIO,
        "c": iowa(("36.2 million", "more than 36 million"), state="Utah"),
        "d": iowa(("36.2 million", "37.5 million"), state="Maine"),
    }
    [finding] = findings_of(**sheets)
    assert finding.message == (
        "All sheets of 2023 state the same cybertipline.national_reports, and it is 36,200,000 in "
        "2 files, more than 36,000,000 in c.txt and 37,500,000 in d.txt."
    )


def test_other_years_have_other_national_figures() -> None:
    assert told(a=IOWA, b=iowa(("36.2 million", "29.3 million"), state="Utah", year=2021)) == []


def test_a_state_count_may_differ_as_it_likes() -> None:
    assert told(a=IOWA, b=iowa((SUBMISSIONS, "reviewed 99 submissions"), state="Utah")) == []


@pytest.mark.parametrize(
    ("second", "how"),
    [
        (IOWA, "the same bytes"),
        (IOWA + "\n\n", "the same figures"),
        (
            iowa((SUBMISSIONS, "reviewed 39 submissions")),
            "different figures (cvip.state_submissions)",
        ),
        (
            iowa((SUBMISSIONS, "reviewed <10 submissions")),
            "different figures (cvip.state_submissions)",
        ),
    ],
)
def test_the_same_state_and_year_twice_is_told(second: str, how: str) -> None:
    [finding] = findings_of(a=IOWA, b=second, c=OHIO)
    assert finding == BatchFinding(
        code="duplicate_factsheet",
        message=f"2 files hold Iowa 2023, with {how}: a.txt and b.txt.",
        year=2023,
        state="IA",
        sources=("a.txt", "b.txt"),
    )


@pytest.mark.parametrize(
    "name",
    [
        "iowa-2023.pdf",
        "IA_2023 (1).pdf",
        "ia2023.pdf",
        "2023-ia.txt",
        "Iowa.pdf",
        "2023.pdf",
        "NCMEC-factsheet.pdf",
        "made-in-2023-or-so.pdf",
        "IowaFactsheet2023.pdf",
        "factsheet-20231105.pdf",
        "from-ohio-to-iowa.pdf",
        "2022-2023.pdf",
        "ohio/iowa.pdf",
        "zip://iowa-2023.pdf::ohio-2022.zip",
        r"C:\ohio\iowa.pdf",
        "in.txt",
        "id-1234.pdf",
        "CHILDREN IN NEED 2023.pdf",
        "FINAL OK.pdf",
        "Final OK.pdf",
        "A7DC4401.pdf",
        "scan_1920x1080.pdf",
        "scan_2048x1536.pdf",
        "data_v2000.pdf",
        "iowa_downloaded_2024-02-01.pdf",
        "iowa 20240201.pdf",
        "report.2023.02.pdf",
        "2nd copy 2023.pdf",
        "factsheet 2nd.pdf",
        "report in 2023.pdf",
        "2023 factsheet OK.pdf",
        "final-id-2023.pdf",
        "NCMEC PR 2023.pdf",
        "kansas-city-2023.pdf",
        "iowa 11-05-2024.pdf",
        "iowa_5.6.2024.pdf",
        "iowa-2024-2-1.pdf",
        "iowa 2024 01 15.pdf",
        "iowa-2024-02.pdf",
        "iowa-06May2024.pdf",
        "iowa-feb-2024.pdf",
        "iowa_2024-05-06T2015.pdf",
        "iowa 2048 x 1536.pdf",
        "iowa 2022-23.pdf",
        "IMG_2041.pdf",
        "scan 2099.pdf",
        "3f2504e0-4f89-2017-9a0c-0305e82c3301.pdf",
        "https://example.org/iowa.pdf?v=2024",
    ],
)  # fmt: skip
def test_a_file_name_that_fits_or_says_nothing_is_no_finding(name: str) -> None:
    assert file_name_mismatch(name, parse_text(IOWA)) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ohio-2023.pdf", "Ohio, and the sheet is of Iowa"),
        ("iowa-2022.pdf", "2022, and the sheet is of 2023"),
        ("ohio-2022.pdf", "2022 and Ohio, and the sheet is of 2023 and Iowa"),
        ("OH 2023.pdf", "Ohio, and the sheet is of Iowa"),
        ("oh-2023.pdf", "Ohio, and the sheet is of Iowa"),
        ("NewYork2023.pdf", "New York, and the sheet is of Iowa"),
        ("new_york_2023.pdf", "New York, and the sheet is of Iowa"),
        ("WEST-VIRGINIA.txt", "West Virginia, and the sheet is of Iowa"),
        ("us-virgin-islands.txt", "U.S. Virgin Islands, and the sheet is of Iowa"),
        ("district-of-columbia.txt", "District of Columbia, and the sheet is of Iowa"),
        ("washington-dc-2023.txt", "District of Columbia, and the sheet is of Iowa"),
        ("washington-2023.txt", "Washington, and the sheet is of Iowa"),
        ("new%20york.pdf", "New York, and the sheet is of Iowa"),
        ("Iowa%202022.pdf", "2022, and the sheet is of 2023"),
        ("2022-iowa.pdf", "2022, and the sheet is of 2023"),
        ("2022 Maryland.pdf", "2022 and Maryland, and the sheet is of 2023 and Iowa"),
        ("maryland_2022.pdf", "2022 and Maryland, and the sheet is of 2023 and Iowa"),
        ("iowa.2022", "2022, and the sheet is of 2023"),
        ("puertorico.pdf", "Puerto Rico, and the sheet is of Iowa"),
        ("NORTHCAROLINA.pdf", "North Carolina, and the sheet is of Iowa"),
        ("N. Dakota.pdf", "North Dakota, and the sheet is of Iowa"),
        ("nc_2023_v2.pdf", "North Carolina, and the sheet is of Iowa"),
        ("nc (1).pdf", "North Carolina, and the sheet is of Iowa"),
        ("d.c.-2023.pdf", "District of Columbia, and the sheet is of Iowa"),
        ("s3://iowa/ohio.pdf", "Ohio, and the sheet is of Iowa"),
        ("zip://a/ohio.pdf::iowa.zip", "Ohio, and the sheet is of Iowa"),
    ],
)
def test_a_file_name_that_names_another_state_or_year_is_told(name: str, said: str) -> None:
    finding = file_name_mismatch(name, parse_text(IOWA))
    assert finding is not None
    assert finding.message == f"The file name says {said}: {name}."
    assert (finding.code, finding.sources) == ("file_name_mismatch", (name,))


SPELT = {
    "Washington": ["washington-2023.pdf", "Washington State.pdf", "WA.pdf"],
    "District of Columbia": [
        "Washington DC 2023.pdf",
        "Washington, D.C. 2023.txt",
        "washington,dc.txt",
        "dc-2023.pdf",
        "2023dc.pdf",
        "washington-d-c-2023.pdf",
        "Washington-D-C.pdf",
        "Washington_D_C2023.pdf",
        "WashingtonDCFactSheet2023.pdf",
        "washingtondc.pdf",
        "District_of_Columbia.pdf",
    ],
    "U.S. Virgin Islands": ["us-virgin-islands-2023.pdf", "U.S. Virgin Islands.pdf", "USVI.pdf"],
    "Virginia": ["virginia-2023.pdf", "VA 2023.pdf"],
    "West Virginia": [
        "west-virginia.pdf",
        "West%20Virginia-2023.pdf",
        "West–Virginia.pdf",
        "West(Virginia).pdf",
        "W.Virginia.pdf",
        "W_VA.pdf",
        "wv2023.pdf",
        "ncmecwest-virginia2023.pdf",
    ],
}


@pytest.mark.parametrize("state", SPELT)
def test_states_whose_names_hold_another_are_told_apart(state: str) -> None:
    sheet = parse_text(iowa(state=state))
    fitting = [
        name
        for names in SPELT.values()
        for name in names
        if file_name_mismatch(name, sheet) is None
    ]
    assert fitting == SPELT[state]


def test_a_sheet_without_a_state_or_year_is_compared_with_nothing() -> None:
    nameless = iowa(state="Atlantis").replace("2023", "some year")
    sheet = parse_text(nameless)
    assert (sheet.state, sheet.year) == (None, None)
    assert told(a=nameless, b=nameless, ohio_2022=nameless) == []


@pytest.mark.long
def test_a_nearly_full_year_lacks_the_others() -> None:
    states = [name for code, name in NAMES.items() if code not in ("GU", "AS")]
    sheets = {f"s{index}": iowa(state=state) for index, state in enumerate(states)}
    [finding] = findings_of(**sheets)
    assert (finding.code, finding.year, finding.sources) == ("missing_jurisdiction", 2023, ())
    assert finding.message == (
        "54 of the 56 jurisdictions have a converted sheet of 2023; Guam and American Samoa have none."
    )
    full = {**sheets, "x": iowa(state="Guam"), "y": iowa(state="American Samoa")}
    assert findings_of(**full) == []
    assert findings_of(**dict(list(sheets.items())[:41])) == []
    assert [f.code for f in findings_of(**dict(list(sheets.items())[:42]))] == [
        "missing_jurisdiction"
    ]
