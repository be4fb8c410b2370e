"""The one engine that reads a unit: whole, or not at all.

A unit is read only when one wording, with those that may stand behind it, takes it to its last
token. What no wording says is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from factsheet_parser.language.hedges import EXCEEDING
from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.tokens import CELL, COUNT, PERCENT, Marked
from factsheet_parser.record import OWN, Scope
from factsheet_parser.wordings.index import NUMBER_MARKS, Entry, Known
from factsheet_parser.wordings.notation import NONE, OTHER_YEAR, is_figure, marks_of
from factsheet_parser.wordings.scope import Above, scope_of, stands

_MOST_PARTS = 12  # wordings that a sentence may be made of


class Given(NamedTuple):
    """The figures that what stands before has given, and the last of them."""

    figures: frozenset[str] = frozenset()
    last: str | None = None
    """None behind a number that is no figure, so that "of these" may mean it."""


class Context(NamedTuple):
    """What stands before a unit has given, and what stands above it says."""

    given: Given = Given()
    year: int | None = None
    above: Above = Above()


NOTHING_BEFORE = Context()


class Claim(NamedTuple):
    """What a wording says a number of a unit is."""

    figure: str
    value: int | float
    number: Number | None
    """None where the unit says none without a number; its places are those in the unit's text."""
    year: int | None
    scope: Scope
    label: str
    """"wording", "template" or "own-wording"."""
    wording: str
    """The sentence of the wording."""

    @property
    def rule(self) -> str:
        """What the evidence says of it."""
        return f"{self.figure}/{self.label}"

    def may_be_of(self, year: int | None) -> bool:
        """Whether it is of a sheet's year, as far as the two are known."""
        return None in (self.year, year) or self.year == year


class Reading(NamedTuple):
    """What a unit says."""

    claims: tuple[Claim, ...]
    context: Context
    """What a unit behind it may go on from."""
    conflict: bool = False
    """Wordings disagree about what a number is: none of the claims holds."""

    @property
    def is_own(self) -> bool:
        """Whether it is what a user has taught alone."""
        return all(claim.label == OWN for claim in self.claims)


class _Part(NamedTuple):
    """An entry and the numbers that fill its blanks, by their index in the unit."""

    entry: Entry
    blanks: tuple[tuple[str, int], ...]


_Chain = tuple[_Part, ...]


def read(unit: Marked, context: Context, known: Known) -> Reading | None:
    """What a unit says; None when no wording takes it whole."""
    exact = known.exact.get(unit.text.replace(PERCENT, COUNT))
    if exact is not None:
        chains = [
            (_Part(each, each.blanks),)
            for each in exact
            if _follows(each, context.given) and _fits(each, unit)
        ]
        reading = _reading(unit, chains, context)
        if reading is not None:
            return reading
    reading = _reading(unit, _Chains(unit, context, known).whole(), context)
    if reading is not None:
        return reading
    if known.others.hold(unit.text):
        return Reading((), NOTHING_BEFORE)
    return _as_card(unit, context, known)


def _as_card(unit: Marked, context: Context, known: Known) -> Reading | None:
    """What a row says by a user's wording of a card, which has no bar before its number."""
    bar = f" {CELL} "
    if bar not in unit.text or not known.has_own:
        return None
    card = Marked(unit.text.replace(bar, " "), unit.numbers, unit.source, unit.spans)
    reading = _reading(card, _Chains(card, context, known).whole(), context)
    return reading if reading is not None and reading.claims and reading.is_own else None


def _fits(entry: Entry, unit: Marked) -> bool:
    """Whether shares fill figures in percent, and counts all others."""
    marks = [mark for mark in unit.text.split() if mark in NUMBER_MARKS]
    return all(marks[index] in marks_of(name) for name, index in entry.blanks if is_figure(name))


def _follows(entry: Entry, given: Given) -> bool:
    """Whether an entry may stand behind what has given these figures."""
    after = entry.wording.after
    if not after or entry.own:
        return True
    return not given.figures.isdisjoint(after) if entry.wording.resumes else given.last in after


def _given_by(chain: Iterable[_Part], before: Given) -> Given:
    """What a chain has given, behind what was given before it."""
    figures, last = before
    for part in chain:
        wording = part.entry.wording
        if not wording.after:
            figures, last = frozenset(), None
        named = (*part.entry.figures, *wording.introduces)
        figures |= frozenset(named)
        if named:
            last = named[-1]
        elif "{number}" in wording.sentence:
            last = None
    return Given(figures, last)


class _Chains:
    """The ways in which wordings, one behind another, take a unit to its end."""

    def __init__(self, unit: Marked, context: Context, known: Known) -> None:
        self.line = f"{unit.text} "
        self.context = context
        words = unit.text.split()
        self.words = frozenset(words)
        self.heads, self.tails = known.candidates(words) if words else ([], [])
        self.ending_at: dict[tuple[int, int], list[_Chain]] = {}

    def whole(self) -> list[_Chain]:
        return self.until(len(self.line)) if self.heads else []

    def until(self, end: int, parts: int = _MOST_PARTS) -> list[_Chain]:
        """The chains of so many parts at most that take the line from its beginning to `end`."""
        found = self.ending_at.get((end, parts))
        if found is None and parts:
            found = self.ending_at[end, parts] = []
            last = self.line[self.line.rfind(" ", 0, end - 1) + 1 : end - 1]
            found += [(part,) for part in self._heads(last, end)]
            for entry in self.tails:
                if last in entry.template.words.last:
                    for match in entry.template.tails(self.line, self.words, end):
                        found += self._with_tail(entry, match, parts)
        return found or []

    def _heads(self, last: str, end: int) -> Iterator[_Part]:
        for entry in self.heads:
            if last in entry.template.words.last and _follows(entry, self.context.given):
                match = entry.template.fullmatch(self.line, self.words, end)
                if match is not None:
                    yield self._part(entry, match)

    def _with_tail(self, entry: Entry, match: regex.Match[str], parts: int) -> Iterator[_Chain]:
        for chain in self.until(match.start(), parts - 1):
            if _follows(entry, _given_by(chain, self.context.given)):
                yield (*chain, self._part(entry, match))

    def _part(self, entry: Entry, match: regex.Match[str]) -> _Part:
        blanks = []
        for group, name in entry.template.groups(self.words).items():
            start = match.start(group)
            if start >= 0:
                blanks.append((name, sum(self.line.count(mark, 0, start) for mark in NUMBER_MARKS)))
        return _Part(entry, tuple(blanks))


def _reading(unit: Marked, chains: Iterable[_Chain], context: Context) -> Reading | None:
    """What the chains that may stand here say together."""
    said = [
        (chain, claims) for chain in chains if (claims := _claims(unit, chain, context)) is not None
    ]
    if not said:
        return None
    # What a user has taught is trusted.
    said = [each for each in said if all(part.entry.own for part in each[0])] or said
    claims = said[0][1]
    merged: tuple[Claim, ...] | None = claims
    if len(said) > 1 or len({claim.figure for claim in claims}) < len(claims):
        claims = tuple(dict.fromkeys(claim for _, each in said for claim in each))
        merged = _merged(claims)
    given = _given_by(said[0][0], context.given)
    follows = bool(said[0][0][0].entry.wording.after)
    year = next((claim.year for claim in claims if claim.year is not None), None)
    behind = Context(given, year or (context.year if follows else None))
    return Reading(merged or claims, behind, merged is None)


def _merged(claims: tuple[Claim, ...]) -> tuple[Claim, ...] | None:
    """The claims, each figure once; None when two disagree."""
    by_figure: dict[str, Claim] = {}
    by_number: dict[int, str] = {}
    for claim in claims:
        known = by_figure.setdefault(claim.figure, claim)
        if (known.value, known.number) != (claim.value, claim.number):
            return None
        if claim.number is not None:
            start = claim.number.start
            if by_number.setdefault(start, claim.figure) != claim.figure:
                return None
    return tuple(by_figure.values())


def _claims(unit: Marked, chain: _Chain, context: Context) -> tuple[Claim, ...] | None:
    """What a chain says; None if what it says may not stand here."""
    blanks = [blank for part in chain for blank in part.blanks]
    if any(name == NONE and unit.numbers[index].value != 0 for name, index in blanks):
        return None
    others = {index for name, index in blanks if name == OTHER_YEAR}
    years = {
        int(number.value)
        for index, number in enumerate(unit.numbers)
        if number.kind is NumberKind.YEAR and index not in others
    }
    if len(years) > 1:
        return None
    if not all(_is_below(part.entry, context.above.texts) for part in chain):
        return None
    after = chain[0].entry.wording.after
    year = next(iter(years), (context.year if after else None) or context.above.year)
    claims: list[Claim] = []
    for part in chain:
        for figure, value, number in _values(unit, part):
            claim = _claim(part.entry, figure, value, number, year)
            if not (part.entry.own or _may_stand(part.entry, claim, unit, context.above)):
                return None
            claims.append(claim)
    return tuple(claims)


def _is_below(entry: Entry, texts: Sequence[str]) -> bool:
    """Whether all stands above that the wording asks for."""
    return all(any(each.fullmatch(f"{text} ") for text in texts) for each in entry.below)


def _values(unit: Marked, part: _Part) -> Iterator[tuple[str, int | float, Number | None]]:
    """The figures of a part with their values and numbers."""
    wording = part.entry.wording
    if wording.value is not None and wording.figure is not None:
        index = next((index for name, index in part.blanks if name == NONE), None)
        yield wording.figure, wording.value, None if index is None else unit.numbers[index]
        return
    for name, index in part.blanks:
        if is_figure(name):
            number = unit.numbers[index]
            yield name, number.value, _exceeding(unit, number)


def _exceeding(unit: Marked, number: Number) -> Number:
    """The number, which "exceeded" makes a lower bound."""
    before = unit.source[: number.hedge_start].rstrip().rpartition(" ")[2].lower()
    if before in EXCEEDING and number.qualifier in ("exact", "rounded"):
        return number._replace(qualifier="more_than")
    return number


def _claim(
    entry: Entry, figure: str, value: int | float, number: Number | None, year: int | None
) -> Claim:
    own = {each.name: each.scope for each in entry.wording.defines}
    scope = own.get(figure) or scope_of(figure)
    return Claim(figure, value, number, year, scope, entry.label, entry.wording.sentence)


def _may_stand(entry: Entry, claim: Claim, unit: Marked, above: Above) -> bool:
    """Whether the scope is right, and a nation's figure of a year says which year."""
    if not stands(claim.scope, unit, above) and not _is_part(entry, claim, above):
        return False
    return claim.scope == "state" or entry.wording.undated or claim.year is not None


def _is_part(entry: Entry, claim: Claim, above: Above) -> bool:
    """Whether it is a part of a state's figure that stands before it."""
    whole = entry.wording.after
    return (
        claim.scope == "state"
        and above.said in (None, "state")
        and bool(whole)
        and all(scope_of(each) == "state" for each in whole)
    )
