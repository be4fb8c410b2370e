"""Annotations and form fields: what they paint is made a part of their pages.

So a number that a form field holds, a correction in a comment's box and a line that crosses text
out are read as if they were printed there, by both readers. Hidden annotations paint nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from ctypes import byref
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from factsheet_parser.reading.layout.glyphs import Stroke
from factsheet_parser.reading.layout.visibility import Notes

# Links mark text that is on the page already; popups open when they are clicked.
_PAINTS_NOTHING = (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP)
_MOST = 2_000
"""Annotations of a page, areas and lines of one, points of a line that are looked at."""
_UNSEEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW


class Opened(NamedTuple):
    """An open page with its annotations painted onto it."""

    page: pdfium.PdfPage
    notes: Notes


def opened(pdf: pdfium.PdfDocument, indices: Iterable[int]) -> Iterator[tuple[int, Opened]]:
    """These pages of an open PDF, counted from 0, each with its index."""
    if pdf.get_formtype() != pdfium_c.FORMTYPE_NONE:
        pdf.init_forms()
    for index in indices:
        page = pdf[index]
        painted, strokes = _annotations(page)
        first = pdfium_c.FPDFPage_CountObjects(page) if painted else None
        if painted:
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = pdf[index]  # a page that is open does not show what became a part of it
        yield index, Opened(page, Notes(strokes, first))


def _annotations(page: pdfium.PdfPage) -> tuple[bool, list[Stroke]]:
    """Whether a page has annotations that paint something, and what they cross out."""
    painted = False
    strokes: list[Stroke] = []
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        painted = painted or kind not in _PAINTS_NOTHING
        if not pdfium_c.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            if kind == pdfium_c.FPDF_ANNOT_STRIKEOUT:
                strokes += _struck(annotation)
            elif kind == pdfium_c.FPDF_ANNOT_INK:
                strokes += _inked(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    return painted, strokes


def _struck(annotation: Any) -> Iterator[Stroke]:
    """The lines through the middle of what is struck out."""
    area: Any = pdfium_c.FS_QUADPOINTSF()
    for number in range(min(pdfium_c.FPDFAnnot_CountAttachmentPoints(annotation), _MOST)):
        if pdfium_c.FPDFAnnot_GetAttachmentPoints(annotation, number, byref(area)):
            # The corners are given row by row: the upper ones first.
            left, right = (area.x1 + area.x3) / 2, (area.x2 + area.x4) / 2
            yield Stroke(left, (area.y1 + area.y3) / 2, right, (area.y2 + area.y4) / 2, 0.0)


def _inked(annotation: Any) -> Iterator[Stroke]:
    """The lines from point to point of what is drawn by hand."""
    for number in range(min(pdfium_c.FPDFAnnot_GetInkListCount(annotation), _MOST)):
        count = pdfium_c.FPDFAnnot_GetInkListPath(annotation, number, None, 0)
        points = (pdfium_c.FS_POINTF * count)()
        pdfium_c.FPDFAnnot_GetInkListPath(annotation, number, points, count)
        for one, other in pairwise(list(points)[:_MOST]):
            yield Stroke(one.x, one.y, other.x, other.y, 0.0)


def flattened(
    data: bytes, password: str | None, most: int
) -> tuple[bytes, str | None, dict[int, Notes]]:
    """A PDF with its annotations painted onto its pages, its password, and its notes.

    It is the same PDF where there is nothing to paint, where it has more than `most` pages, or
    where PDFium cannot open it. Notes are by the page's index.
    """
    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError:
        return data, password, {}
    try:
        notes = {
            index: page.notes
            for index, page in opened(pdf, range(len(pdf) if len(pdf) <= most else 0))
        }
        if all(of_page.first is None for of_page in notes.values()):
            return data, password, {}
        copy = io.BytesIO()
        pdf.save(copy, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        return copy.getvalue(), None, notes
    except pdfium.PdfiumError:
        return data, password, {}
    finally:
        pdf.close()
