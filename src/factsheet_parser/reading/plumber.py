"""PDF through pdfplumber, the second opinion: its letters, made lines as PDFium makes them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfdocument import PDFPasswordIncorrect

from factsheet_parser.document import Document, Pages
from factsheet_parser.errors import (
    DamagedPdfError,
    EncryptedPdfError,
    FactsheetError,
)
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.reading.annotations import flattened
from factsheet_parser.reading.extent import check_characters, check_extent
from factsheet_parser.reading.layout.columns import Word
from factsheet_parser.reading.layout.glyphs import SLANT, Letter, Letters, Stroke, is_bold
from factsheet_parser.reading.layout.visibility import NO_NOTES, Notes, Sight, may_have_layers
from factsheet_parser.reading.pictured import document_of_pdf, is_picture
from factsheet_parser.record import Box

_HANGS = 0.2
"""Of its size: so far a font hangs below the line, where nothing else tells."""
_INKED = 0.6
"""Of a letter's box from its top: there most glyphs have ink."""
_RISE = 0.25
"""Of its size: a letter that is set higher than its line by this is raised."""


def read_pdf(
    data: bytes,
    password: str | None = None,
    limits: Limits = DEFAULTS,
    of: Pages | None = None,
    *,
    ocr: bool = False,
) -> Document:
    """The document of a PDF, as the first reader gives it, and with the same errors."""
    data, password, notes = flattened(data, password, limits.pages)
    try:
        # One page more than is allowed tells that there are too many.
        first, last = of or (1, limits.pages + 1)
        asked = list(range(first, last + 1))
        with pdfplumber.open(io.BytesIO(data), password=password, pages=asked) as pdf:
            sizes = [(page.width, page.height) for page in pdf.pages]
            check_extent(len(sizes), sizes.__getitem__, limits)
            shows = any(page.objects for page in pdf.pages)
            pages = [Page(page, number) for number, page in enumerate(pdf.pages, start=1)]
        check_characters(sum(len(page.text) for page in pages), limits)
        if not shows:
            raise DamagedPdfError(
                "The PDF is damaged, or empty: its pages show nothing. Download it again."
            )
        painted: dict[int, pdfium.PdfPage] = {}
        sights = _sights(data, password, notes)
        for page, (shown, sight) in zip(pages, sights[first - 1 :], strict=False):
            page.sight = sight
            page.is_picture = is_picture(page, shown)
            painted[page.number] = shown
        return document_of_pdf(pages, painted, ocr=ocr).moved(first - 1)
    except FactsheetError:
        raise
    except Exception as error:  # pdfminer lets bare TypeError, IndexError and others through
        raise _open_error(error, password) from error


def _sights(
    data: bytes, password: str | None, notes: Mapping[int, Notes]
) -> list[tuple[pdfium.PdfPage, Sight]]:
    """What can be seen of each page: pdfplumber does not tell, and PDFium does."""
    layered = may_have_layers(data)
    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError:
        return []
    return [
        (page, Sight(page, page.get_textpage(), index, layered, notes.get(index, NO_NOTES)))
        for index, page in enumerate(pdf)
    ]


def _open_error(error: Exception, password: str | None) -> FactsheetError:
    causes = [error, *error.args]
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return EncryptedPdfError.of(password)
    return DamagedPdfError("The PDF is damaged: pdfplumber cannot read it.")


class Page(Letters):
    """One page: its letters, in the order in which they were painted."""

    is_picture = False
    is_read_by_ocr = False

    def __init__(self, page: pdfplumber.page.Page, number: int) -> None:
        """`number` is the page's in its sheet, from 1."""
        self.number = number
        self.sight: Sight | None = None
        direction = self._direction = _direction(page.chars)
        self._width, self._height = page.width, page.height
        self._left, self._top = page.bbox[:2]
        self._upright = direction == (1, 0)
        letters = [_letter(letter, direction, page) for letter in page.chars]
        upright = [letter for letter in letters if not letter.slanted]
        super().__init__([*upright, *_levelled(each for each in letters if each.slanted)])
        page.close()

    def hides(self, at: int) -> bool:
        """Whether a person cannot see `text[at]`."""
        if self.sight is None:
            return False
        x0, top, x1, bottom = self.letter(at).box
        return self.sight.hides_point(*self._shown((x0 + x1) / 2, (top + bottom) / 2))

    def foot(self, at: int) -> float:
        """The height on which the glyph of `text[at]` stands, raised or lowered as it may be."""
        # pdfminer's origins know of no text rise.
        if self.sight is not None:
            origin = self.sight.origin_at(*self._middle(at), self.text[at])
            if origin is not None:
                return self._placed(*origin)[1]
        return self.start(at)[1]

    def is_raised(self, at: int) -> bool:
        """Whether the glyph of the digit `text[at]` does not reach down to its line."""
        letter = self.letter(at)
        x0, top, x1, bottom = letter.box
        # pdfplumber's boxes know of a text rise, and its origins do not.
        if self._upright and letter.base - (bottom - _HANGS * letter.size) > _RISE * letter.size:
            return True
        if self.sight is None:
            return False
        # A superscript fills the upper half of its letter's box.
        return self.sight.raises_point(*self._shown((x0 + x1) / 2, top + 0.35 * (bottom - top)))

    def reach(self, at: int) -> tuple[float, float] | None:
        """How far above its line the glyph of `text[at]` begins and ends; None if it is unknown."""
        if self.sight is None:
            return None
        x0, top, x1, bottom = self.letter(at).box
        x = (x0 + x1) / 2
        # A glyph may fill only the upper or the lower half of its letter's box.
        points = (top + part * (bottom - top) for part in (0.5, 0.35, 0.7, 0.85))
        found = (self.sight.reach_of_point(*self._shown(x, point)) for point in points)
        return next((reach for reach in found if reach), None)

    def is_aside(self, at: int) -> bool:
        """Whether `text[at]` is a watermark's, which stands aslant, or an annotation's."""
        if self.letter(at).slanted:
            return True
        return self.sight is not None and self.sight.is_annotation_at(*self._middle(at))

    def is_inked(self, at: int) -> bool:
        """Whether a glyph is painted where `text[at]`, a blank or a control character, stands."""
        letter = self.letters[at]
        if letter is None or self.sight is None:
            return False
        x0, top, x1, bottom = letter.box
        points = (top + part * (bottom - top) for part in (0.5, 0.7))
        return any(self.sight.inks_point(*self._shown((x0 + x1) / 2, point)) for point in points)

    def inks_gap(self, before: int, after: int) -> bool:
        """Whether text leaves ink between `text[before]` and `text[after]`."""
        if self.sight is None or self.letters[before + 1] is None:
            return False
        return self.sight.inks_gap_between(self._middle(before), self._middle(after))

    def _middle(self, at: int) -> tuple[float, float]:
        """A point on the glyph of `text[at]`, on the page as it is shown."""
        x0, top, x1, bottom = self.letter(at).box
        return self._shown((x0 + x1) / 2, top + _INKED * (bottom - top))

    def _shown(self, x: float, top: float) -> tuple[float, float]:
        """A point of pdfplumber's, which counts from the PDF's origin, from the page's top left."""
        return x - self._left, top - self._top

    def doubt(self, start: int, end: int) -> None:
        """No reason to doubt `text[start:end]`: pdfplumber reads the glyphs alone."""

    def strokes(self) -> list[Stroke]:
        """The lines that are drawn on the page, as PDFium tells them."""
        shown = self.sight.shown_strokes() if self.sight is not None else []
        return [
            Stroke(*self._placed(x0, y0), *self._placed(x1, y1), width)
            for x0, y0, x1, y1, width in shown
        ]

    def _placed(self, x: float, top: float) -> tuple[float, float]:
        """A point of the page as it is shown, on the page turned for its text to be upright."""
        x, top = x + self._left, top + self._top
        x0, top, _, _ = _turned((x, top, x, top), self._direction, self._width, self._height)
        return x0, top

    def box(self, start: int, end: int) -> Box:
        """The box of `text[start:end]`, without the room that the font has above and below."""
        x0, top, x1, bottom = super().box(start, end)
        spare = 0.22 * self.letter(start).size
        if bottom - top > x1 - x0 and end - start > 1:
            return x0 + spare, top, x1 - spare, bottom
        return x0, top + spare, x1, bottom - spare

    def words(self, hidden: list[tuple[int, int]]) -> Iterator[Word]:
        """Every word with its box, those in the `hidden` stretches of the text left out."""
        places = range(len(self.text))
        for blank, group in groupby(places, key=lambda at: self.text[at].isspace()):
            run = list(group)
            if blank or any(start <= run[0] < end for start, end in hidden):
                continue
            first, last = self.letter(run[0]), self.letter(run[-1])
            yield Word(
                self.text[run[0] : run[-1] + 1],
                first.x0,
                first.base - 0.8 * first.size,
                last.x1,
                first.base + 0.2 * first.size,
                run[0],
            )


def _direction(letters: list[dict[str, Any]]) -> tuple[int, int]:
    """Where most of the page's text runs as it is shown: (1, 0) to the right, (0, -1) down."""
    runs = Counter((_sign(letter["matrix"][0]), _sign(letter["matrix"][1])) for letter in letters)
    return runs.most_common(1)[0][0] if runs else (1, 0)


def _sign(number: float) -> int:
    return 0 if abs(number) < 1e-6 else 1 if number > 0 else -1


def _letter(
    letter: dict[str, Any], direction: tuple[int, int], page: pdfplumber.page.Page
) -> Letter:
    """The letter where it stands once the page is turned for its text to run to the right."""
    box: Box = (letter["x0"], letter["top"], letter["x1"], letter["bottom"])
    x0, top, x1, bottom = _turned(box, direction, page.width, page.height)
    upright = direction == (1, 0)
    foot = page.height - letter["matrix"][5] + page.bbox[1] if upright else None
    size = bottom - top
    base = bottom - _HANGS * size if foot is None or not top < foot < bottom + size else foot
    # Some producers map the hyphen's glyph to U+00AD; a soft hyphen that is printed is one.
    text = letter["text"].replace("\u00ad", "-")
    if text.startswith("(cid:"):
        text = "\ufffd"  # a glyph that stands for no letter
    across, up = letter["matrix"][:2]
    slanted = min(abs(across), abs(up)) > SLANT * max(abs(across), abs(up))
    return Letter(text, x0, x1, base, size, is_bold(letter["fontname"]), box, slanted)


def _turned(box: Box, direction: tuple[int, int], width: float, height: float) -> Box:
    """A box of a page of this size once the page is turned for its text to run to the right."""
    x0, top, x1, bottom = box
    if direction == (0, -1):
        return top, width - x1, bottom, width - x0
    if direction == (0, 1):
        return height - bottom, x0, height - top, x1
    if direction == (-1, 0):
        return width - x1, height - bottom, width - x0, height - top
    return box


def _levelled(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Letters that stand aslant, put on one line in the order in which they were painted."""
    before: Letter | None = None
    for letter in letters:
        x0 = before.x1 if before else letter.x0
        base = before.base if before else letter.base
        before = letter._replace(x0=x0, x1=x0 + letter.x1 - letter.x0, base=base)
        yield before
