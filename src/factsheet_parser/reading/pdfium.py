"""PDF through PDFium, the first reader.

PDFium gives a page's text in the order in which it was painted, which keeps cells and columns
together; only where the page's geometry contradicts that order are all letters' boxes fetched and
the order taken from them. Boxes are otherwise fetched for one letter a line, and for the numbers
that become evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_double
from dataclasses import replace
from itertools import islice, pairwise
from math import cos, hypot

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import regex

from factsheet_parser.document import Document, HiddenLine, Printed
from factsheet_parser.errors import DamagedPdfError, EncryptedPdfError, NoTextError
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.reading.assemble import assemble
from factsheet_parser.reading.columns import Word, lines_of, painted_upwards
from factsheet_parser.reading.extent import check_characters, check_extent
from factsheet_parser.reading.lines import Line, mark_gaps, plain_line, with_cell
from factsheet_parser.reading.visibility import SPECK, UNSEEN, Sight, may_have_layers
from factsheet_parser.record import Box
from factsheet_parser.timeouts import SEARCH_SECONDS

_HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at a line's end, and no line end behind it."""
_LAST_CELL = regex.compile(r"(?<=\S) (?=[<>~]?\d[\d,.]*[+%]?$)")
_WORD = regex.compile(r"[^\s\ufffe]+\ufffe?")
# Lines a page that are looked at for a gutter through their middle.
_SAMPLED = 5


@contextmanager
def open_pdf(
    data: bytes, password: str | None = None, limits: Limits = DEFAULTS
) -> Iterator[Document]:
    """The document of a PDF; `locate` works until the context ends.

    Raises EncryptedPdfError, DamagedPdfError, NoTextError or LimitExceededError.
    """
    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        raise _open_error(error, password) from error
    try:
        check_extent(len(pdf), pdf.get_page_size, limits)
        layered = may_have_layers(data)
        pages = [_Page(pdf[index], index + 1, layered) for index in range(len(pdf))]
        check_characters(sum(len(page.text) for page in pages), limits)
        lines = [line for page in pages for line in page.lines()]
        hidden = tuple(line for page in pages for line in page.hidden_lines)
        if hidden and not lines:
            raise NoTextError(UNSEEN)
        if not lines:
            raise NoTextError(
                "The PDF has no text, only pictures of it: it is a scan. Run an OCR program over it, "
                "check what it read, and give that as a text file (for example: ocrmypdf "
                "--sidecar sheet.txt scan.pdf read.pdf)."
            )

        def printed_at(page: int, start: int, end: int) -> Printed:
            return pages[page - 1].printed(start, end)

        def hidden_at(page: int, at: int) -> bool:
            return pages[page - 1].hides(at)

        document = assemble(lines, len(pages), printed_at)
        yield replace(document, hidden_at=hidden_at, hidden_lines=hidden)
    except pdfium.PdfiumError as error:
        raise DamagedPdfError("The PDF is damaged: a page of it cannot be read.") from error
    finally:
        pdf.close()


def _open_error(
    error: pdfium.PdfiumError, password: str | None
) -> EncryptedPdfError | DamagedPdfError:
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
        return EncryptedPdfError.of(password)
    return DamagedPdfError("The PDF is damaged: it cannot be opened.")


class _Page:
    """One open page: its text, and boxes by the place in that text."""

    def __init__(self, page: pdfium.PdfPage, number: int, layered: bool) -> None:
        self.number = number
        self.hidden_lines: list[HiddenLine] = []
        self._hidden_parts: list[tuple[int, int]] = []
        self._textpage = page.get_textpage()
        self._sight = Sight(page, self._textpage, layered)
        self.text = self._textpage.get_text_range()
        # Beyond the Basic Multilingual Plane PDFium counts two where Python counts one.
        self._even = len(self.text) == self._textpage.count_chars()
        self._mediabox = page.get_mediabox()
        self._rotation = page.get_rotation()
        self._upright = self._reading_rotation()
        self._scales: dict[float, float] = {}
        self._edges = tuple(c_double() for _ in range(4))
        self._edge_pointers = tuple(map(byref, self._edges))
        self._x, self._y = c_double(), c_double()
        self._x_pointer, self._y_pointer = byref(self._x), byref(self._y)

    def _index(self, at: int) -> int:
        """PDFium's number for the character `text[at]`."""
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
        """How far the page must be turned for its text to be upright."""
        if not self._rotation:
            return 0
        letters = (at for at, letter in enumerate(self.text) if letter.isalnum())
        angles = [
            pdfium_c.FPDFText_GetCharAngle(self._textpage, self._index(at))
            for at in islice(letters, 0, 200, 20)
        ]
        level = sum(cos(angle) > 0.9 for angle in angles)
        return 0 if level * 2 > len(angles) else self._rotation

    def _letter_box(self, at: int) -> Box:
        """The box of `text[at]`."""
        rectangle = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(self._textpage, self._index(at), byref(rectangle))
        box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        return self._turned(box, self._upright)

    def _type_size(self, at: int) -> float:
        """The size in points in which `text[at]` is set.

        A letter's box does not tell it: where a font states no ascent, the box is the glyph's.
        """
        size: float = pdfium_c.FPDFText_GetFontSize(self._textpage, self._index(at))
        scale = self._scales.get(size)
        if scale is None:
            matrix = pdfium_c.FS_MATRIX()
            pdfium_c.FPDFText_GetMatrix(self._textpage, self._index(at), byref(matrix))
            scale = self._scales[size] = hypot(matrix.c, matrix.d) or 1.0
        return size * scale

    def _set_place(self, line: Line) -> None:
        at = self._index(line.parts[0].origin)
        size = pdfium_c.FPDFText_GetFontSize(self._textpage, at)
        scale = self._scales.get(size)
        line.height = self._type_size(line.parts[0].origin) if scale is None else size * scale
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, at, self._x_pointer, self._y_pointer)
        x, y = self._x.value, self._y.value
        line.x0, baseline, _, _ = self._turned((x, y, x, y), self._upright)
        line.top = baseline - line.height

    def printed(self, start: int, end: int) -> Printed:
        """The box of `text[start:end]`, which stands on one line."""
        boxes = self._boxes(start, end, self._rotation)
        if len(boxes) <= 1:
            return Printed(boxes)
        digits = [at for at in range(start, end) if self.text[at].isdigit()]
        sizes = [self._type_size(at) for at in digits]
        baselines = [self._baseline(at) for at in digits]
        left, top, right, bottom = zip(*boxes, strict=True)
        box = (min(left), min(top), max(right), max(bottom))
        return Printed((box,), bool(sizes) and self._differ(sizes, baselines))

    @staticmethod
    def _differ(sizes: list[float], baselines: list[float]) -> bool:
        """Whether digits are set in several sizes, or some of them raised."""
        return min(sizes) < 0.95 * max(sizes) or max(baselines) - min(baselines) > 0.1 * max(sizes)

    def hides(self, at: int) -> bool:
        """Whether a person cannot see `text[at]`."""
        return self._sight.hides(self._index(at))

    def _baseline(self, at: int) -> float:
        x, y = self._x_pointer, self._y_pointer
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, self._index(at), x, y)
        box = self._turned(
            (self._x.value, self._y.value, self._x.value, self._y.value), self._upright
        )
        return box[1]

    def _boxes(self, start: int, end: int, rotation: int) -> tuple[Box, ...]:
        """A box for each stretch of `text[start:end]` that was painted in one go."""
        first, last = self._index(start), self._index(end - 1)
        count = pdfium_c.FPDFText_CountRects(self._textpage, first, last - first + 1)
        return tuple([self._turned(self._rectangle(index), rotation) for index in range(count)])

    def _rectangle(self, index: int) -> Box:
        """One of the rectangles that PDFium counted last, in PDF user space."""
        left, top, right, bottom = self._edges
        pdfium_c.FPDFText_GetRect(self._textpage, index, *self._edge_pointers)
        # A comma hangs below the digits, into the line below where lines stand close.
        lifted = bottom.value + 0.12 * (top.value - bottom.value)
        return left.value, lifted, right.value, top.value

    def lines(self) -> list[Line]:
        """The page's lines in reading order."""
        lines: list[Line] = []
        origin = 0
        for printed in self.text.split("\r\n"):
            parts = printed.split(_HYPHEN)
            for index, part in enumerate(parts, start=1):
                raw = part + _HYPHEN if index < len(parts) else part
                if part and not part.isspace():
                    line = plain_line(raw, page=self.number, origin=origin)
                    self._set_place(line)
                    if line.height < SPECK or self.hides(line.parts[0].origin):
                        self.hidden_lines.append(HiddenLine(self.number, line.text))
                        self._hidden_parts.append((origin, origin + len(raw)))
                    else:
                        self._mark_cell(line)
                        lines.append(line)
                origin += len(raw)
            origin += 2
        if self._painted_out_of_order(lines):
            return lines_of(list(self._words()), self.number)
        mark_gaps(lines)
        return lines

    def _mark_cell(self, line: Line) -> None:
        """A number that stands far right of its line's words is a table cell."""
        last = line.text[-1]
        if not (last.isdigit() or last in "+%") or len(line.parts) != 1:
            return
        match = _LAST_CELL.search(line.text, timeout=SEARCH_SECONDS)
        if match is None:
            return
        at = line.parts[0].origin + match.start()
        first_blank = line.parts[0].origin + line.text.index(" ")
        # In justified text all gaps are wide.
        if self._gap(at) > max(line.height, 2 * self._gap(first_blank) * (at != first_blank)):
            with_cell(line, match.start())

    def _gap(self, at: int) -> float:
        """The room between the letters beside the blank `text[at]`."""
        return self._letter_box(at + 1)[0] - self._letter_box(at - 1)[2]

    def _painted_out_of_order(self, lines: list[Line]) -> bool:
        """Whether a person would read the lines in another order than they were painted in."""
        if painted_upwards(lines):
            return True
        # Where two columns' lines are taken for one, the page's longer lines are such.
        longer = sorted(lines, key=lambda line: len(line.text), reverse=True)[: len(lines) // 3]
        sample = longer[:: max(len(longer) // _SAMPLED, 1)]
        parted = sum(map(self._has_gutter, sample))
        return parted >= 2 and parted * 2 >= len(sample)

    def _has_gutter(self, line: Line) -> bool:
        """Whether words stand further apart in the line than blanks part them."""
        last = line.parts[-1]
        start, end = line.parts[0].origin, last.origin + last.end - last.start
        if pdfium_c.FPDFText_CountRects(self._textpage, self._index(start), end - start) == 1:
            return False  # painted in one go
        boxes = self._boxes(start, end, self._upright)
        return any(after[0] - before[2] > line.height for before, after in pairwise(boxes))

    def _words(self) -> Iterator[Word]:
        for match in _WORD.finditer(self.text, timeout=SEARCH_SECONDS):
            if any(start <= match.start() < end for start, end in self._hidden_parts):
                continue
            first = self._letter_box(match.start())
            last = self._letter_box(match.end() - 1)
            yield Word(match.group(), first[0], first[1], last[2], first[3], match.start())
