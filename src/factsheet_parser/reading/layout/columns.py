"""Reading order from geometry: columns one after the other, table cells kept on their line.

Used where the order of the text itself cannot be trusted: words that a reader gives by height, a
PDF that paints line by line across its columns, and `pdftotext -layout`, where a blank is as wide
as a letter.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex

from factsheet_parser.reading.layout.items import is_bullet
from factsheet_parser.reading.layout.lines import Line
from factsheet_parser.reading.layout.values import is_value
from factsheet_parser.timeouts import SEARCH_SECONDS


class Word(NamedTuple):
    """A printed word in PDF points from the page's top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    origin: int


Row = list[Word]
"""Words on one baseline, from left to right."""
Hole = tuple[float, float]
"""Where a gap in a row begins and ends."""

# A gutter must stand open beside this many lines: three table rows do not make two columns.
GUTTER_LINES = 4
# As wide as the letters are high; the blanks of justified text stay below it.
GUTTER_EMS = 1.0

_LETTERS = regex.compile(r"[A-Za-z]{2}")


def rows(words: list[Word]) -> list[Row]:
    """The words on each baseline, from the top down."""
    found: list[Row] = []
    bottom = float("-inf")
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.x0)):
        if (word.top + word.bottom) / 2 > bottom:
            found.append([])
            bottom = word.bottom - 0.2 * (word.bottom - word.top)
        found[-1].append(word)
    for row in found:
        row.sort(key=lambda word: word.x0)
    return found


def reading_order(found: list[Row]) -> list[Row]:
    """The rows with columns taken one after the other."""
    gutter = _gutter(found)
    if gutter is None:
        return found
    ordered: list[Row] = []
    left: list[Row] = []
    right: list[Row] = []
    across: list[Row] = []

    def flush() -> None:
        # Further gutters may stand in each column, and in what runs across this one.
        for part in (across, left, right):
            ordered.extend(reading_order(part) if len(part) < len(found) else part)
            part.clear()

    for row in found:
        if _crosses(row, gutter):
            if left or right:
                flush()
            across.append(row)
            continue
        if across:
            flush()
        sides = (
            [word for word in row if word.x1 <= gutter[1]],
            [word for word in row if word.x1 > gutter[1]],
        )
        for side, column in zip(sides, (left, right), strict=True):
            if side:
                column.append(side)
    flush()
    return ordered


def _height(row: Row) -> float:
    return max(word.bottom - word.top for word in row)


def holes(row: Row) -> list[Hole]:
    """The stretches between words that are too wide for a blank.

    They are wider than the letters are high, and twice as wide as the usual gap of their line:
    in justified text all gaps are wide.
    """
    gaps = [(before.x1, after.x0) for before, after in pairwise(row)]
    widths = sorted(end - start for start, end in gaps)
    usual = widths[(len(widths) - 1) // 2] if len(widths) > 2 else 0.0
    least = max(GUTTER_EMS * _height(row), 2 * usual)
    return [gap for gap in gaps if gap[1] - gap[0] >= least]


def _crosses(row: Row, gutter: Hole) -> bool:
    """Whether the row's text runs through the gutter."""
    if row[-1].x1 <= gutter[1] or row[0].x0 >= gutter[0]:
        return False
    return not any(
        before.x1 <= gutter[0] and after.x0 >= gutter[1] for before, after in pairwise(row)
    )


def worded_gaps(found: list[Row]) -> list[Hole]:
    """The holes that have words to their right: a table's have numbers there."""
    return [
        hole
        for row in found
        for hole in holes(row)
        if _holds_words(" ".join(word.text for word in row if word.x0 >= hole[1]))
        and not is_bullet(" ".join(word.text for word in row if word.x1 <= hole[0]))
    ]


def _holds_words(text: str) -> bool:
    return _LETTERS.search(text, timeout=SEARCH_SECONDS) is not None and not is_value(text)


def _gutter(found: list[Row]) -> Hole | None:
    """The stretch that most lines leave open, with words on both sides, if enough of them do."""
    gaps = worded_gaps(found)
    best: list[Hole] = []
    for start, end in gaps:
        middle = (start + end) / 2
        beside = [gap for gap in gaps if gap[0] <= middle <= gap[1]]
        if len(beside) > len(best):
            best = beside
    if len(best) < GUTTER_LINES:
        return None
    return max(start for start, _ in best), min(end for _, end in best)


def painted_upwards(lines: list[Line]) -> bool:
    """Whether lines go up the page more often than a few columns' tops would make them."""
    climbs = sum(
        before.top - line.top > before.height and line.x0 < before.x0 + 3 * line.height
        for before, line in pairwise(lines)
    )
    return climbs > 3


def is_across(end: float, start: float, height: float) -> bool:
    """Whether the room between two words of a line is a gutter's and no blank's."""
    return start - end > GUTTER_EMS * height
