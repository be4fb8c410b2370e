"""What the commands share: exit statuses and options."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

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
