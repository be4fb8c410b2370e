"""A PDF's pages to its document: what can be seen, in reading order, as units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from factsheet_parser.document import HIDDEN, STRUCK, Document, HiddenLine, UnitKind
from factsheet_parser.errors import NoTextError
from factsheet_parser.reading.layout.columns import (
    Row,
    Word,
    is_across,
    painted_upwards,
    reading_order,
    rows,
)
from factsheet_parser.reading.layout.glyphs import Glyphs
from factsheet_parser.reading.layout.items import is_bullet
from factsheet_parser.reading.layout.levels import on_their_levels
from factsheet_parser.reading.layout.lines import Line, joined, plain_line
from factsheet_parser.reading.layout.measure import add_line, last_origin, mark_gaps, page_lines
from factsheet_parser.reading.layout.prints import Doubted, prints_of
from factsheet_parser.reading.layout.strokes import crossed_out
from factsheet_parser.reading.layout.units import assemble
from factsheet_parser.reading.layout.values import is_value
from factsheet_parser.reading.layout.visibility import SPECK

UNSEEN = (
    "Nobody can see the PDF's text: it lies outside the pages, or is an invisible layer, such as an "
    "OCR program lays over a scan. If it is a scan, read it with --ocr (ocr=True)."
)
_SAMPLED = 5
"""Lines a page that are looked at for a gutter through their middle."""


class Page(Glyphs, Protocol):
    """A page whose words can all be asked for."""

    is_picture: bool
    """Whether the page shows a picture, and next to no text."""
    is_read_by_ocr: bool

    def words(self, hidden: list[tuple[int, int]]) -> Iterator[Word]:
        """Every word with its box, those in the `hidden` stretches of the text left out."""


def document_of(pages: Sequence[Page]) -> Document:
    """The document of these pages; raises NoTextError when nobody can see a line of it."""
    lines: list[Line] = []
    hidden: list[HiddenLine] = []
    doubted: list[Doubted] = []
    for page in pages:
        seen, unseen = _seen(page, doubted)
        doubted += [
            Doubted(page.number, at, STRUCK) for at in crossed_out(page, seen, page.strokes())
        ]
        hidden += [HiddenLine(page.number, line.text.replace("\t", " ")) for line in unseen]
        aside = [line for line in seen if page.is_aside(line.parts[0].origin)]
        seen = [line for line in seen if line not in aside] if aside else seen
        lines += _in_reading_order(page, seen, [*unseen, *aside])
        lines += [replace(line, lifted=True, kind=UnitKind.NOTE) for line in aside]
    if not lines:
        raise NoTextError(UNSEEN)
    draft = assemble(lines, len(pages))
    return Document(
        draft.text,
        draft.units,
        prints_of(draft, {page.number: page for page in pages}, doubted),
        draft.page_starts,
        tuple(hidden),
        tuple(page.number for page in pages if page.is_read_by_ocr),
        tuple(page.number for page in pages if page.is_picture),
    )


def _seen(page: Page, doubted: list[Doubted]) -> tuple[list[Line], list[Line]]:
    """The page's lines that a person can see, and those that nobody can.

    Of a line that can be seen in part, the place goes to `doubted`: nothing is read there.
    """
    seen: list[Line] = []
    unseen: list[Line] = []
    for line in page_lines(page):
        first, last = line.parts[0].origin, last_origin(line)
        hides_first = line.height < SPECK or page.hides(first)
        hides_last = line.height < SPECK or page.hides(last)
        if hides_first and hides_last:
            unseen.append(line)
            continue
        if hides_first or hides_last:
            doubted.append(Doubted(page.number, first if hides_first else last, HIDDEN))
        seen.append(line)
    return seen, unseen


def _in_reading_order(page: Page, lines: list[Line], aside: list[Line]) -> list[Line]:
    """The lines as a person reads them: as painted, unless geometry contradicts that.

    `aside` are the page's other lines.
    """
    if not _is_painted_out_of_order(page, lines):
        return on_their_levels(mark_gaps(lines))
    hidden = [(line.parts[0].origin, last_origin(line) + 1) for line in aside]
    ordered: list[Line] = []
    for row in reading_order(rows(list(page.words(hidden)))):
        add_line(_line_of(row, page.number), page, ordered)
    return mark_gaps(ordered)


def _line_of(row: Row, page: int) -> Line:
    words = [plain_line(word.text, page=page, origin=word.origin) for word in row]
    words = [word for word in words if word.text]
    if not words:
        return plain_line("", page=page, origin=0)
    return joined(words, [" "] * (len(words) - 1))


def _is_painted_out_of_order(page: Page, lines: list[Line]) -> bool:
    """Whether a person would read the lines in another order than they were painted in."""
    if painted_upwards(lines):
        return True
    # Where two columns' lines are taken for one, the page's longer lines are such.
    longer = sorted(lines, key=lambda line: len(line.text), reverse=True)[: len(lines) // 3]
    sample = longer[:: max(len(longer) // _SAMPLED, 1)]
    parted = sum(_has_gutter(page, line) for line in sample)
    return parted >= 2 and parted * 2 >= len(sample)


def _has_gutter(page: Page, line: Line) -> bool:
    """Whether words stand further apart in the line than blanks part them."""
    if "\t" in line.text:
        return not all(map(is_value, line.cells[1:]))
    first, last = line.parts[0].origin, last_origin(line)
    if page.pieces(first, last + 1) == 1:
        return False  # painted in one go
    blanks = [
        at
        for at in range(first + 1, last)
        if page.text[at] == " " and not is_bullet(page.text[first:at])
    ]
    return any(is_across(page.right(at - 1), page.left(at + 1), line.height) for at in blanks)
