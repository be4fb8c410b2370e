"""Bytes to a `Document`, whatever the bytes are; what they are is told by content."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, Literal

import regex

from factsheet_parser.document import Document
from factsheet_parser.errors import UnsupportedFormatError
from factsheet_parser.limits import DEFAULTS, MIB, Limits, exceeded
from factsheet_parser.reading.subject import refuse_other_subjects
from factsheet_parser.reading.text import decode, read_text
from factsheet_parser.timeouts import SEARCH_SECONDS

Source = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
Reader = Literal["pdfium", "pdfplumber"]

__all__ = ["Reader", "Source", "is_pdf", "read_bytes", "read_document", "read_text"]

NOT_REGULAR = "This is a pipe or a device, not a regular file."
# PDF 1.7, Annex H: readers accept the header anywhere in the first 1,024 bytes.
_PDF_HEADER_WITHIN = 1024
_PDF_HEADER = regex.compile(rb"^%PDF-\d\.\d", regex.MULTILINE)
_FOREIGN = {
    b"PK\x03\x04": "a ZIP archive or an Office document (save it as PDF or text first)",
    b"\xd0\xcf\x11\xe0": "an old Office document (save it as PDF or text first)",
    b"{\\rtf": "an RTF document (save it as PDF or text first)",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"\x1f\x8b": "a gzip archive",
}


def read_bytes(source: Source, limits: Limits = DEFAULTS) -> bytes:
    """The bytes of a path, of a binary file object, or the bytes themselves.

    Raises OSError for a path that cannot be read, UnsupportedFormatError for one that is no
    regular file (it is not waited for), and LimitExceededError for more than `limits.size`.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return bounded(bytes(source), limits)
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise UnsupportedFormatError(NOT_REGULAR)
        with path.open("rb") as file:
            return bounded(file.read(read_at_most(limits)), limits)
    return bounded(read_stream(source, read_at_most(limits)), limits)


def read_stream(stream: BinaryIO, most: int) -> bytes:
    """What is left in a binary file object, at most so many bytes.

    A socket's or an HTTP response's `read` may give fewer than there are.
    """
    parts: list[bytes] = []
    while most > 0:
        part = stream.read(most)
        if not isinstance(part, bytes):
            raise TypeError("parse_factsheet needs a file opened in binary mode; text: parse_text")
        if not part:
            break
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def read_at_most(limits: Limits) -> int:
    """How many bytes tell that a file is larger than it may be."""
    return int(limits.size * MIB) + 1


def bounded(data: bytes, limits: Limits) -> bytes:
    """`data` unless it is too large; raises LimitExceededError."""
    if len(data) >= read_at_most(limits):
        raise exceeded("size", "The file is too large", limits.size, " MiB")
    return data


def is_pdf(data: bytes) -> bool:
    """Whether the bytes say that they are a PDF."""
    return b"%PDF-" in data[:_PDF_HEADER_WITHIN]


def read_document(
    data: bytes,
    *,
    reader: Reader = "pdfium",
    password: str | None = None,
    limits: Limits = DEFAULTS,
) -> Document:
    """The document in `data`.

    Raises UnsupportedFormatError, NotAFactsheetError and LimitExceededError, and for a PDF
    EncryptedPdfError, DamagedPdfError and NoTextError.
    """
    if not is_pdf(data):
        document = read_text(decode(_checked(data)), limits)
    elif reader == "pdfium":
        from factsheet_parser.reading import pdfium

        document = pdfium.read_pdf(data, password, limits)
    else:
        # pdfplumber takes a third of a second to import.
        from factsheet_parser.reading import plumber

        document = plumber.read_pdf(data, password, limits)
    if document.hidden_lines or not is_pdf(data):
        # A PDF's whole text was asked for before; what nobody can see is no part of it.
        refuse_other_subjects(document.text)
    return document


def _checked(data: bytes) -> bytes:
    if not data.strip():
        raise UnsupportedFormatError("The file is empty.")
    for magic, what in _FOREIGN.items():
        if data.startswith(magic):
            raise UnsupportedFormatError(f"The file is {what}, neither a PDF nor text.")
    if _PDF_HEADER.search(data, timeout=SEARCH_SECONDS):
        raise UnsupportedFormatError(
            "The file holds a PDF behind more than 1,024 bytes of something else: remove those."
        )
    head = data[:_PDF_HEADER_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise UnsupportedFormatError(
            "The file is a web page (HTML), neither a PDF nor text: a download may have gone wrong."
        )
    return data
