"""How the numbers of a document are printed: their boxes, and what makes them doubtful."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import category

import regex

from factsheet_parser.document import HIDDEN, UNEVEN, UNREAD, Doubt, Print, UnitKind
from factsheet_parser.language.numerals import NUMBER_WORDS
from factsheet_parser.reading.layout.glyphs import LINE_END, Glyphs
from factsheet_parser.reading.layout.units import Draft, Piece
from factsheet_parser.timeouts import SEARCH_SECONDS

# The year of "In 2023, " becomes no figure, and is asked for nothing.
_DIGITS = regex.compile(r"(?!(?<=\b[Ii]n )(?:19|20)\d\d[,.]\s)(?<!\d)\d(?:[\d,.]*\d)?[%+]?")
_LOW = 0.8
"""Of the tallest digit's height: one that is less high is set as a subscript or the like."""
_HANGS = 0.1
"""Of the tallest digit's height: what begins lower than its line by this hangs below it."""
_BESIDE = 3
"""Characters beside a number that are looked at."""
_BLANK, _DIGIT, _WIDEST = 0.28, 0.4, 1.6
"""Of the type's size: a blank, less than a digit, and what only parts cells."""
_LETTERLESS = frozenset(("Zs", "Cc", "Cf", "Cn", "Co"))
"""Unicode's categories of blanks, control characters and what is no letter."""
_WORDS = frozenset((*NUMBER_WORDS, "million", "billion", "percent", "once", "twice"))


class Doubted(NamedTuple):
    """A place of a page's text at which nothing is read."""

    page: int
    at: int
    doubt: str


def prints_of(
    draft: Draft, pages: Mapping[int, Glyphs], doubted: Sequence[Doubted]
) -> tuple[Print, ...]:
    """Where each number stands, and each word that may be a part of one.

    `doubted` are places on lines that can be seen in part, and such as are crossed out.
    """
    starts = [piece.start for piece in draft.pieces]
    stated = [unit.end for unit in draft.units if unit.kind is not UnitKind.FURNITURE]
    last_stated = max(stated, default=0)
    found: list[Print] = []
    for start, end in _numbers(draft.text):
        for piece in draft.pieces[max(bisect_right(starts, start) - 1, 0) :]:
            if piece.start >= end:
                break
            first, last = max(start, piece.start), min(end, piece.end)
            if first < last:
                shift = piece.origin - piece.start
                is_stated = first < last_stated
                found.append(_print(pages[piece.page], first, last, shift, is_stated))
    found += [each for place in doubted for each in _doubts(draft.pieces, place)]
    return tuple(sorted(found, key=lambda each: each.start))


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers in digits stand, and words that may be a number or a part of one."""
    for match in _DIGITS.finditer(text, timeout=SEARCH_SECONDS):
        yield match.span()
    lower = text.lower()
    for word in _WORDS:
        at = lower.find(word)
        while at >= 0:
            end = at + len(word)
            if not lower[at - 1 : at].isalpha() and not lower[end : end + 1].isalpha():
                yield at, end
            at = lower.find(word, end)


def _print(page: Glyphs, start: int, end: int, shift: int, is_stated: bool) -> Print:
    first, last = start + shift, end + shift
    x0, top, x1, bottom = page.box(first, last)
    # A hundredth of a point is less than any printer shows.
    box = (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
    doubt = None
    in_one_go = page.pieces(first, last) == 1
    if any(map(page.hides, (first, last - 1) if in_one_go else range(first, last))):
        doubt = Doubt(HIDDEN)
    elif not is_stated:
        pass  # a page number becomes no figure
    elif doubt := page.doubt(first, last):
        pass
    elif page.text[first].isdigit() and _touches_unread_ink(page, first, last):
        doubt = Doubt(UNREAD)
    elif (not in_one_go and _is_uneven(page, first, last)) or _has_low_digit(page, first, last):
        doubt = Doubt(UNEVEN)
    return Print(start, end, box, doubt)


def _touches_unread_ink(page: Glyphs, first: int, last: int) -> bool:
    """Whether a glyph that the PDF maps to no letter, or to a blank, stands beside a number."""
    before, behind = _beside(page.text, first, -1), _beside(page.text, last - 1, 1)
    if any(page.is_inked(at) for at in (*before, *behind)):
        return True
    # PDFium drops a blank behind another, and a glyph that is mapped to one.
    gaps = [
        (at, end)
        for places, at, end in (
            (before, first - len(before) - 1, first),
            (behind, last - 1, last + len(behind)),
        )
        if places and _is_in_line(page.text, at, end)
    ]
    widths = [page.left(end) - page.right(at) for at, end in gaps]
    size = page.size(first)
    usual = min(widths, default=0.0) if len(widths) > 1 else _BLANK * size
    return any(
        usual + _DIGIT * size < width < _WIDEST * size and page.inks_gap(at, end)
        for (at, end), width in zip(gaps, widths, strict=True)
    )


def _beside(text: str, at: int, step: int) -> Sequence[int]:
    """The places beside `text[at]`, the nearest first, at which no letter stands."""
    end = at + step
    while 0 <= end < len(text) and text[end] not in LINE_END and abs(end - at) <= _BESIDE:
        if category(text[end]) not in _LETTERLESS:
            break
        end += step
    return range(at + step, end, step)


def _is_in_line(text: str, before: int, after: int) -> bool:
    """Whether there are letters at both places of a line."""
    return (
        before >= 0
        and after < len(text)
        and text[before] not in LINE_END
        and text[after] not in LINE_END
    )


def _is_uneven(page: Glyphs, first: int, last: int) -> bool:
    """Whether digits are set in several sizes, or some of them raised."""
    digits = [at for at in range(first, last) if page.text[at].isdigit()]
    if len(digits) < 2:
        return False
    sizes = [page.size(at) for at in digits]
    feet = [page.foot(at) for at in digits]
    return min(sizes) < 0.95 * max(sizes) or max(feet) - min(feet) > 0.1 * max(sizes)


def _has_low_digit(page: Glyphs, first: int, last: int) -> bool:
    """Whether some digits' glyphs are less high than others and not those of old-style digits."""
    reaches = [
        (page.text[at], reach)
        for at in range(first, last)
        if page.text[at].isdigit() and (reach := page.reach(at))
    ]
    tallest = max((head - foot for _, (foot, head) in reaches), default=0.0)
    # Of old-style digits 0, 1 and 2 are low, and 3, 4, 5, 7 and 9 hang below the line.
    old = all(foot < -_HANGS * tallest for digit, (foot, _) in reaches if digit in "34579")
    return any(
        head - foot < _LOW * tallest
        and not (old and digit in "012" and head > foot and abs(foot) < _HANGS * tallest)
        for digit, (foot, head) in reaches
    )


def _doubts(pieces: Sequence[Piece], place: Doubted) -> list[Print]:
    page, origin, kind = place
    return [
        Print(at, at + 1, None, Doubt(kind))
        for piece in pieces
        if piece.page == page and piece.origin <= origin < piece.origin + piece.end - piece.start
        for at in [piece.start + origin - piece.origin]
    ]
