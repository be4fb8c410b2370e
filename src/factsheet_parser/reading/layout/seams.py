"""What stands between two printed lines that belong together.

>>> seam("therapeutic, low-", "cost services"), seam("law enforcement's identifi-", "cation of")
(Seam(drop=0, between=''), Seam(drop=1, between=''))
>>> seam("the CyberTipline", "received 36."), seam("received 36.", "2 million reports")
(Seam(drop=0, between=' '), Seam(drop=0, between=''))
>>> seam("24,768,90", "3"), seam("24,768", "3")
(Seam(drop=0, between=''), Seam(drop=0, between=' '))
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from factsheet_parser.language.words import TENS
from factsheet_parser.reading.layout.lines import SOFT_HYPHEN, Line, cut, joined
from factsheet_parser.timeouts import SEARCH_SECONDS

# Words of the sheets that keep the hyphen at which a line may break.
_HYPHENATED = frozenset(
    """
        case-based child-serving data-driven evidence-based family-based follow-up front-line
        high-risk in-person law-enforcement long-term low-cost no-cost non-family non-profit on-site
        open-source peer-to peer-based re-victimization real-time self-generated short-term
        state-specific survivor-led trauma-informed victim-centered well-being year-long
        youth-serving
    """.split()
)
_TENS = frozenset(TENS)
_SUFFIXES = frozenset(["area", "based", "led", "serving", "specific", "wide"])
_NAMES = frozenset(("CyberTipline", "CONNECT", "NCMEC", "HOPE"))
_LAST_WORD = regex.compile(r"[\w-]+$")
_FIRST_WORD = regex.compile(r"\w+")

# A number that a narrow cell breaks: "24,768,90" and "3", or "36." and "2 million".
_BROKEN_NUMBER = regex.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})*,(?P<digits>\d{0,2})$")
_BROKEN_DECIMAL = regex.compile(r"\d\.$")
_DECIMALS = regex.compile(r"\d+ (?:million|billion)")


class Seam(NamedTuple):
    """How many characters the first line loses at its end, and what follows them."""

    drop: int
    between: str


_BLANK = Seam(0, " ")
_NOTHING = Seam(0, "")
_HYPHEN_DROPPED = Seam(1, "")


def seam(before: str, after: str) -> Seam:
    """The seam of two lines' texts."""
    last = before[-1:]
    if last.isalpha():
        return _BLANK
    if last == SOFT_HYPHEN:
        return _HYPHEN_DROPPED
    if last == "-" and before[-2:-1].isalnum():
        return _NOTHING if _keeps_hyphen(before, after) else _HYPHEN_DROPPED
    if last == "/":
        return _NOTHING
    if last.isdigit() or last == ",":
        broken = _BROKEN_NUMBER.search(before, timeout=SEARCH_SECONDS)
        if broken:
            digits = len(after) - len(after.lstrip("0123456789"))
            return _NOTHING if digits == 3 - len(broken["digits"]) else _BLANK
    elif (
        last == "."
        and _BROKEN_DECIMAL.search(before, timeout=SEARCH_SECONDS)
        and _DECIMALS.match(after, timeout=SEARCH_SECONDS)
    ):
        return _NOTHING
    return _BLANK


def _keeps_hyphen(before: str, after: str) -> bool:
    """Whether the hyphen at a line's end belongs to the word."""
    if not after[:1].islower():
        # "HHS-ORR", "Child-Serving", "10-20"; but "CON-NECT" and "Cyber-Tipline" are one word.
        left, right = _beside(before, after)
        return f"{left.rstrip('-')}{right}" not in _NAMES
    left, right = _beside(before, after)
    word = left.rstrip("-").rpartition("-")[2]
    whole = f"{word}-{right}".casefold()
    return whole in _HYPHENATED or word.casefold() in _TENS or right in _SUFFIXES


def _beside(before: str, after: str) -> tuple[str, str]:
    """The words that a line end parts."""
    left = _LAST_WORD.search(before, timeout=SEARCH_SECONDS)
    right = _FIRST_WORD.match(after, timeout=SEARCH_SECONDS)
    return left.group() if left else "", right.group() if right else ""


def sewn(lines: list[Line]) -> Line:
    """Several lines of one phrase as one line."""
    whole = lines[0]
    for line in lines[1:]:
        drop, between = seam(whole.text, line.text)
        whole = joined([cut(whole, 0, len(whole.text) - drop), line], [between])
    return whole
