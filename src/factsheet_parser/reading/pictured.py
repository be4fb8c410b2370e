"""Whether a page is a picture of text, as scanners make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from factsheet_parser.document import Document
from factsheet_parser.errors import NoTextError
from factsheet_parser.reading.layout.glyphs import LINE_END, Glyphs
from factsheet_parser.reading.layout.pages import Page, document_of
from factsheet_parser.reading.subject import refuse_other_subjects

A_SCAN = (
    "The PDF's pages are pictures of text: it is a scan. Read it with --ocr (ocr=True), or give its "
    "text, checked, as a text file."
)
A_SEARCHABLE_SCAN = (
    "The PDF's pages are pictures of text: it is a scan. What its invisible text says is not what "
    "is seen, and is not read. Read it with --ocr (ocr=True), or give its text, checked, as a text "
    "file."
)
NO_TEXT = "The PDF's pages have no text."
NOTHING_READ = "OCR reads nothing on these pages."

_ENOUGH = 300
"""Letters: a page that shows more is text, whatever lies behind them."""
_MOST, _SOME = 0.5, 0.02
"""Of the page: what a picture covers that leaves room for a stamp's words, and one alone."""
_OUTLINES = 300
"""Drawn shapes of a page without text: letters that were turned into shapes."""
_DEEP = 3


def is_picture(page: Glyphs, pdf_page: pdfium.PdfPage) -> bool:
    """Whether a page shows a picture and next to no text."""
    letters = _letters_seen(page)
    if letters >= _ENOUGH:
        return False
    covered = _covered(pdf_page)
    if letters:
        return covered >= _MOST
    shapes: int = pdfium_c.FPDFPage_CountObjects(pdf_page)
    return covered >= _SOME or shapes >= _OUTLINES


def _letters_seen(page: Glyphs) -> int:
    """Letters of lines that can be seen; no more are counted than are enough."""
    count = at = 0
    for line in page.text.split(LINE_END):
        letters = len("".join(line.split()))
        if letters and not page.hides(at + len(line) - len(line.lstrip())):
            count += letters
            if count >= _ENOUGH:
                break
        at += len(line) + len(LINE_END)
    return count


def _covered(page: pdfium.PdfPage) -> float:
    """How much of a page its largest picture covers."""
    width, height = page.get_size()
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEP)
    return max((_area(image) for image in images), default=0.0) / (width * height or 1.0)


def _area(image: pdfium.PdfObject) -> float:
    left, bottom, right, top = image.get_bounds()
    area: float = (right - left) * (top - bottom)
    return area


def document_of_pdf(
    pages: Sequence[Page], painted: Mapping[int, pdfium.PdfPage], *, ocr: bool
) -> Document:
    """The document of a PDF's pages, those that are pictures read by OCR if that is asked for.

    `painted` are PDFium's, by number. Raises NoTextError where no page has text, NotAFactsheetError,
    and ImportError without the extra `ocr`.
    """
    pictures = {page.number: painted[page.number] for page in pages if page.is_picture}
    found = list(pages)
    if ocr and pictures:
        # The OCR program takes half a second to import.
        from factsheet_parser.reading.ocr.scans import scanned

        read = scanned(pictures)
        found = [read.get(page.number, page) for page in pages]
    texts = any(page.text.strip() for page in found)
    if all(page.is_picture for page in found):
        raise NoTextError(A_SEARCHABLE_SCAN if texts else A_SCAN)
    if not texts:
        raise NoTextError(NOTHING_READ if ocr else NO_TEXT)
    refuse_other_subjects("\n".join(page.text for page in found))
    return document_of(found)
