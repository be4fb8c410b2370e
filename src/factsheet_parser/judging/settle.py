"""Which value each figure has: one that all claims of its sheet agree on, or none, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from factsheet_parser.document import DISPUTED, REPLACED, UNEVEN, UNREAD, Document
from factsheet_parser.judging.absent import why_absent
from factsheet_parser.judging.identity import Identity
from factsheet_parser.judging.proof import UnitClaim, claims_of, evidence_of, with_hedge
from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.record import FIGURES, Evidence, Figure, Finding
from factsheet_parser.wordings.index import Known
from factsheet_parser.wordings.sheet import UnitReading

_DOUBTS = {
    UNEVEN: (
        "The digits of {text} ({name}) are printed in different sizes: one of them may be a "
        "footnote's mark."
    ),
    REPLACED: (
        "The PDF gives {text} ({name}) as its text, and paints another number there: look at the "
        "page."
    ),
    UNREAD: (
        "Beside {text} ({name}) the PDF paints something that it maps to no letter: a digit may be "
        "missing."
    ),
}
"""Why the page may show another number than the text has."""
_WHOLE = 100
"""Percent; more than this is no share."""


class Settled(NamedTuple):
    """The figures with their values, what was found, and where numbers of findings stand."""

    figures: dict[str, Figure]
    findings: tuple[Finding, ...]
    accounted: frozenset[int]


def settle(
    document: Document, readings: Sequence[UnitReading], identity: Identity, known: Known
) -> Settled:
    """Each figure from the claims on it."""
    claims = [each for reading in readings for each in claims_of(reading)]
    disputed = {
        id(claim)
        for reading in readings
        if reading.reading.conflict
        for claim in reading.reading.claims
    }
    court = _Court(document, identity, disputed, known)
    figures: dict[str, Figure] = {}
    missing: list[str] = []
    for name in known.figures:
        of_figure = [each for each in claims if each.claim.figure == name]
        figure = court.figure(name, of_figure)
        if figure is not None:
            figures[name] = figure
        elif not of_figure and name in FIGURES:
            missing.append(name)
    absent = why_absent(document, missing, identity, known)
    court.findings += absent
    court.accounted |= {each.evidence.start for each in absent if each.evidence}
    order = {name: at for at, name in enumerate(known.figures)}
    findings = sorted(
        court.findings,
        key=lambda each: order.get(each.figure or "", len(order) if each.figure else -1),
    )
    return Settled(figures, tuple(findings), frozenset(court.accounted))


class _Court:
    """Settles one figure after another; keeps what was found."""

    def __init__(
        self, document: Document, identity: Identity, disputed: set[int], known: Known
    ) -> None:
        self.document = document
        self.year = identity.year
        self.defined = known.figures
        self.disputed = disputed
        self.findings: list[Finding] = []
        self.accounted: set[int] = set()

    def figure(self, name: str, claims: list[UnitClaim]) -> Figure | None:
        """The figure, or None with a finding that says why a claim on it does not hold."""
        usable = [each for each in claims if self._is_usable(name, each)]
        of_year = [each for each in usable if each.claim.may_be_of(self.year)]
        good = [each for each in of_year if not _is_suppressed(each)]
        disputed = next((each for each in good if id(each.claim) in self.disputed), None)
        if disputed is not None:
            self._withhold(
                "conflicting_values",
                disputed,
                f"The number {disputed.text} could be {name} and another figure.",
            )
            return None
        if good:
            return self._best(name, good)
        for each in of_year:
            self._withhold("suppressed_value", each, self._held_back(each))
            return None
        for each in usable:
            self._withhold(
                "year_mismatch",
                each,
                f"The sentence with {name} is of {each.claim.year}, and the sheet of {self.year}.",
            )
            return None
        return None

    def _is_usable(self, name: str, each: UnitClaim) -> bool:
        """Whether a share is one, and a count a count."""
        if self.defined[name].percent and each.claim.value > _WHOLE:
            self._withhold(
                "conflicting_values", each, f"{each.text} is no share of a whole ({name})."
            )
            return False
        return True

    def _best(self, name: str, good: list[UnitClaim]) -> Figure | None:
        """The figure that claims of one value give; of two that agree, the more precise one."""
        good = sorted(good, key=_precision)
        first = good[0]
        for other in good[1:]:
            if not _agree(first, other):
                self.accounted.update(each.start for each in good)
                self._withhold(
                    "conflicting_values",
                    other,
                    f"The sheet gives two values for {name}: {first.text} and {other.text}.",
                )
                return None
        place = self.document.place(first.start, first.end)
        if place.doubt == DISPUTED:
            self._withhold("reader_disagreement", first, _disputed(name, first.text, place.other))
            return None
        doubt = place.doubt
        if doubt in _DOUBTS:
            self._withhold(
                "conflicting_values", first, _DOUBTS[doubt].format(text=first.text, name=name)
            )
            return None
        self.accounted.update(each.start for each in good)
        return self._figure(name, first)

    def _figure(self, name: str, each: UnitClaim) -> Figure:
        definition = self.defined[name]
        claim, number = each.claim, each.claim.number
        return Figure(
            name=name,
            value=float(claim.value) if definition.percent else claim.value,
            text=each.text,
            qualifier=number.qualifier if number else "exact",
            precision=number.precision if number else 1,
            year=claim.year,
            scope=definition.scope,
            evidence=self._evidence(each),
        )

    def _held_back(self, each: UnitClaim) -> str:
        number = each.claim.number
        shown = with_hedge(each.unit, number, each.start - each.unit.start) if number else each.text
        return f'The sheet holds {each.claim.figure} back: it says "{shown}" and no number.'

    def _withhold(
        self,
        code: Literal[
            "conflicting_values", "reader_disagreement", "suppressed_value", "year_mismatch"
        ],
        each: UnitClaim,
        message: str,
    ) -> None:
        self.accounted.add(each.start)
        self.findings.append(
            Finding.of(code, message, figure=each.claim.figure, evidence=self._evidence(each))
        )

    def _evidence(self, each: UnitClaim) -> Evidence:
        return evidence_of(self.document, each.unit, each.start, each.end, each.claim.rule)


def _disputed(name: str, text: str, other: str) -> str:
    """What is told of a number on a picture that may be another."""
    if other != "".join(text.split()):
        return f'OCR reads {text} for {name} the first time and "{other}" the second: look at the page.'
    return (
        f"OCR reads {text} for {name}, and its picture is not quite that of these digits: one may "
        "be damaged. Look at the page."
    )


def _is_suppressed(each: UnitClaim) -> bool:
    return each.claim.number is not None and each.claim.number.kind is NumberKind.SUPPRESSED


def _precision(each: UnitClaim) -> float:
    return each.claim.number.precision if each.claim.number else 1


def _agree(precise: UnitClaim, rough: UnitClaim) -> bool:
    """Whether two prints of a figure can both be true: 36,210,368 and "36.2 million"."""
    if precise.claim.value == rough.claim.value:
        return True
    number: Number | None = rough.claim.number
    if number is None:
        return False
    distance = precise.claim.value - rough.claim.value
    if number.qualifier == "more_than":
        return 0 < distance < number.precision
    if number.qualifier in ("rounded", "about"):
        return abs(distance) <= number.precision / 2
    return False
