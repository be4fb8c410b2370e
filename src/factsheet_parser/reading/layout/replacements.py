"""Text that a PDF gives in place of what it paints (/ActualText), for copying and reading aloud."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import regex

from factsheet_parser.reading.layout.paint import MOST_OBJECTS, Item
from factsheet_parser.timeouts import SEARCH_SECONDS

_DIGITS = regex.compile(r"\d(?:[\d.,]*\d)?")


def has_replacement(item: Item) -> bool:
    """Whether a PDF gives a text of its own for what an object paints."""
    for number in range(pdfium_c.FPDFPageObj_CountMarks(item)):
        mark = pdfium_c.FPDFPageObj_GetMark(item, number)
        kind = pdfium_c.FPDFPageObjMark_GetParamValueType(mark, b"ActualText")
        if kind == pdfium_c.FPDF_OBJECT_STRING:
            return True
    return False


def digits_painted(page: pdfium.PdfPage) -> list[str]:
    """The numbers of a page, opened for this alone, as its glyphs say them; it is closed."""
    for order in range(min(pdfium_c.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        item = pdfium_c.FPDFPage_GetObject(page, order)
        for number in reversed(range(pdfium_c.FPDFPageObj_CountMarks(item))):
            pdfium_c.FPDFPageObj_RemoveMark(item, pdfium_c.FPDFPageObj_GetMark(item, number))
    text: str = page.get_textpage().get_text_range()
    page.close()
    return digits_of(text)


def digits_of(text: str) -> list[str]:
    """The numbers of a text, without the signs between their digits.

    >>> digits_of("In 2023, 4,622 reports")
    ['2023', '4622']
    """
    return [joined(run) for run in _DIGITS.findall(text, timeout=SEARCH_SECONDS)]


def joined(number: str) -> str:
    """A number's digits alone."""
    return "".join(filter(str.isdigit, number))
