"""Numbers whose digits are not printed alike: what a person sees counts, and doubt gives no value."""

import textwrap

import pytest
import typst

from factsheet_parser import Factsheet, parse_factsheet
from pdfs import Put, pdf_of
from sheets import IOWA, ReaderName

SUBMISSIONS = "cvip.state_submissions"
READERS = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])


def sheet_showing(operators: str) -> bytes:
    """The real sheet in which these operators show the number of submissions, 38."""
    lines: list[str] = []
    for line in (
        IOWA.replace("**", "").replace("running\n\nbehavior", "running behavior").split("\n")
    ):
        lines += textwrap.wrap(line.replace("\t", "   "), 95) or [""]
    pages = []
    for start in range(0, len(lines), 52):
        page = []
        for row, line in enumerate(lines[start : start + 52]):
            before, number, after = line.partition("38 submissions")
            shown = f"({before}) Tj {operators} ( submissions{after}) Tj" if number else ""
            page.append(Put(50, 740 - 13 * row, line, operators=shown))
        pages.append(page)
    data = pdf_of(pages)
    assert operators.encode() in data
    return data


def withheld(sheet: Factsheet, code: str) -> bool:
    """Whether the number of submissions has no value and a finding says why."""
    return SUBMISSIONS not in sheet.figures and (code, SUBMISSIONS) in {
        (finding.code, finding.figure) for finding in sheet.findings
    }


@READERS
def test_a_number_painted_in_one_go_is_read(reader: ReaderName) -> None:
    sheet = parse_factsheet(sheet_showing("(38) Tj"), reader=reader)
    assert sheet.cvip.state_submissions == 38
    assert sheet.complete


@READERS
@pytest.mark.parametrize(
    "operators",
    [
        "(3) Tj /F 7.7 Tf (8) Tj /F 11 Tf",
        "(1) Tj /F 8.25 Tf (38) Tj /F 11 Tf",
        "(3) Tj /F 7 Tf -2 Ts (8) Tj 0 Ts /F 11 Tf",
    ],
    ids=["last-digit", "two-last-digits", "lowered"],
)
def test_a_smaller_digit_that_is_not_raised_is_no_footnote_mark(
    operators: str, reader: ReaderName
) -> None:
    sheet = parse_factsheet(sheet_showing(operators), reader=reader)
    assert withheld(sheet, "conflicting_values")


@READERS
def test_a_smaller_digit_that_is_raised_is_a_footnote_mark(reader: ReaderName) -> None:
    data = sheet_showing("(38) Tj /F 7 Tf 3 Ts (1) Tj 0 Ts /F 11 Tf")
    assert parse_factsheet(data, reader=reader).cvip.state_submissions == 38


@READERS
@pytest.mark.parametrize("color", ["1 1 0.88 rg", "1 1 0 rg", "0.96 g"])
@pytest.mark.parametrize("shown", ["{pale} (1) Tj 0 g (38) Tj", "(3) Tj {pale} (8) Tj 0 g"])
def test_a_digit_in_pale_color_that_nobody_sees_gives_no_value(
    color: str, shown: str, reader: ReaderName
) -> None:
    sheet = parse_factsheet(sheet_showing(shown.format(pale=color)), reader=reader)
    assert withheld(sheet, "hidden_text")


@READERS
@pytest.mark.parametrize("color", ["0 1 1 rg", "0 0.6 0 rg", "1 0 0 rg", "0.7 g"])
def test_a_number_in_a_color_that_is_seen_is_read(color: str, reader: ReaderName) -> None:
    sheet = parse_factsheet(sheet_showing(f"{color} (38) Tj 0 g"), reader=reader)
    assert sheet.cvip.state_submissions == 38


@READERS
@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("38#sub[1]", None),
        ("#sub[1]38", None),
        ('#text(number-type: "old-style")[138]', 138),
        ("38#super[1]", 38),
    ],
    ids=["lowered-behind", "lowered-before", "old-style", "raised"],
)
def test_a_lowered_digit_of_the_font_itself_is_no_digit_of_the_number(
    number: str, value: int | None, reader: ReaderName
) -> None:
    text = IOWA.replace("**", "").replace("38 submissions", f"{number} submissions")
    source = '#set text(font: "Libertinus Serif")\n' + text
    sheet = parse_factsheet(typst.compile(source.encode()), reader=reader)
    assert sheet.cvip.state_submissions == value
    assert value or withheld(sheet, "conflicting_values")
