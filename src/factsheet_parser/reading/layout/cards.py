"""Cards: a number set on a line of its own, and its caption above or below.

Which of the two, the whole document tells: by the room between the lines, by the places of a row
of cards, or by what stands at the ends of each run. Where that cannot be told, no card is made,
and the numbers stay alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise

import regex

from factsheet_parser.document import UnitKind
from factsheet_parser.reading.layout.furniture import is_in_prose
from factsheet_parser.reading.layout.lines import Line, Space, cell, joined
from factsheet_parser.reading.layout.seams import sewn
from factsheet_parser.reading.layout.values import is_value
from factsheet_parser.timeouts import SEARCH_SECONDS

_PROSE = regex.compile(r"[.!?:;]$|[.!?] [A-Z]")
_MOST_CAPTION_LINES = 5
_FEWEST = 3
"""Cards whose order tells where captions stand."""
_FAR = 3.5
"""Of the larger type: a caption stands nearer to its number."""
_TIGHT = 1.7
"""Of the type: the lines of one caption stand nearer."""
_REACH = 0.7
"""Of the room between two numbers of a row: a caption reaches no further from its number's middle."""


class Side(Enum):
    """Where the captions of a document's cards stand."""

    BELOW = 1
    ABOVE = -1


def find_cards(lines: list[Line]) -> list[Line]:
    """`lines` with each number on a line of its own joined to its caption."""
    lines = _with_their_scales(_as_columns(lines))
    numbers = [
        index
        for index, line in enumerate(lines)
        if _is_number(line)
        and not (0 < index < len(lines) - 1 and is_in_prose(*lines[index - 1 : index + 2]))
    ]
    if not numbers:
        return lines
    for line in (lines[index] for index in numbers):
        line.kind = UnitKind.CARD  # alone, until its caption is known
    side = _side(lines, numbers)
    if side is None:
        return lines
    return _joined_cards(lines, numbers, side)


def _is_number(line: Line) -> bool:
    return line.kind is None and not line.lifted and not line.apart and is_value(line.text)


def _is_caption(line: Line) -> bool:
    """Whether a line may be a caption, or a part of one: a phrase, and no sentence of prose."""
    return (
        line.kind is None
        and not line.lifted
        and any(letter.isalpha() for letter in line.text)
        and not _PROSE.search(line.text, timeout=SEARCH_SECONDS)
    )


# --- Rows of cards that were painted line by line across all of them


def _as_columns(lines: list[Line]) -> list[Line]:
    """The lines, the cells of a row of numbers and of its captions one column after the other."""
    rows = [index for index, line in enumerate(lines) if _is_row_of_numbers(line)]
    above = {row: _captions_of_row(lines, row, Side.ABOVE) for row in rows}
    below = {row: _captions_of_row(lines, row, Side.BELOW) for row in rows}
    for stack in _stacks(rows, above, below):
        side = _side_of_stack(lines, stack, above, below)
        for row, under in pairwise(stack):
            if side is not Side.BELOW:
                below[row] = 0
            if side is not Side.ABOVE:
                above[under] = 0
    found: list[Line] = []
    at = 0
    for row in rows:
        start, end = row - above[row], row + 1 + below[row]
        found += lines[at:start] + _columns(lines[start:end], lines[row])
        at = end
    return found + lines[at:]


def _is_row_of_numbers(line: Line) -> bool:
    return (
        line.kind is None
        and len(line.edges) > 1
        and not line.lifted
        and all(map(is_value, line.cells))
    )


def _captions_of_row(lines: list[Line], index: int, side: Side) -> int:
    """How many lines below (or above) a row of numbers have cells below (above) its own.

    The lines of several captions may have been painted one caption after the other.
    """
    row = lines[index]
    most = _MOST_CAPTION_LINES * len(row.edges)
    if side is Side.BELOW:
        near = lines[index + 1 : index + 1 + most]
    else:
        near = lines[max(index - most, 0) : index][::-1]
    bases = [row.base] * len(row.edges)
    taken = 0
    for line in near:
        if line.kind is not None or line.lifted or line.page != row.page:
            break
        if any(map(is_value, line.cells)):
            break
        columns = _columns_of(row, line)
        if not all(_is_near(line, bases[column], row) for column in columns) or not columns:
            break
        for column in columns:
            bases[column] = line.base
        taken += 1
    return taken


def _columns_of(row: Line, line: Line) -> list[int]:
    """The columns of a row of numbers in which a line's cells stand; none if one is in no column."""
    middles = _middles(row)
    steps = [after - before for before, after in pairwise(middles)]
    found: list[int] = []
    for index in range(len(line.cells)):
        part = cell(line, index)
        column = _nearest(middles, part)
        left, right = steps[max(column - 1, 0)], steps[min(column, len(steps) - 1)]
        inside = middles[column] - _REACH * left < part.x0 and (
            part.x1 < middles[column] + _REACH * right
        )
        if not inside or column in found:
            return []
        found.append(column)
    return found


def _middles(row: Line) -> list[float]:
    return [(x0 + x1) / 2 for x0, x1 in row.edges]


def _nearest(middles: Sequence[float], part: Line) -> int:
    """The column whose number a cell stands nearest to."""
    middle = (part.x0 + part.x1) / 2
    return min(range(len(middles)), key=lambda at: abs(middles[at] - middle))


def _is_near(line: Line, base: float, row: Line) -> bool:
    """Whether a line goes on a caption whose last line has this base, or begins one of the row."""
    distance = abs(line.base - base)
    if base == row.base:
        return distance <= _FAR * row.height
    return distance <= _TIGHT * line.height


def _stacks(rows: list[int], above: Mapping[int, int], below: Mapping[int, int]) -> list[list[int]]:
    """The rows of numbers; together those between which the same captions are either's."""
    stacks: list[list[int]] = []
    for row in rows:
        over = stacks[-1][-1] if stacks else None
        if over is not None and over + below[over] >= row - above[row]:
            stacks[-1].append(row)
        else:
            stacks.append([row])
    return stacks


def _side_of_stack(
    lines: list[Line], stack: list[int], above: Mapping[int, int], below: Mapping[int, int]
) -> Side | None:
    """On which side of each row its captions are: the ends tell it, or else the room does."""
    first, last = above[stack[0]] > 0, below[stack[-1]] > 0
    if first != last:
        return Side.ABOVE if first else Side.BELOW
    sides = {
        _nearer_side(_room(lines[under - 1], lines[under]), _room(lines[row], lines[row + 1]))
        for row, under in pairwise(stack)
    }
    return sides.pop() if len(sides) == 1 else None


def _nearer_side(above: float, below: float) -> Side | None:
    """Where there is clearly less room; None where that cannot be told."""
    if max(above, below) < 1.15 * min(above, below) or above == below:
        return None
    return Side.ABOVE if above < below else Side.BELOW


def _room(upper: Line, lower: Line) -> float:
    """The room between two lines, in points."""
    return (lower.base - lower.height) - upper.base


def _columns(lines: list[Line], row: Line) -> list[Line]:
    """The cells of each column from the top down, one column after the other."""
    middles = _middles(row)
    columns: list[list[Line]] = [[] for _ in middles]
    for line in lines:
        for index in range(len(line.cells)):
            part = cell(line, index)
            columns[_nearest(middles, part)].append(part)
    for column in columns:
        for place, part in enumerate(column):
            part.space = Space.NONE if place else Space.GAP
    return [part for column in columns for part in column]


def _with_their_scales(lines: list[Line]) -> list[Line]:
    """The lines, a "million" that was set below its number put behind it."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if (
            before is not None
            and line.kind is before.kind is None
            and line.text.casefold() in ("thousand", "million", "billion")
            and line.space is not Space.GAP
            and is_value(before.text)
            and before.text[-1].isdigit()
        ):
            found[-1] = replace(joined([before, line], [" "]), top=line.top, space=before.space)
        else:
            found.append(line)
    return found


# --- On which side the captions stand


def _side(lines: list[Line], numbers: list[int]) -> Side | None:
    """On which side of its number each caption stands; None where that cannot be told."""
    votes = [vote for index in numbers if (vote := _nearer(lines, index)) is not None]
    if votes:
        sides = set(votes)
        if len(sides) == 1:
            return sides.pop()
        return None
    return _side_by_order(lines, numbers)


def _nearer(lines: list[Line], index: int) -> Side | None:
    """On which side a caption stands nearer to a number; None where both are as near."""
    before = _distance(lines, index, -1)
    after = _distance(lines, index, 1)
    if before is None and after is None:
        return None
    if not lines[index].height and before != 0.0 and after != 0.0:
        return None  # only empty lines beside it
    if before is None:
        return Side.BELOW
    if after is None:
        return Side.ABOVE
    return _nearer_side(before, after)


def _distance(lines: list[Line], index: int, step: int) -> float | None:
    """How far the line before (-1) or after (1) stands, if it may be a caption."""
    at = index + step
    if not 0 <= at < len(lines) or not _is_caption(lines[at]):
        return None
    number, caption = lines[index], lines[at]
    upper, lower = (caption, number) if step < 0 else (number, caption)
    if not number.height:
        return 0.0 if lower.space is Space.NONE else 1.0
    if caption.page != number.page or not _overlap(number, caption):
        return None
    distance = _room(upper, lower)
    return distance if -0.5 * number.height < distance < _FAR * number.height else None


def _overlap(number: Line, caption: Line) -> bool:
    """Whether one stands above the other."""
    return number.x0 < caption.x1 and caption.x0 < number.x1


def _side_by_order(lines: list[Line], numbers: list[int]) -> Side | None:
    """The side by what stands at the ends of the document's cards.

    With captions below, one stands behind the last number, and every number has one behind it.
    """
    if len(numbers) < _FEWEST:
        return None
    behind = [index + 1 < len(lines) and _is_caption(lines[index + 1]) for index in numbers]
    ahead = [index > 0 and _is_caption(lines[index - 1]) for index in numbers]
    if all(behind) and not all(ahead):
        return Side.BELOW
    if all(ahead) and not all(behind):
        return Side.ABOVE
    return None


# --- Joining


def _joined_cards(lines: list[Line], numbers: list[int], side: Side) -> list[Line]:
    taken: set[int] = set()
    cards: dict[int, Line] = {}
    for index in numbers:
        captions = _caption_lines(lines, index, side.value, taken)
        if not captions:
            continue
        taken.update(captions)
        parts = [lines[at] for at in sorted(captions)]
        caption = sewn(parts)
        pair = [lines[index], caption] if side is Side.BELOW else [caption, lines[index]]
        cards[index] = replace(
            joined(pair, [" "]), kind=UnitKind.CARD, space=pair[0].space, edges=()
        )
    return [cards.get(at, line) for at, line in enumerate(lines) if at not in taken]


def _caption_lines(lines: list[Line], index: int, step: int, taken: set[int]) -> list[int]:
    """The places of the caption's lines, the nearest first."""
    found: list[int] = []
    at = index + step
    if _distance(lines, index, step) is None:
        return found
    while 0 <= at < len(lines) and at not in taken and len(found) < _MOST_CAPTION_LINES:
        line = lines[at]
        if not _is_caption(line):
            break
        if found and not _is_same_caption(lines[found[-1]], line, step):
            break
        found.append(at)
        at += step
    return found


def _is_same_caption(nearer: Line, further: Line, step: int) -> bool:
    """Whether a line belongs to the caption of which `nearer` is the part nearer to the number."""
    upper, lower = (nearer, further) if step > 0 else (further, nearer)
    if not nearer.height:
        return lower.space is Space.NONE
    size = abs(nearer.height - further.height) < 0.05 * nearer.height
    close = 0 < lower.base - upper.base < _TIGHT * lower.height
    return size and close and nearer.bold == further.bold and _overlap(nearer, further)
