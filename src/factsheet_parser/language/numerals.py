"""Every number in a sentence, read for what its words say.

>>> [(n.text, n.value, n.qualifier, n.precision) for n in find("more than 105 million pieces")]
[('105 million', 105000000, 'more_than', 1000000)]
>>> [(n.text, n.value, n.kind.value) for n in find("In 2023, (1) no reports; 1 in 6 children, 19%")]
[('2023', 2023, 'year'), ('1', 1, 'list mark'), ('no', 0, 'count'), ('1 in 6', 16.7, 'percent'), \
('19%', 19, 'percent')]
>>> [n.kind.value for n in find("24,768,90 and 4.6 and 1-800-843-5678 and children1 and fewer than 10")]
['unreadable', 'unreadable', 'boilerplate', 'boilerplate', 'suppressed']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise

import regex

from factsheet_parser.language.boilerplate import BOILERPLATE, CAREFUL_WORDS, LIST_MARK
from factsheet_parser.language.hedges import LONGEST_HEDGE, hedge_before, hedged
from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.spelled import (
    NONE,
    NUMBER_WORDS,
    RATIO,
    SCALES,
    SPELLED,
    is_of_another_scale,
    ratio_of,
    spelled_of,
)
from factsheet_parser.language.words import split_words
from factsheet_parser.record import Qualifier
from factsheet_parser.timeouts import SEARCH_SECONDS

__all__ = ["NUMBER_WORDS", "Number", "NumberKind", "digit_runs", "find"]

_MEASURES = frozenset(
    (NumberKind.COUNT, NumberKind.PERCENT, NumberKind.SUPPRESSED, NumberKind.UNREADABLE)
)
_RANGE_SIGNS = frozenset(("to", "or", "through", "-", "\u2013", "\u2014"))
# "13B" is as likely a badly read "138"; no sheet counts in billions.
_LETTER_SCALES = {"K": 1_000, "M": 1_000_000}
# A sign that touches a number may be a badly read digit ("|38", "8,40]"), or a mark between
# thousands ("41'236"); only these are never one. A signed number is a change ("+12").
_MAY_PRECEDE = frozenset(
    ' \t\u00a0\u202f\u2009("\u201c*~\u2248<>=\u2264\u2265\uff1c\u2a7d:\u2014\n'
)
_MAY_FOLLOW = frozenset(
    ' \t\u00a0\u202f\u2009)"\u201d*\u2020\u2021\u00a7\u00ae\u2122\u2026\u2014+%?\n'
)
_PUNCTUATION = frozenset(".,;:")

_MOST_DIGITS = 15
_DIGITS = regex.compile(r"\d(?:[\d,.]*\d)?")
_MAY_BE_SUFFIX = frozenset(("K", "M", "%", "-", "+"))
_SUFFIXES = tuple(
    f" {word}"
    for name in (*SCALES, "%", "per", "points")
    for word in (name, name.capitalize(), name.upper())
)
_AFTER = regex.compile(
    r"""
      (?P<scale>\ (?i:hundred|thousand|million|billion)\b|[KM]\b)?
      (?: (?P<percent>\ ?%|\ per\ ?cent\b|-percent\b)(?!age|\ point) | (?P<points>\ percentage\ points?|\ points\b) )?
      (?P<plus>\+)?
    """,
    regex.VERBOSE,
)
# A count may look like a year ("reviewed 2019 submissions"): these come before a count only.
_BEFORE_A_COUNT = frozenset(
    """
        received reviewed handled supported assisted identified connected processed including had to
        with on were
    """.split()
)
_BEFORE_A_YEAR = frozenset(("in", "during", "since", "the", "year", "of", "for"))
_A_NOUN_FOLLOWS = regex.compile(
    r"\ (?!and\b|as\b|to\b|through\b|alone\b|the\b|was\b|were\b|is\b|NCMEC\b|with\b)[a-z]+"
)


def digit_runs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where digits stand: every number in digits is one of these runs, or a part of it."""
    return [match.span() for match in _DIGITS.finditer(text, start, end, timeout=SEARCH_SECONDS)]


def find(
    text: str,
    *,
    row: bool = False,
    words: Sequence[str] | None = None,
    digits: list[tuple[int, int]] | None = None,
) -> list[Number]:
    """Every number in a sentence, in order, none overlapping another.

    `row`: the text is a table row, where four digits are a count and never a year. `words` and
    `digits` are the text's words and `digit_runs`, if the caller knows them already.
    """
    words = split_words(text) if words is None else words
    digits = digit_runs(text) if digits is None else digits
    spelled = not NUMBER_WORDS.isdisjoint(words)
    # Most sentences hold plain counts only; the searches cost more than all the rest.
    special = list(_boilerplate(text, words, digits)) if digits else []
    if spelled or any(_may_be_ratio(text, *run) for run in digits):
        special += _ratios(text)
    plain = [_digits(text, *run, row=row) for run in digits]
    # Alone, runs of digits cannot overlap.
    found = plain
    if special or spelled:
        found = _apart(text, special, plain, _spelled(text) if spelled else ())
    for index, (before, number) in enumerate(pairwise(found)):
        if before.kind in _MEASURES and number.kind in _MEASURES and _is_one(text, before, number):
            found[index] = before._replace(kind=NumberKind.UNREADABLE)
            found[index + 1] = number._replace(kind=NumberKind.UNREADABLE)
    return found


def _apart(text: str, *ranked: Iterable[Number]) -> list[Number]:
    """The numbers in order, without those that overlap one that comes before them here."""
    found: list[Number] = []
    taken = bytearray(len(text))
    for number in chain(*ranked):
        if taken.find(1, number.start, number.end) < 0:
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
            found.append(number)
    return sorted(found)


def _boilerplate(
    text: str, words: Sequence[str], digits: list[tuple[int, int]]
) -> Iterator[Number]:
    """Numbers in digits that count nothing: those of names, and the marks of a list."""
    careful = not CAREFUL_WORDS.isdisjoint(words)
    bound = [run for run in digits if not _stands_free(text, *run)]
    if careful or not all(_is_bracketed(text, *run) for run in bound):
        for match in BOILERPLATE.finditer(text, timeout=SEARCH_SECONDS):
            if any(letter.isdigit() for letter in match.group()):
                yield _plain(match, NumberKind.BOILERPLATE)
    if careful or bound:
        for match in LIST_MARK.finditer(text, timeout=SEARCH_SECONDS):
            yield _list_mark(text, match)


def _ratios(text: str) -> Iterator[Number]:
    """Shares in words, "1 in 5"."""
    for match in RATIO.finditer(text, timeout=SEARCH_SECONDS):
        ratio = ratio_of(match)
        if ratio is not None:
            yield hedged(text, ratio)


def _spelled(text: str) -> Iterator[Number]:
    """Numbers in words, "no" among them."""
    for match in NONE.finditer(text, timeout=SEARCH_SECONDS):
        yield _plain(match, NumberKind.COUNT)
    for match in SPELLED.finditer(text, timeout=SEARCH_SECONDS):
        yield hedged(text, spelled_of(match))


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether blanks or a sentence's commas and points alone stand beside the digits."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if after in (",", ";", ":") or (after == "." and end + 1 == len(text)):
        after = " "
    return before in (" ", "\t") and after in (" ", "", "%")


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """Whether the digits are a list's mark, "(1)"."""
    return end - start <= 2 and text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def _list_mark(text: str, match: regex.Match[str]) -> Number:
    start, end = match.start() + match.group().startswith("("), match.end() - 1
    mark = text[start:end]
    return Number(start, end, mark, int(mark), NumberKind.LIST_MARK, "exact", 1, start)


def _may_be_ratio(text: str, start: int, end: int) -> bool:
    return end - start <= 2 and text.startswith((" in ", " of ", " out "), end)


def _plain(match: regex.Match[str], kind: NumberKind, value: int = 0) -> Number:
    start, end = match.span()
    return Number(start, end, match.group(), value, kind, "exact", 1, start)


def _digits(text: str, start: int, end: int, *, row: bool) -> Number:
    """A run of digits with what follows it."""
    printed = text[start:end]
    before, following = text[start - 1 : start], text[end : end + 1]
    if len(printed) > _MOST_DIGITS or (before and before not in _MAY_PRECEDE):
        return _unreadable(start, end, printed)
    if not row and _is_year(text, start, end):
        return Number(start, end, printed, int(printed), NumberKind.YEAR, "exact", 1, start)
    scale, percent, plus = "", False, False
    if following in _MAY_BE_SUFFIX or (following == " " and text.startswith(_SUFFIXES, end)):
        after = _AFTER.match(text, end, timeout=SEARCH_SECONDS)
        if after is not None and after.end() > end:
            if after["points"]:
                return _unreadable(start, end, printed)
            end = after.end()
            scale, percent, plus = (
                (after["scale"] or "").strip(),
                bool(after["percent"]),
                bool(after["plus"]),
            )
            following = text[end : end + 1]
    if not _is_closed(following, text[end + 1 : end + 2]):
        return _unreadable(start, end, printed)
    if not _is_well_formed(printed) or is_of_another_scale(text, start, end):
        return _unreadable(start, end, printed)
    if "." in printed and not scale and not percent:
        return _unreadable(start, end, printed)  # "12.000" is 12,000 as likely as 12
    value, precision = _value(printed, scale)
    kind = NumberKind.PERCENT if percent else NumberKind.COUNT
    if kind is NumberKind.COUNT and not isinstance(value, int):
        return _unreadable(start, end, printed)
    qualifier: Qualifier = "more_than" if plus else "rounded" if scale else "exact"
    return hedged(
        text, Number(start, end, text[start:end], value, kind, qualifier, precision, start)
    )


def _is_year(text: str, start: int, end: int) -> bool:
    printed = text[start:end]
    return (
        len(printed) == 4
        and printed[:2] in ("19", "20")
        and printed.isdigit()
        and text[end : end + 1] not in ("+", "%")
        and not _is_count(text, start, end)
    )


def _is_closed(following: str, second: str) -> bool:
    """Whether nothing behind a number can be a part of it, told by the two signs there.

    >>> [_is_closed(*signs) for signs in (("", ""), (";", " "), (";", "2"), ("]", ""), ("-", "y"))]
    [True, True, False, False, False]
    """
    if following in _PUNCTUATION:
        return not second or second in _MAY_FOLLOW or second in _PUNCTUATION
    if following in ("-", "\u2013"):
        return not second.isalnum()
    return not following or following in _MAY_FOLLOW


def _is_well_formed(printed: str) -> bool:
    """Digits as a count or a decimal is printed: "4,622", "36.2", "0"; not "24,768,90", "007"."""
    whole, point, decimals = printed.partition(".")
    if point and not decimals.isdigit():
        return False
    if whole.isdigit():
        return whole[0] != "0" or whole == "0"
    first, *groups = whole.split(",")
    return (
        1 <= len(first) <= 3
        and first.isdigit()
        and first[0] != "0"
        and all(len(group) == 3 and group.isdigit() for group in groups)
    )


def _unreadable(start: int, end: int, printed: str) -> Number:
    return Number(start, end, printed, 0, NumberKind.UNREADABLE, "exact", 1, start)


def _value(printed: str, scale: str) -> tuple[int | float, int | float]:
    """The value of digits with their scale, and what the last digit is worth.

    >>> _value("36.2", "million"), _value("4,622", ""), _value("19.5", "")
    ((36200000, 100000), (4622, 1), (19.5, 0.1))
    """
    digits = printed.replace(",", "")
    if digits.isdigit() and not scale:
        return int(digits), 1
    factor = SCALES.get(scale.casefold()) or _LETTER_SCALES.get(scale, 1)
    exact = Decimal(digits) * factor
    precision = Decimal(factor).scaleb(-len(digits.partition(".")[2]))
    return (
        int(exact) if exact == exact.to_integral_value() else float(exact),
        int(precision) if precision >= 1 else float(precision),
    )


def _is_count(text: str, start: int, end: int) -> bool:
    """Whether four digits that could be a year count something.

    >>> [n.kind.value for n in find("In 2023 NCMEC reviewed 2019 submissions, up on 2018.")]
    ['year', 'count', 'year']
    """
    if text[end : end + 1] != " " or _last_word(text, start) in _BEFORE_A_YEAR:
        return False
    hedge = hedge_before(text, start)
    if hedge and hedge[0] != "over":
        return True
    if _A_NOUN_FOLLOWS.match(text, end, timeout=SEARCH_SECONDS) is None:
        return False
    return bool(hedge) or _last_word(text, start) in _BEFORE_A_COUNT


def _last_word(text: str, end: int) -> str:
    return text[max(end - LONGEST_HEDGE, 0) : end].rstrip().rpartition(" ")[2].lower()


def _is_one(text: str, before: Number, number: Number) -> bool:
    """Whether two numbers make a range or ran into each other, so that neither is a count.

    "10 to 20", "one or two", "between 19% and 25%", "14 1 survivors" (a page number or a footnote's
    mark), "four thousand, six hundred".
    """
    between = text[before.end : number.hedge_start].strip()
    if between in _RANGE_SIGNS:
        return True
    if between == "and":
        return text[: before.hedge_start].rstrip().lower().endswith("between")
    if between == ",":
        # "four thousand, six hundred", and "4, 622", whose comma a line end has torn.
        return text[before.start].isalpha() == text[number.start].isalpha() and (
            text[number.start].isalpha() or len(number.text) == 3
        )
    return not between and number.hedge_start - before.end == 1 and text[before.end] != "\t"
