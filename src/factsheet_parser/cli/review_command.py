"""`factsheet-parser review PATH... -o OUT.html`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factsheet_parser.cli.options import JobsOption, PathsArgument, reads_sheets
from factsheet_parser.cli.output import UNPARSED, refuse, tell_failed, unwritable
from factsheet_parser.printable import counted, printable

if TYPE_CHECKING:
    from factsheet_parser.options import ReadingOptions


@reads_sheets()
def review(
    paths: PathsArgument,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="OUT", help="The page to write: .html.", show_default=False
        ),
    ],
    jobs: JobsOption = None,
    reading: ReadingOptions,
) -> None:
    """Write one HTML page to audit the records: each number boxed on its page, beside its figure.

    The page needs no network. Files that give no record are listed in it, and named on standard
    error.
    """
    from factsheet_parser.batch.inputs import NOTHING_FOUND
    from factsheet_parser.batch.iteration import iter_factsheets
    from factsheet_parser.errors import WorkersError
    from factsheet_parser.review import write_review

    if output.suffix.lower() not in (".html", ".htm"):
        refuse(f"{printable(str(output))}: a review ends in .html.")
    try:
        outcomes = list(iter_factsheets(paths, jobs=jobs, **reading))
        if not outcomes:
            refuse(NOTHING_FOUND)
        write_review(
            outcomes, output, password=reading["password"], limits=reading["limits"], jobs=jobs
        )
    except (ImportError, WorkersError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(unwritable(output, error))
    failed = False
    for outcome in outcomes:
        if outcome.error is not None:
            failed = True
            tell_failed(outcome.source, outcome.error)
    count = sum(outcome.is_first_of_file for outcome in outcomes)
    typer.echo(f"{printable(str(output))}: {counted(count, 'file')}.", err=True)
    if failed:
        raise typer.Exit(UNPARSED)
