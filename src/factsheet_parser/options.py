"""How inputs are read: what every function that reads them can be asked."""

from __future__ import annotations

from typing import NamedTuple, Self, TypedDict, get_args

from factsheet_parser.choices import ReaderChoice
from factsheet_parser.document import Pages
from factsheet_parser.extras import require
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.reading import Reader
from factsheet_parser.record import FIGURES, FigureDefinition
from factsheet_parser.wordings.load import Wording, Wordings, own_definitions
from factsheet_parser.wordings.own import own_wordings

READERS: tuple[ReaderChoice, ...] = get_args(ReaderChoice)


class ReadingOptions(TypedDict, total=False):
    """The keywords of every function that reads sheets; `parse_factsheet` says what they do."""

    reader: ReaderChoice
    ocr: bool
    password: str | None
    limits: Limits | None
    isolate: bool
    wordings: Wordings


class Options(NamedTuple):
    """The same, checked and loaded, for one file or one sheet of it."""

    reader: ReaderChoice = "pdfium"
    password: str | None = None
    wordings: tuple[Wording, ...] = ()
    """A user's own."""
    limits: Limits = DEFAULTS
    pages: Pages | None = None
    """Those of the sheet, in a file that holds several; None for the whole file."""
    ocr: bool = False
    isolate: bool = False
    """Whether a process of its own reads the file."""

    @classmethod
    def of(
        cls,
        *,
        reader: ReaderChoice = "pdfium",
        ocr: bool = False,
        password: str | None = None,
        limits: Limits | None = None,
        isolate: bool = False,
        wordings: Wordings = None,
    ) -> Self:
        """What a caller asked for.

        Raises ValueError for an unknown reader, ImportError, which says what to install, for `ocr`
        without its extra, WordingError for wordings that cannot be used, and OSError for a file of
        them that cannot be read.
        """
        if reader not in READERS:
            raise ValueError(f'reader must be "pdfium", "pdfplumber" or "both", not {reader!r}')
        if ocr:
            require("ocr")
        limits = limits or DEFAULTS
        limits = limits.for_ocr() if ocr else limits
        return cls(reader, password, own_wordings(wordings), limits, ocr=ocr, isolate=isolate)

    @property
    def readers(self) -> tuple[Reader, ...]:
        """Who reads a PDF."""
        return ("pdfium", "pdfplumber") if self.reader == "both" else (self.reader,)

    @property
    def figures(self) -> dict[str, FigureDefinition]:
        """The figures that are read, by name: this package's, then a user's own."""
        return FIGURES | own_definitions(self.wordings)
