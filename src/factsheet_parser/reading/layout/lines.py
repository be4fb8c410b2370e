r"""Printed lines, as every reader gives them, in plain characters.

Quotes, spaces, hyphens and ligatures are made plain here, `**`, footnote marks and characters
without a width are dropped, and each stretch keeps its place in what the reader gave.

>>> plain_line("NCMEC\u2019s **38**  \ufb01les", page=1, origin=100).text
"NCMEC's 38 files"
>>> line = plain_line("reported by ORR\u00b9 and others[2]: 12*", page=1, origin=0)
>>> line.text, line.marks
('reported by ORR and others: 12', ('1', '2', '*'))
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

import regex

from factsheet_parser.document import UnitKind
from factsheet_parser.timeouts import SEARCH_SECONDS

PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bb\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u205f\u3000\x0b", " "),
        **dict.fromkeys("\u2010\u2011\u2212\ufffe\uffff", "-"),
        "\u2044": "/",
        # What these turn around is read otherwise than it is seen: it counts as unknown.
        **dict.fromkeys("\u202d\u202e\u2066\u2067\u2068", "\ufffd"),
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
RAISED = str.maketrans("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", "1230456789")
"""Raised digits to plain ones: they are footnote marks."""

# What changes a line's length when it is made plain.
_UNEVEN = regex.compile(
    r"""
      [\ufb00-\ufb06]                                  # a ligature
    | \*\*                                             # Markdown's bold
    | [\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]  # no width: joiners, direction marks, BOM
    | \u00ad(?=.)                                      # a soft hyphen inside the line
    | (?P<mark>                                        # a footnote mark behind a word or number
        (?<=[\w)%"'.,:])(?:[\u2020\u2021\u00a7]+|(?<!\*)\*(?![*\w]))
      | (?<=[\w)%"'.,:])(?:[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\[\d{1,2}\])
      )
    | [ ](?=[ ])                                       # all but the last of several blanks
    """,
    regex.VERBOSE,
)
# Markdown's emphasis of a whole line.
_EMPHASIS = regex.compile(r"([*_])(?![\s*_])[^*_]+(?<!\s)\1")
_HARD = regex.compile(r"\[\d|  ")
_MAY_BE_UNEVEN = ("  ", "*", "[")


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
    """One printed line, `text` without blanks at its ends and with a TAB between cells.

    Places are PDF points from the top left of the page, turned so that its text is upright;
    `height`, the type's size, is 0 where the reader knows no geometry.
    """

    text: str
    page: int
    parts: tuple[Part, ...]
    space: Space = Space.NONE
    x0: float = 0.0
    indent: float = 0.0
    """Where its text begins behind a bullet."""
    x1: float = 0.0
    top: float = 0.0
    height: float = 0.0
    edges: tuple[tuple[float, float], ...] = ()
    """Where each cell begins and ends, if they were measured."""
    marks: tuple[str, ...] = ()
    """The footnote marks that were dropped from the text."""
    lead_mark: str = ""
    """The footnote mark that the line begins with, where its type or height tells it."""
    bold: bool = False
    lifted: bool = False
    """A running header, a footer or a page number."""
    apart: bool = False
    """A number that may be a page's or belong to the sentence around it."""
    kind: UnitKind | None = None
    """What it is, once that is known; it is then a unit of its own."""

    @property
    def cells(self) -> list[str]:
        """The text of each cell."""
        return self.text.split("\t")

    @property
    def base(self) -> float:
        """Where its letters stand."""
        return self.top + self.height


def plain_line(raw: str, *, page: int, origin: int) -> Line:
    """`raw`, whose first character is the reader's character `origin`, in plain characters."""
    if not raw.isascii():
        # Most lines hold an apostrophe and nothing else that is not plain; translating is slow.
        raw = raw.replace("\u2019", "'")
        if not raw.isascii():
            raw = raw.translate(PLAIN)
    text = raw.strip()
    origin += len(raw) - len(raw.lstrip())
    if text[:1] in ("*", "_") and _EMPHASIS.fullmatch(text, timeout=SEARCH_SECONDS):
        text, origin = text[1:-1], origin + 1
    if text.isascii() and not any(sign in text for sign in _MAY_BE_UNEVEN):
        return Line(text, page, (Part(0, len(text), origin),))
    return _made_even(text, page, origin)


def _made_even(text: str, page: int, origin: int) -> Line:
    """The line of a text in which some characters become several, or none."""
    kept: list[str] = []
    parts: list[Part] = []
    marks: list[str] = []
    length = position = 0

    def keep(stretch: str, at: int) -> None:
        nonlocal length
        if stretch:
            parts.append(Part(length, length + len(stretch), origin + at))
            kept.append(stretch)
            length += len(stretch)

    if text.isascii() and text.count("*") == 2 * text.count("**") and not _HARD.search(text):
        # Markdown's bold alone, as in most lines that hold anything uneven.
        for stretch in text.split("**"):
            keep(stretch, position)
            position += len(stretch) + 2
        return cut(Line("".join(kept), page, tuple(parts)), 0, length)
    for match in _UNEVEN.finditer(text, timeout=SEARCH_SECONDS):
        keep(text[position : match.start()], position)
        for letter in LIGATURES.get(match.group(), ""):
            keep(letter, match.start())
        if match["mark"]:
            marks.append(match["mark"].translate(RAISED).strip("[]"))
        position = match.end()
    keep(text[position:], position)
    line = Line("".join(kept), page, tuple(parts), marks=tuple(marks))
    return cut(line, 0, length)


def cut(line: Line, start: int, end: int) -> Line:
    """`line.text[start:end]` as a line, without blanks at its ends."""
    while start < end and line.text[start].isspace():
        start += 1
    while end > start and line.text[end - 1].isspace():
        end -= 1
    if end - start == len(line.text):
        return line
    parts = tuple(
        [
            Part(
                max(part.start, start) - start,
                min(part.end, end) - start,
                part.origin + max(start - part.start, 0),
            )
            for part in line.parts
            if part.start < end and part.end > start
        ]
    )
    return replace(line, text=line.text[start:end], parts=parts, edges=())


def cell(line: Line, index: int) -> Line:
    """One cell of a line, with its place."""
    start = sum(len(text) + 1 for text in line.cells[:index])
    part = cut(line, start, start + len(line.cells[index]))
    if line.edges:
        part = replace(part, x0=line.edges[index][0], x1=line.edges[index][1])
    return part


def joined(lines: list[Line], between: list[str]) -> Line:
    """One line of several, with `between[i]` (nothing, a blank, a TAB) after line i."""
    text = ""
    parts: list[Part] = []
    marks: list[str] = []
    for line, separator in zip(lines, [*between, ""], strict=True):
        shift = len(text)
        parts.extend([Part(p.start + shift, p.end + shift, p.origin) for p in line.parts])
        marks.extend(line.marks)
        text += line.text + separator
    return replace(
        lines[0],
        text=text,
        parts=tuple(parts),
        marks=tuple(marks),
        x1=max(line.x1 for line in lines),
        edges=_edges(lines, text.count("\t") + 1) if "\t" in between else (),
    )


def _edges(lines: list[Line], cells: int) -> tuple[tuple[float, float], ...]:
    """Where the cells of joined lines stand; nothing where a line does not know it of its own."""
    edges = [edge for line in lines for edge in (line.edges or ((line.x0, line.x1),))]
    return tuple(edges) if len(edges) == cells else ()


def parted(line: Line, spans: list[tuple[int, int]]) -> Line:
    """The stretches of a line as its cells."""
    cells = [cut(line, *span) for span in spans]
    cells = [each for each in cells if each.text]
    marks, edges = line.marks, line.edges
    whole = joined(cells, ["\t"] * (len(cells) - 1)) if cells else cut(line, 0, 0)
    return replace(whole, marks=marks, edges=edges if len(edges) == len(cells) else ())
