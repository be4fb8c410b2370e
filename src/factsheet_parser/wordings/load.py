"""The files of wordings: the shipped ones, and a user's own, which have the same form."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from factsheet_parser.errors import FactsheetError
from factsheet_parser.record import (
    FIGURES,
    SECTIONS,
    FigureDefinition,
    Frozen,
    Scope,
    definition_of,
    is_figure_name,
)
from factsheet_parser.wordings.template import WordClasses


class WordingError(FactsheetError, ValueError):
    """A file of wordings that cannot be used; the message says which entry and why."""


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Several = Annotated[tuple[str, ...], BeforeValidator(_several)]


class OwnFigure(Frozen):
    """A measure that this package does not have."""

    name: str
    scope: Scope
    unit: str = Field(default="count", description="What it counts, or percent for a share.")
    description: str = ""

    @model_validator(mode="after")
    def _name_agrees(self) -> Self:
        if self.name in FIGURES:
            raise ValueError(f"{self.name} is a figure already")
        if not is_figure_name(self.name):
            raise ValueError(
                f"{self.name!r} is no name for a figure: it needs a section and a field, such as "
                f'"cybertipline.{self.scope}_referrals"; sections are {", ".join(SECTIONS)}'
            )
        if (self.unit == "percent") != self.name.endswith("_percent"):
            raise ValueError(
                f'{self.name}: the name of a share, and of nothing else, ends in "_percent"'
            )
        return self

    @property
    def definition(self) -> FigureDefinition:
        """What it counts."""
        return definition_of(self.name)._replace(
            scope=self.scope, percent=self.unit == "percent", description=self.description
        )


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
    defines: tuple[OwnFigure, ...] = Field(
        default=(), description="A user's own figures that it gives, from the same file."
    )


class CounterExample(Frozen):
    """A sentence that looks like one with the figure, and counts something else."""

    figure: str
    sentence: str
    source: str = ""


class _Entry(Wording):
    sentence: Several  # type: ignore[assignment]  # several sentences, each made a `Wording` of its own
    defines: tuple[()] = ()


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
            Wording.model_construct(
                **{**dict(entry), "sentence": sentence, "defines": self._defined(entry, sentence)}
            )
            for entry in self.wording
            for sentence in entry.sentence
        ) + tuple(
            Wording(sentence=sentence, source=entry.source, other=True)
            for entry in self.other
            for sentence in entry.sentence
        )

    def _defined(self, entry: Wording, sentence: str) -> tuple[OwnFigure, ...]:
        return tuple(
            each
            for each in self.figure
            if each.name == entry.figure or f"{{{each.name}}}" in sentence
        )


def own_definitions(wordings: Iterable[Wording]) -> dict[str, FigureDefinition]:
    """The figures that these wordings define beyond the package's, by name, in their order."""
    return {each.name: each.definition for wording in wordings for each in wording.defines}


Wordings = str | os.PathLike[str] | Iterable[Wording] | None
"""A file of wordings, what `load_wordings` gave, or none."""


def read_file(path: str | os.PathLike[str]) -> WordingsFile:
    """What a user's file holds, not yet checked against what is known.

    Raises OSError for a file that cannot be read, and WordingError for one of another form.
    """
    try:
        return WordingsFile.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except ValidationError as error:
        raise WordingError(f"It is no file of wordings: {_told(error)}") from error
    except UnicodeDecodeError as error:
        raise WordingError("It is no file of wordings: it is no text in UTF-8.") from error
    except ValueError as error:
        raise WordingError(f"It is no file of wordings: {error}.") from error


_NAMES = {
    "wording": tuple(name for name in Wording.model_fields if name not in ("other", "defines")),
    "other": tuple(_Other.model_fields),
    "figure": tuple(OwnFigure.model_fields),
    "counter_example": tuple(CounterExample.model_fields),
}
"""What the entries of a file may say."""


def _told(error: ValidationError) -> str:
    """What is wrong with a file's form first, for who wrote it."""
    first = error.errors()[0]
    kind, (table, *within) = first["type"], map(str, first["loc"])
    if not within and table in WordingsFile.model_fields:
        return f"write [[{table}]], in two brackets, above each {table}."
    if not within:
        return f"there is no [[{table}]]; there are [[wording]], [[other]] and [[figure]]."
    number, *field = within
    entry = f"[[{table}]] {int(number) + 1}"
    if kind == "extra_forbidden":
        return f"{entry} has no {'.'.join(field)}; it has {', '.join(_NAMES[table])}."
    if kind == "missing":
        return f"{entry} lacks its {'.'.join(field)}."
    return f"{': '.join((entry, *field))}: {first['msg'].removeprefix('Value error, ')}."


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
