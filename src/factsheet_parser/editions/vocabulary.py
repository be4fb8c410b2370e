"""The words of each figure: those of its wordings, its definition and its section's heading.

There is no other vocabulary. A word weighs the more, the fewer figures use it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

from factsheet_parser.language.tokens import normal
from factsheet_parser.record import FIGURES, HEADINGS
from factsheet_parser.wordings.index import Known
from factsheet_parser.wordings.load import counter_examples, word_classes
from factsheet_parser.wordings.notation import (
    NUMBER,
    Blank,
    Choice,
    Class,
    Sequence,
    Word,
    is_figure,
)

_STEM = 6
"""As many letters tell "registered" and "registration" from other words."""
_CHOSEN = 0.6
"""What a word counts that a wording may hold."""
_DEFINED = 0.8
_ELSEWHERE = 0.3
"""What a word counts at another place than the one that it has in the wording."""
_UNKNOWN = 0.4
"""The weight of a word that no figure uses."""

_FUNCTION_WORDS = frozenset(
    """
    a all an and any are as at be been but by can for from had has have he her his how if in into is it
    its more most no not of on or our per she so such than that the their them then there these
    they this those through to under up us was we what when where which while who whom whose will
    with would you your also during each every time year calendar
    """.split()
)
_SCOPE_WORDS = frozenset("nation nationwide country state state's united".split())
"""Whose a figure is, is told otherwise."""
_SAID_BY_GRAMMAR = 0.04
"""What a word weighs that says nothing by itself."""

Weights = Mapping[str, tuple[tuple[int, float], ...]]
"""For each stem the figures that use it, by their index, and how much it says for them."""


def stem(word: str) -> str:
    """A word's beginning, which its forms share.

    >>> stem("registered") == stem("registration"), stem("child")
    (True, 'child')
    """
    return word[:_STEM]


@cache
def _names() -> dict[tuple[str, ...], str]:
    """The sections' names, each as stems, and the one stem that stands for it: "NCMEC CONNECT"."""
    return {
        tuple(map(stem, normal(heading).split())): f"={section}"
        for section, heading in HEADINGS.items()
        if all(word[0].isupper() for word in heading.split())
    }


def stems(tokens: Iterable[str]) -> list[str]:
    """The stems of words in normal form, without marks; a section's name is one stem.

    >>> stems("ncmec connect connected N user".split())
    ['=connect', 'connec', 'user']
    """
    found = [stem(token) for token in tokens if token.islower()]
    for name, one in _names().items():
        if name[0] in found:
            found = _replaced(found, name, one)
    return found


def _replaced(words: list[str], name: tuple[str, ...], one: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(words):
        if tuple(words[at : at + len(name)]) == name:
            found.append(one)
            at += len(name)
        else:
            found.append(words[at])
            at += 1
    return found


@dataclass(frozen=True)
class Vocabulary:
    """What each word says for each figure, behind its number, before it, and anywhere."""

    figures: tuple[str, ...]
    behind: Weights
    before: Weights
    anywhere: Weights
    weights: Mapping[str, float]
    """How much each stem weighs: 1 when one figure uses it, 0 when all do."""
    strange: frozenset[str]
    """Stems that known sentences hold that count something else, and no figure's."""
    undated: frozenset[str]
    """Figures that count what there is by now."""

    def weight(self, word: str) -> float:
        """How much a stem weighs."""
        return self.weights.get(word, _UNKNOWN)


_LIGHT = frozenset(map(stem, _FUNCTION_WORDS | _SCOPE_WORDS)) | {"|"}


class _Gathered:
    """How much each word says for each figure, as it is gathered."""

    def __init__(self) -> None:
        self.words: dict[str, dict[str, float]] = defaultdict(dict)

    def add(self, figure: str, words: Iterable[tuple[str, float]], factor: float = 1.0) -> None:
        its = self.words[figure]
        for word, strength in words:
            its[word] = max(its.get(word, 0.0), strength * factor)

    def weighted(self, figures: tuple[str, ...], weights: Mapping[str, float]) -> Weights:
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, figure in enumerate(figures):
            for word, strength in self.words[figure].items():
                if weights[word] * strength > 0.02:
                    found[word].append((index, weights[word] * strength))
        return {word: tuple(each) for word, each in found.items()}


@lru_cache(maxsize=8)
def vocabulary_of(known: Known) -> Vocabulary:
    """The vocabulary of all figures that the wordings name."""
    behind, before, anywhere = _Gathered(), _Gathered(), _Gathered()
    for figure, definition in FIGURES.items():
        # What a figure counts is its description's first sentence; the others explain it.
        defined = _words(normal(definition.description.partition(". ")[0]))
        anywhere.add(figure, defined, _DEFINED)
        anywhere.add(figure, _words(normal(HEADINGS[definition.section])))
        behind.add(figure, defined, _DEFINED * _ELSEWHERE)
    undated = set()
    names = dict.fromkeys(FIGURES)
    for entry in known.entries:
        names |= dict.fromkeys(entry.figures)
        if entry.wording.undated:
            undated |= set(entry.figures)
        parts = _parts(entry.template.sequence)
        everything = [pair for _, words in parts for pair in words]
        for figure in entry.figures:
            anywhere.add(figure, everything, _ELSEWHERE)
        for (name, after), (_, ahead) in zip(parts[1:], parts, strict=False):
            if name in entry.figures:
                # A row's label is what the number counts, and a sentence may end with its number.
                behind.add(name, after if after else ahead)
                before.add(name, ahead)
                anywhere.add(name, (*after, *ahead))
    figures = tuple(names)
    for gathered in (behind, before):
        for figure in figures:
            gathered.add(figure, anywhere.words[figure].items(), _ELSEWHERE)
    weights = _weights([*anywhere.words.values()], len(figures))
    return Vocabulary(
        figures,
        behind.weighted(figures, weights),
        before.weighted(figures, weights),
        anywhere.weighted(figures, weights),
        weights,
        _strange(frozenset(weights)),
        frozenset(undated),
    )


def _weights(gathered: Iterable[Mapping[str, float]], figures: int) -> dict[str, float]:
    shares: defaultdict[str, float] = defaultdict(float)
    for words in gathered:
        for word, strength in words.items():
            shares[word] += strength
    weights = {
        word: min(1.0, max(0.0, log(figures / share) / log(figures)))
        for word, share in shares.items()
    }
    for word in _LIGHT:
        weights[word] = min(weights.get(word, 1.0), _SAID_BY_GRAMMAR)
    return weights


def _strange(known: frozenset[str]) -> frozenset[str]:
    found = {
        word
        for example in counter_examples()
        for word, _ in _words(normal(example.sentence))
        if not any(map(str.isdigit, word))
    }
    return frozenset(found - known)


def _words(text: str) -> list[tuple[str, float]]:
    return [(word, 1.0) for word in stems(text.split())]


def _parts(sequence: Sequence) -> list[tuple[str | None, list[tuple[str, float]]]]:
    """The words of a template between its numbers, each list with the number before it."""
    parts: list[tuple[str | None, list[tuple[str, float]]]] = [(None, [])]
    for name, word, strength in _flat(sequence, 1.0):
        if name is not None:
            parts.append((name, []))
        else:
            parts[-1][1].append((word, strength))
    return [(name, _named(words)) for name, words in parts]


def _named(words: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The words with the sections' names as one stem each."""
    found = words
    for name, one in _names().items():
        plain = [word for word, _ in found]
        for at in range(len(plain) - len(name), -1, -1):
            if tuple(plain[at : at + len(name)]) == name:
                strength = min(each for _, each in found[at : at + len(name)])
                found = [*found[:at], (one, strength), *found[at + len(name) :]]
                plain = [word for word, _ in found]
    return found


def _flat(sequence: Sequence, strength: float) -> Iterator[tuple[str | None, str, float]]:
    """A template's words with how much they count, and the names of its numbers' blanks."""
    for node in sequence:
        if isinstance(node, Word):
            yield None, stem(node.text), strength
        elif isinstance(node, Blank):
            if is_figure(node.name) or node.name == NUMBER:
                yield node.name, "", strength
        elif isinstance(node, Class):
            yield from ((None, word, each * strength) for word, each in _class_words(node.name))
        elif isinstance(node, Choice):
            for option in node.options:
                yield from _flat(option, strength * _CHOSEN)


@cache
def _class_words(name: str) -> tuple[tuple[str, float], ...]:
    """The words of a class; one that most of its phrases hold counts most."""
    classes = word_classes()
    options = classes[name].options
    shares: dict[str, float] = defaultdict(float)
    for option in options:
        words = _named([(word, each) for blank, word, each in _flat(option, 1.0) if blank is None])
        for word, strength in words:
            shares[word] += min(strength, 1.0)
    return tuple(
        (word, 0.4 + 0.6 * min(1.0, share / len(options))) for word, share in shares.items()
    )
