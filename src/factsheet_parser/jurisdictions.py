"""The 56 jurisdictions that a factsheet can be about, and how each is spelled.

The 50 states, the District of Columbia, Puerto Rico, Guam, the U.S. Virgin Islands, American
Samoa and the Northern Mariana Islands, with their two-letter postal codes.

>>> [mention.code for mention in mentions("from Arkansas, West Virginia and Washington, D.C.")]
['AR', 'WV', 'DC']
>>> [mention.code for mention in mentions("in the US Virgin Islands and the Kansas City office")]
['VI']
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from factsheet_parser.language.words import split_words

NAMES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
    "PR": "Puerto Rico",
    "GU": "Guam",
    "VI": "U.S. Virgin Islands",
    "AS": "American Samoa",
    "MP": "Northern Mariana Islands",
}
"""Postal code to name, as the record gives it."""

OTHER_SPELLINGS = {
    "DC": ("Washington, D.C.", "Washington, DC", "Washington D.C.", "Washington DC", "D.C.", "DC"),
    "HI": ("Hawai'i",),
    "VI": (
        "US Virgin Islands",
        "U. S. Virgin Islands",
        "United States Virgin Islands",
        "Virgin Islands",
        "USVI",
    ),
    "MP": (
        "Commonwealth of the Northern Mariana Islands",
        "Commonwealth of Northern Mariana Islands",
        "Northern Marianas",
        "CNMI",
    ),
    "WA": ("Washington State",),
    "NY": ("New York State",),
}

CODE_OF = {name: code for code, name in NAMES.items()} | {
    spelling: code for code, spellings in OTHER_SPELLINGS.items() for spelling in spellings
}
"""Each spelling to its code."""

_CONFUSED = {"I": "l|1!", "l": "I|1", "O": "0", "o": "0", "S": "5", "B": "8"}
"""What an OCR program reads for a letter."""


def _misread_names() -> dict[str, str]:
    misread = {
        name[:at] + other + name[at + 1 :]: code
        for code, name in NAMES.items()
        for at, letter in enumerate(name)
        for other in _CONFUSED.get(letter, "")
    }
    return {spelling: code for spelling, code in misread.items() if spelling not in CODE_OF}


MISREAD = _misread_names()
"""The names with one letter as an OCR program may read it, "lowa" and "0hio", each to its code."""
_ALL_SPELLINGS = CODE_OF | MISREAD


def _by_first_word() -> dict[str, list[str]]:
    spellings: dict[str, list[str]] = {}
    for name in sorted(_ALL_SPELLINGS, key=len, reverse=True):
        spellings.setdefault(split_words(name)[0], []).append(name)
    return spellings


_BY_FIRST_WORD = _by_first_word()
_FIRST_WORDS = frozenset(_BY_FIRST_WORD)
# It lies in two states and names neither.
_KANSAS_CITY = "Kansas City"


class Mention(NamedTuple):
    """A jurisdiction's name in a text: its place and its postal code."""

    start: int
    end: int
    code: str


def mentions(
    text: str, words: Iterable[str] | None = None, *, any_case: bool = False
) -> list[Mention]:
    """Every jurisdiction that `text` names, in order; `any_case` also reads "IOWA DATA".

    `words` are the text's words, if the caller has split it already. A longer name is taken before
    one inside it, so that "Washington, D.C." is never "Washington" nor "West Virginia" "Virginia".
    """
    begun = _FIRST_WORDS.intersection(split_words(text) if words is None else words)
    found: list[Mention] = []
    if not begun:
        return found
    names = [name for word in begun for name in _BY_FIRST_WORD[word]]
    names.sort(key=len, reverse=True)
    looked_in = text.casefold() if any_case else text
    for name in names:
        wanted = name.casefold() if any_case else name
        start = looked_in.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            if _is_whole(text, start, end) and not any(
                start < other.end and other.start < end for other in found
            ):
                found.append(Mention(start, end, _ALL_SPELLINGS[name]))
            start = looked_in.find(wanted, end)
    found.sort()
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """The name stands between words' edges, so that Kansas is not found in Arkansas."""
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return False
    return not text.startswith(_KANSAS_CITY, start)
