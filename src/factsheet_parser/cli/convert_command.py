"""`factsheet-parser convert PATH... -o OUT`."""

from __future__ import annotations

import os
import sqlite3
from contextlib import AbstractContextManager
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factsheet_parser.batch import isolates
from factsheet_parser.batch.inputs import Input, find_inputs
from factsheet_parser.batch.journal import Journal
from factsheet_parser.batch.remote import is_url
from factsheet_parser.batch.report import Report
from factsheet_parser.cli.common import (
    FINDINGS,
    INTERRUPTED,
    NO_LIMITS,
    NOTHING_FOUND,
    UNPARSED,
    LimitOption,
    OcrOption,
    PasswordOption,
    ReaderName,
    ReaderOption,
    StrictOption,
    WordingsOption,
    bounds,
    loaded,
    refuse,
    require_ocr,
    unwritable,
)
from factsheet_parser.cli.progress import heeded_interrupts, progress, tell
from factsheet_parser.cli.teaching import teaching_lines
from factsheet_parser.errors import WorkersError
from factsheet_parser.limits import DEFAULTS
from factsheet_parser.parse import Options
from factsheet_parser.printable import printable
from factsheet_parser.tables import conversion, table_of
from factsheet_parser.tables.datapackage import describe
from factsheet_parser.tables.destinations import Destinations
from factsheet_parser.tables.frames import TooManyRowsError
from factsheet_parser.tables.table import Table
from factsheet_parser.whole import remove_leftovers, whole

if TYPE_CHECKING:
    from factsheet_parser.batch.workers import Workers


_SECONDS_A_PAGE = 10


class Layout(StrEnum):
    """What a row is."""

    WIDE = "wide"
    LONG = "long"


def convert(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="Factsheets, folders of them (.txt, .md, .pdf), or URLs."
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="The table to write: .csv, .jsonl, .parquet, .xlsx or .sqlite.",
        ),
    ],
    layout: Annotated[
        Layout,
        typer.Option(help="wide: a row a factsheet; long: a row a figure. A .sqlite holds both."),
    ] = Layout.WIDE,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Worker processes; 1 parses in this one. Default: one a CPU.",
            show_default=False,
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            help=f"Seconds a file may take. Default: {DEFAULTS.timeout:g}.",
            show_default=False,
        ),
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
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Parse on the Dask cluster of this scheduler.",
            show_default=False,
        ),
    ] = None,
    reader: ReaderOption = ReaderName.PDFIUM,
    ocr: OcrOption = False,
    password: PasswordOption = None,
    limit: LimitOption = NO_LIMITS,
    wordings: WordingsOption = None,
) -> None:
    """Convert files and folders to one table, and say what is in it.

    OUT appears whole or not at all. Files that give no record are named on standard error.
    """
    destinations = Destinations(
        output, report, output.with_name("datapackage.json") if datapackage else None, resume
    )
    complaint = destinations.complaint()
    if complaint:
        refuse(complaint)
    if dask is not None and (jobs, timeout) != (None, None):
        refuse("--jobs and --timeout are this machine's; leave them out with --dask.")
    limits = bounds(limit if timeout is None else [*limit, f"timeout={timeout}"])
    alone = isolates(limits)
    require_ocr(ocr=ocr)
    limits = limits.for_ocr() if ocr else limits
    options = Options(reader.value, password, loaded(wordings), limits, ocr=ocr)
    done = total = 0
    try:
        with heeded_interrupts() as heed:
            left_alone: list[str] = []
            found = _found(paths, left_alone, destinations, options)
            total = len(found)
            if ocr:
                _tell_pictures(found, options, jobs)
            way = _way(options, jobs, dask, isolate=alone)
            with _journal(destinations, options, resume=resume) as journal, progress(total) as bar:

                def advance() -> None:
                    nonlocal done
                    done += 1
                    bar()
                    heed()

                told = conversion.convert(
                    found,
                    output,
                    layout.value,
                    way=way,
                    options=options,
                    journal=journal,
                    left_alone=left_alone,
                    advance=advance,
                    proposals=proposals,
                )
            _write_beside(destinations, table_of(layout.value, options.figures), told)
    except KeyboardInterrupt:
        _say_how_to_resume(destinations, done, total, resume=resume)
        raise typer.Exit(INTERRUPTED) from None
    except TooManyRowsError as error:
        refuse(str(error))
    except sqlite3.Error as error:
        refuse(_journal_complaint(destinations, error, resume=resume))
    except OSError as error:
        refuse(unwritable(output, error))
    except WorkersError as error:
        refuse(str(error))
    tell(told, output, teaching_lines(told.learnable, paths, wordings))
    if told.failed:
        raise typer.Exit(UNPARSED)
    if strict and (told.with_findings or told.findings):
        raise typer.Exit(FINDINGS)


def _found(
    paths: list[str], left_alone: list[str], destinations: Destinations, options: Options
) -> list[Input]:
    """The inputs, each file once; the rest of the folders goes to `left_alone`."""
    rest: list[str] = []
    found: dict[str, Input] = {}
    try:
        for each in find_inputs(paths, rest.append, options.limits, ocr=options.ocr):
            found.setdefault(_identity(each.source), each)
    except ImportError as error:
        refuse(str(error))
    if not found:
        refuse(NOTHING_FOUND)
    taken = destinations.taken_from(each.source for each in found.values())
    if taken is not None:
        refuse(f"{printable(str(taken))} is one of the files to read.")
    once = {_identity(source): source for source in rest if _identity(source) not in found}
    left_alone += destinations.without_ours(once.values())
    return list(found.values())


def _tell_pictures(found: list[Input], options: Options, jobs: int | None) -> None:
    """Say how many pages OCR will read, and that it takes its time."""
    from factsheet_parser.batch.picture_count import pictures_in

    pages = pictures_in(found, options, jobs)
    typer.echo(
        f"OCR reads {pages:,} page{'' if pages == 1 else 's'}, some {_SECONDS_A_PAGE} seconds each.",
        err=True,
    )


def _identity(source: str) -> str:
    return source if is_url(source) else os.path.abspath(source)


def _way(
    options: Options,
    jobs: int | None,
    dask: str | None,
    *,
    isolate: bool,
) -> AbstractContextManager[Workers] | None:
    """Who parses; None is this process."""
    if dask is None and jobs == 1 and not isolate:
        return None
    # pebble and multiprocessing take a twentieth of a second to import.
    import multiprocessing

    from factsheet_parser.batch import workers

    if dask is not None:
        if find_spec("distributed") is None:
            refuse("For --dask: python -m pip install 'factsheet-parser[dask]'")
        return workers.on_dask(dask, options)
    if "forkserver" in multiprocessing.get_all_start_methods():
        # Workers start from a process that has imported everything.
        multiprocessing.set_forkserver_preload(
            ["factsheet_parser.cli", "factsheet_parser.batch.workers"]
        )
    return workers.own_processes(jobs, options)


def _journal(destinations: Destinations, options: Options, *, resume: bool) -> Journal:
    if not resume:
        return Journal(None, options)
    try:
        journal = Journal(destinations.journal, options)
    except sqlite3.Error as error:
        refuse(_journal_complaint(destinations, error, resume=resume))
    remove_leftovers(destinations.output)
    return journal


def _journal_complaint(destinations: Destinations, error: sqlite3.Error, *, resume: bool) -> str:
    if not resume:
        return f"The records cannot be kept: {error}."
    name = printable(str(destinations.journal))
    if "locked" in str(error):
        return f"{name} is in use by another conversion."
    return f"{name} cannot be used as a journal ({error}); remove it and start again."


def _write_beside(destinations: Destinations, table: Table, told: Report) -> None:
    """What is written after OUT: its description, and the closing report."""
    if destinations.datapackage is not None and told.converted:
        _write_text(destinations.datapackage, describe(destinations.output, table))
    if destinations.report is not None:
        _write_text(destinations.report, told.model_dump_json(indent=2) + "\n")


def _write_text(path: Path, text: str) -> None:
    with whole(path) as part:
        part.write_text(text, encoding="utf-8")


def _say_how_to_resume(destinations: Destinations, done: int, total: int, *, resume: bool) -> None:
    typer.echo(f"Interrupted after {done:,} of {total:,} files.", err=True)
    if resume:
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
