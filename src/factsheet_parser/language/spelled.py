"""Numbers in words: "twenty-one", "nineteen percent", "1 in 6", "did not review any"."""

from __future__ import annotations

from decimal import Decimal

import regex

from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.words import TENS, UNITS

WORD_VALUES: dict[str, int] = {
    **{word: value for value, word in enumerate(UNITS)},
    **{word: 10 * value for value, word in enumerate(TENS, start=2)},
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
"""The words that multiply what stands before them."""

NUMBER_WORDS = frozenset((*WORD_VALUES, "hundred", "thousand", "no", "none", "any"))
"""Words in lower case that may be, or begin, a number."""
_OTHER_SCALE_WORDS = frozenset(
    "dozen score trillion mil mn mln bn m b k lakh crore million billion point".split()
)
RATIO = regex.compile(
    r"""
    (?<![^\s("\u201c*~:\u2014]) (?P<part>\d{1,2}|\L<words>) \ (?:in|out\ of|of)(?:\ every)? \ (?P<whole>\d{1,3}|\L<words>)
    (?![\w,]*\d|[^\s\w.,;:?)"\u201d*\u2020\u2014-]) (?!\ (?:million|billion|thousand|hundred|percent)) (?!\w)
    """,
    regex.VERBOSE | regex.IGNORECASE,
    words=list(WORD_VALUES),
)
_WORD_PIECE = "|".join(sorted((*WORD_VALUES, "hundred", "thousand"), key=len, reverse=True))
SPELLED = regex.compile(
    rf"(?<![\w-])(?P<number>(?:{_WORD_PIECE})(?:(?:-|\ |\ and\ )(?:{_WORD_PIECE}))*)"
    r"(?P<percent>\ per\ ?cent\b)?(?![\w-])",
    regex.IGNORECASE,
)
# "did not review any" says 0; so does "no" before what is counted.
NONE = regex.compile(
    r"""
      \b(?:did|do|does|has|have|had|was|were)(?:\ not|n't)\ (?:been\ )?
        (?:receive|review|handle|make|refer|send|sent|provide|support|connect|have|assist|identify|process|get)
        (?:ed|d)?(?:\ (?:any\b))
    | \b(?:no|none)\b (?!\ (?:more|fewer|less|longer|later|one|cost|matter|doubt)\b) (?!-)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def is_of_another_scale(text: str, start: int, end: int) -> bool:
    """ "per 10,000", "4 dozen", "3 trillion", "36.2 mn": not what the digits say."""
    if text.endswith(("per ", "every ", "half ", "third of ", "\u00b1 "), 0, start):
        return True
    joint = text[end : end + 1]
    if not joint.isspace() and joint not in ("(", "-"):
        return False
    following = text[end : end + 14].lower().replace("(", " ").replace("-", "").split()
    return bool(following) and following[0].rstrip(".,;)") in _OTHER_SCALE_WORDS


def ratio_of(match: regex.Match[str]) -> Number | None:
    """ "1 in 6" as percent to one decimal."""
    part, whole = (_small(match[name]) for name in ("part", "whole"))
    if not 0 < part < whole <= 100:
        return None
    start, end = match.span()
    percent = float(round(Decimal(100 * part) / whole, 1))
    return Number(start, end, match.group(), percent, NumberKind.PERCENT, "about", 0.1, start)


def _small(text: str) -> int:
    return int(text) if text.isdigit() else WORD_VALUES[text.casefold()]


def spelled_of(match: regex.Match[str]) -> Number:
    """ "twenty-one", "one hundred and five", "nineteen percent"."""
    total = current = 0
    readable = True
    last = 10**9
    for word in match["number"].casefold().replace("-", " ").replace(" and ", " ").split():
        if word in SCALES:
            current = max(current, 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0
            last = 100
        else:
            value = WORD_VALUES[word]
            # "twenty one" adds up; "two three" and "one twenty" do not.
            readable = readable and (last >= 100 or (20 <= last < 100 and 0 < value < 10))
            current += value
            last = max(value, 1)
    start, end = match.span()
    kind = NumberKind.PERCENT if match["percent"] else NumberKind.COUNT
    # "several hundred", "two million", "two dozen".
    readable = readable and match["number"].casefold().split()[0] not in SCALES
    if not readable or is_of_another_scale(match.string, start, end):
        kind = NumberKind.UNREADABLE
    return Number(start, end, match.group(), total + current, kind, "exact", 1, start)
