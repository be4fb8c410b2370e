"""`factsheet-parser drift PATH...`."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factsheet_parser.cli.options import PathsArgument, reads_sheets
from factsheet_parser.cli.output import FINDINGS, UNPARSED, refuse, say
from factsheet_parser.printable import counted, printable

if TYPE_CHECKING:
    from factsheet_parser.editions.drift import Drift, Reworded
    from factsheet_parser.options import ReadingOptions

_WIDTH = 78


@reads_sheets(reader_help="Who reads a PDF; with both, what they read alike.")
def drift(
    paths: PathsArgument,
    *,
    form: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="text to read, or json: one object."),
    ] = "text",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 unless everything is known.")
    ] = False,
    reading: ReadingOptions,
) -> None:
    """Show what in new sheets no wording knows yet: one report over all of them.

    A figure is known, reworded (likely said in new words), or gone; a number that is no figure's,
    in a sentence that nothing knows, is new. `learn` makes wordings of it.
    """
    from factsheet_parser.batch.inputs import NOTHING_FOUND
    from factsheet_parser.editions.drift import drift as drift_of
    from factsheet_parser.errors import WorkersError

    try:
        found = drift_of(paths, **reading)
    except (ImportError, WorkersError) as error:
        refuse(str(error))
    if not (found.editions or found.unread):
        refuse(NOTHING_FOUND)
    for each in found.unread:
        typer.echo(printable(f"{each.source}: {each.reason}"), err=True)
    if form == "json":
        say(found.model_dump_json(indent=2), data=True)
    else:
        say("\n".join(_lines(found)))
    if found.unread:
        raise typer.Exit(UNPARSED)
    if strict and not found.is_known:
        raise typer.Exit(FINDINGS)


def _lines(found: Drift) -> Iterator[str]:
    yield f"{counted(found.sheets, 'sheet')}, {counted(len(found.editions), 'edition')}"
    yield from _known(found)
    if found.reworded:
        yield ""
        yield "REWORDED: likely these figures, in words that no wording knows"
        for reworded in found.reworded:
            yield from _reworded(reworded)
    if found.new:
        yield ""
        yield "NEW: numbers that are likely no figure's"
        for new in found.new:
            yield from _wrapped(f"{counted(new.sheets, 'sheet')}: {new.example}", "  ")
    if found.gone:
        yield ""
        yield "GONE: figures that sheets do not give"
        for gone in found.gone:
            yield f"  {gone.figure}: not in {counted(gone.sheets, 'sheet')}"
            if gone.before:
                yield from _wrapped(f"before: {gone.before}", "    ")
    if found.reworded or found.new:
        yield ""
        yield "To teach it: factsheet-parser learn PATH... -o OWN.toml"


def _known(found: Drift) -> Iterator[str]:
    from factsheet_parser.record import FIGURES

    partly: dict[int, list[str]] = {}
    for each in found.known:
        if each.sheets < found.sheets:
            partly.setdefault(each.sheets, []).append(each.figure)
    everywhere = len(found.known) - sum(map(len, partly.values()))
    yield f"KNOWN: {everywhere} of {len(FIGURES)} figures{' in all sheets' if partly else ''}"
    for sheets, names in sorted(partly.items(), reverse=True):
        which = "all of them" if len(names) == len(FIGURES) else ", ".join(names)
        yield from _wrapped(f"in {counted(sheets, 'sheet')}: {which}", "  ")


def _reworded(reworded: Reworded) -> Iterator[str]:
    yield f"  {', '.join(reworded.figures)}: {counted(reworded.sheets, 'sheet')}"
    yield from _wrapped(f"now: {reworded.example}", "    ")
    for before in dict.fromkeys(reworded.before):
        if before:
            yield from _wrapped(f"before: {before}", "    ")


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from wrap(
        printable(text.replace("\t", " | ")),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )
