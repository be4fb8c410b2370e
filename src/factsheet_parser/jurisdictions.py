"""The 56 jurisdictions that a factsheet can be about, and how each is spelled.

The 50 states, the District of Columbia, Puerto Rico, Guam, the U.S. Virgin Islands, American
Samoa and the Northern Mariana Islands, with their two-letter postal codes.

>>> [mention.code for mention in mentions("from Arkansas, West Virginia and Washington, D.C.")]
['AR', 'WV', 'DC']
>>> [mention.code for mention in mentions("in the US Virgin Islands and the Kansas City office")]
['VI']
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from factsheet_parser.timeouts import SEARCH_SECONDS

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

# Longest first, so that "Washington, D.C." is never read as "Washington". A mention starts and
# ends at a word's edge, so that "Kansas" is not found in "Arkansas"; "West Virginia" begins
# further left than the "Virginia" in it. "Kansas City" lies in two states and names neither.
_SPELLED = "|".join(regex.escape(name) for name in sorted(CODE_OF, key=len, reverse=True))
_MENTION = regex.compile(rf"(?<!\w)(?:{_SPELLED})(?!\w|(?<=Kansas) City)")
_MENTION_IN_CAPITALS = regex.compile(_MENTION.pattern, regex.IGNORECASE)
_CODE_OF_FOLDED = {name.casefold(): code for name, code in CODE_OF.items()}


class Mention(NamedTuple):
    """A jurisdiction's name in a text: its place and its postal code."""

    start: int
    end: int
    code: str


def mentions(text: str, *, any_case: bool = False) -> list[Mention]:
    """Every jurisdiction that `text` names, in order; `any_case` also reads "IOWA DATA"."""
    pattern = _MENTION_IN_CAPITALS if any_case else _MENTION
    return [
        Mention(match.start(), match.end(), _CODE_OF_FOLDED[match.group().casefold()])
        for match in pattern.finditer(text, timeout=SEARCH_SECONDS)
    ]
