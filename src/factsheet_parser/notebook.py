"""A record and an outcome as notebooks show them: HTML without scripts, in the page's own colors."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from factsheet_parser.language.hedges import printed_of
from factsheet_parser.printable import counted, printable
from factsheet_parser.record import (
    FIGURES,
    HEADINGS,
    SECTIONS,
    Evidence,
    Factsheet,
    Figure,
    definition_of,
    in_order,
    value_of,
)

_CELL = "text-align:left;vertical-align:top;padding:2px 12px 2px 0;white-space:normal"
_NUMBER = f"{_CELL};text-align:right;white-space:nowrap"
_LINE = "border-top:1px solid rgba(128,128,128,.35)"
_MARK = "background:rgba(255,196,0,.45);color:inherit;padding:0 2px"


def html_of_factsheet(sheet: Factsheet, source: str = "") -> str:
    """The findings, then the figures with their sentences; what is not given is said to be so."""
    state = sheet.state.name if sheet.state else "Unknown jurisdiction"
    heading = f"{state}, {sheet.year or 'unknown year'}"
    told = [f"<p><b>{_plain(heading)}</b> {_plain(source)}</p>"]
    told += _findings(sheet)
    told.append(f'<table style="border-collapse:collapse;max-width:60em"><tbody>{_rows(sheet)}')
    return f'<div style="font-size:.95em">{"".join(told)}</tbody></table></div>'


def html_of_failure(source: str, error: str, why: str) -> str:
    """An input without a record."""
    return f"<p><b>{_plain(source)}</b>: no record. {_plain(why)} <code>{_plain(error)}</code></p>"


def _findings(sheet: Factsheet) -> Iterator[str]:
    if sheet.complete:
        yield "<p>Complete: every figure found, every number accounted for.</p>"
        return
    items = "".join(
        f"<li><b>{finding.severity}</b> <code>{finding.code}</code>: {_plain(finding.message)}"
        f"{f' (page {finding.evidence.page})' if finding.evidence else ''}</li>"
        for finding in sheet.findings
    )
    count = len(sheet.findings)
    yield f"<p>{counted(count, 'finding')}:</p><ul>{items}</ul>"


def _rows(sheet: Factsheet) -> str:
    withheld = {finding.figure for finding in sheet.findings if finding.severity == "error"}
    lines: list[str] = []
    names = in_order([*FIGURES, *sheet.figures])
    for section in SECTIONS:
        heading = f'<th colspan="4" style="{_CELL};{_LINE}">{_plain(HEADINGS[section])}</th>'
        lines.append(f"<tr>{heading}</tr>")
        for name in names:
            definition = definition_of(name)
            if definition.section != section:
                continue
            figure, proposal = sheet.figures.get(name), sheet.proposals.get(name)
            if figure is not None:
                told = _figure(value_of(figure, definition), figure)
            elif proposal is not None:
                told = _figure("proposed", proposal)
            else:
                absent = "withheld" if name in withheld else "not found"
                told = f'<td style="{_NUMBER}"><i>{absent}</i></td><td colspan="2"></td>'
            lines.append(f'<tr><td style="{_CELL}">{_plain(definition.field)}</td>{told}</tr>')
    return "".join(lines)


def _figure(value: str, figure: Figure) -> str:
    evidence = figure.evidence
    return (
        f'<td style="{_NUMBER}" title="as printed: {_plain(printed_of(figure))}">{value}</td>'
        f'<td style="{_CELL}">{_sentence(evidence)}</td>'
        f'<td style="{_CELL};white-space:nowrap">page {evidence.page}</td>'
    )


def _sentence(evidence: Evidence) -> str:
    start, end = evidence.in_sentence
    before, number, behind = (
        evidence.sentence[:start],
        evidence.sentence[start:end],
        evidence.sentence[end:],
    )
    return f'{_plain(before)}<mark style="{_MARK}">{_plain(number)}</mark>{_plain(behind)}'


def _plain(text: str) -> str:
    return escape(printable(text.replace("\t", " | ")))
