"""Whether a document is a factsheet, and of which jurisdiction and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import regex

from factsheet_parser.document import BlockKind, Document
from factsheet_parser.errors import NotAFactsheetError
from factsheet_parser.jurisdictions import mentions
from factsheet_parser.timeouts import SEARCH_SECONDS

# What a sheet names; each as it stands in small letters.
_PUBLISHER = ("ncmec", "national center for missing")
_TOPICS = {
    "the CyberTipline": ("cybertipline", "cyber tipline"),
    "the Child Victim Identification Program": ("child victim identification", "cvip"),
    "missing children": ("missing child",),
    "child sex trafficking": ("trafficking",),
    "Team HOPE": ("team hope",),
    "the Family Advocacy Outreach Network": ("family advocacy", "outreach network"),
    "Team Adam": ("team adam",),
    "NCMEC CONNECT": ("ncmec connect",),
}
_LEAST_TOPICS = 3

MOST_CHARACTERS = 100_000
"""A sheet's text has about 5,000 characters; a document with more than this is another one."""

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


def refuse_other_documents(document: Document) -> None:
    """Raise NotAFactsheetError for a document that is readable and no factsheet."""
    if len(document.text) > MOST_CHARACTERS:
        raise NotAFactsheetError(
            f"This is not an NCMEC state factsheet: its text has {len(document.text):,} characters, "
            "and a factsheet's about 5,000."
        )
    text = document.text.lower()
    named = [topic for topic, words in _TOPICS.items() if any(word in text for word in words)]
    if any(word in text for word in _PUBLISHER) and len(named) >= _LEAST_TOPICS:
        return
    found = f"it names only {' and '.join(named)}" if named else "it names none of its programs"
    raise NotAFactsheetError(
        f"This is not an NCMEC state factsheet: {found}"
        + ("." if any(word in text for word in _PUBLISHER) else ", and not NCMEC itself.")
    )


def read_title(document: Document) -> Title:
    """The jurisdiction and the year that the title states."""
    head = [
        (document.text[block.start : block.end], block.kind)
        for block in document.blocks[:_TITLE_BLOCKS]
    ]
    running = [
        (document.text[block.start : block.end], block.kind)
        for block in document.blocks
        if block.kind is BlockKind.LIFTED
    ]
    year: int | None = None
    unknown = False
    for text, kind in [*head, *running]:
        if len(text) > _TITLE_LENGTH or "\u00a9" in text or text.endswith("."):
            continue
        if _ADDRESS.search(text, timeout=SEARCH_SECONDS):
            continue
        years = {int(match.group()) for match in _YEAR.finditer(text, timeout=SEARCH_SECONDS)}
        if len(years) == 1 and year is None and kind is not BlockKind.LIFTED:
            year = years.copy().pop()
        codes = {mention.code for mention in mentions(text, any_case=True)}
        if len(codes) == 1:
            if len(years) == 1:
                year = years.pop()
            return Title(codes.pop(), year)
        unknown = unknown or (
            kind is not BlockKind.LIFTED
            and _UNKNOWN_TITLE.match(text, timeout=SEARCH_SECONDS) is not None
        )
    return Title(None, year, unknown)


def introduced(document: Document) -> str | None:
    """The jurisdiction of "Listed below are Iowa specific statistics"."""
    for start, end, kind in document.blocks[: _TITLE_BLOCKS + 4]:
        text = document.text[start:end]
        if kind is BlockKind.PARAGRAPH and _INTRODUCES.search(text, timeout=SEARCH_SECONDS):
            codes = {mention.code for mention in mentions(text)}
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
