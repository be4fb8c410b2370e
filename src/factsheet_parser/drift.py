"""What in a sheet no wording knows yet: sentence by sentence, and figure by figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from factsheet_parser.document import Document, Unit
from factsheet_parser.judging import Judged, judge
from factsheet_parser.judging.proof import claims_of
from factsheet_parser.judging.remainder import left_over
from factsheet_parser.language.tokens import marked
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.parse import Options, document_in
from factsheet_parser.reading import Source, read_bytes
from factsheet_parser.record import FIGURES, FindingCode, Frozen, State
from factsheet_parser.wordings.explain import stopped_at
from factsheet_parser.wordings.index import SHIPPED_TEMPLATE, Known, known_wordings
from factsheet_parser.wordings.load import Wordings, shipped
from factsheet_parser.wordings.own import own_wordings

Status = Literal["known", "recognised", "new"]


class ReadNumber(Frozen):
    """One number of a unit."""

    text: str = Field(description="As printed.")
    figure: str | None = Field(description="The figure that a wording claims it for.")
    read: bool = Field(description="Whether the record holds it; a claimed one may be withheld.")


class Sentence(Frozen):
    """A sentence, row or card that holds a number."""

    status: Status = Field(
        description="known: a known wording; recognised: one of its variants; new: no wording "
        "reads it."
    )
    page: int
    sentence: str
    numbers: tuple[ReadNumber, ...]
    stops_at: str | None = Field(
        description="The word at which no wording goes on; null when it is read."
    )


class Missing(Frozen):
    """A figure that the sheet does not give, or not in words that are known."""

    figure: str
    code: FindingCode
    message: str
    known_as: tuple[str, ...] = Field(description="Its known wordings without choices.")


class Drift(Frozen):
    """How far one sheet is from the known wordings."""

    source: str
    state: State | None
    year: int | None
    sentences: tuple[Sentence, ...]
    missing: tuple[Missing, ...]

    @property
    def known(self) -> bool:
        """Whether every sentence is a known wording, and no figure is missing."""
        return not self.missing and all(each.status == "known" for each in self.sentences)


def find_drift(
    source: Source,
    *,
    name: str = "",
    password: str | None = None,
    limits: Limits = DEFAULTS,
    wordings: Wordings = None,
) -> Drift:
    """What in `source` differs from the known wordings; `name` is what the result calls it.

    The other arguments, and the errors raised, are those of `parse_factsheet`.
    """
    known = known_wordings(own_wordings(wordings))
    options = Options(password=password, limits=limits)
    document = document_in(read_bytes(source, limits), options)
    judged = judge(document, known)
    record = judged.record
    return Drift(
        source=name,
        state=record.state,
        year=record.year,
        sentences=tuple(
            each for _, each in sorted(_sentences(document, judged, known), key=_first)
        ),
        missing=tuple(_missing(judged)),
    )


def _first(pair: tuple[int, Sentence]) -> int:
    return pair[0]


def _sentences(document: Document, judged: Judged, known: Known) -> Iterator[tuple[int, Sentence]]:
    """Each unit with a number that counts something, with its place."""
    for reading in judged.readings:
        claims = claims_of(reading)
        if claims:
            changed = any(each.claim.label == SHIPPED_TEMPLATE for each in claims)
            numbers = tuple(
                ReadNumber(
                    text=each.text,
                    figure=each.claim.figure,
                    read=each.claim.figure in judged.record.figures,
                )
                for each in claims
            )
            unit = reading.unit
            yield unit.start, _sentence(unit, "recognised" if changed else "known", numbers, None)
    read = {(reading.unit.start, cell) for reading in judged.readings for cell in reading.cells}
    left: dict[int, tuple[Unit, list[ReadNumber]]] = {}
    for unit, number in left_over(document, read):
        numbers_left = left.setdefault(unit.start, (unit, []))[1]
        numbers_left.append(ReadNumber(text=number.text, figure=None, read=False))
    for unit, unread in left.values():
        stop = stopped_at(marked(unit.text, judged.identity.code), known)
        word = unit.text[slice(*stop)] if stop else None
        yield unit.start, _sentence(unit, "new", tuple(unread), word)


def _sentence(
    unit: Unit, status: Status, numbers: tuple[ReadNumber, ...], stops_at: str | None
) -> Sentence:
    return Sentence(
        status=status, page=unit.page, sentence=unit.text, numbers=numbers, stops_at=stops_at
    )


def _missing(judged: Judged) -> Iterator[Missing]:
    record = judged.record
    for finding in record.findings:
        figure = finding.figure
        if figure in FIGURES and figure not in record.figures:
            yield Missing(
                figure=figure,
                code=finding.code,
                message=finding.message,
                known_as=tuple(
                    wording.sentence
                    for wording in shipped()
                    if f"{{{figure}}}" in wording.sentence and "<" not in wording.sentence
                ),
            )
