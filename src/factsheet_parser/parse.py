"""Bytes in, the record of their factsheet out, in this process; every failure is a FactsheetError."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Literal, NamedTuple

from factsheet_parser.document import Document, Pages
from factsheet_parser.errors import (
    DamagedPdfError,
    FactsheetError,
    LimitExceededError,
    MemoryLimitError,
    ReaderCrashError,
)
from factsheet_parser.extras import needs
from factsheet_parser.judging import judge
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.reading import Reader, is_pdf, read_document, read_text
from factsheet_parser.reading.subject import refuse_other_subjects
from factsheet_parser.record import (
    FIGURES,
    Factsheet,
    FigureDefinition,
    Finding,
    assemble,
    in_order,
)
from factsheet_parser.wordings.index import Known, known_wordings
from factsheet_parser.wordings.load import Wording, Wordings, own_definitions
from factsheet_parser.wordings.own import own_wordings

ReaderChoice = Literal["pdfium", "pdfplumber", "both"]


class Options(NamedTuple):
    """How an input is read."""

    reader: ReaderChoice = "pdfium"
    password: str | None = None
    wordings: tuple[Wording, ...] = ()
    """A user's own, already loaded."""
    limits: Limits = DEFAULTS
    pages: Pages | None = None
    """Those of the sheet, in a file that holds several; None for the whole file."""
    ocr: bool = False

    @property
    def figures(self) -> dict[str, FigureDefinition]:
        """The figures that are read, by name: this package's, then a user's own."""
        return FIGURES | own_definitions(self.wordings)


def check_reader(reader: str) -> None:
    """Raise ValueError unless `reader` is one that parse_factsheet knows."""
    if reader not in ("pdfium", "pdfplumber", "both"):
        raise ValueError(f'reader must be "pdfium", "pdfplumber" or "both", not {reader!r}')


def check_ocr(*, ocr: bool) -> None:
    """Raise ImportError, which says what to install, if `ocr` is asked for without its extra."""
    if ocr:
        with needs("ocr"):
            for package in ("rapidocr", "onnxruntime"):
                if find_spec(package) is None:
                    raise ModuleNotFoundError(name=package)


def parse_bytes(data: bytes, options: Options) -> Factsheet:
    """The record of the factsheet in `data`; raises FactsheetErrors, unless this package is at fault."""
    known = known_wordings(options.wordings)
    if options.reader == "pdfplumber":
        return _parse(document_in(data, options, "pdfplumber"), known)
    document = document_in(data, options)
    first = _parse(document, known)
    if options.reader == "pdfium" or not is_pdf(data) or document.is_read_by_ocr:
        return first
    return agreed(first, _parse(document_in(data, options, "pdfplumber"), known))


def parse_text(text: str, *, limits: Limits | None = None, wordings: Wordings = None) -> Factsheet:
    """The record of one factsheet given as text; `limits` and `wordings` as in `parse_factsheet`.

    Raises NotAFactsheetError for another text, LimitExceededError for a text that is too long, and
    WordingError for wordings that cannot be used.
    """
    known = known_wordings(own_wordings(wordings))
    with readers_errors():
        document = read_text(text, limits or DEFAULTS)
        refuse_other_subjects(document.text)
    with limits_errors():
        return _record(document, known)


def document_in(data: bytes, options: Options, reader: Reader = "pdfium") -> Document:
    """The document in these bytes; raises nothing but FactsheetErrors."""
    with readers_errors():
        return read_document(
            data,
            reader=reader,
            password=options.password,
            limits=options.limits,
            pages=options.pages,
            ocr=options.ocr,
        )


def _parse(document: Document, known: Known) -> Factsheet:
    with limits_errors():
        return _record(document, known)


def _record(document: Document, known: Known) -> Factsheet:
    judged = judge(document, known)
    if judged.record.complete:
        return judged.record
    # What proposals need is imported and prepared only for a sheet that is not read whole.
    from factsheet_parser.editions.proposed_record import with_proposals

    return with_proposals(document, judged, known)


@contextmanager
def limits_errors() -> Iterator[None]:
    """Make a FactsheetError of time and memory that run out."""
    try:
        yield
    except TimeoutError as error:
        raise LimitExceededError(
            "Reading the file takes too long: a pattern search was given up."
        ) from error
    except MemoryError as error:
        raise MemoryLimitError("Reading the file took more memory than there is.") from error


@contextmanager
def readers_errors() -> Iterator[None]:
    """Make a FactsheetError of whatever goes wrong: readers raise anything on a damaged file."""
    try:
        with limits_errors():
            yield
    except FactsheetError:
        raise
    except RecursionError as error:
        raise DamagedPdfError("The PDF is damaged: its parts are nested without end.") from error
    except Exception as error:
        raise ReaderCrashError(
            f"The reader broke on the file: {type(error).__name__}: {error}"
        ) from error


def agreed(first: Factsheet, second: Factsheet) -> Factsheet:
    """`first` without the figures on which `second`, read from the same PDF, differs."""
    figures = dict(first.figures)
    findings = list(first.findings)
    for name in in_order([*FIGURES, *first.figures, *second.figures]):
        one, other = first.figures.get(name), second.figures.get(name)
        if (one and (one.value, one.qualifier)) == (other and (other.value, other.qualifier)):
            continue
        figures.pop(name, None)
        shown = one or other
        findings.append(
            Finding.of(
                "reader_disagreement",
                f"The readers differ on {name}: PDFium reads {one.text if one else 'nothing'}, "
                f"pdfplumber {other.text if other else 'nothing'}.",
                figure=name,
                evidence=shown.evidence if shown else None,
            )
        )
    state, year = first.state, first.year
    if state != second.state or year != second.year:
        findings.append(
            Finding.of(
                "reader_disagreement",
                f"The readers differ on the sheet's state or year: PDFium reads {_heading(first)}, "
                f"pdfplumber {_heading(second)}.",
            )
        )
        state = state if state == second.state else None
        year = year if year == second.year else None
    proposals = {
        name: proposal
        for name, proposal in first.proposals.items()
        if name in second.proposals and second.proposals[name].value == proposal.value
    }
    return assemble(
        state=state,
        year=year,
        figures=figures,
        findings=tuple(findings),
        proposals=proposals,
    )


def _heading(sheet: Factsheet) -> str:
    return f"{sheet.state.name if sheet.state else 'no state'}, {sheet.year or 'no year'}"
