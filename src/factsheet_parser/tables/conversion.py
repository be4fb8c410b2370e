"""Inputs to one table, and the report of what is in it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from types import EllipsisType
from typing import Self, Unpack

from pydantic_core import to_json

from factsheet_parser.batch.attempt import Several
from factsheet_parser.batch.batch import Batch, Paths
from factsheet_parser.batch.inputs import NOTHING_FOUND, Input
from factsheet_parser.batch.journal import Journal
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.batch.remote import is_url
from factsheet_parser.batch.report import Failure, Report
from factsheet_parser.batch.together.findings import BatchFinding, Comparison
from factsheet_parser.batch.together.learnable import SharedProposals
from factsheet_parser.document import Pages
from factsheet_parser.errors import reason
from factsheet_parser.options import ReadingOptions
from factsheet_parser.printable import printable
from factsheet_parser.record import Factsheet
from factsheet_parser.tables import LAYOUTS, Converted, Layout, Results, table_of, write
from factsheet_parser.tables.datapackage import describe
from factsheet_parser.tables.datasette import describe_database
from factsheet_parser.tables.destinations import Destinations
from factsheet_parser.whole import remove_leftovers, whole

Progress = Callable[[int, int], None]
"""Is told how many inputs are done, of how many."""


def convert(  # noqa: PLR0913  # everything that the command has
    paths: Paths,
    out: str | os.PathLike[str],
    *,
    layout: Layout = "wide",
    proposals: bool = False,
    resume: bool = False,
    report: str | os.PathLike[str] | None = None,
    datapackage: bool = False,
    datasette: bool = False,
    jobs: int | None = None,
    timeout: float | EllipsisType | None = ...,
    executor: Executor | None = None,
    progress: Progress | None = None,
    **reading: Unpack[ReadingOptions],
) -> Report:
    """Convert files and folders to one table, as the command `convert` does; give its report.

    `paths`, `jobs`, `timeout`, `executor` and the other keywords (`reader`, `ocr`, `password`,
    `limits`, `isolate`, `wordings`) are those of `iter_factsheets`; a file that is named twice is
    read once. `out` is the table; its ending chooses the format: .csv, .jsonl, .parquet, .xlsx or
    .sqlite. It appears whole or not at all, and not where no input gives a record. `layout` is
    "wide", a row a factsheet, or "long", a row a figure with its evidence; .sqlite holds both.

    With `proposals`, they stand for figures that a sheet does not give, named in the column
    `proposed`. `resume` keeps finished inputs in OUT.journal, and goes on from there. `report` is a
    file for the report as JSON; `datapackage` describes a .csv in a datapackage.json beside it,
    `datasette` a .sqlite in a metadata.json for Datasette.
    `progress` is called with how many inputs are done, and of how many.

    Raises what `iter_factsheets` raises, ValueError too where nothing is found to convert, where a
    destination cannot be one, or for more rows than a worksheet holds, and OSError when a file
    cannot be written. What is wrong with an input raises nothing: `Report.failed` tells it.
    """
    batch = Batch.of(paths, jobs=jobs, timeout=timeout, executor=executor, **reading)
    destinations = Destinations.of(
        out, report=report, datapackage=datapackage, datasette=datasette, resume=resume
    )
    return Conversion.of(batch, destinations, layout, proposals=proposals).run(progress or _untold)


@dataclass(frozen=True)
class Conversion:
    """A conversion that can begin: its inputs are found, and its files can be written."""

    batch: Batch
    destinations: Destinations
    layout: Layout
    proposals: bool
    inputs: tuple[Input, ...]
    """Each file once."""
    left_alone: tuple[str, ...]
    """What the folders hold besides."""

    @classmethod
    def of(
        cls, batch: Batch, destinations: Destinations, layout: Layout, *, proposals: bool = False
    ) -> Self:
        """Find the inputs; raises ValueError where it cannot begin, ImportError for extras."""
        if layout not in LAYOUTS:
            raise ValueError(f'layout must be "wide" or "long", not {layout!r}')
        destinations.check()
        rest: list[str] = []
        found: dict[str, Input] = {}
        for each in batch.inputs(rest.append):
            found.setdefault(_identity(each.source), each)
        if not found:
            raise ValueError(NOTHING_FOUND)
        taken = destinations.taken_from(each.source for each in found.values())
        if taken is not None:
            raise ValueError(f"{printable(str(taken))} is one of the files to read.")
        once = {_identity(source): source for source in rest if _identity(source) not in found}
        return cls(
            batch,
            destinations,
            layout,
            proposals,
            tuple(found.values()),
            tuple(destinations.without_ours(once.values())),
        )

    def run(self, progress: Progress) -> Report:
        """Parse, write the table and what goes with it, and give the report.

        A table that stands there already and was made of the same contents is left as it is.
        """
        with Journal(self._journal_path(), self.batch.options) as journal:
            progress(0, len(self.inputs))
            made_of = self._made_of(journal)
            last = journal.table(made_of) if made_of is not None else None
            if last is not None and _sha256(self.destinations.output) == last[0]:
                told = last[1]
            else:
                told = self._converted(journal, progress)
        self._write_beside(told)
        return told

    def _journal_path(self) -> Path | None:
        if not self.destinations.resume:
            return None
        return self.destinations.journal

    def _converted(self, journal: Journal, progress: Progress) -> Report:
        if self.destinations.resume:
            remove_leftovers(self.destinations.output)
        collection = Collection()
        done = 0
        for outcome in self.batch.outcomes(self.inputs, journal):
            collection.add(outcome)
            if outcome.is_first_of_file:
                done += 1
                progress(done, len(self.inputs))
        told = collection.report(self.left_alone)
        if not told.converted:
            return told
        figures = self.batch.options.figures
        notes = collection.notes(told.findings)
        write(
            self.destinations.output,
            self.layout,
            Results(
                figures,
                lambda: collection.sheets(journal, notes, proposals=self.proposals),
                told.findings,
                told.failed,
            ),
        )
        made_of = self._made_of(journal)
        if made_of is not None:
            journal.keep_table(made_of, _sha256(self.destinations.output), told)
        return told

    def _made_of(self, journal: Journal) -> str | None:
        """What the table would be made of, in short; None when that would have to be read first."""
        if not journal.lasting:
            return None
        contents = []
        for each in self.inputs:
            sha256 = journal.known(each, each.stamp())
            if sha256 is None:
                return None
            contents.append((printable(each.source), sha256))
        shape = f"{self.layout} with proposals" if self.proposals else self.layout
        left_alone = sorted(map(printable, self.left_alone))
        return hashlib.sha256(to_json((shape, contents, left_alone))).hexdigest()

    def _write_beside(self, told: Report) -> None:
        """What is written after the table: its description, and the report."""
        beside = self.destinations
        if beside.datapackage is not None and told.converted:
            table = table_of(self.layout, self.batch.options.figures)
            _write_text(beside.datapackage, describe(beside.output, table))
        if beside.metadata is not None and told.converted:
            _write_text(beside.metadata, describe_database(beside.output))
        if beside.report is not None:
            _write_text(beside.report, told.model_dump_json(indent=2) + "\n")


def _untold(done: int, total: int) -> None:
    """Nobody asked how far it is."""


def _identity(source: str) -> str:
    return source if is_url(source) else os.path.abspath(source)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _write_text(path: Path, text: str) -> None:
    with whole(path) as part:
        part.write_text(text, encoding="utf-8")


_Notes = dict[str | int | None, list[BatchFinding]]
"""Findings of the batch by the file at which they are noted, or by the year of the sheets."""


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

    def notes(self, findings: Iterable[BatchFinding]) -> _Notes:
        """The findings of the batch by the file, or the year, at which they are noted."""
        notes: _Notes = {}
        for finding in findings:
            if finding.code == "wording_changed":
                notes.setdefault(finding.year, []).append(finding)
                continue
            # In a table of sheets, a sheet that is missing is noted at its year's first one.
            for source in finding.sources or (self._comparison.first_of(finding.year),):
                notes.setdefault(source or "", []).append(finding)
        return notes

    def sheets(self, journal: Journal, notes: _Notes, *, proposals: bool) -> Iterator[Converted]:
        """What is to be written, each record read from the journal when it is needed."""
        for source, sha256, pages in self._converted:
            sheet = journal.get(sha256)
            if isinstance(sheet, Several):
                sheet = sheet.on(pages)
            if not isinstance(sheet, Factsheet):
                raise sqlite3.DatabaseError(f"the journal has lost the record of {source}")
            of_year = (each for each in notes.get(sheet.year, ()) if each.figure in sheet.figures)
            noted = (*notes.get(source, ()), *of_year)
            yield Converted(source, sha256, sheet, noted, proposals)
