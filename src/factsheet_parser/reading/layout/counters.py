"""Numbers that count pages or lines: Bates numbers, a packet's page numbers, line numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import regex

from factsheet_parser.reading.layout.lines import Line
from factsheet_parser.timeouts import SEARCH_SECONDS

_COUNTER = regex.compile(
    r"[-\u2013\u2014\[( ]*(?:(?P<name>[A-Za-z][A-Za-z.]{0,15})[-_ #.]{0,2})?(?P<count>\d{1,9})[-\u2013\u2014\]) ]*"
)
_SHORT_NUMBER = regex.compile(r"\d{1,3}")
_FEWEST_LINES = 5
"""Numbers below each other that count up: fewer may be a table's column."""
_NEAR = 6.0
"""Points by which a page's number may stand elsewhere than on the page before."""


def lift_page_counters(by_page: Mapping[int, Sequence[Line]]) -> None:
    """Mark (`Line.lifted`) the numbers that count up from page to page."""
    for edge in (0, -1):
        # A Bates number may stand above a page number.
        while _lift_ends(by_page, edge):
            pass


def _lift_ends(by_page: Mapping[int, Sequence[Line]], edge: int) -> bool:
    """Lift the first (0) or last (-1) line of all pages if they count up."""
    ends = [lines[edge] for of_page in by_page.values() if (lines := _left(of_page))]
    if len(ends) < 2 or not _counts_up(ends) or not _stand_alike(ends):
        return False
    for line in ends:
        line.lifted = True
    return True


def _left(of_page: Sequence[Line]) -> list[Line]:
    left = [line for line in of_page if not line.lifted]
    if left and left[0].height:
        left.sort(key=lambda line: line.base)
    return left


def _count(line: Line) -> tuple[str, int] | None:
    match = _COUNTER.fullmatch(line.text, timeout=SEARCH_SECONDS)
    return ((match["name"] or "").casefold(), int(match["count"])) if match else None


def _counts_up(lines: Sequence[Line]) -> bool:
    """Whether each line is a number that is by one larger than that of the line before."""
    counts = [_count(line) for line in lines]
    return all(
        one is not None and other is not None and one[0] == other[0] and other[1] == one[1] + 1
        for one, other in pairwise(counts)
    )


def _stand_alike(lines: Sequence[Line]) -> bool:
    """Whether the lines stand at one height of their pages; in text nothing tells."""
    return all(abs(one.base - other.base) < _NEAR for one, other in pairwise(lines))


def lift_line_numbers(of_page: Sequence[Line]) -> None:
    """Mark the numbers beside a page's lines: one below the other, counting up."""
    run: list[Line] = []
    for line in [*of_page, None]:
        counts = line is not None and line.height > 0 and _SHORT_NUMBER.fullmatch(line.text)
        if line is not None and counts and run and int(line.text) == int(run[-1].text) + 1:
            run.append(line)
            continue
        if len(run) >= _FEWEST_LINES and _is_margin(run, of_page):
            for each in run:
                each.lifted = True
        run = [line] if line is not None and counts else []


def _is_margin(run: Sequence[Line], of_page: Sequence[Line]) -> bool:
    """Whether the numbers stand left of all other lines, or right of them."""
    others = [line for line in of_page if line not in run and not line.lifted]
    if not others:
        return False
    return max(line.x1 for line in run) <= min(line.x0 for line in others) or min(
        line.x0 for line in run
    ) >= max(line.x1 for line in others)
