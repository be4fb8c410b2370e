"""One input's bytes to its record or its error, in this process or in another."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pydantic_core import from_json, to_json

from factsheet_parser import errors
from factsheet_parser.document import Pages
from factsheet_parser.errors import FactsheetError, ParserFaultError, SeveralFactsheetsError
from factsheet_parser.options import Options
from factsheet_parser.pipeline import parse_bytes
from factsheet_parser.record import Factsheet

OneResult = Factsheet | FactsheetError | ParserFaultError


class Several(NamedTuple):
    """What a file gives that holds several sheets on pages of their own."""

    error: SeveralFactsheetsError
    """For who asks for one."""
    sheets: tuple[tuple[Pages, OneResult], ...]

    def on(self, pages: Pages | None) -> OneResult:
        """The result of the sheet on these pages."""
        return next((result for of, result in self.sheets if of == pages), self.error)


Result = OneResult | Several


class Reply(NamedTuple):
    """A result as it travels between processes: plain text, and which parser made it."""

    parser: str
    record: str | None
    error: str | None
    reason: str


def attempt(data: bytes, options: Options) -> Result:
    """The record in `data`, or the error that says why there is none; it raises nothing."""
    whole = _attempt_one(data, options)
    if not isinstance(whole, SeveralFactsheetsError) or not whole.pages:
        return whole
    sheets = ((pages, _attempt_one(data, options._replace(pages=pages))) for pages in whole.pages)
    return Several(whole, tuple(sheets))


def _attempt_one(data: bytes, options: Options) -> OneResult:
    try:
        return parse_bytes(data, options)
    except FactsheetError as error:
        return error
    except Exception as error:  # a fault of ours costs no other input its record
        return ParserFaultError.of(error)


def attempt_elsewhere(data: bytes, options: Options) -> Reply:
    """What `attempt` gives, for the way back to another process."""
    return to_reply(attempt(data, options))


def to_reply(result: Result) -> Reply:
    """A result as plain text; the record of several sheets is a list of their replies."""
    if isinstance(result, Several):
        sheets = to_json([(pages, to_reply(each)) for pages, each in result.sheets]).decode()
        return Reply(parser_identity(), sheets, type(result.error).__name__, str(result.error))
    if isinstance(result, Factsheet):
        return Reply(parser_identity(), result.model_dump_json(), None, "")
    return Reply(parser_identity(), None, type(result).__name__, str(result))


def from_reply(reply: Reply) -> Result:
    """The result that `to_reply` made plain."""
    one = _one_from_reply(reply)
    if not isinstance(one, SeveralFactsheetsError) or reply.record is None:
        return one
    sheets = ((tuple(pages), Reply(*each)) for pages, each in from_json(reply.record))
    return Several(one, tuple((pages, _one_from_reply(each)) for pages, each in sheets))


def _one_from_reply(reply: Reply) -> OneResult:
    if reply.error is None:
        return Factsheet.model_validate_json(reply.record or "")
    kind = getattr(errors, reply.error, FactsheetError)
    error: FactsheetError | ParserFaultError = kind(reply.reason)
    return error


@cache
def parser_identity() -> str:
    """What a record depends on besides its file: this package's code, and the readers' versions.

    The code itself is hashed, since two checkouts of one version can differ in a rule.
    """
    code = hashlib.sha256()
    package = Path(__file__).parent.parent
    parts = (path for path in package.rglob("*") if path.suffix in (".py", ".toml"))
    for module in sorted(parts):
        code.update(module.relative_to(package).as_posix().encode() + b"\0" + module.read_bytes())
    libraries = ("pypdfium2", "pdfplumber", "pdfminer.six", "pydantic", "regex")
    versions = " ".join(f"{name}={version(name)}" for name in libraries)
    return f"factsheet-parser={version('factsheet-parser')} {code.hexdigest()[:16]} {versions}"
