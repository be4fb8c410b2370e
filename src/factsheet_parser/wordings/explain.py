"""Why a unit is not read: the word at which no wording goes on.

>>> from factsheet_parser.language.tokens import marked
>>> from factsheet_parser.wordings.index import known_wordings
>>> text = "In 2023, Team HOPE supported 21 military families in Iowa."
>>> start, end = stopped_at(marked(text, "IA"), known_wordings())
>>> text[start:end]
'military'
"""

from __future__ import annotations

from factsheet_parser.language.tokens import Marked
from factsheet_parser.wordings.index import Known

_NEAR = 16
"""How many of the wordings that share the most words with a unit are asked."""


def stopped_at(unit: Marked, known: Known) -> tuple[int, int] | None:
    """The word of the unit's text at which no wording goes on; None if it is not the unit's fault.

    It compiles many templates: it is for explanations.
    """
    line = f"{unit.text} "
    longest = 0
    for entry in known.near(frozenset(line.split()), _NEAR):
        longest = max(longest, entry.template.prefix(line))
    tokens = unit.tokens
    index = line.count(" ", 0, longest)
    if index >= len(tokens):
        return None
    return tokens[index].start, tokens[index].end
