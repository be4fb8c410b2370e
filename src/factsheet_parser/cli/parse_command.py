"""`factsheet-parser parse PATH...`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factsheet_parser.cli.options import PathsArgument, StrictOption, inputs_of, reads_sheets
from factsheet_parser.cli.output import FINDINGS, UNPARSED, refuse, say, tell_failed
from factsheet_parser.printable import printable

if TYPE_CHECKING:
    from factsheet_parser.options import ReadingOptions
    from factsheet_parser.record import Factsheet

Form = Literal["json", "table"]
FormOption = Annotated[
    Form | None,
    typer.Option(
        "--format", help="Default: table on a terminal, json otherwise.", show_default=False
    ),
]


@reads_sheets()
def parse(
    paths: PathsArgument,
    *,
    form: FormOption = None,
    strict: StrictOption = False,
    reading: ReadingOptions,
) -> None:
    """Print the record of each sheet, as JSON or as a table to read.

    JSON of one file is one object; of several, one object a line.
    """
    from factsheet_parser.batch.batch import Batch
    from factsheet_parser.errors import FactsheetError, WorkersError
    from factsheet_parser.parse import parse_factsheet

    form = form or form_for_standard_output()
    if reading["ocr"] and sys.stderr.isatty():
        _tell_pictures()
    failed = findings = False
    found = inputs_of(Batch.of(paths, **reading))
    for each in found:
        try:
            sheet = parse_factsheet(each.read(), **reading)
        except (FactsheetError, OSError) as error:
            failed = True
            tell_failed(each.source, error)
            continue
        except WorkersError as error:
            refuse(str(error))
        findings |= not sheet.complete
        _show(sheet, form, each.source, several=len(found) > 1)
    if failed:
        raise typer.Exit(UNPARSED)
    if strict and findings:
        raise typer.Exit(FINDINGS)


def form_for_standard_output() -> Form:
    """A table for a person, JSON for anything else."""
    return "table" if sys.stdout.isatty() else "json"


def _tell_pictures() -> None:
    """Have it said which picture is being read."""
    import logging

    logging.basicConfig(format="%(message)s")
    logging.getLogger("factsheet_parser").setLevel(logging.INFO)


def _show(sheet: Factsheet, form: Form, source: str, *, several: bool) -> None:
    if form == "json":
        say(sheet.model_dump_json(indent=None if several else 2), data=True)
    else:
        # rich takes as long to import as a hundred sheets to parse.
        from factsheet_parser.cli.terminal_tables import print_table, shown

        say(shown(lambda console: print_table(sheet, printable(source), console)))
