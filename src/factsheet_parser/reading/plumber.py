"""PDF through pdfplumber, the second opinion.

Words come in the order in which they were painted, as with PDFium, so that cells and columns stay
together; where the geometry contradicts that order, it is taken from the geometry.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.text import extract_words

from factsheet_parser.document import Document, HiddenLine, Printed
from factsheet_parser.errors import (
    DamagedPdfError,
    EncryptedPdfError,
    FactsheetError,
    NoTextError,
)
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.reading.assemble import assemble
from factsheet_parser.reading.columns import (
    GUTTER_LINES,
    Word,
    line_of,
    lines_of,
    painted_upwards,
    worded_gaps,
)
from factsheet_parser.reading.extent import check_characters, check_extent
from factsheet_parser.reading.lines import Line, mark_gaps
from factsheet_parser.reading.visibility import SPECK, UNSEEN, Sight, may_have_layers
from factsheet_parser.record import Box


@contextmanager
def open_pdf(
    data: bytes, password: str | None = None, limits: Limits = DEFAULTS
) -> Iterator[Document]:
    """The document of a PDF; the same errors as the first reader's."""
    try:
        # One page more than is allowed tells that there are too many.
        asked = list(range(1, limits.pages + 2))
        with pdfplumber.open(io.BytesIO(data), password=password, pages=asked) as pdf:
            sizes = [(page.width, page.height) for page in pdf.pages]
            check_extent(len(sizes), sizes.__getitem__, limits)
            pages = [_Page(page) for page in pdf.pages]
        check_characters(sum(page.characters for page in pages), limits)
        sights = _sights(data, password)
        document = _document(pages, sights)
    except FactsheetError:
        raise
    except Exception as error:  # pdfminer lets bare TypeError, IndexError and others through
        raise _open_error(error, password) from error
    yield document


def _sights(data: bytes, password: str | None) -> list[Sight]:
    """What can be seen of each page: pdfplumber does not tell, and PDFium does."""
    layered = may_have_layers(data)
    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError:
        return []
    return [Sight(page, page.get_textpage(), layered) for page in pdf]


def _open_error(error: Exception, password: str | None) -> FactsheetError:
    causes = [error, *error.args]
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return EncryptedPdfError.of(password)
    return DamagedPdfError("The PDF is damaged: pdfplumber cannot read it.")


def _document(pages: list[_Page], sights: list[Sight]) -> Document:
    def hidden_at(page: int, at: int) -> bool:
        if page > len(sights):
            return False
        return sights[page - 1].hides_point(*pages[page - 1].middle(at))

    lines: list[Line] = []
    hidden: list[HiddenLine] = []
    for line in (line for page in pages for line in page.lines()):
        if line.height < SPECK or hidden_at(line.page, line.parts[0].origin):
            hidden.append(HiddenLine(line.page, line.text))
        else:
            lines.append(line)
    if hidden and not lines:
        raise NoTextError(UNSEEN)
    if not lines:
        raise NoTextError(
            "The PDF has no text that pdfplumber can read: it is a scan, or damaged. Run an OCR "
            "program over it, check what it read, and give that as a text file (for example: "
            "ocrmypdf --sidecar sheet.txt scan.pdf read.pdf)."
        )

    def printed_at(page: int, start: int, end: int) -> Printed:
        return pages[page - 1].printed(start, end)

    document = assemble(lines, len(pages), printed_at)
    return replace(document, hidden_at=hidden_at, hidden_lines=tuple(hidden))


class _Page:
    """One page: its letters, which words and boxes point into."""

    def __init__(self, page: pdfplumber.page.Page) -> None:
        self.number: int = page.page_number
        self._letters: list[Box] = []
        self._words: list[Word] = []
        self._direction = _direction(page.chars)
        letters = [_upright(letter, self._direction, page) for letter in page.chars]
        words = extract_words(
            letters, use_text_flow=True, return_chars=True, expand_ligatures=False
        )
        for word in words:
            self._add(word)
        page.close()

    @property
    def characters(self) -> int:
        """How many characters the page's words have."""
        return len(self._letters)

    def _add(self, word: dict[str, Any]) -> None:
        origin = len(self._letters)
        for letter in word["chars"]:
            # A letter's glyph can stand for several characters.
            self._letters.extend([letter["printed"]] * len(letter["text"]))
        self._words.append(
            Word(
                _printed(word["text"]),
                word["x0"],
                word["top"],
                word["x1"],
                word["bottom"],
                origin,
            )
        )

    def middle(self, at: int) -> tuple[float, float]:
        """The middle of a letter: from the page's left, and from its top."""
        x0, top, x1, bottom = self._letters[at]
        return (x0 + x1) / 2, (top + bottom) / 2

    def printed(self, start: int, end: int) -> Printed:
        """The box of the letters from `start` to `end`, which stand on one line."""
        letters = self._letters[start:end]
        box = (
            min(letter[0] for letter in letters),
            min(letter[1] for letter in letters),
            max(letter[2] for letter in letters),
            max(letter[3] for letter in letters),
        )
        sideways = self._direction[0] == 0
        sizes = [x1 - x0 if sideways else bottom - top for x0, top, x1, bottom in letters]
        # A letter's box is as high as its font, and reaches into the lines above and below.
        spare = 0.22 * max(sizes)
        x_spare, y_spare = (spare, 0.0) if sideways else (0.0, spare)
        shown = (box[0] + x_spare, box[1] + y_spare, box[2] - x_spare, box[3] - y_spare)
        return Printed((shown,), min(sizes) < 0.85 * max(sizes))

    def lines(self) -> list[Line]:
        """The page's lines in reading order."""
        rows: list[list[Word]] = []
        for word in self._words:
            if rows and _same_line(rows[-1][-1], word):
                rows[-1].append(word)
            else:
                rows.append([word])
        lines = [line_of(row, self.number) for row in rows]
        if painted_upwards(lines) or len(worded_gaps(rows)) >= GUTTER_LINES:
            return lines_of(self._words, self.number)
        mark_gaps(lines)
        return lines


def _direction(letters: list[dict[str, Any]]) -> tuple[int, int]:
    """Where most of the page's text runs as it is shown: (1, 0) to the right, (0, -1) down."""
    runs = Counter((_sign(letter["matrix"][0]), _sign(letter["matrix"][1])) for letter in letters)
    return runs.most_common(1)[0][0] if runs else (1, 0)


def _sign(number: float) -> int:
    return 0 if abs(number) < 1e-6 else 1 if number > 0 else -1


def _upright(
    letter: dict[str, Any], direction: tuple[int, int], page: pdfplumber.page.Page
) -> dict[str, Any]:
    """The letter where it stands once the page is turned for its text to run to the right."""
    x0, top, x1, bottom = box = tuple(letter[side] for side in ("x0", "top", "x1", "bottom"))
    width, height = page.width, page.height
    if direction == (0, -1):
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
    elif direction == (0, 1):
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
    elif direction == (-1, 0):
        x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
    turned = {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "doctop": top, "printed": box}
    return {**letter, **turned, "upright": True}


def _printed(text: str) -> str:
    """Some producers map the hyphen's glyph to U+00AD; a soft hyphen that is printed is one."""
    return text.replace("\u00ad", "-")


def _same_line(before: Word, word: Word) -> bool:
    overlap = min(before.bottom, word.bottom) - max(before.top, word.top)
    return overlap > 0.5 * (word.bottom - word.top) and word.x0 > before.x0
