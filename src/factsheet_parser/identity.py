"""Whether a document is a factsheet, and of which jurisdiction and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import regex

from factsheet_parser.document import Document, UnitKind
from factsheet_parser.jurisdictions import mentions
from factsheet_parser.timeouts import SEARCH_SECONDS

_TITLE_BLOCKS = 8
"""The title stands among this many blocks at the document's start."""
_TITLE_LENGTH = 100
_YEAR = regex.compile(r"(?<![\d,.\u00a9-])(?:19|20)\d\d(?![\d,-])")
_IN_A_YEAR = regex.compile(r"\b(?:[Ii]n|[Dd]uring|[Tt]hroughout) (?P<year>(?:19|20)\d\d)\b")
_ENOUGH_YEARS = 3
_OFTEN = 3
_ADDRESS = regex.compile(
    r"\b(?:Street|St\.|Avenue|Ave\.|Road|Suite|P\.O\. Box)|\b[A-Z]{2} \d{5}|\b\d{5}\b|, Virginia\b"
)
_INTRODUCES = regex.compile(r"^Listed below are|\bspecific statistics\b")
# "Atlantis Data": a title of the sheets' form that names no known jurisdiction.
_UNKNOWN_TITLE = regex.compile(
    r"^(?!.*\b(?:NCMEC|National|Key|State|Our|Program)\b)[A-Z][\w.' ]+? (?:(?:19|20)\d\d )?Data$"
)


class Title(NamedTuple):
    """What the sheet's title says; None for what it does not."""

    code: str | None
    """Postal code of the jurisdiction."""
    year: int | None
    names_unknown_place: bool = False


def read_title(document: Document) -> Title:
    """The jurisdiction and the year that the title states."""
    head = [(unit.text, unit.kind) for unit in document.units[:_TITLE_BLOCKS]]
    running = [(unit.text, unit.kind) for unit in document.units if unit.kind is UnitKind.FURNITURE]
    year: int | None = None
    unknown = False
    for text, kind in [*head, *running]:
        if len(text) > _TITLE_LENGTH or "\u00a9" in text or text.endswith("."):
            continue
        if _ADDRESS.search(text, timeout=SEARCH_SECONDS):
            continue
        years = {int(match.group()) for match in _YEAR.finditer(text, timeout=SEARCH_SECONDS)}
        if len(years) == 1 and year is None and kind is not UnitKind.FURNITURE:
            year = years.copy().pop()
        codes = {mention.code for mention in mentions(text, any_case=True)}
        if len(codes) == 1:
            if len(years) == 1:
                year = years.pop()
            return Title(codes.pop(), year)
        unknown = unknown or (
            kind is not UnitKind.FURNITURE
            and _UNKNOWN_TITLE.match(text, timeout=SEARCH_SECONDS) is not None
        )
    return Title(None, year, unknown)


def introduced(document: Document) -> str | None:
    """The jurisdiction of "Listed below are Iowa specific statistics"."""
    for unit in document.units[: _TITLE_BLOCKS + 4]:
        if unit.kind is UnitKind.SENTENCE and _INTRODUCES.search(unit.text, timeout=SEARCH_SECONDS):
            codes = {mention.code for mention in mentions(unit.text)}
            return codes.pop() if len(codes) == 1 else None
    return None


def only_jurisdiction(document: Document) -> str | None:
    """The one jurisdiction that the document names, if it names just one, and often."""
    # "Alexandria, Virginia" is an address.
    codes = [
        mention.code
        for mention in mentions(document.text)
        if not document.text[: mention.start].endswith(", ")
    ]
    return codes[0] if len(codes) >= _OFTEN and len(set(codes)) == 1 else None


def most_frequent_year(years: Iterable[int | None]) -> int | None:
    """The year that most figures' sentences state; None if two are as frequent."""
    counted = Counter(year for year in years if year is not None).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]


def told_year(document: Document) -> int | None:
    """The year that the sentences of a sheet without a year in its title are of.

    Told when enough of them open or end with "in 2023" and no other year is as frequent.
    """
    years = [
        int(match["year"]) for match in _IN_A_YEAR.finditer(document.text, timeout=SEARCH_SECONDS)
    ]
    year = most_frequent_year(years)
    return year if years.count(year or 0) >= _ENOUGH_YEARS else None
