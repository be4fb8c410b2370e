"""`factsheet-parser chart TABLE-OR-FOLDER -o FIGURE.svg`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from factsheet_parser.batch import iter_factsheets
from factsheet_parser.cli.common import UNPARSED, refuse
from factsheet_parser.errors import WorkersError, reason
from factsheet_parser.printable import printable


class Chart(StrEnum):
    """What is drawn."""

    MAP = "map"
    RANKING = "ranking"
    CATEGORIES = "categories"
    YEARS = "years"


def chart(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE-OR-FOLDER",
            help="What convert wrote (.csv, .jsonl, .sqlite, .parquet), or a folder of factsheets.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FIGURE", help="To write: .svg, .png or .html."),
    ],
    kind: Annotated[
        Chart, typer.Option("--chart", help="years draws a line for each state.")
    ] = Chart.MAP,
    figure: Annotated[
        str, typer.Option(help="A figure of the states.")
    ] = "cybertipline.state_reports",
    year: Annotated[
        int | None, typer.Option(help="Default: the latest.", show_default=False)
    ] = None,
) -> None:
    """Draw a map, a ranking, the missing cases by category, or the years of many factsheets."""
    from factsheet_parser.charts import draw, rows_of_outcomes, rows_of_table, write_chart

    failed = False
    try:
        if source.is_dir():
            outcomes = list(iter_factsheets(source))
            for outcome in outcomes:
                if outcome.error is not None:
                    failed = True
                    typer.echo(f"{printable(outcome.source)}: {reason(outcome.error)}", err=True)
            rows = rows_of_outcomes(outcomes)
        else:
            rows = rows_of_table(source)
        write_chart(draw(kind.value, rows, figure=figure, year=year), output)
    except (ValueError, ImportError, WorkersError) as error:
        refuse(printable(str(error)))
    except OSError as error:
        refuse(f"{printable(str(error.filename or source))}: {error.strerror or error}.")
    typer.echo(f"{printable(str(output))}: {kind.value} of {figure}.", err=True)
    if failed:
        raise typer.Exit(UNPARSED)
