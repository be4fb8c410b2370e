"""The record as a table that people read in a terminal of 80 columns."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from factsheet_parser.document import Document, UnitKind
from factsheet_parser.language.hedges import printed_of
from factsheet_parser.printable import printable
from factsheet_parser.record import (
    FIGURES,
    HEADINGS,
    SECTIONS,
    Evidence,
    Factsheet,
    Figure,
    FigureDefinition,
    definition_of,
    in_order,
    value_of,
)


def shown(draw: Callable[[Console], None]) -> str:
    """What is drawn, as standard output can show it."""
    console = Console(highlight=False)  # its width and colours are those of standard output
    console.file = drawn = io.StringIO()
    draw(console)
    return drawn.getvalue().removesuffix("\n")


def print_table(sheet: Factsheet, source: str, console: Console) -> None:
    """Print every figure as printed, with where it stood, then the findings."""
    console.print()
    heading = f"{sheet.state.name if sheet.state else 'Unknown jurisdiction'}, {sheet.year or 'unknown year'}"
    console.print(
        Text(heading, style="bold"), Text(f"  {source}", style="dim"), sep="", soft_wrap=True
    )
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("figure", overflow="fold")
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("as printed", overflow="fold")
    table.add_column("page x,y", no_wrap=True)
    withheld = {finding.figure for finding in sheet.findings if finding.severity == "error"}
    for section in SECTIONS:
        table.add_row(Text(HEADINGS[section], style="bold"))
        for name in in_order([*FIGURES, *sheet.figures]):
            definition = definition_of(name)
            if definition.section == section:
                table.add_row(*_row(definition, sheet.figures.get(name), name in withheld))
    console.print(table)
    console.print()
    _print_findings(sheet, console)


def print_units(document: Document, source: str, console: Console) -> None:
    """Print each unit with its kind and page, and what it stands below where that changes."""
    console.print()
    console.print(Text(source, style="bold"), soft_wrap=True)
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("page", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("text", overflow="fold")
    above: tuple[str, ...] = ()
    for unit in document.units:
        text = Text(printable(" | ".join(unit.cells)))
        if unit.kind in (UnitKind.ROW, UnitKind.ITEM, UnitKind.CARD):
            near = (unit.heads, unit.lead_in, unit.caption)
            stands_below = tuple(each.text for each in near if each)
            if stands_below and stands_below != above:
                shown = " < ".join(printable(each.replace("\t", " | ")) for each in stands_below)
                table.add_row("", Text("below", style="dim"), Text(shown, style="dim"))
            above = stands_below
        table.add_row(str(unit.page), Text(unit.kind.value, style="dim"), text)
    console.print(table)
    for line in document.hidden_lines:
        hidden = f"Page {line.page} holds text that nobody can see: {line.text}"
        console.print(Text(printable(hidden), style="yellow"))


def _row(
    definition: FigureDefinition, figure: Figure | None, withheld: bool
) -> tuple[Text, Text, Text, Text]:
    label = Text(f" {definition.field}")
    if figure is None:
        absent = Text("withheld" if withheld else "not found", style="red")
        return label, absent, Text("-", style="dim"), Text("-", style="dim")
    return (
        label,
        Text(value_of(figure, definition)),
        Text(printable(printed_of(figure)), style="dim"),
        Text(_place(figure.evidence), style="dim"),
    )


def _place(evidence: Evidence) -> str:
    """The page and, in points from its top left, where the number begins on it."""
    if not evidence.boxes:
        return str(evidence.page)
    x0, top, _, _ = evidence.boxes[0]
    return f"{evidence.page} {x0:.0f},{top:.0f}"


def _print_findings(sheet: Factsheet, console: Console) -> None:
    if sheet.complete:
        console.print(
            Text("Complete: every figure found, every number accounted for.", style="green")
        )
        return
    count = len(sheet.findings)
    console.print(Text(f"{count} finding{'s' if count > 1 else ''}", style="bold"))
    for finding in sheet.findings:
        style = "red" if finding.severity == "error" else "yellow"
        console.print(Text(f"  {finding.severity}: {finding.code}", style=style))
        message = printable(finding.message)
        if finding.evidence:
            message += f" (page {finding.evidence.page})"
        console.print(Padding(Text(message), (0, 0, 0, 4)))
