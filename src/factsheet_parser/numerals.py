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

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

import regex

from factsheet_parser.record import Qualifier
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.words import TENS, UNITS, split_words


class NumberKind(Enum):
    """What a number in the text is."""

    COUNT = "count"
    PERCENT = "percent"
    SUPPRESSED = "suppressed"
    """A small count that is held back: "fewer than 10", "<50"."""
    YEAR = "year"
    LIST_MARK = "list mark"
    BOILERPLATE = "boilerplate"
    """A telephone number, a statute, "24/7", an ordinal, a footnote mark."""
    UNREADABLE = "unreadable"
    """Digits that make no single count: "24,768,90", "10-20", "4.6" """


class Number(NamedTuple):
    """One number; `start` and `end` are places in the text it was found in."""

    start: int
    end: int
    text: str
    value: int | float
    kind: NumberKind
    qualifier: Qualifier
    precision: int | float
    hedge_start: int
    """Where the words before the number that qualify it start; `start` if there are none."""


_MEASURES = frozenset(
    (NumberKind.COUNT, NumberKind.PERCENT, NumberKind.SUPPRESSED, NumberKind.UNREADABLE)
)
_RANGE_SIGNS = frozenset(("to", "or", "through", "-", "\u2013", "\u2014"))
SUPPRESSED_UP_TO = 1_000
"""A count "fewer than" this or less hides a small number; above it, it rounds a large one."""

WORD_VALUES: dict[str, int] = {
    **{word: value for value, word in enumerate(UNITS)},
    **{word: 10 * value for value, word in enumerate(TENS, start=2)},
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_LETTER_SCALES = {"K": 1_000, "M": 1_000_000, "B": 1_000_000_000}

NUMBER_WORDS = frozenset((*WORD_VALUES, "hundred", "thousand", "no", "none", "any"))
"""Words in lower case that may be, or begin, a number."""
_CAREFUL_WORDS = frozenset(
    """
        age ages aged year years old hour hours section title u january february march april may
        june july august september october november december
    """.split()
)

_HEDGES: dict[str, Qualifier] = {
    **dict.fromkeys(
        (
            "more than", "over", "well over", "just over", "at least", "exceeding", "greater than",
            "in excess of", "upwards of", "upward of", "no fewer than", "no less than",
            "not less than", "a minimum of", "surpassing", "topping", ">", "\u2265",
        ),
        "more_than",
    ),
    **dict.fromkeys(
        (
            "about", "approximately", "approx.", "around", "roughly", "nearly", "almost", "some",
            "an estimated", "estimated", "close to", "circa", "~", "\u2248",
        ),
        "about",
    ),
    **dict.fromkeys(
        (
            "fewer than", "less than", "under", "just under", "below", "up to", "at most",
            "no more than", "not more than", "a maximum of", "shy of", "fewer than the",
            "fewer than about", "<", "<=", "< =", "&lt;", "\u2264", "\uff1c", "\u2a7d",
        ),
        "less_than",
    ),
}  # fmt: skip
_HEDGE_MARKS = sorted(
    (hedge for hedge in _HEDGES if not hedge[-1].isalpha() and hedge[-1] != "."),
    key=len,
    reverse=True,
)
_LONGEST_HEDGE = 32
_HEDGE_WORDS = 3
"""A hedge has at most this many words."""
_TOTAL = " a total of"
_TAKE_OVER = frozenset("looked look went gone go handed turned took taken passed talked".split())
"""In "looked over 38 submissions" the verb's second word is no hedge."""
_HEDGES_LAST_WORDS = frozenset(hedge.rpartition(" ")[2] for hedge in _HEDGES) | {"of"}

_MOST_DIGITS = 15
_DIGITS = regex.compile(r"\d(?:[\d,.]*\d)?")
_MAY_BE_SUFFIX = frozenset(("K", "M", "B", "%", "-", "+"))
_OTHER_SCALE_WORDS = frozenset(
    "dozen score trillion mil mn mln bn m b k lakh crore million billion point".split()
)
_SUFFIXES = tuple(
    f" {word}"
    for name in (*_SCALES, "%", "per", "points")
    for word in (name, name.capitalize(), name.upper())
)
_AFTER = regex.compile(
    r"""
      (?P<scale>\ (?i:hundred|thousand|million|billion)\b|[KMB]\b)?
      (?: (?P<percent>\ ?%|\ per\ ?cent\b|-percent\b)(?!age|\ point) | (?P<points>\ percentage\ points?|\ points\b) )?
      (?P<plus>\+)?
    """,
    regex.VERBOSE,
)
_RATIO = regex.compile(
    r"""
    (?<![\w,.\-$]) (?P<part>\d{1,2}|\L<words>) \ (?:in|out\ of|of)(?:\ every)? \ (?P<whole>\d{1,3}|\L<words>)
    (?![\w,]*\d) (?!\ (?:million|billion|thousand|hundred|percent)) (?!\w)
    """,
    regex.VERBOSE | regex.IGNORECASE,
    words=list(WORD_VALUES),
)
_WORD_PIECE = "|".join(sorted((*WORD_VALUES, "hundred", "thousand"), key=len, reverse=True))
_SPELLED = regex.compile(
    rf"(?<![\w-])(?P<number>(?:{_WORD_PIECE})(?:(?:-|\ |\ and\ )(?:{_WORD_PIECE}))*)"
    r"(?P<percent>\ per\ ?cent\b)?(?![\w-])",
    regex.IGNORECASE,
)
# "did not review any" says 0; so does "no" before what is counted.
_NONE = regex.compile(
    r"""
      \b(?:did|do|does|has|have|had|was|were)(?:\ not|n't)\ (?:been\ )?
        (?:receive|review|handle|make|refer|send|sent|provide|support|connect|have|assist|identify|process|get)
        (?:ed|d)?(?:\ (?:any\b))
    | \b(?:no|none)\b (?!\ (?:more|fewer|less|longer|later|one|cost|matter|doubt)\b) (?!-)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# Numbers that measure nothing: each with its reason.
_BOILERPLATE = regex.compile(
    r"""
      (?:\+?1[-.\ ])?\(?\b\d{3}\)?[-.\ ]\d{3}[-.]\d{4}\b                 # a telephone number
    | \b1-8\d\d-[A-Z0-9][-A-Z0-9]+                                       # 1-800-THE-LOST
    | \b24\ ?(?:/\ ?7|hours?\b|-hours?\b)(?:\ a\ day)?                   # round the clock
    | \b(?:\d+\ U\.?S\.?C\.?|U\.?S\.?C\.?|Section|Sec\.|Title|§+)\ ?(?:§+\ ?)?\d+\w*(?:\(\w+\))* # a statute
    | \b501\(c\)\(3\)                                                    # a charity's tax status
    | \b(?:ages?|aged)\ \d{1,2}(?:\ ?(?:-|to|and)\ ?\d{1,2})?\b          # ages
    | \b(?:under|over)\ (?:the\ age\ of\ )?1[78]\b(?!,)(?=\ years|[.;)]|$|\ who|\ and\b) # minors
    | \b\d{1,2}[-\ ]years?[-\ ](?:of\ age|old)\b
    | \b(?:January|February|March|April|May|June|July|August|September|October|November|December)
      \ \d{1,2}(?:,\ (?=\d{4}))?\b                                       # a date
    | \b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b
    | \b(?:https?://|www\.)\S+                                           # an address on the web
    | \b\d+(?:st|nd|rd|th)\b                                             # an ordinal
    | (?<=[a-z®™*])\d\b(?![,.]\d)                                        # a footnote mark
    """,
    regex.VERBOSE,
)
_LIST_MARK = regex.compile(r"\(\d{1,2}\)|(?:^|(?<=[;:.]\ ))\d{1,2}[.)](?=\ [A-Za-z])")
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
    found: list[Number] = []
    if not (digits or spelled):
        return found

    taken = bytearray(len(text))

    def add(number: Number) -> None:
        if taken.find(1, number.start, number.end) < 0:
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
            found.append(number)

    # Most sentences hold plain counts only; the searches below cost more than all the rest.
    if digits and not (
        _CAREFUL_WORDS.isdisjoint(words) and all(_stands_free(text, *run) for run in digits)
    ):
        for match in _BOILERPLATE.finditer(text, timeout=SEARCH_SECONDS):
            if any(letter.isdigit() for letter in match.group()):
                add(_plain(match, NumberKind.BOILERPLATE))
        for match in _LIST_MARK.finditer(text, timeout=SEARCH_SECONDS):
            start = match.start() + match.group().startswith("(")
            mark = text[start : match.end() - 1]
            add(
                Number(
                    start, match.end() - 1, mark, int(mark), NumberKind.LIST_MARK, "exact", 1, start
                )
            )
    if spelled or any(_may_be_ratio(text, *run) for run in digits):
        for match in _RATIO.finditer(text, timeout=SEARCH_SECONDS):
            ratio = _ratio(match)
            if ratio is not None:
                add(_hedged(text, ratio))
    if found or spelled:
        for run in digits:
            add(_digits(text, *run, row=row))
    else:
        # Alone, runs of digits cannot overlap.
        found.extend([_digits(text, *run, row=row) for run in digits])
    if spelled:
        for match in _NONE.finditer(text, timeout=SEARCH_SECONDS):
            add(_plain(match, NumberKind.COUNT))
        for match in _SPELLED.finditer(text, timeout=SEARCH_SECONDS):
            add(_hedged(text, _spelled(match)))
    found.sort()
    for index, (before, number) in enumerate(pairwise(found)):
        if before.kind in _MEASURES and number.kind in _MEASURES and _is_one(text, before, number):
            found[index] = before._replace(kind=NumberKind.UNREADABLE)
            found[index + 1] = number._replace(kind=NumberKind.UNREADABLE)
    return found


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether blanks or a sentence's commas and points alone stand beside the digits."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if after in (",", ";", ":") or (after == "." and end + 1 == len(text)):
        after = " "
    return before in (" ", "\t") and after in (" ", "", "%")


def _may_be_ratio(text: str, start: int, end: int) -> bool:
    return end - start <= 2 and text.startswith((" in ", " of ", " out "), end)


def _plain(match: regex.Match[str], kind: NumberKind, value: int = 0) -> Number:
    start, end = match.span()
    return Number(start, end, match.group(), value, kind, "exact", 1, start)


def _digits(text: str, start: int, end: int, *, row: bool) -> Number:
    """A run of digits with what follows it."""
    printed = text[start:end]
    if len(printed) > _MOST_DIGITS:
        return _unreadable(start, end, printed)
    before, following = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or (before and before in "-\u2013/.,$#_\u20ac\u00a3\u00a5"):
        return _unreadable(start, end, printed)
    if (
        not row
        and len(printed) == 4
        and printed[:2] in ("19", "20")
        and printed.isdigit()
        and following not in ("+", "%")
        and not _is_count(text, start, end)
    ):
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
    if following.isalnum() or (
        following in ("-", "\u2013", "/") and text[end + 1 : end + 2].isalnum()
    ):
        return _unreadable(start, end, printed)
    if not _is_well_formed(printed) or _is_of_another_scale(text, start, end):
        return _unreadable(start, end, printed)
    value, precision = _value(printed, scale)
    kind = NumberKind.PERCENT if percent else NumberKind.COUNT
    if kind is NumberKind.COUNT and not isinstance(value, int):
        return _unreadable(start, end, printed)
    qualifier: Qualifier = "more_than" if plus else "rounded" if scale else "exact"
    return _hedged(
        text, Number(start, end, text[start:end], value, kind, qualifier, precision, start)
    )


def _is_of_another_scale(text: str, start: int, end: int) -> bool:
    """ "per 10,000", "4 dozen", "3 trillion", "36.2 mn": not what the digits say."""
    if text.endswith(("per ", "every ", "half ", "third of ", "\u00b1 "), 0, start):
        return True
    following = text[end : end + 14].lower().replace("(", " ").replace("-", "").split()
    return bool(following) and following[0].rstrip(".,;)") in _OTHER_SCALE_WORDS


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
    factor = _SCALES.get(scale.casefold()) or _LETTER_SCALES.get(scale, 1)
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
    hedge = _hedge_before(text, start)
    if hedge and hedge[0] != "over":
        return True
    if _A_NOUN_FOLLOWS.match(text, end, timeout=SEARCH_SECONDS) is None:
        return False
    return bool(hedge) or _last_word(text, start) in _BEFORE_A_COUNT


def _last_word(text: str, end: int) -> str:
    return text[max(end - _LONGEST_HEDGE, 0) : end].rstrip().rpartition(" ")[2].lower()


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


def _ratio(match: regex.Match[str]) -> Number | None:
    """ "1 in 6" as percent to one decimal."""
    part, whole = (_small(match[name]) for name in ("part", "whole"))
    if not 0 < part < whole <= 100:
        return None
    start, end = match.span()
    percent = float(round(Decimal(100 * part) / whole, 1))
    return Number(start, end, match.group(), percent, NumberKind.PERCENT, "about", 0.1, start)


def _small(text: str) -> int:
    return int(text) if text.isdigit() else WORD_VALUES[text.casefold()]


def _spelled(match: regex.Match[str]) -> Number:
    """ "twenty-one", "one hundred and five", "nineteen percent"."""
    total = current = 0
    readable = True
    last = 10**9
    for word in match["number"].casefold().replace("-", " ").replace(" and ", " ").split():
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
            last = 100
        else:
            value = WORD_VALUES[word]
            # "twenty one" adds up; "two three" and "one twenty" do not.
            readable = readable and (last >= 100 or (20 <= last < 100 and 0 < value < 10))
            current += value
            last = max(value, 1)
    start, end = match.span()
    kind = NumberKind.PERCENT if match["percent"] else NumberKind.COUNT
    # "several hundred", "two million", "two dozen".
    readable = readable and match["number"].casefold().split()[0] not in _SCALES
    if not readable or _is_of_another_scale(match.string, start, end):
        kind = NumberKind.UNREADABLE
    return Number(start, end, match.group(), total + current, kind, "exact", 1, start)


def _hedge_before(text: str, start: int) -> tuple[str, int] | None:
    """The hedge that ends right before `start`, and where it begins."""
    before = text[max(start - _LONGEST_HEDGE, 0) : start]
    trimmed = before.rstrip(" ")
    for mark in _HEDGE_MARKS:
        if trimmed.endswith(mark):
            return mark, start - len(before) + len(trimmed) - len(mark)
    if len(trimmed) == len(before) or trimmed.rpartition(" ")[2].lower() not in _HEDGES_LAST_WORDS:
        return None
    if trimmed.endswith(_TOTAL):
        trimmed = trimmed[: -len(_TOTAL)]
    words = trimmed.rsplit(" ", _HEDGE_WORDS)
    for count in range(min(_HEDGE_WORDS, len(words)), 0, -1):
        hedge = " ".join(words[-count:])
        if hedge.lower() in _HEDGES:
            if hedge.lower() == "over" and words[-2:][0].lower() in _TAKE_OVER:
                return None
            return hedge.lower(), start - len(before) + len(trimmed) - len(hedge)
    return None


def _hedged(text: str, number: Number) -> Number:
    """The number with the words before it that qualify it."""
    found = _hedge_before(text, number.start)
    if found is None:
        return number
    qualifier = _HEDGES[found[0]]
    kind = number.kind
    if qualifier == "less_than" and kind is NumberKind.COUNT and number.value <= SUPPRESSED_UP_TO:
        kind = NumberKind.SUPPRESSED
    elif qualifier == "less_than" and kind is NumberKind.PERCENT:
        kind = NumberKind.UNREADABLE
    return number._replace(qualifier=qualifier, kind=kind, hedge_start=found[1])
