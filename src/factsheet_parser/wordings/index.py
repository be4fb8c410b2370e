"""What is known: each wording with its template, found by the words of a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from factsheet_parser.language.tokens import CELL
from factsheet_parser.wordings.load import Wording, shipped, word_classes
from factsheet_parser.wordings.notation import TemplateError
from factsheet_parser.wordings.template import NO_CLASSES, Template, parse

_CHOICES = frozenset("<[(")
SHIPPED_EXACT, SHIPPED_TEMPLATE, OWN = "wording", "template", "own-wording"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A wording with its template; `label` tells in the evidence what kind it is."""

    wording: Wording
    template: Template
    figures: tuple[str, ...]
    label: str

    @property
    def own(self) -> bool:
        """Whether a user has taught it."""
        return self.label == OWN


def entry_of(wording: Wording, label: str) -> Entry:
    """The entry of a wording. Raises TemplateError."""
    classes = word_classes() if _CHOICES.intersection(wording.sentence) else NO_CLASSES
    template = parse(wording.sentence, classes, figure=wording.figure)
    figures = template.figures
    if not figures and wording.value is not None and wording.figure:
        figures = (wording.figure,)
    return Entry(wording, template, figures, label)


class _Reach(NamedTuple):
    """An entry, and the words of all that may stand behind it."""

    entry: Entry
    words: frozenset[str]


class Known:
    """The shipped wordings and a user's own.

    Templates with choices are parsed when a unit is none of the exact sentences, and compiled
    when a unit holds the words of one.
    """

    def __init__(self, shipped: Iterable[Wording], own: Iterable[Wording] = ()) -> None:
        exact: list[Wording] = []
        self._others: list[Wording] = []
        for wording in shipped:
            (self._others if _CHOICES.intersection(wording.sentence) else exact).append(wording)
        self._exact = [entry_of(each, SHIPPED_EXACT) for each in exact]
        self._own = [entry_of(each, OWN) for each in own]

    @cached_property
    def exact(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries that take one text alone, by that text; a row's also without its bar."""
        found: dict[str, list[Entry]] = {}
        for entry in (*self._own, *self._exact):
            text = entry.template.exact
            if text is None:
                continue
            for key in dict.fromkeys((text, text.replace(f" {CELL} ", " "))):
                found.setdefault(key, []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        others = [entry_of(each, SHIPPED_TEMPLATE) for each in self._others]
        return (*self._own, *self._exact, *others)

    @cached_property
    def _continuations(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if each.wording.after)

    @cached_property
    def _followers(self) -> Mapping[str, tuple[Entry, ...]]:
        followers: dict[str, list[Entry]] = {}
        for each in self._continuations:
            for figure in each.wording.after:
                followers.setdefault(figure, []).append(each)
        return {figure: tuple(entries) for figure, entries in followers.items()}

    def _reach(self, entry: Entry) -> frozenset[str]:
        """The words of an entry and of all that may follow it."""
        words = set(entry.template.words)
        seen: set[str] = set()
        waiting = list(entry.figures)
        while waiting:
            figure = waiting.pop()
            if figure in seen:
                continue
            seen.add(figure)
            for follower in self._followers.get(figure, ()):
                words |= follower.template.words
                waiting += follower.figures
        return frozenset(words)

    @cached_property
    def _by_word(self) -> Mapping[str, tuple[_Reach, ...]]:
        """Each entry under the one of its needed words that the fewest others need."""
        counts = Counter(word for each in self.entries for word in each.template.needed)
        found: dict[str, list[_Reach]] = {}
        for each in self.entries:
            rarest = min(each.template.needed, key=lambda word: (counts[word], word), default="")
            found.setdefault(rarest, []).append(_Reach(each, self._reach(each)))
        return {word: tuple(entries) for word, entries in found.items()}

    def candidates(self, words: frozenset[str]) -> tuple[list[Entry], list[Entry]]:
        """The entries that may begin a unit of these words, and those that may go on in one."""
        heads: list[Entry] = []
        tails: list[Entry] = []
        by_word = self._by_word
        for word in words:
            for entry, reach in by_word.get(word, ()):
                if entry.template.needed <= words:
                    if words <= reach:
                        heads.append(entry)
                    if entry.wording.after:
                        tails.append(entry)
        return heads, tails

    def near(self, words: frozenset[str], most: int) -> Iterator[Entry]:
        """The entries that share the most words with a unit."""

        def missing(entry: Entry) -> tuple[int, int]:
            needed = entry.template.needed
            return len(needed - words), -len(needed)

        yield from sorted(self.entries, key=missing)[:most]


@cache
def known_wordings(own: tuple[Wording, ...] = ()) -> Known:
    """The shipped wordings and a user's own."""
    return Known(shipped(), own)


__all__ = ["Entry", "Known", "TemplateError", "entry_of", "known_wordings"]
