"""Labels of a table's rows: how long they are, where one ends, and their lines as whole labels."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from factsheet_parser.reading.layout.items import without_bullet
from factsheet_parser.reading.layout.lines import Line, cut, joined
from factsheet_parser.reading.layout.rows import is_phrase, loose_row
from factsheet_parser.reading.layout.seams import sewn
from factsheet_parser.reading.layout.values import is_value
from factsheet_parser.timeouts import SEARCH_SECONDS

_INCOMPLETE = regex.compile(
    r"(?:\b(?:of|by|from|for|in|and|or|the|to|with|a|an|who|that|were|on|social|refugee|missing"
    r"|office|mental|law|peer|likely|long-term|critically)|[&/(,-])$",
    regex.IGNORECASE,
)
_OPEN_BRACKET = regex.compile(r"\([^)]*$")
_AHEAD = 20
"""Lines that tell how wide a label column is."""


def label_lengths(lines: list[Line]) -> Iterator[int]:
    """How long the labels' lines are, to the table's end."""
    for line in lines[:_AHEAD]:
        text = without_bullet(line).cells[0]
        row = loose_row(line, in_table=True)
        text = row.cells[0] if row is not None and "\t" not in line.text else text
        if line.lifted or not (is_phrase(text) or is_value(text)):
            return
        if not is_value(text):
            yield len(text.rstrip(" :"))


def is_incomplete(label: str) -> bool:
    """Whether a label ends in the middle of a phrase."""
    return bool(
        _INCOMPLETE.search(label, timeout=SEARCH_SECONDS)
        or _OPEN_BRACKET.search(label, timeout=SEARCH_SECONDS)
    )


def row_of(label: Line, value: Line) -> Line:
    """A row of a label, without its colon, and a value."""
    label = cut(label, 0, len(label.text.rstrip(" :")))
    return joined([label, value], ["\t"])


def whole_labels(pending: list[Line]) -> list[Line]:
    """Label lines as whole labels: a line goes on where the one above it is incomplete."""
    labels: list[Line] = []
    for line in pending:
        if labels and (
            is_incomplete(labels[-1].text) or line.text[0].islower() or line.text[0] == "("
        ):
            labels[-1] = sewn([labels[-1], line])
        else:
            labels.append(line)
    return labels
