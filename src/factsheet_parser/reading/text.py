"""Text files as a document: plain text, Markdown, and what `pdftotext` prints."""

from __future__ import annotations

import codecs

import regex

from factsheet_parser.document import Document
from factsheet_parser.errors import UnsupportedFormatError
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.reading.assemble import assemble
from factsheet_parser.reading.columns import GUTTER_LINES, Word, lines_of
from factsheet_parser.reading.extent import check_characters
from factsheet_parser.reading.lines import Line, Space, plain_line, with_cell
from factsheet_parser.timeouts import SEARCH_SECONDS

# Control characters that no text holds.
_CONTROLS = bytes([*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F])
_LINE_END = regex.compile(r"\r\n?|[\n\x85\u2028\u2029]")
_WIDE_GAP = regex.compile(r"\S(?P<gap>[ ]{2,}|[ ]*\t[ \t]*)(?=\S)")
_WORD = regex.compile(r"\S+(?: \S+)*")
_LETTERS = regex.compile(r"[A-Za-z]{2}")

# `pdftotext -layout` sets letters and blanks on a grid; the columns module thinks in points.
_GRID_X, _GRID_Y, _GRID_HEIGHT = 6.0, 12.0, 10.0


def decode(data: bytes) -> str:
    """Text from bytes: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises UnsupportedFormatError for what is not text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    plain = text.encode("utf-8", "replace") if encoding == "utf-16" else data
    if len(plain) - len(plain.translate(None, _CONTROLS)) > len(plain) // 500:
        raise UnsupportedFormatError(
            "The file is neither a PDF nor text: it holds bytes that no text has."
        )
    return text


def read_text(text: str, limits: Limits = DEFAULTS) -> Document:
    """The document of a text; a form feed starts a page.

    Raises LimitExceededError for a text of more than `limits.characters`.
    """
    check_characters(len(text), limits)
    if "\r" in text or not text.isascii():
        text = _LINE_END.sub("\n", text, timeout=SEARCH_SECONDS)
    lines: list[Line] = []
    origin = 0
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    for number, page in enumerate(pages, start=1):
        lines.extend(_page_lines(page, number, origin))
        origin += len(page) + 1
    return assemble(lines, len(pages))


def _page_lines(page: str, number: int, origin: int) -> list[Line]:
    raw_lines = page.split("\n")
    gapped = [raw for raw in raw_lines if "   " in raw.strip() and _has_wide_gap(raw)]
    if len(gapped) >= GUTTER_LINES:
        return _on_the_grid(raw_lines, number, origin)
    lines: list[Line] = []
    space = Space.BREAK if number > 1 else Space.GAP
    for raw in raw_lines:
        stripped = raw.strip()
        if stripped:
            line = _line(raw, number, origin)
            line.space = space
            lines.append(line)
            space = Space.NONE
        elif space is Space.NONE:
            space = Space.GAP
        origin += len(raw) + 1
    return lines


def _has_wide_gap(raw: str) -> bool:
    match = _WIDE_GAP.search(raw.strip(), timeout=SEARCH_SECONDS)
    return match is not None and "   " in match["gap"]


def _line(raw: str, number: int, origin: int) -> Line:
    """A line whose wide gaps, if words of a row stand beside them, part table cells."""
    gaps = (
        list(_WIDE_GAP.finditer(raw, timeout=SEARCH_SECONDS)) if "  " in raw or "\t" in raw else []
    )
    if len(gaps) != 1:
        # Several gaps are a justified line's blanks, or the TABs of a wider table.
        return plain_line(raw, page=number, origin=origin)
    line = plain_line(raw.replace("\t", " "), page=number, origin=origin)
    before, after = raw[: gaps[0].start() + 1], raw[gaps[0].end() :]
    worded = _LETTERS.search(before, timeout=SEARCH_SECONDS) and _LETTERS.search(
        after, timeout=SEARCH_SECONDS
    )
    if "\t" in gaps[0]["gap"] or not worded:
        last = plain_line(after, page=number, origin=0).text
        with_cell(line, len(line.text) - len(last) - 1)
    return line


def _on_the_grid(raw_lines: list[str], number: int, origin: int) -> list[Line]:
    """Lines of `pdftotext -layout`: columns side by side, parted by blanks."""
    words: list[Word] = []
    for index, raw in enumerate(raw_lines):
        top = index * _GRID_Y
        words.extend(
            Word(
                match.group(),
                match.start() * _GRID_X,
                top,
                match.end() * _GRID_X,
                top + _GRID_HEIGHT,
                origin + match.start(),
            )
            for match in _WORD.finditer(raw, timeout=SEARCH_SECONDS)
        )
        origin += len(raw) + 1
    lines = lines_of(words, number)
    for line in lines:
        # On the grid every letter is as high as every other: a heading is known by its words.
        line.height = 0.0
    return lines
