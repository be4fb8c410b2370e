"""A page's letters to lines with their places: footnote marks apart, wide gaps between cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import regex

from factsheet_parser.reading.layout.glyphs import LINE_END, Glyphs
from factsheet_parser.reading.layout.items import bullet_of
from factsheet_parser.reading.layout.lines import Line, Space, cut, parted, plain_line
from factsheet_parser.reading.layout.values import is_value, may_end_in_value
from factsheet_parser.timeouts import SEARCH_SECONDS

HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at a line's end, and no line end behind it."""
_SMALL = 0.85
"""Of the line's type: a footnote mark is smaller."""
_RAISED = 0.2
"""Of the line's type: a footnote mark that is as large stands higher by this."""
_LIFTED = 0.1
"""Of the line's type: a smaller one stands higher by this; a digit that does not is the number's."""
_LOOSE = 0.6
"""Room a letter, of the type's size: lines of prose take less, also where they are justified."""
# Three digits are a group of a number that is set as prices are.
_MARK = regex.compile(r"(?!.*\d{3})[\d*,a-z\u2020\u2021\u00a7]{1,4}")
# Digits that are no year's; "20 million" and "19%" end in none.
_MAY_END_IN_MARK = regex.compile(r"(?<=\S)\d(?![\w%]|[.,]\d)(?<!\b(?:19|20)\d\d)")
_BETWEEN_MARKS = frozenset(",*\u2020\u2021")
_LONGEST_HEADING = 100
"""Characters of the longest line whose type may tell that it is a heading."""
_ENDS = frozenset(".;:")
_VALUE_GAP = 0.6
"""Of the type: a blank is narrower, but where a line is justified."""
_FIRST_BLANKS = 3
_LAST_BLANKS = 5
"""A cell has at most so many words: "more than 31.4 million cases"."""


def page_lines(glyphs: Glyphs) -> list[Line]:
    """The page's lines in the order in which they were painted, each measured."""
    lines: list[Line] = []
    for raw, origin in _printed(glyphs.text):
        add_line(plain_line(raw, page=glyphs.number, origin=origin), glyphs, lines)
    return lines


def _printed(text: str) -> Iterator[tuple[str, int]]:
    """Each printed line and its place in the page's text."""
    origin = 0
    for printed in text.split(LINE_END):
        if HYPHEN in printed:
            at = origin
            for part in printed.split(HYPHEN):
                end = at + len(part)
                yield text[at : end + (end < origin + len(printed))], at
                at = end + 1
        elif printed:
            yield printed, origin
        origin += len(printed) + len(LINE_END)


def _first(line: Line) -> int:
    return line.parts[0].origin


def last_origin(line: Line) -> int:
    """The reader's place of the line's last letter."""
    part = line.parts[-1]
    return part.origin + part.end - part.start - 1


def _measure(line: Line, glyphs: Glyphs) -> None:
    first = _first(line)
    line.x0, base = glyphs.start(first)
    # A bullet may be set in other type than its item.
    bullet = _bullet(line.text)
    if 0 < bullet < len(line.text) - 1:
        first = _origin(line, bullet + line.text[bullet:].startswith(" "))
        base = glyphs.start(first)[1]
    line.indent = glyphs.left(first) if bullet else line.x0
    line.height = glyphs.size(first)
    line.top = base - line.height
    line.x1 = glyphs.right(last_origin(line))


def _bullet(text: str) -> int:
    """How many letters the line's bullet has; a sign before a number may be a cell."""
    bullet = bullet_of(text)
    return 0 if not bullet or is_value(text[len(bullet) :].strip()) else len(bullet)


def add_line(line: Line, glyphs: Glyphs, lines: list[Line]) -> None:
    """Append the line, measured, its marks apart; a mark alone goes to the line before it."""
    if not line.text:
        return
    _measure(line, glyphs)
    begins = line.text[0].isupper() or (bool(lines) and lines[-1].bold)
    if begins and len(line.text) < _LONGEST_HEADING and line.text[-1] not in _ENDS:
        line.bold = glyphs.bold(_first(line))
    if line.height < _SMALL * glyphs.size(last_origin(line)):
        line = _without_first_mark(line, glyphs, lines)
    elif lines and _is_mark_of(line, lines[-1]):
        lines[-1].marks += (line.text,)
        return
    elif lines and _is_mark_before(lines[-1], line):
        line.lead_mark = lines.pop().text
    for match in reversed(list(_MAY_END_IN_MARK.finditer(line.text, timeout=SEARCH_SECONDS))):
        line = _without_mark(line, match.end(), glyphs)
    lines.append(_with_cells(line, glyphs))


def _is_mark_of(line: Line, before: Line) -> bool:
    """Whether a short line is a raised mark behind the line before."""
    return (
        line.height < _SMALL * before.height
        and -0.5 < line.x0 - before.x1 < 0.5 * before.height
        and abs(line.base - before.base) < 0.7 * before.height
        and _MARK.fullmatch(line.text, timeout=SEARCH_SECONDS) is not None
    )


def _is_mark_before(mark: Line, line: Line) -> bool:
    """Whether a short line is a raised mark in front of this one."""
    return (
        mark.height < _SMALL * line.height
        and -0.5 < line.x0 - mark.x1 < line.height
        and 0.1 * line.height < line.base - mark.base < 0.7 * line.height
        and _MARK.fullmatch(mark.text, timeout=SEARCH_SECONDS) is not None
    )


def _origin(line: Line, at: int) -> int:
    """The reader's place of `line.text[at]`."""
    for part in line.parts:
        if part.start <= at < part.end:
            return part.origin + at - part.start
    return last_origin(line)


def _is_raised(line: Line, at: int, glyphs: Glyphs) -> bool:
    """Whether `line.text[at]` stands higher than its line."""
    origin = _origin(line, at)
    least = _LIFTED if glyphs.size(origin) < _SMALL * line.height else _RAISED
    return line.base - glyphs.start(origin)[1] > least * line.height or glyphs.is_raised(origin)


def _without_mark(line: Line, end: int, glyphs: Glyphs) -> Line:
    """The line without the raised digits that end at `line.text[end]`."""
    at = end
    while at > 1 and line.text[at - 1].isalnum() and _is_raised(line, at - 1, glyphs):
        at -= 1
    mark = line.text[at:end]
    if at == end or len(mark) > 2 or not _stands_above(line, at, glyphs):
        return line
    head, tail = cut_exactly(line, 0, at), cut_exactly(line, end, len(line.text))
    shift = len(head.text)
    parts = [part._replace(start=part.start + shift, end=part.end + shift) for part in tail.parts]
    short = replace(
        line,
        text=head.text + tail.text,
        parts=(*head.parts, *parts),
        marks=(mark, *line.marks),
    )
    return replace(short, x1=glyphs.right(last_origin(short)))


def _stands_above(line: Line, at: int, glyphs: Glyphs) -> bool:
    """Whether a mark stands at the end of a word, and higher: a raised cell of a row is no mark."""
    before = at - 1
    while before > 0 and line.text[before] in _BETWEEN_MARKS and _is_raised(line, before, glyphs):
        before -= 1
    if line.text[before].isspace():
        return False
    mark, word = _origin(line, at), _origin(line, before)
    if glyphs.size(mark) < _SMALL * glyphs.size(word):
        return True
    higher = glyphs.start(word)[1] - glyphs.start(mark)[1]
    return higher > _LIFTED * line.height or glyphs.is_raised(mark) > glyphs.is_raised(word)


def _without_first_mark(line: Line, glyphs: Glyphs, lines: list[Line]) -> Line:
    """The line without the small letters it begins with.

    They are the line's before if they stand at its end ("ORR" and below "1 13"), else its own: it
    is a note.
    """
    at = 1
    while at < len(line.text) and glyphs.size(_origin(line, at)) < 1.1 * line.height:
        at += 1
    mark = line.text[:at].strip()
    if at == len(line.text) or not _MARK.fullmatch(mark, timeout=SEARCH_SECONDS):
        return line
    rest = cut(line, at, len(line.text))
    if lines and _is_mark_of(replace(line, text=mark), lines[-1]):
        lines[-1].marks += (mark,)
    else:
        rest.lead_mark = mark
    _measure(rest, glyphs)
    return rest


def cut_exactly(line: Line, start: int, end: int) -> Line:
    """`line.text[start:end]` with the blanks at its ends."""
    parts = tuple(
        [
            part._replace(
                start=max(part.start, start) - start,
                end=min(part.end, end) - start,
                origin=part.origin + max(start - part.start, 0),
            )
            for part in line.parts
            if part.start < end and part.end > start
        ]
    )
    return replace(line, text=line.text[start:end], parts=parts)


def _with_cells(line: Line, glyphs: Glyphs) -> Line:
    """The line parted where there is more room than a blank takes."""
    loose = line.x1 - line.x0 > _LOOSE * line.height * len(line.text)
    if " " not in line.text or not (loose or _may_hold_value(line.text)):
        return line
    bullet = _bullet(line.text)
    blanks = [at for at, letter in enumerate(line.text) if letter == " " and at > bullet]
    if not blanks:
        return line
    asked = blanks if loose else _blanks_beside_values(line.text, blanks)
    gaps = {
        at: (glyphs.right(_origin(line, at - 1)), glyphs.left(_origin(line, at + 1)))
        for at in asked
    }
    widths = sorted(end - start for start, end in gaps.values())
    # In justified text all gaps are wide.
    usual = widths[(len(widths) - 1) // 4] if len(widths) > 2 else 0.0
    wide = [at for at, (x0, x1) in gaps.items() if x1 - x0 > max(line.height, 2 * usual)]
    if not loose or not wide:
        # A value stands apart by less.
        narrow = max(_VALUE_GAP * line.height, 2 * usual)
        wide = [at for at, (x0, x1) in gaps.items() if x1 - x0 > narrow]
        if not wide or not _parts_values(line.text, wide):
            return line
    cells = parted(line, list(zip([0, *wide], [*wide, len(line.text)], strict=True)))
    begins = [line.x0, *(gaps[at][1] for at in wide)]
    ends = [*(gaps[at][0] for at in wide), line.x1]
    return replace(cells, x0=line.x0, x1=line.x1, edges=tuple(zip(begins, ends, strict=True)))


def _blanks_beside_values(text: str, blanks: list[int]) -> list[int]:
    """The blanks that may part a value at one of the line's ends; the first tells what is usual."""
    first = _FIRST_BLANKS if text[0].isdigit() else 1
    last = _LAST_BLANKS if may_end_in_value(text) else 0
    return sorted({*blanks[:first], *blanks[len(blanks) - last :]})


def _may_hold_value(text: str) -> bool:
    return text[0].isdigit() or may_end_in_value(text)


def _parts_values(text: str, wide: list[int]) -> bool:
    """Whether the first or the last cell is a value."""
    last, first = text[wide[-1] + 1 :], text[: wide[0]]
    return is_value(last) or (is_value(first) and text[wide[0] + 1].isupper())


def mark_gaps(lines: list[Line]) -> list[Line]:
    """The lines of one page, their `space` set from their geometry.

    Lines of a paragraph stand one pitch (the middle one of all distances) apart, larger type by as
    much more as it is larger; a third more is a gap, and going up is the top of the next column.
    """
    if not lines:
        return lines
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
    return lines
