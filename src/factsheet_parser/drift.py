"""What in a new edition the rules do not know yet: sentence by sentence, and figure by figure.

Each sentence with a number is held against the nearest known wording of its figure; each figure
that the sheet does not give, against the sentence that most likely holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from factsheet_parser.document import Document
from factsheet_parser.examine import Examined, examine
from factsheet_parser.language.numerals import Number
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.parse import Options, document_in
from factsheet_parser.reading import Source, read_bytes
from factsheet_parser.record import FIGURES, FindingCode, Frozen, State
from factsheet_parser.sections import RULES, Claim
from factsheet_parser.sections.refusals import Refusal, refusals
from factsheet_parser.sections.rule import Rule
from factsheet_parser.sections.wordings import (
    Wording,
    Wordings,
    blanked,
    complaint_of,
    known_sentences,
    outline,
    own_wordings,
    shipped,
    shipped_file,
)
from factsheet_parser.statements import Clause, Statement
from factsheet_parser.vocabulary import PROGRAMME_TAGS

Status = Literal["known", "recognised", "new"]


class ReadNumber(Frozen):
    """One number of a sentence."""

    text: str = Field(description="As printed.")
    figure: str | None = Field(description="The figure that a rule claims it for.")
    rule: str | None = Field(description="That rule.")
    read: bool = Field(description="Whether the record holds it; a claimed one may be withheld.")


class Sentence(Frozen):
    """A sentence or table row that holds a number."""

    status: Status = Field(
        description="known: a known wording; recognised: the rules read it though its wording is "
        "not known; new: no rule reads its number."
    )
    page: int
    sentence: str
    numbers: tuple[ReadNumber, ...]
    nearest: str | None = Field(
        description="The nearest known wording of its figure, or of any for a new sentence."
    )
    changes: str | None = Field(
        description="The sentence with blanks, in which [-words-] of the known wording are gone "
        "and {+words+} are new; null when it is known or near to none."
    )


class Likely(Frozen):
    """The sentence that most likely holds a figure that the rules did not find."""

    page: int
    sentence: str
    number: str = Field(description="As printed.")
    refused: tuple[Refusal, ...] = Field(description="Why the rules do not read it.")
    wording: Wording | None = Field(
        description="The known wording that would read it; null when it must not become one."
    )
    no_wording: str | None = Field(description="Why it must not become one.")


class Missing(Frozen):
    """A figure that the sheet does not give, as far as the rules can tell."""

    figure: str
    code: FindingCode
    message: str
    known_as: tuple[str, ...] = Field(description="Its known wordings: they are gone.")
    file: str = Field(description="The package's file in which its known wordings stand.")
    likely: Likely | None


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


_NEAR = 0.5
"""A wording with a smaller share of common words is not near."""
_LIKELY = 0.8
"""The least score of a sentence that may hold a missing figure, about that of one that says a
third of what it must and is the state's."""
_SPEAKS_AGAINST = {
    "not_said": 0.0,
    "other_measure": 0.5,
    "whose": 1.0,
    "year": 0.5,
    "not_counted": 0.0,
    "unknown_word": 0.0,
}
"""What each kind of refusal takes off a score; what is not said is counted otherwise."""
_NO_WORDING = {
    "other_measure": "it says that it counts something else.",
    "whose": "the number is another's.",
}

WordingsByFigure = dict[str, list[str]]


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
    own = own_wordings(wordings)
    options = Options(password=password, limits=limits)
    return drift_of(document_in(read_bytes(source, limits), options), own, name)


def drift_of(document: Document, own: tuple[Wording, ...], name: str) -> Drift:
    """The same of a document."""
    known = known_sentences(own)
    examined = examine(document, known)
    by_figure: WordingsByFigure = {}
    for wording in (*shipped()[0], *own):
        by_figure.setdefault(wording.figure, []).append(wording.sentence)
    sheet = _Sheet(document, examined, by_figure, name)
    return Drift(
        source=name,
        state=examined.record.state,
        year=examined.record.year,
        sentences=tuple(
            sheet.sentence(statement, known=outline(statement) in known)
            for statement in examined.statements
            if sheet.counts_something(statement)
        ),
        missing=tuple(sheet.missing()),
    )


class _Candidate(NamedTuple):
    """A number that may be a missing figure, and why a rule does not read it."""

    score: float
    statement: Statement
    number_index: int
    refused: tuple[Refusal, ...]


class _Sheet:
    """One sheet with what was read from it."""

    def __init__(
        self, document: Document, examined: Examined, by_figure: WordingsByFigure, name: str
    ) -> None:
        self.document = document
        self.examined = examined
        self.by_figure = by_figure
        self.name = name
        self.claims: dict[int, Claim] = {claim.place: claim for claim in examined.claims}
        self.unclaimed = {
            finding.evidence.start
            for finding in examined.record.findings
            if finding.code == "unclaimed_number" and finding.evidence
        }

    def counts_something(self, statement: Statement) -> bool:
        """Whether a rule claims one of its numbers, or nothing accounts for one."""
        places = {statement.start + number.start for number in statement.numbers}
        return not (places.isdisjoint(self.claims) and places.isdisjoint(self.unclaimed))

    def sentence(self, statement: Statement, *, known: bool) -> Sentence:
        numbers = [
            self._read(statement, number)
            for number in statement.numbers
            if number in statement.figures or statement.start + number.start in self.unclaimed
        ]
        claimed = [number.figure for number in numbers if number.figure is not None]
        if claimed:
            nearest = _nearest(statement, self.by_figure[claimed[0]], least=0)
        else:
            any_of = [wording for wordings in self.by_figure.values() for wording in wordings]
            nearest = _nearest(statement, any_of, least=_NEAR)
        status: Status = "known" if known else "recognised" if claimed else "new"
        return Sentence(
            status=status,
            page=self._page(statement),
            sentence=statement.text,
            numbers=tuple(numbers),
            nearest=nearest,
            changes=None if known or nearest is None else _changes(nearest, blanked(statement)),
        )

    def missing(self) -> Iterator[Missing]:
        """What each finding about a figure without a value says, with its likeliest sentence."""
        record = self.examined.record
        for finding in record.findings:
            figure = finding.figure
            if figure not in FIGURES or figure in record.figures:
                continue
            yield Missing(
                figure=figure,
                code=finding.code,
                message=finding.message,
                known_as=tuple(self.by_figure[figure]),
                file=f"sections/{shipped_file(FIGURES[figure].section)}",
                likely=self._likely(figure) if finding.code == "missing_figure" else None,
            )

    def _likely(self, figure: str) -> Likely | None:
        candidates = [
            self._candidate(rule, statement, index, clause)
            for rule in RULES
            if rule.figure == figure
            for statement in self.examined.statements
            for index, clause in enumerate(statement.clauses)
            if statement.start + clause.number.start not in self.claims
        ]
        best = max(candidates, key=lambda candidate: candidate.score, default=None)
        if best is None or best.score < _LIKELY:
            return None
        wording = Wording(
            figure=figure,
            sentence=blanked(best.statement, best.number_index).rstrip(" :"),
            source=Path(self.name).name,
        )
        kinds = {refusal.kind for refusal in best.refused}
        no_wording = complaint_of(wording) or next(
            (why for kind, why in _NO_WORDING.items() if kind in kinds), None
        )
        return Likely(
            page=self._page(best.statement),
            sentence=best.statement.text,
            number=best.statement.figures[best.number_index].text,
            refused=best.refused,
            wording=None if no_wording else wording,
            no_wording=no_wording,
        )

    def _candidate(
        self, rule: Rule, statement: Statement, index: int, clause: Clause
    ) -> _Candidate:
        refused = refusals(rule, statement, clause, self.examined.sheets_year)
        needs = sum(map(_weight, rule.must)) + sum(max(map(_weight, each)) for each in rule.one_of)
        heard = sum(map(_weight, rule.must & clause.heard))
        heard += sum(max(map(_weight, tags & clause.heard), default=0) for tags in rule.one_of)
        near = max(
            _similarity(wording, blanked(statement)) for wording in self.by_figure[rule.figure]
        )
        against = sum(_SPEAKS_AGAINST[kind] for kind in {refusal.kind for refusal in refused})
        return _Candidate(heard / needs + 2 * near - against, statement, index, refused)

    def _read(self, statement: Statement, number: Number) -> ReadNumber:
        place = statement.start + number.start
        claim = self.claims.get(place)
        if claim is None or place in self.unclaimed:
            return ReadNumber(text=number.text, figure=None, rule=None, read=False)
        read = claim.figure in self.examined.record.figures
        return ReadNumber(text=number.text, figure=claim.figure, rule=claim.rule, read=read)

    def _page(self, statement: Statement) -> int:
        return self.document.place(statement.start, statement.start).page


def _weight(tag: str) -> int:
    """A programme's name tells more of a figure than any other word."""
    return 2 if tag in PROGRAMME_TAGS else 1


def _tokens(sentence: str) -> list[str]:
    return sentence.replace("\t", " \t ").split(" ")


def _keys(tokens: list[str]) -> list[str]:
    """The words to compare: without the marks around them and capitals, any number a number."""
    return [token.lower().strip(" .,;:*").replace("{number}", "{count}") for token in tokens]


def _similarity(wording: str, sentence: str) -> float:
    """The share of common words in the same order, from 0 to 1."""
    return SequenceMatcher(
        None, _keys(_tokens(wording)), _keys(_tokens(sentence)), autojunk=False
    ).ratio()


def _nearest(statement: Statement, wordings: list[str], *, least: float) -> str | None:
    sentence = blanked(statement)
    similarity, best = max((_similarity(wording, sentence), wording) for wording in wordings)
    return best if similarity >= least else None


def _changes(wording: str, sentence: str) -> str:
    """The sentence with what differs from the wording marked.

    >>> _changes("{count} reports were sent to police.", "{count} reports went to police.")
    '{count} reports [-were sent-] {+went+} to police.'
    """
    old, new = _tokens(wording), _tokens(sentence)
    parts: list[str] = []
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            parts += new[from_new:to_new]
            continue
        if from_old < to_old:
            parts.append(f"[-{' '.join(old[from_old:to_old])}-]")
        if from_new < to_new:
            parts.append(f"{{+{' '.join(new[from_new:to_new])}+}}")
    return " ".join(parts)
