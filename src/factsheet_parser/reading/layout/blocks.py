"""Lines to blocks: headings, paragraphs, list items, and what is a block of its own already.

A paragraph goes on across a line, a column or a page as long as its sentence does.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from factsheet_parser.document import UnitKind
from factsheet_parser.language.sentences import ends_in_abbreviation
from factsheet_parser.reading.layout.items import (
    bullet_of,
    is_doubtful,
    without_bullet,
)
from factsheet_parser.reading.layout.lines import Line, Space, cut
from factsheet_parser.reading.layout.margins import Margins
from factsheet_parser.reading.layout.seams import seam
from factsheet_parser.reading.layout.titles import (
    LONGEST_HEADING,
    is_known_heading,
    is_title,
    may_be_heading,
    names_something,
)
from factsheet_parser.timeouts import SEARCH_SECONDS

_SENTENCE_INSIDE = regex.compile(r"[.!?]\s+[A-Z]")
_GOES_ON = regex.compile(
    r"(?:,|\b(?:of|by|from|for|in|on|and|or|the|to|with|a|an|at|as|than|that|which|[0-9][0-9,.]*))$"
)
_MARKDOWN_HEADING = regex.compile(r"#{1,6}\s+|_(?=[A-Z][^_]*_$)")
_WHOLE_HEADING = regex.compile(r"National Center for Missing (?:and|&) Exploited Children\W*$")
_LINE_OF_PROSE = 60
_NEAR = 2.0
"""Points: lines that begin no further apart begin at one edge."""
_INDENT = 0.8
"""Of the type: a list's items stand to the right of their lead-in by more."""
# A number that is no year's, with the words that may stand before it.
_NUMBER_FIRST = regex.compile(
    r"(?i:(?:more than|over|about|nearly|almost|approximately|around|at least) )?\d[\d,.]*\+?%?(?<!\b(?:19|20)\d\d)(?= )"
)


class Piece(NamedTuple):
    """A stretch of the text that was printed in one go: character for character."""

    start: int
    end: int
    page: int
    """From 1."""
    origin: int
    """The place of its first character in what the reader gave for the page."""


class Block(NamedTuple):
    """A stretch of the text, as its first line stood."""

    start: int
    end: int
    kind: UnitKind
    line: Line
    marks: tuple[str, ...]


class Blocks(NamedTuple):
    """The text and its blocks; blocks follow each other with a line end between."""

    text: str
    blocks: list[Block]
    pieces: list[Piece]


def blocks_of(lines: list[Line], body_height: float) -> Blocks:
    """The blocks of lines in reading order; those with a kind are blocks of their own.

    `body_height` is the size that most of the text is set in.
    """
    builder = _Builder(body_height, Margins(lines))
    for index, line in enumerate(lines):
        builder.add(line, lines[index + 1] if index + 1 < len(lines) else None)
    return builder.finished()


class _Builder:
    """Joins lines to blocks; `text` grows at its end only."""

    def __init__(self, body_height: float, margins: Margins) -> None:
        self.body_height = body_height
        self.margins = margins
        self.at_top = True
        """Nothing but headings stands above."""
        self.texts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.blocks: list[Block] = []
        self.kind: UnitKind | None = None
        self.start = 0
        self.marks: tuple[str, ...] = ()
        self.bold = False
        """Whether all lines of the block that stands open are bold."""
        self.first = self.last = Line("", 0, ())
        self.bullet = ""
        """Of the list that stands open; nothing outside lists."""
        self.indent: float | None = None
        """Where the items of the list that stands open begin, if nothing but that tells them."""

    def add(self, line: Line, after: Line | None) -> None:
        """`line` goes on with the block, or begins the next one."""
        if line.kind is not None or line.apart:
            self.at_top = False
            self._begin(line, line.kind or UnitKind.SENTENCE)
            self._end_block()
            return
        bullet = self._list_bullet(line)
        markdown = line.text[0] in "#_" and _MARKDOWN_HEADING.match(
            line.text, timeout=SEARCH_SECONDS
        )
        if bullet:
            self._begin(without_bullet(line), UnitKind.ITEM)
            self.bullet = bullet
        elif markdown:
            self._begin(_without_marks(line, markdown.end()), UnitKind.HEADING)
            self._end_block()
        elif self.kind is not None and self._goes_on(line):
            self._join(line)
        else:
            self._end_block()
            self._begin(line, self._kind_of(line, after))

    def _begin(self, line: Line, kind: UnitKind) -> None:
        self._end_block()
        self.kind = kind
        self.start = self.length
        self.marks = ()
        self.first = line
        self.bullet = ""
        self._append(line)

    def _append(self, line: Line) -> None:
        at, page = self.length, line.page
        for start, end, origin in line.parts:
            self.pieces.append(Piece(at + start, at + end, page, origin))
        self.texts.append(line.text)
        self.length += len(line.text)
        self.marks += line.marks
        self.bold = line.bold and (self.bold or line is self.first)
        self.last = line

    def _end_block(self) -> None:
        if self.kind is not None:
            stops = self.last.text[-1] in ".!?:"
            if self.kind is UnitKind.HEADING and stops and self.last.height:
                self.kind = UnitKind.SENTENCE  # a paragraph in larger type
            elif self.kind is UnitKind.SENTENCE and not stops and self._is_long_heading():
                self.kind = UnitKind.HEADING
            self.blocks.append(Block(self.start, self.length, self.kind, self.first, self.marks))
            self.texts.append("\n")
            self.length += 1
            self.kind = None

    def _is_long_heading(self) -> bool:
        """Whether the block is bold, or set as a title, from its first line to its last."""
        text = "".join(self.texts)[self.start :]
        if self.last.height:
            return self.bold and len(text) < 2 * LONGEST_HEADING
        return is_title(text, 2 * LONGEST_HEADING)

    def _list_bullet(self, line: Line) -> str:
        """The bullet that makes the line an item; a doubtful one needs a list."""
        bullet = bullet_of(line.text)
        if not bullet or not is_doubtful(bullet):
            return bullet
        begun = (
            self.bullet == bullet
            or (bool(self.bullet) and self.bullet[-1] == bullet[-1] and bullet[-1] in ".)")
            or _ends_in_colon(self.last.text)
        )
        tight = line.space is Space.NONE
        if (
            bullet.startswith("(")
            and tight
            and (not line.height or self.margins.are_full(self.last, line))
        ):
            return ""  # "(1)" in a sentence that goes on in the next line
        rest = without_bullet(line).text
        in_prose = bullet.startswith("(") and self.kind is UnitKind.SENTENCE and not begun
        plain = bullet in ("-", "*", "\u2013", "\u2014") and (
            rest[0].isupper() or rest[0].isdigit()
        )
        return bullet if (begun or plain) and not in_prose else ""

    def _goes_on(self, line: Line) -> bool:
        """Whether `line` belongs to the block that stands open."""
        last = self.last
        differs = _differs(line, last) or (line.bold != last.bold and self._stands_out(line, last))
        if self.kind is UnitKind.HEADING:
            hyphenated = last.text.endswith("-") and line.text[0].islower()
            tight = line.space is Space.NONE and not differs and line.bold == last.bold
            return tight and (hyphenated or self._is_full(last, line))
        if _ends_sentence(last.text):
            # The next sentence of the paragraph, unless the line starts a block of its own.
            if _ends_in_colon(last.text):
                within = not line.height or line.x0 <= self.first.x0 + _INDENT * line.height
                return line.space is Space.NONE and line.text[0].islower() and within
            return (
                line.space is Space.NONE
                and self.kind is not UnitKind.ITEM
                and not (differs or is_known_heading(line.text))
            )
        if _differs(line, last) or self._is_broken(last, line):
            return False
        if line.text[0].islower():
            return True
        if line.space is Space.NONE:
            return not differs
        cut_off = _GOES_ON.search(last.text, timeout=SEARCH_SECONDS) is not None
        if line.text[0].isupper() and not cut_off:
            return line.space is Space.BREAK and self._is_prose() and not is_title(line.text)
        return cut_off or (self._is_prose() and line.space is Space.BREAK)

    def _is_broken(self, last: Line, line: Line) -> bool:
        """Whether a new line begins though there was room: it is another item or paragraph."""
        if line.space is not Space.NONE or not line.height:
            return False
        if self.bullet and line.page == self.first.page:
            beside_text = abs(line.x0 - self.first.indent) < _NEAR
            outdented = line.x0 < self.first.x0 + _NEAR and not line.text[0].islower()
            return outdented or not (beside_text or self.margins.are_full(last, line))
        if line.text[0].islower():
            listed = self.indent is not None and self.kind is UnitKind.ITEM
            return listed and self.margins.is_short(last)
        return not self.margins.are_full(last, line)

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether a heading's next line began for want of room."""
        if _WHOLE_HEADING.search(last.text, timeout=SEARCH_SECONDS):
            return False
        return self.margins.are_full(last, line) if line.height else is_title(line.text)

    def _is_prose(self) -> bool:
        """Whether the block that stands open holds a whole sentence, or a line of prose."""
        text = "".join(self.texts)[self.start :]
        return (
            len(self.last.text) > _LINE_OF_PROSE
            or _SENTENCE_INSIDE.search(text, timeout=SEARCH_SECONDS) is not None
        )

    def _stands_out(self, line: Line, last: Line) -> bool:
        """Whether bold type makes a line of its own of one of these two."""
        return is_title(line.text) or (last is self.first and is_title(last.text))

    def _kind_of(self, line: Line, after: Line | None) -> UnitKind:
        """Heading, card or paragraph, for a line that begins a block."""
        kind = self._kind_alone(line, after)
        self.at_top = self.at_top and kind is UnitKind.HEADING
        if kind is UnitKind.HEADING or not self._is_indented(line):
            self.indent = None
            return kind
        self.indent = line.x0
        return UnitKind.ITEM

    def _is_indented(self, line: Line) -> bool:
        """Whether the line stands below a lead-in or an item as a list's items do."""
        if not line.height or not self.blocks:
            return False
        if self.indent is not None and abs(line.x0 - self.indent) < 1:
            return True
        lead_in = self.blocks[-1].line
        return _ends_in_colon(self.last.text) and line.x0 > lead_in.x0 + _INDENT * line.height

    def _kind_alone(self, line: Line, after: Line | None) -> UnitKind:
        if _ends_sentence(line.text) or not (line.text[0].isupper() or line.text[0].isdigit()):
            return UnitKind.SENTENCE
        if line.height > 1.05 * self.body_height > 0 and len(line.text) < LONGEST_HEADING:
            return UnitKind.HEADING
        tight = after is not None and after.kind is None and after.space is Space.NONE
        if tight and after is not None and not after.text[0].isupper():
            return UnitKind.SENTENCE
        differs = after is not None and (_differs(after, line) or after.bold != line.bold)
        alone = not tight or differs
        if is_known_heading(line.text) or (alone and is_title(line.text)):
            return UnitKind.HEADING
        if alone and _NUMBER_FIRST.match(line.text, timeout=SEARCH_SECONDS):
            return UnitKind.CARD
        named = line.bold or self.at_top or after is None or _is_of_a_list(after)
        if alone and ((named and may_be_heading(line)) or names_something(line.text)):
            return UnitKind.HEADING
        return UnitKind.SENTENCE

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

    def finished(self) -> Blocks:
        """All blocks."""
        self._end_block()
        return Blocks("".join(self.texts), self.blocks, self.pieces)


def _is_of_a_list(line: Line) -> bool:
    """Whether a line is a row, an item or a card."""
    return (
        line.kind is not None
        or _NUMBER_FIRST.match(line.text, timeout=SEARCH_SECONDS) is not None
        or bullet_of(line.text) != ""
    )


def _differs(line: Line, other: Line) -> bool:
    """Whether two lines are set in type of different size."""
    return line.height > 1.05 * other.height or line.height < 0.95 * other.height


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"')]")[-1:] in (".", "!", "?", ":") and not ends_in_abbreviation(text)


def _ends_in_colon(text: str) -> bool:
    return text[-1:] == ":"


def _without_marks(line: Line, skip: int) -> Line:
    return cut(line, skip, len(line.text.rstrip("*_# ")))
