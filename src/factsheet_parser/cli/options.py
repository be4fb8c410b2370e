"""The options of every command that reads sheets, said once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factsheet_parser.choices import ReaderChoice
from factsheet_parser.cli.output import refuse
from factsheet_parser.printable import printable

if TYPE_CHECKING:
    from factsheet_parser.batch.batch import Batch
    from factsheet_parser.batch.inputs import Input
    from factsheet_parser.options import ReadingOptions

PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Factsheets, folders of them (.txt, .md, .pdf), or URLs.",
        show_default=False,
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Exit with 1 on any finding.")]
JobsOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Worker processes; 1 parses in this one. Default: one a CPU.",
        show_default=False,
    ),
]


def _asked(password: str | None) -> str | None:
    """The password, asked for on the terminal when it is "-"."""
    if password == "-":  # noqa: S105  # it stands for none
        return str(typer.prompt("Password", hide_input=True, err=True))
    return password


def _shared(
    reader: ReaderChoice = "pdfium",
    ocr: Annotated[
        bool,
        typer.Option(
            "--ocr",
            help="Read pages that are pictures (about 10 seconds each), and .png, .jpg and .tiff "
            "files.",
        ),
    ] = False,
    password: Annotated[
        str | None,
        typer.Option(
            help='Opens an encrypted PDF; "-" asks for it.',
            envvar="FACTSHEET_PASSWORD",
            callback=_asked,
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=NUMBER",
            help="Move a limit: size (MiB), pages, page_size (points), characters, timeout "
            "(seconds), memory (MiB).",
            show_default=False,
        ),
    ] = None,
    isolate: Annotated[
        bool,
        typer.Option(
            "--isolate", help="Read files in a process of their own, within their limits."
        ),
    ] = False,
    wordings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Sentences that the rules do not know yet (.toml).",
            show_default=False,
        ),
    ] = None,
) -> ReadingOptions:
    """The keywords of the library's functions; what cannot be used ends the command."""
    from factsheet_parser.extras import require
    from factsheet_parser.limits import Limits

    try:
        limits = Limits.of(limit or [])
        if ocr:
            require("ocr")
    except (ValueError, ImportError) as error:
        refuse(printable(str(error)))
    return {
        "reader": reader,
        "ocr": ocr,
        "password": password,
        "limits": limits,
        "isolate": isolate,
        "wordings": loaded(wordings),
    }


def reads_sheets(
    reader: ReaderChoice = "pdfium",
    *,
    reader_help: str = "Who reads a PDF; both withholds what they differ on.",
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options; it takes them as its argument `reading`."""
    shared = dict(_signature_of(_shared).parameters)
    shared["reader"] = shared["reader"].replace(
        annotation=Annotated[ReaderChoice, typer.Option(help=reader_help)], default=reader
    )

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        signature = _signature_of(command)
        own = [each for each in signature.parameters.values() if each.name != "reading"]

        @wraps(command)
        def run(**given: Any) -> None:
            asked = {name: given.pop(name) for name in shared}
            command(**given, reading=_shared(**asked))

        parameters = [*own, *shared.values()]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        # typer makes a command's options from its signature.
        run.__signature__ = signature.replace(  # type: ignore[attr-defined]  # as functions have it
            parameters=[each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters]
        )
        return run

    return with_options


def _signature_of(function: Callable[..., object]) -> inspect.Signature:
    # The keywords' own type is not imported, and no option.
    return inspect.signature(function, eval_str=True, locals={"ReadingOptions": dict})


def loaded(wordings: Path | None) -> tuple[Any, ...]:
    """The wordings in a file; one that cannot be used ends the command."""
    if wordings is None:
        return ()
    from factsheet_parser.errors import reason
    from factsheet_parser.wordings.load import WordingError
    from factsheet_parser.wordings.own import load_wordings

    try:
        return load_wordings(wordings)
    except (WordingError, OSError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        lines = map(printable, f"{wordings}: {why}".splitlines())
        refuse("\n".join(lines))


def inputs_of(batch: Batch) -> list[Input]:
    """The files that a command was given, folders' files among them; none ends the command."""
    from factsheet_parser.batch.inputs import NOTHING_FOUND

    try:
        found = list(batch.inputs())
    except ImportError as error:
        refuse(str(error))
    return found or refuse(NOTHING_FOUND)
