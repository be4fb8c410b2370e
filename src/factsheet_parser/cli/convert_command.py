"""`factsheet-parser convert PATH... -o OUT`."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factsheet_parser.choices import Layout
from factsheet_parser.cli.options import JobsOption, PathsArgument, StrictOption, reads_sheets
from factsheet_parser.cli.output import FINDINGS, INTERRUPTED, UNPARSED, refuse, unwritable
from factsheet_parser.printable import counted, printable

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from factsheet_parser.batch.batch import Batch
    from factsheet_parser.batch.report import Report
    from factsheet_parser.options import ReadingOptions
    from factsheet_parser.tables.conversion import Conversion
    from factsheet_parser.tables.destinations import Destinations

_SECONDS_A_PAGE = 10


@reads_sheets()
def convert(  # noqa: PLR0913  # a parameter is an option of the command
    context: typer.Context,
    paths: PathsArgument,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="The table to write: .csv, .jsonl, .parquet, .xlsx or .sqlite.",
            show_default=False,
        ),
    ],
    layout: Annotated[
        Layout,
        typer.Option(help="wide: a row a factsheet; long: a row a figure. A .sqlite holds both."),
    ] = "wide",
    jobs: JobsOption = None,
    timeout: Annotated[
        float | None,
        typer.Option(min=0.1, help="Seconds a file may take. Default: 30.", show_default=False),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Keep finished files in OUT.journal and go on from there."),
    ] = False,
    strict: StrictOption = False,
    proposals: Annotated[
        bool,
        typer.Option(
            "--proposals",
            help="Fill gaps with the likeliest readings, and name them in the column proposed.",
        ),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the closing report as JSON.", show_default=False),
    ] = None,
    datapackage: Annotated[
        bool,
        typer.Option("--datapackage", help="Describe a .csv in a datapackage.json beside it."),
    ] = False,
    datasette: Annotated[
        bool,
        typer.Option(
            "--datasette", help="Describe a .sqlite for Datasette in a metadata.json beside it."
        ),
    ] = False,
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Parse on the Dask cluster of this scheduler.",
            show_default=False,
        ),
    ] = None,
    reading: ReadingOptions,
) -> None:
    """Convert files and folders to one table, and say what is in it.

    OUT appears whole or not at all. Files that give no record are named on standard error.
    """
    if dask is not None and (jobs, timeout) != (None, None):
        refuse("--jobs and --timeout are this machine's; leave them out with --dask.")
    from factsheet_parser.batch.batch import Batch
    from factsheet_parser.cli.progress import tell
    from factsheet_parser.cli.teaching import teaching_lines
    from factsheet_parser.errors import WorkersError
    from factsheet_parser.tables.destinations import Destinations

    destinations = Destinations.of(
        output, report=report, datapackage=datapackage, datasette=datasette, resume=resume
    )
    own_timeout = ... if timeout is None else timeout
    try:
        with _cluster(dask) as executor:
            batch = Batch.of(paths, jobs=jobs, timeout=own_timeout, executor=executor, **reading)
            told = _run(batch, destinations, layout, proposals=proposals)
    except sqlite3.Error as error:
        refuse(_journal_complaint(destinations, error))
    except OSError as error:
        refuse(unwritable(output, error))
    except (ValueError, ImportError, WorkersError) as error:
        refuse(str(error))
    own = context.params["wordings"]
    tell(told, output, teaching_lines(told.learnable, paths, own))
    if told.failed:
        raise typer.Exit(UNPARSED)
    if strict and (told.with_findings or told.findings):
        raise typer.Exit(FINDINGS)


def _run(batch: Batch, destinations: Destinations, layout: Layout, *, proposals: bool) -> Report:
    """Convert, with a bar on a terminal; Ctrl-C ends the command and says how to go on."""
    from factsheet_parser.cli.progress import heeded_interrupts, progress
    from factsheet_parser.tables.conversion import Conversion

    done = total = 0
    try:
        with heeded_interrupts() as heed:
            conversion = Conversion.of(batch, destinations, layout, proposals=proposals)
            total = len(conversion.inputs)
            if batch.options.ocr:
                _tell_pictures(conversion)
            with progress(total) as bar:

                def advance(now: int, _: int) -> None:
                    nonlocal done
                    done = now
                    bar(now)
                    heed()

                return conversion.run(advance)
    except KeyboardInterrupt:
        _say_how_to_resume(destinations, done, total)
        raise typer.Exit(INTERRUPTED) from None


def _cluster(address: str | None) -> AbstractContextManager[Executor | None]:
    """The Dask cluster at this address; nothing without one."""
    if address is None:
        return nullcontext()
    from factsheet_parser.batch.workers import dask_executor

    return dask_executor(address)


def _tell_pictures(conversion: Conversion) -> None:
    """Say how many pages OCR will read, and that it takes its time."""
    from factsheet_parser.batch.picture_count import pictures_in

    batch = conversion.batch
    pages = pictures_in(conversion.inputs, batch.options, batch.jobs)
    typer.echo(
        f"OCR reads {counted(pages, 'page')}, some {_SECONDS_A_PAGE} seconds each.",
        err=True,
    )


def _journal_complaint(destinations: Destinations, error: sqlite3.Error) -> str:
    if not destinations.resume:
        return f"The records cannot be kept: {error}."
    name = printable(str(destinations.journal))
    if "locked" in str(error):
        return f"{name} is in use by another conversion."
    return f"{name} cannot be used as a journal ({error}); remove it and start again."


def _say_how_to_resume(destinations: Destinations, done: int, total: int) -> None:
    typer.echo(f"Interrupted after {done:,} of {total:,} files.", err=True)
    if destinations.resume:
        typer.echo(
            f"What is finished is kept in {printable(str(destinations.journal))}: run the same "
            "command again to go on from there.",
            err=True,
        )
    else:
        typer.echo(
            "Nothing is kept. With --resume, a command that is run again goes on where it stopped.",
            err=True,
        )
