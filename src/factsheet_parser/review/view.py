"""What the page shows of each factsheet, as plain data for the template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.document import Document
from factsheet_parser.errors import reason
from factsheet_parser.printable import printable
from factsheet_parser.record import (
    FIGURES,
    HEADINGS,
    HEDGES,
    SECTIONS,
    Evidence,
    Factsheet,
    Figure,
    Finding,
    definition_of,
    in_order,
)
from factsheet_parser.review.pictures import Picture

PROPOSED = "proposed"
"""The class of a mark around a number that is likely the figure's."""
UNCLAIMED = "unclaimed"
"""The class of a box around a number that no figure takes."""


class Mark(NamedTuple):
    """A box on a page's picture, in percent of its size."""

    target: str
    """What it is the evidence of: a figure's or a finding's id."""
    kind: str
    """A section's name, or UNCLAIMED."""
    label: str
    left: float
    top: float
    width: float
    height: float


class PageView(NamedTuple):
    """A page's picture with its boxes."""

    number: int
    picture: str
    width: float
    height: float
    marks: tuple[Mark, ...]


class TextPart(NamedTuple):
    """A stretch of a text factsheet; `target` is empty where nothing was read."""

    text: str
    target: str = ""
    kind: str = ""
    label: str = ""


class TextBlock(NamedTuple):
    """A heading, a paragraph or a table row."""

    kind: str
    parts: tuple[TextPart, ...]


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
        return f"{len(self.findings)} finding{'' if len(self.findings) == 1 else 's'}"


def view_of(
    number: int,
    outcome: Outcome,
    pictures: list[Picture],
    document: Document | None,
    note: str,
) -> SheetView:
    """What is shown of an outcome: pictures of a PDF's pages, or a text factsheet's document."""
    ident = f"sheet-{number}"
    sheet = outcome.factsheet
    if sheet is None:
        error = reason(outcome.error) if outcome.error else ""
        return SheetView(
            ident, printable(outcome.source), "", "", False, printable(error), (), (), (), (), note
        )
    findings = tuple(_findings(ident, sheet))
    marked = list(_marked(ident, sheet))
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
                    _figure(ident, name, sheet, findings)
                    for name in in_order([*FIGURES, *sheet.figures])
                    if definition_of(name).section == section
                ),
            )
            for section in SECTIONS
        ),
        pages=tuple(_page(picture, marked) for picture in pictures),
        text=tuple(_blocks(document, marked)) if document else (),
        note=note,
    )


def _findings(ident: str, sheet: Factsheet) -> Iterator[FindingView]:
    proposed = {each.evidence.start: name for name, each in sheet.proposals.items()}
    for index, finding in enumerate(sheet.findings):
        target = f"{ident}-finding-{index}"
        figure = finding.figure
        shown = figure in sheet.figures or figure in sheet.proposals or not finding.evidence
        if figure and shown:
            target = _id_of(ident, figure)
        elif finding.evidence is not None and finding.evidence.start in proposed:
            target = _id_of(ident, proposed[finding.evidence.start])
        yield FindingView(
            f"{ident}-finding-{index}",
            finding.code,
            finding.severity,
            printable(finding.message),
            target,
        )


def _id_of(ident: str, figure: str | None) -> str:
    return f"{ident}-{(figure or '').replace('.', '-')}"


def _figure(
    ident: str, name: str, sheet: Factsheet, findings: tuple[FindingView, ...]
) -> FigureView:
    definition, figure = definition_of(name), sheet.figures.get(name)
    about = tuple(
        view.code
        for view, finding in zip(findings, sheet.findings, strict=True)
        if finding.figure == name
    )
    value, printed, qualifier, place = "\u2014", "", "", ""
    if figure is not None:
        value = f"{figure.value:g}%" if definition.percent else f"{figure.value:,}"
        printed = f"{HEDGES.get(figure.qualifier, '')}{figure.text}"
        qualifier = figure.qualifier.replace("_", " ")
        place = f"page {figure.evidence.page}"
    proposal = sheet.proposals.get(name)
    likely = ""
    if proposal is not None:
        hedged = f"{HEDGES.get(proposal.qualifier, '')}{proposal.text}"
        likely = printable(f"{hedged}, page {proposal.evidence.page}")
    return FigureView(
        _id_of(ident, name),
        definition.field.replace("_", " "),
        value,
        printable(printed),
        qualifier,
        definition.scope,
        definition.description,
        place,
        about,
        likely,
    )


class _Marked(NamedTuple):
    """Evidence with what it is the evidence of."""

    target: str
    kind: str
    label: str
    evidence: Evidence


def _marked(ident: str, sheet: Factsheet) -> Iterator[_Marked]:
    taken = set()
    for name, figure in sheet.figures.items():
        taken.add(figure.evidence.start)
        yield _Marked(
            _id_of(ident, name), definition_of(name).section, _label(figure), figure.evidence
        )
    for name, proposal in sheet.proposals.items():
        taken.add(proposal.evidence.start)
        kind = f"{definition_of(name).section} {PROPOSED}"
        yield _Marked(_id_of(ident, name), kind, f"likely {_label(proposal)}", proposal.evidence)
    for index, finding in enumerate(sheet.findings):
        if finding.evidence is not None and finding.evidence.start not in taken:
            taken.add(finding.evidence.start)
            yield _Marked(f"{ident}-finding-{index}", UNCLAIMED, _number(finding), finding.evidence)


def _label(figure: Figure) -> str:
    return f"{figure.name}: {printable(figure.text)}"


def _number(finding: Finding) -> str:
    if finding.evidence is None:
        return finding.code
    start, end = finding.evidence.in_sentence
    return f"{finding.code}: {printable(finding.evidence.sentence[start:end])}"


def _page(picture: Picture, marked: list[_Marked]) -> PageView:
    across, down = picture.shift
    marks = tuple(
        Mark(
            mark.target,
            mark.kind,
            mark.label,
            round(100 * (x0 - across) / picture.width, 3),
            round(100 * (top - down) / picture.height, 3),
            round(100 * (x1 - x0) / picture.width, 3),
            round(100 * (bottom - top) / picture.height, 3),
        )
        for mark in marked
        if mark.evidence.page == picture.number
        for x0, top, x1, bottom in mark.evidence.boxes
    )
    return PageView(
        picture.number, picture.data, round(picture.width), round(picture.height), marks
    )


def _blocks(document: Document, marked: list[_Marked]) -> Iterator[TextBlock]:
    inside = sorted(marked, key=lambda mark: mark.evidence.start)
    for unit in document.units:
        parts: list[TextPart] = []
        at, end = unit.start, unit.end
        for mark in inside:
            first, last = mark.evidence.start, mark.evidence.end
            if at <= first and last <= end:
                parts.append(TextPart(_shown(document.text[at:first])))
                text = _shown(document.text[first:last])
                parts.append(TextPart(text, mark.target, mark.kind, mark.label))
                at = last
        parts.append(TextPart(_shown(document.text[at:end])))
        yield TextBlock(unit.kind.value, tuple(part for part in parts if part.text))


def _shown(text: str) -> str:
    return printable(text.replace("\t", "  "))
