"""What becomes of one input."""

from __future__ import annotations

from dataclasses import dataclass

from factsheet_parser.errors import FactsheetError, ParserFaultError, reason
from factsheet_parser.printable import printable
from factsheet_parser.record import Factsheet


@dataclass(frozen=True)
class Outcome:
    """What became of one input: its record, or the error that says why there is none."""

    source: str
    """The path or URL as it was given; below a folder, the folder's with the rest behind it."""
    factsheet: Factsheet | None
    error: FactsheetError | OSError | ParserFaultError | None
    sha256: str | None
    """Of the bytes that were parsed, in hexadecimal; None where they could not be read."""

    def __repr__(self) -> str:
        what = (
            f"{type(self.error).__name__}: {reason(self.error)}" if self.error else self.factsheet
        )
        return f"<Outcome {printable(self.source)}: {what}>"
