"""The sheets that are learned from, read from files and folders."""

from __future__ import annotations

from dataclasses import replace

from factsheet_parser.batch.batch import Batch, DocumentReader
from factsheet_parser.batch.inputs import Input
from factsheet_parser.batch.outcome import source_of
from factsheet_parser.document import Document
from factsheet_parser.editions.alignment import Sheet
from factsheet_parser.errors import FactsheetError, SeveralFactsheetsError, reason
from factsheet_parser.judging import judge
from factsheet_parser.options import Options
from factsheet_parser.reading import is_pdf
from factsheet_parser.wordings.index import known_wordings


def read_sheets(batch: Batch) -> tuple[list[Sheet], list[tuple[str, str]]]:
    """The sheets of a batch, and what is none, each with the reason.

    With two readers, the units of a sheet that both read alike.
    """
    sheets: list[Sheet] = []
    unread: list[tuple[str, str]] = []
    with batch.document_reader() as read:
        for each in batch.inputs():
            try:
                sheets += _sheets(each, batch.options, read)
            except (FactsheetError, OSError) as error:
                unread.append((each.source, reason(error)))
    return sheets, unread


def _sheets(each: Input, options: Options, read: DocumentReader) -> list[Sheet]:
    """A file's sheets; raises FactsheetErrors, and OSError for what cannot be read."""
    data = each.read()
    try:
        return [_sheet(each.source, data, options, read)]
    except SeveralFactsheetsError as error:
        if not error.pages:
            raise
        parts = {pages: options._replace(pages=pages) for pages in error.pages}
    return [
        _sheet(source_of(each.source, pages), data, part, read) for pages, part in parts.items()
    ]


def _sheet(source: str, data: bytes, options: Options, read: DocumentReader) -> Sheet:
    document = _document(data, options, read)
    identity = judge(document, known_wordings(options.wordings)).identity
    if identity.code is None:
        raise FactsheetError("Its title names no state or territory.")
    return Sheet(source, identity.code, identity.year, document.units)


def _document(data: bytes, options: Options, read: DocumentReader) -> Document:
    if options.reader != "both":
        return read(data, options, options.reader)
    document = read(data, options, "pdfium")
    if not is_pdf(data) or document.is_read_by_ocr:
        return document
    other = {unit.cells for unit in read(data, options, "pdfplumber").units}
    return replace(document, units=tuple(unit for unit in document.units if unit.cells in other))
