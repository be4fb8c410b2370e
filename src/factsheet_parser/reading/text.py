"""Text files as a document: plain text, Markdown, and what `pdftotext` prints."""

from __future__ import annotations

import codecs
from itertools import pairwise

import regex

from factsheet_parser.document import Document, Pages
from factsheet_parser.errors import UnsupportedFormatError
from factsheet_parser.limits import DEFAULTS, Limits, exceeded
from factsheet_parser.reading.extent import check_characters
from factsheet_parser.reading.layout.columns import (
    GUTTER_LINES,
    Row,
    Word,
    holes,
    reading_order,
    rows,
)
from factsheet_parser.reading.layout.lines import Line, Space, joined, plain_line
from factsheet_parser.reading.layout.measure import mark_gaps
from factsheet_parser.reading.layout.units import assemble
from factsheet_parser.timeouts import SEARCH_SECONDS

# Control characters that no text holds.
_CONTROLS = bytes([*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F])
_LINE_END = regex.compile(r"\r\n?|[\n\x85\u2028\u2029]")
_WIDE_GAP = regex.compile(r"\S(?P<gap>[ ]{2,}|[ ]*\t[ \t]*)(?=\S)")
_COUNT_FIRST = regex.compile(r"\s*(?P<count>\d{1,3})(?:[ \t]+|$)")
_FEWEST_COUNTED = 5
"""Lines that count up: fewer may be a list."""
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


def read_text(text: str, limits: Limits = DEFAULTS, of: Pages | None = None) -> Document:
    """The document of a text, or the one on the pages `of` it; a form feed starts a page.

    Raises LimitExceededError for a text of more than `limits.characters` or `limits.pages`.
    """
    check_characters(len(text), limits)
    if "\r" in text or not text.isascii():
        text = _LINE_END.sub("\n", text, timeout=SEARCH_SECONDS)
    lines: list[Line] = []
    origin = 0
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    if len(pages) > limits.pages:
        raise exceeded(
            "pages", f"The text has {len(pages):,} pages, parted by form feeds", limits.pages
        )
    first, last = of or (1, len(pages))
    pages = pages[first - 1 : last]
    for number, page in enumerate(pages, start=1):
        lines.extend(_page_lines(page, number, origin))
        origin += len(page) + 1
    draft = assemble(lines, len(pages))
    return Document(draft.text, draft.units, page_starts=draft.page_starts).moved(first - 1)


def _page_lines(page: str, number: int, origin: int) -> list[Line]:
    raw_lines = page.split("\n")
    gapped = [raw for raw in raw_lines if "   " in raw.strip() and _has_wide_gap(raw)]
    if len(gapped) >= GUTTER_LINES:
        return _on_the_grid(raw_lines, number, origin)
    lines: list[Line] = []
    space = Space.BREAK if number > 1 else Space.GAP
    counted = _are_counted(raw_lines)
    for raw in raw_lines:
        stripped = raw.strip()
        if stripped:
            skip = _COUNT_FIRST.match(raw).end() if counted else 0  # type: ignore[union-attr]  # all lines do
            line = _line(raw[skip:], number, origin + skip)
            line.space = space
            lines.append(line)
            space = Space.NONE
        elif space is Space.NONE:
            space = Space.GAP
        origin += len(raw) + 1
    return lines


def _are_counted(raw_lines: list[str]) -> bool:
    """Whether a number stands before each line that counts it."""
    counts = [_COUNT_FIRST.match(raw, timeout=SEARCH_SECONDS) for raw in raw_lines if raw.strip()]
    if len(counts) < _FEWEST_COUNTED or not all(counts):
        return False
    values = [int(match["count"]) for match in counts if match]
    return all(after == before + 1 for before, after in pairwise(values))


def _has_wide_gap(raw: str) -> bool:
    match = _WIDE_GAP.search(raw.strip(), timeout=SEARCH_SECONDS)
    return match is not None and "   " in match["gap"]


def _line(raw: str, number: int, origin: int) -> Line:
    """A line whose TABs and wide gaps part its cells.

    Several gaps without a TAB are a justified line's blanks.
    """
    gaps = (
        list(_WIDE_GAP.finditer(raw, timeout=SEARCH_SECONDS)) if "  " in raw or "\t" in raw else []
    )
    tabs = [gap for gap in gaps if "\t" in gap["gap"]]
    if not tabs and len(gaps) == 1:
        before, after = raw[: gaps[0].start() + 1], raw[gaps[0].end() :]
        worded = _LETTERS.search(before, timeout=SEARCH_SECONDS) and _LETTERS.search(
            after, timeout=SEARCH_SECONDS
        )
        tabs = [] if worded else gaps
    if not tabs:
        return plain_line(raw.replace("\t", " "), page=number, origin=origin)
    begins = [0, *(gap.end() for gap in tabs)]
    ends = [*(gap.start("gap") for gap in tabs), len(raw)]
    cells = [
        plain_line(raw[begin:end], page=number, origin=origin + begin)
        for begin, end in zip(begins, ends, strict=True)
    ]
    cells = [cell for cell in cells if cell.text]
    line = joined(cells, ["\t"] * (len(cells) - 1))
    line.edges = ()
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
    lines = mark_gaps([_row_line(row, number) for row in reading_order(rows(words))])
    for line in lines:
        # On the grid every letter is as high as every other: a heading is known by its words.
        line.height = 0.0
    return lines


def _row_line(row: Row, number: int) -> Line:
    """One line of a row's words, with a TAB where a gap parts its cells."""
    words = [plain_line(word.text, page=number, origin=word.origin) for word in row]
    for word, line in zip(row, words, strict=True):
        line.x0, line.x1 = word.x0, word.x1
        line.top, line.height = word.top, word.bottom - word.top
    open_at = {start for start, _ in holes(row)}
    between = ["\t" if word.x1 in open_at else " " for word in row[:-1]]
    line = joined(words, between)
    line.edges = _cell_edges(row, open_at) if open_at else ()
    return line


def _cell_edges(row: Row, open_at: set[float]) -> tuple[tuple[float, float], ...]:
    edges = [[row[0].x0, row[0].x1]]
    for before, word in pairwise(row):
        if before.x1 in open_at:
            edges.append([word.x0, word.x1])
        edges[-1][1] = word.x1
    return tuple([(x0, x1) for x0, x1 in edges])
