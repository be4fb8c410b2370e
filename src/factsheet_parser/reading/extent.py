"""How large a PDF and its pages are, and whether that is within the limits."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2 as pdfium

from factsheet_parser.errors import DamagedPdfError
from factsheet_parser.limits import Limits, exceeded

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def check_extent(pages: int, size_of: Callable[[int], tuple[float, float]], limits: Limits) -> None:
    """Raise for a PDF without pages, with too many, or with one that is too wide or too high.

    `size_of` gives the width and height of a page, counted from 0, in PDF points. Raises
    DamagedPdfError and LimitExceededError.
    """
    if not pages:
        raise DamagedPdfError("The PDF is damaged: it has no pages.")
    if pages > limits.pages:
        raise exceeded("pages", f"The PDF has {pages:,} pages", limits.pages)
    for index in range(pages):
        width, height = size_of(index)
        if max(width, height) > limits.page_size:
            raise exceeded(
                "page_size",
                f"Page {index + 1} of the PDF is {width:,.0f} by {height:,.0f} points large",
                limits.page_size,
            )


def check_characters(characters: int, limits: Limits) -> None:
    """Raise LimitExceededError for a text that is too long."""
    if characters > limits.characters:
        raise exceeded("characters", f"The text has {characters:,} characters", limits.characters)


def origin_of(page: pdfium.PdfPage) -> tuple[float, float]:
    """How far what is shown of a page lies from the origin of the evidence's boxes, in points.

    Evidence counts from the media box's top left, and the crop box is what is shown.
    """
    if page.get_rotation():
        return (0.0, 0.0)
    media, crop = mediabox_of(page), cropbox_of(page)
    return (crop[0] - media[0], media[3] - crop[3])


def mediabox_of(page: pdfium.PdfPage) -> Box:
    """A page's media box in PDF user space; of one that it inherits PDFium tells what is shown."""
    own: Box | None = page.get_mediabox(fallback_ok=False)
    return cropbox_of(page) if own is None else own


def cropbox_of(page: pdfium.PdfPage) -> Box:
    """What is shown of a page, in PDF user space: its crop box as far as it lies in its media box."""
    shown: Box = page.get_bbox()
    return shown
