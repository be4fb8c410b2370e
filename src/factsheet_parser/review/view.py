"""What the page shows of each factsheet, as plain data for the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.document import Document
from factsheet_parser.errors import reason
from factsheet_parser.language.hedges import printed_of
from factsheet_parser.printable import counted, printable
from factsheet_parser.record import (
    FIGURES,
    HEADINGS,
    SECTIONS,
    Factsheet,
    definition_of,
    in_order,
    value_of,
)
from factsheet_parser.review.marks import (
    PageView,
    TextBlock,
    blocks_of,
    id_of,
    marked_in,
    page_of,
)
from factsheet_parser.review.page_pictures import Picture


class FigureView(NamedTuple):
    """A row of the table of figures."""

    id: str
    field: str
    value: str
    printed: str
    qualifier: str
    scope: str
    description: str
    place: str
    findings: tuple[str, ...]
    likely: str = ""
    """Its proposal, where the record gives no value."""
    difference: str = ""
    """From the sheet of the year before."""


class SectionView(NamedTuple):
    """A section of the table of figures."""

    name: str
    heading: str
    figures: tuple[FigureView, ...]


class FindingView(NamedTuple):
    """A finding, with where it leads to."""

    id: str
    code: str
    severity: str
    message: str
    target: str


class SheetView(NamedTuple):
    """One factsheet, or the error that says why there is none."""

    id: str
    source: str
    state: str
    year: str
    complete: bool
    error: str
    findings: tuple[FindingView, ...]
    sections: tuple[SectionView, ...]
    pages: tuple[PageView, ...]
    text: tuple[TextBlock, ...]
    note: str
    """Why no page is shown."""

    @property
    def status(self) -> str:
        """In a word or two, for the list."""
        if self.error:
            return "not read"
        if self.complete:
            return "complete"
        return counted(len(self.findings), "finding")


def view_of(
    number: int,
    outcome: Outcome,
    pictures: list[Picture],
    document: Document | None,
    note: str,
    differences: Mapping[str, str] = MappingProxyType({}),
) -> SheetView:
    """What is shown of an outcome: pictures of a PDF's pages, or a text factsheet's document.

    `differences` from the sheet of the year before are by the figures' names.
    """
    ident = f"sheet-{number}"
    sheet = outcome.factsheet
    if sheet is None:
        error = reason(outcome.error) if outcome.error else ""
        return SheetView(
            ident, printable(outcome.source), "", "", False, printable(error), (), (), (), (), note
        )
    findings = tuple(_findings(ident, sheet))
    marked = list(marked_in(ident, sheet))
    return SheetView(
        id=ident,
        source=printable(outcome.source),
        state=sheet.state.name if sheet.state else "Unknown jurisdiction",
        year=str(sheet.year or "unknown year"),
        complete=sheet.complete,
        error="",
        findings=findings,
        sections=tuple(
            SectionView(
                section,
                HEADINGS[section],
                tuple(
                    _figure(ident, name, sheet, findings, differences.get(name, ""))
                    for name in in_order([*FIGURES, *sheet.figures])
                    if definition_of(name).section == section
                ),
            )
            for section in SECTIONS
        ),
        pages=tuple(page_of(picture, marked) for picture in pictures),
        text=tuple(blocks_of(document, marked)) if document else (),
        note=note,
    )


def _findings(ident: str, sheet: Factsheet) -> Iterator[FindingView]:
    proposed = {each.evidence.start: name for name, each in sheet.proposals.items()}
    for index, finding in enumerate(sheet.findings):
        target = f"{ident}-finding-{index}"
        figure = finding.figure
        shown = figure in sheet.figures or figure in sheet.proposals or not finding.evidence
        if figure and shown:
            target = id_of(ident, figure)
        elif finding.evidence is not None and finding.evidence.start in proposed:
            target = id_of(ident, proposed[finding.evidence.start])
        yield FindingView(
            f"{ident}-finding-{index}",
            finding.code,
            finding.severity,
            printable(finding.message),
            target,
        )


def _figure(
    ident: str,
    name: str,
    sheet: Factsheet,
    findings: tuple[FindingView, ...],
    difference: str,
) -> FigureView:
    definition, figure = definition_of(name), sheet.figures.get(name)
    about = tuple(
        view.code
        for view, finding in zip(findings, sheet.findings, strict=True)
        if finding.figure == name
    )
    value, printed, qualifier, place = "\u2014", "", "", ""
    if figure is not None:
        value = value_of(figure, definition)
        printed = printed_of(figure)
        qualifier = figure.qualifier.replace("_", " ")
        place = f"page {figure.evidence.page}"
    proposal = sheet.proposals.get(name)
    likely = ""
    if proposal is not None:
        likely = printable(f"{printed_of(proposal)}, page {proposal.evidence.page}")
    return FigureView(
        id_of(ident, name),
        definition.field.replace("_", " "),
        value,
        printable(printed),
        qualifier,
        definition.scope,
        definition.description,
        place,
        about,
        likely,
        difference,
    )
