"""`factsheet-parser check PATH...`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from factsheet_parser.choices import ReportForm
from factsheet_parser.cli.options import reads_sheets
from factsheet_parser.cli.output import FINDINGS, refuse, say
from factsheet_parser.printable import printable

if TYPE_CHECKING:
    from factsheet_parser.options import ReadingOptions


@reads_sheets("both", reader_help="Who reads a PDF; both reads it twice.")
def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Golden fixtures (NAME.golden.json), their sheets, or folders of them.",
            show_default=False,
        ),
    ],
    *,
    form: Annotated[
        ReportForm,
        typer.Option("--format", help="text, json, annotations for GitHub, or JUnit's XML."),
    ] = "text",
    reading: ReadingOptions,
) -> None:
    """Compare golden fixtures with what the parser says of their sheets now.

    Each form beside a fixture is read, a PDF by both readers. Status 1 on any difference, and
    when there is no golden fixture.
    """
    from factsheet_parser.golden.comparison import NOTHING
    from factsheet_parser.golden.comparison import check as compare
    from factsheet_parser.golden.reports import REPORTS
    from factsheet_parser.record import FIGURES

    try:
        found = compare(paths, **reading)
    except OSError as error:
        refuse(f"{printable(str(error.filename))} cannot be read: {error.strerror}.")
    if not found:
        typer.echo(
            f"No golden fixture (NAME.golden.json) is below {printable(' '.join(paths))}; "
            "`factsheet-parser accept PATH` writes one.",
            err=True,
        )
        raise typer.Exit(FINDINGS)
    say(REPORTS[form](found), data=form != "text")
    differences = [each for checked in found for each in checked.differences]
    if not reading["wordings"] and any(
        each.what in FIGURES and each.got == NOTHING for each in differences
    ):
        typer.echo(
            "Figures are missing. If you taught this edition, add --wordings OWN.toml.", err=True
        )
    if differences:
        raise typer.Exit(FINDINGS)
