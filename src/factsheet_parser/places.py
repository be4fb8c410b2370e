"""Places in a sentence that are no jurisdiction, or only a part of one.

>>> is_elsewhere("from Des Moines", 0, 15, label=False)
True
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from factsheet_parser.jurisdictions import Mention
from factsheet_parser.language.numerals import Number
from factsheet_parser.timeouts import SEARCH_SECONDS

# "Des Moines, Iowa", "Iowa City": a place in the state, and not the state.
_PLACE_BEFORE = regex.compile(r"(?<![.!?] )\b(?!In\b)[A-Z][a-z]+,? $")
_AND_MORE = regex.compile(
    r"(?:'s)? (?:and|or) (?:its |the )?(?:neighbo|surrounding|other|adjacent|nearby)|'s neighbo|, [A-Z][a-z]+ and "
)
_PLACE_AFTER = regex.compile(
    r" (?:City|County|Falls)\b|'s (?!law|social|child|missing|survivors|families|family|police|professionals|share"
    r"|agencies|reports|cyber|state|total|new|investigators|task|people|residents)"
)
_PLACE = regex.compile(
    r"\b(?:in|from|across|within|throughout) (?:the |our |your |each |every |this )?(?P<place>[A-Z][\w.]+|state|region|area|county|city)\b"
)
_NO_PLACES = frozenset(
    "NCMEC CyberTipline CVIP CONNECT Team NCMEC's United U.S America Child HHS ORR Office".split()
)
# "outside Iowa", "other than in Iowa".
_EXCLUDED = regex.compile(
    r"\b(?:outside|beyond|except|excluding|near|neighboring|bordering|around|other than|besides)"
    r"(?: of| for| in| from| the)* $",
    regex.IGNORECASE,
)
_INCLUDED = regex.compile(r"\bincluding(?: \w+){0,3} $")


def is_elsewhere(text: str, start: int, end: int, *, label: bool) -> bool:
    """Whether a stretch speaks of a place that is no jurisdiction: "from Ontario".

    A row's `label` goes on in capitals: "Missing From Foster Care".
    """
    for match in _PLACE.finditer(text, start, end, timeout=SEARCH_SECONDS):
        goes_on = label and not match.group().startswith("in ")
        if match["place"] not in _NO_PLACES and not goes_on:
            return True
    return False


def is_in_part(text: str, mention: Mention, figures: Sequence[Number]) -> bool:
    """Whether a place in the jurisdiction is meant, or it among others."""
    before = text[max(mention.start - 40, 0) : mention.start]
    if before.endswith(", ") and _PLACE_BEFORE.search(before, timeout=SEARCH_SECONDS):
        return True
    if _AND_MORE.match(text, mention.end, timeout=SEARCH_SECONDS):
        return True
    if text[mention.end : mention.end + 2] in (" C", " F", "'s") and _PLACE_AFTER.match(
        text, mention.end, timeout=SEARCH_SECONDS
    ):
        return True
    if _EXCLUDED.search(before, timeout=SEARCH_SECONDS):
        return True
    included = "including " in before and _INCLUDED.search(before, timeout=SEARCH_SECONDS)
    return bool(included) and not any(
        mention.start - len(before) < number.start < mention.start for number in figures
    )
