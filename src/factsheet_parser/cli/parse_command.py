"""`factsheet-parser parse FILE...`."""

from __future__ import annotations

import logging
import sys
from enum import StrEnum
from typing import Annotated

import typer

from factsheet_parser.cli.common import (
    FINDINGS,
    NO_LIMITS,
    UNPARSED,
    LimitOption,
    OcrOption,
    PasswordOption,
    ReaderName,
    ReaderOption,
    StrictOption,
    WordingsOption,
    bounds,
    inputs_in,
    loaded,
    refuse,
    say,
)
from factsheet_parser.errors import FactsheetError, WorkersError, reason
from factsheet_parser.printable import printable
from factsheet_parser.record import Factsheet
from factsheet_parser.single import parse_factsheet


class Format(StrEnum):
    """How `parse` prints a record."""

    JSON = "json"
    TABLE = "table"


def parse(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Factsheets, or folders of them: .pdf, .txt or .md."),
    ],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format", help="Default: table on a terminal, json otherwise.", show_default=False
        ),
    ] = None,
    reader: ReaderOption = ReaderName.PDFIUM,
    ocr: OcrOption = False,
    password: PasswordOption = None,
    limit: LimitOption = NO_LIMITS,
    isolate: Annotated[
        bool,
        typer.Option(
            "--isolate", help="Read each file in a process of its own, within its limits."
        ),
    ] = False,
    wordings: WordingsOption = None,
    strict: StrictOption = False,
) -> None:
    """Print the record of each FILE, as JSON or as a table to read.

    JSON of one file is one object; of several, one object a line.
    """
    form = form or (Format.TABLE if sys.stdout.isatty() else Format.JSON)
    if ocr and sys.stderr.isatty():
        logging.basicConfig(format="%(message)s")
        logging.getLogger("factsheet_parser").setLevel(logging.INFO)
    own = loaded(wordings)
    limits = bounds(limit)
    failed = findings = False
    inputs = inputs_in(files, limits, ocr=ocr)
    for each in inputs:
        path = each.source
        try:
            sheet = parse_factsheet(
                each.read(),
                reader=reader.value,
                ocr=ocr,
                password=password,
                limits=limits,
                isolate=isolate,
                wordings=own,
            )
        except (FactsheetError, OSError) as error:
            failed = True
            typer.echo(f"{printable(path)}: {reason(error)}", err=True)
            continue
        except WorkersError as error:
            refuse(str(error))
        findings = findings or not sheet.complete
        _show(sheet, form, path, several=len(inputs) > 1)
    if failed:
        raise typer.Exit(UNPARSED)
    if strict and findings:
        raise typer.Exit(FINDINGS)


def _show(sheet: Factsheet, form: Format, path: str, *, several: bool) -> None:
    if form is Format.JSON:
        say(sheet.model_dump_json(indent=None if several else 2), data=True)
    else:
        # rich takes as long to import as a hundred sheets to parse.
        from factsheet_parser.cli.terminal_tables import print_table, shown

        say(shown(lambda console: print_table(sheet, printable(path), console)))
