"""Why a figure has no value: its sentence names another state, its row no number, or there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factsheet_parser.document import Document, Unit, UnitKind
from factsheet_parser.judging.identity import Identity
from factsheet_parser.judging.proof import claims_of, evidence_of
from factsheet_parser.jurisdictions import NAMES, mentions
from factsheet_parser.reading.layout.values import is_nothing
from factsheet_parser.record import Finding
from factsheet_parser.wordings.index import Known
from factsheet_parser.wordings.sheet import read_units

_A_NUMBER = "7"
"""Stands in a cell without one, to see what its row would give."""


def why_absent(
    document: Document, missing: Sequence[str], identity: Identity, known: Known
) -> list[Finding]:
    """A finding for each figure that no sentence of the sheet gives."""
    if not missing:
        return []
    told: dict[str, Finding] = {}
    for finding in (
        *_of_others(document, identity, known),
        *_not_reported(document, identity, known),
    ):
        if finding.figure is not None and finding.figure in missing:
            told.setdefault(finding.figure, finding)
    return [
        told.get(name)
        or Finding.of("missing_figure", f"No sentence of the sheet gives {name}.", figure=name)
        for name in missing
    ]


def _of_others(document: Document, identity: Identity, known: Known) -> Iterator[Finding]:
    """The sentences that would give a figure if their state were the sheet's."""
    codes = {
        mention.code
        for unit in document.units
        if unit.kind not in (UnitKind.TITLE, UnitKind.SUBTITLE, UnitKind.FURNITURE)
        for mention in mentions(unit.text)
    }
    for code in sorted(codes - {identity.code}):
        for reading in read_units(document.units, code, known):
            for each in claims_of(reading):
                if each.claim.scope != "state" or code not in _named_in(each.unit):
                    continue
                sheets = NAMES[identity.code] if identity.code else "another jurisdiction"
                yield Finding.of(
                    "state_mismatch",
                    f"The sentence with {each.claim.figure} names {NAMES[code]}, and the sheet is "
                    f"about {sheets}.",
                    figure=each.claim.figure,
                    evidence=evidence_of(
                        document, each.unit, each.start, each.end, each.claim.rule
                    ),
                )


def _named_in(unit: Unit) -> set[str]:
    texts = [unit.text, *(above.text for above in unit.above)]
    return {mention.code for text in texts for mention in mentions(text)}


def _not_reported(document: Document, identity: Identity, known: Known) -> Iterator[Finding]:
    """The rows that print a dash, an asterisk or "N/A" instead of a figure's number."""
    rows = [unit for unit in document.units if unit.kind is UnitKind.ROW]
    if not any(is_nothing(cell) for unit in rows for cell in unit.cells[1:]):
        return
    filled = [
        unit._replace(
            text="\t".join(_A_NUMBER if is_nothing(cell) else cell for cell in unit.cells)
        )
        if unit.kind is UnitKind.ROW
        else unit
        for unit in document.units
    ]
    printed = {unit.start: unit for unit in rows}
    for reading in read_units(filled, identity.code, known):
        unit = printed.get(reading.unit.start)
        if unit is None:
            continue
        for each in claims_of(reading):
            at = reading.unit.text.count("\t", 0, each.start - unit.start)
            cell = unit.cells[at]
            if is_nothing(cell):
                start = unit.start + sum(len(text) + 1 for text in unit.cells[:at])
                yield Finding.of(
                    "missing_figure",
                    f'The sheet reports no number for {each.claim.figure}: its row says "{cell}".',
                    figure=each.claim.figure,
                    evidence=evidence_of(document, unit, start, start + len(cell), each.claim.rule),
                )
