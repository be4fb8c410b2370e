"""What the commands share: exit statuses and options."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from factsheet_parser.batch.inputs import Input, find_inputs
from factsheet_parser.errors import reason
from factsheet_parser.limits import Limits
from factsheet_parser.parse import check_ocr
from factsheet_parser.printable import printable
from factsheet_parser.wordings.load import Wording, WordingError
from factsheet_parser.wordings.own import load_wordings

FINDINGS = 1
WRONG_USAGE = 2
NOTHING_FOUND = "No .txt, .md or .pdf file was found, and nothing was written."
UNPARSED = 3
INTERRUPTED = 130
NOBODY_READS = 141
"""As shells tell of a command whose reader has gone, such as `| head -1`: 128 and SIGPIPE."""


class ReaderName(StrEnum):
    """Who reads a PDF."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"
    BOTH = "both"


ReaderOption = Annotated[
    ReaderName, typer.Option(help="Who reads a PDF; both withholds what they differ on.")
]


def _asked(password: str | None) -> str | None:
    """The password, asked for on the terminal when it is "-"."""
    if password == "-":  # noqa: S105  # it stands for none
        return str(typer.prompt("Password", hide_input=True, err=True))
    return password


PasswordOption = Annotated[
    str | None,
    typer.Option(
        help='Opens an encrypted PDF; "-" asks for it.',
        envvar="FACTSHEET_PASSWORD",
        callback=_asked,
        show_default=False,
    ),
]
LimitOption = Annotated[
    list[str],
    typer.Option(
        "--limit",
        metavar="NAME=NUMBER",
        help="Move a limit: size (MiB), pages, page_size (points), characters, timeout (seconds), "
        "memory (MiB).",
        show_default=False,
    ),
]
NO_LIMITS: list[str] = []
"""No limit is moved."""
OcrOption = Annotated[
    bool,
    typer.Option(
        "--ocr",
        help="Read pages that are pictures (about 10 seconds each), and .png, "
        ".jpg and .tiff files.",
    ),
]
WordingsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Sentences that the rules do not know yet (.toml).", show_default=False
    ),
]


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


def bounds(limit: list[str]) -> Limits:
    """The limits that a command was given; one that there is not ends the command."""
    try:
        return Limits.of(limit)
    except ValueError as error:
        refuse(printable(str(error)))


def require_ocr(*, ocr: bool) -> None:
    """End the command if it was asked for OCR without the extra."""
    try:
        check_ocr(ocr=ocr)
    except ImportError as error:
        refuse(str(error))


def inputs_in(paths: list[str], limits: Limits, *, ocr: bool = False) -> list[Input]:
    """The files that a command was given, folders' files among them; none ends the command."""
    require_ocr(ocr=ocr)
    try:
        found = list(find_inputs(paths, limits=limits, ocr=ocr))
    except ImportError as error:
        refuse(str(error))
    return found or refuse(NOTHING_FOUND)


def loaded(wordings: Path | None) -> tuple[Wording, ...]:
    """The wordings in a file; one that cannot be used ends the command."""
    if wordings is None:
        return ()
    try:
        return load_wordings(wordings)
    except (WordingError, OSError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        refuse(f"{printable(str(wordings))}: {printable(why)}")


StrictOption = Annotated[bool, typer.Option("--strict", help="Exit with 1 on any finding.")]
