"""What becomes of one input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from factsheet_parser.document import Pages
from factsheet_parser.errors import FactsheetError, ParserFaultError, reason
from factsheet_parser.printable import printable
from factsheet_parser.record import Factsheet


@dataclass(frozen=True)
class Outcome:
    """What became of one input: its record, or the error that says why there is none.

    A file that holds several sheets on pages of their own has an outcome for each of them.
    """

    source: str
    """The path or URL as it was given; below a folder, the folder's with the rest behind it.

    For one of several sheets, `#page=3` behind it: where the sheet begins.
    """
    factsheet: Factsheet | None
    error: FactsheetError | OSError | ParserFaultError | None
    sha256: str | None
    """Of the file's bytes, in hexadecimal; None where they could not be read."""
    pages: Pages | None = None
    """The first and the last page of the sheet, in a file that holds several."""

    @classmethod
    def of(
        cls,
        file: str,
        result: Factsheet | FactsheetError | OSError | ParserFaultError,
        sha256: str | None = None,
        pages: Pages | None = None,
    ) -> Self:
        """The outcome of a file, or of the sheet on these pages of it."""
        source = source_of(file, pages)
        if isinstance(result, Factsheet):
            return cls(source, result, None, sha256, pages)
        return cls(source, None, result, sha256, pages)

    @property
    def file(self) -> str:
        """The path or URL of the file that the sheet stands in."""
        return self.source.removesuffix(_fragment(self.pages))

    @property
    def is_first_of_file(self) -> bool:
        """Whether no other sheet of its file comes before."""
        return self.pages is None or self.pages[0] == 1

    def __repr__(self) -> str:
        what = (
            f"{type(self.error).__name__}: {reason(self.error)}" if self.error else self.factsheet
        )
        return f"<Outcome {printable(self.source)}: {what}>"

    def _repr_html_(self) -> str:
        """As notebooks show it: the record with its source, or why there is none."""
        from factsheet_parser.notebook import html_of_factsheet, html_of_failure

        if self.factsheet is not None:
            return html_of_factsheet(self.factsheet, self.source)
        error = self.error or FactsheetError("There is no record.")
        return html_of_failure(self.source, type(error).__name__, reason(error))


def source_of(file: str, pages: Pages | None) -> str:
    """What names the sheet on these pages of a file.

    >>> source_of("iowa.pdf", None), source_of("all.pdf", (3, 4))
    ('iowa.pdf', 'all.pdf#page=3')
    """
    return f"{file}{_fragment(pages)}"


def _fragment(pages: Pages | None) -> str:
    # RFC 8118: so a browser opens the PDF on this page.
    return "" if pages is None else f"#page={pages[0]}"
