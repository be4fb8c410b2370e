"""Bytes to the record of their factsheet, in this process; every failure is a FactsheetError."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from factsheet_parser.document import Document
from factsheet_parser.errors import (
    DamagedPdfError,
    FactsheetError,
    LimitExceededError,
    MemoryLimitError,
    ReaderCrashError,
)
from factsheet_parser.judging import judge
from factsheet_parser.options import Options
from factsheet_parser.reading import Reader, is_pdf, read_document, read_text
from factsheet_parser.reading.subject import refuse_other_subjects
from factsheet_parser.record import FIGURES, Factsheet, Finding, assemble, in_order
from factsheet_parser.wordings.index import Known, known_wordings


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


def parse_given_text(text: str, options: Options) -> Factsheet:
    """The record of the factsheet that this text is; raises FactsheetErrors."""
    known = known_wordings(options.wordings)
    with readers_errors():
        document = read_text(text, options.limits)
        refuse_other_subjects(document.text)
    return _parse(document, known)


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
