"""What of a PDF page's text a person can see, as PDFium tells and paints it.

Text is not seen when it is set to be invisible, lies outside the page or is a speck. Where it may
be unseen for another reason (its color is that of the paper or of what it lies on, something is
painted over it, it belongs to a layer) the page is painted with it and without it: text that makes
no difference is not seen. Nothing is painted for a page that gives no such reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import (
    addressof,
    byref,
    c_double,
    c_float,
    c_int,
    c_uint,
    c_ulong,
    cast,
    create_string_buffer,
)
from functools import cached_property
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


class _Painted(NamedTuple):
    """Something on the page that is no text."""

    order: float
    """After how many of the page's objects it is painted."""
    box: Box
    color: Color | None
    """Of a filled path; None for pictures and all else."""

    def meets(self, box: Box) -> bool:
        """Whether it overlaps `box`."""
        left, bottom, right, top = box
        return (
            self.box[0] < right
            and left < self.box[2]
            and self.box[1] < top
            and bottom < self.box[3]
        )


class _Text(NamedTuple):
    """What is told of a text object once."""

    unseen: bool
    doubtful: bool
    clip: Box | None
    """What is painted of it at most."""
    color: Color | None


UNSEEN = (
    "Nobody can see the PDF's text: it lies outside the pages, or is an invisible layer, such as an "
    "OCR program lays over a scan. Check it, and give it as a text file."
)


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
        self._last = 0
        self._picture: bytes | None = None
        self._size = (0, 0, 0)
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
        if text.unseen:
            return True
        if handle == self._last and not (text.doubtful or text.clip or self._painted):
            return False  # as the character asked for before
        self._last = handle
        box = self._box(index)
        if self._is_outside(box):
            return True
        doubtful = (
            text.doubtful
            or (text.clip is not None and not _holds(text.clip, box))
            or self._is_painted_over(handle, text.color, box)
        )
        return doubtful and not self._leaves_ink(item, box)

    def hides_point(self, x: float, top: float) -> bool:
        """The same of what stands at a point of the page as it is shown, from its top left."""
        across, up = c_double(), c_double()
        width, height = (round(side * _FINE) for side in self._page.get_size())
        pdfium_c.FPDF_DeviceToPage(
            self._page, 0, 0, width, height, 0, round(x * _FINE), round(top * _FINE),
            byref(across), byref(up),
        )  # fmt: skip
        index = pdfium_c.FPDFText_GetCharIndexAtPos(
            self._textpage, across.value, up.value, _NEAR, _NEAR
        )
        return index >= 0 and self.hides(index)

    def _look_at(self, text: Item) -> _Text:
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text)
        if mode in _UNSEEN_MODES:
            return _Text(True, False, None, None)
        color, opacity = _color(text, stroked=mode in _STROKED)
        doubtful = color is not None and min(color) >= _PALE
        doubtful = doubtful or opacity <= _FAINT or (self._layered and self._is_in_a_layer(text))
        return _Text(False, doubtful, _clip_box(text), color)

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
        get, kind_of = pdfium_c.FPDFPage_GetObject, pdfium_c.FPDFPageObj_GetType
        for order in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            item = get(page, order)
            kind = kind_of(item)
            if kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
                self._note(item, kind, order, painted)
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
            box = _bounds(item)
            # What lies where in a group, the group's own box stands for.
            painted += [_Painted(each, box, color) for each, color in _in_group(item, order)]
            return
        color = None
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            if not _is_filled(item):
                return
            color, _ = _color(item)
        left, bottom, right, top = _bounds(item)
        if right - left >= _THIN and top - bottom >= _THIN:
            painted.append(_Painted(order, (left, bottom, right, top), color))

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

    def _is_outside(self, box: Box) -> bool:
        return not _holds(self._cropbox, box)

    def _leaves_ink(self, text: Item, box: Box) -> bool:
        """Whether the page looks another without the text object, where its character stands."""
        if self._picture is None:
            self._picture = self._painting()
        pdfium_c.FPDFPageObj_SetIsActive(text, False)
        try:
            without = self._painting()
        finally:
            pdfium_c.FPDFPageObj_SetIsActive(text, True)
        width, height, stride = self._size
        left, bottom, right, top = box
        corners = [
            self._pixel(left - _AROUND, bottom - _AROUND),
            self._pixel(right + _AROUND, top + _AROUND),
        ]
        x0, x1 = sorted(min(max(x, 0), width) for x, _ in corners)
        y0, y1 = sorted(min(max(y, 0), height) for _, y in corners)
        for row in range(y0, y1 + 1):
            part = slice(row * stride + x0, row * stride + x1 + 1)
            for one, other in zip(self._picture[part], without[part], strict=True):
                if abs(one - other) > _ALIKE:
                    return True
        return False

    def _painting(self) -> bytes:
        """The page as a grey picture."""
        longer = max(self._page.get_size())
        bitmap = self._page.render(scale=min(2, _MOST_PIXELS / longer), grayscale=True)
        self._size = (bitmap.width, bitmap.height, bitmap.stride)
        picture = bytes(bitmap.buffer)
        bitmap.close()
        return picture

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        across, down = c_int(), c_int()
        width, height, _ = self._size
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


def _in_group(form: Item, order: float) -> Iterator[tuple[float, Color | None]]:
    """What a group paints beside text: after what, and in which color."""
    for at, kind, item in _group(form, order):
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            if _is_filled(item):
                yield at, _color(item)[0]
        elif kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield at, None


def _is_filled(path: Item) -> bool:
    filled, stroked = c_int(), c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, byref(filled), byref(stroked))
    return bool(filled.value)


def _bounds(item: Item) -> Box:
    edges = [c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(item, *map(byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _alike(one: Color | None, other: Color | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def _color(item: Item, *, stroked: bool = False) -> tuple[Color | None, int]:
    """Red, green and blue of what an object is filled or stroked with, and how opaque it is."""
    red, green, blue, opacity = c_uint(), c_uint(), c_uint(), c_uint()
    get = pdfium_c.FPDFPageObj_GetStrokeColor if stroked else pdfium_c.FPDFPageObj_GetFillColor
    if not get(item, byref(red), byref(green), byref(blue), byref(opacity)):
        return None, 255
    return (red.value, green.value, blue.value), opacity.value
