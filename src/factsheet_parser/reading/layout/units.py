"""Blocks to units: sentences one by one, and what stands above each."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import regex

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.jurisdictions import mentions
from factsheet_parser.language.sentences import split
from factsheet_parser.reading.layout.blocks import Block, Piece, blocks_of
from factsheet_parser.reading.layout.cards import find_cards
from factsheet_parser.reading.layout.furniture import lift
from factsheet_parser.reading.layout.items import with_their_bullets
from factsheet_parser.reading.layout.lines import Line, Space
from factsheet_parser.reading.layout.notes import find_notes
from factsheet_parser.reading.layout.printed_tables import find_tables
from factsheet_parser.timeouts import SEARCH_SECONDS

__all__ = ["Draft", "Piece", "assemble"]

_IN_TABLES = (UnitKind.ROW, UnitKind.HEADS)
_LISTED = (UnitKind.ITEM, UnitKind.ROW, UnitKind.HEADS, UnitKind.CAPTION, UnitKind.CARD)
_PROSE_LENGTH = 30
_LAST_PAGE = 1 << 30
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "In Iowa", "Across the nation": what stands below counts there, until the next heading.
_OF_A_PLACE = regex.compile(
    r"(?:In|Across|From|For|Within|Throughout)\b|Nation(?:al|wide)\b|State\b"
)


_OWN_TITLE = regex.compile(r"\b(?:Data|Fact ?sheet)\b", regex.IGNORECASE)


class Draft(NamedTuple):
    """A document whose numbers' places are not looked up yet."""

    text: str
    units: tuple[Unit, ...]
    pieces: list[Piece]
    page_starts: tuple[tuple[int, int], ...]


def assemble(lines: list[Line], pages: int) -> Draft:
    """The units of these lines, which come in reading order from `pages` pages."""
    lines = [line for line in lines if line.text]
    lift([line for line in lines if not line.lifted], pages)
    heights = sorted(line.height for line in lines if len(line.text) > _PROSE_LENGTH)
    body_height = heights[len(heights) // 2] if heights else 0.0
    body = with_their_bullets([line for line in lines if not line.lifted])
    body = find_cards(find_tables(find_notes(body)))
    furniture = [line for line in lines if line.lifted]
    for line in furniture:
        line.kind = line.kind or UnitKind.FURNITURE
    text, blocks, pieces = blocks_of([*body, *furniture], body_height)
    page_starts = [(pieces[0].start, pieces[0].page)] if pieces else [(0, 1)]
    page_starts += [
        (piece.start, piece.page)
        for before, piece in itertools.pairwise(pieces)
        if piece.page != before.page
    ]
    units = _in_their_place(_kinds_at_top(text, blocks), text, page_starts)
    return Draft(text, tuple(units), pieces, tuple(page_starts))


def _kinds_at_top(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, the headings above all else made title and subtitle."""
    count = 0
    while count < len(blocks) and blocks[count].kind is UnitKind.HEADING:
        count += 1
    following = blocks[count].kind if count < len(blocks) else None
    if following in _LISTED and count > 1:
        count -= 1  # it is the heading of what follows
    titles = 1
    for index in range(count):
        titled = text[blocks[index].start : blocks[index].end]
        # "Ohio Data" below "Indiana House of Representatives" is the sheet's own title.
        own = _OWN_TITLE.search(titled, timeout=SEARCH_SECONDS)
        if (own or titles == 1) and mentions(titled, any_case=True):
            titles = index + 1
    largest = max((block.line.height for block in blocks[:titles]), default=0.0)
    late = _title_below_words(text, blocks, count)
    found: list[Block] = []
    for index, block in enumerate(blocks):
        if index < min(titles, count) or (index <= late and block.kind is UnitKind.HEADING):
            block = block._replace(kind=UnitKind.TITLE)
        elif index < count and _is_subtitle(text, blocks, index, largest):
            block = block._replace(kind=UnitKind.SUBTITLE)
        found.append(block)
    return found


def _title_below_words(text: str, blocks: list[Block], start: int) -> int:
    """The place of "Ohio Data" where a slogan or a line of an address stands above it, or -1."""
    for index, block in enumerate(blocks):
        words = text[block.start : block.end]
        if block.kind not in (UnitKind.HEADING, UnitKind.SENTENCE):
            return -1
        own = _OWN_TITLE.search(words, timeout=SEARCH_SECONDS)
        if block.kind is UnitKind.HEADING and own and mentions(words, any_case=True):
            return index if index >= start else -1
        without_years = _YEAR.sub("", words, timeout=SEARCH_SECONDS)
        if any(sign.isdigit() for sign in without_years):
            return -1  # what it counts may stand below headings of its own
    return -1


def _is_subtitle(text: str, blocks: list[Block], index: int, title_height: float) -> bool:
    """Whether a heading right below the title is its second line, and no section's heading."""
    block = blocks[index]
    if _YEAR.search(text, block.start, block.end, timeout=SEARCH_SECONDS):
        return True
    later = [other.line.height for other in blocks[index + 1 :] if other.kind is UnitKind.HEADING]
    if block.line.height:
        return block.line.height < title_height and block.line.height not in later
    return not text.startswith("NCMEC's ", block.start)


def _in_their_place(
    blocks: list[Block], text: str, page_starts: list[tuple[int, int]]
) -> Iterator[Unit]:
    """The units of the blocks, each with what stands above it."""
    place = _Place()
    for block, after in zip(blocks, _kinds_after(blocks), strict=True):
        for start, end in _spans(text, block):
            unit = Unit(
                block.kind,
                text[start:end],
                start,
                page_starts[max(bisect_right(page_starts, (start, _LAST_PAGE)) - 1, 0)][1],
                headings=tuple([unit for _, unit in place.headings]),
                lead_in=place.lead_in if block.kind in _LISTED or place.leads_in(block) else None,
                caption=place.caption if block.kind in _IN_TABLES else None,
                heads=place.heads if block.kind is UnitKind.ROW else None,
                marks=block.marks,
            )
            if block.kind in (UnitKind.TITLE, UnitKind.SUBTITLE, UnitKind.FURNITURE):
                unit = unit._replace(headings=(), lead_in=None)
            yield place.passed(unit, block, after)


def _kinds_after(blocks: list[Block]) -> list[UnitKind | None]:
    """What stands below each block, headings passed over."""
    kinds: list[UnitKind | None] = []
    kind: UnitKind | None = None
    for block in reversed(blocks):
        kinds.append(kind)
        if block.kind is not UnitKind.HEADING:
            kind = block.kind
    return kinds[::-1]


def _spans(text: str, block: Block) -> list[tuple[int, int]]:
    if block.kind in (UnitKind.SENTENCE, UnitKind.ITEM, UnitKind.NOTE):
        return [
            (block.start + start, block.start + end)
            for start, end in split(text[block.start : block.end])
        ]
    return [(block.start, block.end)]


class _Place:
    """What stands above the next unit."""

    def __init__(self) -> None:
        self.headings: list[tuple[float, Unit]] = []
        """Each with its level; a larger number is further out."""
        self.lead_in: Unit | None = None
        self.caption: Unit | None = None
        self.heads: Unit | None = None
        self.before: Unit | None = None

    def leads_in(self, block: Block) -> bool:
        """Whether a block stands right behind a sentence that ends in a colon."""
        tight = block.line.space is Space.NONE
        return tight and self.lead_in is not None and self.lead_in is self.before

    def passed(self, unit: Unit, block: Block, after: UnitKind | None) -> Unit:
        """The unit, after taking note of it as what the next one stands below."""
        kind = unit.kind
        self.before = unit
        if kind is UnitKind.HEADING:
            unit = self._below(unit, block)
            # A sub-heading in a table ends none.
            if after not in _IN_TABLES or (self.heads is None and self.lead_in is None):
                self.caption = self.heads = self.lead_in = None
        elif kind is UnitKind.CAPTION:
            self.caption, self.heads = unit, None
        elif kind is UnitKind.HEADS:
            self.heads = unit
        elif kind in (UnitKind.SENTENCE, UnitKind.TITLE, UnitKind.SUBTITLE):
            self.caption = self.heads = None
            self.lead_in = unit if unit.text.endswith(":") else None
        elif kind is UnitKind.ITEM:
            self.caption = self.heads = None
            if unit.text.endswith(":"):
                self.lead_in = unit
        return unit

    def _below(self, unit: Unit, block: Block) -> Unit:
        level = block.line.height + 0.5 * block.line.bold
        if _OF_A_PLACE.match(unit.text, timeout=SEARCH_SECONDS):
            level = (
                min(level, *(each for each, _ in self.headings)) - 0.01 if self.headings else level
            )
            while self.headings and _OF_A_PLACE.match(
                self.headings[-1][1].text, timeout=SEARCH_SECONDS
            ):
                self.headings.pop()
        while self.headings and self.headings[-1][0] <= level:
            self.headings.pop()
        unit = unit._replace(headings=tuple([outer for _, outer in self.headings]))
        self.headings.append((level, unit))
        return unit
