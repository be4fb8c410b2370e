"""What of a PDF page's text a person can see, as PDFium tells and paints it.

Text is not seen when it is set to be invisible, lies outside the page or is a speck. Where it may
be unseen for another reason (its color is that of the paper or of what it lies on, something is
painted over it, it belongs to a layer) the page is painted with its text and without: text that
makes no difference is not seen. A page is painted twice at most, and not at all without a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import (
    PYFUNCTYPE,
    addressof,
    byref,
    c_double,
    c_float,
    c_int,
    c_uint,
    c_ulong,
    c_void_p,
    cast,
    create_string_buffer,
)
from functools import cached_property
from math import pi
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_UNSEEN_MODES = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (pdfium_c.FPDF_TEXTRENDERMODE_STROKE, pdfium_c.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_PALE = 225
"""From this value of red, green and blue on, text on paper is hard to see."""
_FAINT = 60
"""Up to this opacity, of 255, text is hard to see."""
_ALIKE = 40
"""Colors whose red, green and blue differ by no more may not be told apart."""
SPECK = 2.0
"""Points; nobody reads smaller type."""
_AROUND = 0.8
"""Points around a character that are looked at with it: an apostrophe is less than a pixel wide."""
_THIN = 2.0
"""Points; a rule that is thinner covers nothing."""
_EDGE = 0.1
"""Points by which a box may reach over the edge of one that encloses it."""
_FRAME_SEGMENTS = (8, 10)
"""Of two rectangles, closed or not."""
_RAISED = 0.3
"""Of a glyph's height: what ends higher above its line is a superscript."""
_FINE = 20
"""Parts of a point in which a place on the page is given to PDFium."""
_NEAR = 1.0
"""Points around a place in which its character is looked for."""
_MOST_PIXELS = 2000
"""Of the longer side of the page's picture."""
_MOST_OBJECTS = 50_000
_MOST_NESTED = 8
_MOST_POINTS = 200
"""Of a clipping path that are looked at."""
# Annotations of these kinds paint nothing over the text.
_PAINTS_NOTHING = (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP, pdfium_c.FPDF_ANNOT_WIDGET)
_LAST = 1 << 30

Item = Any
"""One of PDFium's handles, for which its bindings have no type."""
Color = tuple[int, int, int]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF user space."""


# A page that is set letter by letter has thousands of objects: these give and take addresses, for
# which no Python object is made.
_OBJECT_AT = PYFUNCTYPE(c_void_p, c_void_p, c_int)(
    cast(pdfium_c.FPDFPage_GetObject, c_void_p).value or 0
)
_KIND_OF = PYFUNCTYPE(c_int, c_void_p)(cast(pdfium_c.FPDFPageObj_GetType, c_void_p).value or 0)


class _Painted(NamedTuple):
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
        if self.hole is not None and _encloses(self.hole, box):
            return False
        left, bottom, right, top = box
        return (
            self.box[0] < right
            and left < self.box[2]
            and self.box[1] < top
            and bottom < self.box[3]
        )


class _Picture(NamedTuple):
    """A page as a grey picture: a byte a pixel, `stride` bytes a row."""

    pixels: bytes
    width: int
    height: int
    stride: int


class _Text(NamedTuple):
    """What is told of a text object once."""

    unseen: bool
    clear: bool = False
    """Nothing speaks against any of its characters."""
    doubtful: bool = False
    clip: Box | None = None
    """What is painted of it at most."""
    color: Color | None = None


def may_have_layers(data: bytes) -> bool:
    """Whether a PDF names layers, or packs its objects so that it might."""
    return b"/OCProperties" in data or b"/ObjStm" in data


class Sight:
    """What can be seen of one page; `layered` when its PDF may have layers."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, layered: bool) -> None:
        self._page = page
        self._textpage = textpage
        self._layered = layered
        self._texts: dict[int, _Text] = {}
        self._asked = _Asked()
        self._edges = tuple(c_double() for _ in range(4))
        self._pointers = tuple(map(byref, self._edges))

    def hides(self, index: int) -> bool:
        """Whether a person cannot see the character with PDFium's number `index`."""
        item = pdfium_c.FPDFText_GetTextObject(self._textpage, index)
        if not item:
            return False  # a blank that PDFium added
        handle = _handle(item)
        text = self._texts.get(handle)
        if text is None:
            text = self._texts[handle] = self._look_at(item)
        if text.clear or text.unseen:
            return text.unseen
        box = self._box(index)
        if not _holds(self._cropbox, box):
            return True
        doubtful = (
            text.doubtful
            or (text.clip is not None and not _holds(text.clip, box))
            or self._is_painted_over(handle, text.color, box)
        )
        return doubtful and not self._leaves_ink(box)

    def is_raised(self, index: int) -> bool:
        """Whether a glyph does not reach down to its line, as a superscript's does not."""
        left, bottom, right, top = self._box(index)
        x, y = self._edges[:2]
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, *self._pointers[:2])
        turn = round(-pdfium_c.FPDFText_GetCharAngle(self._textpage, index) * 2 / pi) % 4
        foot, height = (
            (bottom - y.value, top - bottom),
            (x.value - right, right - left),
            (y.value - top, top - bottom),
            (left - x.value, right - left),
        )[turn]
        return foot > _RAISED * height

    def hides_point(self, x: float, top: float) -> bool:
        """Whether what stands at a point of the page as it is shown, from its top left, is unseen."""
        index = self._at(x, top)
        return index >= 0 and self.hides(index)

    def raises_point(self, x: float, top: float) -> bool:
        """Whether the glyph at such a point is raised."""
        index = self._at(x, top)
        return index >= 0 and self.is_raised(index)

    def _at(self, x: float, top: float) -> int:
        """PDFium's number for the character at a point of the page as it is shown; -1 for none."""
        across, up = c_double(), c_double()
        width, height = (round(side * _FINE) for side in self._page.get_size())
        pdfium_c.FPDF_DeviceToPage(
            self._page, 0, 0, width, height, 0, round(x * _FINE), round(top * _FINE),
            byref(across), byref(up),
        )  # fmt: skip
        index: int = pdfium_c.FPDFText_GetCharIndexAtPos(
            self._textpage, across.value, up.value, _NEAR, _NEAR
        )
        return index

    def _look_at(self, text: Item) -> _Text:
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text)
        if mode in _UNSEEN_MODES:
            return _Text(unseen=True)
        color, opacity = self._asked.color(text, stroked=mode in _STROKED)
        doubtful = color is not None and min(color) >= _PALE
        doubtful = doubtful or opacity <= _FAINT or (self._layered and self._is_in_a_layer(text))
        clip = _clip_box(text)
        bounds = self._asked.bounds(text)
        clear = (
            not doubtful
            and (clip is None or _encloses(clip, bounds))
            and _encloses(self._cropbox, bounds)
            and not any(painted.meets(bounds) for painted in self._painted)
        )
        return _Text(False, clear, doubtful, clip, color)

    def _is_painted_over(self, handle: int, color: Color | None, box: Box) -> bool:
        """Whether something lies on the text, or under it in its own color."""
        for painted in self._painted:
            if painted.meets(box) and (
                _alike(painted.color, color) or painted.order > self._orders.get(handle, -1)
            ):
                return True
        return False

    def _is_in_a_layer(self, text: Item) -> bool:
        for number in range(pdfium_c.FPDFPageObj_CountMarks(text)):
            mark = pdfium_c.FPDFPageObj_GetMark(text, number)
            name, length = create_string_buffer(64), c_ulong()
            pdfium_c.FPDFPageObjMark_GetName(
                mark, cast(name, pdfium_c.POINTER(pdfium_c.FPDF_WCHAR)), 64, byref(length)
            )
            if name.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "OC":
                return True
        return False

    @cached_property
    def _painted(self) -> list[_Painted]:
        """What is painted beside text: filled paths, pictures, groups of them, annotations."""
        painted: list[_Painted] = []
        page = self._page.raw
        address = cast(page, c_void_p).value
        for order in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            kind = _KIND_OF(_OBJECT_AT(address, order))
            if kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
                self._note(pdfium_c.FPDFPage_GetObject(page, order), kind, order, painted)
        for number in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
            annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
            if pdfium_c.FPDFAnnot_GetSubtype(annotation) not in _PAINTS_NOTHING:
                area = pdfium_c.FS_RECTF()
                pdfium_c.FPDFAnnot_GetRect(annotation, byref(area))
                box = (area.left, area.bottom, area.right, area.top)
                painted.append(_Painted(_LAST, box, None))
            pdfium_c.FPDFPage_CloseAnnot(annotation)
        return painted

    def _note(self, item: Item, kind: int, order: float, painted: list[_Painted]) -> None:
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            box = self._asked.bounds(item)
            # What lies where in a group, the group's own box stands for.
            painted += [
                _Painted(each, box, color) for each, color in _in_group(item, order, self._asked)
            ]
            return
        left, bottom, right, top = box = self._asked.bounds(item)
        if right - left < _THIN or top - bottom < _THIN:
            return
        color = hole = None
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            filled = _fill_mode(item)
            if not filled:
                return
            color, _ = self._asked.color(item)
            hole = _hole(item) if filled == pdfium_c.FPDF_FILLMODE_ALTERNATE else None
        painted.append(_Painted(order, box, color, hole))

    @cached_property
    def _orders(self) -> dict[int, float]:
        """After how many of the page's objects each text object is painted."""
        page = self._page.raw
        orders: dict[int, float] = {}
        for order in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            item = pdfium_c.FPDFPage_GetObject(page, order)
            kind = pdfium_c.FPDFPageObj_GetType(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                orders[_handle(item)] = order
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
                orders.update(
                    (_handle(each), inner) for inner, _, each in _group(item, order) if each
                )
        return orders

    @cached_property
    def _cropbox(self) -> Box:
        box: Box = self._page.get_cropbox()
        return box

    def _box(self, index: int) -> Box:
        left, right, bottom, top = self._edges
        pdfium_c.FPDFText_GetCharBox(self._textpage, index, *self._pointers)
        return left.value, bottom.value, right.value, top.value

    def _leaves_ink(self, box: Box) -> bool:
        """Whether the page looks another without its text, where a character stands.

        Where other text stands in the same place, the ink may be that one's.
        """
        if self._holds_other_text(box):
            return False
        (picture, width, height, stride), (without, *_) = self._pictures
        left, bottom, right, top = box
        corners = [
            self._pixel(left - _AROUND, bottom - _AROUND),
            self._pixel(right + _AROUND, top + _AROUND),
        ]
        x0, x1 = sorted(min(max(x, 0), width) for x, _ in corners)
        y0, y1 = sorted(min(max(y, 0), height) for _, y in corners)
        for row in range(y0, y1 + 1):
            part = slice(row * stride + x0, row * stride + x1 + 1)
            for one, other in zip(picture[part], without[part], strict=True):
                if abs(one - other) > _ALIKE:
                    return True
        return False

    def _holds_other_text(self, box: Box) -> bool:
        """Whether more than one character stands in the middle of a character's box."""
        left, bottom, right, top = box
        x, y = (right - left) / 3, (top - bottom) / 3
        count: int = pdfium_c.FPDFText_GetBoundedText(
            self._textpage, left + x, top - y, right - x, bottom + y, None, 0
        )
        return count > 2

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
        for order in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            item = pdfium_c.FPDFPage_GetObject(page, order)
            kind = pdfium_c.FPDFPageObj_GetType(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                yield item
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
                for _, inner, each in _group(item, order):
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


def _holds(area: Box, box: Box) -> bool:
    """Whether the middle of `box` lies in `area`."""
    left, bottom, right, top = area
    return left <= (box[0] + box[2]) / 2 <= right and bottom <= (box[1] + box[3]) / 2 <= top


def _clip_box(item: Item) -> Box | None:
    """A box around the smallest path that an object is clipped by; None when there is none."""
    clip = pdfium_c.FPDFPageObj_GetClipPath(item)
    boxes = []
    for path in range(max(pdfium_c.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
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


def _handle(item: Item) -> int:
    return addressof(item.contents)


def _group(
    form: Item, order: float, share: float = 1.0, depth: int = 0
) -> Iterator[tuple[float, int, Item]]:
    """The objects of a group and of the groups in it, each with its kind and its order.

    The order lies between the group's own and that of what is painted next.
    """
    count = min(pdfium_c.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)
    for number in range(count):
        item = pdfium_c.FPDFFormObj_GetObject(form, number)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        step = share / (count + 1)
        at = order + (number + 1) * step
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _MOST_NESTED:
            yield from _group(item, at, step, depth + 1)
        else:
            yield at, kind, item


def _in_group(form: Item, order: float, asked: _Asked) -> Iterator[tuple[float, Color | None]]:
    """What a group paints beside text: after what, and in which color."""
    for at, kind, item in _group(form, order):
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            if _fill_mode(item):
                yield at, asked.color(item)[0]
        elif kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield at, None


def _fill_mode(path: Item) -> int:
    """How a path is filled; 0 when it is not."""
    filled, stroked = c_int(), c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, byref(filled), byref(stroked))
    return filled.value


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
    return other if _encloses(one, other) else one if _encloses(other, one) else None


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


def _encloses(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0] + _EDGE
        and outer[1] <= inner[1] + _EDGE
        and outer[2] >= inner[2] - _EDGE
        and outer[3] >= inner[3] - _EDGE
    )


class _Asked:
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


def _alike(one: Color | None, other: Color | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))
