"""Numbers whose digits are not printed alike: what a person sees counts, and doubt gives no value."""

import pytest
import typst

from factsheet_parser import Factsheet, parse_factsheet
from pdfs import Put, pages_of, pdf_of
from sheets import IOWA, READERS, ReaderName, iowa

SUBMISSIONS = "cvip.state_submissions"


def sheet_showing(operators: str, *, annotations: str = "", one_is: str = "0031") -> bytes:
    """The real sheet in which these operators show the number of submissions, 38.

    They stand at 413 to 425 points from the first page's left, their line 402 above its bottom;
    `annotations` and `one_is` as in `pdf_of`.
    """
    pages: list[list[Put]] = []
    for page in pages_of(IOWA):
        pages.append([])
        for put in page:
            before, number, after = put.text.partition("38 submissions")
            shown = f"({before}) Tj {operators} ( submissions{after}) Tj" if number else ""
            pages[-1].append(put._replace(operators=shown))
    data = pdf_of(pages, annotations=annotations, one_is=one_is)
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
def test_a_number_behind_in_is_boxed_whole(reader: ReaderName) -> None:
    text = iowa(("the CyberTipline received 36.2 million", "the CyberTipline took in 36 million"))
    sheet = parse_factsheet(pdf_of(pages_of(text)), reader=reader)
    national = sheet.figures["cybertipline.national_reports"]
    assert national.text == "36 million"
    # "million" alone is 30 points wide.
    assert sum(x1 - x0 for x0, _, x1, _ in national.evidence.boxes) == pytest.approx(42, abs=2)


@READERS
@pytest.mark.parametrize(
    "operators",
    [
        "(3) Tj /F 7.7 Tf (8) Tj /F 11 Tf",
        "(1) Tj /F 8.25 Tf (38) Tj /F 11 Tf",
        "(3) Tj /F 7 Tf -2 Ts (8) Tj 0 Ts /F 11 Tf",
        "(38) Tj 1.2 Ts (1) Tj 0 Ts",
        "/F 6.6 Tf 4 Ts (1) Tj 0 Ts /F 11 Tf (38) Tj",
    ],
    ids=["last-digit", "two-last-digits", "lowered", "as-large-raised", "raised-before"],
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


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """Operators that draw a line; they may stand between texts."""
    return f"ET {x0} {y0} m {x1} {y1} l S BT /F 11 Tf 1 0 0 1 413 402 Tm"


@READERS
@pytest.mark.parametrize(
    "drawn",
    [
        line(412, 405, 426, 405),
        line(412, 405, 419, 405),
        line(60, 405, 560, 405),
        line(410, 402, 428, 409),
        line(428, 402, 410, 409),
        "ET 412 404.5 14 1 re f BT /F 11 Tf 1 0 0 1 413 402 Tm",
        "ET 5 w 0.5 g 0.5 G 412 405 m 426 405 l S 0 g BT /F 11 Tf 1 0 0 1 413 402 Tm",
    ],
    ids=["number", "one-digit", "whole-line", "rising", "falling", "thin-bar", "thick"],
)
def test_a_number_that_a_line_crosses_out_has_no_value(drawn: str, reader: ReaderName) -> None:
    sheet = parse_factsheet(sheet_showing(f"{drawn} (38) Tj"), reader=reader)
    assert withheld(sheet, "struck_text")
    assert sheet.cybertipline.state_reports == 4622


@READERS
@pytest.mark.parametrize(
    "drawn",
    [
        line(412, 400.5, 426, 400.5),
        line(412, 412, 426, 412),
        line(410, 380, 410, 430),
        "ET 0.5 w 410 399 20 13 re S BT /F 11 Tf 1 0 0 1 413 402 Tm",
        "ET 1 1 0 rg 410 399 20 13 re f 0 g BT /F 11 Tf 1 0 0 1 413 402 Tm",
    ],
    ids=["underlined", "line-above", "column-rule", "framed", "highlighted"],
)
def test_a_line_under_or_around_a_number_crosses_nothing_out(
    drawn: str, reader: ReaderName
) -> None:
    sheet = parse_factsheet(sheet_showing(f"{drawn} (38) Tj"), reader=reader)
    assert sheet.cvip.state_submissions == 38
    assert sheet.complete


_CORNERS = "/Rect [412 400 426 411] /QuadPoints [412 411 426 411 412 400 426 400]"


@READERS
@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (f"<< /Type /Annot /Subtype /StrikeOut /F 4 /C [1 0 0] {_CORNERS} >>", None),
        (f"<< /Type /Annot /Subtype /StrikeOut /F 2 /C [1 0 0] {_CORNERS} >>", 38),
        (f"<< /Type /Annot /Subtype /Underline /F 4 /C [1 0 0] {_CORNERS} >>", 38),
        (f"<< /Type /Annot /Subtype /Highlight /F 4 /C [1 1 0] {_CORNERS} >>", 38),
        (
            "<< /Type /Annot /Subtype /Ink /F 4 /C [1 0 0] /Rect [405 395 435 415] "
            "/InkList [[410 403 418 406 428 405]] /BS << /W 1 >> >>",
            None,
        ),
    ],
    ids=["struck-out", "struck-out-hidden", "underlined", "highlighted", "ink"],
)
def test_an_annotation_that_crosses_a_number_out_leaves_it_no_value(
    annotation: str, value: int | None, reader: ReaderName
) -> None:
    data = sheet_showing("(38) Tj", annotations=annotation)
    sheet = parse_factsheet(data, reader=reader)
    assert sheet.cvip.state_submissions == value
    assert value or withheld(sheet, "struck_text")


@READERS
@pytest.mark.parametrize("one_is", ["00A0", "0020", "0000", "200B", "FEFF", "0009"])
@pytest.mark.parametrize("shown", ["(1) Tj /F 11 Tf (38) Tj", "/F 11 Tf (38) Tj /G 11 Tf (1) Tj"])
def test_a_glyph_without_a_letter_beside_a_number_leaves_it_no_value(
    shown: str, one_is: str, reader: ReaderName
) -> None:
    data = sheet_showing(f"/G 11 Tf {shown} /F 11 Tf", one_is=one_is)
    sheet = parse_factsheet(data, reader=reader)
    assert sheet.cvip.state_submissions is None
    assert SUBMISSIONS in {finding.figure for finding in sheet.findings}


@pytest.mark.parametrize(("said", "value"), [("95", None), ("38", 38), ("3", None)])
def test_a_number_that_the_pdf_says_otherwise_than_it_paints_has_no_value(
    said: str, value: int | None
) -> None:
    data = sheet_showing(f"/Span << /ActualText ({said}) >> BDC (38) Tj EMC")
    sheet = parse_factsheet(data)
    assert sheet.cvip.state_submissions == value
    assert value or withheld(sheet, "conflicting_values")
    assert parse_factsheet(data, reader="pdfplumber").cvip.state_submissions == 38
