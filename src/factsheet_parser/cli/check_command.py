"""`factsheet-parser check FOLDER`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from factsheet_parser.cli.common import (
    FINDINGS,
    OcrOption,
    WordingsOption,
    loaded,
    refuse,
    require_ocr,
    say,
)
from factsheet_parser.golden import cases_of, goldens_below, read
from factsheet_parser.golden.reports import REPORTS
from factsheet_parser.printable import printable


class ReportFormat(StrEnum):
    """Who reads what `check` prints."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"


def check(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Holds NAME.golden.json and their sheets.")
    ],
    form: Annotated[
        ReportFormat,
        typer.Option("--format", help="text, json, annotations for GitHub, or JUnit's XML."),
    ] = ReportFormat.TEXT,
    ocr: OcrOption = False,
    wordings: WordingsOption = None,
) -> None:
    """Compare every golden fixture below FOLDER with what the parser says now.

    Each form beside a fixture is read, a PDF by both readers. Status 1 on any difference, and
    when there is no golden fixture.
    """
    own = loaded(wordings)
    require_ocr(ocr=ocr)
    try:
        if not folder.is_dir():
            refuse(f"There is no folder {printable(str(folder))}.")
        goldens = list(goldens_below(folder))
    except OSError as error:
        refuse(f"{printable(str(error.filename))} cannot be read: {error.strerror}.")
    if not goldens:
        typer.echo(
            f"No golden fixture (NAME.golden.json) is below {printable(str(folder))}; "
            "`factsheet-parser accept FILE` writes one.",
            err=True,
        )
        raise typer.Exit(FINDINGS)
    found = [read(case, own, ocr=ocr) for golden in goldens for case in cases_of(golden)]
    say(REPORTS[form.value](found), data=form is not ReportFormat.TEXT)
    if any(reading.differences for reading in found):
        raise typer.Exit(FINDINGS)
