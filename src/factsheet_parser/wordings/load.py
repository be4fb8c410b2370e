"""The files of wordings: the shipped ones, and a user's own, which have the same form."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError

from factsheet_parser.errors import FactsheetError
from factsheet_parser.record import SECTIONS, Frozen, Scope
from factsheet_parser.wordings.template import WordClasses


class WordingError(FactsheetError, ValueError):
    """A file of wordings that cannot be used; the message says which entry and why."""


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Several = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Wording(Frozen):
    """A sentence with blanks that gives one figure or several."""

    sentence: str
    figure: str | None = Field(default=None, description="What its {count} stands for.")
    source: str = Field(default="", description="Where it was seen.")
    after: Several = Field(
        default=(),
        description="Figures one of which the part or unit before it must have given last.",
    )
    resumes: bool = Field(
        default=False,
        description="It names what it goes on from, so that other figures may stand between.",
    )
    value: int | float | None = Field(
        default=None, description="The figure's value, where the sentence says none."
    )
    undated: bool = Field(
        default=False, description="It counts what there is by now, and needs no year."
    )
    introduces: Several = Field(
        default=(), description="Figures of which what stands below it gives the parts."
    )
    below: Several = Field(
        default=(),
        description="What must stand above it, each: a heading, a lead-in, a caption, a column's "
        "head. For wordings of a user's own.",
    )
    other: bool = Field(
        default=False, description="It counts something that is no figure, and gives nothing."
    )


class OwnFigure(Frozen):
    """A measure that this package does not have."""

    name: str = Field(pattern=r"^[a-z][a-z_]*\.[a-z][a-z_0-9]*$")
    scope: Scope
    unit: str = ""
    description: str = ""


class CounterExample(Frozen):
    """A sentence that looks like one with the figure, and counts something else."""

    figure: str
    sentence: str
    source: str = ""


class _Entry(Wording):
    sentence: Several  # type: ignore[assignment]


class _Other(Frozen):
    """A sentence whose numbers are no figure's, and need no one's attention."""

    sentence: Several
    source: str = ""


class WordingsFile(Frozen):
    """What a file of wordings holds."""

    wording: tuple[_Entry, ...] = ()
    other: tuple[_Other, ...] = ()
    figure: tuple[OwnFigure, ...] = ()
    counter_example: tuple[CounterExample, ...] = ()

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Its wordings, one a sentence."""
        return tuple(
            Wording.model_construct(**{**dict(entry), "sentence": sentence})
            for entry in self.wording
            for sentence in entry.sentence
        ) + tuple(
            Wording(sentence=sentence, source=entry.source, other=True)
            for entry in self.other
            for sentence in entry.sentence
        )


Wordings = str | os.PathLike[str] | Iterable[Wording] | None
"""A file of wordings, what `load_wordings` gave, or none."""


def read_file(path: str | os.PathLike[str]) -> WordingsFile:
    """What a user's file holds, not yet checked against what is known.

    Raises OSError for a file that cannot be read, and WordingError for one of another form.
    """
    try:
        return WordingsFile.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise WordingError(f"It is no file of wordings: {place}: {first['msg']}.") from error
    except ValueError as error:
        raise WordingError(f"It is no file of wordings: {error}.") from error


def _shipped_text(name: str) -> str:
    return files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


@cache
def shipped() -> tuple[Wording, ...]:
    """The wordings of this package."""
    found: list[Wording] = []
    for section in SECTIONS:
        content = WordingsFile.model_validate(tomllib.loads(_shipped_text(section)))
        found += content.wordings
    return tuple(found)


@cache
def counter_examples() -> tuple[CounterExample, ...]:
    """Sentences that look like a figure's and count something else."""
    content = tomllib.loads(_shipped_text("counter_examples"))
    return WordingsFile.model_validate(content).counter_example


@cache
def word_classes() -> WordClasses:
    """The classes of words that wordings may use."""
    return WordClasses(tomllib.loads(_shipped_text("words")))
