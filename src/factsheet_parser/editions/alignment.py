"""The same statement in all sheets of an edition, whatever its numbers and its state are.

Two texts are the same when they are so in normal form: it marks numbers ("none", "once", "twice"
and their likes too) and the state's name, and knows no plural.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.editions.candidates import Candidate, Text, texts_of
from factsheet_parser.language.number import NumberKind
from factsheet_parser.language.tokens import COUNT, PERCENT, STATE, Marked, Span, marked
from factsheet_parser.language.words import split_words
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.index import has_number
from factsheet_parser.wordings.match import Claim
from factsheet_parser.wordings.sheet import UnitReading

OWN_KIND = regex.compile(
    r"\b[Tt]he (?i:state|territory|district|commonwealth)\b(?! (?i:of)\b)(?!')"
)
"""The state's own kind, which differs between sheets as its name does."""
KIND_MARK = "=state"
_KINDS = frozenset(("the state", "this state"))
_MEASURES = frozenset((NumberKind.COUNT, NumberKind.PERCENT, NumberKind.SUPPRESSED))
_IN_COMMON = 0.4
"""Sheets that share so much of their statements are of one edition."""
_FEWEST_IN_COMMON = 3


class Sheet(NamedTuple):
    """One sheet that is learned from."""

    source: str
    code: str
    year: int | None
    units: tuple[Unit, ...]

    def claims(self, readings: Iterable[UnitReading]) -> Iterator[tuple[Claim, bool]]:
        """The claims that are of no other year, each with whether it is in conflict with another."""
        for each in readings:
            for claim in each.reading.claims:
                if claim.may_be_of(self.year):
                    yield claim, each.reading.conflict


class Slot(NamedTuple):
    """A number's place in a statement: the statement, which of its numbers, and what is above."""

    text: str
    nth: int | None
    below: tuple[str, ...] = ()

    @property
    def statement(self) -> tuple[str, tuple[str, ...]]:
        """The statement without the number's place in it."""
        return self.text, self.below


def statement_of(here: Marked) -> str:
    """A text as all sheets of its edition have it."""
    text = here.text.replace(PERCENT, COUNT)
    states = [span for span in here.spans if span.mark == STATE]
    if any(is_kind(here, span) for span in states):
        parts = text.split(STATE)
        if len(parts) == len(states) + 1:
            marks = [KIND_MARK if is_kind(here, span) else STATE for span in states]
            text = "".join(f"{part}{mark}" for part, mark in zip(parts, [*marks, ""], strict=True))
    return OWN_KIND.sub(KIND_MARK, text, timeout=SEARCH_SECONDS)


def is_kind(here: Marked, span: Span) -> bool:
    """Whether a mention of the state is "the state"."""
    return here.source[span.start : span.end].lower() in _KINDS


def above_of(text: Text | Candidate, home: str) -> tuple[str, ...]:
    """What stands above a text in normal form: headings, caption, lead-in, column's head."""
    unit = text.unit
    near = (unit.lead_in, unit.caption, *unit.headings)
    texts = [*(each.text for each in reversed(near) if each is not None)]
    if text.head is not None:
        texts.append(text.head)
    return tuple(marked(each, home).text for each in texts)


class Statement(NamedTuple):
    """A text with numbers, in one sheet."""

    sheet: Sheet
    text: Text
    here: Marked
    key: str
    order: int
    """Its place among the statements of its sheet."""


def statements_of(sheet: Sheet) -> list[Statement]:
    """The texts of a sheet that hold a number which counts something."""
    found = []
    for order, text in enumerate(texts_of(sheet.units)):
        words = split_words(text.text)
        if has_number(text.text, words):
            here = marked(text.text, sheet.code, row=text.unit.kind is UnitKind.ROW, words=words)
            if any(number.kind in _MEASURES for number in here.numbers):
                found.append(Statement(sheet, text, here, statement_of(here), order))
    return found


def editions_of(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    """The sheets, together with those that say the same; the largest edition first."""
    keys = {each.source: {one.key for one in statements_of(each)} for each in sheets}
    shared = Counter(key for its in keys.values() for key in its)
    common = {key for key, count in shared.items() if count > 1}
    editions: list[list[Sheet]] = []
    for sheet in sorted(sheets, key=lambda each: -len(keys[each.source] & common)):
        best = max(editions, key=lambda each: _likeness(keys, each, sheet), default=None)
        if best is not None and _likeness(keys, best, sheet) >= _IN_COMMON:
            best.append(sheet)
        else:
            editions.append([sheet])
    order = {sheet.source: at for at, sheet in enumerate(sheets)}
    for edition in editions:
        edition.sort(key=lambda each: order[each.source])
    return sorted(editions, key=lambda each: (-len(each), order[each[0].source]))


def _likeness(keys: dict[str, set[str]], edition: Sequence[Sheet], sheet: Sheet) -> float:
    """The share of a sheet's statements that sheets of the edition have too."""
    own = keys[sheet.source]
    shares = []
    for each in edition:
        theirs = keys[each.source]
        common = len(own & theirs)
        if common >= _FEWEST_IN_COMMON:
            shares.append(common / min(len(own), len(theirs)))
    return max(shares, default=0.0)


def ambiguous(statements: Iterable[Statement]) -> set[str]:
    """The statements that stand more than once in a sheet: only what is above tells them apart."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for each in statements:
        seen[each.sheet.source][each.key] += 1
    return {key for counts in seen.values() for key, count in counts.items() if count > 1}
