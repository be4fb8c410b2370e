"""`factsheet-parser chart PATH... -o FIGURE.svg`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factsheet_parser.choices import ChartName
from factsheet_parser.cli.options import reads_sheets
from factsheet_parser.cli.output import UNPARSED, refuse, tell_failed
from factsheet_parser.printable import printable

if TYPE_CHECKING:
    from factsheet_parser.options import ReadingOptions


@reads_sheets()
def chart(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="What convert wrote (.csv, .jsonl, .sqlite, .parquet), or factsheets and folders "
            "of them.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FIGURE",
            help="To write: .svg, .png or .html.",
            show_default=False,
        ),
    ],
    kind: Annotated[
        ChartName, typer.Option("--chart", help="years draws a line for each state.")
    ] = "map",
    figure: Annotated[
        str, typer.Option(help="A figure of the states.")
    ] = "cybertipline.state_reports",
    year: Annotated[
        int | None, typer.Option(help="Default: the latest.", show_default=False)
    ] = None,
    reading: ReadingOptions,
) -> None:
    """Draw a map, a ranking, the missing cases by category, or the years of many factsheets."""
    from factsheet_parser.batch.iteration import iter_factsheets
    from factsheet_parser.charts import (
        draw,
        is_table,
        rows_of_outcomes,
        rows_of_table,
        write_chart,
    )
    from factsheet_parser.errors import WorkersError

    failed = False
    try:
        if len(paths) == 1 and is_table(Path(paths[0])):
            rows = rows_of_table(Path(paths[0]))
        else:
            outcomes = list(iter_factsheets(paths, **reading))
            for outcome in outcomes:
                if outcome.error is not None:
                    failed = True
                    tell_failed(outcome.source, outcome.error)
            rows = rows_of_outcomes(outcomes)
        write_chart(draw(kind, rows, figure=figure, year=year), output)
    except (ValueError, ImportError, WorkersError) as error:
        refuse(printable(str(error)))
    except OSError as error:
        refuse(f"{printable(str(error.filename or paths[0]))}: {error.strerror or error}.")
    what = "the missing cases" if kind == "categories" else figure
    typer.echo(f"{printable(str(output))}: {kind} of {what}.", err=True)
    if failed:
        raise typer.Exit(UNPARSED)
