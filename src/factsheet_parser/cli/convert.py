"""`factsheet-parser convert PATH... -o OUT`."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from contextlib import AbstractContextManager
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from factsheet_parser import conversion
from factsheet_parser.batch import MEMORY, TIMEOUT, workers
from factsheet_parser.batch.attempt import Options
from factsheet_parser.batch.inputs import Input, find_inputs
from factsheet_parser.batch.journal import Journal
from factsheet_parser.batch.remote import is_url
from factsheet_parser.batch.workers import Workers
from factsheet_parser.cli.common import (
    FINDINGS,
    INTERRUPTED,
    UNPARSED,
    WRONG_USAGE,
    PasswordOption,
    ReaderName,
    ReaderOption,
    StrictOption,
)
from factsheet_parser.cli.progress import progress, tell
from factsheet_parser.printable import printable
from factsheet_parser.writing import ENDINGS, TABLES, missing_extra, whole
from factsheet_parser.writing.datapackage import describe
from factsheet_parser.writing.frames import TooManyRowsError

_DATAPACKAGE = "datapackage.json"


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
            min=0.1, help=f"Seconds a file may take. Default: {TIMEOUT:g}.", show_default=False
        ),
    ] = None,
    memory: Annotated[
        int | None,
        typer.Option(min=256, help=f"MiB a file may take. Default: {MEMORY}.", show_default=False),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Keep finished files in OUT.journal and go on from there."),
    ] = False,
    strict: StrictOption = False,
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
    password: PasswordOption = None,
) -> None:
    """Convert files and folders to one table, and say what is in it.

    OUT appears whole or not at all. Files that give no record are named on standard error.
    """
    _check(output, report, datapackage=datapackage)
    if dask is not None and (jobs, timeout, memory) != (None, None, None):
        _refuse("--jobs, --timeout and --memory are this machine's; leave them out with --dask.")
    left_alone: list[str] = []
    found = _found(paths, left_alone)
    _spare_the_inputs(found, output, report)
    options = Options(reader.value, password)
    way = _way(options, jobs, timeout, memory, dask)
    done = 0
    try:
        with _journal(output, options, resume=resume) as journal, progress(len(found)) as advance:

            def step() -> None:
                nonlocal done
                done += 1
                advance()

            told = conversion.convert(
                found,
                output,
                layout.value,
                way=way,
                options=options,
                journal=journal,
                left_alone=_not_our_own(left_alone, output, report),
                advance=step,
            )
        if datapackage:
            _write_text(output.with_name(_DATAPACKAGE), describe(output, TABLES[layout.value]))
        if report is not None:
            _write_text(report, told.model_dump_json(indent=2) + "\n")
    except KeyboardInterrupt:
        _say_how_to_resume(output, done, len(found), resume=resume)
        raise typer.Exit(INTERRUPTED) from None
    except TooManyRowsError as error:
        _refuse(str(error))
    except sqlite3.Error as error:
        _refuse(f"The records cannot be kept: {error}.")
    except OSError as error:
        _refuse(f"{printable(str(error.filename or output))} cannot be written: {error.strerror}.")
    except workers.WorkersError as error:
        _refuse(str(error))
    tell(told, output)
    if told.failed:
        raise typer.Exit(UNPARSED)
    if strict and (told.with_findings or told.findings):
        raise typer.Exit(FINDINGS)


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(WRONG_USAGE)


def _check(output: Path, report: Path | None, *, datapackage: bool) -> None:
    """Refuse, before any work is done, what cannot be written."""
    ending = output.suffix.lower()
    if ending not in ENDINGS:
        _refuse(
            f"The ending of {printable(str(output))} names no table; it may be "
            f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
        )
    extra = missing_extra(ending)
    if extra:
        _refuse(f"To write {ending}: python -m pip install 'factsheet-parser[{extra}]'")
    if datapackage and ending != ".csv":
        _refuse("--datapackage describes a .csv, and OUT has another ending.")
    for path in (output, report):
        if path is None:
            continue
        if path.is_dir():
            _refuse(f"{printable(str(path))} is a folder; name a file in it.")
        if not path.parent.is_dir():
            _refuse(f"There is no folder {printable(str(path.parent))} to write to.")


def _found(paths: list[str], left_alone: list[str]) -> list[Input]:
    """The inputs, each file once."""
    try:
        found = {
            _identity(each.source): each
            for each in reversed([*find_inputs(paths, left_alone.append)])
        }
    except ImportError as error:
        _refuse(str(error))
    if not found:
        _refuse("No .txt, .md or .pdf file was found, and nothing was written.")
    return list(reversed(found.values()))


def _identity(source: str) -> str:
    return source if is_url(source) else os.path.abspath(source)


def _spare_the_inputs(found: list[Input], output: Path, report: Path | None) -> None:
    taken = {_identity(each.source) for each in found}
    for path in (output, report):
        if path is not None and os.path.abspath(path) in taken:
            _refuse(f"{printable(str(path))} is one of the files to read.")


def _not_our_own(left_alone: list[str], output: Path, report: Path | None) -> list[str]:
    """What was left alone, without what an earlier run wrote."""
    paths = (output, report, _journal_path(output), output.with_name(_DATAPACKAGE))
    ours = {os.path.abspath(path) for path in paths if path is not None}
    ours |= {f"{os.path.abspath(_journal_path(output))}-wal"}
    return [source for source in left_alone if _identity(source) not in ours]


def _way(
    options: Options,
    jobs: int | None,
    timeout: float | None,
    memory: int | None,
    dask: str | None,
) -> AbstractContextManager[Workers] | None:
    """Who parses; None is this process."""
    if dask is not None:
        if find_spec("distributed") is None:
            _refuse("For --dask: python -m pip install 'factsheet-parser[dask]'")
        return workers.on_dask(dask, options)
    if jobs == 1 and timeout is None and memory is None:
        return None
    if "forkserver" in multiprocessing.get_all_start_methods():
        # Workers start from a process that has imported everything.
        multiprocessing.set_forkserver_preload(["factsheet_parser.cli"])
    return workers.own_processes(
        jobs or workers.available_cpus(), timeout or TIMEOUT, memory or MEMORY, options
    )


def _journal(output: Path, options: Options, *, resume: bool) -> Journal:
    if not resume:
        return Journal(None, options)
    path = _journal_path(output)
    try:
        return Journal(path, options)
    except sqlite3.Error as error:
        name = printable(str(path))
        if "locked" in str(error):
            _refuse(f"{name} is in use by another conversion.")
        _refuse(f"{name} cannot be used as a journal ({error}); remove it and start again.")


def _journal_path(output: Path) -> Path:
    return output.with_name(f"{output.name}.journal")


def _write_text(path: Path, text: str) -> None:
    with whole(path) as part:
        part.write_text(text, encoding="utf-8")


def _say_how_to_resume(output: Path, done: int, total: int, *, resume: bool) -> None:
    typer.echo(f"Interrupted after {done:,} of {total:,} files.", err=True)
    if resume:
        typer.echo(
            f"What is finished is kept in {printable(str(_journal_path(output)))}: run the same "
            "command again to go on from there.",
            err=True,
        )
    else:
        typer.echo(
            "Nothing is kept. With --resume, a command that is run again goes on where it stopped.",
            err=True,
        )
