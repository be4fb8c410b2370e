"""A sheet's record with proposals for the figures that no wording gives."""

from __future__ import annotations

from factsheet_parser.document import Document
from factsheet_parser.editions.candidates import claimed_places
from factsheet_parser.editions.proposals import Proposed, propose
from factsheet_parser.judging import Judged
from factsheet_parser.judging.proof import evidence_of, shortened
from factsheet_parser.record import FIGURES, Factsheet, Figure, Finding, assemble
from factsheet_parser.wordings.index import Known

RULE = "proposal"
"""What the evidence of a proposal says behind its figure's name."""


def with_proposals(document: Document, judged: Judged, known: Known) -> Factsheet:
    """The record, in which each `missing_figure` names the likeliest number, if there is one."""
    record, identity = judged.record, judged.identity
    missing = [
        finding.figure
        for finding in record.findings
        if finding.code == "missing_figure"
        and finding.figure in FIGURES
        and finding.evidence is None
    ]
    if not missing:
        return record
    found = propose(
        document.units,
        identity.code,
        identity.year,
        [name for name in missing if name],
        claimed_places(judged.readings),
        known,
        {name: figure.value for name, figure in record.figures.items()},
    )
    if not found:
        return record
    proposals = {name: _figure(document, each) for name, each in found.items()}
    proposed = {each.evidence.start for each in proposals.values()}
    findings = tuple(
        _named(proposals[finding.figure], found[finding.figure])
        if finding.code == "missing_figure" and finding.figure in proposals
        else finding
        for finding in record.findings
        # The number is told of already, with the figure that it likely is.
        if not (
            finding.code == "unclaimed_number"
            and finding.evidence
            and finding.evidence.start in proposed
        )
    )
    return assemble(
        state=record.state,
        year=record.year,
        figures=record.figures,
        findings=findings,
        proposals=proposals,
    )


def _figure(document: Document, each: Proposed) -> Figure:
    start, end = each.unit.start + each.start, each.unit.start + each.end
    definition = FIGURES[each.figure]
    number = each.number
    return Figure(
        name=each.figure,
        value=float(each.value) if definition.percent else each.value,
        text=document.text[start:end],
        qualifier=number.qualifier if number else "exact",
        precision=number.precision if number else 1,
        year=each.year,
        scope=definition.scope,
        evidence=evidence_of(document, each.unit, start, end, f"{each.figure}/{RULE}"),
    )


def _named(proposal: Figure, each: Proposed) -> Finding:
    around = shortened(each.unit, each.start, each.end)
    around = around if around.endswith("...") else around.rstrip(".: ")
    return Finding.of(
        "missing_figure",
        f"No sentence of the sheet gives {proposal.name} in words that are known; it is likely "
        f'{proposal.text} in "{around}".',
        figure=proposal.name,
        evidence=proposal.evidence,
    )
