"""What a number in a text is."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from factsheet_parser.record import Qualifier


class NumberKind(Enum):
    """What a number in the text is."""

    COUNT = "count"
    PERCENT = "percent"
    SUPPRESSED = "suppressed"
    """A small count that is held back: "fewer than 10", "<50"."""
    YEAR = "year"
    LIST_MARK = "list mark"
    BOILERPLATE = "boilerplate"
    """A telephone number, a statute, "24/7", an ordinal, a footnote mark."""
    UNREADABLE = "unreadable"
    """Digits that make no single count: "24,768,90", "10-20", "4.6" """


class Number(NamedTuple):
    """One number; `start` and `end` are places in the text it was found in."""

    start: int
    end: int
    text: str
    value: int | float
    kind: NumberKind
    qualifier: Qualifier
    precision: int | float
    hedge_start: int
    """Where the words before the number that qualify it start; `start` if there are none."""
