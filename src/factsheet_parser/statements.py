"""Sentences and table rows with what each of their numbers is about.

A number belongs to its own clause: whose it is (the sheet's state's, another's, the nation's), of
which year, and what was said of it, is read from the clause it stands in, from what the sentence
said before it, and from the sentence or the table's heading that it leans on ("Those reports
contained ..."). Never from where it stands in the sheet, nor from bold type.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import regex

from factsheet_parser.document import Document, Unit, UnitKind
from factsheet_parser.garbled import is_garbled, may_be_garbled
from factsheet_parser.jurisdictions import Mention, mentions
from factsheet_parser.language.numerals import NUMBER_WORDS, Number, NumberKind, digit_runs, find
from factsheet_parser.language.words import split_words
from factsheet_parser.places import is_elsewhere, is_in_part
from factsheet_parser.spans import SAME_CLAUSE, bracketed, clause_spans
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.vocabulary import (
    LABEL_WORDS,
    OTHER_MEASURES,
    PROGRAMME_TAGS,
    tags,
    tags_of,
    unknown_word,
)

STATE = "the sheet's state"
NATION = "the nation"
UNCLEAR = "cannot be told"

COUNT_MARK = "\ue000"
PERCENT_MARK = "\ue001"
UNREADABLE_MARK = "\ue003"
STATE_MARK = "\ue004"
"""Stand for a count, a percentage (each with its hedge), for what is neither, and for the sheet's
jurisdiction in `Statement.masked`."""

_LEANING = frozenset(
    ["these", "those", "this", "they", "such", "them", "it", "its", "that", "whom", "which"]
)
_MAY_LEAN = _LEANING | {"reports"}
# "Together, these reports held", "Within those cases": near the opening these take up.
_TAKING_UP = frozenset(("these", "those"))
_OPENING = 4
_OF_THESE = regex.compile(r"\s(?:of|among)\s(?:these|those|them)\b")
_OF_THESE_NAMED = regex.compile(
    r"(?:Of|Among|From)\ (?:all\ )?(?:these|those|the)\ (?:\w+\ )??(?P<noun>\w+)(?:\ received)?,"
)
_WORDS_TO_A_NOUN = 4
_PART_PREPOSITIONS = frozenset(("of", "among", "from", "in", "including"))
_NO_LEAD_INS = (UnitKind.FURNITURE, UnitKind.HEADS, UnitKind.CAPTION)
_LIST_ITEM = regex.compile(r"[\u2022\u25cf\u25aa\u25e6\u2023*]\s|-\s(?=[A-Z0-9])|\d")

_PART_BEGINS = regex.compile(r",?\s(?:including|of whom|of which|of these|of those|of them)\b")
_ADDED = (2, 4)
_PART_WORDS = regex.compile(
    r"^\W*(?:including|of (?:whom|which|these|those|them)|which includes?)\b|[\ue000\ue001] (?:of )?(?:whom|which|these|those|them)\b"
)
_PART_SIGNS = frozenset(
    ["including", "whom", "which", "these", "those", "them", "includes", "include"]
)
_WHOLE = regex.compile(
    r"(?:\b(?:of|among)(?: all)? (?:the|these|those|its|their)|[\ue000\ue001] (?:out )?of) $",
    regex.IGNORECASE,
)
_LEAD_IN = regex.compile(
    r"^(?:In|For|Across|Within|From|Throughout|Statewide)\b[^,]*,", regex.IGNORECASE
)
_HOME = regex.compile(
    r"\b(?:in|from|across|within|throughout|for|of) (?:the|this) (?:state|commonwealth|district|territory|islands?)\b(?! of)|\bstatewide\b",
    regex.IGNORECASE,
)
_HOME_WORDS = frozenset(
    ["state", "statewide", "commonwealth", "district", "territory", "island", "islands"]
)
_YEARS = regex.compile(r"(?:19|20)\d\d ?(?:-|\u2013|to|through|and|or|&|,) ?(?:19|20)\d\d\b")
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    """.split()
)
_MONTH_OF_A_YEAR = regex.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r",? (?:\d{1,2}, )?(?:19|20)\d\d"
)
_COLUMN_HEADINGS = frozenset(("category", "type", "case", "cases", "number", "count"))
_NO_COUNTS = frozenset(("one", "no", "none", "a single"))
_OTHER_TABLES = OTHER_MEASURES.keys() | PROGRAMME_TAGS | {"long_term", "likely", "content"}
# What announces a table and counts no cases: "35 families ... as follows", "agencies had ...".
_COUNTS_OTHERS = regex.compile(
    r"\ue000 (?:[\w-]+ ){0,2}(?:famil|inquir|tips|agenc|images|leads|professional)"
    r"|\bagenc(?:y|ies) (?:had|handled|received)|\bfrom \d{4} on\b"
)
_UNITS = frozenset(("percent", "percentage", "%", "thousands", "hundreds", "rate", "share"))
# Only these make a year the count's own: "by the end of 2023" and "over 2020" do not.
_BEFORE_ITS_YEAR = frozenset(("in", "during", "for", "throughout", "within", ""))
_FIGURES = (
    NumberKind.COUNT,
    NumberKind.PERCENT,
    NumberKind.SUPPRESSED,
    # No rule reads it, and it has its clause, so that its state is not given to another number.
    NumberKind.UNREADABLE,
)
_MOST_FIGURES = 40
"""A sentence with more is none: all its numbers are left unclaimed."""
_MARKS = {NumberKind.PERCENT: PERCENT_MARK, NumberKind.UNREADABLE: UNREADABLE_MARK}


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
    """It counts another span than one year: years running, a range of years, a month."""
    start: int
    end: int
    """The clause in the statement's text."""


class _Context(NamedTuple):
    """What a following statement may lean on."""

    heard: frozenset[str] = frozenset()
    whose: str = UNCLEAR
    year: int | None = None
    cumulative: bool = False
    last: int | None = None
    """Where its last number starts in the document's text."""


_NOTHING = _Context()


def _leans(words: list[str]) -> bool:
    """Whether a sentence begins by taking up what the one before it said.

    >>> _leans(["those", "reports", "contained"]), _leans(["together", "these", "reports", "held"])
    (True, True)
    >>> _leans(["cases", "that", "ncmec", "handled"])
    False
    """
    if words[0] in _LEANING or (
        len(words) > 1 and words[0] in _PART_PREPOSITIONS and words[1] in _LEANING
    ):
        return True
    if words[0] in ("of", "among") and words[1:2] == ["the"] and not "".join(words[2:3]).isdigit():
        # "Of the reports received, 3,187 were made available".
        return True
    if words[:2] == ["the", "reports"]:
        return True
    return not _TAKING_UP.isdisjoint(words[:_OPENING])


def statements(
    document: Document, home: str | None, label_words: frozenset[str] = LABEL_WORDS
) -> list[Statement]:
    """All statements of the document that hold a number.

    `home` is the sheet's jurisdiction; a table's label with a word that is not in `label_words`
    counts something that no sheet's table counts.
    """
    found: list[Statement] = []
    runs = digit_runs(document.text)
    run = 0
    before: Statement | None = None
    intro: Statement | None = None
    told = document.units
    garbled = may_be_garbled(document.text)
    for index, unit in enumerate(told):
        start, text, kind = unit.start, unit.text, unit.kind
        digits = []
        end = start + len(text)
        while run < len(runs) and runs[run][0] < end:
            digits.append((runs[run][0] - start, runs[run][1] - start))
            run += 1
        below = kind is UnitKind.ROW
        if intro is not None and not below and intro.text[-1:] == ":":
            below = _LIST_ITEM.match(text, timeout=SEARCH_SECONDS) is not None
        reading = Statement(start, text, kind, home, digits, intro if below else before, below)
        if text[-1:] == ":" and kind is not UnitKind.ROW:
            reading.announced = _table_words(told, index + 1)
        heads = split_words(unit.heads.text) if unit.heads else []
        if kind is UnitKind.ROW and _is_foreign(reading, intro, label_words, heads):
            reading.figures = []
        if garbled and is_garbled(text):
            reading.figures = []
        if reading.numbers:
            found.append(reading)
        if not below and kind not in _NO_LEAD_INS:
            before = intro = reading
    return found


def _table_words(told: tuple[Unit, ...], index: int) -> list[str]:
    """The words of the table that stands at `index`, if one does."""
    words: list[str] = []
    while index < len(told) and told[index].kind in (UnitKind.ROW, UnitKind.HEADS):
        words += split_words(told[index].text)
        index += 1
    return words


def _is_foreign(
    row: Statement, intro: Statement | None, label_words: frozenset[str], heads: list[str]
) -> bool:
    """Whether a row, or the table it stands in, counts something that no sheet's table counts."""
    label, _, cell = row.text.partition("\t")
    words = set(split_words(label))
    known = label_words.union(*(split_words(row.text[m.start : m.end]) for m in row.named))
    if not words <= known or "\t" in cell:
        return True
    # A column's heading: another year, or a unit.
    if cell.isdigit() and cell[:2] in ("19", "20") and len(cell) == 4 and words <= _COLUMN_HEADINGS:
        return True
    if not set(heads) <= _COLUMN_HEADINGS | label_words:
        return True
    return not _UNITS.isdisjoint([*heads, *(intro.words if intro else ())])


class Statement:
    """A sentence, a heading or a table row; what its numbers are about is told when it is asked.

    `start` is its place in the document's text.
    """

    def __init__(
        self,
        start: int,
        text: str,
        kind: UnitKind,
        home: str | None,
        digits: list[tuple[int, int]],
        earlier: Statement | None,
        below: bool,
    ) -> None:
        self.start = start
        self.text = text
        self.kind = kind
        self.home = home
        self._earlier = earlier
        self.below = below
        """It is a row or an item of what stands above, and leans on it in any case."""
        self.words = split_words(text)
        self.announced: list[str] = []
        """The words of the table that it announces: "47 cases came from Iowa:"."""
        self.numbers: list[Number] = []
        if digits or not NUMBER_WORDS.isdisjoint(self.words):
            self.numbers = find(text, row=kind is UnitKind.ROW, words=self.words, digits=digits)
        self.figures = [number for number in self.numbers if number.kind in _FIGURES]
        if len(self.figures) > _MOST_FIGURES:
            self.figures = []

    @cached_property
    def named(self) -> list[Mention]:
        """The jurisdictions that the sentence names; "in the state" names the sheet's own."""
        named = mentions(self.text, self.words)
        if not named and self.home and not _HOME_WORDS.isdisjoint(self.words):
            named = [
                Mention(match.start(), match.end(), self.home)
                for match in _HOME.finditer(self.text, timeout=SEARCH_SECONDS)
            ]
        return named

    @cached_property
    def leaned_on(self) -> _Context:
        """What this sentence takes over from an earlier one, if it leans on it."""
        if self._earlier is not None and (
            self.below
            or (
                not _MAY_LEAN.isdisjoint(self.words)
                and (_leans(self.words) or self._is_of_what_came_before())
            )
        ):
            return self._earlier.context
        return _NOTHING

    @property
    def heard_before(self) -> frozenset[str]:
        """What the sentence before it says, and what that one leans on."""
        return self._earlier.context.heard if self._earlier is not None else frozenset()

    def _is_of_what_came_before(self) -> bool:
        """Whether an "of these" stands beside the sentence's first number, or before it.

        In "Team HOPE supported 5,759 families; 17 of them live in Iowa" it takes up the sentence's
        own number.
        """
        match = _OF_THESE.search(self.text, timeout=SEARCH_SECONDS)
        return match is not None and not any(number.end < match.start() for number in self.figures)

    @property
    def leans_on(self) -> int | None:
        """Where, in the document's text, the number that it takes up starts.

        That is the last one of what it leans on, or the one that counts what "Of these reports"
        names.
        """
        named = _OF_THESE_NAMED.match(self.text, timeout=SEARCH_SECONDS)
        earlier = self._earlier if named else None
        while named and earlier is not None:
            for number in earlier.figures:
                behind = split_words(earlier.text[number.end :])[:_WORDS_TO_A_NOUN]
                if named["noun"].lower() in behind:
                    return earlier.start + number.start
            # "Those reports contained ..." stands between, and leans on it as well.
            earlier = earlier._earlier if earlier.leaned_on is not _NOTHING else None
        return self.leaned_on.last

    @cached_property
    def heard(self) -> frozenset[str]:
        """Every tag of it and of what it leans on: a rule whose words are not here is not tried."""
        return self.clauses[-1].heard if self.clauses else frozenset()

    @cached_property
    def owners(self) -> frozenset[str]:
        """Whose its numbers are."""
        return frozenset([clause.whose for clause in self.clauses])

    @cached_property
    def context(self) -> _Context:
        """What the next statement hears when it leans on this one."""
        clauses = self.clauses
        if not clauses:
            return _Context(
                self.leaned_on.heard | self.tags,
                self._whose_of(self.named, 0, len(self.text)) or self.leaned_on.whose,
                self._year_of(0, len(self.text)) or self.leaned_on.year,
                "cumulative" in self.tags,
                self.leaned_on.last,
            )
        owners = {clause.whose for clause in clauses}
        return _Context(
            clauses[-1].heard,
            owners.pop() if len(owners) == 1 else UNCLEAR,
            clauses[-1].year,
            clauses[-1].cumulative,
            self.start + clauses[-1].number.start,
        )

    @cached_property
    def tags(self) -> frozenset[str]:
        """The names of all phrases that it holds."""
        return tags(self._tagged_text) if "New " in self.text else tags_of(self.words)

    @cached_property
    def _tagged_text(self) -> str:
        """The text without the jurisdictions it names: New York is nothing new."""
        text = self.text
        if "New " in text:
            for mention in self.named:
                length = mention.end - mention.start
                text = f"{text[: mention.start]}{' ' * length}{text[mention.end :]}"
        return text

    @cached_property
    def masked(self) -> str:
        """The text in lower case, counts, percentages and the state as marks of the same length."""
        masked = self.text.lower()
        if len(masked) != len(self.text):
            # A capital whose small letter is two characters: keep the places.
            masked = self.text
        for number in self.figures:
            mark = _MARKS.get(number.kind, COUNT_MARK)
            length = number.end - number.hedge_start
            masked = masked[: number.hedge_start] + mark * length + masked[number.end :]
        for mention in self.named:
            if mention.code == self.home:
                mark = STATE_MARK * (mention.end - mention.start)
                masked = masked[: mention.start] + mark + masked[mention.end :]
        return masked

    @cached_property
    def is_of_another_table(self) -> bool:
        """Whether what announces the table that this row stands in counts something else."""
        intro = self._earlier
        if self.kind is not UnitKind.ROW or intro is None:
            return False
        if not intro.tags.isdisjoint(_OTHER_TABLES):
            return True
        if _COUNTS_OTHERS.search(intro.masked, timeout=SEARCH_SECONDS):
            return True
        return unknown_word(intro.read_to(intro.clauses[-1] if intro.clauses else None)) is not None

    def read_to(self, clause: Clause | None) -> str:
        """`masked` up to the end of a clause: what a reader has read when the number is told.

        All of it without a clause.

        Without the jurisdictions and what stands in brackets around other numbers; with a
        following clause that counts no more than "one" ("over one weekend").
        """
        end = len(self.text) if clause is None else clause.end
        for following in self.clauses:
            if following.start >= end and following.number.text.lower() in _NO_COUNTS:
                end = following.end
        text = self.masked
        blanks = [(mention.start, mention.end) for mention in self.named]
        if clause is None or clause.number.start not in self._bracketed:
            blanks += self._bracketed.values()
        for start, stop in blanks:
            text = f"{text[:start]}{' ' * (stop - start)}{text[stop:]}"
        return text[:end]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """One clause for each count or percentage, in order; each has heard all before it."""
        return tuple(self._read_clauses()) if self.figures else ()

    def _read_clauses(self) -> Iterator[Clause]:
        one_clause = len(self.figures) == 1
        heard = self.leaned_on.heard | (frozenset() if one_clause else self.tags & PROGRAMME_TAGS)
        if self.announced:
            heard |= tags_of(self.announced) & {"missing", "children"}
        earlier: Clause | None = None
        spans = clause_spans(self.text, self.figures, self.named, self._bracketed)
        for index, (number, (start, end, sign)) in enumerate(zip(self.figures, spans, strict=True)):
            said = self.tags if one_clause else tags(self._tagged_text[start:end])
            if number.value == 0 and number.text.endswith(" any"):
                # "did not review any" is a count of none, not a denial of one.
                said -= {"denied"}
            heard = heard | said
            year = self._year_of(start, end)
            cumulative = "cumulative" in said or self._spans_other_than_a_year(start, end, year)
            if year is None and not cumulative:
                year, cumulative = (
                    (earlier.year, earlier.cumulative)
                    if earlier
                    else (self.leaned_on.year, self.leaned_on.cumulative)
                )
            if year is None and not cumulative and "perfect" not in heard:
                # "105 million pieces were in the 36.2 million reports received in 2023": one clause.
                following = spans[index + 1 :]
                if following and all(sign == SAME_CLAUSE for _, _, sign in following):
                    year = self._year_of(start, len(self.text))
            earlier = Clause(
                number,
                said,
                heard,
                self._whose(number, start, end, sign, said, earlier),
                year,
                cumulative,
                start,
                end,
            )
            yield earlier

    def _spans_other_than_a_year(self, start: int, end: int, year: int | None) -> bool:
        """Whether a stretch names a year that is not the count's own, two years, or a month."""
        years = [number for number in self.numbers if number.kind is NumberKind.YEAR]
        if year is None and any(start <= number.start < end for number in years):
            return True
        if len(years) > 1 and _YEARS.search(self.text, start, end, timeout=SEARCH_SECONDS):
            return True
        return not _MONTHS.isdisjoint(self.words) and (
            _MONTH_OF_A_YEAR.search(self.text, start, end, timeout=SEARCH_SECONDS) is not None
        )

    @cached_property
    def _bracketed(self) -> dict[int, tuple[int, int]]:
        return bracketed(self.text, self.figures)

    def _whose(
        self,
        number: Number,
        start: int,
        end: int,
        sign: int,
        said: frozenset[str],
        earlier: Clause | None,
    ) -> str:
        named = self.named
        if self._bracketed and number.start not in self._bracketed:
            # In "5,759 families (Iowa: 17)" the brackets' state is not the whole's.
            named = [
                mention
                for mention in named
                if not any(a < mention.start < b for a, b in self._bracketed.values())
            ]
        owner = self._whose_of(named, start, end)
        if owner is not None and self._named_of_a_part_only(number, end):
            return UNCLEAR
        if self._is_whole(number):
            # "4,622 of the 36.2 million": the whole need not be the state's, though the part is.
            return NATION if owner is None else UNCLEAR
        if owner is not None:
            return UNCLEAR if owner == STATE and "nationwide" in said else owner
        if "nationwide" in said:
            return NATION
        if is_elsewhere(self.text, start, end, label=self.kind is UnitKind.ROW):
            return UNCLEAR
        if self.below:
            return self.leaned_on.whose
        if not _PART_SIGNS.isdisjoint(self.words) and _PART_WORDS.search(
            self._marked(start, end), timeout=SEARCH_SECONDS
        ):
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

    def _named_of_a_part_only(self, number: Number, end: int) -> bool:
        """Whether the clause names a jurisdiction only behind "including" or "of whom"."""
        if _PART_SIGNS.isdisjoint(self.words):
            return False
        # In "325 of these reports" the number is the part itself.
        part = _PART_BEGINS.search(self.text, number.end + 1, end, timeout=SEARCH_SECONDS)
        return part is not None and all(mention.start > part.start() for mention in self.named)

    def _is_whole(self, number: Number) -> bool:
        """Whether the number is what another is a part of: "of the 35 cases"."""
        at = number.hedge_start
        before = self.text[max(at - 24, 0) : at]
        if "of " not in before and "mong " not in before:
            return False
        for other in self.figures:
            if other.end < at <= other.end + 8:
                before = COUNT_MARK + self.text[other.end : at]
        return _WHOLE.search(before, timeout=SEARCH_SECONDS) is not None

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
        inside = [mention for mention in named if start <= mention.start < end]
        codes = {mention.code for mention in inside}
        if not codes:
            return None
        if any(is_in_part(self.text, mention, self.figures) for mention in inside):
            return UNCLEAR
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
            and _word_before(self.text, number.start) in _BEFORE_ITS_YEAR
        }
        return years.pop() if len(years) == 1 else None


def _word_before(text: str, at: int) -> str:
    words = text[max(at - 30, 0) : at].lower().split()
    while words and words[-1] in ("fiscal", "calendar", "year"):
        words.pop()
    if words[-2:] == ["course", "of"] or words[-2:] == ["all", "of"]:
        return "during"
    return words[-1] if words else ""
