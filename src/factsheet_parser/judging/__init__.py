"""From what wordings say of a document to the record of its factsheet, in this order.

`identity` tells whose and which year's sheet it is, `settle` which value each figure has, `checks`
what does not add up, `remainder` which numbers nothing accounts for. Each says what it finds.
"""

from __future__ import annotations

from typing import NamedTuple

from factsheet_parser.document import Document
from factsheet_parser.judging.checks import check
from factsheet_parser.judging.identity import Identity, identify
from factsheet_parser.judging.remainder import unclaimed
from factsheet_parser.judging.settle import settle
from factsheet_parser.judging.several import refuse_several
from factsheet_parser.judging.unseen import hidden_lines, seen, unread_pages
from factsheet_parser.record import Factsheet, State, assemble
from factsheet_parser.wordings.index import Known
from factsheet_parser.wordings.sheet import UnitReading, read_units

__all__ = ["Judged", "judge"]


class Judged(NamedTuple):
    """A sheet's record, and what it was judged by."""

    record: Factsheet
    identity: Identity
    readings: tuple[UnitReading, ...]


def judge(document: Document, known: Known) -> Judged:
    """The record of a document.

    Raises NotAFactsheetError for a document that names no jurisdiction, and SeveralFactsheetsError
    for one that holds several sheets.
    """
    refuse_several(document)
    whose = identify(document)
    readings = read_units(document.units, whose.code, known)
    visible, unseen = seen(document, readings)
    when = whose.of_year(visible)
    settled = settle(document, visible, when, known)
    findings = (
        *when.findings,
        *hidden_lines(document),
        *unread_pages(document),
        *unseen,
        *settled.findings,
        *check(settled.figures),
        *unclaimed(document, readings, settled.accounted),
    )
    record = assemble(
        state=State.of(when.code) if when.code else None,
        year=when.year,
        figures=settled.figures,
        findings=findings,
    )
    return Judged(record, when, tuple(readings))
