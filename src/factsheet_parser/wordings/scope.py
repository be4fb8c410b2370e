"""Whether a figure counts the state's or the nation's: what a unit and what stands above it say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from factsheet_parser.jurisdictions import mentions
from factsheet_parser.language.number import NumberKind
from factsheet_parser.language.tokens import OTHER_STATE, STATE, YEAR, Marked
from factsheet_parser.language.words import split_words
from factsheet_parser.record import Scope, definition_of

Said = Literal["state", "national", "other"] | None
"""Whose figures a text says it gives: the sheet's state's, the nation's, another's, or nothing."""

_NATION = tuple(
    f" {phrase} "
    for phrase in """
        nationwide
        nationally
        nation wide
        national
        across the country
        across the nation
        throughout the country
        around the country
        in the united state
        united state
        across the us
        in the us
    """.strip().splitlines()
    for phrase in (phrase.strip(),)
)
# "National" is also in names: "National Center for Missing & Exploited Children".
_NAMES = (" national center ", " national clearinghouse ")


_NATION_WORDS = frozenset(
    ("nationwide", "nationally", "nation", "national", "country", "united", "us", "u")
)


def may_say(text: str) -> bool:
    """Whether a text may say whose or which year's figures stand below it: a cheap look."""
    words = split_words(text)
    return (
        not _NATION_WORDS.isdisjoint(words)
        or any(map(str.isdigit, text))
        or "state" in words
        or text.isupper()
        or bool(mentions(text, words))
    )


class Above(NamedTuple):
    """What the nearest texts above a unit say that say something."""

    said: Said = None
    year: int | None = None
    texts: tuple[str, ...] = ()
    """All of them in normal form, where a wording asks what it stands below."""


def says_nation(text: str) -> bool:
    """Whether a text in normal form says that it counts the nation's."""
    line = f" {text} "
    for name in _NAMES:
        line = line.replace(name, " ")
    return any(phrase in line for phrase in _NATION)


def said_in(unit: Marked) -> Said:
    """Whose figures a text says it gives; nothing if it names both."""
    if OTHER_STATE in unit.text:
        return "other"
    nation = says_nation(unit.text)
    if STATE in unit.text:
        return None if nation else "state"
    return "national" if nation else None


def above_of(units: Iterable[Marked]) -> Above:
    """What stands above a unit says, the nearest first."""
    said: Said = None
    year: int | None = None
    for unit in units:
        said = said or said_in(unit)
        if year is None and unit.text.count(YEAR) == 1:
            year = next(int(each.value) for each in unit.numbers if each.kind is NumberKind.YEAR)
    return Above(said, year)


def scope_of(figure: str) -> Scope:
    """Whose a figure is; a user's own says so by its name.

    >>> scope_of("cvip.state_submissions"), scope_of("cvip.national_children_identified")
    ('state', 'national')
    """
    return definition_of(figure).scope


def stands(scope: Scope, unit: Marked, above: Above) -> bool:
    """Whether a figure of this scope may be read in a unit, below what stands above it.

    A state's figure needs its state named in the unit or above it; a nation's must not stand
    below a state's name, unless its unit says that it is the nation's.
    """
    if scope == "state":
        return unit.names_home or above.said == "state"
    return above.said in (None, "national") or says_nation(unit.text)
