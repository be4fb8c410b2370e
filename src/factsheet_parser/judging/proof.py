"""Where in a document a number stands, as evidence."""

from __future__ import annotations

from typing import NamedTuple

from factsheet_parser.document import Document, Unit
from factsheet_parser.language.number import Number
from factsheet_parser.record import Evidence
from factsheet_parser.wordings.match import Claim
from factsheet_parser.wordings.sheet import UnitReading


class UnitClaim(NamedTuple):
    """What a wording says of a number, and the unit that it stands in."""

    claim: Claim
    unit: Unit
    start: int
    """Where the number stands in the document's text; for none without a number, the unit."""
    end: int

    @property
    def text(self) -> str:
        """The number as printed."""
        return self.unit.text[self.start - self.unit.start : self.end - self.unit.start]


def claims_of(reading: UnitReading) -> list[UnitClaim]:
    """The claims of a reading with the places of their numbers."""
    found = []
    for claim in reading.reading.claims:
        start, end = 0, len(reading.unit.text)
        if claim.number is not None:
            start, end = reading.place(claim.number.start), reading.place(claim.number.end)
        at = reading.unit.start
        found.append(UnitClaim(claim, reading.unit, at + start, at + end))
    return found


def evidence_of(
    document: Document, unit: Unit, start: int, end: int, rule: str | None = None
) -> Evidence:
    """The proof of what stands at `start` to `end` in the document's text, within a unit."""
    place = document.place(start, end)
    return Evidence(
        sentence=unit.text,
        page=place.page,
        boxes=place.boxes,
        start=start,
        end=end,
        sentence_start=unit.start,
        rule=rule,
        ocr=place.ocr,
    )


def shortened(unit: Unit, start: int, end: int, room: int = 60) -> str:
    """A number of a unit, at places of the unit's text, with some of the whole words around it."""
    text = unit.text.replace("\t", " ")
    before, behind = text[:start], text[end:]
    if len(before) > room:
        before = "..." + before[-room:].partition(" ")[2]
    if len(behind) > room:
        behind = behind[:room].rpartition(" ")[0] + "..."
    return f"{before}{text[start:end]}{behind}".strip()


def with_hedge(unit: Unit, number: Number, start: int) -> str:
    """A number as printed with the words that qualify it; `start` is its place in the unit."""
    return unit.text[
        start - (number.start - number.hedge_start) : start + number.end - number.start
    ]
