"""What a table's cell or a card holds: a number with its words, or a mark that there is none.

>>> [is_value(text) for text in ("12", "more than 31.4 million", "26,500+", "None", "N/A", "-19%")]
[True, True, True, True, True, True]
>>> [is_value(text) for text in ("Cases", "12 of 30 agencies", "Table 2", "")]
[False, False, False, False]
>>> is_nothing("\u2014"), is_nothing("0")
(True, False)
"""

from __future__ import annotations

import regex

from factsheet_parser.language.words import TENS, UNITS
from factsheet_parser.timeouts import SEARCH_SECONDS

_FLAGS = regex.VERBOSE | regex.IGNORECASE
_SPELLED = rf"(?:{'|'.join(TENS)})(?:[-\ ](?:{'|'.join(UNITS[1:10])}))? | {'|'.join(UNITS)}"
_NOTHING = r"[-\u2013\u2014*]{1,3} | n/?a | n\.a\. | not\ (?:reported|available|applicable)"
_VALUE = rf"""
    (?: (?: fewer\ than|less\ than|under|more\ than|over|about|at\ least|nearly|almost|up\ to
          | approximately|approx\.|around|roughly|just\ (?:over|under)|some|[<>~\u2264\u2265] )\ ? )?
    (?: [-+\u2212\u2013]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:\ (?:thousand|million|billion)|[KM]\b)? \+?(?:\ ?%|\ percent)?
      | none | no | zero | {_SPELLED} )
    (?: \ (?:cases?|children))?
    [*\u2020\u2021]?
  | {_NOTHING}
"""
_LONGEST = 40
"""Characters of the longest cell."""
_VALUE_ALONE = regex.compile(_VALUE, _FLAGS)
_NOTHING_ALONE = regex.compile(_NOTHING, _FLAGS)
_LAST_WORDS = (
    *UNITS,
    *TENS,
    *["none", "no", "thousand", "million", "billion", "percent", "case", "cases", "children"],
    *["n/a", "na", "n.a.", "reported", "available", "applicable"],
)
_LAST_SIGNS = frozenset("+%*-\u2013\u2014\u2020\u2021KM")


def may_end_in_value(text: str) -> bool:
    """Whether a line's end looks like a cell; most lines of prose do not."""
    last = text[-1:]
    return last.isdigit() or last in _LAST_SIGNS or text.lower().endswith(_LAST_WORDS)


def is_value(text: str) -> bool:
    """Whether a cell holds a number, or says that there is none."""
    return (
        0 < len(text) <= _LONGEST
        and may_end_in_value(text)
        and _VALUE_ALONE.fullmatch(text, timeout=SEARCH_SECONDS) is not None
    )


def is_nothing(text: str) -> bool:
    """Whether a cell says that no number is reported."""
    return _NOTHING_ALONE.fullmatch(text, timeout=SEARCH_SECONDS) is not None


def is_year(text: str) -> bool:
    """Whether a cell may be a column's year."""
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
