"""What a unit says of one of its numbers: its year, and whether it can be a figure's at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.tokens import OTHER_STATE, STATE, Marked
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.index import NUMBER_MARKS

_NOBODY = "nobody"
_NOT = frozenset(("not", "didn't", "wasn't", "weren't", "hasn't", "haven't"))
_ANY = frozenset(("any", "a", "single", "anyone", "anybody"))
NONE_WORDS = _NOT | {"no", "once", "twice", "single", "didn", "wasn", "weren", "hasn", "haven"}
"""Words of a unit that may count something without a digit or a numeral."""
_SAYS_NONE = regex.compile(
    r"\b(?:[Nn]o[ -]one|(?:(?:did|was|were|ha[sd]|have) )?(?:not|\w+n['\u2019]t))\b"
)
_REFERENCES = frozenset("table figure page section chapter part note step chart form".split())
_PARTS_OF_STATE = frozenset("county counties city cities parish borough town metro".split())
_COMPARED_BEFORE = regex.compile(
    r"\b(?:compared (?:with|to)|(?:up|down|rose|fell|increase|decrease) (?:by )?(?:[NP] )?(?:from|over)?"
    r"|from|against|than|year (?:earlier|before|ago)|(?:last|previous|prior) year)"
    r"(?: (?:\||the|that|figure|number|total|count|it|was|had|been|a|of|sheet))* $"
)
_COMPARED_BEHIND = regex.compile(
    r"(?: (?:the|a|one|in|of))* "
    r"(?:year (?:earlier|before|ago)|(?:last|previous|prior) year|(?:more|fewer|less|higher|lower) than)"
)
_CLAUSE_ENDS = (";", " - ", "\u2013", "\u2014", ":", "(")
_PRONOUNS = frozenset(("one", "no"))
_OF_THEM = frozenset(("them", "whom", "those", "these", "which"))
_IN_STATE = ["in", STATE]
_BEHIND_PRONOUN = frozenset(
    "of longer one more another who that way day place thing in or and can doubt matter".split()
)
_NEAR, _WITHIN = 5, 8


class Clause(NamedTuple):
    """A number of a unit with the words that are its own: up to the numbers beside it."""

    tokens: list[str]
    at: int
    low: int
    high: int
    number: Number | None
    """None where the unit says "no one", without a number."""
    here: Marked
    years: tuple[tuple[int, Number], ...]
    """The years of the clause, each with its index among the tokens."""
    opening: int | None
    """The year that the unit opens with, if no other stands before the clause."""
    since: frozenset[int]
    """The years of the unit since when something is counted."""
    nth: int | None
    """Which of the unit's numbers it is."""

    def before(self, reach: int) -> list[str]:
        """The tokens before the number."""
        return self.tokens[max(self.low, self.at - reach) : self.at]

    def behind(self, reach: int) -> list[str]:
        """The tokens behind the number."""
        return self.tokens[self.at + 1 : min(self.high, self.at + 1 + reach)]

    def counted(self, reach: int) -> list[str]:
        """The tokens behind the number, those of what "of them in Iowa" stands for first."""
        behind = self.behind(reach)
        if behind[:1] == ["of"] and behind[2:4] == _IN_STATE and behind[1] in _OF_THEM:
            return [*self.tokens[self.low : self.at][:reach], *behind][:reach]
        return behind

    def earlier(self, reach: int) -> list[str]:
        """The tokens before the clause."""
        return self.tokens[max(self.low - reach, 0) : self.low]

    def later(self, reach: int) -> list[str]:
        """The tokens behind the clause."""
        return self.tokens[self.high : self.high + reach]

    @property
    def place(self) -> tuple[int, int]:
        """Where the number, or what says none, stands in the text."""
        if self.number is not None:
            return self.number.start, self.number.end
        match = next(says_none(self.here.source), None)
        return match.span() if match is not None else (0, 0)

    @property
    def year(self) -> int | None:
        """The year that is said of the number: behind it in its clause, else before it."""
        behind = next((year for place, year in self.years if place > self.at), None)
        if self.number is not None and behind is not None:
            between = self.here.source[self.number.end : behind.start]
            if not any(mark in between for mark in _CLAUSE_ENDS):
                return int(behind.value)
        before = [int(year.value) for place, year in self.years if place < self.at]
        return before[-1] if before else self.opening

    @property
    def is_since(self) -> bool:
        """Whether its year is one since when it is counted."""
        return self.year in self.since

    @property
    def counts_nothing(self) -> bool:
        """Whether it is a pronoun ("one of the", "no longer") or a name ("Table 1")."""
        if self.number is None:
            return False
        if self.at > 0 and self.tokens[self.at - 1] in _REFERENCES and self.number.text.isdigit():
            return True
        if self.number.text.lower() not in _PRONOUNS:
            return False
        behind = self.tokens[self.at + 1 : self.at + 3]
        if behind[:1] == ["of"] and not _OF_THEM.isdisjoint(behind[1:]):
            return False
        return not behind or behind[0] in _BEHIND_PRONOUN

    @property
    def counts_another(self) -> bool:
        """Whether it is compared with the figure, or counts a part of the state, or another state."""
        near = {*self.before(_NEAR), *self.behind(_NEAR)}
        if not near.isdisjoint(_PARTS_OF_STATE):
            return True
        if OTHER_STATE in self.before(_WITHIN) or OTHER_STATE in self.behind(_WITHIN):
            return True
        before, behind = " ".join(self.before(6)) + " ", " " + " ".join(self.behind(_NEAR))
        return (
            _COMPARED_BEFORE.search(before, timeout=SEARCH_SECONDS) is not None
            or _COMPARED_BEHIND.match(behind, timeout=SEARCH_SECONDS) is not None
        )


def clauses_of(here: Marked, start: int = 0) -> list[Clause]:
    """The counts and shares of a unit from `start` on, and what says none, each with its words."""
    tokens = here.text.split()
    places = [index for index, token in enumerate(tokens) if token in NUMBER_MARKS]
    if len(places) != len(here.numbers):
        return []
    numbers = list(zip(places, here.numbers, strict=True))
    spots: list[tuple[int, Number | None, int | None]] = [
        (at, number, nth)
        for nth, (at, number) in enumerate(numbers)
        if number.kind in (NumberKind.COUNT, NumberKind.PERCENT) and number.start >= start
    ]
    spots += [(at, None, None) for at in range(len(tokens)) if _is_none(tokens, at)]
    spots.sort(key=lambda spot: spot[0])
    years = [(at, number) for at, number in numbers if number.kind is NumberKind.YEAR]
    values = [int(year.value) for _, year in years]
    since = frozenset(
        value
        for (at, _), value in zip(years, values, strict=True)
        if "since" in tokens[max(at - 6, 0) : at]
    )
    opens = years[0][0] if years and years[0][0] <= 2 else len(tokens)
    another = next(
        (at for (at, _), value in zip(years, values, strict=True) if value != values[0]),
        len(tokens),
    )
    bounds = [0, *(at for at, _, _ in spots), len(tokens)]
    found = []
    for index, ((at, number, nth), before, high) in enumerate(
        zip(spots, bounds, bounds[2:], strict=False)
    ):
        low = before + (index > 0)
        near = slice(bisect_left(years, low, key=_place), bisect_left(years, high, key=_place))
        opening = values[0] if opens < low <= another else None
        its = tuple(years[near])
        found.append(Clause(tokens, at, low, high, number, here, its, opening, since, nth))
    return found


def _place(year: tuple[int, Number]) -> int:
    return year[0]


def says_none(text: str) -> Iterator[regex.Match[str]]:
    """Where a text may say that there was none without a number: "no one", "did not"."""
    return _SAYS_NONE.finditer(text, timeout=SEARCH_SECONDS)


def _is_none(tokens: Sequence[str], at: int) -> bool:
    """Whether a word says that there was none: "did not work with any agencies"."""
    if tokens[at] == _NOBODY:
        return True
    return tokens[at] in _NOT and not _ANY.isdisjoint(tokens[at + 1 : at + 6])
