"""`factsheet-parser drift PATH...`."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factsheet_parser.cli.options import PathsArgument, reads_sheets
from factsheet_parser.cli.output import FINDINGS, UNPARSED, refuse, say
from factsheet_parser.printable import printable

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
    from factsheet_parser.record import FIGURES

    editions = len(found.editions)
    yield f"{_sheets(found.sheets)}, {editions} edition{'' if editions == 1 else 's'}"
    yield f"KNOWN: {len(found.known)} of {len(FIGURES)} figures"
    partly = [each for each in found.known if each.sheets < found.sheets]
    for each in partly:
        yield f"  {each.figure}: in {_sheets(each.sheets)}"
    if found.reworded:
        yield ""
        yield "REWORDED: likely these figures, in words that no wording knows"
        for reworded in found.reworded:
            yield from _reworded(reworded)
    if found.new:
        yield ""
        yield "NEW: numbers that are likely no figure's"
        for new in found.new:
            yield from _wrapped(f"{_sheets(new.sheets)}: {new.example}", "  ")
    if found.gone:
        yield ""
        yield "GONE: figures that sheets do not give"
        for gone in found.gone:
            yield f"  {gone.figure}: not in {_sheets(gone.sheets)}"
            if gone.before:
                yield from _wrapped(f"before: {gone.before}", "    ")
    if found.reworded or found.new:
        yield ""
        yield "To teach it: factsheet-parser learn PATH... -o OWN.toml"


def _reworded(reworded: Reworded) -> Iterator[str]:
    yield f"  {', '.join(reworded.figures)}: {_sheets(reworded.sheets)}"
    yield from _wrapped(f"now: {reworded.example}", "    ")
    for before in dict.fromkeys(reworded.before):
        if before:
            yield from _wrapped(f"before: {before}", "    ")


def _sheets(count: int) -> str:
    return f"{count} sheet{'' if count == 1 else 's'}"


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from wrap(
        printable(text.replace("\t", " | ")),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )
