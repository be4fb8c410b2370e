"""One running text as a person would read it, and where each part of it was printed.

Rules see a `Document` and nothing else, so that no rule knows which reader or which PDF producer
was behind it. A document is made of blocks, each on one line: headings, paragraphs, table rows
(`label<TAB>number`), and, after all of them, the running headers, footers and page numbers that
were lifted out of the reading order, so that their numbers are accounted for too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from factsheet_parser.record import Box


class BlockKind(Enum):
    """What a block of the running text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"
    LIFTED = "lifted"
    """A running header, a footer or a page number."""


class Block(NamedTuple):
    """A stretch of the running text; blocks follow each other with a line end between."""

    start: int
    end: int
    kind: BlockKind


class Piece(NamedTuple):
    """A stretch of the running text that was printed in one go: character for character."""

    start: int
    end: int
    page: int
    """From 1."""
    origin: int
    """The place of its first character in what the reader gave for the page."""


class Printed(NamedTuple):
    """How a stretch of characters is printed on one page."""

    boxes: tuple[Box, ...] = ()
    uneven: bool = False
    """Its digits are set in several sizes: one may be a footnote's mark."""


class Place(NamedTuple):
    """Where a stretch of the running text was printed."""

    page: int
    boxes: tuple[Box, ...]
    uneven: bool


PrintedAt = Callable[[int, int, int], Printed]
"""(page, first, last + 1 in the reader's own characters) to how they are printed."""


HiddenAt = Callable[[int, int], bool]
"""(page, one of the reader's own characters) to whether a person cannot see it."""


class HiddenLine(NamedTuple):
    """A line of the PDF that a person cannot see; it is no part of the running text."""

    page: int
    text: str


def nothing_hidden(_page: int, _at: int) -> bool:
    """In a text file everything can be seen."""
    return False


def without_geometry(_page: int, _start: int, _end: int) -> Printed:
    """Text files have pages at most, and no boxes."""
    return Printed()


@dataclass(frozen=True, slots=True)
class Document:
    """The running text with the map back to the pages.

    `locate` and `hides` ask the reader, so they work while the reader's file is open.
    """

    text: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]
    printed_at: PrintedAt = without_geometry
    hidden_at: HiddenAt = nothing_hidden
    hidden_lines: tuple[HiddenLine, ...] = ()
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [piece.start for piece in self.pieces])

    def locate(self, start: int, end: int) -> Place:
        """The page on which `text[start:end]` begins and the boxes, on that page, that hold it."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        page = self.pieces[index].page
        boxes: list[Box] = []
        uneven = False
        for piece in self.pieces[index:]:
            if piece.start >= end or piece.page != page:
                break
            first = max(start, piece.start)
            last = min(end, piece.end)
            if first < last:
                shift = piece.origin - piece.start
                printed = self.printed_at(page, first + shift, last + shift)
                # A hundredth of a point is less than any printer shows.
                boxes += [
                    (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
                    for x0, top, x1, bottom in printed.boxes
                ]
                uneven = uneven or printed.uneven
        return Place(page, tuple(boxes), uneven)

    def hides(self, start: int, end: int, *, closely: bool) -> bool:
        """Whether a person cannot see a part of `text[start:end]` where it is printed.

        Each character is looked at when it is told `closely`, else the ends of each printed line.
        """
        if self.hidden_at is nothing_hidden:
            return False
        index = max(bisect_right(self._starts, start) - 1, 0)
        for piece in self.pieces[index:]:
            if piece.start >= end:
                break
            first, last = max(start, piece.start), min(end, piece.end)
            if first < last:
                places = range(first, last) if closely else (first, last - 1)
                shift = piece.origin - piece.start
                if any(self.hidden_at(piece.page, at + shift) for at in places):
                    return True
        return False
