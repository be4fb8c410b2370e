"""`factsheet-parser drift FILE...`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from textwrap import wrap
from typing import Annotated

import typer

from factsheet_parser.cli.common import (
    FINDINGS,
    NO_LIMITS,
    UNPARSED,
    LimitOption,
    PasswordOption,
    WordingsOption,
    bounds,
    loaded,
)
from factsheet_parser.drift import Drift, Missing, Sentence, find_drift
from factsheet_parser.errors import FactsheetError, reason
from factsheet_parser.printable import printable
from factsheet_parser.record import FIGURES

_WIDTH = 78


class DriftFormat(StrEnum):
    """Who reads what `drift` prints."""

    TEXT = "text"
    JSON = "json"


def drift(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Factsheets: .pdf, .txt or .md.")
    ],
    form: Annotated[
        DriftFormat,
        typer.Option("--format", help="text to read, or json: of several files an object a line."),
    ] = DriftFormat.TEXT,
    password: PasswordOption = None,
    limit: LimitOption = NO_LIMITS,
    wordings: WordingsOption = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 unless every wording is known.")
    ] = False,
) -> None:
    """Show what in a new edition no wording knows yet.

    Each sentence with a number is known, recognised though its wording changed, or new, with the
    word at which no wording goes on.
    """
    own = loaded(wordings)
    limits = bounds(limit)
    failed = unknown = False
    for path in files:
        try:
            found = find_drift(path, name=path, password=password, limits=limits, wordings=own)
        except (FactsheetError, OSError) as error:
            failed = True
            typer.echo(f"{printable(path)}: {reason(error)}", err=True)
            continue
        unknown = unknown or not found.known
        if form is DriftFormat.JSON:
            typer.echo(found.model_dump_json(indent=None if len(files) > 1 else 2))
        else:
            typer.echo("\n".join(_lines(found)))
    if failed:
        raise typer.Exit(UNPARSED)
    if strict and unknown:
        raise typer.Exit(FINDINGS)


def _lines(found: Drift) -> Iterator[str]:
    sentences = {
        status: [each for each in found.sentences if each.status == status]
        for status in ("known", "recognised", "new")
    }
    place = f"{found.state.name if found.state else 'no state'}, {found.year or 'no year'}"
    yield printable(f"{found.source}: {place}")
    yield (
        f"  {len(FIGURES) - len(found.missing)} of {len(FIGURES)} figures; sentences and rows with "
        f"numbers: {len(sentences['known'])} known,"
    )
    yield f"  {len(sentences['recognised'])} recognised though changed, {len(sentences['new'])} new."
    if sentences["recognised"]:
        yield ""
        yield "RECOGNISED THOUGH CHANGED"
        for sentence in sentences["recognised"]:
            yield from _recognised(sentence)
    if sentences["new"]:
        yield ""
        yield "NEW: nothing reads the number"
        for sentence in sentences["new"]:
            yield from _new(sentence)
    if found.missing:
        yield ""
        yield "GONE: figures that the sheet does not give, or not in words that are known"
        for missing in found.missing:
            yield from _missing(missing)
    yield ""


def _recognised(sentence: Sentence) -> Iterator[str]:
    figures = [number.figure for number in sentence.numbers if number.figure]
    yield f"  page {sentence.page}: {', '.join(figures)}"
    yield from _wrapped(sentence.sentence, "    ")
    for number in sentence.numbers:
        if not number.read:
            yield f"    {printable(number.text)} is withheld; see {number.figure} below."


def _new(sentence: Sentence) -> Iterator[str]:
    numbers = ", ".join(number.text for number in sentence.numbers)
    yield printable(f"  page {sentence.page}: {numbers}")
    yield from _wrapped(sentence.sentence, "    ")
    if sentence.stops_at:
        yield from _wrapped(f'no wording goes on at "{sentence.stops_at}"', "    ")


def _missing(missing: Missing) -> Iterator[str]:
    yield f"  {missing.figure}"
    for wording in missing.known_as:
        yield from _wrapped(f"known as: {wording}", "    ")
    if missing.code != "missing_figure":
        yield from _wrapped(missing.message, "    ")


def _wrapped(text: str, indent: str) -> Iterator[str]:
    hanging = indent + "  "
    yield from wrap(
        printable(text.replace("\t", " | ")),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    )
