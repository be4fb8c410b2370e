"""Table rows, however a producer laid them out, as one line each: `label<TAB>number`.

A sheet's table follows a line that ends in a colon ("... as follows:"). Its cells arrive as a TAB
row, as `label: number`, as Markdown pipes, as a label and a number with a blank between, as labels
that wrap before or around their number, or as all labels and then all numbers. What cannot be
paired with certainty stays unpaired, so that its numbers are reported and never guessed at.
"""

from __future__ import annotations

from itertools import pairwise, takewhile

import regex

from factsheet_parser.language.words import TENS, UNITS
from factsheet_parser.reading.lines import Line, Space, cut, joined
from factsheet_parser.reading.seams import sewn
from factsheet_parser.timeouts import SEARCH_SECONDS

_FLAGS = regex.VERBOSE | regex.IGNORECASE
# What a cell holds: a number, or a mark that there is none.
_SPELLED = rf"(?:{'|'.join(TENS)})(?:[-\ ](?:{'|'.join(UNITS[1:10])}))? | {'|'.join(UNITS)}"
_CELL = rf"""
    (?: (?:fewer\ than|less\ than|under|more\ than|over|about|at\ least|[<>~\u2264\u2265])\ ?)?
    (?: \d[\d,]*(?:\.\d+)?(?:\ (?:thousand|million|billion))? \+?%?
      | none | no | {_SPELLED} )
    (?: \ (?:cases?|children))?
    \*?
  | [-\u2013\u2014] | n/?a
"""
_NUMBER_ALONE = regex.compile(_CELL, _FLAGS)
# A colon or a TAB parts the label from its number beyond doubt; a blank does only below a colon.
_CELL_AT_END = regex.compile(rf"(?P<between>\ *[\t:][\t:\ ]*|\ )(?P<cell>{_CELL})$", _FLAGS)
_CELL_FIRST = regex.compile(rf"(?P<cell>{_CELL})(?P<between>\ *[\t:][\t:\ ]*|\ )(?=[A-Z(])", _FLAGS)
_LONGEST_CELL = 40
_LAST_WORDS = (
    *UNITS,
    *TENS,
    *["none", "no", "thousand", "million", "billion", "case", "cases", "children", "n/a", "na"],
)
_LETTER = regex.compile(r"[A-Za-z]")
_PIPES = regex.compile(r"\|(?P<cells>.+)\|")
_PIPES_RULE = regex.compile(r"[|:\- ]+")
_BULLET = regex.compile(r"(?:[\u2022\u25cf\u25aa\u25e6\u2023\u00b7*]|-(?= ))[ \t]*(?=\S)")
# A label is a noun phrase: no sentence in it, no subject and verb of the sheet's prose.
_PROSE = regex.compile(
    r"[.;!?](?:\s|$)|,$|\bNCMEC\b|^In (?:19|20)\d\d\b|\b(?:is|was|were|are|has|had|have|received|supported|operates|provides)\b"
)
_LABEL_START = regex.compile(r"[A-Z(\"'&]|[a-z]{2}")
_INCOMPLETE = regex.compile(
    r"(?:\b(?:of|by|from|for|in|and|or|the|to|with|a|an|social|refugee|missing|office)|[&/(,-])$",
    regex.IGNORECASE,
)
_OPEN_BRACKET = regex.compile(r"\([^)]*$")


def find_rows(lines: list[Line]) -> list[Line]:
    """`lines` with each table row made one joined line (`Line.row`); others stay as they are."""
    found: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if _may_be_row(line.text) and explicit_row(line) and not _goes_on(lines, index):
            rows, index = _table(lines, index)
            found.extend(rows)
            continue
        found.append(line)
        index += 1
        if line.text.endswith(":"):
            rows, index = _table(lines, index)
            found.extend(rows)
    return found


def _may_be_row(text: str) -> bool:
    return "\t" in text or ":" in text or text[0] == "|"


def explicit_row(line: Line) -> Line | None:
    """The line as `label<TAB>number` if it is a row beyond doubt (TAB, colon or pipes)."""
    if line.text[0] == "|" and _PIPES.fullmatch(line.text, timeout=SEARCH_SECONDS):
        return _from_pipes(line)
    return _row(line, "\t:")


def _row(line: Line, parted_by: str) -> Line | None:
    """Label, TAB, number, whichever came first in print, if one of `parted_by` parts them."""
    text = line.text
    if _may_be_cell(text):
        match = _CELL_AT_END.search(text, max(len(text) - _LONGEST_CELL, 0), timeout=SEARCH_SECONDS)
        if match and any(letter in match["between"] for letter in parted_by):
            label = cut(line, 0, match.start())
            if _is_phrase(label.text):
                return _labelled(label, cut(line, *match.span("cell")))
    if text[0].isdigit() and ("\t" in text or parted_by == " "):
        match = _CELL_FIRST.match(text, timeout=SEARCH_SECONDS)
        if match and any(letter in match["between"] for letter in parted_by):
            label = cut(line, match.end(), len(text))
            if _is_phrase(label.text):
                return _labelled(label, cut(line, *match.span("cell")))
    return None


def _may_be_cell(text: str) -> bool:
    """Whether a line's end looks like a cell; most lines of prose do not."""
    last = text[-1]
    if last.isdigit() or last in "+%*-\u2013\u2014":
        return True
    return text.lower().endswith(_LAST_WORDS)


def _is_phrase(label: str) -> bool:
    return (
        _LETTER.search(label, timeout=SEARCH_SECONDS) is not None
        and "\t" not in label
        and not any(letter.isdigit() for letter in label)
        and not _PROSE.search(label, timeout=SEARCH_SECONDS)
    )


def _from_pipes(line: Line) -> Line | None:
    if _PIPES_RULE.fullmatch(line.text, timeout=SEARCH_SECONDS):
        return Line("", line.page, ())
    edges = [i for i, letter in enumerate(line.text) if letter == "|"]
    cells = [cut(line, before + 1, after) for before, after in pairwise(edges)]
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return Line("", line.page, ())
    if len(filled) == 2 and _NUMBER_ALONE.fullmatch(filled[0].text, timeout=SEARCH_SECONDS):
        filled.reverse()
    return joined(filled, ["\t"] * (len(filled) - 1))


def _is_number(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST_CELL
        and _may_be_cell(line.text)
        and _NUMBER_ALONE.fullmatch(line.text, timeout=SEARCH_SECONDS) is not None
    )


def _is_label(line: Line) -> bool:
    return (
        len(line.text) <= 120
        and not _PROSE.search(line.text, timeout=SEARCH_SECONDS)
        and _LABEL_START.match(line.text, timeout=SEARCH_SECONDS) is not None
    )


def _table(lines: list[Line], index: int) -> tuple[list[Line], int]:
    """The rows that start at `lines[index]`, and the index after the last of them."""
    found: list[Line] = []
    pending: list[Line] = []
    done = index

    def add(row: Line) -> None:
        nonlocal done, pending
        if row.text:
            row.row = True
            found.append(row)
        pending = []
        done = index

    while index < len(lines):
        line = _without_bullet(lines[index])
        if line.apart:
            break
        row = explicit_row(line) or _loose_row(line, lines, index)
        if row is not None:
            index += 1
            pending = _give_back(pending, found)
            add(_with_label_lines(pending, row))
        elif _is_number(line):
            numbers = list(takewhile(_is_number, lines[index:]))
            if len(numbers) == 1 and pending:
                index += 1
                pending = _give_back(pending, found)
                add(_with_label_lines(pending, joined([_nothing(line), line], ["\t"])))
            elif pending and len(labels := _split_labels(pending)) == len(numbers):
                index += len(numbers)
                for label, number in zip(labels, numbers, strict=True):
                    add(_labelled(label, number))
            else:
                if found and not pending:
                    # "1" and below it "2": no one can tell which is the cell.
                    found[-1].row = False
                    lines[index].apart = True
                break
        elif _is_label(line) and len(pending) < 12:
            pending.append(line)
            index += 1
        else:
            break
    if pending and found and _continues(found[-1]) and pending[0].space is not Space.GAP:
        _append_label(found, pending[0])
        done += 1
    return found, done


def _nothing(line: Line) -> Line:
    return Line("", line.page, (), line.space, line.x0, line.top, line.height)


def _loose_row(line: Line, lines: list[Line], index: int) -> Line | None:
    """A label and a number with a blank between, unless a sentence goes on in the next line."""
    return None if _goes_on(lines, index) else _row(line, " ")


def _goes_on(lines: list[Line], index: int) -> bool:
    """A sentence that was cut behind its number goes on in the next line."""
    if "\t" in lines[index].text or "|" in lines[index].text or index + 1 == len(lines):
        return False
    after = lines[index + 1]
    return after.text[:1].islower() and not _is_number(after)


def _without_bullet(line: Line) -> Line:
    match = _BULLET.match(line.text, timeout=SEARCH_SECONDS)
    return cut(line, match.end(), len(line.text)) if match else line


def _with_label_lines(pending: list[Line], row: Line) -> Line:
    """The row with the lines above it that its label begins in."""
    if not pending:
        return row
    label, number = _cells(row)
    return _labelled(sewn([*pending, label] if label.text else pending), number)


def _labelled(label: Line, number: Line) -> Line:
    """A row; the colon that a label may end in is no part of it."""
    label = cut(label, 0, len(label.text.rstrip(" :")))
    return joined([label, number], ["\t"])


def _cells(row: Line) -> tuple[Line, Line]:
    """Label and number of a row."""
    at = row.text.index("\t")
    return cut(row, 0, at), cut(row, at + 1, len(row.text))


def _continues(row: Line) -> bool:
    """The row's label ends in the middle of a phrase, so that it goes on below its number."""
    label = row.text.partition("\t")[0]
    return bool(
        _INCOMPLETE.search(label, timeout=SEARCH_SECONDS)
        or _OPEN_BRACKET.search(label, timeout=SEARCH_SECONDS)
    )


def _give_back(pending: list[Line], found: list[Line]) -> list[Line]:
    """Give a label that wraps around its number its second half back."""
    if pending and found and _continues(found[-1]):
        _append_label(found, pending[0])
        return pending[1:]
    return pending


def _append_label(found: list[Line], tail: Line) -> None:
    label, number = _cells(found[-1])
    found[-1] = _labelled(sewn([label, tail]), number)
    found[-1].row = True


def _split_labels(pending: list[Line]) -> list[Line]:
    """Label lines as whole labels: a line goes on where the one above it is incomplete."""
    labels: list[Line] = []
    for line in pending:
        if labels and (
            _INCOMPLETE.search(labels[-1].text, timeout=SEARCH_SECONDS)
            or _OPEN_BRACKET.search(labels[-1].text, timeout=SEARCH_SECONDS)
            or line.text[0].islower()
            or line.text[0] == "("
        ):
            labels[-1] = sewn([labels[-1], line])
        else:
            labels.append(line)
    return labels
