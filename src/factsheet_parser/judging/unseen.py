"""What a person cannot see, what is crossed out, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factsheet_parser.document import HIDDEN, STRUCK, Document
from factsheet_parser.judging.proof import claims_of, evidence_of
from factsheet_parser.record import Finding
from factsheet_parser.wordings.sheet import UnitReading

_SHOWN = 80


def hidden_lines(document: Document) -> Iterator[Finding]:
    """What is told of a page's lines that nobody can see."""
    pages: dict[int, list[str]] = {}
    for line in document.hidden_lines:
        pages.setdefault(line.page, []).append(line.text)
    for page, lines in pages.items():
        more = f" and {len(lines) - 1} more lines" if len(lines) > 1 else ""
        text = lines[0] if len(lines[0]) <= _SHOWN else f"{lines[0][:_SHOWN]}..."
        yield Finding.of(
            "hidden_text",
            f'Page {page} of the PDF holds text that nobody can see: "{text}"{more}.',
        )


def unread_pages(document: Document) -> Iterator[Finding]:
    """What is told of pages that are pictures and were not read."""
    for page in document.unread_pages:
        yield Finding.of(
            "unread_page",
            f"Page {page} of the PDF is a picture, and what it says was not read: --ocr (ocr=True) "
            "reads it.",
        )


def seen(
    document: Document, readings: Iterable[UnitReading]
) -> tuple[list[UnitReading], list[Finding]]:
    """The readings of units that a person can see and that stand, and what is told of the others."""
    visible: list[UnitReading] = []
    findings: list[Finding] = []
    for reading in readings:
        unit = reading.unit
        doubt = document.place(unit.start, unit.end).doubt
        if doubt not in (HIDDEN, STRUCK):
            visible.append(reading)
            continue
        findings += [
            Finding.of(
                "struck_text" if doubt == STRUCK else "hidden_text",
                f"The sentence with {each.claim.figure} ({each.text}) "
                f"{'is crossed out' if doubt == STRUCK else 'cannot be seen'}, or a part of it.",
                figure=each.claim.figure,
                evidence=evidence_of(document, unit, each.start, each.end, each.claim.rule),
            )
            for each in claims_of(reading)
        ]
    return visible, findings
