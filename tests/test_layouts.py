"""Layouts in which the order of painting is not the order of reading."""

import textwrap

import pdfplumber
import pytest

from factsheet_parser import Factsheet, parse_factsheet
from factsheet_parser.document import UnitKind
from factsheet_parser.reading import Reader, read_document
from factsheet_parser.reading.layout.lines import cell, joined, plain_line
from pdfs import Put, pdf_of
from sheets import IOWA, READERS, ReaderName

PARAGRAPHS = [
    line.replace("**", "").replace("\t", "   ")
    for line in IOWA.replace("running\n\nbehavior", "running behavior").split("\n")
    if line.strip()
]


def wrapped(width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        lines += [*textwrap.wrap(paragraph, width), ""]
    return lines


def placed(lines: list[str], x: float, top: float = 740, pitch: float = 13) -> list[Put]:
    return [Put(x, top - pitch * i, line) for i, line in enumerate(lines) if line]


def one_column() -> list[list[Put]]:
    lines = wrapped(95)
    return [placed(lines[:52], 50), placed(lines[52:], 50)]


def two_columns() -> tuple[list[list[Put]], list[list[Put]]]:
    """Pages of a left and a right column."""
    lines = wrapped(46)
    columns = [lines[i : i + 52] for i in range(0, len(lines), 52)]
    return (
        [placed(column, 40) for column in columns[0::2]],
        [placed(column, 320) for column in columns[1::2]],
    )


def check(data: bytes, reader: ReaderName) -> Factsheet:
    sheet = parse_factsheet(data, reader=reader)
    assert sheet.findings == ()
    assert len(sheet.figures) == 21
    assert sheet.missing_cases.state_orr == 5
    assert sheet.connect.state_new_users == 94
    return sheet


def holds_its_numbers(data: bytes, sheet: Factsheet) -> None:
    import io

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for figure in sheet.figures.values():
            page = pdf.pages[figure.evidence.page - 1]
            cropped = " ".join(page.crop(box).extract_text() for box in figure.evidence.boxes)
            assert cropped == figure.text


@READERS
def test_columns_painted_one_after_the_other(reader: ReaderName) -> None:
    left, right = two_columns()
    pages = [[*a, *b] for a, b in zip(left, [*right, []], strict=False)]
    holds_its_numbers(pdf_of(pages), check(pdf_of(pages), reader))


@READERS
def test_columns_painted_line_by_line_across_both(reader: ReaderName) -> None:
    left, right = two_columns()
    pages = [
        sorted([*a, *b], key=lambda put: (-put.y, put.x))
        for a, b in zip(left, [*right, []], strict=False)
    ]
    holds_its_numbers(pdf_of(pages), check(pdf_of(pages), reader))


@READERS
def test_a_page_painted_from_the_bottom_up(reader: ReaderName) -> None:
    pages = [page[::-1] for page in one_column()]
    holds_its_numbers(pdf_of(pages), check(pdf_of(pages), reader))


@READERS
@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_shown_rotated(reader: ReaderName, rotate: int) -> None:
    """The page's own up is up; only the viewer turns it."""
    data = pdf_of(one_column(), rotate=rotate)
    sheet = parse_factsheet(data, reader=reader)
    assert {name: figure.value for name, figure in sheet.figures.items()} == {
        name: figure.value for name, figure in check(pdf_of(one_column()), reader).figures.items()
    }


@READERS
@pytest.mark.parametrize("mediabox", [(0, 0, 612, 792), (-20, 30, 592, 822), (10, -15, 622, 777)])
def test_a_page_whose_origin_is_elsewhere(
    reader: ReaderName, mediabox: tuple[float, float, float, float]
) -> None:
    data = pdf_of(one_column(), mediabox=mediabox)
    holds_its_numbers(data, check(data, reader))


@READERS
def test_a_page_whose_size_stands_in_the_documents_page_tree(reader: ReaderName) -> None:
    pages = [[put._replace(y=put.y + 90) for put in page] for page in one_column()]
    data = pdf_of(pages, mediabox=(0, 0, 612, 882), inherited=True)
    holds_its_numbers(data, check(data, reader))


@READERS
@pytest.mark.parametrize("size", [6, 9, 10])
def test_a_footnote_mark_in_smaller_type_is_no_digit_of_the_number(
    reader: ReaderName, size: float
) -> None:
    pages = one_column()
    for page in pages:
        for index, put in enumerate(page):
            if " 38 submissions" in put.text:
                before, after = put.text.split(" 38 ")
                page[index : index + 1] = [
                    Put(put.x, put.y, f"{before} 38"),
                    Put(put.x + width_of(f"{before} 38"), put.y + 4, "1", size),
                    Put(put.x + width_of(f"{before} 38") + 4, put.y, f" {after}"),
                ]
    sheet = parse_factsheet(pdf_of(pages), reader=reader)
    assert sheet.cvip.state_submissions in (None, 38)
    if sheet.cvip.state_submissions is None:
        assert "cvip.state_submissions" in {finding.figure for finding in sheet.findings}


def width_of(text: str) -> float:
    """Helvetica's width at 11 points, from pdfplumber."""
    import io

    with pdfplumber.open(io.BytesIO(pdf_of([[Put(0, 700, text)]]))) as pdf:
        return float(pdf.pages[0].chars[-1]["x1"])


ROWS = [
    (["Children who ran from a facility or a home that is", "run by social services"], "111", "134", "-17%"),
    (["Unaccompanied children who were reported to us by the", "Office of Refugee Resettlement of the Department of", "Health and Human Services"], "13", "20", "-35%"),
    (["of all others, those who were taken by a member of", "their own family"], "9", "9", "+0%"),
    (["All other missing children"], "88", "74", "+19%"),
]  # fmt: skip
HEADS = ("Missing child cases", "2025", "2024", "Change")


def table_of(level: float, *, rows_apart: float) -> bytes:
    """A table whose cells stand so far down their row: 0 its label's first line, 1 its last."""
    page = [
        Put(50, 740, "Kansas 2025", 16),
        Put(50, 715, "NCMEC runs the CyberTipline, Team HOPE and Team Adam."),
        *(Put(x, 670, head) for x, head in zip((50, 380, 440, 500), HEADS, strict=True)),
    ]
    y = 650.0
    for label, *cells in ROWS:
        page += [Put(50, y - 13 * index, line) for index, line in enumerate(label)]
        down = 13 * (len(label) - 1)
        page += [
            Put(x, y - level * down, text) for x, text in zip((380, 440, 500), cells, strict=True)
        ]
        y -= down + rows_apart
    return pdf_of([page])


@READERS
@pytest.mark.parametrize("level", [0, 0.5, 1])
@pytest.mark.parametrize("rows_apart", [19, 26])
def test_labels_that_wrap_keep_their_own_cells_on_whatever_level(
    reader: Reader, level: float, rows_apart: float
) -> None:
    units = read_document(table_of(level, rows_apart=rows_apart), reader=reader).units
    assert [unit.cells for unit in units if unit.kind is UnitKind.HEADS] == [HEADS]
    rows = [unit for unit in units if unit.kind is UnitKind.ROW]
    assert [unit.cells for unit in rows] == [(" ".join(label), *cells) for label, *cells in ROWS]
    assert all(unit.heads is not None and unit.heads.cells == HEADS for unit in rows)
    assert not [mark for unit in units for mark in unit.marks]


@READERS
def test_a_number_halfway_beside_the_two_lines_of_its_label_keeps_its_digits(
    reader: Reader,
) -> None:
    rows = [
        ("Reports that were passed on to the police forces and", "sheriffs", "18,701", "24.7 million"),
        ("Children who were reported missing by the Office of", "Refugee Resettlement", "88", "1,204"),
        ("Survivors and families who were supported by Team", "HOPE volunteers", "7", "7,018"),
    ]  # fmt: skip
    page = [
        Put(50, 740, "Kansas 2025", 16),
        Put(50, 715, "NCMEC runs the CyberTipline, Team HOPE and Team Adam."),
    ]
    for index, (first, second, state, nation) in enumerate(rows):
        y = 660 - 36 * index
        page += [Put(50, y, first), Put(50, y - 13, second)]
        page += [Put(380, y - 6.5, state), Put(460, y - 6.5, nation)]
    document = read_document(pdf_of([page]), reader=reader)
    said = " ".join(document.text.split())
    for row in rows:
        assert f"{row[2]} {row[3]}" in said
    assert not [mark for unit in document.units for mark in unit.marks]


def test_cells_whose_places_are_unknown_have_none() -> None:
    cells = plain_line("17\t12", page=1, origin=0)
    row = joined([plain_line("Families", page=1, origin=0), cells], ["\t"])
    assert [cell(row, index).text for index in range(3)] == ["Families", "17", "12"]
    assert row.edges == ()


@READERS
@pytest.mark.parametrize("raised", [0, 3, 5])
@pytest.mark.parametrize("group", ["778", ",778"])
def test_digits_set_small_and_raised_as_in_prices_give_no_number_without_them(
    reader: Reader, raised: float, group: str
) -> None:
    pages = one_column()
    for page in pages:
        for index, put in enumerate(page):
            if " 4,622 " in put.text:
                before, after = put.text.split(" 4,622 ")
                before += f" {'7,778'.removesuffix(group)}"
                at = put.x + width_of(before)
                page[index : index + 1] = [
                    Put(put.x, put.y, before),
                    Put(at, put.y + raised, group, 7),
                    Put(at + 16, put.y, after),
                ]
    sheet = parse_factsheet(pdf_of(pages), reader=reader)
    assert sheet.cybertipline.state_reports in (None, 7_778)
    assert sheet.complete == (sheet.cybertipline.state_reports is not None)


@pytest.mark.parametrize("footer", ["Page {} of 2", "{} of 2", "Iowa Data | Page {} of 2"])
def test_page_numbers_that_tell_how_many_there_are_are_accounted_for(footer: str) -> None:
    pages = [
        [*page, Put(280, 20, footer.format(number), 8)]
        for number, page in enumerate(one_column(), start=1)
    ]
    check(pdf_of(pages), "pdfium")


def titled(*above: str) -> bytes:
    """The sheet with its title in large type, and these lines above it."""
    first, *others = one_column()
    first = [
        put._replace(y=put.y - 40, size=20 if put.text == "Iowa Data" else 11) for put in first
    ]
    lines = [Put(50, 770 - 28 * index, text) for index, text in enumerate(above)]
    return pdf_of([[*lines, *first], *others], mediabox=(0, -60, 612, 792))


@pytest.mark.parametrize(
    "above", ["Every child deserves a safe childhood. That is why we work.", "Edition of 2023."]
)
def test_the_title_is_no_heading_where_a_slogan_stands_above_it(above: str) -> None:
    check(titled(above), "pdfium")


def test_the_nations_figures_are_not_read_below_a_states_heading_that_follows_numbers() -> None:
    sheet = parse_factsheet(titled("NCMEC handled 28,886 missing child cases."))
    assert "trafficking.national_reports" not in sheet.figures
    assert sheet.cybertipline.state_reports == 4_622
