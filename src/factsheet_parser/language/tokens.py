"""A unit's text in normal form: words, and marks for numbers, years and jurisdictions.

Small letters, single blanks; singular and plural, curly and straight quotes, `&` and "and" are the
same; a TAB is the word `|`. What is a number, with its hedge, is one mark, whatever its value.

>>> unit = marked("**In 2023, more than 105 million reports & 1 in 6 families from Iowa's D.C.**", "IA")
>>> shown(unit.text)
'in {year} {count} report and {percent} family from {state} {other}'
>>> [number.value for number in unit.numbers]
[2023, 105000000, 16.7]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import regex

from factsheet_parser.jurisdictions import NAMES, Mention, mentions
from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.numerals import find
from factsheet_parser.language.words import split_words
from factsheet_parser.timeouts import SEARCH_SECONDS

COUNT, PERCENT, YEAR = "N", "P", "Y"
STATE, OTHER_STATE = "S", "O"
LIST_MARK, UNREADABLE = "L", "X"
"""The marks are capitals, since all words are in small letters."""
CELL = "|"

NUMBER_MARKS = {
    NumberKind.COUNT: COUNT,
    NumberKind.SUPPRESSED: COUNT,
    NumberKind.PERCENT: PERCENT,
    NumberKind.YEAR: YEAR,
    NumberKind.LIST_MARK: LIST_MARK,
    NumberKind.BOILERPLATE: UNREADABLE,
    NumberKind.UNREADABLE: UNREADABLE,
}
"""The mark of each kind of number; no wording takes the last one."""
_SHOWN = str.maketrans(
    {
        COUNT: "{count}",
        PERCENT: "{percent}",
        YEAR: "{year}",
        STATE: "{state}",
        OTHER_STATE: "{other}",
        LIST_MARK: "(1)",
        UNREADABLE: "{unreadable}",
    }
)

_PARTED = str.maketrans(
    dict.fromkeys("/-\u2010\u2011\u2013\u2014,;:()[]*\"\u201c\u201d\u2026\u00ae\u2122\n\u00a0\u00ad", " ")
    | {"&": " and ", "\u2019": "'", "\t": f" {CELL} "}
)  # fmt: skip
_ONE_FORM = {
    "children": "child",
    "people": "person",
    "persons": "person",
    "were": "was",
    "are": "is",
    "have": "has",
    "news": "news",
    "goods": "goods",
    "means": "means",
}
_ENDS_NO_PLURAL = "su'i"

_PAST = {
    "receive": "received", "review": "reviewed", "handle": "handled", "make": "made",
    "refer": "referred", "send": "sent", "sent": "sent", "provide": "provided",
    "support": "supported", "connect": "connected", "have": "had", "assist": "assisted",
    "identify": "identified", "process": "processed", "get": "got",
}  # fmt: skip
_NOT_ANY = regex.compile(r"(?:not |n't )(?:been )?(?P<verb>[a-z]+?)(?:ed|d)? any$")
_TOTALS = ("a total of ", "A total of ")
_OF_NAME = ("the state of ", "the territory of ", "the commonwealth of ", "state of ")
_LONGEST_OF_NAME = 20
_WITH_ARTICLE = frozenset(("DC", "VI", "MP"))
_POSSESSIVES = ("'s", "\u2019s")
_PIECE = regex.compile(r"\t|\S+")
# "The state" is the sheet's own where nothing behind it makes it another word.
_THE_STATE = regex.compile(
    r"\b[Tt]h(?:e|is) state(?:'s|\u2019s)?(?=[.,;:]|$| (?:in|during|was|were|to|and|through)\b)"
)
_FREQUENCY = regex.compile(r"\b(?:[Oo]nce|[Tt]wice|[Aa] single)\b")
FREQUENCY_WORDS = frozenset(("once", "twice", "single"))
_FREQUENCIES = {"once": 1, "twice": 2, "a single": 1}
NO_ONE = regex.compile(r"\b[Nn]o[ -]one\b")


class Token(NamedTuple):
    """A word or a mark, and where it stands in the unit's text."""

    text: str
    start: int
    end: int


class Span(NamedTuple):
    """What a mark stands for in the unit's text."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A unit's text in normal form; `numbers` are in the order of their marks."""

    text: str
    numbers: tuple[Number, ...]
    source: str
    spans: tuple[Span, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words and marks of `text` with their places in `source`."""
        found: list[Token] = []
        at = 0
        for start, end, mark in self.spans:
            found += _tokens(self.source, at, start)
            found += [Token(each, start, end) for each in mark.split()]
            at = end
        return (*found, *_tokens(self.source, at, len(self.source)))

    @property
    def names_home(self) -> bool:
        """Whether it names the sheet's own jurisdiction."""
        return STATE in self.text


def marked(
    text: str, home: str | None, *, row: bool = False, words: list[str] | None = None
) -> Marked:
    """A unit's text in normal form; `home` is the sheet's postal code, if it is known.

    `row`: four digits are a count and never a year, as in a table's row. `words` are the text's
    `split_words`, if the caller knows them already.
    """
    if words is None:
        words = split_words(text)
    numbers = find(text, row=row, words=words)
    spans = [_span(text, number) for number in numbers]
    if not FREQUENCY_WORDS.isdisjoint(words):
        _add_frequencies(text, spans, numbers)
    if "one" in words:
        _drop_no_one(text, spans, numbers)
    spans += [_mention_span(text, mention, home) for mention in _mentions(text, words, home)]
    spans = _in_order(spans)
    lowered = _lowered(text)
    parts: list[str] = []
    at = 0
    for start, end, mark in spans:
        parts += (lowered[at:start], mark)
        at = end
    parts.append(lowered[at:])
    return Marked(_normal(" ".join(parts)), tuple(numbers), text, tuple(spans))


def _in_order(spans: list[Span]) -> list[Span]:
    """The spans in order; where two overlap, neither can be trusted."""
    spans.sort()
    kept: list[Span] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end), UNREADABLE)
        else:
            kept.append(span)
    return kept


def _tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`."""
    found = []
    for match in _PIECE.finditer(text, start, end, timeout=SEARCH_SECONDS):
        found += [Token(each, *match.span()) for each in normal(match.group()).split()]
    return found


def normal(text: str) -> str:
    """Words without numbers in normal form, as in a wording.

    >>> normal("Children's images/videos, U.S. agencies & long-term cases")
    "children's image video us agency and long term case"
    """
    return _normal(text.lower())


def _normal(lowered: str) -> str:
    words = [
        # Most words are their own form.
        each if each[-1] != "s" and each.isalpha() and each not in _ONE_FORM else word(each)
        for each in lowered.translate(_PARTED).split()
    ]
    return " ".join(words if all(words) else filter(None, words))


def _lowered(text: str) -> str:
    """The text in small letters, each in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return "".join([each.lower()[:1] for each in text])
    return lowered


def shown(text: str) -> str:
    """A text in normal form with its marks as a wording writes them."""
    return text.translate(_SHOWN)


def word(piece: str) -> str:
    """One word in its one form, which need not be an English one; empty for a lone full stop.

    >>> [word(each) for each in ("agencies", "children", "u.s.", "cases", "was", "process", "'no'")]
    ['agency', 'child', 'us', 'case', 'was', 'process', 'no']
    """
    if "." in piece:
        piece = piece.replace(".", "")
    if "'" in piece:
        piece = piece.lstrip("'")
        if piece.endswith("'") and not piece.endswith("s'"):
            piece = piece.rstrip("'")
    if piece[-1:] == "s" and len(piece) > 3 and piece[-2] not in _ENDS_NO_PLURAL:
        if piece in _ONE_FORM:
            return _ONE_FORM[piece]
        return f"{piece[:-3]}y" if piece.endswith("ies") else piece[:-1]
    return _ONE_FORM.get(piece, piece)


def _mentions(text: str, words: list[str], home: str | None) -> list[Mention]:
    any_case = home is not None and NAMES[home].upper() in text
    named = mentions(text, words, any_case=any_case)
    if home is not None and "state" in words:
        named += [
            Mention(match.start(), match.end(), home)
            for match in _THE_STATE.finditer(text, timeout=SEARCH_SECONDS)
        ]
        named.sort()
    return named


def _span(text: str, number: Number) -> Span:
    """What a number's mark stands for: its hedge, "a total of" and, for "none", the verb."""
    start = number.hedge_start
    if text.endswith(_TOTALS, 0, start):
        start -= len(_TOTALS[0])
    mark = NUMBER_MARKS[number.kind]
    if number.value == 0 and number.text.endswith(" any"):
        match = _NOT_ANY.search(number.text.lower(), timeout=SEARCH_SECONDS)
        verb = match["verb"] if match is not None else ""
        # "Did not review any" is "reviewed none".
        past = _PAST.get(verb) or _PAST.get(f"{verb}e")
        mark = f"{past or 'not'} {mark}"
    return Span(start, number.end, mark)


def _add_frequencies(text: str, spans: list[Span], numbers: list[Number]) -> None:
    """Add "once", "twice" and "a single", which are numbers beside what they count."""
    for match in _FREQUENCY.finditer(text, timeout=SEARCH_SECONDS):
        start, end = match.span()
        printed = match.group()
        value = _FREQUENCIES[printed.lower()]
        numbers.append(Number(start, end, printed, value, NumberKind.COUNT, "exact", 1, start))
        spans.append(Span(start, end, COUNT if " " in printed else f"{COUNT} time"))
    numbers.sort()


def _drop_no_one(text: str, spans: list[Span], numbers: list[Number]) -> None:
    """Take out the "one" of "no one", which counts nothing."""
    for match in NO_ONE.finditer(text, timeout=SEARCH_SECONDS):
        start, end = match.span()
        numbers[:] = [each for each in numbers if not start <= each.start < end]
        spans[:] = [each for each in spans if not start <= each.start < end]
        spans.append(Span(start, end, "nobody"))


def _mention_span(text: str, mention: Mention, home: str | None) -> Span:
    start, end, code = mention
    if text.startswith(_POSSESSIVES, end) and not text[end + 2 : end + 3].isalnum():
        end += 2
    before = text[max(start - _LONGEST_OF_NAME, 0) : start].lower()
    for words in _OF_NAME:
        if before.endswith(words):
            start -= len(words)
            break
    else:
        if code in _WITH_ARTICLE and before.endswith("the "):
            start -= len("the ")
    return Span(start, end, STATE if code == home else OTHER_STATE)
