"""What `learn` gives: wordings and sentences about other things, each with where it was seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import regex

from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.load import Wording

_BLANK = regex.compile(r"\{(?:count|[a-z_]+\.[a-z0-9_]+)\}")


class Example(NamedTuple):
    """A number of a sheet: `sentence[start:end]`."""

    source: str
    sentence: str
    start: int
    end: int
    value: int | float


def without_figures(sentence: str) -> str:
    """A sentence of a wordings file, whatever its numbers are taken for.

    >>> without_figures("{state} had {count} of {team_hope.national_supported} in {year}.")
    '{state} had {number} of {number} in {year}.'
    """
    return _BLANK.sub("{number}", sentence, timeout=SEARCH_SECONDS)


@dataclass(frozen=True)
class LearnedWording:
    """A sentence with its blanks that gives one figure or several, in one form or several."""

    figures: tuple[str, ...]
    sentences: tuple[str, ...]
    """In the notation of a wordings file, the most frequent first."""
    below: tuple[str, ...]
    value: int | None
    """0 where it says none without a number."""
    sheets: int
    """How many sheets say it."""
    examples: tuple[Example, ...]
    """One for each figure."""
    smallest: tuple[int | float, ...]
    """Of each figure."""
    largest: tuple[int | float, ...]
    order: tuple[int, int]
    """Its edition, and its place in a sheet."""

    @property
    def statements(self) -> frozenset[str]:
        """Its sentences, whatever their numbers are taken for."""
        return frozenset(map(without_figures, self.sentences))

    @property
    def source(self) -> str:
        """Where it was seen."""
        return seen_in(self.sheets, self.examples[0].source)

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """As `parse_factsheet` takes them."""
        named = self.figures[0] if self.value is not None or len(self.figures) == 1 else None
        return tuple(
            Wording(
                figure=named,
                sentence=sentence,
                source=self.source,
                below=self.below,
                value=self.value,
            )
            for sentence in self.sentences
        )


@dataclass(frozen=True)
class LearnedOther:
    """A sentence whose numbers are no figure's."""

    sentence: str
    sheets: int
    example: Example
    order: tuple[int, int]

    @property
    def statements(self) -> frozenset[str]:
        """Its sentence, whatever its numbers are taken for."""
        return frozenset((without_figures(self.sentence),))

    @property
    def source(self) -> str:
        """Where it was seen."""
        return seen_in(self.sheets, self.example.source)

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """As `parse_factsheet` takes them."""
        return (Wording(sentence=self.sentence, source=self.source, other=True),)


Entry = LearnedWording | LearnedOther
"""What a person takes or refuses."""


class Dropped(NamedTuple):
    """A wording that was not taken, and why."""

    sentence: str
    figures: tuple[str, ...]
    why: str


class Unsure(NamedTuple):
    """A sentence that is left for a figure, and whose words fit another one better: not taken."""

    figure: str
    sheets: int
    example: Example


@dataclass(frozen=True)
class Learned:
    """What the sheets of one or several editions teach."""

    wordings: tuple[LearnedWording, ...]
    others: tuple[LearnedOther, ...]
    editions: tuple[tuple[str, ...], ...]
    """The sheets of each edition that was learned."""
    alone: tuple[str, ...]
    """Sheets that are like no other: nothing was learned from them."""
    unread: tuple[tuple[str, str], ...]
    """What is no sheet, and why."""
    dropped: tuple[Dropped, ...]
    missing: tuple[tuple[str, int], ...]
    """Figures that sheets of the editions do not give, with how many do not."""
    known: tuple[tuple[str, int], ...]
    """Figures that wordings gave before, with in how many sheets."""
    unsure: tuple[Unsure, ...] = ()
    refused: tuple[str, ...] = ()
    """A statement of each entry that was refused before, and is left out."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What a person takes or refuses."""
        return (*self.wordings, *self.others)

    @property
    def all_wordings(self) -> tuple[Wording, ...]:
        """All of it, for `parse_factsheet(..., wordings=...)`."""
        return in_force(self.wordings, self.others)


def in_force(
    wordings: Iterable[LearnedWording], others: Iterable[LearnedOther]
) -> tuple[Wording, ...]:
    """What `parse_factsheet` takes."""
    return (
        *(wording for each in wordings for wording in each.wordings),
        *(other for each in others for other in each.wordings),
    )


def seen_in(sheets: int, source: str) -> str:
    """How often and where something was seen."""
    name = source.replace("\\", "/").rpartition("/")[2]
    return name if sheets == 1 else f"{sheets} sheets, e.g. {name}"
