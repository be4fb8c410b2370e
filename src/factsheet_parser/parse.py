"""One factsheet in, its record out."""

from __future__ import annotations

from factsheet_parser.choices import ReaderChoice
from factsheet_parser.limits import Limits
from factsheet_parser.options import Options
from factsheet_parser.pipeline import parse_bytes, parse_given_text
from factsheet_parser.reading import Source, read_bytes
from factsheet_parser.record import Factsheet
from factsheet_parser.wordings.load import Wordings


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
    options = Options.of(
        reader=reader,
        ocr=ocr,
        password=password,
        limits=limits,
        isolate=isolate,
        wordings=wordings,
    )
    data = read_bytes(source, options.limits)
    if not isolate:
        return parse_bytes(data, options)
    # pebble and multiprocessing take a twentieth of a second to import.
    from factsheet_parser.batch.isolation import parse_isolated

    return parse_isolated(data, options)


def parse_text(text: str, *, limits: Limits | None = None, wordings: Wordings = None) -> Factsheet:
    """The record of one factsheet given as text; `limits` and `wordings` as in `parse_factsheet`.

    Raises NotAFactsheetError for another text, LimitExceededError for a text that is too long, and
    WordingError for wordings that cannot be used.
    """
    return parse_given_text(text, Options.of(limits=limits, wordings=wordings))
