"""What the figures that no wording gives are likely to be, from one sheet.

Every number that is left is compared with every figure that is missing, and the assignment of one
to one with the highest sum is taken. A proposal is never a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import regex

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.editions.candidates import Candidate, candidates
from factsheet_parser.editions.matching import IMPOSSIBLE, matched
from factsheet_parser.editions.totals import PARTS, TOTAL
from factsheet_parser.editions.vocabulary import Vocabulary, Weights, vocabulary_of
from factsheet_parser.language.number import Number
from factsheet_parser.record import FIGURES, SECTIONS
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.index import Known
from factsheet_parser.wordings.scope import scope_of

_BEHIND, _BEFORE, _REST, _ABOVE = 3.0, 1.6, 0.8, 1.8
_NEAR, _FAR = 1.0, 0.9
_NEAREST = 4
"""So many words next to a number count in full."""
_DAMPING = 0.6
_STATE_UNSAID = 0.5
_STRANGE = 0.8
_LEAST = 0.6
"""A number that scores less is nobody's."""
_SAYS_SOMETHING, _UNKNOWN_NOUN = 0.2, 0.35
_PART = 0.2
"""A number of missing children's cases is rather the total."""
_PERCENT = 0.5
"""Hardly any other share is given."""
_ADDS_UP = 0.5
_LEAST_TOTAL = 8
"""Smaller numbers add up by chance."""

_PROGRAMMES = {
    section: model.names
    for section, model in SECTIONS.items()
    if section not in ("missing_cases", "trafficking")  # what they are about is no name
}
_CONNECT = regex.compile(r"\bCONNECT\b")
"""A name in capitals only: what another programme does is to connect families."""
_OTHER_PROGRAMME = 1.0
"""What it says against a figure that its sentence names other programmes and not its own."""


class Proposed(NamedTuple):
    """The likeliest reading of a figure; `start` and `end` are places in the unit's text."""

    figure: str
    value: int | float
    unit: Unit
    text: str
    """The sentence, or a row's label and the cell."""
    number: Number | None
    """None where the unit says "no one"; its own places are those in `text`."""
    start: int
    end: int
    year: int | None
    certainty: float
    """From 0 to 1: how far it is ahead of what else the number or the figure could be."""


def propose(
    units: Iterable[Unit],
    home: str | None,
    year: int | None,
    missing: Collection[str],
    claimed: Collection[int],
    known: Known,
    given: Mapping[str, int | float] | None = None,
) -> dict[str, Proposed]:
    """The likeliest reading of each missing figure, if there is any.

    `claimed` are the places in the document at which numbers stand that a wording has read, and
    `given` the values of the figures that are known, with which proposals must agree.
    """
    if not missing:
        return {}
    left = candidates(units, home, year, claimed)
    vocabulary = vocabulary_of(known)
    names = [each for each in vocabulary.figures if each in missing]
    scores = scored(left, names, vocabulary, year)
    if not left:
        return {}
    columns = matched(names, scores, [each.value for each in left], given or {}, _LEAST)
    found = {}
    for row, (name, column) in enumerate(zip(names, columns, strict=True)):
        if column is not None:
            found[name] = _proposed(name, left[column], _certainty(scores, row, column))
    return found


def scored(
    left: Sequence[Candidate], names: Sequence[str], vocabulary: Vocabulary, year: int | None
) -> list[list[float]]:
    """How well each number fits each figure, a line a figure."""
    order = [vocabulary.figures.index(name) for name in names]
    lines: list[list[float]] = [[] for _ in names]
    for each in left:
        said = _words_say(each, vocabulary)
        strange = _strangeness(each, vocabulary)
        named = _programmes_in(each.text)
        for line, name, index in zip(lines, names, order, strict=True):
            line.append(
                IMPOSSIBLE
                if not _possible(each, name, vocabulary, year)
                else said[index]
                + _scope(each, name)
                - strange
                + _PERCENT * each.percent
                - _PART * (name in PARTS)
                - _OTHER_PROGRAMME * bool(named and FIGURES[name].section not in named)
            )
    _add_totals(left, names, lines)
    return lines


def _add_totals(
    left: Sequence[Candidate], names: Sequence[str], lines: Sequence[list[float]]
) -> None:
    """Numbers that add up to the one before or behind them are likely the total and its parts."""
    values = [each.value for each in left]
    for at in range(len(values) - len(PARTS)):
        run = values[at : at + len(PARTS) + 1]
        for total, parts in ((at, run[1:]), (at + len(PARTS), run[:-1])):
            if sum(parts) == values[total] and values[total] >= _LEAST_TOTAL:
                for name, line in zip(names, lines, strict=True):
                    if name == TOTAL:
                        line[total] += _ADDS_UP
                    elif name in PARTS:
                        for part in range(at, at + len(run)):
                            line[part] += _ADDS_UP * (part != total)


def _possible(each: Candidate, name: str, vocabulary: Vocabulary, year: int | None) -> bool:
    if each.percent != name.endswith("_percent") or each.said == "other":
        return False
    other_year = each.year is not None and year is not None and each.year != year
    if other_year and name not in vocabulary.undated:
        return False
    return each.value != 0 or scope_of(name) == "state"


def _words_say(each: Candidate, vocabulary: Vocabulary) -> list[float]:
    """What the words around a number say for each figure."""
    total = [0.0] * len(vocabulary.figures)

    def add(weights: Weights, words: Iterable[tuple[str, float]], part: float) -> None:
        whole = _DAMPING
        found: dict[int, float] = {}
        for word, nearness in words:
            whole += vocabulary.weight(word) * nearness
            for index, strength in weights.get(word, ()):
                found[index] = found.get(index, 0.0) + strength * nearness
        for index, sum_ in found.items():
            total[index] += part * sum_ / whole

    add(vocabulary.behind, _by_nearness(each.behind), _BEHIND)
    if any(vocabulary.weight(word) > _SAYS_SOMETHING for word in each.behind[:_NEAREST]):
        # What it counts is no word of the figure's.
        total = [sum_ or -_UNKNOWN_NOUN for sum_ in total]
    add(vocabulary.before, _by_nearness(each.before), _BEFORE)
    add(vocabulary.anywhere, ((word, 1.0) for word in each.rest), _REST)
    add(vocabulary.anywhere, each.above, _ABOVE)
    return total


def _by_nearness(words: Sequence[str]) -> list[tuple[str, float]]:
    near: dict[str, float] = {}
    for index, word in enumerate(words):
        near.setdefault(word, _NEAR if index < _NEAREST else _FAR)
    return list(near.items())


def _strangeness(each: Candidate, vocabulary: Vocabulary) -> float:
    """What the words next to it, or its row's label, say against all figures.

    They are those of sentences that are known to count something else.
    """
    near = {*each.behind[: None if each.unit.kind is UnitKind.ROW else 3], *each.before[:2]}
    return _STRANGE * len(near & vocabulary.strange)


def _programmes_in(text: str) -> set[str]:
    """The programmes that a text calls by their names."""
    lowered = text.lower()
    found = {
        section for section, names in _PROGRAMMES.items() if any(name in lowered for name in names)
    }
    return found | {"connect"} if _CONNECT.search(text, timeout=SEARCH_SECONDS) else found


def _scope(each: Candidate, name: str) -> float:
    scope = scope_of(name)
    if each.said is None:
        return -_STATE_UNSAID if scope == "state" else 0.0
    return each.surely if each.said == scope else -each.surely


def _certainty(scores: Sequence[Sequence[float]], row: int, column: int) -> float:
    own = scores[row][column]
    others = [line[column] for index, line in enumerate(scores) if index != row]
    others += [score for index, score in enumerate(scores[row]) if index != column]
    ahead = own - max(_LEAST, *others) if others else own - _LEAST
    return round(min(1.0, max(0.0, 0.5 + ahead / 2)), 2)


def _proposed(name: str, each: Candidate, certainty: float) -> Proposed:
    return Proposed(
        name,
        each.value,
        each.unit,
        each.text,
        each.number,
        each.start,
        each.end,
        each.year,
        certainty,
    )
