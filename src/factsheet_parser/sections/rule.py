"""What a rule is: which figure, what is counted, and what its sentence must and must never say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import regex

from factsheet_parser.document import UnitKind
from factsheet_parser.language.numerals import NumberKind
from factsheet_parser.record import FIGURES, Scope
from factsheet_parser.sections.wordings import Known
from factsheet_parser.statements import (
    COUNT_MARK,
    NATION,
    PERCENT_MARK,
    STATE,
    STATE_MARK,
    UNCLEAR,
    UNREADABLE_MARK,
    Clause,
    Statement,
)
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.vocabulary import (
    COUNTED,
    MODIFIERS,
    OTHER_MEASURES,
    TAGS,
    pattern_of,
    unknown_word,
)

# What a rule's `counted` may hold beside words. Between a number and its noun may stand up to
# six modifiers of the vocabulary, an insertion in brackets ("(up 35% over 2020)"), and no other
# number. Any other word could make it count something else: "62 agencies in Iowa received reports",
# "212 domestic reports".
_MODIFIER = rf"(?:(?:{'|'.join(sorted(MODIFIERS, key=len, reverse=True))}|{STATE_MARK}+)(?:'s|-specific|-based)?(?:[/-]|,?\ (?:and\ |or\ |&\ )?))"
_NUMBER = rf"(?P<number>{COUNT_MARK}+)(?:\ \([^()]*[\d{COUNT_MARK}{PERCENT_MARK}][^()]*\))?(?:\ of\ (?:these|those|the\ year's)(?=\ ))?"
_STATE = rf"(?:the\ (?:state|commonwealth|territory)\ of\ )?{STATE_MARK}++"
_BLANKS = {
    "{count}": _NUMBER,
    "{percent}": _NUMBER.replace(COUNT_MARK, PERCENT_MARK),
    "{words}": rf"{_MODIFIER}{{0,6}}?",
    "{kin}": rf"(?:(?:survivors?|famil(?:y|ies)|individuals?|people|members?|child|missing|affected|impacted|other|{STATE_MARK}++(?:'s)?)(?:[/-]|,?\ (?:and\ |or\ |&\ )?)){{0,6}}?",
    "{state}": _STATE,
    "{on}": rf"[^{COUNT_MARK}{PERCENT_MARK}{UNREADABLE_MARK};,]{{0,160}}?",
    # "Foster Homes" alone counts homes.
    "{row}": r"(?<=\t)(?<!^(?:(?!missing|from|reported|child)[^\t])*(?:homes?|facilit(?:y|ies)|offices?)\t)"
    rf"(?P<number>{COUNT_MARK}+)",
    "{in_state}": rf"(?:in|from|across|within|throughout)\ {_STATE}(?![\w'-]|\ (?!in\ \d|during|with\ peer|through\ peer|were|was|as\ follows))",
    **{f"{{{noun}}}": pattern_of(noun) for noun in COUNTED},
}
# Behind a part without a noun of its own: "17 of them", "of whom 17 were".
_PART = (
    rf"{COUNT_MARK}+(?:\ (?:of|out\ of|among)\ (?:whom|which|them|these|those))?"
    r"(?:\ (?:were|was|are|is))?\ (?:being\ )?"
)


_NOT_A_STATE = frozenset((NATION, UNCLEAR))


class Match(Enum):
    """What a rule makes of a number that it recognises."""

    FOUND = "found"
    OTHER_STATE = "the sentence names another jurisdiction"
    SUPPRESSED = "a small count is held back"


class Claim(NamedTuple):
    """A claim on one number, by a rule or by a known wording."""

    figure: str
    rule: str
    """What evidence calls the rule: "team_hope.state_supported/wording" for a known wording,
    "team_hope.state_supported/parts:survivors-and-families" for a rule."""
    undated: bool
    clause: Clause
    statement: Statement
    match: Match

    @property
    def place(self) -> int:
        """Where the number starts in the document's text."""
        return self.statement.start + self.clause.number.start


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a sheet words one figure.

    `counted` is a pattern over the sentence in lower case that begins with the number, `{count}`,
    `{percent}` or, in a table row, `{row}`; `{words}` are up to six words, `{on}` is the rest of
    the number's phrase, and a noun of the vocabulary, such as `{report}`, any of its words;
    `{kin}` are words for survivors and families, `{state}` is the sheet's jurisdiction, and
    `{in_state}` "in Iowa" without a closer place or manner. What stands before the number can be
    asked for by looking behind.
    `must` are tags that the reader has heard by the end of the number's clause (of `a|b` one is
    enough), `never` those that its clause must not hold; the tags of other measures are never
    allowed unless in `allows`.
    `undated`: the figure is a running total, so that its sentence needs no year.
    `standing`: the figure is how many there are on a day, so that "by the end of 2023" is its year.
    `recorded`: the figure may be told as what there is information on.
    `context` are tags that the sentence before must have heard, where this one does not say them.
    `whole` is the figure of which this one is a part, and `part` a pattern of what then follows a
    number without a noun of its own: "..., of whom 17 were from Iowa".

    Raises ValueError when made, for an unknown figure, an unknown tag or a missing blank.
    """

    name: str
    figure: str
    counted: str
    must: frozenset[str]
    one_of: tuple[frozenset[str], ...]
    """Of each, the reader has heard one."""
    never: frozenset[str]
    undated: bool
    standing: bool
    recorded: bool
    context: frozenset[str]
    percent: bool
    pattern: regex.Pattern[str]
    whole: str
    part: regex.Pattern[str] | None

    @property
    def identifier(self) -> str:
        """What evidence calls the rule."""
        return f"{self.figure}/parts:{self.name}"


def rule(
    figure: str,
    name: str,
    *,
    counted: str,
    must: str,
    never: str = "",
    allows: str = "",
    undated: bool = False,
    standing: bool = False,
    recorded: bool = False,
    context: str = "",
    whole: str = "",
    part: str = "",
) -> Rule:
    """A rule; `must`, `never`, `allows` and `context` are tags with blanks between."""
    for name_of in filter(None, (figure, whole)):
        if name_of not in FIGURES:
            raise ValueError(f"no such figure: {name_of}")
    unknown = set(f"{must.replace('|', ' ')} {never} {allows} {context}".split()) - TAGS
    if unknown:
        raise ValueError(f"{figure}: no such tag: {', '.join(sorted(unknown))}")
    pattern = _expanded(counted)
    if "(?P<number>" not in pattern:
        raise ValueError(f"{figure}: counted has no {{count}}, {{percent}} or {{row}}: {counted}")
    return Rule(
        name,
        figure,
        counted,
        frozenset(tag for tag in must.split() if "|" not in tag),
        tuple(frozenset(tag.split("|")) for tag in must.split() if "|" in tag),
        frozenset(OTHER_MEASURES.keys() - set(allows.split())) | frozenset(never.split()),
        undated,
        standing,
        recorded,
        frozenset(context.split()),
        FIGURES[figure].percent,
        regex.compile(pattern, regex.VERBOSE),
        whole,
        regex.compile(f"{_PART}(?:{_expanded(part)})", regex.VERBOSE) if part else None,
    )


def not_by(doers: str, verbs: str) -> str:
    """A pattern before a number that is not what these did: "police in Iowa received 5,200 ..."."""
    return f"(?<!(?:{doers})\\b[^,;{COUNT_MARK}]{{0,24}}(?:{verbs}) )"


def told(noun: str) -> str:
    """A pattern of a number right behind its noun: "reports ... totaled 18,400"."""
    verbs = (
        "totaled|totalled|numbered|exceeded|reached|topped|surpassed|came to|amounted to|grew to"
        "|rose to|accounted for|made up|stands at|stood at"
    )
    return (
        # At the head of its part of the sentence: "agencies with registered users" are agencies.
        f"(?<=(?:^|[,;:] )(?:in \\d{{4}}, )?(?:the )?(?:number of )?(?:{noun})(?: nationwide)?(?: (?:in|during) \\d{{4}})? (?:{verbs}) ){{count}}"
        "(?: of (?:these|those|the) cases)?(?![\\w'-]| (?!in \\d|during|and (?:contain|includ|involv)|nationwide))"
    )


def _expanded(pattern: str) -> str:
    """A rule's pattern with its blanks filled in."""
    pattern = pattern.replace(" ", r"\ ")
    for blank, meaning in _BLANKS.items():
        # The words of {words} and {kin} bring the blanks behind them.
        brings_blanks = blank in ("{words}", "{kin}")
        pattern = pattern.replace(f"{blank}\\ ", meaning if brings_blanks else f"{meaning}\\ ")
        pattern = pattern.replace(blank, meaning)
    return pattern


def may_claim(rule: Rule, statement: Statement) -> bool:
    """A set comparison that spares most rules their search."""
    return is_heard(rule, statement.heard) and (
        NATION in statement.owners
        if FIGURES[rule.figure].scope == "national"
        else not statement.owners <= _NOT_A_STATE
    )


def is_heard(rule: Rule, heard: frozenset[str]) -> bool:
    """Whether all that a rule's sentence must say was heard."""
    if not rule.must <= heard:
        return False
    return not rule.one_of or not any(heard.isdisjoint(tags) for tags in rule.one_of)


def claims(rule: Rule, statement: Statement, sheets_year: int | None) -> Iterator[Claim]:
    """The numbers of `statement` that `rule` recognises, of whichever year.

    Worth calling only where `may_claim` holds.
    """
    for clause in statement.clauses:
        claim = _claim(rule, rule.pattern, statement, clause, sheets_year)
        if claim is not None:
            yield claim


def part_claims(
    rule: Rule, statement: Statement, sheets_year: int | None, wholes: Mapping[int, str]
) -> Iterator[Claim]:
    """The numbers without a noun of their own that are parts of a whole claimed before.

    `wholes` tells which figure each number claimed so far is, by its place in the document. The
    whole is the number before the part: in its sentence, or in the one that it leans on.
    """
    if rule.part is None:
        return
    before = statement.leans_on
    for clause in statement.clauses:
        if before is not None and wholes.get(before) == rule.whole:
            claim = _claim(rule, rule.part, statement, clause, sheets_year)
            if claim is not None:
                yield claim
        before = statement.start + clause.number.start


def known_claims(statement: Statement, known: Iterable[Known]) -> Iterator[Claim]:
    """What a known wording gives; the statement's outline is the wording's.

    A table's row needs its table besides: in a table of another state, another year or of
    something else, a known label tells nothing.
    """
    for figure, index, label in known:
        if index >= len(statement.figures):
            continue
        number = statement.figures[index]
        if (number.kind is NumberKind.PERCENT) != FIGURES[figure].percent:
            # "19 of these children": what was a share counts.
            continue
        if "\t" in statement.text:
            clause = statement.clauses[index]
            if clause.whose != STATE or clause.cumulative or statement.is_of_another_table:
                continue
        else:
            whose = NATION if FIGURES[figure].scope == "national" else STATE
            years = [each for each in statement.numbers if each.kind is NumberKind.YEAR]
            year = int(years[0].value) if years else None
            clause = Clause(
                number, frozenset(), frozenset(), whose, year, False, 0, len(statement.text)
            )
        match = Match.SUPPRESSED if number.kind is NumberKind.SUPPRESSED else Match.FOUND
        undated = clause.year is None
        yield Claim(figure, f"{figure}/{label}", undated, clause, statement, match)


# "Information on 4,000 reports", "a share of 90 incidents": something else is told of them.
_OF_SOMETHING = regex.compile(
    r"\b(?:information|data|inquir\w+|analys[ie]s|reviews?|share|proportion|files|material|resources"
    r"|notified|tips|records?|statistics)\ (?:\w+\ )?(?:on|of|from|about|for|with|in|by)\ $",
    regex.VERBOSE,
)


def is_of_something(statement: Statement, clause: Clause) -> bool:
    """Whether something else is told of what the number counts: "information on 4,000 reports"."""
    end = clause.number.hedge_start
    return _OF_SOMETHING.search(statement.masked, 0, end, timeout=SEARCH_SECONDS) is not None


def _claim(
    rule: Rule,
    pattern: regex.Pattern[str],
    statement: Statement,
    clause: Clause,
    sheets_year: int | None,
) -> Claim | None:
    if not is_heard(rule, clause.heard) or not rule.never.isdisjoint(clause.said):
        return None
    if statement.is_of_another_table or not rule.context <= statement.heard_before:
        return None
    match = _judge(rule, FIGURES[rule.figure].scope, statement, clause, sheets_year)
    if (
        match is not None
        and pattern.match(statement.masked, clause.number.hedge_start, timeout=SEARCH_SECONDS)
        and (rule.recorded or not is_of_something(statement, clause))
        and (statement.kind is UnitKind.ROW or unknown_word(statement.read_to(clause)) is None)
    ):
        return Claim(rule.figure, rule.identifier, rule.undated, clause, statement, match)
    return None


def _judge(
    rule: Rule, scope: Scope, statement: Statement, clause: Clause, sheets_year: int | None
) -> Match | None:
    """Whether the number is the figure, and if it is, whether its value can be told."""
    dated = is_dated(rule, statement, clause, sheets_year)
    if scope == "national":
        if clause.whose != NATION:
            return None
    elif clause.whose in (NATION, UNCLEAR):
        return None
    elif clause.whose != STATE:
        return Match.OTHER_STATE if dated else None
    if not dated:
        return None
    return Match.SUPPRESSED if clause.number.kind is NumberKind.SUPPRESSED else Match.FOUND


def _on_a_day(statement: Statement, clause: Clause, sheets_year: int | None) -> bool:
    """Whether the only year that the sentence names, "by the end of 2023", is the sheet's."""
    years = {n.value for n in statement.numbers if n.kind is NumberKind.YEAR}
    return years == {sheets_year} and "cumulative" not in clause.said


def is_dated(rule: Rule, statement: Statement, clause: Clause, sheets_year: int | None) -> bool:
    """Whether the count is a year's, and not one that has been running for many."""
    if (
        rule.undated
        and not rule.percent
        and any(number.kind is NumberKind.YEAR for number in statement.numbers)
    ):
        # "As of 2020": a total up to another day.
        return False
    if rule.undated:
        # A running total: the sentence gives no year of its own.
        return clause.year is None or statement.kind is UnitKind.ROW or rule.percent
    if rule.standing and _on_a_day(statement, clause, sheets_year):
        return True
    if clause.cumulative:
        return False
    if clause.year is not None or statement.kind is UnitKind.ROW:
        return True
    return sheets_year is not None and "perfect" not in clause.heard
