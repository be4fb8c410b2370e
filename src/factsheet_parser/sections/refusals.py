"""Why a rule does not read a number: for people who widen it.

>>> from factsheet_parser.reading import read_text
>>> from factsheet_parser.sections import RULES
>>> from factsheet_parser.statements import statements
>>> rule = next(rule for rule in RULES if rule.figure == "team_hope.national_supported")
>>> sentence = statements(read_text("In 2023, Team HOPE made over 31,000 calls."), "IA")[0]
>>> for reason in refusals(rule, sentence, sentence.clauses[0], None):
...     print(reason.text)
it does not say that they were supported ("supported", "served", "helped", ...)
it says nothing of families or people ("survivor", "survivors", "family", ...)
"calls" shows that it counts something else (calls)
behind the number stands "calls", and the rule counts something else
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from factsheet_parser.document import UnitKind
from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.record import FIGURES, Frozen, Scope
from factsheet_parser.sections.rule import Rule, is_dated, is_of_something
from factsheet_parser.statements import NATION, STATE, UNCLEAR, Clause, Statement
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.vocabulary import (
    HAPPENED,
    OTHER_MEASURES,
    PHRASES,
    phrase_of,
    unknown_word,
)

_SHOWN = 3
_WORDS_BEHIND = 5


class Refusal(Frozen):
    """One reason why a rule does not claim a number."""

    kind: Literal["not_said", "other_measure", "whose", "year", "not_counted", "unknown_word"] = (
        Field(
            description="not_said: what the sentence must say is absent; other_measure: it says what "
            "it must never say; whose: the number is not the state's, or not the nation's; year: it is "
            "not one year's; not_counted: what follows the number is not what the rule counts; "
            "unknown_word: it says a word that may make it another measure."
        )
    )
    text: str = Field(description="The reason, for a person.")


def refusals(
    rule: Rule, statement: Statement, clause: Clause, sheets_year: int | None
) -> tuple[Refusal, ...]:
    """Each reason why `rule` does not claim the clause's number; empty when it would."""
    return tuple(_refusals(rule, statement, clause, sheets_year))


def _refusals(
    rule: Rule, statement: Statement, clause: Clause, sheets_year: int | None
) -> Iterator[Refusal]:
    for tag in sorted(rule.must - clause.heard):
        yield _not_said([tag])
    for tags in rule.one_of:
        if clause.heard.isdisjoint(tags):
            yield _not_said(sorted(tags))
    for tag in sorted(rule.never & clause.said):
        named = f" ({tag.replace('_', ' ')})" if tag in OTHER_MEASURES else ""
        phrase = phrase_of(tag, statement.text) or tag
        yield Refusal(
            kind="other_measure", text=f'"{phrase}" shows that it counts something else{named}'
        )
    missing_context = rule.context - statement.heard_before
    if missing_context:
        named = " or ".join(sorted(missing_context)).replace("_", " ")
        text = f"the sentence before it says nothing of {named}"
        yield Refusal(kind="not_said", text=text)
    if statement.is_of_another_table:
        text = "what announces its table counts something else"
        yield Refusal(kind="other_measure", text=text)
    if not rule.recorded and is_of_something(statement, clause):
        text = "something else is told of what the number counts"
        yield Refusal(kind="other_measure", text=text)
    whose = _whose(FIGURES[rule.figure].scope, clause.whose)
    if whose:
        yield Refusal(kind="whose", text=whose)
    if not is_dated(rule, statement, clause, sheets_year):
        yield Refusal(kind="year", text=_undated(rule, clause))
    if not rule.pattern.match(statement.masked, clause.number.hedge_start, timeout=SEARCH_SECONDS):
        yield Refusal(kind="not_counted", text=_not_counted(statement, clause))
    word = unknown_word(statement.read_to(clause))
    if word and statement.kind is not UnitKind.ROW:
        yield Refusal(
            kind="unknown_word",
            text=f'the rules do not know "{word}", which may make it another measure',
        )


def _whose(scope: Scope, whose: str) -> str | None:
    if whose == UNCLEAR:
        return "it cannot be told whose the number is"
    if scope == "national":
        return (
            None if whose == NATION else "the number is a state's, and the figure is the nation's"
        )
    if whose == NATION:
        return "nothing says that the number is the state's"
    return None if whose == STATE else f"the number is that of {NAMES[whose]}"


def _not_said(tags: list[str]) -> Refusal:
    words = [phrase.rstrip("*") for tag in tags for phrase in PHRASES[tag]]
    shown = ", ".join(f'"{word}"' for word in words[:_SHOWN])
    shown += ", ..." if len(words) > _SHOWN else ""
    named = " or ".join(tag.replace("_", " ") for tag in tags)
    if any(tag in HAPPENED for tag in tags):
        return Refusal(kind="not_said", text=f"it does not say that they were {named} ({shown})")
    return Refusal(kind="not_said", text=f"it says nothing of {named} ({shown})")


def _undated(rule: Rule, clause: Clause) -> str:
    if rule.undated:
        return f"the figure is a running total, and the sentence is of {clause.year}"
    if clause.cumulative:
        return "it counts another span than one year"
    return "it states no year"


def _not_counted(statement: Statement, clause: Clause) -> str:
    behind = statement.text[clause.number.end :].split()[:_WORDS_BEHIND]
    if not behind:
        return "nothing behind the number says what it counts"
    shown = " ".join(behind).rstrip(".,;:")
    return f'behind the number stands "{shown}", and the rule counts something else'
