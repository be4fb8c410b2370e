"""The sheets that are learned from, read from files and folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from factsheet_parser.batch.inputs import Input, find_inputs
from factsheet_parser.batch.outcome import source_of
from factsheet_parser.editions.alignment import Sheet
from factsheet_parser.errors import FactsheetError, SeveralFactsheetsError, reason
from factsheet_parser.judging import judge
from factsheet_parser.limits import Limits
from factsheet_parser.parse import Options, check_ocr, document_in
from factsheet_parser.wordings.index import known_wordings
from factsheet_parser.wordings.load import Wording


def read_sheets(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    own: tuple[Wording, ...],
    password: str | None,
    limits: Limits,
    ocr: bool,
    seen: Callable[[str], None],
) -> tuple[list[Sheet], list[tuple[str, str]]]:
    """The sheets at `paths`, and what is none, each with the reason."""
    if isinstance(paths, str | os.PathLike):
        paths = (paths,)
    check_ocr(ocr=ocr)
    options = Options(password=password, wordings=own, limits=limits, ocr=ocr)
    sheets: list[Sheet] = []
    unread: list[tuple[str, str]] = []
    for each in find_inputs(paths, limits=limits, ocr=ocr):
        seen(each.source)
        try:
            sheets += _sheets(each, options)
        except (FactsheetError, OSError) as error:
            unread.append((each.source, reason(error)))
    return sheets, unread


def _sheets(each: Input, options: Options) -> list[Sheet]:
    """A file's sheets; raises FactsheetErrors, and OSError for what cannot be read."""
    data = each.read()
    try:
        return [_sheet(each.source, data, options)]
    except SeveralFactsheetsError as error:
        if not error.pages:
            raise
        parts = {pages: options._replace(pages=pages) for pages in error.pages}
    return [_sheet(source_of(each.source, pages), data, part) for pages, part in parts.items()]


def _sheet(source: str, data: bytes, options: Options) -> Sheet:
    document = document_in(data, options)
    identity = judge(document, known_wordings(options.wordings)).identity
    if identity.code is None:
        raise FactsheetError("Its title names no state or territory.")
    return Sheet(source, identity.code, identity.year, document.units)
