"""The command line: data to standard output, everything else to standard error.

Exit status: 0 all well; 1 findings under `--strict`; 2 wrong usage, or what is asked for cannot be
written; 3 at least one input could not be parsed (the others were).

Each command imports what reads sheets only when it runs, so that --help and wrong usage are told
at once.
"""

from __future__ import annotations

import atexit
import gc
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from factsheet_parser import __version__
from factsheet_parser.cli import (
    accept_command,
    chart_command,
    check_command,
    convert_command,
    drift_command,
    learn_command,
    parse_command,
    review_command,
    units_command,
)
from factsheet_parser.cli.output import say, told_unwritten


class _Commands(TyperGroup):
    """The commands; their help is printed by typer itself."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run one of them."""
        # Python's last search for garbage would be a tenth of a short command.
        atexit.register(gc.freeze)
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            sys.exit(told_unwritten(error))


app = typer.Typer(
    cls=_Commands,
    help="NCMEC state factsheets, text or PDF, as records in which every figure shows its proof.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        say(__version__)
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


app.command()(parse_command.parse)
app.command()(convert_command.convert)
app.command()(check_command.check)
app.command()(accept_command.accept)
app.command()(drift_command.drift)
app.command()(learn_command.learn)
app.command()(units_command.units)
app.command()(review_command.review)
app.command()(chart_command.chart)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the record."""
    import json

    from factsheet_parser.record import Factsheet

    say(json.dumps(Factsheet.model_json_schema(), indent=2), data=True)
