"""Printed lines to one running text: the same way for every reader.

Headers, footers and page numbers are lifted out, table rows made one line each, and the other
lines joined to headings and paragraphs: also across a column or a page, when a sentence goes on.
"""

from __future__ import annotations

import regex

from factsheet_parser.document import Block, BlockKind, Document, Piece, PrintedAt, without_geometry
from factsheet_parser.reading.furniture import lift
from factsheet_parser.reading.lines import Line, Space, cut
from factsheet_parser.reading.seams import seam
from factsheet_parser.reading.tables import find_rows
from factsheet_parser.timeouts import SEARCH_SECONDS

_SENTENCE_INSIDE = regex.compile(r"[.!?]\s+[A-Z]")
_GOES_ON = regex.compile(
    r"(?:,|\b(?:of|by|from|for|in|on|and|or|the|to|with|a|an|at|as|than|that|which|[0-9][0-9,.]*))$"
)
_MARKDOWN_HEADING = regex.compile(r"#{1,6}\s+|\*(?=[A-Z][^*]*\*$)|_(?=[A-Z][^_]*_$)")
_LIST_ITEM = regex.compile(r"[\u2022\u25cf\u25aa\u25e6\u2023*]\s|-\s(?=[A-Z0-9])")
_KNOWN_HEADING = regex.compile(
    r"NCMEC's (?:Work to|Education Resources)|(?:The )?National Center for Missing (?:and|&) Exploited Children$"
)
_HEADINGS_BEGIN = ("NCMEC's", "National", "The National")
_SMALL_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)


def assemble(lines: list[Line], pages: int, printed_at: PrintedAt = without_geometry) -> Document:
    """The document of these lines, which come in reading order from `pages` pages."""
    lines = [line for line in lines if line.text]
    lift(lines, pages)
    body = find_rows([line for line in lines if not line.lifted])
    builder = _Builder(_body_height(lines))
    for index, line in enumerate(body):
        after = body[index + 1] if index + 1 < len(body) else None
        builder.add(line, after)
    for line in lines:
        if line.lifted:
            builder.begin(line, BlockKind.LIFTED)
    return builder.document(printed_at)


def _body_height(lines: list[Line]) -> float:
    """The height that most of the text is printed in."""
    heights = sorted(line.height for line in lines if len(line.text) > 30)
    return heights[len(heights) // 2] if heights else 0.0


class _Builder:
    """Joins lines to blocks; `text` grows at its end only."""

    def __init__(self, body_height: float) -> None:
        self.body_height = body_height
        self.texts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.blocks: list[Block] = []
        self.kind: BlockKind | None = None
        self.start = 0
        self.lines_in_block = 0
        self.last = Line("", 0, ())

    def begin(self, line: Line, kind: BlockKind) -> None:
        """A new block that starts with `line`."""
        self._end_block()
        self.kind = kind
        self.start = self.length
        self.lines_in_block = 0
        self._append(line)

    def _append(self, line: Line) -> None:
        at, page = self.length, line.page
        for start, end, origin in line.parts:
            self.pieces.append(Piece(at + start, at + end, page, origin))
        self.texts.append(line.text)
        self.length += len(line.text)
        self.lines_in_block += 1
        self.last = line

    def _end_block(self) -> None:
        if self.kind is not None:
            self.blocks.append(Block(self.start, self.length, self.kind))
            self.texts.append("\n")
            self.length += 1
            self.kind = None

    def add(self, line: Line, after: Line | None) -> None:
        """`line` goes on with the block, or begins the next one."""
        if line.row or line.apart:
            self.begin(line, BlockKind.ROW if line.row else BlockKind.PARAGRAPH)
            self._end_block()
            return
        markdown = line.text[0] in "#*_" and _MARKDOWN_HEADING.match(
            line.text, timeout=SEARCH_SECONDS
        )
        if markdown:
            self.begin(_without_marks(line, markdown.end()), BlockKind.HEADING)
            self._end_block()
        elif self.kind is not None and self._goes_on(line):
            self._join(line)
        else:
            self.begin(line, self._kind_of(line, after))

    def _goes_on(self, line: Line) -> bool:
        """Whether `line` belongs to the block that stands open."""
        last = self.last
        if not line.text[0].isalnum() and _LIST_ITEM.match(line.text, timeout=SEARCH_SECONDS):
            return False
        larger = line.height > 1.05 * last.height or line.height < 0.95 * last.height
        if self.kind is BlockKind.HEADING:
            hyphenated = last.text.endswith("-") and line.text[0].islower()
            return line.space is Space.NONE and not larger and (hyphenated or _is_title(line.text))
        if _ends_sentence(last.text):
            # The next sentence of the paragraph, unless the line starts a block of its own.
            return line.space is Space.NONE and not (larger or self._is_heading(line))
        if not line.text[0].isupper():
            return True
        if line.space is Space.GAP:
            return self.lines_in_block > 2 or self._is_cut(last.text)
        return True

    def _is_cut(self, text: str) -> bool:
        """A line that stops in mid-sentence, and is no heading."""
        return bool(
            _SENTENCE_INSIDE.search(text, timeout=SEARCH_SECONDS)
            or _GOES_ON.search(text, timeout=SEARCH_SECONDS)
            or len(text) > 120
        )

    def _is_heading(self, line: Line) -> bool:
        return (
            line.text.startswith(_HEADINGS_BEGIN)
            and _KNOWN_HEADING.match(line.text, timeout=SEARCH_SECONDS) is not None
            and _is_title(line.text)
        )

    def _kind_of(self, line: Line, after: Line | None) -> BlockKind:
        """Heading or paragraph, for a line that begins a block."""
        alone = (
            after is None
            or after.row
            or after.space is not Space.NONE
            or abs(after.height - line.height) > 0.05 * line.height
        )
        if _ends_sentence(line.text) or not line.text[0].isupper():
            return BlockKind.PARAGRAPH
        if line.height > 1.05 * self.body_height and len(line.text) < 120:
            return BlockKind.HEADING
        if after and after.space is Space.NONE and not after.text[0].isupper():
            return BlockKind.PARAGRAPH
        if self._is_heading(line) or (alone and _is_title(line.text)):
            return BlockKind.HEADING
        return BlockKind.PARAGRAPH

    def _join(self, line: Line) -> None:
        before = self.texts[-1]
        drop, between = seam(before, line.text)
        if drop:
            self.texts[-1] = before[:-drop]
            self.length -= drop
            piece = self.pieces[-1]
            self.pieces[-1] = piece._replace(end=piece.end - drop)
        if between:
            self.texts.append(between)
            self.length += len(between)
        self._append(line)

    def document(self, printed_at: PrintedAt) -> Document:
        self._end_block()
        return Document("".join(self.texts), tuple(self.blocks), tuple(self.pieces), printed_at)


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"')]")[-1:] in (".", "!", "?", ":")


def _is_title(text: str) -> bool:
    """Whether the line is set as a title: no sentence, its longer words capitalised."""
    if len(text) > 120 or text[-1] in ".,;!?":
        return False
    words = [word for word in text.replace("/", " ").split() if word[0].isalpha()]
    long_words = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return bool(long_words) and sum(word[0].isupper() for word in long_words) >= 0.8 * len(
        long_words
    )


def _without_marks(line: Line, skip: int) -> Line:
    return cut(line, skip, len(line.text.rstrip("*_# ")))
