"""Kinds of trouble that people report who turn published PDFs into data."""

from __future__ import annotations

import base64
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from factsheet_parser import (
    DamagedPdfError,
    FactsheetError,
    SeveralFactsheetsError,
    UnsupportedFormatError,
    parse_factsheet,
    parse_text,
)
from pdfs import Put, pages_of, pdf_of
from sheets import IOWA, READERS, ReaderName, iowa

PDF = (Path(__file__).parent.parent / "samples" / "iowa-2023.pdf").read_bytes()


@pytest.mark.parametrize("sign", ["|", "!", "]", "[", "'", "\\", "\u00a6", "`", "\u2019", "}", "="])
def test_a_sign_that_may_be_a_misread_digit_leaves_its_number_no_value(sign: str) -> None:
    before = parse_text(iowa(("38 submissions", f"{sign}8 submissions")))
    behind = parse_text(iowa(("38 submissions", f"3{sign} submissions")))
    for sheet in (before, behind) if sign != "=" else (behind,):
        assert sheet.cvip.state_submissions is None
        assert not sheet.complete


@pytest.mark.parametrize(
    "mark", ["'", "\u2019", "\u00b7", "\u201a", "\uff0c", ";", "\u066c", "\u02d9", "_", ",-", "."]
)
def test_another_mark_between_thousands_leaves_a_number_no_value(mark: str) -> None:
    sheet = parse_text(iowa(("4,622", f"4{mark}622")))
    assert sheet.cybertipline.state_reports is None
    assert "cybertipline.state_reports" not in sheet.proposals


@pytest.mark.parametrize("printed", ["12.000", "2.000", "18.0", "13B", "1.3B", "3O", "l8"])
def test_a_number_that_may_be_another_has_no_value(printed: str) -> None:
    sheet = parse_text(iowa(("38 submissions", f"{printed} submissions")))
    assert sheet.cvip.state_submissions is None
    assert not sheet.complete


@pytest.mark.parametrize("printed", ['"38"', "\u201c38\u201d", "**38**", "38*", "38\u2020"])
def test_a_sign_that_is_no_digit_leaves_its_number_as_it_is(printed: str) -> None:
    assert (
        parse_text(iowa(("38 submissions", f"{printed} submissions")))
        .figures["cvip.state_submissions"]
        .value
        == 38
    )


@pytest.mark.parametrize(("spelled", "state"), [("lowa", "IA"), ("|owa", "IA"), ("lllinois", "IL")])
def test_a_state_that_an_ocr_program_misread_is_recognised_and_said(
    spelled: str, state: str
) -> None:
    sheet = parse_text(iowa(state=spelled))
    assert sheet.state is not None
    assert sheet.state.code == state
    assert sheet.cybertipline.state_reports == 4622
    assert [finding.code for finding in sheet.findings] == ["misread_text"]
    assert spelled in sheet.findings[0].message


def _tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        entry = tarfile.TarInfo("iowa.pdf")
        entry.size = len(PDF)
        archive.addfile(entry, io.BytesIO(PDF))
    return held.getvalue()


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("iowa.pdf", PDF)
    return held.getvalue()


_MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: the sheet\r\n\r\n"


@READERS
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_tar(), "a tar archive"),
        (_zip(), "a ZIP archive"),
        (PDF + PDF, "2 PDFs behind each other"),
        (
            PDF + b"\r\n\0\0" + PDF + b"\n--boundary\nContent-Type: application/pdf\n\n" + PDF,
            "3 PDFs",
        ),
        (base64.encodebytes(PDF), "a PDF in base64"),
        (b"data:application/pdf;base64," + base64.b64encode(PDF), "a PDF in base64"),
        (_MAIL + base64.encodebytes(PDF), "an e-mail"),
    ],
    ids=["tar", "zip", "two", "three", "base64", "data-url", "mail"],
)
def test_what_may_hold_several_sheets_is_told_as_what_it_is(
    data: bytes, message: str, reader: ReaderName
) -> None:
    with pytest.raises(UnsupportedFormatError, match=message):
        parse_factsheet(data, reader=reader)


def test_an_update_behind_a_pdfs_end_is_no_second_pdf() -> None:
    update = b"\n9999 0 obj\n(%PDF-1.4)\nendobj\n"
    assert parse_factsheet(PDF + update).complete


@READERS
@pytest.mark.parametrize(
    "damaged",
    [PDF.decode("latin-1").encode("ascii", "replace"), PDF.decode("utf-8", "replace").encode()],
    ids=["ascii", "utf-8"],
)
def test_a_pdf_that_was_saved_as_text_is_damaged_and_no_scan(
    damaged: bytes, reader: ReaderName
) -> None:
    with pytest.raises(DamagedPdfError, match="damaged"):
        parse_factsheet(damaged, reader=reader)


@pytest.mark.parametrize(
    "line",
    [
        "Indiana House of Representatives",
        "The Texas Tribune - Document Library",
        "The Washington Post",
        "Washington, D.C. - March 2024",
        "Exhibit 7, Ohio Senate, 12/3/2025",
        "Printed on January 9, 2025",
    ],
)
def test_a_line_above_the_title_changes_neither_state_nor_year(line: str) -> None:
    sheet = parse_text(f"{line}\n\n{IOWA.lstrip()}")
    assert (sheet.state and sheet.state.code, sheet.year) == ("IA", 2023)
    assert len(sheet.figures) == 21


@READERS
def test_text_that_stands_sideways_is_read(reader: ReaderName) -> None:
    pages = [
        [
            put._replace(
                # Blanks are not printed: words stand apart.
                operators=f"0 1 -1 0 {792 - put.y} {put.x} Tm "
                f"[({put.text.replace(' ', ') -300 (')})] TJ"
            )
            for put in page
            if not {"(", ")"} & set(put.text)
        ]
        for page in pages_of(IOWA)
    ]
    sheet = parse_factsheet(pdf_of(pages, mediabox=(0, 0, 792, 612)), reader=reader)
    assert sheet.cvip.state_submissions == 38
    assert "conflicting_values" not in {finding.code for finding in sheet.findings}


@READERS
def test_a_watermark_across_the_page_changes_nothing(reader: ReaderName) -> None:
    across = Put(0, 0, "", operators="0.7 0.7 -0.7 0.7 150 200 Tm (EMBARGOED UNTIL MAY 2025) Tj")
    pages = [[across, *page] for page in pages_of(IOWA)]
    sheet = parse_factsheet(pdf_of(pages), reader=reader)
    assert (sheet.state and sheet.state.code, sheet.year, len(sheet.figures)) == ("IA", 2023, 21)


def test_every_error_of_a_file_is_a_factsheet_error() -> None:
    assert issubclass(SeveralFactsheetsError, FactsheetError)


def _annotated(subtype: str, text: str) -> bytes:
    """The sheet with an annotation that paints `text` at the first page's foot."""
    data = pdf_of(
        pages_of(IOWA),
        annotations=f"<< /Type /Annot /Subtype {subtype} /F 4 /Rect [50 20 300 40] "
        "/AP << /N 99 0 R >> >>",
    )
    shown = f"BT /F 11 Tf 1 0 0 1 2 6 Tm ({text}) Tj ET".encode()
    form = (
        b"\n99 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 250 20] /Length %d /Resources "
        b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\n"
        b"stream\n%s\nendstream\nendobj\n" % (len(shown), shown)
    )
    head, table = data.split(b"xref\n", 1)
    at = len(head) + 1
    start = len(head) + len(form)
    added = b"99 1\n%010d 00000 n \ntrailer" % at
    table = table.replace(b"trailer", added, 1).split(b"startxref")[0]
    return head + form + b"xref\n" + table + b"startxref\n%d\n%%%%EOF\n" % start


@READERS
@pytest.mark.parametrize("subtype", ["/FreeText", "/Stamp", "/Widget /FT /Tx /T (a)"])
def test_a_number_that_an_annotation_paints_is_told(subtype: str, reader: ReaderName) -> None:
    sheet = parse_factsheet(_annotated(subtype, "CORRECTION: 4,711 reports"), reader=reader)
    assert sheet.cybertipline.state_reports == 4622
    told = [finding.message for finding in sheet.findings if finding.code == "unclaimed_number"]
    assert told == ['Nothing accounts for the number 4,711 in "CORRECTION: 4,711 reports".']
