"""What a unit says of one of its numbers: its year, and whether it can be a figure's at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.tokens import OTHER_STATE, Marked
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
    years: tuple[tuple[int, int], ...]
    """The years of the unit, each with its index among the tokens."""

    def before(self, reach: int) -> list[str]:
        """The tokens before the number."""
        return self.tokens[max(self.low, self.at - reach) : self.at]

    def behind(self, reach: int) -> list[str]:
        """The tokens behind the number."""
        return self.tokens[self.at + 1 : min(self.high, self.at + 1 + reach)]

    @property
    def nth(self) -> int | None:
        """Which of the unit's numbers it is."""
        if self.number is None:
            return None
        return sum(token in NUMBER_MARKS for token in self.tokens[: self.at])

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
        if self.number is not None:
            year = self._year_behind(self.number)
            if year is not None:
                return year
        before = [year for place, year in self.years if self.low <= place < self.at]
        if before:
            return before[-1]
        earlier = {year for place, year in self.years if place < self.low}
        opens = bool(self.years) and self.years[0][0] <= 2
        return earlier.pop() if opens and len(earlier) == 1 else None

    def _year_behind(self, number: Number) -> int | None:
        for start, year in (
            (each.start, int(each.value))
            for each in self.here.numbers
            if each.kind is NumberKind.YEAR and each.start > number.end
        ):
            if any(self.at < place < self.high and value == year for place, value in self.years):
                between = self.here.source[number.end : start]
                if not any(mark in between for mark in _CLAUSE_ENDS):
                    return year
        return None

    @property
    def is_since(self) -> bool:
        """Whether its year is one since when it is counted."""
        year = self.year
        return any(
            "since" in self.tokens[max(place - 6, 0) : place]
            for place, value in self.years
            if value == year
        )

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
    spots: list[tuple[int, Number | None]] = [
        (at, number)
        for at, number in zip(places, here.numbers, strict=True)
        if number.kind in (NumberKind.COUNT, NumberKind.PERCENT) and number.start >= start
    ]
    spots += [(at, None) for at in range(len(tokens)) if _is_none(tokens, at)]
    spots.sort(key=lambda spot: spot[0])
    years = tuple(
        (at, int(number.value))
        for at, number in zip(places, here.numbers, strict=True)
        if number.kind is NumberKind.YEAR
    )
    bounds = [0, *(at for at, _ in spots), len(tokens)]
    return [
        Clause(tokens, at, before + (index > 0), behind, number, here, years)
        for index, ((at, number), before, behind) in enumerate(
            zip(spots, bounds, bounds[2:], strict=False)
        )
    ]


def says_none(text: str) -> Iterator[regex.Match[str]]:
    """Where a text may say that there was none without a number: "no one", "did not"."""
    return _SAYS_NONE.finditer(text, timeout=SEARCH_SECONDS)


def _is_none(tokens: Sequence[str], at: int) -> bool:
    """Whether a word says that there was none: "did not work with any agencies"."""
    if tokens[at] == _NOBODY:
        return True
    return tokens[at] in _NOT and not _ANY.isdisjoint(tokens[at + 1 : at + 6])
