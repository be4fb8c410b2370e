r"""A printed line as a table's row: its cells, whatever parts them.

>>> from factsheet_parser.reading.layout.lines import plain_line
>>> def cells(text): return parted_row(plain_line(text, page=1, origin=0)).cells
>>> cells("Children missing ......... 12"), cells("| Other Cases | 18 |"), cells("Cases (ORR) : 5")
(['Children missing', '12'], ['Other Cases', '18'], ['Cases (ORR)', '5'])
>>> cells("In 2023, NCMEC helped: 12 of them")
['In 2023, NCMEC helped: 12 of them']
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

import regex

from factsheet_parser.reading.layout.lines import Line, cell, cut, joined, parted
from factsheet_parser.reading.layout.values import is_value, is_year, may_end_in_value
from factsheet_parser.timeouts import SEARCH_SECONDS


class Form(Enum):
    """What a line may be in a table."""

    ROW = "a label and its cells"
    PAIRS = "several labels, each with its cell"
    HEADS = "several cells without a number"
    VALUE = "a number alone"
    WORDS = "words alone"


_LEADERS = regex.compile(r"\s*(?:(?:\.\s?){4,}|\u2026+(?:\s?\u2026)*|_{3,}|(?:\u00b7\s?){3,})\s*")
_PIPES = regex.compile(r"\s*\|\s*")
_PIPES_RULE = regex.compile(r"[|:+=\- ]*")
_MOST_CELL_WORDS = 5
"""A cell has at most so many: "more than 31.4 million cases"."""
_LETTER = regex.compile(r"[A-Za-z]")
# A label is a noun phrase: no sentence in it.
_SENTENCE = regex.compile(r"(?<!\b[A-Z])[.;!?](?:\s|$)|,$|^(?:In|During) (?:19|20)\d\d\b")
# What only a sentence says: a line with these is no label of the number that it ends in.
_PROSE = regex.compile(
    r"\bNCMEC (?:\w+ed|had|has|is|also)\b|\b(?:is|was|are|has|had|received|supported|operates"
    r"|provides|handled|assisted|reviewed|helped|connected|made)\b"
)
_HEAD_WORDS = frozenset(
    "category type measure number count cases case total program state nationwide nation".split()
)
_HEADS = regex.compile(r"\s*:\s+(?=\S)")
# "In 2023", "more than 5": the words go on with the number.
_ENDS_OPEN = regex.compile(
    r"\b(?:in|of|by|from|to|with|on|at|than|over|and|or|since|until|for|the|a|about|nearly)$",
    regex.IGNORECASE,
)
_TABLE_NUMBER = regex.compile(
    r"(?:Table|Figure|Chart|Page|Part|Section|Exhibit|Appendix|No\.) ?$", regex.IGNORECASE
)
_MOST_WORDS = 25


def is_phrase(text: str) -> bool:
    """Whether a text may be a label: words, and no sentence."""
    return (
        len(text) <= 160
        and _LETTER.search(text, timeout=SEARCH_SECONDS) is not None
        and text.count(" ") < _MOST_WORDS
        and not _SENTENCE.search(text, timeout=SEARCH_SECONDS)
    )


def is_name(text: str) -> bool:
    """Whether a text is a phrase that says nothing of what anybody did."""
    return is_phrase(text) and not _PROSE.search(text, timeout=SEARCH_SECONDS)


def parted_heads(line: Line) -> Line | None:
    """Column heads that a colon parts: "How it was reported: Cases in 2025"."""
    match = _HEADS.search(line.text, timeout=SEARCH_SECONDS) if ":" in line.text else None
    if match is None or "\t" in line.text:
        return None
    last = line.text[match.end() :]
    words = set(last.casefold().split())
    if len(words) > 4 or _HEAD_WORDS.isdisjoint(words) or not is_phrase(last):
        return None
    return parted(line, [(0, match.start()), (match.end(), len(line.text))])


def are_heads(row: Line) -> bool:
    """Whether a row of years is a table's column heads: "Category | 2022 | 2023"."""
    words = set(row.cells[0].casefold().split())
    return all(map(is_year, row.cells[1:])) and (not words or not _HEAD_WORDS.isdisjoint(words))


def parted_row(line: Line) -> Line:
    """The line with a TAB between its cells, where something else parts them beyond doubt."""
    text = line.text
    if "|" in text:
        line = _parted_at(line, _PIPES) if not _is_rule(text) else cut(line, 0, 0)
    elif "...." in text or ". . ." in text or "\u2026" in text or "___" in text or "\u00b7" in text:
        line = _parted_at(line, _LEADERS)
    if ":" in text and "\t" not in line.text:
        line = _parted_at_colon(line)
    if "\t" in line.text and ":" in line.text:
        line = _without_colons(line)
    return line


def _parted_at_colon(line: Line) -> Line:
    """The line parted at a colon with a value on one of its sides."""
    text = line.text
    at = text.rfind(":")
    if is_value(text[at + 1 :].strip()) and is_phrase(text[:at]):
        return parted(line, [(0, len(text[:at].rstrip(" :"))), (at + 1, len(text))])
    at = text.find(":")
    rest = text[at + 1 :].lstrip()
    if rest[:1].isupper() and len(rest) < len(text) - at - 1 and is_value(text[:at].strip()):
        return parted(line, [(0, at), (at + 1, len(text))])
    return line


def _is_rule(text: str) -> bool:
    return _PIPES_RULE.fullmatch(text, timeout=SEARCH_SECONDS) is not None


def _parted_at(line: Line, pattern: regex.Pattern[str]) -> Line:
    """The line parted at a pattern, if a value stands among its parts."""
    spans: list[tuple[int, int]] = []
    at = 0
    for match in pattern.finditer(line.text, timeout=SEARCH_SECONDS):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(line.text)))
    texts = [line.text[start:end].strip() for start, end in spans]
    framed = line.text[0] == "|" == line.text[-1]
    if framed or any(is_value(text) for text in texts):
        return parted(line, spans)
    return line


def _without_colons(line: Line) -> Line:
    """The cells without the colons that labels end in."""
    spans: list[tuple[int, int]] = []
    at = 0
    for text in line.cells:
        spans.append((at, at + len(text.rstrip(" :"))))
        at += len(text) + 1
    return parted(line, spans)


def loose_row(line: Line, *, in_table: bool = False) -> Line | None:
    """A label and a number with a blank between, either first; None if it is nothing such.

    `in_table`: the line stands in a table or below a lead-in.
    """
    text = line.text
    if "\t" in text or not (text[0].isdigit() or text[0].isupper()):
        return None
    if not (may_end_in_value(text) or text[0].isdigit()) and not in_table:
        return None
    blanks = [at for at, letter in enumerate(text) if letter == " "]
    last = next((at for at in blanks[-_MOST_CELL_WORDS:] if is_value(text[at + 1 :])), None)
    if last is not None:
        label = text[:last]
        open_end = _ENDS_OPEN.search(label, timeout=SEARCH_SECONDS) and not in_table
        if _is_loose_label(label) and not open_end and not _is_no_cell(label, text[last + 1 :]):
            return parted(line, [(0, last), (last + 1, len(text))])
    first = next((at for at in blanks[_MOST_CELL_WORDS::-1] if _is_first_cell(text, at)), None)
    if first is not None and not is_year(text[:first]):
        label = text[first + 1 :]
        if _is_loose_label(label) or (in_table and is_phrase(label)):
            return parted(line, [(0, first), (first + 1, len(text))])
    return None


def _is_first_cell(text: str, at: int) -> bool:
    """Whether a number stands before the blank `text[at]`, and a label behind it."""
    begins = text[at + 1 : at + 2]
    counted = text[:at].lower().endswith(("case", "cases", "children"))
    return (begins.isupper() or begins == "(") and not counted and is_value(text[:at])


def _is_loose_label(text: str) -> bool:
    return is_name(text) and not any(letter.isdigit() for letter in text)


def _is_no_cell(label: str, value: str) -> bool:
    """ "Iowa Data 2023", "Table 1": the number is a part of the words."""
    if not value[-1].isdigit():
        return value[-1].isalpha() and value.islower()
    return is_year(value) or _TABLE_NUMBER.search(label, timeout=SEARCH_SECONDS) is not None


def form_of(line: Line) -> Form:
    """What a line whose cells are parted may be in a table."""
    cells = line.cells
    if len(cells) == 1:
        return Form.VALUE if is_value(cells[0]) else Form.WORDS
    values = [is_value(text) for text in cells]
    if not any(values):
        return Form.HEADS if all(map(is_phrase, cells)) else Form.WORDS
    words = [text for text, value in zip(cells, values, strict=True) if not value]
    if not words:
        return Form.HEADS if all(map(is_year, cells)) else Form.VALUE
    if not all(map(is_phrase, words)):
        return Form.WORDS
    if not values[0] and _are_years_in_turn(cells[1:]):
        return Form.HEADS
    if len(words) == 1:
        return Form.ROW if not values[0] or len(cells) == 2 else Form.WORDS
    alternate = all(value != after for value, after in itertools.pairwise(values))
    return Form.PAIRS if alternate and len(cells) % 2 == 0 else Form.WORDS


def _are_years_in_turn(cells: Sequence[str]) -> bool:
    """Whether the cells behind a label are columns' heads: "2025", "2026", perhaps "Change"."""
    years = [int(text) for text in cells if is_year(text)]
    return (
        len(years) > 1
        and not any(is_value(text) and not is_year(text) for text in cells)
        and all(abs(one - other) == 1 for one, other in itertools.pairwise(years))
    )


def labelled(line: Line) -> Line:
    """A row with its label first."""
    if is_value(line.cells[0]) and len(line.cells) == 2:
        first, last = cell(line, 0), cell(line, 1)
        return replace(joined([last, first], ["\t"]), space=line.space, marks=line.marks)
    return line


def pairs(line: Line) -> list[Line]:
    """The rows of a line that holds several labels, each with its cell."""
    cells = [cell(line, index) for index in range(len(line.cells))]
    found = [
        labelled(joined([one, other], ["\t"]))
        for one, other in zip(cells[0::2], cells[1::2], strict=True)
    ]
    found[0].marks = line.marks
    return found
