"""`factsheet-parser units FILE...`: what the reader made of a page."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from factsheet_parser.cli.common import (
    NO_LIMITS,
    UNPARSED,
    LimitOption,
    OcrOption,
    PasswordOption,
    bounds,
    inputs_in,
    say,
)
from factsheet_parser.document import Document, Unit
from factsheet_parser.errors import FactsheetError, reason
from factsheet_parser.parse import Options, document_in
from factsheet_parser.printable import printable


class Format(StrEnum):
    """How `units` prints."""

    JSON = "json"
    TABLE = "table"


class ReaderName(StrEnum):
    """Who reads a PDF."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


def units(
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
    reader: Annotated[ReaderName, typer.Option(help="Who reads a PDF.")] = ReaderName.PDFIUM,
    ocr: OcrOption = False,
    password: PasswordOption = None,
    limit: LimitOption = NO_LIMITS,
) -> None:
    """Print what the reader made of each FILE: its units, in reading order.

    A unit is a title, a heading, a sentence, a list item, a row or a card; what stands above it
    (headings, lead-in, caption, column heads) says what it counts. JSON is one object a unit, a
    line each.
    """
    form = form or (Format.TABLE if sys.stdout.isatty() else Format.JSON)
    options = Options(password=password, limits=bounds(limit), ocr=ocr)
    failed = False
    for each in inputs_in(files, options.limits, ocr=ocr):
        path = each.source
        try:
            document = document_in(each.read(), options, reader.value)
        except (FactsheetError, OSError) as error:
            failed = True
            typer.echo(f"{printable(path)}: {reason(error)}", err=True)
            continue
        _show(document, form, path)
    if failed:
        raise typer.Exit(UNPARSED)


def _show(document: Document, form: Format, path: str) -> None:
    if form is Format.JSON:
        for unit in document.units:
            say(json.dumps({"source": path, **as_dict(document, unit)}), data=True)
    else:
        # rich takes as long to import as a hundred sheets to parse.
        from factsheet_parser.cli.terminal_tables import print_units, shown

        say(shown(lambda console: print_units(document, printable(path), console)))


def as_dict(document: Document, unit: Unit) -> dict[str, object]:
    """A unit as plain values; `numbers` are those that were looked up on the page."""
    return {
        "kind": unit.kind.value,
        "page": unit.page,
        "start": unit.start,
        "cells": list(unit.cells),
        "above": [above.text for above in unit.above],
        "marks": list(unit.marks),
        "numbers": [
            {"text": document.text[print_.start : print_.end], "box": print_.box}
            for print_ in document.prints
            if unit.start <= print_.start < unit.end
        ],
    }
