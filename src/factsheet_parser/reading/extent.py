"""Whether a PDF's extent is within the limits, told before its pages are read."""

from __future__ import annotations

from collections.abc import Callable

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
