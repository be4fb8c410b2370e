"""Annotations and form fields: what they paint is made a part of their pages.

So a number that a form field holds, a correction in a comment's box and a line that crosses text
out are read as if they were printed there, by both readers. Hidden annotations paint nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

# Links mark text that is on the page already; popups open when they are clicked.
_PAINTS_NOTHING = (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP)
_MOST = 2_000
"""Annotations of a page that are looked at."""


def opened(pdf: pdfium.PdfDocument) -> Iterator[tuple[pdfium.PdfPage, bool]]:
    """The pages of an open PDF with their annotations painted onto them; whether a page had any."""
    if pdf.get_formtype() != pdfium_c.FORMTYPE_NONE:
        pdf.init_forms()
    for index in range(len(pdf)):
        page = pdf[index]
        painted = _is_painted_on(page)
        if painted:
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = pdf[index]  # a page that is open does not show what became a part of it
        yield page, painted


def _is_painted_on(page: pdfium.PdfPage) -> bool:
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if kind not in _PAINTS_NOTHING:
            return True
    return False


def flattened(data: bytes, password: str | None) -> tuple[bytes, str | None]:
    """A PDF with its annotations painted onto its pages, and its password.

    It is the same PDF where there is nothing to paint or PDFium cannot open it.
    """
    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError:
        return data, password
    try:
        if not sum(painted for _, painted in opened(pdf)):
            return data, password
        copy = io.BytesIO()
        pdf.save(copy, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        return copy.getvalue(), None
    except pdfium.PdfiumError:
        return data, password
    finally:
        pdf.close()
