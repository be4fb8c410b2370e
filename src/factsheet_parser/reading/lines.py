r"""Printed lines, as every reader gives them, in plain characters.

Quotes, spaces, hyphens and ligatures are made plain here, `**` and characters without a width are
dropped, and each stretch keeps its place in what the reader gave.

>>> plain_line("NCMEC\u2019s **38**  \ufb01les", page=1, origin=100).text
"NCMEC's 38 files"
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

import regex

from factsheet_parser.timeouts import SEARCH_SECONDS

PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bb\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u205f\u3000\x0b", " "),
        **dict.fromkeys("\u2010\u2011\u2212\ufffe\uffff", "-"),
        "\u2044": "/",
    }
)
"""Characters that stand for a plain one, one for one. PDFium marks a hyphen at a line's end with
U+FFFE."""

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
SOFT_HYPHEN = "\u00ad"

# What changes a line's length when it is made plain.
_UNEVEN = regex.compile(
    r"""
      [\ufb00-\ufb06]                                  # a ligature
    | \*\*                                             # Markdown's bold
    | [\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]  # no width: joiners, direction marks, BOM
    | \u00ad(?=.)                                      # a soft hyphen inside the line
    | [ ](?=[ ])                                       # all but the last of several blanks
    """,
    regex.VERBOSE,
)


class Part(NamedTuple):
    """A stretch of a line's text that stands character for character in the reader's page."""

    start: int
    end: int
    origin: int


class Space(Enum):
    """What stands between a line and the one before it."""

    NONE = "the next line of the same flow"
    GAP = "more room than between the lines of a paragraph, or an empty line"
    BREAK = "the top of a column or of a page"


@dataclass(slots=True)
class Line:
    """One printed line, `text` without blanks at its ends and with a TAB between table cells.

    `x0`, `top`, `height` are in PDF points; `height` is 0 where the reader knows no geometry.
    `lifted` marks a header, footer or page number, `apart` a number that may be one, `row` a table
    row as `label<TAB>number`.
    """

    text: str
    page: int
    parts: tuple[Part, ...]
    space: Space = Space.NONE
    x0: float = 0.0
    top: float = 0.0
    height: float = 0.0
    lifted: bool = False
    apart: bool = False
    row: bool = False


def plain_line(raw: str, *, page: int, origin: int) -> Line:
    """`raw`, whose first character is the reader's character `origin`, in plain characters."""
    if not raw.isascii():
        # Most lines hold an apostrophe and nothing else that is not plain; translating is slow.
        raw = raw.replace("\u2019", "'")
        if not raw.isascii():
            raw = raw.translate(PLAIN)
    text = raw.strip()
    origin += len(raw) - len(raw.lstrip())
    if text.isascii() and "  " not in text and "**" not in text:
        return Line(text, page, (Part(0, len(text), origin),))
    return _made_even(text, page, origin)


def _made_even(text: str, page: int, origin: int) -> Line:
    """The line of a text in which some characters become several, or none."""
    kept: list[str] = []
    parts: list[Part] = []
    length = position = 0

    def keep(stretch: str, at: int) -> None:
        nonlocal length
        if stretch:
            parts.append(Part(length, length + len(stretch), origin + at))
            kept.append(stretch)
            length += len(stretch)

    if text.isascii() and "  " not in text:
        for stretch in text.split("**"):
            keep(stretch, position)
            position += len(stretch) + 2
        return cut(Line("".join(kept), page, tuple(parts)), 0, length)
    for match in _UNEVEN.finditer(text, timeout=SEARCH_SECONDS):
        keep(text[position : match.start()], position)
        for letter in LIGATURES.get(match.group(), ""):
            keep(letter, match.start())
        position = match.end()
    keep(text[position:], position)
    return cut(Line("".join(kept), page, tuple(parts)), 0, length)


def cut(line: Line, start: int, end: int) -> Line:
    """`line.text[start:end]` as a line, without blanks at its ends."""
    while start < end and line.text[start].isspace():
        start += 1
    while end > start and line.text[end - 1].isspace():
        end -= 1
    if end - start == len(line.text):
        return line
    parts = tuple(
        Part(
            max(part.start, start) - start,
            min(part.end, end) - start,
            part.origin + max(start - part.start, 0),
        )
        for part in line.parts
        if part.start < end and part.end > start
    )
    return Line(line.text[start:end], line.page, parts, line.space, line.x0, line.top, line.height)


def joined(lines: list[Line], between: list[str]) -> Line:
    """One line of several, with `between[i]` (nothing, a blank, a TAB) after line i."""
    text = ""
    parts: list[Part] = []
    for line, separator in zip(lines, [*between, ""], strict=True):
        shift = len(text)
        parts.extend(Part(p.start + shift, p.end + shift, p.origin) for p in line.parts)
        text += line.text + separator
    first = lines[0]
    return Line(text, first.page, tuple(parts), first.space, first.x0, first.top, first.height)


def with_cell(line: Line, at: int) -> Line:
    """The line with the blank at `text[at]` made the TAB between two cells."""
    line.text = f"{line.text[:at]}\t{line.text[at + 1 :]}"
    return line


def mark_gaps(lines: list[Line]) -> None:
    """Set `space` of one page's lines from their geometry.

    Lines of a paragraph stand one pitch (the middle one of all distances) apart, larger type by as
    much more as it is larger; a third more is a gap, and going up is the top of the next column.
    """
    if not lines:
        return
    heights = sorted(line.height for line in lines)
    body = heights[len(heights) // 2] or 1.0
    steps = [after.top - line.top for line, after in pairwise(lines)]
    down = sorted(step for step in steps if 0.5 * body < step < 4 * body)
    pitch = down[len(down) // 2] if down else 4 * body
    for (before, line), step in zip(pairwise(lines), steps, strict=True):
        if step < -line.height:
            line.space = Space.BREAK
        elif step > 1.33 * pitch * max(min(before.height, line.height) / body, 1.0):
            line.space = Space.GAP
    lines[0].space = Space.BREAK
