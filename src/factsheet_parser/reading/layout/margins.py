"""How far lines reach: whether the next one began for want of room, or was meant to begin."""

from __future__ import annotations

from factsheet_parser.reading.layout.lines import Line

_AROUND = 8
"""Lines before and after one that tell where its column ends."""
_SHORT = 0.75
"""Of a column's width: a line in the middle of a sentence reaches further."""
_SPARE = 1.5
"""Of the type: what ragged lines leave free beside the next word."""


class Margins:
    """Where the columns of a document's lines end, in points."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._index = {_place(line): index for index, line in enumerate(lines)}

    def are_full(self, last: Line, line: Line) -> bool:
        """Whether the first word of `line` had no room behind `last`."""
        letters = len(line.text.split(" ", 1)[0]) + 1
        word = letters * (line.x1 - line.x0) / max(len(line.text), 1)
        end = last.x1 + word + _SPARE * last.height
        at = self._index.get(_place(last))
        if at is None or last.page != line.page:
            return True
        beside = self._beside(at)
        if end > max((other.x1 for other in beside), default=0.0):
            return True
        # Where another column stands to the right, this one ends before it.
        right = [
            other.x0
            for other in self._lines
            if other.page == last.page
            and other.x0 > last.x1
            and abs(other.top - last.top) < 2 * last.height
        ]
        return bool(right) and end > min(right) - 4 * last.height

    def is_short(self, line: Line) -> bool:
        """Whether a line ends well before its column does."""
        at = self._index.get(_place(line))
        if at is None:
            return False
        beside = self._beside(at)
        left = min((other.x0 for other in beside), default=line.x0)
        right = max((other.x1 for other in beside), default=line.x1)
        return line.x1 < left + _SHORT * (right - left) and not self._has_column_beside(line)

    def _beside(self, at: int) -> list[Line]:
        """The lines of the column around one of them."""
        line = self._lines[at]
        return [
            other
            for other in self._lines[max(at - _AROUND, 0) : at + _AROUND]
            if other.page == line.page
            and not other.lifted
            and other.x0 < line.x1
            and line.x0 < other.x1
        ]

    def _has_column_beside(self, line: Line) -> bool:
        return any(
            other.page == line.page
            and other.x0 > line.x1
            and abs(other.top - line.top) < 2 * line.height
            for other in self._lines
        )


def _place(line: Line) -> tuple[int, float, float]:
    """Tells a line from all others, with its bullet and without."""
    return line.page, line.top, line.x1
