"""The gutter between a page's columns, made wide enough to be told from a blank.

On a picture nothing else tells columns: there is no order in which they were painted. A column's
longest lines leave less of the gutter open than a letter is high.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from factsheet_parser.reading.layout.glyphs import Letter

_NARROWEST = 0.45
"""Of the letters' size: a gutter is wider than a blank."""
_FEWEST_ROWS = 4
_MOSTLY = 0.7
"""Of the rows with text on both sides of a place: as many leave a gutter open."""
_WIDE = 2.0
"""Of the letters' size: how wide a gutter is made."""

_Stretch = tuple[float, float]


def with_wide_gutter(letters: Sequence[Letter]) -> list[Letter]:
    """The letters, what stands right of the gutter moved away from it, where there is one."""
    rows = [list(row) for _, row in groupby(letters, key=lambda letter: letter.base)]
    gutter = _gutter(rows)
    if gutter is None:
        return list(letters)
    left, right = gutter
    middle = (left + right) / 2
    found: list[Letter] = []
    for row in rows:
        size = row[0].size
        move = max(_WIDE * size - (right - left), 0.0)
        printed = [letter for letter in row if not letter.text.isspace()]
        if any(letter.x0 < right and letter.x1 > left for letter in printed):
            move = 0.0  # the row runs across the gutter
        found += [
            letter._replace(x0=letter.x0 + move, x1=letter.x1 + move)
            if letter.x0 >= middle
            else letter
            for letter in row
        ]
    return found


def _gutter(rows: Iterable[Sequence[Letter]]) -> _Stretch | None:
    """The stretch that most rows with text on both of its sides leave open."""
    printed = [[letter for letter in row if not letter.text.isspace()] for row in rows]
    gaps = [gap for row in printed for gap in _gaps(row)]
    best: list[_Stretch] = []
    for start, end in gaps:
        middle = (start + end) / 2
        around = [gap for gap in gaps if gap[0] <= middle <= gap[1]]
        both = sum(row[0].x0 < middle < row[-1].x1 for row in printed if row)
        if len(around) > len(best) and len(around) >= _MOSTLY * both:
            best = around
    if len(best) < _FEWEST_ROWS:
        return None
    return max(start for start, _ in best), min(end for _, end in best)


def _gaps(row: Sequence[Letter]) -> list[_Stretch]:
    return [
        (before.x1, behind.x0)
        for before, behind in pairwise(row)
        if behind.x0 - before.x1 > _NARROWEST * before.size
    ]
