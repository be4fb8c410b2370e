"""Whether a PDF's extent is within the limits, told before its pages are read."""

from __future__ import annotations

from collections.abc import Iterable

from factsheet_parser.errors import DamagedPdfError
from factsheet_parser.limits import Limits, exceeded


def check_count(pages: int, limits: Limits) -> None:
    """Raise DamagedPdfError for a PDF without pages, LimitExceededError for one with too many."""
    if not pages:
        raise DamagedPdfError("The PDF is damaged: it has no pages.")
    if pages > limits.pages:
        raise exceeded("pages", f"The PDF has {pages:,} pages", limits.pages)


def check_pages(sizes: Iterable[tuple[float, float]], limits: Limits) -> None:
    """Raise LimitExceededError for a page that is too wide or too high; sizes in PDF points."""
    for number, (width, height) in enumerate(sizes, start=1):
        if max(width, height) > limits.page_size:
            raise exceeded(
                "page_size",
                f"Page {number} of the PDF is {width:,.0f} by {height:,.0f} points large",
                limits.page_size,
            )


def check_characters(characters: int, limits: Limits) -> None:
    """Raise LimitExceededError for a text that is too long."""
    if characters > limits.characters:
        raise exceeded("characters", f"The text has {characters:,} characters", limits.characters)
