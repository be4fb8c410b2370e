"""Where in a sentence what is said of one number ends, and of the next one begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import regex

from factsheet_parser.jurisdictions import Mention
from factsheet_parser.language.numerals import Number
from factsheet_parser.timeouts import SEARCH_SECONDS

Span = tuple[int, int, int]
"""Start, end, and by which sign of a boundary it begins: 0 the strongest, -1 the sentence."""

# Where one number's clause ends and the next one's begins, the strongest sign first.
_BOUNDARY = regex.compile(
    r"""
      (?P<stop> ; | :\s | \u2014 | \s[\u2013-]\s )
    | (?P<part> ,?\s(?:including|of\ whom|of\ which|of\ these|of\ those|of\ them|among\ (?:whom|which|them)|which\ includes?)\b )
    | (?P<clause> ,?\s(?:while|whereas|but|with|as\ well\ as)\b | ,\s(?:and|plus)\b )
    | (?P<comma> ,\s(?!\ue002) )
    | (?P<and> \s(?:and|containing|involving|plus)\b )
    """,
    regex.VERBOSE,
)
_STRENGTHS: dict[str | None, int] = {
    sign: strength for strength, sign in enumerate(("stop", "part", "clause", "comma", "and"))
}
_PART_OF = 1
_BRACKETS = regex.compile(r"\([^()]*\)")
SAME_CLAUSE = len(_STRENGTHS)
"""The sign of a span that begins without one."""
_MENTION_MARK = "\ue002"


def bracketed(text: str, figures: Iterable[Number]) -> dict[int, tuple[int, int]]:
    """Where a number that stands in brackets starts, to where the brackets open and close."""
    if "(" not in text:
        return {}
    return {
        number.start: match.span()
        for match in _BRACKETS.finditer(text, timeout=SEARCH_SECONDS)
        for number in figures
        if match.start() < number.start < match.end()
    }


def clause_spans(
    text: str,
    figures: Sequence[Number],
    named: Iterable[Mention],
    in_brackets: Mapping[int, tuple[int, int]],
) -> list[Span]:
    """Each number's span; one in brackets has the brackets for it."""
    if len(figures) == 1:
        return [(0, len(text), -1)]
    for opening, closing in set(in_brackets.values()):
        text = f"{text[:opening]}{' ' * (closing - opening)}{text[closing:]}"
    for mention in named:
        mark = _MENTION_MARK * (mention.end - mention.start)
        text = f"{text[: mention.start]}{mark}{text[mention.end :]}"
    outer = [number for number in figures if number.start not in in_brackets]
    following_ones = [*outer[1:], None] if outer else []
    start, sign = 0, -1
    outer_spans: dict[int, Span] = {}
    for number, following in zip(outer, following_ones, strict=True):
        if following is None:
            end, next_sign = len(text), -1
        else:
            end, next_sign = _boundary(text, number.end, following.hedge_start)
        outer_spans[number.start] = (start, end, sign)
        start, sign = end, next_sign
    return [
        (*in_brackets[number.start], _PART_OF)
        if number.start in in_brackets
        else outer_spans[number.start]
        for number in figures
    ]


def _boundary(text: str, start: int, end: int) -> tuple[int, int]:
    """Where between two numbers the first one's clause ends, and by which sign."""
    strongest = end, len(_STRENGTHS)
    for match in _BOUNDARY.finditer(text, min(start + 1, end), end, timeout=SEARCH_SECONDS):
        strength = _STRENGTHS[match.lastgroup]
        # Of several "and" the last one: "5,759 survivors and families and 17 in Iowa".
        if strength < strongest[1] or strength == strongest[1] == _STRENGTHS["and"]:
            strongest = match.start(), strength
    return strongest
