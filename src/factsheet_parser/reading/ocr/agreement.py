"""Where two readings of one page differ."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from factsheet_parser.reading.ocr.engine import ReadLine
from factsheet_parser.reading.ocr.straight import Straight

_LEVEL = 0.35
"""Of a line's height: lines whose middles are further apart are not the same."""


class Reading(NamedTuple):
    """What another reading has where a stretch of a line stands."""

    text: str
    agrees: bool


class OtherReading:
    """Another reading's signs, to be found by their place."""

    def __init__(self, lines: Iterable[ReadLine], straight: Straight) -> None:
        self._rows = sorted(
            (_middle(line, straight), _left(line, straight), line) for line in lines
        )
        self._heights = [row[0] for row in self._rows]

    def of(self, line: ReadLine, straight: Straight) -> list[Reading]:
        """For each sign of a line what the other reading has there; blanks are not compared."""
        level = _LEVEL * line.height
        middle, left = _middle(line, straight), _left(line, straight)
        first = bisect_left(self._heights, middle - level)
        last = bisect_left(self._heights, middle + level)
        beside = line.height
        others = sorted(
            (start + sign.x, sign.text)
            for _, start, other in self._rows[first:last]
            for sign in other.signs
            if not sign.text.isspace()
            and left - beside < start + sign.x < left + line.width + beside
        )
        return _compared([sign.text for sign in line.signs], [text for _, text in others])


def _compared(own: Sequence[str], other: Sequence[str]) -> list[Reading]:
    places = [at for at, text in enumerate(own) if not text.isspace()]
    matcher = SequenceMatcher(None, [own[at] for at in places], other, autojunk=False)
    found = [Reading("", agrees=text.isspace()) for text in own]
    for operation, start, end, other_start, other_end in matcher.get_opcodes():
        if operation == "equal":
            for at in range(start, end):
                found[places[at]] = Reading(own[places[at]], agrees=True)
        else:
            # What one reading has more belongs to the signs around it.
            there = "".join(other[other_start:other_end])
            around = range(start, end) if end > start else range(start - 1, start + 1)
            for at in around:
                if 0 <= at < len(places):
                    text = there if end > start else own[places[at]] + there
                    found[places[at]] = Reading(text if at == around[0] else "", agrees=False)
    return found


def _middle(line: ReadLine, straight: Straight) -> float:
    top = straight.place(*line.corners[0])[1]
    return (top + straight.place(*line.corners[3])[1]) / 2


def _left(line: ReadLine, straight: Straight) -> float:
    return straight.place(*line.corners[0])[0]
