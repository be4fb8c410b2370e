"""Cells that were painted apart from their row's label, back to the level that they stand on."""

from __future__ import annotations

from factsheet_parser.reading.layout.lines import Line, joined
from factsheet_parser.reading.layout.values import is_value

_LEVEL = 0.4
"""Of a line's type: letters whose feet differ by less stand on one level."""
_HALFWAY = 0.7
"""The same for a row's cells beside the two lines of its label."""
_MOST_LINES = 4
"""Of a label whose cells were painted behind it."""


def on_their_levels(lines: list[Line]) -> list[Line]:
    """The lines, a number that was painted apart put behind the label on its level.

    That is one painted right after its label (a raised footnote mark ends PDFium's line), in one or
    more cells, or a column of several that was painted after all labels.
    """
    found: list[Line] = []
    index = 0
    while index < len(lines):
        run = index
        while run < len(lines) and all(map(is_value, lines[run].cells)):
            run += 1
        values = lines[index:run]
        if not values:
            found.append(lines[index])
            index += 1
            continue
        index = run
        if len(values) == 1:
            labels = _label_before(values[0], found)
        else:
            labels = _labels_beside(values, found)
        if len(labels) != len(values):
            found += values
            continue
        for label, value in zip(labels, values, strict=True):
            at = next(i for i, line in enumerate(found) if line is label)
            found[at] = joined([label, value], ["\t"])
    return found


def _label_before(value: Line, lines: list[Line]) -> list[Line]:
    """The line painted before a number, or before a row's cells, that stands beside it, if any."""
    if len(value.cells) == 1:  # further up it may be a page's number
        return [line for line in lines[-1:] if _is_beside(line, value)]
    # A label may go on below the level of its cells, or they stand halfway beside its two lines.
    beside = [line for line in lines[-_MOST_LINES:] if _is_beside(line, value)]
    beside = beside or [line for line in lines[-1:] if _is_beside(line, value, _HALFWAY)]
    return beside if len(beside) == 1 else []


def _is_beside(label: Line, value: Line, level: float = _LEVEL) -> bool:
    return (
        label.page == value.page
        and abs(label.base - value.base) < level * value.height
        and value.x0 > label.x1
        and not is_value(label.cells[-1])
        and any(letter.isalpha() for letter in label.text)
    )


def _labels_beside(values: list[Line], lines: list[Line]) -> list[Line]:
    """The lines on the values' levels, if each of them has one of its own."""
    labels: list[Line] = []
    for value in values:
        beside = [line for line in lines if _is_beside(line, value)]
        if len(beside) != 1 or any(beside[0] is label for label in labels):
            return []
        labels.append(beside[0])
    return labels
