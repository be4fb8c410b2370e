"""Bytes to a `Document`, whatever the bytes are; what they are is told by content."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal

import regex

from factsheet_parser.document import Document, Pages
from factsheet_parser.errors import (
    DamagedPdfError,
    NotAFactsheetError,
    NoTextError,
    UnsupportedFormatError,
)
from factsheet_parser.limits import DEFAULTS, MIB, Limits, exceeded
from factsheet_parser.reading.subject import refuse_other_subjects
from factsheet_parser.reading.text import decode, read_text
from factsheet_parser.timeouts import SEARCH_SECONDS

Source = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
Reader = Literal["pdfium", "pdfplumber"]

__all__ = ["Reader", "Source", "is_image", "is_pdf", "read_bytes", "read_document", "read_text"]

NOT_REGULAR = "This is a pipe or a device, not a regular file."
# PDF 1.7, Annex H: readers accept the header anywhere in the first 1,024 bytes.
_PDF_HEADER_WITHIN = 1024
_PDF_HEADER = regex.compile(rb"^%PDF-\d\.\d", regex.MULTILINE)
_FOREIGN = {
    b"PK\x03\x04": "a ZIP archive (unpack it first) or an Office document (save it as PDF or text first)",
    b"\xd0\xcf\x11\xe0": "an old Office document (save it as PDF or text first)",
    b"{\\rtf": "an RTF document (save it as PDF or text first)",
    b"\x89PNG": "a PNG picture (--ocr, ocr=True reads it)",
    b"\xff\xd8\xff": "a JPEG picture (--ocr, ocr=True reads it)",
    b"II*\x00": "a TIFF picture (--ocr, ocr=True reads it)",
    b"MM\x00*": "a TIFF picture (--ocr, ocr=True reads it)",
    b"\x1f\x8b": "a gzip archive (unpack it first)",
    b"BZh": "a bzip2 archive (unpack it first)",
    b"\xfd7zXZ": "an xz archive (unpack it first)",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive (unpack it first)",
    b"Rar!": "a RAR archive (unpack it first)",
}
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_TAR = slice(257, 262)
# What an update adds behind the end of a PDF are objects.
_PDF_BEHIND_PDF = regex.compile(rb"%%EOF(?:(?!obj|%PDF|%%EOF).){0,2048}%PDF-\d\.\d", regex.DOTALL)
_STARTXREF = regex.compile(rb"startxref\s+(\d+)")
_XREF = regex.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_MAIL = regex.compile(rb"\A(?:[A-Z][\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\n)*){3}")
_BASE64_PDF = b"JVBERi0"
_BASE64_WITHIN = 100


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
    """Whether the bytes say that they are a PDF, and nothing that may hold one."""
    return b"%PDF-" in data[:_PDF_HEADER_WITHIN] and _foreign(data) is None


def is_image(data: bytes) -> bool:
    """Whether the bytes are a picture that `ocr` reads."""
    return data.startswith(_IMAGES)


def _foreign(data: bytes) -> str | None:
    """What the bytes are, if they are of another format."""
    if data[_TAR] == b"ustar":
        return "a tar archive (unpack it first)"
    return next((what for magic, what in _FOREIGN.items() if data.startswith(magic)), None)


def read_document(
    data: bytes,
    *,
    reader: Reader = "pdfium",
    password: str | None = None,
    limits: Limits = DEFAULTS,
    pages: Pages | None = None,
    ocr: bool = False,
) -> Document:
    """The document in `data`, or the one that stands on these `pages` of it.

    With `ocr`, pages that are pictures are read, and so are pictures of pages (PNG, JPEG, TIFF).

    Raises UnsupportedFormatError, NotAFactsheetError and LimitExceededError, and for a PDF
    EncryptedPdfError, DamagedPdfError and NoTextError.
    """
    if ocr and is_image(data):
        from factsheet_parser.reading.ocr.images import read_images

        return read_images(data, limits, pages)
    if not is_pdf(data):
        document = read_text(decode(_checked(data)), limits, pages)
        refuse_other_subjects(document.text)
        return document
    _refuse_several(data)
    try:
        document = _pdf_reader(reader)(data, password, limits, pages, ocr=ocr)
        if document.hidden_lines:
            # The PDF's whole text was asked for before; what nobody can see is no part of it.
            refuse_other_subjects(document.text)
    except (NoTextError, NotAFactsheetError) as error:
        if _is_moved(data):
            raise DamagedPdfError(
                "The PDF is damaged: bytes of it were lost or changed on the way, as when a PDF is "
                "saved as text. Download it again."
            ) from error
        raise
    return document


def _pdf_reader(reader: Reader) -> Callable[..., Document]:
    if reader == "pdfium":
        from factsheet_parser.reading import pdfium

        return pdfium.read_pdf
    # pdfplumber takes a third of a second to import.
    from factsheet_parser.reading import plumber

    return plumber.read_pdf


def _is_moved(data: bytes) -> bool:
    """Whether a PDF's table of objects is not where its end says that it is."""
    said = _STARTXREF.findall(data, timeout=SEARCH_SECONDS)
    if not said:
        return False
    at = int(said[-1])
    header = data.find(b"%PDF-")
    return not any(_XREF.match(data, place, timeout=SEARCH_SECONDS) for place in (at, at + header))


def _refuse_several(data: bytes) -> None:
    """Raise UnsupportedFormatError for PDFs behind each other: readers take one of them, each another."""
    behind = len(_PDF_BEHIND_PDF.findall(data, timeout=SEARCH_SECONDS))
    if behind:
        raise UnsupportedFormatError(
            f"The file holds {behind + 1} PDFs behind each other: make a file of each."
        )


def _checked(data: bytes) -> bytes:
    if not data.strip():
        raise UnsupportedFormatError("The file is empty.")
    foreign = _foreign(data)
    if foreign is not None:
        raise UnsupportedFormatError(f"The file is {foreign}, neither a PDF nor text.")
    if _MAIL.match(data, timeout=SEARCH_SECONDS) and _BASE64_PDF in data:
        raise UnsupportedFormatError("The file is an e-mail: save the PDF that is attached to it.")
    if _BASE64_PDF in data[:_BASE64_WITHIN]:
        raise UnsupportedFormatError("The file is a PDF in base64: decode it first.")
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
