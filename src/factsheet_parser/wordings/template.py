"""A wording's sentence as the one pattern that it becomes.

>>> template = parse("In {year}, [all] {cvip.state_submissions} cases.", {})
>>> needed, possible = template.words[:2]
>>> template.figures, sorted(needed), sorted(possible - needed)
(('cvip.state_submissions',), ['N', 'Y', 'case', 'in'], ['all'])
>>> template.fullmatch("in Y N case ") is not None
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import regex

from factsheet_parser.language.tokens import COUNT, PERCENT
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.notation import (
    ANY_WORDS,
    NO_LIST,
    Blank,
    Choice,
    Class,
    Node,
    Sequence,
    Word,
    figures_of,
    is_captured,
    marks_of,
    plain,
    sequence_of,
)


class _Words(NamedTuple):
    """The words, marks included, of what a sequence takes."""

    needed: frozenset[str]
    possible: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    empty: bool
    """Whether it takes an empty text."""


def _words_of(sequence: Sequence, classes: Mapping[str, WordClass]) -> _Words:
    """The words of what a sequence takes."""
    needed: set[str] = set()
    possible: set[str] = set()
    first: set[str] = set()
    last: set[str] = set()
    empty = True
    for node in sequence:
        if isinstance(node, Word):
            word = node.text
            needed.add(word)
            possible.add(word)
            if empty:
                first.add(word)
            last = {word}
            empty = False
            continue
        words = _node_words(node, classes)
        needed |= words.needed
        possible |= words.possible
        if empty:
            first |= words.first
        last = last | words.last if words.empty else set(words.last)
        empty = empty and words.empty
    return _Words(frozenset(needed), frozenset(possible), frozenset(first), frozenset(last), empty)


def _node_words(node: Node, classes: Mapping[str, WordClass]) -> _Words:
    if isinstance(node, Class):
        return classes[node.name].words
    if isinstance(node, Choice):
        return _either([_words_of(option, classes) for option in node.options])
    words = frozenset((node.text,) if isinstance(node, Word) else marks_of(node.name))
    return _Words(words if len(words) == 1 else frozenset(), words, words, words, False)


def _either(options: list[_Words]) -> _Words:
    return _Words(
        frozenset.intersection(*(each.needed for each in options)),
        frozenset().union(*(each.possible for each in options)),
        frozenset().union(*(each.first for each in options)),
        frozenset().union(*(each.last for each in options)),
        any(each.empty for each in options),
    )


@dataclass(frozen=True)
class WordClass:
    """A class's phrases; `phrases` are those of a class that has words and marks alone."""

    options: tuple[Sequence, ...]
    words: _Words
    phrases: list[str] | None
    """Each with a blank behind it."""


class WordClasses(Mapping[str, WordClass]):
    """The classes of words by name, each parsed when a template first names it."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._phrases = phrases
        self._classes: dict[str, WordClass] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._phrases)

    def __len__(self) -> int:
        return len(self._phrases)

    def __contains__(self, name: object) -> bool:
        return name in self._phrases

    def __getitem__(self, name: str) -> WordClass:
        found = self._classes.get(name)
        if found is None:
            found = self._classes[name] = self._parsed(self._phrases[name])
        return found

    def _parsed(self, phrases: Iterable[str]) -> WordClass:
        options = tuple(sequence_of(each, None, self) for each in phrases)
        words = _either([_words_of(each, self) for each in options])
        flat = [plain(each) for each in options]
        listed = all(each is not None for each in flat) and not any(
            isinstance(node, Blank) and node.name in NO_LIST for each in options for node in each
        )
        joined = [f"{' '.join(each)} " for each in flat if each] if listed else None
        return WordClass(options, words, joined)


NO_CLASSES = WordClasses({})


class _Compiler:
    """Writes a sequence as a pattern over words that each have a blank behind them.

    What a text of these words cannot hold is left out, so that the pattern stays small.
    """

    def __init__(self, classes: WordClasses, words: frozenset[str] | None) -> None:
        self.classes = classes
        self.words = words
        self.groups: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}

    def pattern(self, sequence: Sequence) -> str | None:
        """The pattern of a sequence; None if no text of the words can hold it."""
        parts = []
        for node in sequence:
            part = self.node(node)
            if part is None:
                return None
            parts.append(part)
        return "".join(parts)

    def node(self, node: Node) -> str | None:
        if isinstance(node, Word):
            return f"{regex.escape(node.text)}\\ " if self.has((node.text,)) else None
        if isinstance(node, Blank):
            return self.blank(node.name)
        if isinstance(node, Class):
            return self.word_class(node.name)
        return self.choice(node.options)

    def has(self, words: Iterable[str]) -> bool:
        return self.words is None or self.words.issuperset(words)

    def word_class(self, name: str) -> str | None:
        phrases = self.classes[name].phrases
        if phrases is None:
            return self.choice(self.classes[name].options)
        if name not in self.lists:
            self.lists[name] = [each for each in phrases if self.has(each.split())]
        return rf"\L<{name}>" if self.lists[name] else None

    def choice(self, options: tuple[Sequence, ...]) -> str | None:
        patterns = [self.pattern(each) for each in options]
        possible = list(dict.fromkeys(each for each in patterns if each is not None))
        if not possible:
            return None
        return f"(?:{'|'.join(possible)})" if len(possible) > 1 else possible[0]

    def blank(self, name: str) -> str | None:
        if name == ANY_WORDS:
            return r"(?:[^\ ]+\ ){1,6}"
        marks = [mark for mark in marks_of(name) if self.has((mark,))]
        if not marks:
            return None
        pattern = f"[{''.join(marks)}]"
        if not is_captured(name):
            return f"{pattern}\\ "
        group = f"g{len(self.groups)}"
        self.groups[group] = name
        return f"(?P<{group}>{pattern})\\ "


class Compiled(NamedTuple):
    """A template's pattern for a text of some words, and the blank of each of its groups."""

    pattern: regex.Pattern[str] | None
    """None if no text of these words is one of the template."""
    groups: Mapping[str, str]


_MOST_COMPILED = 64


@dataclass
class Template:
    """A parsed sentence. Its pattern is compiled when a text first needs it."""

    sequence: Sequence
    classes: WordClasses
    words: _Words
    """The words and marks that a text of it needs, may hold, begins with and ends with."""
    _compiled: dict[frozenset[str] | None, Compiled] = field(default_factory=dict, repr=False)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that it names, each once."""
        return tuple(dict.fromkeys(figures_of(self.sequence)))

    @property
    def exact(self) -> str | None:
        """The one text that it takes, with all numbers as counts; None if there are several."""
        words = plain(self.sequence)
        return None if words is None else " ".join(words).replace(PERCENT, COUNT)

    def compiled(self, words: frozenset[str] | None) -> Compiled:
        """Its pattern for a text of these words, or of any."""
        key = None if words is None else words & self.words.possible
        found = self._compiled.get(key)
        if found is None:
            if len(self._compiled) >= _MOST_COMPILED:
                self._compiled.clear()
            found = self._compiled[key] = self._compile(key)
        return found

    def _compile(self, words: frozenset[str] | None) -> Compiled:
        compiler = _Compiler(self.classes, words)
        source = compiler.pattern(self.sequence)
        if source is None:
            return Compiled(None, {})
        lists: dict[str, Any] = compiler.lists
        used = {name: phrases for name, phrases in lists.items() if rf"\L<{name}>" in source}
        # It begins at a word, since each word has a blank behind it.
        pattern = regex.compile(rf"(?<![^\ ]){source}\Z", **used)
        groups = {group: name for group, name in compiler.groups.items() if f"<{group}>" in source}
        return Compiled(pattern, groups)

    def groups(self, words: frozenset[str]) -> Mapping[str, str]:
        """The blank of each group of the pattern for a text of these words."""
        return self.compiled(words).groups

    def fullmatch(
        self, line: str, words: frozenset[str] | None = None, end: int | None = None
    ) -> regex.Match[str] | None:
        """The match of `line[:end]`, whose words each have a blank behind them."""
        pattern = self.compiled(words).pattern
        if pattern is None:
            return None
        return pattern.match(line, 0, len(line) if end is None else end, timeout=SEARCH_SECONDS)

    def tails(self, line: str, words: frozenset[str], end: int) -> Iterator[regex.Match[str]]:
        """Every match that ends at `end` and begins at a word behind the first."""
        pattern = self.compiled(words).pattern
        if pattern is not None:
            yield from pattern.finditer(line, 1, end, overlapped=True, timeout=SEARCH_SECONDS)

    def prefix(self, line: str) -> int:
        """How far `line` agrees with it from its beginning, at a word's end."""
        pattern = self.compiled(None).pattern
        at = len(line)
        while at > 0 and pattern is not None:
            found = pattern.match(line, 0, at, partial=True, timeout=SEARCH_SECONDS)
            if found is not None and found.end() == at:
                return at
            at = line.rfind(" ", 0, at - 1) + 1
        return 0


def parse(
    sentence: str,
    classes: WordClasses | Mapping[str, Iterable[str]],
    *,
    figure: str | None = None,
) -> Template:
    """The template of a sentence; `figure` is what `{count}` stands for. Raises TemplateError."""
    if not isinstance(classes, WordClasses):
        classes = WordClasses(classes)
    sequence = sequence_of(sentence, figure, classes)
    words = _words_of(sequence, classes)
    return Template(sequence, classes, words)
