"""Whether a document is one factsheet, or several that someone put into one file.

A sheet opens with sentences about NCMEC that are the same for every state. Where all of them stand
again further on, another sheet begins.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import regex

from factsheet_parser.document import Document, Unit, UnitKind
from factsheet_parser.errors import SeveralFactsheetsError
from factsheet_parser.jurisdictions import NAMES, mentions
from factsheet_parser.timeouts import SEARCH_SECONDS

_SAYING = (UnitKind.SENTENCE, UnitKind.ITEM, UnitKind.ROW, UnitKind.CARD)
_OPENING = 2
"""Sentences; one alone may stand in a sheet twice."""
_LOOKED_AT = 8
_IN_YEAR = regex.compile(r"\b[Ii]n ((?:19|20)\d\d)\b")


def refuse_several(document: Document) -> None:
    """Raise SeveralFactsheetsError for more than one sheet, with each one's state, year and page."""
    said = [unit for unit in document.units if unit.kind is UnitKind.SENTENCE]
    opening = [unit for unit in said[:_LOOKED_AT] if _is_of_any_state(unit.text)][:_OPENING]
    if len(opening) < _OPENING or any(document.text.count(each.text) < 2 for each in opening):
        return
    first, second = ([unit for unit in said if unit.text == wanted.text] for wanted in opening)
    if len(first) < 2 or len(second) < len(first):
        return
    starts = [unit.start for unit in first[1:]]
    ends = [0, *starts, len(document.text)]
    sheets = [
        _sheet([unit for unit in document.units if start <= unit.start < end])
        for start, end in pairwise(ends)
    ]
    raise SeveralFactsheetsError(
        f"The file holds {len(sheets)} factsheets behind each other: {'; '.join(sheets)}. Make a "
        "file of each."
    )


def _is_of_any_state(text: str) -> bool:
    return not mentions(text) and not any(map(str.isdigit, text))


def _sheet(units: list[Unit]) -> str:
    """Whose, of which year and from which page on a sheet is."""
    said = [unit for unit in units if unit.kind in _SAYING]
    codes = Counter(mention.code for unit in said for mention in mentions(unit.text))
    years = Counter(
        year for unit in said for year in _IN_YEAR.findall(unit.text, timeout=SEARCH_SECONDS)
    )
    named = [NAMES[code] for code, _ in codes.most_common(1)] or ["no state"]
    return " ".join(
        [*named, *(year for year, _ in years.most_common(1)), f"(page {units[0].page})"]
    )
