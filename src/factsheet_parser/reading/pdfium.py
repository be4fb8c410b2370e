"""PDF through PDFium, the first reader.

PDFium gives a page's text in the order in which it was painted, which keeps cells and columns
together; only where the page's geometry contradicts that order are all words' boxes fetched and
the order taken from them. Letters' places are otherwise fetched for a line's ends and for numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, create_string_buffer
from math import hypot, pi

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import regex

from factsheet_parser.document import REPLACED, Document, Doubt, Pages
from factsheet_parser.errors import DamagedPdfError, EncryptedPdfError, FactsheetError
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.reading.annotations import Opened, opened
from factsheet_parser.reading.extent import check_characters, check_extent, mediabox_of
from factsheet_parser.reading.layout.columns import Word
from factsheet_parser.reading.layout.glyphs import (
    SLANT,
    Letter,
    Letters,
    Stroke,
    is_bold,
    ligatures_in_place,
)
from factsheet_parser.reading.layout.visibility import Sight, may_have_layers
from factsheet_parser.reading.pictured import document_of_pdf, is_picture
from factsheet_parser.record import Box
from factsheet_parser.timeouts import SEARCH_SECONDS

NOTHING = "The PDF is damaged, or empty: its pages show nothing. Download it again."
_WORD = regex.compile(r"[^\s\ufffe]+\ufffe?")
_SAMPLED = 8
"""Letters a page whose direction is asked for."""


def read_pdf(
    data: bytes,
    password: str | None = None,
    limits: Limits = DEFAULTS,
    of: Pages | None = None,
    *,
    ocr: bool = False,
) -> Document:
    """The document of a PDF, or the one on the pages `of` it; `ocr` reads those that are pictures.

    Raises EncryptedPdfError, DamagedPdfError, NoTextError, NotAFactsheetError or
    LimitExceededError.
    """
    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise EncryptedPdfError.of(password) from error
        raise DamagedPdfError("The PDF is damaged: it cannot be opened.") from error
    try:
        check_extent(len(pdf), pdf.get_page_size, limits)
        layered = may_have_layers(data)
        first, last = of or (1, len(pdf))
        pages = [
            Page(each, index, index - first + 2, layered)
            for index, each in opened(pdf, range(first - 1, last))
        ]
        check_characters(sum(len(page.text) for page in pages), limits)
        if not any(
            page.text.strip() or pdfium_c.FPDFPage_CountObjects(page.page) for page in pages
        ):
            raise DamagedPdfError(NOTHING)
        for page in pages:
            page.is_picture = is_picture(page, page.page)
        return document_of_pdf(pages, {page.number: page.page for page in pages}, ocr=ocr).moved(
            first - 1
        )
    except pdfium.PdfiumError as error:
        raise DamagedPdfError("The PDF is damaged: a page of it cannot be read.") from error
    finally:
        pdf.close()


def pictures_in(data: bytes, password: str | None, limits: Limits) -> int:
    """How many pages of a PDF are pictures; none where it cannot be opened."""
    try:
        with pdfium.PdfDocument(data, password=password) as pdf:
            check_extent(len(pdf), pdf.get_page_size, limits)
            layered = may_have_layers(data)
            pages = [Page(each, at, at + 1, layered) for at, each in opened(pdf, range(len(pdf)))]
            return sum(is_picture(page, page.page) for page in pages)
    except (pdfium.PdfiumError, FactsheetError):
        return 0


class Page:
    """One open page; its text, and letters' places by their place in that text."""

    is_picture = False
    is_read_by_ocr = False

    def __init__(self, opened: Opened, index: int, number: int, layered: bool) -> None:
        """`index` is the page's in its file, from 0; `number` its sheet's, from 1."""
        self.number = number
        self.page = page = opened.page
        self._textpage = page.get_textpage()
        self._sight = Sight(page, self._textpage, index, layered, opened.notes)
        self.text: str = self._textpage.get_text_range()
        # Beyond the Basic Multilingual Plane PDFium counts two where Python counts one.
        self._even = len(self.text) == self._textpage.count_chars()
        self._mediabox = mediabox_of(page)
        self._rotation = page.get_rotation()
        self._scales: dict[float, float] = {}
        self._x, self._y = c_double(), c_double()
        self._x_pointer, self._y_pointer = byref(self._x), byref(self._y)
        self._rectangle = pdfium_c.FS_RECTF()
        self._rectangle_pointer = byref(self._rectangle)
        self._name = create_string_buffer(128)
        self._edges = tuple(c_double() for _ in range(4))
        self._edge_pointers = tuple(map(byref, self._edges))
        self._letters: Letters | None = None
        self._plain = False
        """PDFium's numbers are the text's places, and its x the page's."""
        self._upright = self._reading_rotation()
        if self._upright:
            # PDFium parts the lines of text that stands sideways where it should not.
            self._origins, letters = self._upright_letters()
            self._letters = letters
            self.text = letters.text
        self._plain = self._even and not self._upright

    def _index(self, at: int) -> int:
        """PDFium's number for the character `text[at]`."""
        if self._letters is not None:
            letter = self._letters.letter(at)
            return self._origins[id(letter)]
        if self._even:
            return at
        units = len(self.text[:at].encode("utf-16-le")) // 2
        index: int = pdfium_c.FPDFText_GetCharIndexFromTextIndex(self._textpage, units)
        return index

    def _turned(self, box: Box, rotation: int) -> Box:
        """A box of PDF user space on the page turned clockwise, with pdfplumber's origin."""
        left, bottom, right, top = box
        x0, y0, x1, y1 = self._mediabox
        width, height = x1 - x0, y1 - y0
        if rotation == 90:
            shift = 2 * width - 2 * x1
            return (bottom, left + shift, top, right + shift)
        if rotation == 180:
            shift = 2 * height - 2 * y1
            return (x0 + x1 - right, bottom + shift, x0 + x1 - left, top + shift)
        if rotation == 270:
            shift = 2 * width - x1 + x0
            return (y0 + y1 - top, shift - right, y0 + y1 - bottom, shift - left)
        return (left, height - top, right, height - bottom)

    def _reading_rotation(self) -> int:
        """How far, in degrees, the page must be turned clockwise for its text to be upright."""
        places = range(0, len(self.text), len(self.text) // _SAMPLED + 1)
        turns = [
            round(-pdfium_c.FPDFText_GetCharAngle(self._textpage, self._index(at)) * 2 / pi) % 4
            for at in places
            if self.text[at].isalnum()
        ]
        return 90 * max(set(turns), key=turns.count) if turns else 0

    def _upright_letters(self) -> tuple[dict[int, int], Letters]:
        """The letters of a page whose text stands sideways, and PDFium's number of each."""
        letters: list[Letter] = []
        indices: list[int] = []
        for at, text in enumerate(self.text):
            index = self._index(at)
            if text in "\r\n" or pdfium_c.FPDFText_IsGenerated(self._textpage, index) == 1:
                continue
            loose = self._loose_box(index)
            x0, _, x1, _ = self._turned(loose, self._upright)
            base = self._origin(index)[1]
            shown = self._turned(loose, self._rotation)
            letters.append(Letter(text, x0, x1, base, self._size_of(index), False, shown))
            indices.append(index)
        letters = ligatures_in_place(letters)
        origins = {id(letter): index for letter, index in zip(letters, indices, strict=True)}
        return origins, Letters(letters, struck_twice=False)

    def _loose_box(self, index: int) -> Box:
        box = self._rectangle
        pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index, self._rectangle_pointer)
        return box.left, box.bottom, box.right, box.top

    def _origin(self, index: int) -> tuple[float, float]:
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, self._x_pointer, self._y_pointer)
        return self._placed(self._x.value, self._y.value)

    def _size_of(self, index: int) -> float:
        # A letter's box does not tell it: where a font states no ascent, the box is the glyph's.
        size: float = pdfium_c.FPDFText_GetFontSize(self._textpage, index)
        scale = self._scales.get(size)
        if scale is None:
            matrix = pdfium_c.FS_MATRIX()
            pdfium_c.FPDFText_GetMatrix(self._textpage, index, byref(matrix))
            scale = self._scales[size] = hypot(matrix.c, matrix.d) or 1.0
        return size * scale

    def start(self, at: int) -> tuple[float, float]:
        """Where `text[at]` begins, and on which height it stands."""
        return self._origin(self._index(at))

    def foot(self, at: int) -> float:
        """The height on which the glyph of `text[at]` stands, raised or lowered as it may be."""
        return self.start(at)[1]

    def left(self, at: int) -> float:
        """The left edge of `text[at]`."""
        if self._plain:
            return self._loose_box(at)[0]
        return self._turned(self._loose_box(self._index(at)), self._upright)[0]

    def right(self, at: int) -> float:
        """The right edge of `text[at]`."""
        if self._plain:
            return self._loose_box(at)[2]
        return self._turned(self._loose_box(self._index(at)), self._upright)[2]

    def size(self, at: int) -> float:
        """The size in points in which `text[at]` is set."""
        return self._size_of(self._index(at))

    def bold(self, at: int) -> bool:
        """Whether the font of `text[at]` is bold."""
        size = pdfium_c.FPDFText_GetFontInfo(
            self._textpage, self._index(at), self._name, len(self._name), None
        )
        return is_bold(self._name.raw[: max(size - 1, 0)].decode("utf-8", "replace"))

    def is_raised(self, at: int) -> bool:
        """Whether the glyph of the digit `text[at]` does not reach down to its line."""
        return self._sight.is_raised(self._index(at))

    def reach(self, at: int) -> tuple[float, float]:
        """How far above its line the glyph of `text[at]` begins and ends."""
        return self._sight.reach(self._index(at))

    def hides(self, at: int) -> bool:
        """Whether a person cannot see `text[at]`."""
        return self._sight.hides(self._index(at))

    def is_aside(self, at: int) -> bool:
        """Whether `text[at]` is a watermark's, which stands aslant, or an annotation's."""
        index = self._index(at)
        angle: float = pdfium_c.FPDFText_GetCharAngle(self._textpage, index)
        return abs((angle + pi / 4) % (pi / 2) - pi / 4) > SLANT or self._sight.is_annotation(index)

    def is_inked(self, at: int) -> bool:
        """Whether a glyph is painted where `text[at]`, a blank or a control character, stands."""
        if self._letters is not None and self._letters.letters[at] is None:
            return False  # a blank that was added between letters
        index = self._index(at)
        if not self._sight.is_inked(index):
            return False
        # PDFium's sign for a hyphen at a line's end is also its sign for no letter.
        is_hyphen: int = pdfium_c.FPDFText_IsHyphen(self._textpage, index)
        return is_hyphen != 1 and pdfium_c.FPDFText_IsGenerated(self._textpage, index) != 1

    def inks_gap(self, before: int, after: int) -> bool:
        """Whether text leaves ink between `text[before]` and `text[after]`."""
        if self._upright:
            return False  # gaps are looked for from left to right
        if pdfium_c.FPDFText_IsGenerated(self._textpage, self._index(before + 1)) == 1:
            return False  # no blank was printed, so that none was dropped
        return self._sight.inks_gap(self._index(before), self._index(after))

    def doubt(self, start: int, end: int) -> Doubt | None:
        """Whether other glyphs are painted for `text[start:end]` than those of its digits."""
        painted = self._sight.paints(self._index(start), self.text[start:end])
        return None if painted else Doubt(REPLACED)

    def strokes(self) -> list[Stroke]:
        """The lines that are drawn on the page."""
        return [
            Stroke(*self._placed(x0, y0), *self._placed(x1, y1), width)
            for x0, y0, x1, y1, width in self._sight.strokes()
        ]

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        """A point of PDF user space on the page turned for its text to be upright."""
        left, top, _, _ = self._turned((x, y, x, y), self._upright)
        return left, top

    def pieces(self, start: int, end: int) -> int:
        """In how many pieces `text[start:end]` was painted."""
        first, last = self._index(start), self._index(end - 1)
        count: int = pdfium_c.FPDFText_CountRects(self._textpage, first, last - first + 1)
        return count

    def box(self, start: int, end: int) -> Box:
        """The box of `text[start:end]`, which stands on one line, as the page is shown."""
        if self._letters is not None:
            return self._letters.box(start, end)
        boxes = [
            self._turned(self._piece(index), self._rotation)
            for index in range(self.pieces(start, end))
        ]
        if len(boxes) == 1:
            return boxes[0]
        if not boxes:
            return self._turned(self._loose_box(self._index(start)), self._rotation)
        left, top, right, bottom = zip(*boxes, strict=True)
        return min(left), min(top), max(right), max(bottom)

    def _piece(self, index: int) -> Box:
        """One of the rectangles that PDFium counted last, in PDF user space."""
        left, top, right, bottom = self._edges
        pdfium_c.FPDFText_GetRect(self._textpage, index, *self._edge_pointers)
        # A comma hangs below the digits, into the line below where lines stand close.
        lifted = bottom.value + 0.12 * (top.value - bottom.value)
        return left.value, lifted, right.value, top.value

    def words(self, hidden: list[tuple[int, int]]) -> Iterator[Word]:
        """Every word with its box, those in the `hidden` stretches of the text left out."""
        for match in _WORD.finditer(self.text, timeout=SEARCH_SECONDS):
            if any(start <= match.start() < end for start, end in hidden):
                continue
            first, last = self._index(match.start()), self._index(match.end() - 1)
            x0, top, _, bottom = self._turned(self._loose_box(first), self._upright)
            x1 = self._turned(self._loose_box(last), self._upright)[2]
            yield Word(match.group(), x0, top, x1, bottom, match.start())
