"""What a PDF page's objects paint, as PDFium tells it: where, in which color and after what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import PYFUNCTYPE, addressof, byref, c_float, c_int, c_uint, c_void_p, cast
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

ALIKE = 40
"""Colors whose red, green and blue differ by no more may not be told apart."""
_CONTRAST = 1.5
"""Of two colors' lightness; where it is less, text of one on the other is hard to see."""
Item = Any
"""One of PDFium's handles, for which its bindings have no type."""
Color = tuple[int, int, int]
PAPER: Color = (255, 255, 255)
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF user space."""
_THIN = 2.0
"""Points; a rule that is thinner covers nothing."""
_EDGE = 0.1
"""Points by which a box may reach over the edge of one that encloses it."""
_FRAME_SEGMENTS = (8, 10)
"""Of two rectangles, closed or not."""
_RECTANGLE_SEGMENTS = 5
"""Of a rectangle, closed or not, at most."""
MOST_OBJECTS = 50_000
MOST_NESTED = 8
_MOST_POINTS = 200
"""Of a clipping path that are looked at."""

# A page that is set letter by letter has thousands of objects: these give and take addresses, for
# which no Python object is made.
_OBJECT_AT = PYFUNCTYPE(c_void_p, c_void_p, c_int)(
    cast(pdfium_c.FPDFPage_GetObject, c_void_p).value or 0
)
_KIND_OF = PYFUNCTYPE(c_int, c_void_p)(cast(pdfium_c.FPDFPageObj_GetType, c_void_p).value or 0)


class Painted(NamedTuple):
    """Something on the page that is no text."""

    order: float
    """After how many of the page's objects it is painted."""
    box: Box
    color: Color | None
    """Of a filled path; None for pictures and all else."""
    hole: Box | None = None
    """What a frame leaves free."""

    def meets(self, box: Box) -> bool:
        """Whether it overlaps `box`."""
        if self.hole is not None and encloses(self.hole, box):
            return False
        left, bottom, right, top = box
        return (
            self.box[0] < right
            and left < self.box[2]
            and self.box[1] < top
            and bottom < self.box[3]
        )


def beside_text(page: Item) -> list[tuple[int, int, Item]]:
    """The page's objects that are no text: after how many others each is painted, and its kind."""
    address = cast(page, c_void_p).value
    found: list[tuple[int, int, Item]] = []
    for order in range(min(pdfium_c.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        kind = _KIND_OF(_OBJECT_AT(address, order))
        if kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            found.append((order, kind, pdfium_c.FPDFPage_GetObject(page, order)))
    return found


def painted(objects: Iterable[tuple[int, int, Item]], asked: Asked) -> list[Painted]:
    """What the page's objects beside text paint: filled paths, pictures, groups of them."""
    return [each for order, kind, item in objects for each in _paints(item, kind, order, asked)]


def _paints(item: Item, kind: int, order: float, asked: Asked) -> Iterator[Painted]:
    """What one of the page's objects paints."""
    left, bottom, right, top = box = asked.bounds(item)
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
        # What lies where in a group, the group's own box stands for.
        for each, color in _in_group(item, order, asked):
            yield Painted(each, box, color)
    elif right - left < _THIN or top - bottom < _THIN:
        return
    elif kind != pdfium_c.FPDF_PAGEOBJ_PATH:
        yield Painted(order, box, None)
    elif filled := _fill_mode(item):
        hole = _hole(item) if filled == pdfium_c.FPDF_FILLMODE_ALTERNATE else None
        yield Painted(order, box, asked.color(item)[0], hole)
    elif _is_bar(item):
        yield Painted(order, box, asked.color(item, stroked=True)[0])


def clip_box(item: Item) -> Box | None:
    """A box around the smallest path that an object is clipped by; None when there is none."""
    clip, paths = _clip_of(item)
    boxes = []
    for path in paths:
        x, y = c_float(), c_float()
        points = []
        for number in range(min(pdfium_c.FPDFClipPath_CountPathSegments(clip, path), _MOST_POINTS)):
            segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, number)
            if pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
                points.append((x.value, y.value))
        if points:
            across, up = zip(*points, strict=True)
            boxes.append((min(across), min(up), max(across), max(up)))
    return min(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)


def is_veiled(item: Item) -> bool:
    """Whether an object is painted through a mask, blended, or clipped by more than a rectangle."""
    if pdfium_c.FPDFPageObj_HasTransparency(item):
        return True
    clip, paths = _clip_of(item)
    return any(
        pdfium_c.FPDFClipPath_CountPathSegments(clip, path) > _RECTANGLE_SEGMENTS for path in paths
    )


def _clip_of(item: Item) -> tuple[Item, range]:
    """What an object is clipped by, and the indices of its paths."""
    clip = pdfium_c.FPDFPageObj_GetClipPath(item)
    return clip, range(max(pdfium_c.FPDFClipPath_CountPaths(clip), 0) if clip else 0)


def handle_of(item: Item) -> int:
    """The address of an object, by which it is known again."""
    return addressof(item.contents)


def group(
    form: Item, order: float, share: float = 1.0, depth: int = 0
) -> Iterator[tuple[float, int, Item]]:
    """The objects of a group and of the groups in it, each with its kind and its order.

    The order lies between the group's own and that of what is painted next.
    """
    count = min(pdfium_c.FPDFFormObj_CountObjects(form), MOST_OBJECTS)
    for number in range(count):
        item = pdfium_c.FPDFFormObj_GetObject(form, number)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        step = share / (count + 1)
        at = order + (number + 1) * step
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MOST_NESTED:
            yield from group(item, at, step, depth + 1)
        else:
            yield at, kind, item


def _in_group(form: Item, order: float, asked: Asked) -> Iterator[tuple[float, Color | None]]:
    """What a group paints beside text: after what, and in which color."""
    for at, kind, item in group(form, order):
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            if _fill_mode(item):
                yield at, asked.color(item)[0]
            elif _is_bar(item):
                yield at, asked.color(item, stroked=True)[0]
        elif kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield at, None


def _fill_mode(path: Item) -> int:
    """How a path is filled; 0 when it is not."""
    filled, stroked = c_int(), c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, byref(filled), byref(stroked))
    return filled.value


def _is_bar(path: Item) -> bool:
    """Whether a path is drawn so thick that it may cover text, as a marker does."""
    width = c_float()
    return bool(pdfium_c.FPDFPageObj_GetStrokeWidth(path, byref(width)) and width.value >= _THIN)


def _hole(path: Item) -> Box | None:
    """What a frame of two rectangles leaves free, the inner one; None for any other path."""
    count = pdfium_c.FPDFPath_CountSegments(path)
    if not _FRAME_SEGMENTS[0] <= count <= _FRAME_SEGMENTS[1]:
        return None
    x, y = c_float(), c_float()
    shapes: list[list[tuple[float, float]]] = []
    for number in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, number)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return None
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            shapes.append([])
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if shapes:
            shapes[-1].append((x.value, y.value))
    if len(shapes) != 2 or not all(map(_is_rectangle, shapes)):
        return None
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(path, byref(matrix))
    one, other = (_box_of([_moved(point, matrix) for point in shape]) for shape in shapes)
    return other if encloses(one, other) else one if encloses(other, one) else None


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    """Whether each of a shape's points is a corner of the box around it."""
    left, bottom, right, top = _box_of(points)
    return len(points) >= 4 and all(x in (left, right) and y in (bottom, top) for x, y in points)


def _moved(point: tuple[float, float], matrix: Any) -> tuple[float, float]:
    x, y = point
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _box_of(points: list[tuple[float, float]]) -> Box:
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def encloses(outer: Box, inner: Box) -> bool:
    """Whether `inner` lies in `outer`."""
    return (
        outer[0] <= inner[0] + _EDGE
        and outer[1] <= inner[1] + _EDGE
        and outer[2] >= inner[2] - _EDGE
        and outer[3] >= inner[3] - _EDGE
    )


class Asked:
    """What PDFium writes its answers into: made once, as there are thousands of questions."""

    def __init__(self) -> None:
        self.floats = tuple(c_float() for _ in range(4))
        self.float_pointers = tuple(map(byref, self.floats))
        self.channels = tuple(c_uint() for _ in range(4))
        self.channel_pointers = tuple(map(byref, self.channels))

    def bounds(self, item: Item) -> Box:
        """The box around an object."""
        pdfium_c.FPDFPageObj_GetBounds(item, *self.float_pointers)
        left, bottom, right, top = self.floats
        return left.value, bottom.value, right.value, top.value

    def color(self, item: Item, *, stroked: bool = False) -> tuple[Color | None, int]:
        """Red, green and blue of what an object is filled or stroked with, and how opaque it is."""
        get = pdfium_c.FPDFPageObj_GetStrokeColor if stroked else pdfium_c.FPDFPageObj_GetFillColor
        if not get(item, *self.channel_pointers):
            return None, 255
        red, green, blue, opacity = self.channels
        return (red.value, green.value, blue.value), opacity.value


@lru_cache(maxsize=1024)
def alike(one: Color | None, other: Color | None) -> bool:
    """Whether two colors may not be told apart: all of red, green and blue, or how light they are.

    >>> alike((255, 255, 224), (255, 255, 255)), alike((0, 0, 255), (255, 255, 255))
    (True, False)
    """
    if one is None or other is None:
        return False
    if all(abs(a - b) <= ALIKE for a, b in zip(one, other, strict=True)):
        return True
    darker, lighter = sorted(map(_lightness, (one, other)))
    return (lighter + 0.05) / (darker + 0.05) < _CONTRAST


def _lightness(color: Color) -> float:
    """The relative luminance of a color, as WCAG 2 has it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
