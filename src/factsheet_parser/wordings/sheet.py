"""All units of a document read in their order, each with what stands before and above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

import regex

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.jurisdictions import mentions
from factsheet_parser.language.tokens import COUNT, PERCENT, STATE, YEAR, Marked, marked
from factsheet_parser.language.words import split_words
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.cells import read_row
from factsheet_parser.wordings.index import Known, has_number
from factsheet_parser.wordings.load import word_classes
from factsheet_parser.wordings.match import NOTHING_BEFORE, Reading, read
from factsheet_parser.wordings.scope import Above, above_of, may_say
from factsheet_parser.wordings.template import Template, parse

_PASSED_OVER = frozenset((UnitKind.FURNITURE, UnitKind.NOTE))
_MARKS = frozenset((YEAR, STATE))
_MAY_BE_CUT = frozenset((UnitKind.SENTENCE, UnitKind.HEADING, UnitKind.CAPTION, UnitKind.CARD))
# What a line may end in behind which its sentence goes on: "In 2023, 32,", "less than".
_OPEN_END = regex.compile(
    r"(?:[,(/&\-\u2013\u2014]|\b(?:in|of|by|from|to|with|on|at|than|over|under|and|or|since|until|for"
    r"|the|a|an|about|nearly|almost|around|approximately|roughly|some|least|most|up|only|just|not"
    r"|no|none|every|per|hundred|thousand|million|billion))$",
    regex.IGNORECASE,
)
_OPENING = regex.compile(r"(?:(?:in|during) )?(?:19|20)\d\d,?", regex.IGNORECASE)
_SENTENCE_END = regex.compile(r"[.:;!?][)\"\u201d\u2019']*$")
_NEVER_READ = frozenset((UnitKind.TITLE, UnitKind.SUBTITLE))


class UnitReading(NamedTuple):
    """What a unit says, or for a row with several cells its label and one cell."""

    unit: Unit
    reading: Reading
    """The places of its numbers are those in the text that was read: see `place`."""
    label_end: int
    """Where a row's label ends; the text's end for what is no row."""
    cell_start: int
    """Where the cell stands in the unit's text."""

    def place(self, at: int) -> int:
        """Where in the unit's text a place of the text that was read stands."""
        return at if at <= self.label_end else self.cell_start + at - self.label_end - 1

    @property
    def cells(self) -> tuple[int, ...]:
        """The places, in the unit's text, of what was read: 0 for a whole unit, or a cell's."""
        return (0,) if self.unit.text.count("\t") < 2 else (self.cell_start,)


@cache
def _class(name: str) -> Template:
    return parse(f"<{name}>", word_classes())


@cache
def _words_of(name: str) -> frozenset[str]:
    """The words and marks of a class's phrases."""
    return _class(name).words.possible


class _Sheet:
    """A document's units as they are read."""

    def __init__(self, home: str | None, known: Known) -> None:
        self.home = home
        self.known = known
        self.context = NOTHING_BEFORE
        self.marked: dict[int, Marked | None] = {}
        self.read: set[int] = set()
        self.before: Unit | None = None
        self.after: Unit | None = None
        self.named: frozenset[str] = frozenset()
        """The jurisdictions that were named last below this heading."""
        self.plain: dict[int, bool] = {}

    def above(self, units: Iterable[Unit]) -> Above:
        """What units that stand above another say; each is marked once."""
        marked_units = []
        asks = self.known.asks_above
        for unit in units:
            if id(unit) not in self.marked:
                says = asks or may_say(unit.text)
                self.marked[id(unit)] = marked(unit.text, self.home) if says else None
            found = self.marked[id(unit)]
            if found is not None:
                marked_units.append(found)
        above = above_of(marked_units)
        return above._replace(texts=tuple(each.text for each in marked_units)) if asks else above

    def unit(self, unit: Unit) -> Iterator[UnitReading]:
        cut = "\t" in unit.text and unit.kind not in (UnitKind.ROW, UnitKind.HEADS)
        if unit.kind in _NEVER_READ or cut:
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
        if self.is_cut_before(unit):
            self.context = NOTHING_BEFORE
            return
        here = marked(unit.text, self.home, words=words)
        opening = (self.before,) if self.before is not None and is_opening(self.before) else ()
        context = self.context._replace(above=self.above((*opening, *unit.above)))
        reading = read(here, context, self.known)
        if reading is not None:
            self.read.add(id(unit))
            if not reading.is_own and not self.may_stand(unit, words, reading):
                reading = None
        self.context = reading.context if reading is not None else NOTHING_BEFORE
        if reading is not None:
            yield UnitReading(unit, reading, len(unit.text), 0)

    def may_stand(self, unit: Unit, words: list[str], reading: Reading) -> bool:
        """Whether nothing above a sentence may narrow what it counts, or make it another's."""
        of_state = any(claim.scope == "state" for claim in reading.claims)
        return (
            (of_state or not is_cut_behind(unit, self.after))
            and self.is_headed_plainly(unit)
            and self.may_hold(unit.lead_in or self.announcement())
            and not (of_state and self.is_anothers(unit, words))
        )

    def is_cut_before(self, unit: Unit) -> bool:
        """Whether a sentence may have begun in the unit before, with words that change its number."""
        return (
            unit.kind is UnitKind.SENTENCE
            and not unit.text[:1].isupper()
            and self.before is not None
            and self.before.kind in _MAY_BE_CUT
            and not is_opening(self.before)
            and _OPEN_END.search(self.before.text, timeout=SEARCH_SECONDS) is not None
        )

    def announcement(self) -> Unit | None:
        """The unit before, if it announces what follows and states no count itself."""
        if self.before is None or not self.before.text.endswith(":"):
            return None
        counts = {COUNT, PERCENT}.intersection(marked(self.before.text, self.home).text.split())
        return None if counts else self.before

    def is_anothers(self, unit: Unit, words: list[str]) -> bool:
        """Whether "the state" may be one that was named before."""
        if "state" not in words:
            return False
        return bool(self.named - {self.home}) and not mentions(unit.text, words)

    def may_hold(self, lead_in: Unit | None) -> bool:
        """Whether a lead-in is read, or narrows nothing: "In 2023, in Iowa:"."""
        if lead_in is None or id(lead_in) in self.read:
            return True
        line = f"{marked(lead_in.text, self.home).text} "
        return _class("lead").fullmatch(line) is not None

    def is_headed_plainly(self, unit: Unit) -> bool:
        """Whether no heading above a unit may narrow what it counts."""
        return all(self.is_plain(heading) for heading in unit.headings)

    def is_plain(self, heading: Unit) -> bool:
        """Whether a heading holds no word but those of headings that narrow nothing."""
        plain = self.plain.get(id(heading))
        if plain is None:
            words = marked(heading.text.replace("\t", " "), self.home).text.split()
            plain = self.plain[id(heading)] = _words_of("heading").issuperset(words)
        return plain

    def note_named(self, unit: Unit) -> None:
        """Note which jurisdictions a unit names, if any."""
        named = frozenset(mention.code for mention in mentions(unit.text))
        if named or unit.kind is UnitKind.HEADING:
            self.named = named

    def row(self, unit: Unit) -> Iterator[UnitReading]:
        cells = unit.cells
        if not any(has_number(cell, split_words(cell)) for cell in cells[1:]):
            self.context = NOTHING_BEFORE
            return
        count = len(cells) - 1
        heads = self.said_by_heads(unit, count)
        only_own = heads is None or not self.is_headed_plainly(unit)
        if heads is None:
            heads = self.said_by_some_heads(unit, count)
        if self.known.asks_above and unit.heads is not None and len(unit.heads.cells) > count:
            over = unit.heads.cells[-count:]
            heads = [
                head._replace(texts=(marked(cell, self.home).text,))
                for head, cell in zip(heads, over, strict=True)
            ]
        near = (unit.lead_in, unit.caption, *reversed(unit.headings))
        above = self.above(each for each in near if each is not None)
        context = self.context._replace(above=above)
        readings = read_row(cells, context, self.known, self.home, heads)
        start = len(cells[0]) + 1
        for cell, reading in zip(cells[1:], readings, strict=True):
            if reading is not None and (reading.is_own or not only_own):
                yield UnitReading(unit, reading, len(cells[0]), start)
            start += len(cell) + 1

    def heads_known(self, heads: Unit) -> bool:
        """Whether each column's head says no more than whose or which year's, or is the labels'."""
        first, *others = heads.cells
        counts = all(self.head(cell) is not None for cell in others)
        return counts and (self.heads_labels(first) or self.head(first) is not None)

    def heads_labels(self, cell: str) -> bool:
        """Whether a column's head is one that labels may stand below, and narrows nothing."""
        words = marked(cell, self.home).text.split()
        plain = _words_of("heading") | _words_of("labels")
        return plain.issuperset(words) and not _MARKS.intersection(words)

    def head(self, cell: str) -> Marked | None:
        """A column's head, if it is one that narrows nothing."""
        here = marked(cell, self.home)
        return here if _class("head").fullmatch(f"{here.text} ") is not None else None

    def said_by_heads(self, unit: Unit, count: int) -> Sequence[Above] | None:
        """What the head of each cell says; None when the cells cannot be told apart."""
        if unit.heads is None:
            return [Above()] if count == 1 else None
        heads = unit.heads.cells[-count:]
        if len(heads) < count or len(unit.heads.cells) > count + 1:
            return None
        if len(unit.heads.cells) > count and not self.heads_labels(unit.heads.cells[0]):
            return None  # a head over no cell: the cell below it is empty, and which one is it?
        here = [self.head(cell) for cell in heads]
        if any(each is None for each in here):
            return None
        said = [above_of([each]) for each in here if each is not None]
        return said if count == 1 or len(set(said)) == count else None

    def said_by_some_heads(self, unit: Unit, count: int) -> Sequence[Above]:
        """What the head of each cell says, as far as it is known: for what a user's wordings read."""
        cells = unit.heads.cells[-count:] if unit.heads is not None else ()
        if len(cells) < count:
            return [Above()] * count
        here = [self.head(cell) for cell in cells]
        return [above_of([each]) if each is not None else Above() for each in here]


def is_opening(unit: Unit) -> bool:
    """Whether a unit says no more than a year, and perhaps begins a sentence: "In 2023,"."""
    return _OPENING.fullmatch(unit.text, timeout=SEARCH_SECONDS) is not None


def is_cut_behind(unit: Unit, after: Unit | None) -> bool:
    """Whether a sentence may go on elsewhere, such as with the state that it counts for."""
    if _SENTENCE_END.search(unit.text, timeout=SEARCH_SECONDS) is not None:
        return False
    goes_on = after is not None and after.text[:1].islower()
    return unit.kind is UnitKind.SENTENCE or (unit.kind is UnitKind.HEADING and goes_on)


def read_units(units: Iterable[Unit], home: str | None, known: Known) -> list[UnitReading]:
    """What the units of a document say, in their order."""
    sheet = _Sheet(home, known)
    found: list[UnitReading] = []
    read = [unit for unit in units if unit.kind not in _PASSED_OVER]
    for unit, after in zip_longest(read, read[1:]):
        sheet.after = after
        found += sheet.unit(unit)
        sheet.before = unit
        sheet.note_named(unit)
    return found


__all__ = ["UnitReading", "read_units"]
