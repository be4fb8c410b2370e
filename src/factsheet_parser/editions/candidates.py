"""The numbers of a sheet that may be a figure's, each with the words that stand around it.

A number that is said to be of another year, or of a part of the state, is none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.editions.clauses import NONE_WORDS, Clause, clauses_of, says_none
from factsheet_parser.editions.surroundings import (
    BY_UNIT,
    ROWS,
    SURE,
    Surroundings,
    is_weak,
    said_by,
)
from factsheet_parser.editions.vocabulary import stems
from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.numerals import find
from factsheet_parser.language.tokens import Marked, marked
from factsheet_parser.language.words import split_words
from factsheet_parser.wordings.index import has_number
from factsheet_parser.wordings.scope import Said
from factsheet_parser.wordings.sheet import UnitReading

_PASSED_OVER = frozenset((UnitKind.FURNITURE, UnitKind.NOTE, UnitKind.TITLE, UnitKind.SUBTITLE))
_MOST = 300
"""Numbers that may be left: two pages hold far fewer, and each is compared with every figure."""
_REACH = 8
"""So many words before and behind a number may be about it."""
_AROUND = 100
"""So many words before and behind its clause are looked at: more than a long sentence has."""


class Candidate(NamedTuple):
    """A number that may be a figure's; places are those in the unit's text."""

    unit: Unit
    text: str
    """What it stands in: the unit's text, or a row's label and one cell."""
    number: Number | None
    """None where the unit says "no one", without a number; its own places are those in `text`."""
    value: int | float
    start: int
    end: int
    year: int | None
    percent: bool
    behind: tuple[str, ...]
    """Stems, the nearest first."""
    before: tuple[str, ...]
    rest: tuple[str, ...]
    """The stems of the unit's other parts."""
    above: tuple[tuple[str, float], ...]
    """The stems of what stands above it and before it, each with how near that is."""
    said: Said
    """Whose the number is said to be."""
    surely: float
    """How sure that is, from 0 to 1: the nearer it is said, the surer."""
    here: Marked
    """The text in normal form."""
    nth: int | None
    """Which of its numbers it is; None for none without a number."""
    head: str | None
    """The head of its column."""


class Text(NamedTuple):
    """What is looked at as one: a unit's text, or a row's label and one of its cells."""

    unit: Unit
    text: str
    moved: int = 0
    """How much farther on the cell stands in the unit's text."""
    head: str | None = None
    next_unit: Unit | None = None

    @property
    def label_end(self) -> int:
        """Where a row's cell begins in the text."""
        return self.text.find("\t") + 1 if self.unit.kind in ROWS else 0


def candidates(
    units: Iterable[Unit], home: str | None, year: int | None, claimed: Collection[int] = ()
) -> list[Candidate]:
    """The numbers of the units that may be figures; those at the places `claimed` are left out.

    None, if more than 300 are left: such a document is no factsheet of two pages.
    """
    surroundings = Surroundings(home)
    found: list[Candidate] = []
    for text in texts_of(tuple(units), surroundings.go_on):
        for each in _in_text(text, surroundings, year):
            if each.unit.start + each.start not in claimed:
                found.append(each)
                if len(found) > _MOST:
                    return []
    return found


def claimed_places(readings: Iterable[UnitReading]) -> set[int]:
    """Where the numbers stand in the document that wordings have read, or know to be no figure's."""
    found: set[int] = set()
    for each in readings:
        text, start = each.unit.text, each.unit.start
        for cell in each.cells:
            end = text.find("\t", cell) if cell else -1
            part = text[cell : end if end >= 0 else None]
            numbers = find(part, row=each.unit.kind is UnitKind.ROW)
            found |= {start + cell + number.start for number in numbers}
            found |= {start + cell + match.start() for match in says_none(part)}
        found |= {
            start + each.place(claim.number.start)
            for claim in each.reading.claims
            if claim.number is not None
        }
    return found


def texts_of(
    units: tuple[Unit, ...], go_on: Callable[[Unit], None] = lambda _: None
) -> Iterator[Text]:
    """What is looked at as one, in the sheet's order; `go_on` is told each unit behind it."""
    heads: Unit | None = None
    for unit, next_unit in zip(units, (*units[1:], None), strict=True):
        if unit.kind in _PASSED_OVER:
            continue
        if unit.kind in ROWS:
            # A table goes on behind a page's end without its heads.
            goes_on = heads is not None and len(heads.cells) == len(unit.cells) > 2
            heads = unit.heads or (heads if goes_on else None)
            yield from _cells(unit, heads)
        else:
            yield Text(unit, unit.text, next_unit=next_unit)
        go_on(unit)


def _cells(row: Unit, heads: Unit | None) -> Iterator[Text]:
    """Each cell of a row with its label, and with its column's head."""
    label, *cells = row.cells
    over = heads.cells[-len(cells) :] if heads is not None and cells else ()
    moved = 0
    for index, cell in enumerate(cells):
        head = over[index] if len(over) == len(cells) else None
        yield Text(row, f"{label}\t{cell}", moved, head)
        moved += len(cell) + 1


def _in_text(text: Text, surroundings: Surroundings, year: int | None) -> Iterator[Candidate]:
    words = split_words(text.text)
    if not (has_number(text.text, words) or NONE_WORDS.intersection(words)):
        return
    here = marked(text.text, surroundings.home, row=text.unit.kind is UnitKind.ROW, words=words)
    clauses = clauses_of(here, text.label_end)
    if not clauses:
        return
    above = surroundings.words(text.unit, text.head)
    said_above = surroundings.said(text.unit, text.head)
    for clause in clauses:
        if clause.counts_nothing or clause.counts_another or _is_of_another_year(clause, year):
            continue
        said, surely = _said(clause, said_above)
        behind = stems(clause.counted(_REACH))
        before = stems(clause.before(_REACH))[::-1]
        if not (behind or before):
            label = surroundings.label(text.unit, text.next_unit)
            behind = stems(label)[:_REACH]
            whose = said_by(label)
            said, surely = (whose, SURE) if whose else (said, surely)
        if behind or before:
            start, end = clause.place
            moved = text.moved if start >= text.label_end else 0
            number = clause.number
            yield Candidate(
                text.unit,
                text.text,
                number,
                0 if number is None else number.value,
                start + moved,
                end + moved,
                clause.year,
                number is not None and number.kind is NumberKind.PERCENT,
                tuple(behind or before),
                tuple(before),
                tuple(dict.fromkeys(stems([*clause.earlier(_AROUND), *clause.later(_AROUND)]))),
                above,
                said,
                surely,
                here,
                clause.nth,
                text.head,
            )


def _is_of_another_year(clause: Clause, year: int | None) -> bool:
    its = clause.year
    return its is not None and year is not None and its != year and not clause.is_since


def _said(clause: Clause, above: tuple[Said, float]) -> tuple[Said, float]:
    """Whose a number is said to be, by what is next to it, by what is above, or by its unit."""
    tokens, at, low, high = clause[:4]
    for part in (tokens[at + 1 : high], tokens[low:at]):
        said = said_by(part)
        if said is not None:
            return said, SURE
    if above[0] is not None and not is_weak(above[1]):
        return above
    for part in (clause.earlier(_AROUND), clause.later(_AROUND)):
        said = said_by(part)
        if said is not None:
            return said, BY_UNIT
    return above
