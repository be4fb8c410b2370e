"""What the commands share: exit statuses, options, and a line for a file that gives no record."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from factsheet_parser.errors import FactsheetError

FINDINGS = 1
WRONG_USAGE = 2
UNPARSED = 3
INTERRUPTED = 130


class ReaderName(StrEnum):
    """Who reads a PDF."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"
    BOTH = "both"


ReaderOption = Annotated[
    ReaderName, typer.Option(help="Who reads a PDF; both withholds what they differ on.")
]
PasswordOption = Annotated[
    str | None, typer.Option(help="Opens an encrypted PDF.", show_default=False)
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Exit with 1 on any finding.")]


def reason(error: FactsheetError | OSError) -> str:
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
