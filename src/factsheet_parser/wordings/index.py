"""What is known: each wording with its template, found by the words of a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import regex

from factsheet_parser.language.hedges import hedge_before
from factsheet_parser.language.spelled import NUMBER_WORDS
from factsheet_parser.language.tokens import CELL, COUNT, FREQUENCY_WORDS, PERCENT
from factsheet_parser.record import FIGURES, OWN
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.load import Wording, own_definitions, shipped, word_classes
from factsheet_parser.wordings.notation import Blank, marks_of
from factsheet_parser.wordings.others import Others
from factsheet_parser.wordings.template import NO_CLASSES, Template, parse

_CHOICES = frozenset("<[(")
NUMBER_MARKS = "NPYLX"
SHIPPED_EXACT, SHIPPED_TEMPLATE = "wording", "template"
_BLANK_OF_NUMBER = regex.compile(r"\{(?!year\}|state\}|other_year\})")
_COUNTING_WORDS = NUMBER_WORDS | FREQUENCY_WORDS
_DIGIT = regex.compile(r"\d")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A wording with its template; `label` tells in the evidence what kind it is."""

    wording: Wording
    template: Template
    figures: tuple[str, ...]
    label: str
    blanks: tuple[tuple[str, int], ...]
    """For a sentence without choices: each blank of a number with its index among them."""
    below: tuple[Template, ...] = ()
    """What must stand above it, each."""

    @property
    def own(self) -> bool:
        """Whether a user has taught it."""
        return self.label == OWN


def entry_of(wording: Wording, label: str) -> Entry:
    """The entry of a wording. Raises TemplateError."""
    classes = NO_CLASSES if _CHOICES.isdisjoint(wording.sentence) else word_classes()
    sentence = _without_hedges(wording.sentence) if label == OWN else wording.sentence
    template = parse(sentence, classes, figure=wording.figure)
    figures = template.figures
    if not figures and wording.value is not None and wording.figure:
        figures = (wording.figure,)
    names = [
        node.name
        for node in template.sequence
        if isinstance(node, Blank) and marks_of(node.name)[0] in NUMBER_MARKS
    ]
    blanks = tuple((name, index) for index, name in enumerate(names))
    below = tuple(parse(each, word_classes()) for each in wording.below)
    return Entry(wording, template, figures, label, blanks, below)


def _without_hedges(sentence: str) -> str:
    """The sentence without the hedges before its numbers, as each blank stands for one with them."""
    for blank in reversed([*_BLANK_OF_NUMBER.finditer(sentence, timeout=SEARCH_SECONDS)]):
        hedge = hedge_before(sentence, blank.start())
        if hedge is not None and hedge[0][0].isalpha():  # ">" may end a class's name
            sentence = sentence[: hedge[1]] + sentence[blank.start() :]
    return sentence


class _Reach(NamedTuple):
    """An entry, and the words of all that may stand behind it."""

    entry: Entry
    words: frozenset[str]


class _Index:
    """Entries, found by their words."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._followers: dict[str, list[Entry]] = {}
        for each in entries:
            for figure in each.wording.after:
                self._followers.setdefault(figure, []).append(each)
        # Each under the one of its needed words that the fewest others need.
        counts = Counter(word for each in entries for word in each.template.words.needed)
        self._by_word: dict[str, list[_Reach]] = {}
        for each in entries:
            needed = each.template.words.needed
            rarest = min(needed, key=lambda word: (counts[word], word), default="")
            self._by_word.setdefault(rarest, []).append(_Reach(each, self._reach(each)))

    def _reach(self, entry: Entry) -> frozenset[str]:
        words = set(entry.template.words.possible)
        seen: set[str] = set()
        waiting = list(entry.figures)
        while waiting:
            figure = waiting.pop()
            if figure not in seen:
                seen.add(figure)
                for follower in self._followers.get(figure, ()):
                    words |= follower.template.words.possible
                    waiting += follower.figures
        return frozenset(words)

    def candidates(self, line: Sequence[str]) -> tuple[list[Entry], list[Entry]]:
        """The entries that may begin a unit of these words, and those that may go on in one."""
        heads: list[Entry] = []
        tails: list[Entry] = []
        words = frozenset(line)
        for word in words:
            for entry, reach in self._by_word.get(word, ()):
                its = entry.template.words
                if its.needed <= words:
                    if line[0] in its.first and words <= reach:
                        heads.append(entry)
                    if entry.wording.after:
                        tails.append(entry)
        return heads, tails


class Known:
    """The shipped wordings and a user's own.

    Sentences with choices are parsed when a unit is none of those without, and compiled when a
    unit holds their words.
    """

    def __init__(self, shipped: Iterable[Wording], own: Iterable[Wording] = ()) -> None:
        own = tuple(own)
        self.figures = FIGURES | own_definitions(own)
        self.others = Others(each.sentence for each in own if each.other)
        own = tuple(each for each in own if not each.other)
        exact: list[Wording] = []
        self._others: list[Wording] = []
        for wording in shipped:
            (exact if _CHOICES.isdisjoint(wording.sentence) else self._others).append(wording)
        self._exact = [entry_of(each, SHIPPED_EXACT) for each in exact]
        self._own = [entry_of(each, OWN) for each in own]

    @cached_property
    def exact(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries that take one text alone, by that text; a row's also without its bar."""
        found: dict[str, list[Entry]] = {}
        for entry in (*self._own, *self._exact):
            text = entry.template.exact
            if text is not None:
                for key in dict.fromkeys((text, text.replace(f" {CELL} ", " "))):
                    found.setdefault(key, []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def _all(self) -> _Index:
        others = [entry_of(each, SHIPPED_TEMPLATE) for each in self._others]
        return _Index((*self._own, *self._exact, *others))

    @cached_property
    def _numberless(self) -> _Index:
        """The entries that need no number."""
        others = [
            entry_of(each, SHIPPED_TEMPLATE)
            for each in self._others
            if not _BLANK_OF_NUMBER.search(each.sentence, timeout=SEARCH_SECONDS)
        ]
        known = [
            each
            for each in (*self._own, *self._exact)
            if not _BLANK_OF_NUMBER.search(each.wording.sentence, timeout=SEARCH_SECONDS)
        ]
        return _Index((*known, *others))

    @cached_property
    def _hints(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Of each entry that needs no number the two longest words that it needs."""
        pairs: dict[str, list[tuple[str, str]]] = {"after": [], "introduces": [], "alone": []}
        for entry in self._numberless.entries:
            words = sorted(entry.template.words.needed, key=lambda word: (-len(word), word))
            one, two = (word.rstrip("y") if word.islower() else "" for word in (*words, "", "")[:2])
            wording = entry.wording
            when = "after" if wording.after else "introduces" if wording.introduces else "alone"
            pairs[when].append((one, two))
        return {when: tuple(dict.fromkeys(each)) for when, each in pairs.items()}

    @property
    def has_own(self) -> bool:
        """Whether a user has taught any wording."""
        return bool(self._own)

    @cached_property
    def asks_above(self) -> bool:
        """Whether any wording asks what it stands below."""
        return any(each.below for each in self._own)

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries."""
        return self._all.entries

    def may_read(self, text: str, words: Sequence[str], *, goes_on: bool, heads: bool) -> bool:
        """Whether a unit may be worth reading: a cheap look at its text and its words.

        `goes_on`: something before it was read; `heads`: it may stand above a table or a list.
        """
        if has_number(text, words):
            return True
        hints = self._hints["alone"]
        if goes_on:
            hints += self._hints["after"]
        if heads:
            hints += self._hints["introduces"]
        if not hints:
            return False
        lowered = text.lower()
        return any(one in lowered and two in lowered for one, two in hints)

    def candidates(self, line: Sequence[str]) -> tuple[list[Entry], list[Entry]]:
        """The entries that may begin a unit of these words, and those that may go on in one."""
        index = self._all if COUNT in line or PERCENT in line else self._numberless
        return index.candidates(line)

    def near(self, words: frozenset[str], most: int) -> Iterator[Entry]:
        """The entries that share the most words with a unit."""

        def missing(entry: Entry) -> tuple[int, int]:
            needed = entry.template.words.needed
            return len(needed - words), -len(needed)

        yield from sorted(self.entries, key=missing)[:most]


def has_number(text: str, words: Sequence[str]) -> bool:
    """Whether a text may hold a number; `words` are its words."""
    return (
        not _COUNTING_WORDS.isdisjoint(words)
        or _DIGIT.search(text, timeout=SEARCH_SECONDS) is not None
    )


@cache
def known_wordings(own: tuple[Wording, ...] = ()) -> Known:
    """The shipped wordings and a user's own."""
    return Known(shipped(), own)
