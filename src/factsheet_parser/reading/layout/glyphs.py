"""What a reader knows of a page's letters, as everything in this folder asks for it.

PDFium gives a page's text as lines, and a letter's place where it is asked for. Where there are
only letters (pdfplumber's, or those of a page whose text stands sideways), `Letters` makes lines
of them as PDFium does: in the order in which they were painted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from factsheet_parser.document import Doubt
from factsheet_parser.record import Box

LINE_END = "\r\n"
"""What parts the lines of a page's text."""
_BLANK = 0.18
"""Of a letter's size: more room than this is a blank, though none was printed."""
_SAME = 0.4
"""Points: a letter printed again so near, or twice as far, is the same one, struck twice."""
_LEVEL = 0.35
"""Of a letter's size: a letter whose foot is further from the line's stands on another line."""
SLANT = 0.1
"""Radians, 6 degrees: a scan that lies askew turns by less."""


class Stroke(NamedTuple):
    """A line that is drawn from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float

    def height_at(self, x: float) -> float:
        """Its y where it passes `x`."""
        if self.x0 == self.x1:
            return self.y0
        return self.y0 + (self.y1 - self.y0) * (x - self.x0) / (self.x1 - self.x0)


class Glyphs(Protocol):
    """One page. Places are in points from the page's top left, turned so that text is upright."""

    number: int
    """The page's, from 1."""
    text: str
    """Its lines, parted by `LINE_END`, in the order in which they were painted."""

    def start(self, at: int) -> tuple[float, float]:
        """Where the letter `text[at]` begins, and on which height it stands."""

    def foot(self, at: int) -> float:
        """The height on which the glyph of `text[at]` stands, raised or lowered as it may be."""

    def left(self, at: int) -> float:
        """The left edge of `text[at]`."""

    def right(self, at: int) -> float:
        """The right edge of `text[at]`."""

    def size(self, at: int) -> float:
        """The size in points in which `text[at]` is set."""

    def bold(self, at: int) -> bool:
        """Whether `text[at]` is set in bold type."""

    def is_raised(self, at: int) -> bool:
        """Whether the glyph of the digit `text[at]` does not reach down to its line."""

    def reach(self, at: int) -> tuple[float, float] | None:
        """How far above its line the glyph of `text[at]` begins and ends; None if it is unknown."""

    def box(self, start: int, end: int) -> Box:
        """The box of `text[start:end]`, which stands on one line, on the page as it is shown."""

    def pieces(self, start: int, end: int) -> int:
        """In how many pieces `text[start:end]` was painted; more than one where that is unknown."""

    def hides(self, at: int) -> bool:
        """Whether a person cannot see `text[at]`."""

    def is_aside(self, at: int) -> bool:
        """Whether `text[at]` is a watermark's, which stands aslant, or an annotation's."""

    def is_inked(self, at: int) -> bool:
        """Whether a glyph is painted where `text[at]`, a blank or a control character, stands."""

    def inks_gap(self, before: int, after: int) -> bool:
        """Whether text leaves ink between `text[before]` and `text[after]`, with blanks between."""

    def doubt(self, start: int, end: int) -> Doubt | None:
        """Why `text[start:end]` may not be what the page shows; None when there is no reason."""

    def strokes(self) -> list[Stroke]:
        """The lines that are drawn on the page."""


class Letter(NamedTuple):
    """A printed letter, or several that one glyph stands for."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    box: Box
    """On the page as it is shown."""
    slanted: bool = False


class Letters:
    """A page's text and places from its letters."""

    def __init__(self, letters: Iterable[Letter], *, struck_twice: bool = True) -> None:
        """`struck_twice`: a letter printed again in its place is left out."""
        texts: list[str] = []
        self.letters: list[Letter | None] = []
        """The letter of each character of `text`; None for what was added."""
        before: Letter | None = None
        seen: set[tuple[str, int, int]] = set()
        for letter in letters:
            if struck_twice and _is_struck_again(letter, seen):
                continue
            added = _between(before, letter)
            texts += [added, letter.text]
            self.letters += [None] * len(added) + [letter] * len(letter.text)
            before = letter
        self.text = "".join(texts)

    def letter(self, at: int) -> Letter:
        """The letter at `text[at]`, or the one before what was added there."""
        letter = self.letters[at]
        while letter is None:
            at -= 1
            letter = self.letters[at]
        return letter

    def start(self, at: int) -> tuple[float, float]:
        """Where the letter `text[at]` begins, and on which height it stands."""
        letter = self.letter(at)
        return letter.x0, letter.base

    def left(self, at: int) -> float:
        """The left edge of `text[at]`."""
        return self.letter(at).x0

    def right(self, at: int) -> float:
        """The right edge of `text[at]`."""
        return self.letter(at).x1

    def size(self, at: int) -> float:
        """The size in points in which `text[at]` is set."""
        return self.letter(at).size

    def bold(self, at: int) -> bool:
        """Whether `text[at]` is set in bold type."""
        return self.letter(at).bold

    def box(self, start: int, end: int) -> Box:
        """The box of `text[start:end]`, as the page is shown."""
        boxes = [letter.box for letter in self.letters[start:end] if letter]
        left, top, right, bottom = zip(*boxes, strict=True)
        return min(left), min(top), max(right), max(bottom)

    def pieces(self, start: int, end: int) -> int:
        """Unknown: as many as there are letters."""
        return end - start


def ligatures_in_place(letters: list[Letter]) -> list[Letter]:
    """The letters, each part of a ligature put between the letters around it.

    PDFium gives the parts of a ligature that stands sideways another place.
    """
    found: list[Letter] = []
    for at, letter in enumerate(letters):
        before = found[-1] if found else None
        if before is not None and letter.text in "fil" and not _on_one_line(before, letter):
            after = next(
                (each for each in letters[at : at + 4] if _on_one_line(before, each)), None
            )
            if after is not None and 0 <= after.x0 - before.x1 < 2 * before.size:
                step = (after.x0 - before.x1) / 2
                letter = letter._replace(
                    x0=before.x1, x1=before.x1 + step, base=before.base, box=before.box
                )
        found.append(letter)
    return found


def _on_one_line(one: Letter, other: Letter) -> bool:
    return abs(one.base - other.base) < _LEVEL * one.size


def _is_struck_again(letter: Letter, seen: set[tuple[str, int, int]]) -> bool:
    """Whether the letter was printed before in its place, to look bold or to cast a shadow."""
    x, y = round(letter.x0 / _SAME), round(letter.base / _SAME)
    near = {(letter.text, x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
    again = letter.text.strip() != "" and not near.isdisjoint(seen)
    seen.add((letter.text, x, y))
    return again


def _between(before: Letter | None, letter: Letter) -> str:
    """What a reader sees between two letters that were painted one after the other."""
    if before is None:
        return ""
    size = max(before.size, letter.size)
    room = letter.x0 - before.x1
    if abs(letter.base - before.base) > _LEVEL * size or room < -size:
        return LINE_END
    blank = room > _BLANK * size and not (before.text.isspace() or letter.text.isspace())
    return " " if blank else ""


def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold.

    >>> is_bold("ABCDEF+LiberationSans-Bold"), is_bold("Helvetica")
    (True, False)
    """
    font = font.lower()
    return any(word in font for word in ("bold", "black", "heavy"))
