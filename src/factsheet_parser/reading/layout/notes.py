"""Footnotes: what a mark at a word or a number refers to."""

from __future__ import annotations

from dataclasses import replace

import regex

from factsheet_parser.document import UnitKind
from factsheet_parser.reading.layout.lines import RAISED, Line, Space, cut
from factsheet_parser.reading.layout.seams import sewn
from factsheet_parser.timeouts import SEARCH_SECONDS

_MARK = regex.compile(
    r"(?P<mark>[\u2020\u2021\u00a7*]{1,3}|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,2}|\[\d{1,2}\]"
    r"|\d{1,2})(?:\s*|[.)]\s)(?=[A-Z(])"
)


def find_notes(lines: list[Line]) -> list[Line]:
    """`lines` with each footnote made one line of its kind, without its mark.

    A mark at a line's beginning is a note's if it was set at a word before.
    """
    used: set[str] = set()
    found: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        note = _note(line, used)
        if note is None:
            used.update(line.marks)
            if "*" in line.text.split():
                used.add("*")  # a cell of its own
            found.append(line)
            continue
        parts = [note]
        while index < len(lines) and _goes_on(parts[-1], lines[index], used):
            parts.append(lines[index])
            index += 1
        whole = sewn(parts)
        whole.kind, whole.marks = UnitKind.NOTE, note.marks
        found.append(whole)
    return found


def _note(line: Line, used: set[str]) -> Line | None:
    """The line without the mark it begins with; None if it is no note."""
    if line.lead_mark in used and "\t" not in line.text:
        return replace(line, marks=(line.lead_mark,))
    match = _MARK.match(line.text, timeout=SEARCH_SECONDS)
    if match is None or "\t" in line.text:
        return None
    mark = match["mark"].translate(RAISED).strip("[]")
    if mark not in used:
        return None
    return replace(cut(line, match.end(), len(line.text)), marks=(mark,))


def _goes_on(before: Line, line: Line, used: set[str]) -> bool:
    return (
        line.space is Space.NONE
        and _note(line, used) is None
        and abs(line.height - before.height) < 0.1
        and not before.text.endswith(".")
    )
