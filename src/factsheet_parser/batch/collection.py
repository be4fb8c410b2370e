"""The outcomes of a conversion, taken in one by one, and what is known at its end."""

from __future__ import annotations

from collections.abc import Iterator

from factsheet_parser.batch.comparison import BatchFinding, Comparison
from factsheet_parser.batch.journal import Journal
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.batch.report import Failure, Report
from factsheet_parser.errors import reason
from factsheet_parser.printable import printable
from factsheet_parser.record import Factsheet
from factsheet_parser.writing import Converted, Results


class Collection:
    """Counts and compares outcomes; the records themselves stay in the journal."""

    def __init__(self) -> None:
        self._converted: list[tuple[str, str]] = []
        self._failures: list[Failure] = []
        self._comparison = Comparison()
        self._complete = 0

    def add(self, outcome: Outcome) -> None:
        """Take an outcome in; its record must be in the journal."""
        if outcome.factsheet is not None and outcome.sha256 is not None:
            self._converted.append((outcome.source, outcome.sha256))
            self._comparison.add(outcome.source, outcome.sha256, outcome.factsheet)
            self._complete += outcome.factsheet.complete
        elif outcome.error is not None:
            self._failures.append(
                Failure(
                    source=printable(outcome.source),
                    error=type(outcome.error).__name__,
                    reason=printable(reason(outcome.error)),
                )
            )

    def __len__(self) -> int:
        """How many outcomes were taken in."""
        return len(self._converted) + len(self._failures)

    def report(self, left_alone: list[str]) -> Report:
        """The closing report."""
        return Report(
            inputs=len(self),
            converted=len(self._converted),
            complete=self._complete,
            with_findings=len(self._converted) - self._complete,
            failed=tuple(self._failures),
            findings=self._comparison.findings(),
            left_alone=tuple(map(printable, left_alone)),
        )

    def results(self, journal: Journal) -> Results:
        """What is to be written, its records read from the journal each time they are needed."""
        findings = self._comparison.findings()
        notes: dict[str, list[BatchFinding]] = {}
        for finding in findings:
            # In a table of sheets, a sheet that is missing is noted at its year's first one.
            for source in finding.sources or (self._comparison.first_of(finding.year),):
                notes.setdefault(source or "", []).append(finding)

        def sheets() -> Iterator[Converted]:
            for source, sha256 in self._converted:
                sheet = journal.get(sha256)
                if not isinstance(sheet, Factsheet):
                    raise RuntimeError(f"The journal has lost the record of {source}.")
                yield Converted(source, sha256, sheet, tuple(notes.get(source, ())))

        return Results(sheets, findings, tuple(self._failures))
