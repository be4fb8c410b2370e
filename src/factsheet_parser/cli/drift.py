"""`factsheet-parser drift FILE...`."""

from __future__ import annotations

import json
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
from factsheet_parser.drift import Drift, Likely, Missing, Sentence, find_drift
from factsheet_parser.errors import FactsheetError, reason
from factsheet_parser.printable import printable
from factsheet_parser.record import FIGURES
from factsheet_parser.sections.wordings import Wording

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
    """Show what in a new edition the rules do not know yet.

    Each sentence with a number is known, recognised though its wording changed, or new; for each
    figure not found: the likeliest sentence, why the rules refused it, and what to add where.
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
        yield "RECOGNISED THOUGH CHANGED  [-gone-] {+new+}"
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
    yield from _wrapped(sentence.changes or sentence.sentence, "    ")
    for number in sentence.numbers:
        if number.figure is None:
            yield f"    {printable(number.text)} is read by no rule."
        elif not number.read:
            yield f"    {printable(number.text)} is withheld; see {number.figure} below."


def _new(sentence: Sentence) -> Iterator[str]:
    numbers = ", ".join(number.text for number in sentence.numbers)
    yield printable(f"  page {sentence.page}: {numbers}")
    yield from _wrapped(sentence.sentence, "    ")
    if sentence.nearest:
        yield from _wrapped(f"nearest: {sentence.changes}", "    ")


def _missing(missing: Missing) -> Iterator[str]:
    yield f"  {missing.figure}"
    for wording in missing.known_as:
        yield from _wrapped(f"known as: {wording}", "    ")
    if missing.code != "missing_figure":
        yield from _wrapped(missing.message, "    ")
    elif missing.likely is None:
        yield "    No sentence with a number comes near."
    else:
        yield from _likely(missing.likely, missing.file)


def _likely(likely: Likely, file: str) -> Iterator[str]:
    yield from _wrapped(f"likeliest, page {likely.page}: {likely.sentence}", "    ")
    yield from _wrapped(f"{likely.number} is not read, for:", "    ")
    for why in likely.refused:
        yield from _wrapped(f"- {why.text}", "      ")
    if likely.wording is None:
        yield from _wrapped(f"No wording is offered: {likely.no_wording}", "    ")
        return
    yield from _wrapped(
        f"If this is the figure, add to {file}, or to a file of your own for --wordings:", "    "
    )
    yield from _entry(likely.wording)


def _entry(wording: Wording) -> Iterator[str]:
    """The wording as TOML: to be copied, so that its lines stay whole."""
    yield "      [[wording]]"
    for name, value in wording:
        # A JSON string is a TOML string.
        yield f"      {name} = {json.dumps(value, ensure_ascii=not value.isprintable())}"


def _wrapped(text: str, indent: str) -> Iterator[str]:
    hanging = indent + "  "
    yield from wrap(
        printable(text.replace("\t", " | ")),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    )
