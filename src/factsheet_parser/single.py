"""One factsheet, read in this process or in one of its own."""

from __future__ import annotations

from factsheet_parser.errors import FactsheetError, ParserFaultError
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.parse import Options, ReaderChoice, check_ocr, check_reader, parse_bytes
from factsheet_parser.reading import Source, read_bytes
from factsheet_parser.record import Factsheet
from factsheet_parser.wordings.load import Wordings
from factsheet_parser.wordings.own import own_wordings


def parse_factsheet(
    source: Source,
    *,
    reader: ReaderChoice = "pdfium",
    ocr: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    isolate: bool = False,
    wordings: Wordings = None,
) -> Factsheet:
    """The record of one factsheet.

    `source` is a path, the bytes, or a binary file object, of a PDF or of a text (`.txt`, `.md`);
    which of them is told by content. `reader` chooses who reads a PDF: PDFium, pdfplumber, or both,
    in which case a figure on which they differ is withheld with a `reader_disagreement`; a text
    has one reader. With `ocr`, pages that are pictures are read by OCR, twice, and a number on
    which the readings differ is withheld in the same way; pages with text are read as ever, and
    pictures of pages (`.png`, `.jpg`, `.tiff`) can be given too. `password` opens an encrypted PDF. `limits` bound what is read. With `isolate`
    a process of its own reads the file, which a crash, `limits.timeout` or `limits.memory` ends; a
    script that asks for it does so below `if __name__ == "__main__":`. `wordings` is a file of
    sentences that the rules do not know yet (see docs/wordings.md), or what `load_wordings` read
    from one.

    Raises a FactsheetError (UnsupportedFormatError, DamagedPdfError, EncryptedPdfError,
    NoTextError, LimitExceededError, NotAFactsheetError) with the reader's own error as its cause,
    OSError (such as FileNotFoundError) for a path that cannot be read, ValueError for an unknown
    reader, WordingError (a ValueError) for wordings that cannot be used, ImportError for `ocr` without
    the extra `ocr`, and with `isolate` WorkersError (a RuntimeError) where no process can be started.
    """
    check_reader(reader)
    check_ocr(ocr=ocr)
    limits = limits or DEFAULTS
    limits = limits.for_ocr() if ocr else limits
    options = Options(reader, password, own_wordings(wordings), limits, ocr=ocr)
    data = read_bytes(source, limits)
    return _isolated(data, options) if isolate else parse_bytes(data, options)


def _isolated(data: bytes, options: Options) -> Factsheet:
    # pebble and multiprocessing take a twentieth of a second to import.
    from factsheet_parser.batch.attempt import Several
    from factsheet_parser.batch.workers import own_processes

    with own_processes(1, options) as workers:
        result = workers.result(workers.submit(data))
    if isinstance(result, Several):
        raise result.error
    if isinstance(result, FactsheetError | ParserFaultError):
        raise result
    return result
