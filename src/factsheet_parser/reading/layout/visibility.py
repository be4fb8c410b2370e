"""What of a PDF page's text a person can see, as PDFium tells and paints it.

Text is not seen when it is set to be invisible, lies outside the page or is a speck. Where it may
be unseen for another reason (its color is that of the paper or of what it lies on, something is
painted over it, it belongs to a layer) the page is painted with its text and without: text that
makes no difference is not seen. A page is painted twice at most, and not at all without a reason.
"""

from __future__ import annotations

from ctypes import (
    byref,
    c_double,
    c_int,
    c_ulong,
    cast,
    create_string_buffer,
)
from functools import cached_property
from math import pi
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from factsheet_parser.reading.extent import cropbox_of
from factsheet_parser.reading.layout.glyphs import Stroke
from factsheet_parser.reading.layout.ink import Ink
from factsheet_parser.reading.layout.paint import (
    MOST_OBJECTS,
    PAPER,
    Asked,
    Box,
    Color,
    Item,
    Painted,
    alike,
    beside_text,
    clip_box,
    encloses,
    group,
    handle_of,
    is_veiled,
    painted,
)
from factsheet_parser.reading.layout.replacements import (
    digits_of,
    digits_painted,
    has_replacement,
    joined,
)
from factsheet_parser.reading.layout.strokes import strokes_of

_UNSEEN_MODES = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (pdfium_c.FPDF_TEXTRENDERMODE_STROKE, pdfium_c.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_FAINT = 60
"""Up to this opacity, of 255, text is hard to see."""
SPECK = 2.0
"""Points; nobody reads smaller type."""
_SPECK_OF_INK = 0.5
"""Points; the glyph of a blank has no height."""
_CONTROLS = "\0\u200b\u200c\u200d\u2060\ufeff\u00ad"
_RAISED = 0.3
"""Of a glyph's height: what ends higher above its line is a superscript."""
_FINE = 20
"""Parts of a point in which a place on the page is given to PDFium."""
_NEAR = 1.0
"""Points around a place in which its character is looked for."""


Place = tuple[float, float]
"""Points from the page's left and from its top."""


class Notes(NamedTuple):
    """What a page's annotations paint."""

    strokes: list[Stroke]
    """What they cross out, in PDF user space."""
    first: int | None = None
    """After how many of the page's own objects they are painted; None if they paint nothing."""


NO_NOTES = Notes([])


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

    def __init__(
        self,
        page: pdfium.PdfPage,
        textpage: pdfium.PdfTextPage,
        index: int,
        layered: bool,
        notes: Notes,
    ) -> None:
        """`index` is the page's, from 0."""
        self._notes = notes
        self._page = page
        self._index = index
        self._textpage = textpage
        self._layered = layered
        self._texts: dict[int, _Text] = {}
        self._asked = Asked()
        self._ink = Ink(page)
        self._edges = tuple(c_double() for _ in range(4))
        self._pointers = tuple(map(byref, self._edges))

    def hides(self, index: int) -> bool:
        """Whether a person cannot see the character with PDFium's number `index`."""
        item = pdfium_c.FPDFText_GetTextObject(self._textpage, index)
        if not item:
            return False  # a blank that PDFium added
        handle = handle_of(item)
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
        if not doubtful:
            return False
        # Where other text stands in the same place, the ink may be that one's.
        return self._holds_other_text(box) or not self._ink.is_left(box)

    def is_annotation(self, index: int) -> bool:
        """Whether an annotation paints the character with PDFium's number `index`."""
        if self._notes.first is None:
            return False
        item = pdfium_c.FPDFText_GetTextObject(self._textpage, index)
        return bool(item) and self._orders.get(handle_of(item), -1) >= self._notes.first

    def is_annotation_at(self, x: float, top: float) -> bool:
        """The same of the character at a point of the page as it is shown."""
        if self._notes.first is None:
            return False
        index = self._at(x, top)
        return index >= 0 and self.is_annotation(index)

    def is_inked(self, index: int) -> bool:
        """Whether the glyph of a character is no blank."""
        left, bottom, right, top = self._box(index)
        return min(right - left, top - bottom) > _SPECK_OF_INK

    def inks_gap(self, before: int, after: int) -> bool:
        """Whether text leaves ink between two characters of a line."""
        left = self._box(before)[2]
        right, bottom, _, top = self._box(after)
        if left >= right or self._ink.is_coarse:
            return False
        return self._ink.is_left((left, bottom, right, top))

    def inks_gap_between(self, before: Place, after: Place) -> bool:
        """The same between the characters at two points of the page as it is shown."""
        first, last = self._at(*before), self._at(*after)
        return first >= 0 and last >= 0 and self.inks_gap(first, last)

    def inks_point(self, x: float, top: float) -> bool:
        """Whether ink stands at a point of the page as it is shown, and no letter."""
        index = self._at(x, top)
        if index < 0:
            return False
        letter = chr(pdfium_c.FPDFText_GetUnicode(self._textpage, index))
        return not letter.strip(_CONTROLS).strip() and self.is_inked(index)

    def paints(self, index: int, printed: str) -> bool:
        """Whether the page paints the digits of `printed`, whose first has PDFium's number `index`.

        A PDF may give another text for what it paints (/ActualText), for copying and reading aloud.
        """
        item = pdfium_c.FPDFText_GetTextObject(self._textpage, index)
        if not item or pdfium_c.FPDFPageObj_CountMarks(item) <= 0 or not has_replacement(item):
            return True
        given = digits_of(self._textpage.get_text_range())
        return given.count(joined(printed)) <= self._painted_digits.count(joined(printed))

    @cached_property
    def _painted_digits(self) -> list[str]:
        return digits_painted(self._page.pdf[self._index])

    def strokes(self) -> list[Stroke]:
        """The lines that are drawn on the page, in PDF user space."""
        return [*self._notes.strokes, *strokes_of(self._beside_text, self._asked)]

    def shown_strokes(self) -> list[Stroke]:
        """The same on the page as it is shown, from its top left."""
        return [
            Stroke(*self._shown(x0, y0), *self._shown(x1, y1), width)
            for x0, y0, x1, y1, width in self.strokes()
        ]

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        across, down = c_int(), c_int()
        width, height = (round(side * _FINE) for side in self._page.get_size())
        pdfium_c.FPDF_PageToDevice(
            self._page, 0, 0, width, height, 0, x, y, byref(across), byref(down)
        )
        return across.value / _FINE, down.value / _FINE

    def reach(self, index: int) -> tuple[float, float]:
        """How far above its line a glyph begins and ends."""
        left, bottom, right, top = self._box(index)
        x, y = self._edges[:2]
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, *self._pointers[:2])
        turn = round(-pdfium_c.FPDFText_GetCharAngle(self._textpage, index) * 2 / pi) % 4
        return (
            (bottom - y.value, top - y.value),
            (x.value - right, x.value - left),
            (y.value - top, y.value - bottom),
            (left - x.value, right - x.value),
        )[turn]

    def is_raised(self, index: int) -> bool:
        """Whether a glyph does not reach down to its line, as a superscript's does not."""
        foot, head = self.reach(index)
        return foot > _RAISED * (head - foot)

    def hides_point(self, x: float, top: float) -> bool:
        """Whether what stands at a point of the page as it is shown, from its top left, is unseen."""
        index = self._at(x, top)
        return index >= 0 and self.hides(index)

    def raises_point(self, x: float, top: float) -> bool:
        """Whether the glyph at such a point is raised."""
        index = self._at(x, top)
        return index >= 0 and self.is_raised(index)

    def origin_at(self, x: float, top: float, letter: str) -> Place | None:
        """Where a letter at such a point stands on its line; None where PDFium finds another."""
        index = self._at(x, top)
        if index < 0 or chr(pdfium_c.FPDFText_GetUnicode(self._textpage, index)) != letter:
            return None
        across, up = self._edges[:2]
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, *self._pointers[:2])
        return self._shown(across.value, up.value)

    def reach_of_point(self, x: float, top: float) -> tuple[float, float] | None:
        """How far above its line the glyph at such a point begins and ends; None without one."""
        index = self._at(x, top)
        return self.reach(index) if index >= 0 else None

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
        doubtful = (
            alike(color, PAPER)
            or opacity <= _FAINT
            or is_veiled(text)
            or handle_of(text) in self._veiled
            or (self._layered and self._is_in_a_layer(text))
        )
        clip = clip_box(text)
        bounds = self._asked.bounds(text)
        clear = (
            not doubtful
            and (clip is None or encloses(clip, bounds))
            and encloses(self._cropbox, bounds)
            and not any(each.meets(bounds) for each in self._others)
        )
        return _Text(False, clear, doubtful, clip, color)

    def _is_painted_over(self, handle: int, color: Color | None, box: Box) -> bool:
        """Whether something lies on the text, or under it in its own color."""
        for each in self._others:
            if each.meets(box) and (
                alike(each.color, color) or each.order > self._orders.get(handle, -1)
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
    def _veiled(self) -> set[int]:
        """The text objects of groups that are veiled, or that may be a layer."""
        return {
            handle_of(each)
            for order, kind, item in self._beside_text
            if kind == pdfium_c.FPDF_PAGEOBJ_FORM and (self._layered or is_veiled(item))
            for _, inner, each in group(item, order)
            if inner == pdfium_c.FPDF_PAGEOBJ_TEXT
        }

    @cached_property
    def _beside_text(self) -> list[tuple[int, int, Item]]:
        return beside_text(self._page.raw)

    @cached_property
    def _others(self) -> list[Painted]:
        return painted(self._beside_text, self._asked)

    @cached_property
    def _orders(self) -> dict[int, float]:
        """After how many of the page's objects each text object is painted."""
        page = self._page.raw
        orders: dict[int, float] = {}
        for order in range(min(pdfium_c.FPDFPage_CountObjects(page), MOST_OBJECTS)):
            item = pdfium_c.FPDFPage_GetObject(page, order)
            kind = pdfium_c.FPDFPageObj_GetType(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                orders[handle_of(item)] = order
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
                orders.update(
                    (handle_of(each), inner) for inner, _, each in group(item, order) if each
                )
        return orders

    @cached_property
    def _cropbox(self) -> Box:
        return cropbox_of(self._page)

    def _box(self, index: int) -> Box:
        left, right, bottom, top = self._edges
        pdfium_c.FPDFText_GetCharBox(self._textpage, index, *self._pointers)
        return left.value, bottom.value, right.value, top.value

    def _holds_other_text(self, box: Box) -> bool:
        """Whether more than one character stands in the middle of a character's box."""
        left, bottom, right, top = box
        x, y = (right - left) / 3, (top - bottom) / 3
        count: int = pdfium_c.FPDFText_GetBoundedText(
            self._textpage, left + x, top - y, right - x, bottom + y, None, 0
        )
        return count > 2


def _holds(area: Box, box: Box) -> bool:
    """Whether the middle of `box` lies in `area`."""
    left, bottom, right, top = area
    return left <= (box[0] + box[2]) / 2 <= right and bottom <= (box[1] + box[3]) / 2 <= top
