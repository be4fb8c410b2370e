"""Lines that are drawn on a page, and the letters that they cross out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from ctypes import byref, c_float, c_int
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from factsheet_parser.reading.layout.glyphs import Glyphs, Stroke
from factsheet_parser.reading.layout.lines import Line
from factsheet_parser.reading.layout.paint import (
    MOST_NESTED,
    MOST_OBJECTS,
    PAPER,
    Asked,
    Item,
    alike,
)

_THICKEST = 9.0
"""Points; what is higher is an area."""
_MOST_SEGMENTS = 400
"""Of one path; a drawing has more."""
_FOOT, _HEAD = 0.12, 0.55
"""Of the type's size above the line: where a stroke goes through letters, not under or over them."""
_HEAVY = 0.6
"""Of the type's size: a thicker stroke covers letters."""
_MOST_ON_A_LINE = 200
"""Strokes through one line of text that are followed; more make it a drawing."""
_STEEP = 3.0
"""A line that rises by more than this for each point to the right parts columns."""


class _Matrix(NamedTuple):
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def moved(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: _Matrix) -> _Matrix:
        """What does the same as this one and then `outer`."""
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        return _Matrix(a, b, c, d, *outer.moved(self.e, self.f))


_PLAIN = _Matrix()


def strokes_of(objects: Iterable[tuple[int, int, Item]], asked: Asked) -> list[Stroke]:
    """The lines and thin bars among a page's objects beside text, in PDF user space."""
    return [each for _, _, item in objects for each in _strokes_of(item, _PLAIN, asked, 0)]


def _strokes_of(item: Item, matrix: _Matrix, asked: Asked, depth: int) -> Iterator[Stroke]:
    kind = pdfium_c.FPDFPageObj_GetType(item)
    if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        yield from _strokes_of_path(item, matrix, asked)
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MOST_NESTED:
        inner = _matrix_of(item).within(matrix)
        for number in range(min(pdfium_c.FPDFFormObj_CountObjects(item), MOST_OBJECTS)):
            each = pdfium_c.FPDFFormObj_GetObject(item, number)
            yield from _strokes_of(each, inner, asked, depth + 1)


def _strokes_of_path(path: Item, matrix: _Matrix, asked: Asked) -> Iterator[Stroke]:
    filled, stroked = c_int(), c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, byref(filled), byref(stroked))
    if not filled.value and not stroked.value:
        return
    color, opacity = asked.color(path, stroked=bool(stroked.value))
    if opacity == 0 or alike(color, PAPER):
        return
    if stroked.value:
        width = c_float()
        pdfium_c.FPDFPageObj_GetStrokeWidth(path, byref(width))
        yield from _segments(path, _matrix_of(path).within(matrix), width.value)
    else:
        left, bottom, right, top = asked.bounds(path)
        x0, y0 = matrix.moved(left, bottom)
        x1, y1 = matrix.moved(right, top)
        if min(abs(x1 - x0), abs(y1 - y0)) <= _THICKEST:
            yield _middle(x0, y0, x1, y1)


def _middle(x0: float, y0: float, x1: float, y1: float) -> Stroke:
    """The line through the middle of a thin bar, from end to end."""
    width, height = abs(x1 - x0), abs(y1 - y0)
    if width >= height:
        y = (y0 + y1) / 2
        return Stroke(x0, y, x1, y, height)
    x = (x0 + x1) / 2
    return Stroke(x, y0, x, y1, width)


def _segments(path: Item, matrix: _Matrix, width: float) -> Iterator[Stroke]:
    """The lines from point to point of a path."""
    count = pdfium_c.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return
    x, y = c_float(), c_float()
    before: tuple[float, float] | None = None
    for number in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, number)
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = matrix.moved(x.value, y.value)
        moves = pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO
        if before is not None and not moves:
            yield Stroke(*before, *point, width)
        before = point


def _matrix_of(item: Item) -> _Matrix:
    matrix: Any = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, byref(matrix))
    return _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


class _Level(NamedTuple):
    """A stroke that is not steep, by the heights between which it runs."""

    y0: float
    y1: float
    stroke: Stroke


def crossed_out(page: Glyphs, lines: Iterable[Line], strokes: Iterable[Stroke]) -> Iterator[int]:
    """The places of the page's text through which one of its strokes goes."""
    levels = sorted(
        _Level(min(each.y0, each.y1), max(each.y0, each.y1), each)
        for each in strokes
        if _is_flat(each)
    )
    tallest = max((each.y1 - each.y0 for each in levels), default=0.0)
    for line in lines if levels else ():
        foot, head = line.base - _FOOT * line.height, line.base - _HEAD * line.height
        first = bisect_left(levels, (head - tallest,))
        last = bisect_left(levels, (foot,))
        near = (
            stroke
            for _, y1, stroke in levels[first:last]
            if y1 > head
            and stroke.width <= _HEAVY * line.height
            and min(stroke.x0, stroke.x1) < line.x1
            and line.x0 < max(stroke.x0, stroke.x1)
        )
        for stroke in islice(near, _MOST_ON_A_LINE):
            yield from _crossed(page, line, stroke, foot, head)


def _is_flat(stroke: Stroke) -> bool:
    return abs(stroke.y1 - stroke.y0) <= _STEEP * abs(stroke.x1 - stroke.x0)


def _crossed(page: Glyphs, line: Line, stroke: Stroke, foot: float, head: float) -> Iterator[int]:
    """The places of a line's letters through whose middle a stroke goes."""
    x0, x1 = sorted((stroke.x0, stroke.x1))
    for part in line.parts:
        for at in range(part.origin, part.origin + part.end - part.start):
            middle = (page.left(at) + page.right(at)) / 2
            if x0 <= middle <= x1 and head < stroke.height_at(middle) < foot:
                yield at
