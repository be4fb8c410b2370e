"""Tables, however a producer laid them out: captions, column heads, sub-headings and rows.

A table's cells arrive as cells of a line, as a label and a number with a blank between, as labels
that wrap before or around their number, or as all labels and then all numbers. What cannot be
paired with certainty stays unpaired, so that its numbers are reported and never guessed at.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

import regex

from factsheet_parser.document import UnitKind
from factsheet_parser.reading.layout.furniture import is_in_prose
from factsheet_parser.reading.layout.items import without_bullet
from factsheet_parser.reading.layout.labels import (
    is_incomplete,
    label_lengths,
    row_of,
    whole_labels,
)
from factsheet_parser.reading.layout.lines import Line, Space, cell, joined
from factsheet_parser.reading.layout.rows import (
    Form,
    are_heads,
    form_of,
    is_phrase,
    labelled,
    loose_row,
    pairs,
    parted_heads,
    parted_row,
)
from factsheet_parser.reading.layout.seams import sewn
from factsheet_parser.reading.layout.values import is_value
from factsheet_parser.timeouts import SEARCH_SECONDS

_CAPTION = regex.compile(
    r"(?:Table|Figure|Chart|Exhibit) \d{1,2}(?:[.:]|\s[-\u2013\u2014])\s+\S", regex.IGNORECASE
)
_TIGHT = 0.88
"""Of the step from row to row: lines of one label stand closer."""
_MOST_LABEL_LINES = 12
_HEADED = (Form.ROW, Form.WORDS, Form.VALUE)


def find_tables(lines: list[Line]) -> list[Line]:
    """`lines` with each table's parts made lines of their own kind; others stay as they are."""
    found: list[Line] = []
    lines = [part for line in lines for part in _parts(line)]
    _find_captions(lines)
    index = 0
    rowless: set[int] = set()
    while index < len(lines):
        line = lines[index]
        below_lead_in = bool(found) and found[-1].text.endswith(":") and found[-1].kind is None
        begins = not line.apart and index not in rowless
        if begins and _begins_table(lines, index, below_lead_in):
            reader = _TableReader(lines, index)
            table, after = reader.read()
            if table:
                found += table
                index = after
                continue
            # From these heads on, the same lines would be read once more.
            rowless |= reader.heads
        found.append(line)
        index += 1
    return found


def _parts(line: Line) -> list[Line]:
    """A line with its cells parted; several rows in one line as several lines."""
    if line.kind is not None or line.lifted:
        return [line]
    line = parted_row(line)
    if not line.text:
        return []
    return pairs(line) if "\t" in line.text and form_of(line) is Form.PAIRS else [line]


def _begins_table(lines: list[Line], index: int, below_lead_in: bool) -> bool:
    """Whether a table's first row, or its column heads, stand at `index`."""
    line = without_bullet(lines[index])
    if line.kind is not None or line.lifted:
        return line.kind is UnitKind.HEADS
    form = form_of(line)
    if form is Form.ROW and "\t" in line.text:
        return not _goes_on(lines, index)
    after = lines[index + 1] if index + 1 < len(lines) else None
    if form is Form.HEADS:
        return after is not None and form_of(after) in (Form.ROW, Form.WORDS, Form.HEADS)
    if below_lead_in:
        return form is not Form.VALUE and is_phrase(line.text)
    if form is not Form.WORDS or (row := loose_row(line)) is None or _goes_on(lines, index):
        return False
    # One such line is a table only where nothing stands beside it.
    if after is not None and loose_row(without_bullet(after)) is not None:
        return not _goes_on(lines, index + 1)
    alone = after is None or after.space is not Space.NONE
    return alone and line.space is not Space.NONE and "\t" in row.text


def _goes_on(lines: list[Line], index: int) -> bool:
    """Whether a sentence that was cut behind its number goes on in the next line."""
    if "\t" in lines[index].text or index + 1 == len(lines):
        return False
    after = lines[index + 1]
    return after.text[:1].islower() and after.space is not Space.GAP and not is_value(after.text)


def _find_captions(lines: list[Line]) -> None:
    """Mark the captions, and the column heads that a colon parts."""
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if line.kind is not None or line.lifted:
            continue
        if _CAPTION.match(line.text, timeout=SEARCH_SECONDS) and line.text[-1] not in ".:;,":
            line.kind = UnitKind.CAPTION
        elif after is not None and (heads := parted_heads(line)) and form_of(after) in _HEADED:
            line.text, line.parts, line.kind = heads.text, heads.parts, UnitKind.HEADS


class _TableReader:
    """Reads one table's lines, from its first on."""

    def __init__(self, lines: list[Line], index: int) -> None:
        self.lines = lines
        self.index = index
        self.done = index
        self.found: list[Line] = []
        self.pending: list[Line] = []
        """Words that may be a label's first lines, or a sub-heading."""
        self.heads: set[int] = set()
        """The indices of the lines that were taken as column heads."""
        self.last = lines[index]
        """The last line that was taken for `found`."""
        self.width = max(label_lengths(lines[index:]), default=0)
        """How many letters the label column holds."""

    def read(self) -> tuple[list[Line], int]:
        """The table's parts, and the index after the last of them."""
        while self.index < len(self.lines):
            line = self.lines[self.index]
            if line.apart or not self._take(line):
                break
        self._give_back_last()
        if not any(line.kind is UnitKind.ROW for line in self.found):
            return [], self.done
        return self.found, self.done

    def _take(self, whole: Line) -> bool:
        """Take the line at `index`; False when the table ends before it."""
        line = without_bullet(whole)
        if line.kind is UnitKind.HEADS:
            self._add_heads(line)
            return True
        if line.lifted or line.kind is not None:
            return False
        form = form_of(line)
        if form is Form.WORDS and not _goes_on(self.lines, self.index):
            row = loose_row(line, in_table=True)
            if row is not None:
                line, form = row, Form.ROW
        if form is Form.ROW:
            self._add_row(line)
        elif form is Form.HEADS:
            self._add_heads(line)
        elif form is Form.VALUE:
            return self._add_values(line)
        else:
            return self._add_words(line)
        return True

    def _add_row(self, line: Line) -> None:
        self.index += 1
        if are_heads(line):
            self._add(line, UnitKind.HEADS)
            return
        line = labelled(line)
        pending = self._settle_pending(line)
        if pending:
            label = sewn([*pending, cell(line, 0)])
            rest = [cell(line, index) for index in range(1, len(line.cells))]
            marks = (*label.marks, *line.marks)
            line = replace(
                joined([label, *rest], ["\t"] * len(rest)), space=pending[0].space, marks=marks
            )
        self._add(line, UnitKind.ROW)

    def _add_heads(self, line: Line) -> None:
        self.index += 1
        self._settle_pending(line)
        self._add(line, UnitKind.HEADS)

    def _add(self, line: Line, kind: UnitKind) -> None:
        if kind is UnitKind.HEADS:
            self.heads.add(self.index - 1)
        self.found.append(replace(line, kind=kind))
        self.pending = []
        self.done = self.index
        self.last = self.lines[self.index - 1]

    def _add_values(self, line: Line) -> bool:
        values = list(
            takewhile(
                lambda each: form_of(each) is Form.VALUE and "\t" not in each.text,
                self.lines[self.index :],
            )
        )
        if len(values) == 1 and self.pending:
            after = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else None
            if after is not None and is_in_prose(self.pending[-1], line, after):
                return False
            self.index += 1
            pending = self._settle_pending(line)
            if not pending:
                return False
            self._add(row_of(sewn(pending), line), UnitKind.ROW)
            return True
        labels = whole_labels(self.pending)
        if values and len(labels) == len(values):
            self.index += len(values)
            rows = [row_of(label, value) for label, value in zip(labels, values, strict=True)]
            for row in rows:
                self._add(row, UnitKind.ROW)
            return True
        if self.found and not self.pending and values:
            # "1" and below it "2": no one can tell which is the cell.
            self.found[-1].kind = None
            self.lines[self.index].apart = True
        return False

    def _add_words(self, line: Line) -> bool:
        if not is_phrase(line.text) or len(self.pending) >= _MOST_LABEL_LINES:
            return False
        after = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else None
        has_value = after is not None and form_of(after) is Form.VALUE
        if line.text.endswith(":") and line.text.count(" ") > 5 and not has_value:
            return False  # it announces the next table
        self.pending.append(line)
        self.index += 1
        return True

    def _settle_pending(self, row: Line) -> list[Line]:
        """The words above a row that its label begins with.

        Those before go to the row above, whose label they end, or are sub-headings.
        """
        pending = self.pending
        if not pending:
            return []
        while pending and self.found and self._belongs_to_row_above(pending, row):
            self._append_to_label(pending[0])
            pending = pending[1:]
        if not pending:
            return []
        headings = self._headings(pending, row)
        for line in pending[:headings]:
            self.found.append(replace(line, kind=UnitKind.HEADING))
        return pending[headings:]

    def _belongs_to_row_above(self, pending: list[Line], row: Line) -> bool:
        above, line = self.found[-1], pending[0]
        if above.kind is not UnitKind.ROW or line.space is Space.GAP or above.bold != line.bold:
            return False
        after = pending[1] if len(pending) > 1 else row
        if line.height and line.page == self.last.page == after.page:
            # The lines of one label stand closer than rows do.
            to_above, to_after = line.base - self.last.base, after.base - line.base
            if to_above < _TIGHT * to_after or to_after < _TIGHT * to_above:
                return 0 < to_above < to_after
        if is_incomplete(above.cells[0]):
            return True
        if line.text[0].islower() or line.text[0] == "(":
            return True
        # Where an empty line parts the rows of a text, what stands between two is one row.
        parted = above.space is not Space.NONE and after.space is Space.GAP
        return not line.height and parted

    def _headings(self, pending: list[Line], row: Line) -> int:
        """How many of the words above a row are sub-headings, and no part of its label."""
        if not pending:
            return 0
        if not cell(row, 0).text or is_value(row.cells[0]):
            return 0
        first = row.cells[0]
        for count in range(len(pending), 0, -1):
            line = pending[count - 1]
            after = pending[count] if count < len(pending) else row
            begins = after.text if count < len(pending) else first
            if self._is_cut(line, after, begins):
                continue
            return count
        return 0

    def _is_cut(self, line: Line, after: Line, begins: str) -> bool:
        """Whether a label goes on from one line to the next."""
        if after.space is Space.GAP or line.bold != after.bold:
            return False
        if begins[0].islower() or begins[0] == "(" or is_incomplete(line.text):
            return True
        if not line.height or line.page != after.page:
            return self._is_full(line.text, begins)
        return self._stands_close(line, after) or (
            not self.found and self._is_full(line.text, begins)
        )

    def _is_full(self, line: str, following: str) -> bool:
        """Whether the label column had no room for the first word that follows."""
        return len(line) + 1 + len(following.split(" ", 1)[0]) > self.width

    def _stands_close(self, line: Line, after: Line) -> bool:
        """Whether two lines stand closer than the table's rows do."""
        tops = [row.top for row in self.found if row.kind is UnitKind.ROW and row.page == line.page]
        if not tops:
            return False
        step = line.top - tops[-1]
        return 0 < after.top - line.top < _TIGHT * step

    def _append_to_label(self, tail: Line) -> None:
        above = self.found[-1]
        label = sewn([cell(above, 0), tail])
        rest = [cell(above, index) for index in range(1, len(above.cells))]
        self.found[-1] = replace(
            joined([label, *rest], ["\t"] * len(rest)),
            kind=UnitKind.ROW,
            space=above.space,
            marks=(*above.marks, *tail.marks),
        )
        self.done += 1
        self.last = tail

    def _give_back_last(self) -> None:
        """Give the last row the words below it that end its label."""
        if self.pending and self.found and self.found[-1].kind is UnitKind.ROW:
            while self.pending and self._ends_label(self.pending[0]):
                self._append_to_label(self.pending.pop(0))

    def _ends_label(self, tail: Line) -> bool:
        """Whether the words below the table's last row end its label."""
        above = self.found[-1]
        if tail.space is Space.GAP or tail.bold != above.bold:
            return False
        if is_incomplete(above.cells[0]) or tail.text[0].islower() or tail.text[0] == "(":
            return True
        after = self.lines[self.done + 1] if self.done + 1 < len(self.lines) else None
        parted = after is None or after.space is not Space.NONE
        return not tail.height and above.space is not Space.NONE and parted
