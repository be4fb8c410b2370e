"""All units of a document read in their order, each with what stands before and above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.language.tokens import Marked, marked
from factsheet_parser.language.words import split_words
from factsheet_parser.wordings.index import OWN, Known, has_number
from factsheet_parser.wordings.load import word_classes
from factsheet_parser.wordings.match import NOTHING_BEFORE, Reading, read, read_row
from factsheet_parser.wordings.scope import Above, Said, above_of, may_say, said_in
from factsheet_parser.wordings.template import Template, parse

_PASSED_OVER = frozenset((UnitKind.FURNITURE, UnitKind.NOTE))
_NEVER_READ = frozenset((UnitKind.TITLE, UnitKind.SUBTITLE))


class UnitReading(NamedTuple):
    """What a unit says; the places of its numbers are those in `text`."""

    unit: Unit
    text: str
    """The unit's text, or for a row with several cells its label and one cell."""
    offset: int | None
    """Where `text` stands in the unit's text; None for a row's label and a cell apart from it."""
    reading: Reading


@cache
def _class(name: str) -> Template:
    return parse(f"<{name}>", word_classes())


class _Sheet:
    """A document's units as they are read."""

    def __init__(self, home: str | None, known: Known) -> None:
        self.home = home
        self.known = known
        self.context = NOTHING_BEFORE
        self.marked: dict[int, Marked | None] = {}
        self.read: set[int] = set()

    def above(self, units: Iterable[Unit]) -> Above:
        """What units that stand above another say; each is marked once."""
        marked_units = []
        for unit in units:
            if id(unit) not in self.marked:
                says = may_say(unit.text)
                self.marked[id(unit)] = marked(unit.text, self.home) if says else None
            found = self.marked[id(unit)]
            if found is not None:
                marked_units.append(found)
        return above_of(marked_units)

    def unit(self, unit: Unit) -> Iterator[UnitReading]:
        if unit.kind in _PASSED_OVER:
            return
        if unit.kind in _NEVER_READ:
            self.context = NOTHING_BEFORE
        elif unit.kind is UnitKind.HEADS:
            if not self.heads_known(unit):
                self.context = NOTHING_BEFORE
        elif unit.kind is UnitKind.ROW:
            yield from self.row(unit)
        else:
            yield from self.sentence(unit)

    def sentence(self, unit: Unit) -> Iterator[UnitReading]:
        words = split_words(unit.text)
        goes_on = bool(self.context.given.figures)
        heads = unit.kind is UnitKind.CAPTION or unit.text.endswith(":")
        if not self.known.may_read(unit.text, words, goes_on=goes_on, heads=heads):
            self.context = NOTHING_BEFORE
            return
        here = marked(unit.text, self.home, words=words)
        context = self.context._replace(above=self.above(unit.above))
        reading = read(here, context, self.known)
        if reading is not None:
            self.read.add(id(unit))
            if unit.kind is UnitKind.ITEM and not self.may_hold(unit.lead_in, reading):
                reading = None
        self.context = reading.context if reading is not None else NOTHING_BEFORE
        if reading is not None and reading.claims:
            yield UnitReading(unit, unit.text, 0, reading)

    def may_hold(self, lead_in: Unit | None, reading: Reading) -> bool:
        """Whether an item's lead-in is read, or narrows nothing: "In 2023, in Iowa:"."""
        if lead_in is None or id(lead_in) in self.read:
            return True
        if all(claim.label == OWN for claim in reading.claims):
            return True
        line = f"{marked(lead_in.text, self.home).text} "
        return _class("lead").fullmatch(line) is not None

    def row(self, unit: Unit) -> Iterator[UnitReading]:
        cells = unit.cells
        if not any(has_number(cell, split_words(cell)) for cell in cells[1:]):
            self.context = NOTHING_BEFORE
            return
        scopes = self.scopes(unit, len(cells) - 1)
        if scopes is None:
            return
        near = (unit.lead_in, unit.caption, *reversed(unit.headings))
        above = self.above(each for each in near if each is not None)
        context = self.context._replace(above=above)
        readings = read_row(cells, context, self.known, self.home, scopes)
        for cell, reading in zip(cells[1:], readings, strict=True):
            if reading is not None and reading.claims:
                whole = len(cells) == 2
                yield UnitReading(unit, f"{cells[0]}\t{cell}", 0 if whole else None, reading)

    def heads_known(self, heads: Unit) -> bool:
        """Whether every column's head but the first says no more than whose or which year's."""
        return all(self.head(cell) is not None for cell in heads.cells[1:])

    def head(self, cell: str) -> Marked | None:
        """A column's head, if it is one that narrows nothing."""
        here = marked(cell, self.home)
        return here if _class("head").fullmatch(f"{here.text} ") is not None else None

    def scopes(self, unit: Unit, count: int) -> Sequence[Said] | None:
        """What the head of each cell says; None when the cells cannot be told apart."""
        if unit.heads is None:
            return [None] * count if count == 1 else None
        heads = unit.heads.cells[-count:]
        if len(heads) < count or len(unit.heads.cells) > count + 1:
            return None
        here = [self.head(cell) for cell in heads]
        if any(each is None for each in here):
            return None
        said = [said_in(each) for each in here if each is not None]
        return said if count == 1 or len(set(said)) == count else None


def read_units(units: Iterable[Unit], home: str | None, known: Known) -> list[UnitReading]:
    """What the units of a document say, in their order."""
    sheet = _Sheet(home, known)
    return [reading for unit in units for reading in sheet.unit(unit)]


__all__ = ["UnitReading", "read_units"]
