"""A page that is a picture, as the rest of this package asks for pages: letters with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import NamedTuple

import regex

from factsheet_parser.document import DISPUTED, Doubt
from factsheet_parser.reading.layout.columns import Word
from factsheet_parser.reading.layout.glyphs import Letter, Letters, Stroke
from factsheet_parser.reading.layout.values import is_value
from factsheet_parser.reading.ocr.agreement import OtherReading, Reading
from factsheet_parser.reading.ocr.digits import Digit, Window, odd_ones
from factsheet_parser.reading.ocr.engine import Pixels, ReadLine, Sign
from factsheet_parser.reading.ocr.gutter import with_wide_gutter
from factsheet_parser.reading.ocr.pictures import LinePicture, line_picture
from factsheet_parser.reading.ocr.straight import Straight
from factsheet_parser.record import Box
from factsheet_parser.timeouts import SEARCH_SECONDS

_WORD = regex.compile(r"\S+")
_NUMBER = regex.compile(r"\d(?:[\d,.]*\d)?")
_SAME_SIZE = 0.15
"""Of the page's usual size: lines that differ by less are set in it."""
_LEVEL = 0.4
"""Of a line's size: parts of a row stand on one height, give or take this."""
_BLANK = 0.6
"""Of a line's usual blank: a gap between two words that were read as one is as wide."""
_LEAST_BLANK = 0.15
"""Of a line's size: letters of a word stand as far apart."""
_DIGIT = 0.35
"""Of a line's size: less than the room that a digit takes."""
_FEWEST_BLANKS = 4
"""In a line, from which its usual blank is told."""
_CELL = 0.5
"""Of a line's size: more room than this parts a number in a box of its own from its label."""


@dataclass(frozen=True)
class Shot:
    """A picture of a page, from its top left, with its text upright."""

    pixels: Pixels
    scale: float
    """Pixels a point."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape[:2]
        return width / self.scale, height / self.scale


@dataclass
class Row:
    """A line that was read, made level."""

    line: ReadLine
    picture: LinePicture
    left: float
    base: float
    foot: float
    """Below the top of the box in which the line was found."""
    size: float
    readings: list[Reading]
    odd: set[int] = field(default_factory=set)
    """The places of signs whose picture is not that of the sign."""


class Number(NamedTuple):
    """A number of a page."""

    row: Row
    span: tuple[int, int]

    @property
    def blanks(self) -> tuple[int, int]:
        """The places of the blanks before and behind it: -1 and the line's end where there is none."""
        text = self.row.line.text
        start, end = self.span
        behind = text.find(" ", end)
        return text.rfind(" ", 0, start), len(text) if behind < 0 else behind

    @property
    def window(self) -> Window:
        """Its picture."""
        text, signs, picture = self.row.line.text, self.row.line.signs, self.row.picture
        (start, end), (first, last) = self.span, self.blanks
        left, right = 0, picture.pixels.shape[1]
        near = 0.4 * self.row.size
        if first > 0:
            left = picture.parting((signs[first - 1].x + signs[first + 1].x) / 2, near)
        if last + 1 < len(text):
            right = picture.parting((signs[last - 1].x + signs[last + 1].x) / 2, near)
        return Window(
            picture, left, right, text[first + 1 : start], text[start:end], text[end:last]
        )

    @property
    def is_beside_a_hole(self) -> bool:
        """Whether a blank beside it has room for a digit more than the line's usual ones have."""
        signs = self.row.line.signs
        first, last = self.blanks
        widths = sorted(sign.width for sign in signs if sign.width)
        if len(widths) < _FEWEST_BLANKS or last == len(signs):
            return False  # behind the wide blank before a line's last number begins a cell
        least = widths[len(widths) // 2] + _DIGIT * self.row.size
        return any(at >= 0 and signs[at].width > least for at in (first, last))

    def doubt(self) -> None:
        """Note that its picture is not that of its digits."""
        self.row.odd.update(range(*self.span))


class ScannedPage(Letters):
    """One page that OCR has read twice."""

    is_picture = False
    """No longer: what it shows was read."""
    is_read_by_ocr = True

    def __init__(
        self,
        number: int,
        shot: Shot,
        lines: Sequence[ReadLine],
        again: Sequence[ReadLine],
        shown: Callable[[Box], Box],
    ) -> None:
        """What was read in `shot` and, `again`, in another picture of the same page.

        `shown` is where a box of the picture stands on the page as it is shown.
        """
        self.number = number
        lines = [line for line in lines if line.text.strip()]
        straight = Straight.of(lines, *shot.size)
        other = OtherReading(again, straight)
        self._rows = _in_rows(
            [_row(line, shot, straight, other.of(line, straight)) for line in lines]
        )
        letters: list[Letter] = []
        signs: list[tuple[Row, int] | None] = []
        for row in self._rows:
            move = 0.0
            if letters and letters[-1].base == row.base:
                # What stands in another box is another word, however near, and a number a cell.
                room = row.left - letters[-1].x1
                if is_value(row.line.text) and _CELL * row.size < room < row.size:
                    move = row.size
                letters.append(letters[-1]._replace(text=" ", x0=letters[-1].x1))
                signs.append(None)
            for at, letter in _letters(row, shown):
                letters.append(letter._replace(x0=letter.x0 + move, x1=letter.x1 + move))
                signs.append((row, at))
        letters = with_wide_gutter(letters)
        self._signs = {id(letter): sign for letter, sign in zip(letters, signs, strict=True)}
        super().__init__(letters, struck_twice=False)

    def numbers(self) -> Iterator[Number]:
        """Each number in digits, with its picture."""
        for row in self._rows:
            for match in _NUMBER.finditer(row.line.text, timeout=SEARCH_SECONDS):
                yield Number(row, match.span())

    def doubt(self, start: int, end: int) -> Doubt | None:
        """Whether the readings of `text[start:end]` differ, or one of its digits looks otherwise."""
        proofs = [
            sign
            for letter in self.letters[start:end]
            if letter and (sign := self._signs[id(letter)])
        ]
        if not any(at in row.odd or not row.readings[at].agrees for row, at in proofs):
            return None
        return Doubt(DISPUTED, "".join(row.readings[at].text for row, at in proofs))

    def foot(self, at: int) -> float:
        """The height on which `text[at]` stands."""
        return self.start(at)[1]

    def reach(self, at: int) -> None:
        """Unknown: digits are compared with each other as they look."""

    def is_raised(self, at: int) -> bool:
        """Such a digit is doubted for its picture."""
        return False

    def hides(self, at: int) -> bool:
        """What was read was seen."""
        return False

    def is_aside(self, at: int) -> bool:
        """Lines aslant are not read."""
        return False

    def is_inked(self, at: int) -> bool:
        """What was read has a letter."""
        return False

    def inks_gap(self, before: int, after: int) -> bool:
        """Ink beside a number makes its picture another than its digits'."""
        return False

    def strokes(self) -> list[Stroke]:
        """A stroke through a number makes its picture another than its digits'."""
        return []

    def words(self, hidden: list[tuple[int, int]]) -> Iterator[Word]:
        """Every word with its box."""
        for match in _WORD.finditer(self.text, timeout=SEARCH_SECONDS):
            first, last = self.letter(match.start()), self.letter(match.end() - 1)
            top = first.base - 0.8 * first.size
            yield Word(match.group(), first.x0, top, last.x1, top + first.size, match.start())


def verify(pages: Iterable[ScannedPage]) -> None:
    """Doubt the numbers of a document whose digits do not look like its others."""
    digits: list[Digit] = []
    numbers: list[Number] = []
    for number in (number for page in pages for number in page.numbers()):
        found = number.window.digits()
        if found is None or number.is_beside_a_hole:
            number.doubt()
        else:
            digits += found
            numbers += [number] * len(found)
    for at in odd_ones(digits):
        numbers[at].doubt()


def _row(line: ReadLine, shot: Shot, straight: Straight, readings: list[Reading]) -> Row:
    picture = line_picture(shot.pixels, shot.scale, line)
    base, size = picture.base_and_size(line.text)
    left, top = straight.place(*line.corners[0])
    signs, readings = _with_blanks(line.signs, picture, size, readings)
    return Row(line._replace(signs=signs), picture, left, top + base, base, size, readings)


def _with_blanks(
    read: tuple[Sign, ...], picture: LinePicture, size: float, readings: list[Reading]
) -> tuple[tuple[Sign, ...], list[Reading]]:
    """The signs of a line, its blanks as wide as they are printed.

    There is one more wherever words stand apart that were read as one.
    """
    signs, told = list(read), list(readings)
    gaps = picture.gaps(signs[0].x, signs[-1].x)
    blanks: list[float] = []
    for at in range(1, len(signs) - 1):
        if signs[at].text.isspace():
            middle = (signs[at - 1].x + signs[at + 1].x) / 2
            near = [gap for gap in gaps if abs(gap.middle - middle) < size + gap.width / 2]
            signs[at] = Sign(" ", middle, 1.0)
            if near:
                nearest = max(near, key=lambda gap: gap.width - abs(gap.middle - middle))
                gaps.remove(nearest)
                blanks.append(nearest.width)
                signs[at] = Sign(" ", nearest.middle, 1.0, nearest.width)
    least = _BLANK * median(blanks) if len(blanks) > 1 else 2 * _LEAST_BLANK * size
    for gap in gaps:
        if gap.width < max(least, _LEAST_BLANK * size):
            continue
        at = min(
            range(1, len(signs)),
            key=lambda at: abs((signs[at - 1].x + signs[at].x) / 2 - gap.middle),
        )
        if _may_part("".join(sign.text for sign in signs[max(at - 2, 0) : at]), signs[at].text):
            signs.insert(at, Sign(" ", gap.middle, 1.0, gap.width))
            told.insert(at, Reading("", agrees=True))
    return tuple(signs), told


def _may_part(before: str, behind: str) -> bool:
    """Whether a gap between two signs and the next may be a blank.

    Digits, and the marks between them, stand far apart in some fonts.
    """
    if not (behind.isalnum() or behind == "(") or not (
        before[-1].isalnum() or before[-1] in ",.;:\u00a9"
    ):
        return False
    return not (behind.isdigit() and any(map(str.isdigit, before)))


def _in_rows(rows: list[Row]) -> list[Row]:
    """The lines from top to bottom, those that stand side by side on one height."""
    usual = median(row.size for row in rows) if rows else 0.0
    for row in rows:
        if abs(row.size - usual) < _SAME_SIZE * usual:
            row.size = usual
    rows.sort(key=lambda row: row.base)
    base = None
    for row in rows:
        if base is None or row.base - base > _LEVEL * row.size:
            base = row.base
        row.base = base
    return sorted(rows, key=lambda row: (row.base, row.left))


def _letters(row: Row, shown: Callable[[Box], Box]) -> Iterator[tuple[int, Letter]]:
    """A line's letters with the place of each in the line; those of a word share its width."""
    signs = row.line.signs
    (x0, y0), (x1, y1) = row.line.corners[:2]
    width = row.line.width or 1.0
    across = ((x1 - x0) / width, (y1 - y0) / width)
    edges = _edges(signs, row.picture.ends(signs[0].x, signs[-1].x))
    for at, (sign, (left, right)) in enumerate(zip(signs, edges, strict=True)):
        tops = sorted(y0 + x * across[1] for x in (left, right))
        box = (
            x0 + left * across[0],
            tops[0] + row.foot - 0.8 * row.size,
            x0 + right * across[0],
            tops[1] + row.foot + 0.2 * row.size,
        )
        text = " " if sign.text.isspace() else sign.text
        yield (
            at,
            Letter(text, row.left + left, row.left + right, row.base, row.size, False, shown(box)),
        )


def _edges(signs: Sequence[Sign], ends: tuple[float, float]) -> list[tuple[float, float]]:
    """The left and the right edge of each sign between the ends of a line's ink."""
    found: list[tuple[float, float]] = []
    left = ends[0]
    for is_blank, group in groupby(signs, key=lambda sign: sign.text.isspace()):
        run = list(group)
        behind = len(found) + len(run)
        if is_blank:
            right = max(run[-1].x + run[-1].width / 2, left)
        elif behind < len(signs):
            right = max(signs[behind].x - signs[behind].width / 2, left)
        else:
            right = max(ends[1], left)
        step = (right - left) / len(run)
        found += [(left + at * step, left + (at + 1) * step) for at in range(len(run))]
        left = right
    return found
