"""The numbers of a sheet that may be a figure's, each with the words that stand around it.

A number that is said to be of another year, or of a part of the state, is none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.editions.vocabulary import stem
from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.tokens import (
    COUNT,
    OTHER_STATE,
    PERCENT,
    STATE,
    YEAR,
    Marked,
    marked,
)
from factsheet_parser.language.words import split_words
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.index import NUMBER_MARKS, has_number
from factsheet_parser.wordings.scope import Said, said_in, says_nation

_PASSED_OVER = frozenset(
    (UnitKind.FURNITURE, UnitKind.NOTE, UnitKind.TITLE, UnitKind.SUBTITLE)
)
_ROWS = frozenset((UnitKind.ROW, UnitKind.HEADS))
"""Heads that hold a count are a row, which a text shows like heads."""
_IN_LISTS = _ROWS | {UnitKind.ITEM, UnitKind.CARD}
_REFERENCES = frozenset("table figure page section chapter part note step chart no form".split())
_NATION_HEADS = frozenset("nation national us usa nationwide nationally country".split())
_SURE, _BY_UNIT, _BY_ABOVE, _BY_BEFORE = 0.9, 0.25, 0.6, 0.3
_REACH = 8
"""So many words before and behind a number may be about it."""
_NOBODY = "nobody"
_NOT = frozenset(("not", "didn't", "wasn't", "weren't", "hasn't", "haven't"))
_ANY = frozenset(("any", "a", "single", "anyone", "anybody"))
_NONE_WORDS = _NOT | {"no", "didn", "wasn", "weren", "hasn", "haven"}
_SAYS_NONE = regex.compile(r"\b(?:[Nn]o[ -]one|(?:(?:did|was|were|ha[sd]|have) )?(?:not|\w+n['\u2019]t))\b")
_MARKS = frozenset((*NUMBER_MARKS, STATE, OTHER_STATE))
_PARTS_OF_STATE = frozenset("county counties city cities parish borough town metro".split())
_COMPARED = regex.compile(
    r"\b(?:year (?:earlier|before|ago)|last year|(?:previous|prior|preceding) year|compared"
    r"|(?:up|down) (?:by )?N? ?(?:over |from )|instead of|rather than|as against|N (?:more|fewer) than)\b"
)
_COMPARED_NEAR = regex.compile(
    r"(?:\b(?:compared (?:with|to)|(?:up|down|rose|fell|increase|decrease) (?:by )?(?:[NP] )?(?:from|over)?"
    r"|from|against|than|year earlier|year before|year ago|last year|previous year|prior year)"
    r"(?: (?:the|that|figure|number|total|count|it|was|had|been|a|of|sheet))*) $"
)
_COMPARED_BEHIND = regex.compile(
    r"(?: (?:the|a|one|in|of))*(?: (?:year (?:earlier|before|ago)|last year|(?:previous|prior) year"
    r"|(?:more|fewer|less|higher|lower) than))"
)
_CLAUSE_ENDS = (";", " - ", "\u2013", "\u2014", ":", "(")
_COUNTS_NOTHING = frozenset(("one", "no"))
_OF_THEM = frozenset(("them", "whom", "those", "these", "which"))
_BEHIND_PRONOUN = frozenset(
    "of longer one more another who that way day place thing in or and can doubt matter".split()
)


class Candidate(NamedTuple):
    """A number that may be a figure's; places are those in the unit's text."""

    unit: Unit
    text: str
    """What it stands in: the unit's text, or a row's label and one cell."""
    number: Number | None
    """None where the unit says "no one", without a number."""
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


class _Above:
    """What stands above and before units, marked once each."""

    def __init__(self, home: str | None) -> None:
        self.home = home
        self.known: dict[int, Marked] = {}
        self.before: list[Unit] = []
        """The last units, the nearest last."""
        self.before_list: list[Unit] = []
        """The last units before the table or the list."""

    def go_on(self, unit: Unit) -> None:
        """Go on behind a unit."""
        self.before = [*self.before[-2:], unit]
        if unit.kind not in _IN_LISTS:
            self.before_list = self.before

    def marked(self, unit: Unit) -> Marked:
        found = self.known.get(id(unit))
        if found is None:
            found = self.known[id(unit)] = marked(unit.text, self.home)
        return found

    def words(self, unit: Unit, head: str | None) -> tuple[tuple[str, float], ...]:
        found: dict[str, float] = {}

        def add(text: str, nearness: float) -> None:
            for word in _stems(text.split()):
                found[word] = max(found.get(word, 0.0), nearness)

        if head is not None:
            add(marked(head, self.home).text, 0.6)
        for near, nearness in ((unit.lead_in, 1.0), (unit.caption, 0.6)):
            if near is not None:
                add(self.marked(near).text, nearness)
        for nearness, heading in zip((1.0, 0.7, 0.5), reversed(unit.headings), strict=False):
            add(self.marked(heading).text, nearness)
        if unit.kind is UnitKind.SENTENCE or unit.kind is UnitKind.CARD:
            for nearness, each in zip((0.6, 0.4, 0.25), reversed(self.before), strict=False):
                if each.headings == unit.headings:
                    add(self.marked(each).text, nearness)
        return tuple(found.items())

    def label(self, card: Unit) -> tuple[str, ...]:
        """The words of what stands right before a bare number, if that has none of its own."""
        for each in reversed(self.before[-2:]):
            words = tuple(_stems(self.marked(each).text.split()))
            if words:
                own = not self.marked(each).numbers and each.kind is not UnitKind.HEADING
                return words[:_REACH] if own and each.headings == card.headings else ()
        return ()

    def said(self, unit: Unit, head: str | None) -> tuple[Said, float]:
        """Whose what stands below is said to be, and how sure that is."""
        if head is not None and (said := _of_head(marked(head, self.home))) is not None:
            return said, _SURE
        near = (unit.lead_in, unit.caption, *reversed(unit.headings))
        for each in near:
            if each is not None and (said := said_in(self.marked(each))) is not None:
                return said, _BY_ABOVE
        if unit.kind not in _IN_LISTS:
            return None, 0.0
        for each in (*reversed(self.before), *reversed(self.before_list)):
            if each.headings == unit.headings and (said := said_in(self.marked(each))) is not None:
                return said, _BY_BEFORE
        return None, 0.0


def candidates(
    units: Iterable[Unit], home: str | None, year: int | None, claimed: Collection[int] = ()
) -> list[Candidate]:
    """The numbers of the units that may be figures; those at the places `claimed` are left out."""
    above = _Above(home)
    found: list[Candidate] = []
    heads: Unit | None = None
    for unit in units:
        if unit.kind in _PASSED_OVER:
            continue
        if unit.kind in _ROWS:
            # A table goes on behind a page's end without its heads.
            heads = unit.heads or (heads if heads and _fits(heads, unit) else None)
            for text, offset, head in _cells(unit, heads):
                found += _in_text(unit, text, offset, head, above, year)
        else:
            found += _in_text(unit, unit.text, 0, None, above, year)
        above.go_on(unit)
    return [each for each in found if each.unit.start + each.start not in claimed]


def _fits(heads: Unit, row: Unit) -> bool:
    return len(heads.cells) == len(row.cells) > 2


def _cells(row: Unit, heads: Unit | None) -> Iterator[tuple[str, int, str | None]]:
    """Each cell with its label as a text, how far that is moved in the unit's, and its head."""
    cells = row.cells
    label = cells[0]
    at = len(label) + 1
    over = heads.cells[-(len(cells) - 1) :] if heads is not None and len(cells) > 1 else ()
    for index, cell in enumerate(cells[1:]):
        head = over[index] if len(over) == len(cells) - 1 else None
        yield f"{label}\t{cell}", at - len(label) - 1, head
        at += len(cell) + 1


def _in_text(
    unit: Unit, text: str, offset: int, head: str | None, above: _Above, year: int | None
) -> Iterator[Candidate]:
    words = split_words(text)
    if not (has_number(text, words) or _NONE_WORDS.intersection(words)):
        return
    row = unit.kind in _ROWS
    here = marked(text, above.home, row=row, words=words)
    tokens = here.text.split()
    places = [index for index, token in enumerate(tokens) if token in NUMBER_MARKS]
    if len(places) != len(here.numbers):
        return
    numbers = list(zip(places, here.numbers, strict=True))
    spots: list[tuple[int, Number | None]] = [
        (at, number)
        for at, number in numbers
        if number.kind in (NumberKind.COUNT, NumberKind.PERCENT) and number.start >= _cell_at(text, row)
    ]
    spots += [(at, None) for at, token in enumerate(tokens) if token == _NOBODY or _is_none(tokens, at)]
    if not spots:
        return
    years = [(at, int(number.value)) for at, number in numbers if number.kind is NumberKind.YEAR]
    bounds = sorted([at for at, _ in spots])
    said_above = above.said(unit, head)
    near = above.words(unit, head)
    for at, number in sorted(spots):
        if _counts_nothing(number, tokens[at + 1 : at + 3]) or _refers(number, tokens, at):
            continue
        low = max((each + 1 for each in bounds if each < at), default=0)
        high = min((each for each in bounds if each > at), default=len(tokens))
        its_year = _year(here, years, low, at, high)
        if _is_other(tokens, at, low, high):
            continue
        if its_year is not None and year is not None and its_year != year and not _since(tokens, years, its_year):
            continue
        said, surely = _said(tokens, at, low, high, said_above)
        start, end = _place(here.source, number)
        before = tuple(_stems(tokens[max(low, at - _REACH) : at][::-1]))
        behind = tuple(_stems(tokens[at + 1 : min(high, at + 1 + _REACH)]))
        rest = tuple(dict.fromkeys(_stems([*tokens[:low], *tokens[high:]])))
        if not (behind or before):
            behind = above.label(unit)
        yield Candidate(
            unit,
            text,
            number,
            0 if number is None else number.value,
            start + (offset if start > text.find("\t") >= 0 else 0),
            end + (offset if start > text.find("\t") >= 0 else 0),
            its_year,
            number is not None and number.kind is NumberKind.PERCENT,
            behind or before,
            before,
            rest,
            near,
            said,
            surely,
        )


def _cell_at(text: str, row: bool) -> int:
    return text.find("\t") + 1 if row else 0


def _stems(tokens: Iterable[str]) -> Iterator[str]:
    return (stem(token) for token in tokens if token not in _MARKS and token != "|")


def _counts_nothing(number: Number | None, behind: Sequence[str]) -> bool:
    """Whether "one" or "no" is a pronoun: "one of the", "no longer"."""
    if number is None or number.text.lower() not in _COUNTS_NOTHING:
        return False
    if behind[:1] == ["of"] and not _OF_THEM.isdisjoint(behind[1:2]):
        return False
    return not behind or behind[0] in _BEHIND_PRONOUN


def _is_none(tokens: Sequence[str], at: int) -> bool:
    """Whether a "not" says that there was not any: "did not work with any agencies"."""
    return tokens[at] in _NOT and not _ANY.isdisjoint(tokens[at + 1 : at + 6])


def _refers(number: Number | None, tokens: Sequence[str], at: int) -> bool:
    """Whether a number is the name of something: "Table 1"."""
    return number is not None and at > 0 and tokens[at - 1] in _REFERENCES and number.text.isdigit()


def _year(
    here: Marked, years: Sequence[tuple[int, int]], low: int, at: int, high: int
) -> int | None:
    """The year of a number: the one behind it in its clause, else the one before it."""
    places = [index for index, token in enumerate(here.text.split()) if token in NUMBER_MARKS]
    own = here.numbers[places.index(at)] if at in places else None
    for place, year in years:
        if at < place < high and own is not None:
            between = here.source[own.end : here.numbers[places.index(place)].start]
            if not any(mark in between for mark in _CLAUSE_ENDS):
                return year
    before = [year for place, year in years if low <= place < at]
    if before:
        return before[-1]
    earlier = [year for place, year in years if place < low]
    return earlier[0] if earlier and len(set(earlier)) == 1 and years[0][0] <= 2 else None


def _of_head(head: Marked) -> Said:
    """Whose a column's head says that its numbers are."""
    said = said_in(head)
    if said is None and STATE not in head.text and not _NATION_HEADS.isdisjoint(head.text.split()):
        return "national"
    return said


def _since(tokens: Sequence[str], years: Sequence[tuple[int, int]], year: int) -> bool:
    return any(
        tokens[max(place - 1, 0)] == "since" or "since" in tokens[max(place - 6, 0) : place]
        for place, value in years
        if value == year
    )


def _is_other(tokens: Sequence[str], at: int, low: int, high: int) -> bool:
    """Whether a number is compared with the figure, or counts a part of the state or another."""
    ahead = " ".join(tokens[max(low, at - 6) : at]) + " "
    behind = " " + " ".join(tokens[at + 1 : min(high, at + 6)])
    if OTHER_STATE in tokens[at + 1 : min(high, at + 8)] or OTHER_STATE in tokens[max(low, at - 8) : at]:
        return True
    if not _PARTS_OF_STATE.isdisjoint((*tokens[max(low, at - 5) : at], *tokens[at + 1 : min(high, at + 6)])):
        return True
    if _COMPARED_NEAR.search(ahead, timeout=SEARCH_SECONDS):
        return True
    return _COMPARED_BEHIND.match(behind, timeout=SEARCH_SECONDS) is not None


def _said(
    tokens: Sequence[str], at: int, low: int, high: int, above: tuple[Said, float]
) -> tuple[Said, float]:
    """Whose a number is said to be, by what is next to it, by what is above, or by its unit."""
    for part in (tokens[at + 1 : high], tokens[low:at]):
        said = _in_part(part)
        if said is not None:
            return said, _SURE
    if above[0] is not None and above[1] > _BY_BEFORE:
        return above
    for part in (tokens[:low], tokens[high:]):
        said = _in_part(part)
        if said is not None:
            return said, _BY_UNIT
    return above


def _in_part(part: Sequence[str]) -> Said:
    text = " ".join(part)
    state, nation = STATE in text or "the state" in text or "this state" in text, says_nation(text)
    if state == nation:
        return None
    return "state" if state else "national"


def _place(text: str, number: Number | None) -> tuple[int, int]:
    if number is not None:
        return number.start, number.end
    match = _SAYS_NONE.search(text, timeout=SEARCH_SECONDS)
    return match.span() if match is not None else (0, 0)


__all__ = ["COUNT", "PERCENT", "YEAR", "Candidate", "candidates"]
