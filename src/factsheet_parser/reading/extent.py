"""Whether a PDF's extent is within the limits, told before its pages are read."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2 as pdfium

from factsheet_parser.errors import DamagedPdfError
from factsheet_parser.limits import Limits, exceeded


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
    media, crop = page.get_mediabox(), page.get_cropbox()
    return (crop[0] - media[0], media[3] - crop[3])
