"""One module a section of the sheet, named as the sheet names it; each holds its `RULES`."""

from __future__ import annotations

from collections.abc import Mapping

from factsheet_parser.document import Document
from factsheet_parser.sections import (
    connect,
    cvip,
    cybertipline,
    family_advocacy,
    missing_cases,
    team_adam,
    team_hope,
    trafficking,
)
from factsheet_parser.sections.rule import (
    Claim,
    Match,
    Rule,
    claims,
    is_heard,
    known_claims,
    may_claim,
    part_claims,
)
from factsheet_parser.sections.wordings import KnownSentences, known_sentences, outline
from factsheet_parser.statements import Statement, statements

__all__ = ["RULES", "Claim", "Match", "Rule", "claims_in", "figures_in"]

_TAKES_UP = frozenset(("these", "those", "them"))

RULES: tuple[Rule, ...] = (
    *cybertipline.RULES,
    *cvip.RULES,
    *missing_cases.RULES,
    *trafficking.RULES,
    *team_hope.RULES,
    *family_advocacy.RULES,
    *team_adam.RULES,
    *connect.RULES,
)


def claims_in(
    found: list[Statement],
    sheets_year: int | None = None,
    known: KnownSentences | None = None,
) -> list[Claim]:
    """Every claim on the numbers of these statements, by known wordings first, then by the rules.

    A sentence that is a known wording from end to end needs no rule.
    """
    known = known_sentences() if known is None else known
    made: list[Claim] = []
    wholes: dict[int, str] = {}
    for statement in found:
        if not statement.figures:
            continue
        here = [
            claim
            for claim in known_claims(statement, known.get(outline(statement), ()))
            if _is_of_the_same(claim)
        ]
        if len(here) < len(statement.figures):
            here += _claims_by_rules(statement, sheets_year, wholes, here)
        wholes.update((claim.place, claim.figure) for claim in here)
        made += here
    return made


def _is_of_the_same(claim: Claim) -> bool:
    """Whether "these children", in a known wording, are those that the figure counts.

    What they are, the sentence before it says, and some rule of the figure asks for.
    """
    statement = claim.statement
    if statement.below or _TAKES_UP.isdisjoint(statement.words):
        return True
    return any(is_heard(rule, statement.heard) for rule in RULES if rule.figure == claim.figure)


def _claims_by_rules(
    statement: Statement, sheets_year: int | None, before: Mapping[int, str], known: list[Claim]
) -> list[Claim]:
    """What the rules claim besides `known`; `before` are the figures of the numbers before."""
    tried = [rule for rule in RULES if may_claim(rule, statement)]
    taken = {claim.place for claim in known}
    here = [
        claim
        for rule in tried
        for claim in claims(rule, statement, sheets_year)
        if claim.place not in taken
    ]
    wholes = {**before, **{claim.place: claim.figure for claim in (*known, *here)}}
    parts = [claim for rule in tried for claim in part_claims(rule, statement, sheets_year, wholes)]
    return here + [claim for claim in parts if claim.place not in wholes]


def figures_in(text: str, *, state: str = "IA", year: int = 2023) -> dict[str, int | float]:
    """The figures that a few sentences or rows give, by name; for trying out a wording.

    `state` and `year` are those of the sheet that the sentences would stand in.
    """
    from factsheet_parser.reading import read_text

    document: Document = read_text(text)
    return {
        claim.figure: claim.clause.number.value
        for claim in claims_in(statements(document, state))
        if claim.match is Match.FOUND and claim.clause.year in (year, None)
    }
