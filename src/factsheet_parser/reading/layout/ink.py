"""The ink that a page's text leaves: the page painted with its text and without."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_int
from functools import cached_property
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from factsheet_parser.reading.layout.paint import ALIKE, MOST_OBJECTS, Box, Item, group

_LEAST = 2.0
"""Points of a side that are looked at: an apostrophe is less than a pixel wide."""
_EDGE = 0.15
"""Of a character's width, left out at each side: the next character's ink may reach there."""
_MOST_PIXELS = 2000
"""Of the longer side of the page's picture."""


class _Picture(NamedTuple):
    """A page as a grey picture: a byte a pixel, `stride` bytes a row."""

    pixels: bytes
    width: int
    height: int
    stride: int


class Ink:
    """One page's ink; the page is painted when it is first asked for."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page

    @property
    def is_coarse(self) -> bool:
        """Whether the page is so large that its picture shows no single characters."""
        longer: float = max(self._page.get_size())
        return longer > _MOST_PIXELS

    def is_left(self, box: Box) -> bool:
        """Whether the page looks another without its text, where a character stands."""
        (picture, width, height, stride), (without, *_) = self._pictures
        left, bottom, right, top = box
        beside = max(_LEAST - (right - left), -2 * _EDGE * (right - left)) / 2
        above = max(_LEAST - (top - bottom), 0) / 2
        corners = [
            self._pixel(left - beside, bottom - above),
            self._pixel(right + beside, top + above),
        ]
        x0, x1 = sorted(min(max(x, 0), width) for x, _ in corners)
        y0, y1 = sorted(min(max(y, 0), height) for _, y in corners)
        for row in range(y0, y1 + 1):
            part = slice(row * stride + x0, row * stride + x1 + 1)
            for one, other in zip(picture[part], without[part], strict=True):
                if abs(one - other) > ALIKE:
                    return True
        return False

    @cached_property
    def _pictures(self) -> tuple[_Picture, _Picture]:
        """The page as it is shown, and without its text."""
        shown = self._painting()
        texts = [item for item in self._text_objects() if item]
        for item in texts:
            pdfium_c.FPDFPageObj_SetIsActive(item, False)
        try:
            return shown, self._painting()
        finally:
            for item in texts:
                pdfium_c.FPDFPageObj_SetIsActive(item, True)

    def _text_objects(self) -> Iterator[Item]:
        page = self._page.raw
        for order in range(min(pdfium_c.FPDFPage_CountObjects(page), MOST_OBJECTS)):
            item = pdfium_c.FPDFPage_GetObject(page, order)
            kind = pdfium_c.FPDFPageObj_GetType(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                yield item
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
                for _, inner, each in group(item, order):
                    if inner == pdfium_c.FPDF_PAGEOBJ_TEXT:
                        yield each

    def _painting(self) -> _Picture:
        """The page as a grey picture."""
        longer = max(self._page.get_size())
        bitmap = self._page.render(scale=min(2, _MOST_PIXELS / longer), grayscale=True)
        picture = _Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        bitmap.close()
        return picture

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        across, down = c_int(), c_int()
        _, width, height, _ = self._pictures[0]
        pdfium_c.FPDF_PageToDevice(
            self._page, 0, 0, width, height, 0, x, y, byref(across), byref(down)
        )
        return across.value, down.value
