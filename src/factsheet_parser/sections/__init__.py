"""One module a section of the sheet, named as the sheet names it; each holds its `RULES`."""

from __future__ import annotations

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
from factsheet_parser.sections.rule import Claim, Match, Rule, claims, may_claim, part_claims
from factsheet_parser.statements import Statement, statements

__all__ = ["RULES", "Claim", "Match", "Rule", "claims_in", "figures_in"]

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


def claims_in(found: list[Statement], title_year: int | None = None) -> list[Claim]:
    """Every claim of every rule on the numbers of these statements."""
    made: list[Claim] = []
    wholes: dict[int, str] = {}
    for statement in found:
        if not statement.clauses:
            continue
        tried = [rule for rule in RULES if may_claim(rule, statement)]
        here = [claim for rule in tried for claim in claims(rule, statement, title_year)]
        wholes.update((claim.place, claim.rule.figure) for claim in here)
        for rule in tried:
            parts = part_claims(rule, statement, title_year, wholes)
            here += [claim for claim in parts if claim.place not in wholes]
        made += here
    return made


def figures_in(text: str, *, state: str = "IA", year: int = 2023) -> dict[str, int | float]:
    """The figures that a few sentences or rows give, by name; for trying out a wording.

    `state` and `year` are those of the sheet that the sentences would stand in.
    """
    from factsheet_parser.reading import read_text

    document: Document = read_text(text)
    return {
        claim.rule.figure: claim.clause.number.value
        for claim in claims_in(statements(document, state))
        if claim.match is Match.FOUND and claim.clause.year in (year, None)
    }
