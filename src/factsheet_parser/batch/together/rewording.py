"""Which figures are worded otherwise from one year to the next one of a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import regex

from factsheet_parser.batch.together.statements import EntryKey, entries_for, excerpt, form_of
from factsheet_parser.printable import printable
from factsheet_parser.record import FIGURES, Factsheet, Figure
from factsheet_parser.timeouts import SEARCH_SECONDS

_MOST_FORMS = 12
_MOST_LOOKS = 256
"""Sentences of a figure and year that are known by their look, so that they are read once."""
_DIGITS = regex.compile(r"\d[\d,.]*")


class Sentence(NamedTuple):
    """A sentence that gives a figure, in one sheet."""

    text: str
    start: int
    end: int
    home: str | None
    rule: str | None

    @property
    def excerpt(self) -> str:
        """For people to read."""
        return printable(excerpt(self.text, self.start, self.end))


@dataclass
class _Year:
    """How a figure is worded in a year: each form with its first sentence."""

    forms: dict[str, Sentence] = field(default_factory=dict)
    looks: set[str] = field(default_factory=set)
    sources: list[str] = field(default_factory=list)


class Change(NamedTuple):
    """A figure that no sentence of two years gives in the same words."""

    figure: str
    year: int
    before: int
    sentence: str
    sentence_before: str
    sources: tuple[str, ...]
    """Files of the later year, a few."""

    @property
    def message(self) -> str:
        """For a person."""
        return (
            f'{self.figure} is worded otherwise in {self.year} ("{self.sentence}") than in '
            f'{self.before} ("{self.sentence_before}"): it may count something else.'
        )


class Rewordings:
    """Takes sheets one by one and keeps a few forms of each figure and year."""

    def __init__(self, most_sources: int) -> None:
        self._years: dict[str, dict[int, _Year]] = defaultdict(lambda: defaultdict(_Year))
        self._most_sources = most_sources

    def add(self, source: str, sheet: Factsheet) -> None:
        """Take a sheet in; what says that there was none tells nothing of what is counted."""
        if sheet.year is None:
            return
        name = sheet.state.name if sheet.state is not None else "\n"
        home = sheet.state.code if sheet.state is not None else None
        for figure in sheet.figures.values():
            if figure.value == 0:
                continue
            year = self._years[figure.name][sheet.year]
            if len(year.sources) < self._most_sources:
                year.sources.append(source)
            look = _DIGITS.sub("0", figure.evidence.sentence, timeout=SEARCH_SECONDS)
            look = look.replace(name, "\n")
            if look in year.looks:
                continue
            if len(year.looks) < _MOST_LOOKS:
                year.looks.add(look)
            if len(year.forms) < _MOST_FORMS:
                form = form_of(figure.evidence.sentence, home)
                year.forms.setdefault(form, _sentence(figure, home))

    def changes(self) -> Iterator[Change]:
        """Each figure and pair of years, in the order of the figures and years."""
        for name in FIGURES:
            years = self._years.get(name, {})
            for before, after in pairwise(sorted(years)):
                if _differ(name, years[before], years[after]):
                    yield Change(
                        name,
                        after,
                        before,
                        _first(years[after]).excerpt,
                        _first(years[before]).excerpt,
                        tuple(years[after].sources),
                    )


def is_reworded(figure: Figure, before: Figure, home: str | None) -> bool:
    """Whether two sheets of a state give a figure in other words; none tells nothing of that."""
    if 0 in (figure.value, before.value):
        return False
    years = []
    for each in (before, figure):
        form = form_of(each.evidence.sentence, home)
        years.append(_Year({form: _sentence(each, home)}))
    return _differ(figure.name, *years)


def _sentence(figure: Figure, home: str | None) -> Sentence:
    evidence = figure.evidence
    return Sentence(evidence.sentence, *evidence.in_sentence, home, evidence.rule)


def _first(year: _Year) -> Sentence:
    return next(iter(year.forms.values()))


def _differ(figure: str, before: _Year, after: _Year) -> bool:
    """Whether the years share neither a form nor a shipped entry that takes their sentences."""
    if not before.forms.keys().isdisjoint(after.forms):
        return False
    return _entries(figure, before).isdisjoint(_entries(figure, after))


def _entries(figure: str, year: _Year) -> set[EntryKey]:
    found: set[EntryKey] = set()
    for each in year.forms.values():
        found |= entries_for(figure, each.text, each.home, each.rule)
    return found
