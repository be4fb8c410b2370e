"""Boxes on the pages and stretches of a text: where what a sheet says stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factsheet_parser.document import Document
from factsheet_parser.printable import printable
from factsheet_parser.record import Evidence, Factsheet, Figure, Finding, definition_of
from factsheet_parser.review.page_pictures import Picture

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


def id_of(ident: str, figure: str | None) -> str:
    """What names a figure's row of the table of figures."""
    return f"{ident}-{(figure or '').replace('.', '-')}"


class Marked(NamedTuple):
    """Evidence with what it is the evidence of."""

    target: str
    kind: str
    label: str
    evidence: Evidence


def marked_in(ident: str, sheet: Factsheet) -> Iterator[Marked]:
    """What of a sheet is marked: its figures, its proposals, and the numbers of findings."""
    taken = set()
    for name, figure in sheet.figures.items():
        taken.add(figure.evidence.start)
        yield Marked(
            id_of(ident, name), definition_of(name).section, _label(figure), figure.evidence
        )
    for name, proposal in sheet.proposals.items():
        taken.add(proposal.evidence.start)
        kind = f"{definition_of(name).section} {PROPOSED}"
        yield Marked(id_of(ident, name), kind, f"likely {_label(proposal)}", proposal.evidence)
    for index, finding in enumerate(sheet.findings):
        if finding.evidence is not None and finding.evidence.start not in taken:
            taken.add(finding.evidence.start)
            yield Marked(f"{ident}-finding-{index}", UNCLAIMED, _number(finding), finding.evidence)


def _label(figure: Figure) -> str:
    return f"{figure.name}: {printable(figure.text)}"


def _number(finding: Finding) -> str:
    if finding.evidence is None:
        return finding.code
    start, end = finding.evidence.in_sentence
    return f"{finding.code}: {printable(finding.evidence.sentence[start:end])}"


def page_of(picture: Picture, marked: list[Marked]) -> PageView:
    """A page with the boxes of what is marked on it."""
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


def blocks_of(document: Document, marked: list[Marked]) -> Iterator[TextBlock]:
    """A text with the stretches of what is marked in it."""
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
