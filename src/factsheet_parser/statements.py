"""Sentences and table rows with what each of their numbers is about.

A number belongs to its own clause: whose it is (the sheet's state's, another's, the nation's), of
which year, and what was said of it, is read from the clause it stands in, from what the sentence
said before it, and from the sentence or the table's heading that it leans on ("Those reports
contained ..."). Never from where it stands in the sheet, nor from bold type.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import regex

from factsheet_parser.document import BlockKind, Document
from factsheet_parser.jurisdictions import Mention, mentions
from factsheet_parser.numerals import Number, NumberKind, find
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.vocabulary import PROGRAMME_TAGS, tags

STATE = "the sheet's state"
NATION = "the nation"
UNCLEAR = "cannot be told"

COUNT_MARK = "\ue000"
PERCENT_MARK = "\ue001"
"""Stand for a count and for a percentage, with its hedge, in `Statement.masked`."""

# A sentence ends at a point before a capital, unless the point belongs to an abbreviation; after
# "D.C." and "U.S." only a word that starts sentences begins a new one.
_SENTENCE_END = regex.compile(
    r"""
    (?<! \b(?:No|St|Dr|Mr|Ms|Mrs|Inc|vs|approx|e\.g|i\.e) \.)
    [.!?]["')\]]* (?<initials>(?<=\b[A-Z]\.[A-Z]\.|\b[A-Z]\.))? \s+
    (?(initials)
        (?=["'(]* (?:In|The|These|Those|This|NCMEC|NCMEC's|Of|During|Based|Team|It|Its|Through|For|A|An|As) \b)
      | (?=["'(\[]* [A-Z0-9\u2022])
    )
  | (?<=[a-z)]) \s (?=In\ (?:19|20)\d\d,)
    """,
    regex.VERBOSE,
)
_LEANS = regex.compile(
    r"^(?:Of |Among |From |In )?(?:these|those|this|they|such|them|it|its|that)\b"
    r"|\b(?:of|among) (?:these|those|them)\b|^(?:including|of whom|of which)\b",
    regex.IGNORECASE,
)
_LIST_ITEM = regex.compile(r"[\u2022\u25cf\u25aa\u25e6\u2023*]\s|-\s(?=[A-Z0-9])|\d")

# Where one number's clause ends and the next one's begins, the strongest sign first.
_BOUNDARIES = tuple(
    regex.compile(sign)
    for sign in (
        r";|:\s|\u2014|\s[\u2013-]\s",
        r",?\s(?:including|of whom|of which|of these|of those|of them|which includes?)\b",
        r",?\s(?:while|whereas|but|with|as well as)\b|,\s(?:and|plus)\b",
        r",\s(?!\ue002)",
        r"\s(?:and|containing|involving|plus)\b",
    )
)
_PART_OF = 1
_ADDED = (2, 4)
_PART_WORDS = regex.compile(
    r"^\W*(?:including|of (?:whom|which|these|those|them)|which includes?)\b|[\ue000\ue001] (?:of )?(?:whom|which|these|those|them)\b"
)
_WHOLE = regex.compile(r"(?:\b(?:of|among)(?: all)? (?:the|these|those|its|their)|[\ue000\ue001] (?:out )?of) $", regex.IGNORECASE)
_LEAD_IN = regex.compile(r"^(?:In|For|Across|Within|From|Throughout|Statewide)\b[^,]*,", regex.IGNORECASE)
_HOME = regex.compile(
    r"\b(?:in|from|across|within|throughout|for|of) (?:the|this) (?:state|commonwealth|district|territory|islands?)\b(?! of)|\bstatewide\b",
    regex.IGNORECASE,
)
_BRACKETS = regex.compile(r"\([^()]*\)")
_SINCE_YEAR = regex.compile(r"\b(?:since|from|after|before|until|over|than|of|by) (?:(?:fiscal|calendar) year )?$", regex.IGNORECASE)
_FIGURES = (NumberKind.COUNT, NumberKind.PERCENT, NumberKind.SUPPRESSED)


class Clause(NamedTuple):
    """What the sentence says of one of its numbers."""

    number: Number
    """`start` and `end` in the statement's text."""
    said: frozenset[str]
    """Tags of the clause itself: what must never be said is looked for here."""
    heard: frozenset[str]
    """Tags of all that a reader has heard by the clause's end: what must be said."""
    whose: str
    """STATE, NATION, UNCLEAR, or another jurisdiction's postal code."""
    year: int | None
    cumulative: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, a heading or a table row; `start` is its place in the document's text."""

    start: int
    text: str
    kind: BlockKind
    numbers: tuple[Number, ...]
    masked: str
    """The text in lower case with each count and percentage as marks of the same length."""
    heard: frozenset[str]
    """Every tag of it and of what it leans on: a rule whose words are not here is not tried."""
    clauses: tuple[Clause, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Context(NamedTuple):
    """What a following statement may lean on."""

    heard: frozenset[str] = frozenset()
    whose: str = UNCLEAR
    year: int | None = None
    cumulative: bool = False


def sentences(document: Document) -> Iterator[tuple[int, str, BlockKind]]:
    """Every sentence, heading, row and lifted line: its place, its text and what it is."""
    text = document.text
    for start, end, kind in document.blocks:
        if kind is not BlockKind.PARAGRAPH:
            yield start, text[start:end], kind
            continue
        at = start
        for match in _SENTENCE_END.finditer(text, start, end, timeout=SEARCH_SECONDS):
            yield at, text[at : match.end()].rstrip(), kind
            at = match.end()
        yield at, text[at:end], kind


def statements(document: Document, home: str | None) -> list[Statement]:
    """All statements of the document that hold a number; `home` is the sheet's jurisdiction."""
    found: list[Statement] = []
    named = mentions(document.text)
    starts = [mention.start for mention in named]
    before = intro = _Context()
    below_intro = False
    for start, text, kind in sentences(document):
        if not text:
            continue
        numbers = tuple(find(text, row=kind is BlockKind.ROW))
        inside = [
            Mention(mention.start - start, mention.end - start, mention.code)
            for mention in named[
                bisect_left(starts, start) : bisect_left(starts, start + len(text))
            ]
        ]
        item = below_intro and _LIST_ITEM.match(text, timeout=SEARCH_SECONDS) is not None
        if kind is BlockKind.ROW or item:
            context = intro
        elif _LEANS.search(text, timeout=SEARCH_SECONDS):
            context = before
        else:
            context = _Context()
        reading = _Reading(text, kind, numbers, inside, home, context, item)
        if numbers:
            found.append(reading.statement(start))
        if kind is BlockKind.LIFTED:
            continue
        if kind is not BlockKind.ROW and not item:
            before = intro = reading.context()
            below_intro = text.endswith(":")
    return found


class _Reading:
    """One sentence while its clauses are told apart."""

    def __init__(
        self,
        text: str,
        kind: BlockKind,
        numbers: tuple[Number, ...],
        named: list[Mention],
        home: str | None,
        context: _Context,
        item: bool,
    ) -> None:
        self.text = text
        self.kind = kind
        self.numbers = numbers
        self.named = named
        self.home = home
        self.leaned_on = context
        self.item = item
        self.figures = [number for number in numbers if number.kind in _FIGURES]
        self._clauses: list[Clause] | None = None
        self._tags: frozenset[str] | None = None

    def statement(self, start: int) -> Statement:
        clauses = tuple(self.clauses())
        heard = self.leaned_on.heard.union(*(clause.heard for clause in clauses))
        return Statement(
            start, self.text, self.kind, self.numbers, self._masked() if clauses else "", heard, clauses
        )

    def context(self) -> _Context:
        """What the next statement hears when it leans on this one."""
        clauses = self.clauses()
        if not clauses:
            return _Context(
                self.leaned_on.heard | self.tags(),
                self._whose_of(self.named, 0, len(self.text)) or self.leaned_on.whose,
                self._year_of(0, len(self.text)) or self.leaned_on.year,
                "cumulative" in self.tags(),
            )
        owners = {clause.whose for clause in clauses}
        return _Context(
            self.leaned_on.heard.union(*(clause.heard for clause in clauses)),
            owners.pop() if len(owners) == 1 else UNCLEAR,
            clauses[-1].year,
            clauses[-1].cumulative,
        )

    def tags(self) -> frozenset[str]:
        if self._tags is None:
            self._tags = tags(self.text)
        return self._tags

    def _masked(self) -> str:
        masked = self.text.lower()
        if len(masked) != len(self.text):
            # A capital whose small letter is two characters: keep the places.
            masked = self.text
        for number in self.figures:
            mark = PERCENT_MARK if number.kind is NumberKind.PERCENT else COUNT_MARK
            length = number.end - number.hedge_start
            masked = masked[: number.hedge_start] + mark * length + masked[number.end :]
        return masked

    def clauses(self) -> list[Clause]:
        """One clause for each count or percentage, in order."""
        if self._clauses is None:
            self._clauses = list(self._read_clauses()) if self.figures else []
        return self._clauses

    def _read_clauses(self) -> Iterator[Clause]:
        if not self.named and self.home and _HOME.search(self.text, timeout=SEARCH_SECONDS):
            self.named = [
                Mention(match.start(), match.end(), self.home)
                for match in _HOME.finditer(self.text, timeout=SEARCH_SECONDS)
            ]
        programmes = self.tags() & PROGRAMME_TAGS if len(self.figures) > 1 else frozenset()
        heard = self.leaned_on.heard | programmes
        earlier: Clause | None = None
        for number, (start, end, sign) in zip(self.figures, self._spans(), strict=True):
            whole_sentence = end - start == len(self.text)
            said = self.tags() if whole_sentence else tags(self.text[start:end])
            if number.kind is NumberKind.COUNT and number.value == 0:
                # "did not review any" is a count of none, not a denial of one.
                said -= {"denied"}
            heard = heard | said
            year = self._year_of(start, end)
            cumulative = "cumulative" in said
            if year is None and not cumulative:
                year, cumulative = (
                    (earlier.year, earlier.cumulative)
                    if earlier
                    else (self.leaned_on.year, self.leaned_on.cumulative)
                )
            earlier = Clause(
                number,
                said,
                heard,
                self._whose(number, start, end, sign, said, earlier),
                year,
                cumulative,
            )
            yield earlier

    def _spans(self) -> list[tuple[int, int, int]]:
        """Start and end of each number's clause, and which sign of a boundary it begins with."""
        text = self.text
        bracketed: dict[int, tuple[int, int]] = {}
        if "(" in text:
            for match in _BRACKETS.finditer(text, timeout=SEARCH_SECONDS):
                inside = [n for n in self.figures if match.start() < n.start < match.end()]
                if inside:
                    bracketed.update((n.start, match.span()) for n in inside)
                    text = f"{text[: match.start()]}{' ' * len(match.group())}{text[match.end() :]}"
        for mention in self.named:
            text = f"{text[: mention.start]}{chr(0xE002) * (mention.end - mention.start)}{text[mention.end :]}"
        spans: list[tuple[int, int, int]] = []
        outer = [number for number in self.figures if number.start not in bracketed]
        start, sign = 0, -1
        outer_spans: dict[int, tuple[int, int, int]] = {}
        for number, following in zip(outer, [*outer[1:], None], strict=True):
            if following is None:
                end, next_sign = len(text), -1
            else:
                end, next_sign = _boundary(text, number.end, following.hedge_start)
            outer_spans[number.start] = (start, end, sign)
            start, sign = end, next_sign
        for number in self.figures:
            if number.start in bracketed:
                spans.append((*bracketed[number.start], _PART_OF))
            else:
                spans.append(outer_spans[number.start])
        return spans

    def _whose(
        self,
        number: Number,
        start: int,
        end: int,
        sign: int,
        said: frozenset[str],
        earlier: Clause | None,
    ) -> str:
        owner = self._whose_of(self.named, start, end)
        if _WHOLE.search(self._before(number), timeout=SEARCH_SECONDS):
            # "4,622 of the 36.2 million": the whole need not be the state's, though the part is.
            return NATION if owner is None else UNCLEAR
        if owner is not None:
            return UNCLEAR if owner == STATE and "nationwide" in said else owner
        if "nationwide" in said:
            return NATION
        if self.kind is BlockKind.ROW or self.item:
            return self.leaned_on.whose
        if _PART_WORDS.search(self._marked(start, end), timeout=SEARCH_SECONDS):
            return earlier.whose if earlier else self.leaned_on.whose
        if earlier is None:
            return self.leaned_on.whose if self.leaned_on.heard else NATION
        lead_in = _LEAD_IN.match(self.text, timeout=SEARCH_SECONDS)
        if lead_in:
            fronted = self._whose_of(self.named, 0, lead_in.end())
            if fronted is not None:
                return fronted
        if earlier.whose == NATION:
            return NATION
        return UNCLEAR if sign in _ADDED or sign == 0 else earlier.whose

    def _before(self, number: Number) -> str:
        """What stands before the number, the count right before it marked."""
        at = number.hedge_start
        for other in self.figures:
            if other.end < at <= other.end + 8:
                return COUNT_MARK + self.text[other.end : at]
        return self.text[max(at - 24, 0) : at]

    def _marked(self, start: int, end: int) -> str:
        marked = self.text[start:end]
        for number in self.figures:
            if start <= number.start and number.end <= end:
                marked = (
                    marked[: number.start - start]
                    + COUNT_MARK * (number.end - number.start)
                    + marked[number.end - start :]
                )
        return marked

    def _whose_of(self, named: list[Mention], start: int, end: int) -> str | None:
        """Whose a stretch is by the jurisdictions that it names."""
        codes = {mention.code for mention in named if start <= mention.start < end}
        if not codes:
            return None
        if codes == {self.home}:
            return STATE
        return UNCLEAR if self.home in codes or len(codes) > 1 else codes.pop()

    def _year_of(self, start: int, end: int) -> int | None:
        """The year that a stretch states; "since 2006" states none."""
        years = {
            int(number.value)
            for number in self.numbers
            if number.kind is NumberKind.YEAR
            and start <= number.start < end
            and not _SINCE_YEAR.search(
                self.text[max(number.start - 24, 0) : number.start], timeout=SEARCH_SECONDS
            )
        }
        return years.pop() if len(years) == 1 else None


def _boundary(text: str, start: int, end: int) -> tuple[int, int]:
    """Where between two numbers the first one's clause ends, and by which sign."""
    for strength, sign in enumerate(_BOUNDARIES):
        match = sign.search(text, start, end, timeout=SEARCH_SECONDS)
        if match:
            return match.start(), strength
    return end, len(_BOUNDARIES)
