"""A document in, the record of its factsheet out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from factsheet_parser.accounting import unclaimed
from factsheet_parser.checks import check
from factsheet_parser.document import HIDDEN, UNEVEN, Document
from factsheet_parser.errors import NotAFactsheetError
from factsheet_parser.identity import (
    Title,
    introduced,
    most_frequent_year,
    only_jurisdiction,
    read_title,
    told_year,
)
from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.language.numerals import Number
from factsheet_parser.record import (
    FIGURES,
    Evidence,
    Factsheet,
    Figure,
    Finding,
    State,
    assemble,
)
from factsheet_parser.sections import Claim, Match, claims_in
from factsheet_parser.sections.wordings import KnownSentences, label_words
from factsheet_parser.statements import Statement, statements


class Examined(NamedTuple):
    """A sheet's record, and what it was read from."""

    record: Factsheet
    statements: list[Statement]
    claims: list[Claim]
    sheets_year: int | None
    """The year that the title, or most sentences, state."""


def examine(document: Document, known: KnownSentences) -> Examined:
    """The record of a document."""
    title = read_title(document)
    code, findings = _jurisdiction(document, title)
    found = statements(document, code, label_words(known))
    sheets_year = title.year or told_year(document)
    claims, unseen = _seen(document, claims_in(found, sheets_year, known))
    year = _year(title, claims, findings)
    settled = _Settled(document, year)
    findings += _hidden(document, unseen)
    settled.accounted.update(claim.place for claim in unseen)
    figures: dict[str, Figure] = {}
    shared = _claimed_twice(claims)
    for name in FIGURES:
        of_figure = [claim for claim in claims if claim.figure == name]
        figure = settled.settle(name, of_figure, shared, code)
        if figure is not None:
            figures[name] = figure
    findings += settled.findings
    findings += check(figures)
    for statement, number in unclaimed(found, settled.accounted):
        findings.append(_unaccounted(document, statement, number))
    record = assemble(
        state=State.of(code) if code else None,
        year=year,
        figures=figures,
        findings=tuple(findings),
    )
    return Examined(record, found, claims, sheets_year)


def _unaccounted(document: Document, statement: Statement, number: Number) -> Finding:
    """What is told of a number that nothing accounts for."""
    evidence = _evidence(document, statement, number, None)[0]
    if document.place(evidence.start, evidence.end).doubt == HIDDEN:
        message = f"The PDF prints the number {number.text} where nobody can see it."
        return Finding.of("hidden_text", message, evidence=evidence)
    message = f'Nothing accounts for the number {number.text} in "{_shortened(statement, number)}".'
    return Finding.of("unclaimed_number", message, evidence=evidence)


def _seen(document: Document, claims: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """The claims on numbers that a person can see in their sentences, and the other ones."""
    seen: list[Claim] = []
    unseen: list[Claim] = []
    for claim in claims:
        start = claim.statement.start
        hidden = document.place(start, start + len(claim.statement.text)).doubt == HIDDEN
        (unseen if hidden else seen).append(claim)
    return seen, unseen


def _hidden(document: Document, unseen: list[Claim]) -> Iterator[Finding]:
    """What is told of text that nobody can see: of each page's lines, and of each number."""
    pages: dict[int, list[str]] = {}
    for line in document.hidden_lines:
        pages.setdefault(line.page, []).append(line.text.replace("\t", " "))
    for page, lines in pages.items():
        more = f" and {len(lines) - 1} more lines" if len(lines) > 1 else ""
        yield Finding.of(
            "hidden_text",
            f'Page {page} of the PDF holds text that nobody can see: "{_cut(lines[0])}"{more}.',
        )
    for claim in unseen:
        number = claim.clause.number
        yield Finding.of(
            "hidden_text",
            f"The sentence with {claim.figure} ({number.text}) cannot be seen, or a part of it.",
            figure=claim.figure,
            evidence=_evidence(document, claim.statement, number, claim.rule)[0],
        )


def _cut(text: str) -> str:
    return (
        text if len(text) <= _SHOWN else f"{text[:_SHOWN].rpartition(' ')[0] or text[:_SHOWN]} ..."
    )


_SHOWN = 80
_WHOLE = 100
"""Percent; more than this is no share."""


def _jurisdiction(document: Document, title: Title) -> tuple[str | None, list[Finding]]:
    """The sheet's jurisdiction, and what contradicts it."""
    said = introduced(document)
    code = title.code
    if code is None and not title.names_unknown_place:
        code = said or only_jurisdiction(document)
    if code is None and not title.names_unknown_place:
        raise NotAFactsheetError(
            "This is not an NCMEC state factsheet: neither its title nor its introduction names a "
            "state or territory."
        )
    if code is None:
        return None, [
            Finding.of(
                "unknown_jurisdiction",
                "The sheet's title names none of the 56 jurisdictions, so that no number of a "
                "state can be told to be its own.",
            )
        ]
    if said is not None and said != code:
        return code, [
            Finding.of(
                "state_mismatch",
                f"The title names {NAMES[code]}, and the introduction announces the figures of "
                f"{NAMES[said]}.",
            )
        ]
    return code, []


def _year(title: Title, claims: list[Claim], findings: list[Finding]) -> int | None:
    """The year of the sheet's figures, told by the title and by most of the sentences."""
    stated = [claim.clause.year for claim in claims if not claim.undated]
    frequent = most_frequent_year(stated)
    if title.year is not None and (title.year in stated or not any(stated)):
        return title.year
    if title.year is None and frequent is not None:
        return frequent
    if title.year is None and not any(stated):
        findings.append(
            Finding.of(
                "missing_figure", "Neither the title nor a sentence states a year.", figure="year"
            )
        )
    else:
        years = sorted({year for year in (title.year, *stated) if year is not None})
        findings.append(
            Finding.of(
                "year_mismatch",
                "The title and the sentences state different years "
                f"({', '.join(map(str, years))}), so that the sheet's year cannot be told.",
                figure="year",
            )
        )
    return None


def _claimed_twice(claims: list[Claim]) -> set[int]:
    """Where numbers start that rules of different figures claim."""
    names: dict[int, set[str]] = {}
    for claim in claims:
        names.setdefault(claim.place, set()).add(claim.figure)
    return {place for place, figures in names.items() if len(figures) > 1}


class _Settled:
    """Settles each figure from its claims; keeps what was found and which numbers it used."""

    def __init__(self, document: Document, year: int | None) -> None:
        self.document = document
        self.year = year
        self.findings: list[Finding] = []
        self.accounted: set[int] = set()

    def settle(
        self, name: str, claims: list[Claim], shared: set[int], code: str | None
    ) -> Figure | None:
        """The figure, or None with a finding that says why there is none."""
        if FIGURES[name].percent:
            claims = [claim for claim in claims if claim.clause.number.value <= _WHOLE]
        good = [
            claim for claim in claims if claim.match is Match.FOUND and self._of_the_year(claim)
        ]
        ambiguous = [claim for claim in good if claim.place in shared]
        if ambiguous:
            self._withhold(
                "conflicting_values",
                name,
                ambiguous[0],
                f"The number {ambiguous[0].clause.number.text} could be {name} and another figure.",
            )
            return None
        if good:
            return self._best(name, good)
        self._none(name, claims, code)
        return None

    def _of_the_year(self, claim: Claim) -> bool:
        return claim.clause.year is None or self.year is None or claim.clause.year == self.year

    def _best(self, name: str, good: list[Claim]) -> Figure | None:
        """The figure that claims of one value give; of two that agree, the more precise one."""
        good = sorted(good, key=lambda claim: claim.clause.number.precision)
        number = good[0].clause.number
        for other in good[1:]:
            if not _agree(number, other.clause.number):
                self.accounted.update(claim.place for claim in good)
                self._withhold(
                    "conflicting_values",
                    name,
                    other,
                    f"The sheet gives two values for {name}: {number.text} and "
                    f"{other.clause.number.text}.",
                )
                return None
        evidence, uneven = self._evidence(good[0])
        self.accounted.update(claim.place for claim in good)
        if uneven:
            self._withhold(
                "conflicting_values",
                name,
                good[0],
                f"The digits of {number.text} ({name}) are printed in different sizes: one of them "
                "may be a footnote's mark.",
            )
            return None
        definition = FIGURES[name]
        return Figure(
            name=name,
            value=float(number.value) if definition.percent else number.value,
            text=number.text,
            qualifier=number.qualifier,
            precision=number.precision,
            year=good[0].clause.year,
            scope=definition.scope,
            evidence=evidence,
        )

    def _none(self, name: str, claims: list[Claim], code: str | None) -> None:
        """Why the figure has no value."""
        claim = claims[0] if claims else None
        if claim is None:
            self.findings.append(
                Finding.of("missing_figure", f"No sentence of the sheet gives {name}.", figure=name)
            )
        elif claim.match is Match.SUPPRESSED and self._of_the_year(claim):
            self._withhold(
                "suppressed_value",
                name,
                claim,
                f"The sheet holds {name} back: it says "
                f'"{_with_hedge(claim.statement, claim.clause.number)}" and no number.',
            )
        elif claim.match is Match.OTHER_STATE:
            self._withhold(
                "state_mismatch",
                name,
                claim,
                f"The sentence with {name} names {NAMES[claim.clause.whose]}, and the sheet is "
                f"about {NAMES[code] if code else 'another jurisdiction'}.",
            )
        else:
            self._withhold(
                "year_mismatch",
                name,
                claim,
                f"The sentence with {name} is of {claim.clause.year}, and the sheet of {self.year}.",
            )

    def _withhold(
        self,
        code: Literal["conflicting_values", "suppressed_value", "state_mismatch", "year_mismatch"],
        name: str,
        claim: Claim,
        message: str,
    ) -> None:
        self.accounted.add(claim.place)
        self.findings.append(
            Finding.of(code, message, figure=name, evidence=self._evidence(claim)[0])
        )

    def _evidence(self, claim: Claim) -> tuple[Evidence, bool]:
        return _evidence(self.document, claim.statement, claim.clause.number, claim.rule)


def _evidence(
    document: Document, statement: Statement, number: Number, rule: str | None
) -> tuple[Evidence, bool]:
    """The proof of a number, and whether its digits are printed in several sizes."""
    start, end = statement.start + number.start, statement.start + number.end
    place = document.place(start, end)
    evidence = Evidence(
        sentence=statement.text,
        page=place.page,
        boxes=place.boxes,
        start=start,
        end=end,
        sentence_start=statement.start,
        rule=rule,
    )
    return evidence, place.doubt == UNEVEN


def _agree(precise: Number, rough: Number) -> bool:
    """Whether two prints of a figure can both be true: 36,210,368 and "36.2 million"."""
    if precise.value == rough.value:
        return True
    distance = precise.value - rough.value
    if rough.qualifier == "more_than":
        return 0 < distance < rough.precision
    if rough.qualifier in ("rounded", "about"):
        return abs(distance) <= rough.precision / 2
    return False


def _with_hedge(statement: Statement, number: Number) -> str:
    return statement.text[number.hedge_start : number.end]


def _shortened(statement: Statement, number: Number, room: int = 60) -> str:
    """The number with some of its sentence around it."""
    text = statement.text.replace("\t", " ")
    start = max(number.start - room, 0)
    end = min(number.end + room, len(text))
    return f"{'...' if start else ''}{text[start:end].strip()}{'...' if end < len(text) else ''}"
