"""The pages of PDFs that are pictures, painted and read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

import numpy
import pypdfium2 as pdfium

from factsheet_parser.reading.extent import origin_of
from factsheet_parser.reading.ocr.engine import Engine, ReadLine, engines
from factsheet_parser.reading.ocr.scanned_page import ScannedPage, Shot, verify
from factsheet_parser.record import Box

_LOG = logging.getLogger(__name__)
DOTS = (300 / 72, 200 / 72)
"""Pixels a point of the two pictures that are read: 300 and 200 dots an inch."""
MOST_PIXELS = 5_000
"""Of a picture's longer side."""
_SURE = 0.75
"""A page whose signs are read with less certainty, on the whole, may lie on its side."""


def scanned(pages: Mapping[int, pdfium.PdfPage]) -> dict[int, ScannedPage]:
    """Pages that are pictures, by their number in the sheet.

    Raises ImportError, which says what to install, without the extra `ocr`.
    """
    found: dict[int, ScannedPage] = {}
    for count, (number, page) in enumerate(pages.items(), start=1):
        _LOG.info("OCR reads picture %d of %d.", count, len(pages))
        found[number] = _scanned(number, page)
    verify(found.values())
    return found


def _scanned(number: int, page: pdfium.PdfPage) -> ScannedPage:
    shots = [_shot(page, scale) for scale in DOTS]
    left, top = origin_of(page)

    def shown(box: Box) -> Box:
        x0, y0, x1, y1 = box
        return (x0 + left, y0 + top, x1 + left, y1 + top)

    return scanned_picture(number, (shots[0], shots[1]), shown)


def scanned_picture(
    number: int, shots: tuple[Shot, Shot], shown: Callable[[Box], Box]
) -> ScannedPage:
    """What two pictures of one page show; `shown` is where a box of theirs stands on the page."""
    one, other = engines()
    first, second = shots
    width, height = first.size
    turns = 0
    lines = one(first.pixels, first.scale)
    if _certainty(lines) < _SURE and (turns := _turns(second, other)):
        first, second = (
            Shot(numpy.ascontiguousarray(numpy.rot90(shot.pixels, turns)), shot.scale)
            for shot in shots
        )
        lines = one(first.pixels, first.scale)
    return ScannedPage(
        number,
        first,
        lines,
        other(second.pixels, second.scale),
        lambda box: shown(_turned_back(box, turns, width, height)),
    )


def _shot(page: pdfium.PdfPage, scale: float) -> Shot:
    scale = min(scale, MOST_PIXELS / max(page.get_size()))
    bitmap = page.render(scale=scale)
    pixels = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return Shot(pixels, scale)


def _turns(shot: Shot, engine: Engine) -> int:
    """How many quarters the picture must be turned, counter-clockwise, for its text to be upright."""
    small = shot.pixels[::2, ::2]
    return max(
        range(4),
        key=lambda turns: _certainty(
            engine(numpy.ascontiguousarray(numpy.rot90(small, turns)), shot.scale / 2)
        ),
    )


def _certainty(lines: Sequence[ReadLine]) -> float:
    """How surely signs were read in lines that are wider than high; 0 where most are not."""
    level = [line for line in lines if line.width > line.height]
    if len(level) * 2 < len(lines) or not level:
        return 0.0
    return fmean(sign.score for line in level for sign in line.signs)


def _turned_back(box: Box, turns: int, width: float, height: float) -> Box:
    """A box of the turned picture on the one as it was, of this size."""
    x0, y0, x1, y1 = box
    match turns:
        case 1:
            return (width - y1, x0, width - y0, x1)
        case 2:
            return (width - x1, height - y1, width - x0, height - y0)
        case 3:
            return (y0, height - x1, y1, height - x0)
        case _:
            return box
