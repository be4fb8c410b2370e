"""Inputs to one table, and the report of what is in it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import to_json

from factsheet_parser.batch.attempt import Several
from factsheet_parser.batch.inputs import Input
from factsheet_parser.batch.journal import Journal
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.batch.report import Failure, Report
from factsheet_parser.batch.running import outcomes
from factsheet_parser.batch.together.findings import BatchFinding, Comparison
from factsheet_parser.batch.together.learnable import SharedProposals
from factsheet_parser.document import Pages
from factsheet_parser.errors import reason
from factsheet_parser.parse import Options
from factsheet_parser.printable import printable
from factsheet_parser.record import Factsheet, FigureDefinition
from factsheet_parser.tables import Converted, Layout, Results, write

if TYPE_CHECKING:
    from factsheet_parser.batch.workers import Workers


def convert(
    found: Sequence[Input],
    output: Path,
    layout: Layout,
    *,
    way: AbstractContextManager[Workers] | None,
    options: Options,
    journal: Journal,
    left_alone: Sequence[str],
    advance: Callable[[], None],
    proposals: bool = False,
) -> Report:
    """Parse `found` and write `output`, whole or not at all; `advance` is called for each input.

    Where no input gives a record, nothing is written.

    With `proposals`, they stand in the table for figures that a sheet does not give.

    A table that stands there already and was made of the same contents is left as it is.
    Raises what `write` and the journal raise.
    """
    shape = f"{layout} with proposals" if proposals else layout
    made_of = _made_of(found, shape, left_alone, journal)
    if made_of is not None:
        last = journal.table(made_of)
        if last is not None and _sha256(output) == last[0]:
            return last[1]
    collection = Collection()
    for outcome in outcomes(found, way, options, journal):
        collection.add(outcome)
        if outcome.is_first_of_file:
            advance()
    told = collection.report(left_alone)
    if not told.converted:
        return told
    write(output, layout, collection.results(journal, told, options.figures, proposals=proposals))
    made_of = _made_of(found, shape, left_alone, journal)
    if made_of is not None:
        journal.keep_table(made_of, _sha256(output), told)
    return told


def _made_of(
    found: Iterable[Input], shape: str, left_alone: Iterable[str], journal: Journal
) -> str | None:
    """What a table would be made of, in short; None when that would have to be read first."""
    if not journal.lasting:
        return None
    contents = []
    for each in found:
        sha256 = journal.known(each, each.stamp())
        if sha256 is None:
            return None
        contents.append((printable(each.source), sha256))
    return hashlib.sha256(
        to_json((shape, contents, sorted(map(printable, left_alone))))
    ).hexdigest()


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


class Collection:
    """Counts and compares outcomes; the records themselves stay in the journal."""

    def __init__(self) -> None:
        self._converted: list[tuple[str, str, Pages | None]] = []
        self._inputs = 0
        self._failures: list[Failure] = []
        self._comparison = Comparison()
        self._proposals = SharedProposals()
        self._complete = 0

    def add(self, outcome: Outcome) -> None:
        """Take an outcome in; its record must be in the journal."""
        self._inputs += outcome.is_first_of_file
        if outcome.factsheet is not None and outcome.sha256 is not None:
            source = printable(outcome.source)
            self._converted.append((source, outcome.sha256, outcome.pages))
            self._comparison.add(outcome.source, (outcome.sha256, outcome.pages), outcome.factsheet)
            self._proposals.add(outcome.factsheet)
            self._complete += outcome.factsheet.complete
        elif outcome.error is not None:
            self._failures.append(
                Failure(
                    source=printable(outcome.source),
                    error=type(outcome.error).__name__,
                    reason=printable(reason(outcome.error)),
                )
            )

    def report(self, left_alone: Iterable[str]) -> Report:
        """The closing report."""
        return Report(
            inputs=self._inputs,
            converted=len(self._converted),
            complete=self._complete,
            with_findings=len(self._converted) - self._complete,
            failed=tuple(self._failures),
            findings=self._comparison.findings(),
            left_alone=tuple(map(printable, left_alone)),
            learnable=self._proposals.learnable(),
        )

    def results(
        self,
        journal: Journal,
        told: Report,
        figures: Mapping[str, FigureDefinition],
        *,
        proposals: bool = False,
    ) -> Results:
        """What is to be written of these figures, each record read from the journal when needed."""
        notes: dict[str, list[BatchFinding]] = {}
        for finding in told.findings:
            # In a table of sheets, a sheet that is missing is noted at its year's first one.
            for source in finding.sources or (self._comparison.first_of(finding.year),):
                notes.setdefault(source or "", []).append(finding)

        def sheets() -> Iterator[Converted]:
            for source, sha256, pages in self._converted:
                sheet = journal.get(sha256)
                if isinstance(sheet, Several):
                    sheet = sheet.on(pages)
                if not isinstance(sheet, Factsheet):
                    raise sqlite3.DatabaseError(f"the journal has lost the record of {source}")
                yield Converted(source, sha256, sheet, tuple(notes.get(source, ())), proposals)

        return Results(figures, sheets, told.findings, told.failed)
