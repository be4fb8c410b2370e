"""`factsheet-parser units PATH...`: what the reader made of a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from factsheet_parser.cli.options import PathsArgument, inputs_of, reads_sheets
from factsheet_parser.cli.output import UNPARSED, refuse, say, tell_failed
from factsheet_parser.cli.parse_command import Form, FormOption, form_for_standard_output
from factsheet_parser.printable import printable

if TYPE_CHECKING:
    from factsheet_parser.document import Document, Unit
    from factsheet_parser.options import ReadingOptions


@reads_sheets(reader_help="Who reads a PDF; both shows what each makes of it.")
def units(paths: PathsArgument, *, form: FormOption = None, reading: ReadingOptions) -> None:
    """Print what the reader made of each file: its units, in reading order.

    A unit is a title, a heading, a sentence, a list item, a row or a card; what stands above it
    (headings, lead-in, caption, column heads) says what it counts. JSON is one object a unit, a
    line each.
    """
    from factsheet_parser.batch.batch import Batch
    from factsheet_parser.errors import FactsheetError, WorkersError

    form = form or form_for_standard_output()
    batch = Batch.of(paths, **reading)
    failed = False
    try:
        with batch.document_reader() as read:
            for each in inputs_of(batch):
                try:
                    data = each.read()
                    for reader in batch.options.readers:
                        name = f"{each.source} ({reader})" if reading["reader"] == "both" else None
                        _show(read(data, batch.options, reader), form, name or each.source)
                except (FactsheetError, OSError) as error:
                    failed = True
                    tell_failed(each.source, error)
    except WorkersError as error:
        refuse(str(error))
    if failed:
        raise typer.Exit(UNPARSED)


def _show(document: Document, form: Form, source: str) -> None:
    if form == "json":
        for unit in document.units:
            say(json.dumps({"source": source, **as_dict(document, unit)}), data=True)
    else:
        # rich takes as long to import as a hundred sheets to parse.
        from factsheet_parser.cli.terminal_tables import print_units, shown

        say(shown(lambda console: print_units(document, printable(source), console)))


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
