"""`factsheet-parser review PATH... -o OUT.html`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factsheet_parser.batch import iter_factsheets
from factsheet_parser.cli.common import (
    NO_LIMITS,
    NOTHING_FOUND,
    UNPARSED,
    LimitOption,
    OcrOption,
    PasswordOption,
    ReaderName,
    ReaderOption,
    WordingsOption,
    bounds,
    loaded,
    refuse,
    unwritable,
)
from factsheet_parser.errors import WorkersError, reason
from factsheet_parser.printable import printable


def review(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Factsheets, or folders of them (.txt, .md, .pdf)."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="The page to write: .html.")
    ],
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Worker processes. Default: one a CPU.", show_default=False),
    ] = None,
    reader: ReaderOption = ReaderName.PDFIUM,
    ocr: OcrOption = False,
    password: PasswordOption = None,
    limit: LimitOption = NO_LIMITS,
    wordings: WordingsOption = None,
) -> None:
    """Write one HTML page to audit the records: each number boxed on its page, beside its figure.

    The page needs no network. Files that give no record are listed in it, and named on standard
    error.
    """
    from factsheet_parser.review import write_review

    limits, own = bounds(limit), loaded(wordings)
    if output.suffix.lower() not in (".html", ".htm"):
        refuse(f"{printable(str(output))}: a review ends in .html.")
    try:
        outcomes = list(
            iter_factsheets(
                paths,
                jobs=jobs,
                reader=reader.value,
                ocr=ocr,
                password=password,
                limits=limits,
                wordings=own,
            )
        )
        if not outcomes:
            refuse(NOTHING_FOUND)
        write_review(outcomes, output, password=password, limits=limits, jobs=jobs)
    except (ImportError, WorkersError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(unwritable(output, error))
    failed = [outcome for outcome in outcomes if outcome.error is not None]
    for outcome in failed:
        if outcome.error is not None:
            typer.echo(f"{printable(outcome.source)}: {reason(outcome.error)}", err=True)
    count = sum(outcome.is_first_of_file for outcome in outcomes)
    typer.echo(f"{printable(str(output))}: {count} file{'' if count == 1 else 's'}.", err=True)
    if failed:
        raise typer.Exit(UNPARSED)
