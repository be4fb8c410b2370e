"""A document as a value: what stands together on its pages, in reading order.

Readers turn bytes into a `Document`; everything behind them sees nothing else, so that no rule
knows which reader or which PDF producer was behind it. A document is made of units. Each is one
statement on one line, and knows what stands above it. Nothing is ever joined across units.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from factsheet_parser.record import Box


class UnitKind(StrEnum):
    """What a unit is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    SENTENCE = "sentence"
    ITEM = "item"
    """An item of a list, without its bullet or number."""
    CAPTION = "caption"
    """What a table is called: "Table 1. NCMEC's work in Kansas, 2025"."""
    HEADS = "heads"
    """A table's column heads, as `head<TAB>head`."""
    ROW = "row"
    """A table's row, as `label<TAB>cell` or with a cell a column."""
    CARD = "card"
    """A number and its caption, in the order in which they are printed."""
    NOTE = "note"
    """What a footnote says, without its mark."""
    FURNITURE = "furniture"
    """A running header, a footer, a notice or a page number."""


class Unit(NamedTuple):
    """One statement: `text` is on one line, with a TAB between the cells of a row."""

    kind: UnitKind
    text: str
    start: int = 0
    """Its place in the document's text."""
    page: int = 1
    """The page, from 1, on which it begins."""
    headings: tuple[Unit, ...] = ()
    """The headings above it, the outermost first; the title is none of them."""
    lead_in: Unit | None = None
    """What announces the list or the table that it stands in: "NCMEC helped with:"."""
    caption: Unit | None = None
    """The caption of its table."""
    heads: Unit | None = None
    """The column heads of its table; its cells stand in the same order."""
    marks: tuple[str, ...] = ()
    """The footnote marks that were set at its words and are no part of `text`."""

    @property
    def end(self) -> int:
        """Where it ends in the document's text."""
        return self.start + len(self.text)

    @property
    def cells(self) -> tuple[str, ...]:
        """A row's label and cells, or its column heads; other units are one cell."""
        return tuple(self.text.split("\t"))

    @property
    def above(self) -> tuple[Unit, ...]:
        """What stands above it, the nearest first."""
        near = (self.heads, self.lead_in, self.caption)
        return (*(unit for unit in near if unit is not None), *reversed(self.headings))


UNEVEN = "uneven"
"""A number's digits differ in size: one may be a footnote's mark."""
HIDDEN = "hidden"
"""A person cannot see the number, or a part of it."""
STRUCK = "struck"
"""The number, or a part of it, is crossed out."""
REPLACED = "replaced"
"""The text that the PDF gives for the number is not what it paints."""
UNREAD = "unread"
"""Beside the number a glyph is painted that the PDF maps to no letter."""
DISPUTED = "disputed"
"""Two readings of a picture differ, or a digit of it looks otherwise than the sheet's others."""
_GRAVEST = (HIDDEN, STRUCK, REPLACED, DISPUTED, UNREAD, UNEVEN)


class Doubt(NamedTuple):
    """Why the page may show another number than the text has."""

    kind: str
    """One of the above."""
    other: str = ""
    """What the other reading has, of two."""


class Print(NamedTuple):
    """A number of the text, or a word of one, as it is printed."""

    start: int
    end: int
    box: Box | None
    """None where the reader knows no geometry."""
    doubt: Doubt | None = None
    """None when there is no reason."""


class Place(NamedTuple):
    """Where a stretch of the text was printed."""

    page: int
    boxes: tuple[Box, ...]
    doubt: str | None
    """The gravest."""
    other: str = ""
    """What the other reading has, of two."""
    ocr: bool = False


Pages = tuple[int, int]
"""A first and a last page, counted from 1."""


class HiddenLine(NamedTuple):
    """A line of the PDF that a person cannot see; it is no part of the text."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """The units in reading order; `text` is theirs, a line each."""

    text: str
    units: tuple[Unit, ...]
    prints: tuple[Print, ...] = ()
    """In the order of the text."""
    page_starts: tuple[tuple[int, int], ...] = ((0, 1),)
    """From which place of the text on what stands there is printed on which page."""
    hidden_lines: tuple[HiddenLine, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    """The pages that were read by OCR."""
    unread_pages: tuple[int, ...] = ()
    """The pages that are pictures and were not read."""

    def place(self, start: int, end: int) -> Place:
        """Where the number `text[start:end]` is printed: its page, and its boxes on that page."""
        index = bisect_right(self.page_starts, (start, 1 << 30)) - 1
        page = self.page_starts[max(index, 0)][1]
        boxes: list[Box] = []
        doubts: dict[str, str] = {}
        at = max(bisect_left(self.prints, start, key=lambda each: each.start) - 1, 0)
        for printed in self.prints[at:]:
            if printed.start >= end:
                break
            if printed.end > start:
                if printed.box is not None:
                    _add_box(boxes, printed.box)
                if printed.doubt is not None:
                    kind, other = printed.doubt
                    doubts[kind] = doubts.get(kind, "") + other
        doubt = next((each for each in _GRAVEST if each in doubts), None)
        return Place(page, tuple(boxes), doubt, doubts.get(doubt or "", ""), page in self.ocr_pages)

    @property
    def is_read_by_ocr(self) -> bool:
        """Whether all its pages were read by OCR."""
        return {page for _, page in self.page_starts} <= set(self.ocr_pages)

    def moved(self, pages: int) -> Document:
        """The same document so many pages further on in its file."""
        return replace(
            self,
            units=tuple(unit._replace(page=unit.page + pages) for unit in self.units),
            page_starts=tuple((start, page + pages) for start, page in self.page_starts),
            hidden_lines=tuple(line._replace(page=line.page + pages) for line in self.hidden_lines),
            ocr_pages=tuple(page + pages for page in self.ocr_pages),
            unread_pages=tuple(page + pages for page in self.unread_pages),
        )


def _add_box(boxes: list[Box], box: Box) -> None:
    """Append a box, or widen the last one by it when both stand on one line."""
    if boxes:
        x0, top, x1, bottom = boxes[-1]
        shared = min(bottom, box[3]) - max(top, box[1])
        if shared > 0.5 * min(bottom - top, box[3] - box[1]):
            boxes[-1] = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))
            return
    boxes.append(box)
