"""What the commands share besides options: exit statuses, and what is said where."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import typer

from factsheet_parser.printable import printable

FINDINGS = 1
WRONG_USAGE = 2
UNPARSED = 3
INTERRUPTED = 130
NOBODY_READS = 141
"""As shells tell of a command whose reader has gone, such as `| head -1`: 128 and SIGPIPE."""


def refuse(why: str) -> NoReturn:
    """End the command, which was asked for something that it cannot do."""
    typer.echo(why, err=True)
    raise typer.Exit(WRONG_USAGE) from None


def unwritable(path: Path, error: OSError) -> str:
    """One line that says why a file was not written."""
    return f"{printable(str(error.filename or path))} cannot be written: {error.strerror or error}."


def say(text: str, *, data: bool = False) -> None:
    """Print lines to standard output; what cannot be written ends the command.

    Data is UTF-8 wherever it goes; in text for people, what their encoding lacks is escaped.
    """
    out = sys.stdout
    if isinstance(out, TextIOWrapper):
        out.reconfigure(encoding="utf-8" if data else None, errors="backslashreplace")
    try:
        typer.echo(text)
    except OSError as error:
        raise typer.Exit(told_unwritten(error)) from None


def tell_failed(source: str, error: Exception) -> None:
    """Name an input that gave nothing, with the reason."""
    from factsheet_parser.errors import reason

    typer.echo(f"{printable(source)}: {printable(reason(error))}", err=True)


def told_unwritten(error: OSError) -> int:
    """The exit status where standard output takes nothing more, which is told unless nobody reads."""
    _drop_standard_output()
    if isinstance(error, BrokenPipeError):
        return NOBODY_READS
    typer.echo(f"Standard output cannot be written: {error.strerror or error}.", err=True)
    return 2


def _drop_standard_output() -> None:
    """Let what is still in its buffer go nowhere: Python writes it once more as it ends."""
    with suppress(OSError):  # it need not be a file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
