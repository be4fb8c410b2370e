"""The tables a conversion gives: their columns, and the rows a factsheet makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from factsheet_parser.batch.report import Failure
from factsheet_parser.batch.together.findings import BatchFinding
from factsheet_parser.printable import printable
from factsheet_parser.record import (
    FIGURES,
    HEADINGS,
    Factsheet,
    Figure,
    FigureDefinition,
    Finding,
    State,
)

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
ColumnType = Literal["string", "integer", "number", "boolean"]


class Column(NamedTuple):
    """One column: its name, its cells' type, and what they mean."""

    name: str
    type: ColumnType
    description: str
    unit: str | None = None
    """"count", "percent" or "points" (PDF points, 72 an inch, from the page's top left)."""
    where: str | None = None
    """The section of the sheet in which the figure stands."""
    always: bool = False
    """Whether no cell of the column is empty."""


@dataclass(frozen=True)
class Converted:
    """A factsheet of the batch, where it came from (fit to be printed), and what the batch says."""

    source: str
    sha256: str
    sheet: Factsheet
    notes: tuple[BatchFinding, ...]
    proposals: bool = False
    """Whether proposals stand in for figures that the sheet does not give."""

    def figure(self, name: str) -> Figure | None:
        """What the table shows of a figure."""
        figure = self.sheet.figures.get(name)
        return self.sheet.proposals.get(name) if figure is None and self.proposals else figure

    def is_proposed(self, name: str) -> bool:
        """Whether that is a proposal."""
        return self.proposals and name in self.sheet.proposals


@dataclass(frozen=True)
class Results:
    """All that a conversion has found, to be written."""

    figures: Mapping[str, FigureDefinition]
    """The figures that have a column, or a row for each sheet."""

    sheets: Callable[[], Iterator[Converted]]
    """The factsheets in order, from the beginning at each call."""
    findings: tuple[BatchFinding, ...]
    failures: tuple[Failure, ...]


class Table(NamedTuple):
    """A table of the results."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Results], Iterator[Row]]


def _where(definition: FigureDefinition) -> str:
    return f'In the section "{HEADINGS[definition.section]}".'


def _unit(definition: FigureDefinition) -> str:
    return "percent" if definition.percent else "count"


_SHEET = (
    Column("state_code", "string", "The state's postal code; empty when it cannot be told."),
    Column("state", "string", "The state's name; empty when it cannot be told."),
    Column("year", "integer", "The year of the figures; empty when it cannot be told."),
)
_ORIGIN = (
    Column(
        "source",
        "string",
        "The file that the sheet was read from; #page=3 behind it says where the sheet begins in a file with several.",
        always=True,
    ),
    Column("sha256", "string", "SHA-256 of that file's bytes, in hexadecimal.", always=True),
)


def _sheet_cells(sheet: Factsheet) -> Row:
    state = sheet.state
    return (state.code if state else None, state.name if state else None, sheet.year)


def _told(findings: list[Finding | BatchFinding]) -> str | None:
    """Findings in one cell."""
    lines = [
        f"{finding.code}{f' ({finding.figure})' if finding.figure else ''}: {finding.message}"
        for finding in findings
    ]
    return printable(" | ".join(lines)) or None


def _wide_rows(results: Results) -> Iterator[Row]:
    for converted in results.sheets():
        sheet = converted.sheet
        errors = sum(finding.severity == "error" for finding in sheet.findings)
        yield (
            *_sheet_cells(sheet),
            *(
                figure.value if (figure := converted.figure(name)) else None
                for name in results.figures
            ),
            sheet.complete,
            errors,
            len(sheet.findings) - errors,
            converted.source,
            converted.sha256,
            _told([*sheet.findings, *converted.notes]),
            " ".join(filter(converted.is_proposed, results.figures)) or None,
        )


def wide(figures: Mapping[str, FigureDefinition]) -> Table:
    """A row a factsheet, with a column for each of these figures."""
    return Table(
        "factsheets",
        ("source",),
        (
            *_SHEET,
            *(
                Column(
                    name.replace(".", "_"),
                    "number" if definition.percent else "integer",
                    definition.description,
                    _unit(definition),
                    _where(definition),
                )
                for name, definition in figures.items()
            ),
            Column(
                "complete",
                "boolean",
                "Whether the sheet has no findings of its own: every figure found, every number "
                "accounted for.",
                always=True,
            ),
            Column(
                "errors",
                "integer",
                "The sheet's findings for which a value was withheld.",
                "count",
                always=True,
            ),
            Column(
                "warnings",
                "integer",
                "The sheet's findings that someone should look at.",
                "count",
                always=True,
            ),
            *_ORIGIN,
            Column(
                "findings",
                "string",
                'The sheet\'s findings and what the batch shows about it, parted by " | ".',
            ),
            Column(
                "proposed",
                "string",
                "The figures whose value is a proposal, the likeliest reading of a sentence that no "
                "wording knows, parted by blanks; empty without --proposals.",
            ),
        ),
        _wide_rows,
    )


def _long_rows(results: Results) -> Iterator[Row]:
    for converted in results.sheets():
        sheet = converted.sheet
        findings: list[Finding | BatchFinding] = [*sheet.findings, *converted.notes]
        first = _sheet_cells(sheet)
        last = (converted.source, converted.sha256)
        about: dict[str, list[Finding | BatchFinding]] = {name: [] for name in results.figures}
        for finding in findings:
            name = finding.figure if finding.figure in about else _FIRST_FIGURE
            about[name].append(finding)
        for name, definition in results.figures.items():
            figure = converted.figure(name)
            cells = _figure_cells(figure, name, definition)
            proposed = converted.is_proposed(name) or None
            ocr = figure.evidence.ocr if figure else None
            yield (*first, *cells, *last, _told(about[name]), proposed, ocr)


def _figure_cells(figure: Figure | None, name: str, definition: FigureDefinition) -> Row:
    if figure is None:
        return (name, None, None, None, definition.scope, *(None,) * 8)
    evidence = figure.evidence
    box: Row = evidence.boxes[0] if evidence.boxes else (None,) * 4
    return (
        name,
        figure.value,
        figure.qualifier,
        printable(figure.text),
        definition.scope,
        figure.year,
        evidence.page,
        *box,
        printable(evidence.sentence),
        evidence.rule,
    )


_FIRST_FIGURE = next(iter(FIGURES))
_POINTS = "points"
LONG = Table(
    "figures",
    ("source", "figure"),
    (
        *_SHEET,
        Column(
            "figure", "string", 'Section and field, such as "cvip.state_submissions".', always=True
        ),
        Column(
            "value",
            "number",
            "The figure: a count, or percent for a figure whose name ends in _percent; empty where "
            "the sheet does not give it.",
        ),
        Column("qualifier", "string", "exact, rounded, more_than, about or less_than."),
        Column("text", "string", "The number as printed."),
        Column("scope", "string", "Whether the state's or the nation's.", always=True),
        Column("figure_year", "integer", "The year that the sentence states."),
        Column("page", "integer", "The page, from 1, on which the number begins."),
        Column("x0", "number", "Left edge of the box around the number's first line.", _POINTS),
        Column("top", "number", "Its upper edge.", _POINTS),
        Column("x1", "number", "Its right edge.", _POINTS),
        Column("bottom", "number", "Its lower edge; boxes are empty for a text file.", _POINTS),
        Column("sentence", "string", "The sentence or table row that the number stands in."),
        Column("rule", "string", "The rule that claimed the number."),
        *_ORIGIN,
        Column(
            "findings",
            "string",
            'Findings about this figure, the batch\'s among them, parted by " | "; those about the '
            "whole sheet stand once, in the row of its first figure.",
        ),
        Column(
            "proposed",
            "boolean",
            "True where the value is a proposal, the likeliest reading of a sentence that no "
            "wording knows; empty otherwise.",
        ),
        Column("ocr", "boolean", "Whether OCR read the number from a picture of its page."),
    ),
    _long_rows,
)
"""A row a figure of each factsheet, with an empty value where the sheet does not give it."""


def _finding_rows(results: Results) -> Iterator[Row]:
    for converted in results.sheets():
        sheet = converted.sheet
        for finding in sheet.findings:
            evidence = finding.evidence
            yield (
                *_sheet_cells(sheet),
                finding.code,
                finding.severity,
                finding.figure,
                printable(finding.message),
                evidence.page if evidence else None,
                printable(evidence.sentence) if evidence else None,
                converted.source,
                converted.sha256,
            )
    for note in results.findings:
        name = None if note.state is None else State.of(note.state).name
        for source in note.sources or (None,):
            yield (
                note.state,
                name,
                note.year,
                note.code,
                note.severity,
                note.figure,
                note.message,
                None,
                None,
                source,
                None,
            )
    for failure in results.failures:
        yield (
            *(None,) * 3,
            failure.error,
            "error",
            None,
            failure.reason,
            None,
            None,
            failure.source,
            None,
        )


FINDINGS = Table(
    "findings",
    (),
    (
        *_SHEET,
        Column("code", "string", "What kind; for a file without a record its error.", always=True),
        Column("severity", "string", "error or warning.", always=True),
        Column("figure", "string", "The figure it is about."),
        Column("message", "string", "One sentence.", always=True),
        Column("page", "integer", "The page, from 1."),
        Column("sentence", "string", "The sentence it is about."),
        Column("source", "string", "The file it is about."),
        Column("sha256", "string", "SHA-256 of that file's bytes, in hexadecimal."),
    ),
    _finding_rows,
)
"""A row a finding of a sheet, a finding of the batch and file, or a file that gave no record."""
