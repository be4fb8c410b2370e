"""A statement in the notation of a wordings file.

>>> from factsheet_parser.language.tokens import marked
>>> here = marked("In 2025, NCMEC (the Center) sent 1,204 of 9 million tips to Iowa's police.", "IA")
>>> sentence_of(here, {1: "{count}"}, 2025)
'In {year}, NCMEC the Center sent {count} of {number} tips to {state} police.'
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

from factsheet_parser.editions.alignment import OWN_KIND, is_kind
from factsheet_parser.language.number import NumberKind
from factsheet_parser.language.tokens import STATE, Marked, Span, normal
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.index import NUMBER_MARKS
from factsheet_parser.wordings.notation import is_number

THE_STATE = "<the_state>"
NUMBER = "{number}"
_NO_NOTATION = str.maketrans(dict.fromkeys("(){}[]<>|*", " ") | {"\t": " | "})
_BLANKS = regex.compile(r"[ \u00a0]+")
_BEFORE_MARK = regex.compile(r" +(?=[.,;:!?])")


def sentence_of(
    here: Marked,
    blanks: Mapping[int, str],
    year: int | None,
    start: int = 0,
    end: int | None = None,
    *,
    unknown: str | None = None,
) -> str | None:
    """A text, or a part of it, as a wording; None where no wording can hold it.

    `blanks` tells what stands for each of its numbers that is not just a `{number}`, `unknown` what
    stands for what no wording takes: a date, another state.
    """
    end = len(here.source) if end is None else end
    parts: list[str] = []
    at, nth = start, 0
    for span in here.spans:
        its = nth
        nth += any(mark in NUMBER_MARKS for mark in span.mark.split())
        if span.start < start or span.end > end:
            continue
        blank = _blank(here, span, its, blanks, year) or unknown
        words = _literal(here.source[at : span.start])
        if blank is None or _holds_number(words):
            return None
        parts += (words, blank)
        at = span.end
    words = _literal(here.source[at:end])
    if _holds_number(words):
        return None
    parts.append(words)
    text = _BLANKS.sub(" ", "".join(parts), timeout=SEARCH_SECONDS).strip()
    return _BEFORE_MARK.sub("", text, timeout=SEARCH_SECONDS)


def _holds_number(words: str) -> bool:
    """Whether a part of a number is left among words: "24. million" is none that can be read."""
    return any(map(is_number, normal(words).split()))


def _blank(
    here: Marked, span: Span, nth: int, blanks: Mapping[int, str], year: int | None
) -> str | None:
    """What stands for a span; None for what no wording takes."""
    if span.mark == STATE:
        return THE_STATE if is_kind(here, span) else "{state}"
    if not any(mark in NUMBER_MARKS for mark in span.mark.split()):
        return _literal(here.source[span.start : span.end]) if span.mark.islower() else None
    number = here.numbers[nth]
    if number.kind is NumberKind.YEAR:
        return "{year}" if year is None or number.value == year else "{other_year}"
    if number.kind is NumberKind.LIST_MARK:
        return "(1)"
    if number.kind in (NumberKind.BOILERPLATE, NumberKind.UNREADABLE):
        return None
    blank = blanks.get(nth, NUMBER)
    # "Once" is "{count} times", and "did not review any" is "reviewed {count}".
    return " ".join(
        blank if mark in NUMBER_MARKS else "times" if mark == "time" else mark
        for mark in span.mark.split()
    )


def _literal(text: str) -> str:
    """Words without what has a meaning in the notation."""
    return OWN_KIND.sub(THE_STATE, text.translate(_NO_NOTATION), timeout=SEARCH_SECONDS)
