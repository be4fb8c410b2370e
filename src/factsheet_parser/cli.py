"""The command line: data to standard output, everything else to standard error.

Exit status: 0 all well; 1 findings under `--strict`; 2 wrong usage; 3 at least one input could not
be parsed (the others were).
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from factsheet_parser import __version__
from factsheet_parser.errors import FactsheetError
from factsheet_parser.parse import parse_factsheet
from factsheet_parser.record import Factsheet

FINDINGS = 1
UNPARSED = 3

app = typer.Typer(
    help="NCMEC state factsheets, text or PDF, as records in which every figure shows its proof.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How `parse` prints a record."""

    JSON = "json"
    TABLE = "table"


class ReaderName(StrEnum):
    """Who reads a PDF."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"
    BOTH = "both"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """NCMEC state factsheets, text or PDF, as records in which every figure shows its proof."""


@app.command()
def parse(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Factsheets: .pdf, .txt or .md.")
    ],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format", help="Default: table on a terminal, json otherwise.", show_default=False
        ),
    ] = None,
    reader: Annotated[
        ReaderName,
        typer.Option(help="Who reads a PDF; both withholds what they differ on."),
    ] = ReaderName.PDFIUM,
    password: Annotated[
        str | None, typer.Option(help="Opens an encrypted PDF.", show_default=False)
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on any finding.")] = False,
) -> None:
    """Print the record of each FILE, as JSON or as a table to read.

    JSON of one file is one object; of several, one object a line.
    """
    form = form or (Format.TABLE if sys.stdout.isatty() else Format.JSON)
    failed = findings = False
    for path in files:
        try:
            sheet = parse_factsheet(path, reader=reader.value, password=password)
        except (FactsheetError, OSError) as error:
            failed = True
            typer.echo(f"{printable(path)}: {_reason(error)}", err=True)
            continue
        findings = findings or not sheet.complete
        _show(sheet, form, path, several=len(files) > 1)
    if failed:
        raise typer.Exit(UNPARSED)
    if strict and findings:
        raise typer.Exit(FINDINGS)


def _show(sheet: Factsheet, form: Format, path: str, *, several: bool) -> None:
    if form is Format.JSON:
        typer.echo(sheet.model_dump_json(indent=None if several else 2))
    else:
        # rich takes as long to import as a hundred sheets to parse.
        from factsheet_parser.table import print_table

        print_table(sheet, printable(path))


def _reason(error: FactsheetError | OSError) -> str:
    """One line that says what is wrong with a file."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file."
    if isinstance(error, IsADirectoryError):
        return "This is a folder, and parse takes files."
    if isinstance(error, PermissionError):
        return "The file may not be read: permission denied."
    if isinstance(error, OSError):
        return f"The file cannot be read: {error.strerror or error}."
    return str(error)


def printable(text: str) -> str:
    r"""`text` without characters that steer a terminal.

    >>> print(printable("a\x1b[31mb.pdf"))
    a\x1b[31mb.pdf
    """
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


@app.command()
def schema() -> None:
    """Print the JSON Schema of the record."""
    typer.echo(json.dumps(Factsheet.model_json_schema(), indent=2))
