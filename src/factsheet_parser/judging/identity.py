"""Of which jurisdiction and year a factsheet is, decided on all that it says.

One stray line above the title (a newspaper's name, a date of printing) decides nothing where the
sentences say otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import regex

from factsheet_parser.document import Document, Unit, UnitKind
from factsheet_parser.errors import NotAFactsheetError
from factsheet_parser.jurisdictions import MISREAD, NAMES, mentions
from factsheet_parser.record import Finding
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.sheet import UnitReading

_Value = TypeVar("_Value")
_HEAD_UNITS = 8
"""The title stands among this many units at the document's start."""
_TITLE_LENGTH = 100
_YEAR = regex.compile(r"(?<![\d,.\u00a9-])(?:19|20)\d\d(?![\d,-])")
_IN_A_YEAR = regex.compile(r"\b(?:[Ii]n|[Dd]uring|[Tt]hroughout) (?P<year>(?:19|20)\d\d)\b")
# A date of printing, release or hearing names a month or a day; a sheet's year stands alone.
_DATE = regex.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)|\d/\d|\d-\d\d-\d"
    r"|\b(?:updated|printed|released?|embargo\w*|hearing|received|published|downloaded)\b",
    regex.IGNORECASE,
)
_ENOUGH_YEARS = 3
_OFTEN = 3
_ADDRESS = regex.compile(
    r"\b(?:Street|St\.|Avenue|Ave\.|Road|Suite|P\.O\. Box)|\b[A-Z]{2} \d{5}|\b\d{5}\b|, Virginia\b"
)
_INTRODUCES = regex.compile(r"^Listed below are|\bspecific statistics\b")
# What a sheet's own title says beside the jurisdiction.
_OF_A_TITLE = regex.compile(r"\b(?:Data|NCMEC|Fact ?sheet|Statistics|Report)\b", regex.IGNORECASE)
# "Atlantis Data": a title of the sheets' form that names no known jurisdiction.
_UNKNOWN_TITLE = regex.compile(
    r"^(?!.*\b(?:NCMEC|National|Key|State|Our|Program)\b)[A-Z][\w.' ]+? (?:(?:19|20)\d\d )?Data$"
)
_SAID_IN = (UnitKind.SENTENCE, UnitKind.ITEM, UnitKind.ROW, UnitKind.CARD, UnitKind.CAPTION)


class Identity(NamedTuple):
    """Whose and which year's a sheet is, and what contradicts it."""

    code: str | None
    """Postal code; None when the title names no known jurisdiction."""
    year: int | None
    findings: tuple[Finding, ...] = ()
    titled: tuple[int, ...] = ()
    """The years that the title's lines name."""
    dated: tuple[int, ...] = ()
    """The year of each sentence that says "in 2023"."""

    def of_year(self, readings: Iterable[UnitReading]) -> Identity:
        """The same with the year that the figures' sentences are of."""
        stated = [
            year
            for reading in readings
            for year in {claim.year for claim in reading.reading.claims}
            if year is not None
        ]
        return _with_year(self, stated)


def identify(document: Document) -> Identity:
    """The jurisdiction, and the years that the title and the sentences name.

    Raises NotAFactsheetError for a document that names no jurisdiction.
    """
    head = [unit for unit in document.units[:_HEAD_UNITS] if _may_be_title(unit)]
    running = [
        unit for unit in document.units if unit.kind is UnitKind.FURNITURE and _may_be_title(unit)
    ]
    code, findings = _jurisdiction(document, [*head, *running])
    findings = (*findings, *_misread(document, code))
    dated = [
        int(match["year"])
        for unit in document.units
        if unit.kind in _SAID_IN
        for match in _IN_A_YEAR.finditer(unit.text, timeout=SEARCH_SECONDS)
    ]
    titled = [year for unit in head if (year := _year_in(unit)) is not None]
    return Identity(code, None, findings, tuple(titled), tuple(dated))


def _misread(document: Document, code: str | None) -> Iterator[Finding]:
    """What is told of the jurisdiction's name where an OCR program misread it."""
    for spelling, named in MISREAD.items():
        if named == code and spelling in document.text:
            yield Finding.of(
                "misread_text",
                f'"{spelling}" is read as {NAMES[named]}: the text seems to come from an OCR '
                "program, so check its numbers against the page.",
            )


def _may_be_title(unit: Unit) -> bool:
    text = unit.text
    return (
        len(text) <= _TITLE_LENGTH
        and "\u00a9" not in text
        and not text.endswith(".")
        and not _ADDRESS.search(text, timeout=SEARCH_SECONDS)
    )


def _year_in(unit: Unit) -> int | None:
    """The one year of a title's line that is no date."""
    if _DATE.search(unit.text, timeout=SEARCH_SECONDS):
        return None
    years = {int(match.group()) for match in _YEAR.finditer(unit.text, timeout=SEARCH_SECONDS)}
    return years.pop() if len(years) == 1 else None


def _jurisdiction(
    document: Document, titles: Sequence[Unit]
) -> tuple[str | None, tuple[Finding, ...]]:
    """The sheet's jurisdiction, and what contradicts it."""
    introduced = _introduced(document)
    named = [(unit, codes.pop()) for unit in titles if len(codes := _codes_in(unit.text)) == 1]
    if introduced is not None and {code for _, code in named} == {introduced}:
        return introduced, ()  # the usual case needs no count of all sentences
    said = Counter(_named_by_sentences(document))
    usual = _most_frequent(said.elements())
    own = [code for unit, code in named if _OF_A_TITLE.search(unit.text, timeout=SEARCH_SECONDS)]
    candidates = [*own, *(code for _, code in named)]
    code = next((each for each in candidates if each in (usual, introduced)), None)
    if code is None and candidates:
        code = candidates[0]
    unknown = any(
        unit.kind is not UnitKind.FURNITURE
        and _UNKNOWN_TITLE.match(unit.text, timeout=SEARCH_SECONDS)
        for unit in titles
    )
    if code is None and unknown:
        return None, (
            Finding.of(
                "unknown_jurisdiction",
                "The sheet's title names none of the 56 jurisdictions, so that no number of a "
                "state can be told to be its own.",
            ),
        )
    if code is None:
        code = introduced or (usual if len(said) == 1 and said[usual or ""] >= _OFTEN else None)
    if code is None:
        raise NotAFactsheetError(
            "This is not an NCMEC state factsheet: neither its title nor its introduction names a "
            "state or territory."
        )
    if introduced is not None and introduced != code:
        return code, (
            Finding.of(
                "state_mismatch",
                f"The title names {NAMES[code]}, and the introduction announces the figures of "
                f"{NAMES[introduced]}.",
            ),
        )
    return code, ()


def _codes_in(text: str) -> set[str]:
    return {mention.code for mention in mentions(text, any_case=True)}


def _named_by_sentences(document: Document) -> Iterator[str]:
    """The one jurisdiction of each sentence, row or card that names one."""
    for unit in document.units:
        if unit.kind in _SAID_IN:
            # "Alexandria, Virginia" is an address.
            codes = {
                mention.code
                for mention in mentions(unit.text)
                if not unit.text[: mention.start].endswith(", ")
            }
            if len(codes) == 1:
                yield codes.pop()


def _introduced(document: Document) -> str | None:
    """The jurisdiction of "Listed below are Iowa specific statistics"."""
    for unit in document.units[: _HEAD_UNITS + 4]:
        if unit.kind is UnitKind.SENTENCE and _INTRODUCES.search(unit.text, timeout=SEARCH_SECONDS):
            codes = {mention.code for mention in mentions(unit.text)}
            return codes.pop() if len(codes) == 1 else None
    return None


def _most_frequent(values: Iterable[_Value]) -> _Value | None:
    """The value that occurs most often; None if two are as frequent."""
    counted = Counter(values).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]


def _with_year(identity: Identity, stated: Sequence[int]) -> Identity:
    """The identity with the year on which title and sentences agree, or with what they differ on."""
    frequent = _most_frequent(stated)
    usual = _most_frequent(identity.dated)
    titled = _most_frequent(identity.titled)
    if titled is not None and (titled in stated or not stated):
        if stated or usual in (None, titled) or identity.dated.count(usual) < _ENOUGH_YEARS:
            return identity._replace(year=titled)
    elif titled is None and frequent is not None:
        return identity._replace(year=frequent)
    elif titled is None and usual is not None and identity.dated.count(usual) >= _ENOUGH_YEARS:
        return identity._replace(year=usual)
    years = sorted({*identity.titled, *stated} or {*identity.dated})
    if not years or (titled is None and not stated):
        finding = Finding.of(
            "missing_figure", "Neither the title nor a sentence states a year.", figure="year"
        )
    else:
        finding = Finding.of(
            "year_mismatch",
            "The title and the sentences state different years "
            f"({', '.join(map(str, years))}), so that the sheet's year cannot be told.",
            figure="year",
        )
    return identity._replace(findings=(*identity.findings, finding))
