"""Pictures of a PDF's pages, small enough for one HTML file to hold a hundred of them."""

from __future__ import annotations

import base64
import io
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image

from factsheet_parser.document import Pages
from factsheet_parser.limits import Limits
from factsheet_parser.reading import is_image
from factsheet_parser.reading.extent import check_extent, origin_of

_WIDTH = 980
"""Pixels across; text of 9 points is readable."""
_COLORS = 24
"""Text and its anti-aliasing need no more, and a picture of so few is small."""


class Picture(NamedTuple):
    """One page."""

    number: int
    width: float
    """Points, as the page is shown."""
    height: float
    shift: tuple[float, float]
    """How far the picture's top left lies from the origin of the evidence's boxes, in points."""
    data: str
    """A data URI."""


def pictures_of(
    data: bytes, password: str | None, limits: Limits, pages: Pages | None = None
) -> list[Picture]:
    """A picture of each page, or of these.

    Raises LimitExceededError for a page that is too large or too many of them, and PdfiumError.
    """
    if is_image(data):
        return _pictures_of_image(data, limits, pages)
    with pdfium.PdfDocument(data, password=password) as pdf:
        check_extent(len(pdf), pdf.get_page_size, limits)
        first, last = pages or (1, len(pdf))
        return [_picture(pdf[number - 1], number) for number in range(first, last + 1)]


def _pictures_of_image(data: bytes, limits: Limits, pages: Pages | None) -> list[Picture]:
    from factsheet_parser.reading.ocr.images import shots_in

    shots = shots_in(data, limits)
    first, last = pages or (1, len(shots))
    found: list[Picture] = []
    for number in range(first, last + 1):
        shot = shots[number - 1]
        width, height = shot.size
        image = Image.fromarray(shot.pixels)
        image.thumbnail((_WIDTH, round(_WIDTH / 0.6)))
        found.append(Picture(number, width, height, (0.0, 0.0), _uri(image)))
    return found


def _picture(page: pdfium.PdfPage, number: int) -> Picture:
    width, height = page.get_size()
    image = page.render(scale=_WIDTH / max(width, height * 0.6)).to_pil().convert("RGB")
    return Picture(number, width, height, origin_of(page), _uri(image))


def _uri(image: Image.Image) -> str:
    file = io.BytesIO()
    image.quantize(_COLORS, method=2, dither=Image.Dither.NONE).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
