"""Scans: read by OCR, right or withheld."""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Callable
from pathlib import Path

import numpy
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from PIL import Image
from typer.testing import CliRunner

from factsheet_parser import (
    Factsheet,
    LimitExceededError,
    Limits,
    NoTextError,
    UnsupportedFormatError,
    iter_factsheets,
    parse_factsheet,
)
from factsheet_parser.batch.inputs import find_inputs
from factsheet_parser.batch.picture_count import pictures_in
from factsheet_parser.cli import app
from factsheet_parser.options import Options
from factsheet_parser.reading.layout.glyphs import Letter
from factsheet_parser.reading.ocr.agreement import OtherReading
from factsheet_parser.reading.ocr.digits import Digit, odd_ones
from factsheet_parser.reading.ocr.engine import ReadLine, Sign
from factsheet_parser.reading.ocr.gutter import with_wide_gutter
from factsheet_parser.reading.ocr.straight import Straight
from pdfs import pages_of, pdf_of
from scans import KINDS, Grey, painted, pdf_of_pictures
from sheets import IOWA

SAMPLE = Path(__file__).parent.parent / "samples" / "iowa-2023.pdf"
KIND = KINDS["200"]


pytestmark = pytest.mark.long  # the OCR program takes seconds to begin, and 10 a page


@pytest.fixture(scope="module")
def pictures() -> list[Grey]:
    return [KIND.change(page) for page in painted(SAMPLE, KIND.dots)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, pictures: list[Grey]) -> Path:
    """A sheet with text, a searchable scan, and a picture of a page."""
    folder = tmp_path_factory.mktemp("scans")
    (folder / "a-text.pdf").write_bytes(SAMPLE.read_bytes())
    false = (
        "Iowa Data\nIn 2023, NCMEC reviewed 99 submissions of child sexual exploitation material."
    )
    (folder / "b-searchable.pdf").write_bytes(pdf_of_pictures(pictures, KIND, [false]))
    Image.fromarray(pictures[0]).save(folder / "c-page.png", dpi=(KIND.dots, KIND.dots))
    return folder


@pytest.fixture(scope="module")
def read(folder: Path) -> dict[str, Factsheet]:
    """The records of that folder."""
    return {
        Path(outcome.source).stem: outcome.factsheet
        for outcome in iter_factsheets(folder, ocr=True, jobs=1)
        if outcome.factsheet
    }


def test_a_searchable_scan_is_read_by_what_is_seen(read: dict[str, Factsheet]) -> None:
    sheet, truth = read["b-searchable"], parse_factsheet(SAMPLE)
    values = {name: figure.value for name, figure in truth.figures.items()}
    given = {name: figure.value for name, figure in sheet.figures.items()}
    assert given.items() <= values.items()
    assert len(given) >= 20
    assert sheet.state is not None
    assert (sheet.state.code, sheet.year) == ("IA", 2023)
    assert "hidden_text" not in {finding.code for finding in sheet.findings}


def test_a_value_that_ocr_read_says_so_and_stands_where_it_is_printed(
    read: dict[str, Factsheet],
) -> None:
    truth = parse_factsheet(SAMPLE)
    for name, figure in read["b-searchable"].figures.items():
        [box], [expected] = figure.evidence.boxes, truth.figures[name].evidence.boxes
        assert figure.evidence.ocr
        assert figure.evidence.page == truth.figures[name].evidence.page
        assert numpy.abs(numpy.subtract(box, expected)).max() < 4.0, (name, box, expected)
    assert not any(figure.evidence.ocr for figure in read["a-text"].figures.values())


def test_a_picture_of_a_page_is_read(read: dict[str, Factsheet]) -> None:
    sheet = read["c-page"]
    assert sheet.missing_cases.national_total == 28886
    [box] = sheet.figures["missing_cases.national_total"].evidence.boxes
    [expected] = parse_factsheet(SAMPLE).figures["missing_cases.national_total"].evidence.boxes
    assert numpy.abs(numpy.subtract(box, expected)).max() < 4.0


def test_a_folder_of_texts_scans_and_pictures_converts_in_one_go(
    folder: Path, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    result = CliRunner().invoke(
        app, ["convert", "--ocr", "--layout", "long", str(folder), "-o", str(table)]
    )
    assert result.exit_code == 0, result.output
    assert "OCR reads 3 pages, some 10 seconds each." in result.output
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        (Path(row["source"]).stem, row["value"], row["ocr"])
        for row in rows
        if row["figure"] == "missing_cases.national_total"
    }
    assert found == {
        ("a-text", "28886", "false"),
        ("b-searchable", "28886", "true"),
        ("c-page", "28886", "true"),
    }


def test_a_review_shows_numbers_on_the_picture_they_were_read_from(
    folder: Path, tmp_path: Path
) -> None:
    page = tmp_path / "review.html"
    result = CliRunner().invoke(
        app, ["review", "--ocr", str(folder / "c-page.png"), "-o", str(page)]
    )
    assert result.exit_code == 0, result.output
    shown = page.read_text(encoding="utf-8")
    assert shown.count("data:image/png") == 1
    assert "28,886" in shown


def test_files_that_cannot_be_opened_hold_no_pages_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "b.txt").write_text(IOWA)
    found = list(find_inputs([tmp_path, tmp_path / "gone.pdf"], ocr=True))
    assert pictures_in(found, Options(ocr=True), jobs=1) == 0


def test_without_ocr_a_scan_says_how_to_read_it(folder: Path) -> None:
    with pytest.raises(NoTextError, match=r"it is a scan.*invisible text.*--ocr \(ocr=True\)"):
        parse_factsheet(folder / "b-searchable.pdf")
    with pytest.raises(UnsupportedFormatError, match=r"PNG picture \(--ocr, ocr=True reads it\)"):
        parse_factsheet(folder / "c-page.png")


def test_a_picture_among_pages_of_text_is_told(pictures: list[Grey]) -> None:
    sheet = parse_factsheet(_with_picture(pictures[1]))
    assert [(finding.code, finding.message) for finding in sheet.findings] == [
        (
            "unread_page",
            "Page 3 of the PDF is a picture, and what it says was not read: --ocr (ocr=True) "
            "reads it.",
        )
    ]
    assert len(sheet.figures) == 21
    assert (
        parse_factsheet(_with_picture(pictures[1]), reader="pdfplumber").findings == sheet.findings
    )


def _with_picture(picture: Grey) -> bytes:
    pdf = pdfium.PdfDocument(pdf_of(pages_of(IOWA)))
    pdf.import_pages(pdfium.PdfDocument(pdf_of_pictures([picture], KIND)))
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr("factsheet_parser.extras.find_spec", lambda _: None)
    wanted = "rapidocr is missing: python -m pip install 'factsheet-parser[ocr]'"
    with pytest.raises(ImportError) as raised:
        parse_factsheet(folder / "c-page.png", ocr=True)
    assert str(raised.value) == wanted
    for command in (["parse"], ["convert", "-o", "out.csv"], ["units"], ["drift"], ["check"]):
        result = CliRunner().invoke(app, [*command, "--ocr", str(folder)])
        assert (result.exit_code, result.output.strip()) == (2, wanted), command


def test_a_picture_that_is_no_picture_is_told() -> None:
    with pytest.raises(UnsupportedFormatError, match="The picture is damaged"):
        parse_factsheet(b"\x89PNG\r\n\x1a\n" + bytes(64), ocr=True)
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    with pytest.raises(LimitExceededError, match="The picture is too large"):
        parse_factsheet(file.getvalue(), ocr=True)


def test_a_picture_with_nothing_on_it_has_no_text() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (400, 500)).save(file, "PNG")
    with pytest.raises(NoTextError, match="OCR reads nothing"):
        parse_factsheet(file.getvalue(), ocr=True)


def test_ocr_has_limits_of_its_own_unless_others_are_given() -> None:
    assert (Limits().for_ocr().timeout, Limits().for_ocr().memory) == (600, 1536)
    assert Limits(timeout=5).for_ocr().timeout == 5
    assert Limits(memory=None).for_ocr().memory is None


def _line(text: str, x: float = 50.0, y: float = 100.0, slope: float = 0.0) -> ReadLine:
    signs = tuple(Sign(letter, 3 + 6 * at, 1.0) for at, letter in enumerate(text))
    width = 6.0 * len(text)
    right = y + slope * width
    corners = ((x, y), (x + width, right), (x + width, right + 12), (x, y + 12))
    return ReadLine(signs, corners)


LEVEL = Straight(0.0, 0.0, (0.0, 0.0))


@pytest.mark.parametrize(
    ("again", "agrees"),
    [
        ("had 133 cases", True),
        ("had133cases", True),
        ("had 138 cases", False),
        ("had 13 cases", False),
        ("had 1333 cases", False),
        ("had 1,33 cases", False),
        ("", False),
    ],
)
def test_a_number_agrees_when_every_sign_of_it_does_whatever_the_blanks(
    again: str, agrees: bool
) -> None:
    line = _line("had 133 cases")
    found = OtherReading([_line(again)] if again else [], LEVEL).of(line, LEVEL)
    assert all(reading.agrees for reading in found[4:7]) == agrees


def test_a_sign_that_only_the_other_reading_has_stands_in_it() -> None:
    line = _line("had 13 cases")
    found = OtherReading([_line("had 133 cases")], LEVEL).of(line, LEVEL)
    assert [reading.text for reading in found[4:6]] == ["13", "3"]
    assert not found[4].agrees


def test_a_reading_of_another_line_is_none_of_this_one() -> None:
    line = _line("had 133 cases")
    found = OtherReading([_line("had 133 cases", y=130.0)], LEVEL).of(line, LEVEL)
    assert not any(reading.agrees for reading in found if reading.text)


def test_lines_that_fan_out_are_made_level() -> None:
    lines = [
        _line("a line that is long enough", y=y, slope=0.02 + (y - 400) / 20_000)
        for y in (100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0)
    ]
    straight = Straight.of(lines, 612, 792)
    for line in lines:
        (x0, y0), (x1, y1) = line.corners[2:]
        assert abs(straight.place(x0, y0)[1] - straight.place(x1, y1)[1]) < 0.3


def test_a_page_with_too_little_text_is_taken_as_level() -> None:
    assert Straight.of([_line("35")], 612, 792) == (0.0, 0.0, (306.0, 396.0))


def _shapes(change: Callable[[NDArray[numpy.float32]], None] | None = None) -> list[Digit]:
    """Eights and threes of one type, one of the threes made of an eight."""
    eight = numpy.zeros((24, 22), dtype=numpy.float32)
    eight[0:3, 6:16] = eight[10:13, 6:16] = eight[21:24, 6:16] = 1
    eight[0:24, 5:8] = eight[0:24, 14:17] = 1
    three = eight.copy()
    three[3:10, 5:8] = three[13:21, 5:8] = 0
    odd = eight.copy()
    odd[3:10, 5:8] = 0
    if change is not None:
        change(odd)
    return [
        Digit("8", eight),
        Digit("8", eight),
        Digit("3", three),
        Digit("3", three),
        Digit("3", odd),
    ]


def test_an_eight_that_lost_a_stroke_is_no_three() -> None:
    assert odd_ones(_shapes()) == {4}


def test_a_digit_that_is_alone_of_its_kind_is_not_proven() -> None:
    eight, _, three, again, _ = _shapes()
    assert odd_ones([eight, three, again]) == {0}
    assert odd_ones([]) == set()


def test_a_dark_spot_makes_a_digit_odd() -> None:
    def blot(shape: NDArray[numpy.float32]) -> None:
        shape[13:21, 5:8] = 0
        shape[4:9, 9:13] = 1

    assert odd_ones(_shapes(blot)) == {4}


def _letters(text: str, base: float, x: float) -> list[Letter]:
    return [
        Letter(sign, x + 5 * at, x + 5 * at + 5, base, 10.0, False, (0.0, 0.0, 1.0, 1.0))
        for at, sign in enumerate(text)
    ]


def test_a_narrow_gutter_is_made_wide_and_what_crosses_it_stays() -> None:
    title = _letters("ThisTitleRunsAcrossBothColumnsOfIt", 80.0, 50.0)
    rows = [
        letter
        for row in range(6)
        for letter in (
            *_letters("leftcolumn", 100.0 + 12 * row, 50.0),
            *_letters("rightcolumn", 100.0 + 12 * row, 106.0),
        )
    ]
    moved = with_wide_gutter([*title, *rows])
    assert moved[: len(title)] == title
    rights = {letter.x0 for letter in moved if letter.text == "g"}
    assert rights == {106.0 + 10.0 + 14.0}
    assert with_wide_gutter(title) == title


def test_a_log_says_how_far_reading_is(
    pictures: list[Grey], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="factsheet_parser"):
        sheet = parse_factsheet(pdf_of_pictures([numpy.rot90(pictures[1]).copy()], KIND), ocr=True)
    assert [record.getMessage() for record in caplog.records] == ["OCR reads picture 1 of 1."]
    # The page lies on its side.
    assert sheet.team_adam.national_incidents == 57
    [box] = sheet.figures["team_adam.national_incidents"].evidence.boxes
    assert box[3] - box[1] > box[2] - box[0]
