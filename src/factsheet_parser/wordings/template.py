"""A wording's sentence as the one pattern that it becomes.

>>> template = parse("In {year}, [all] {cvip.state_submissions} cases.", {})
>>> template.figures, sorted(template.needed), sorted(template.words - template.needed)
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
    NO_LIST,
    Blank,
    Class,
    Classes,
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
    needed: frozenset[str]
    possible: frozenset[str]


_NO_WORDS = _Words(frozenset(), frozenset())


def _words_of(sequence: Sequence, of_class: Mapping[str, _Words]) -> _Words:
    """The words, marks included, that each text of the sequence has, and those that it may have."""
    needed: set[str] = set()
    possible: set[str] = set()
    for node in sequence:
        if isinstance(node, Word):
            words = _Words(frozenset((node.text,)), frozenset((node.text,)))
        elif isinstance(node, Blank):
            marks = frozenset(marks_of(node.name))
            words = _Words(marks if len(marks) == 1 else frozenset(), marks)
        elif isinstance(node, Class):
            words = of_class[node.name]
        else:
            words = _either([_words_of(option, of_class) for option in node.options])
        needed |= words.needed
        possible |= words.possible
    return _Words(frozenset(needed), frozenset(possible))


def _either(options: list[_Words]) -> _Words:
    return _Words(
        frozenset.intersection(*(each.needed for each in options)),
        frozenset().union(*(each.possible for each in options)),
    )


@dataclass(frozen=True)
class WordClasses:
    """The classes of words, each by its name."""

    sequences: Classes
    words: Mapping[str, _Words]
    lists: Mapping[str, list[str]]
    """The phrases of the classes that have words and marks alone, each with a blank behind it."""

    @classmethod
    def of(cls, phrases: Mapping[str, Iterable[str]]) -> WordClasses:
        """The classes with these phrases; a class may use those before it."""
        sequences: dict[str, tuple[Sequence, ...]] = {}
        words: dict[str, _Words] = {}
        lists: dict[str, list[str]] = {}
        for name, members in phrases.items():
            options = tuple(sequence_of(each, None, sequences) for each in members)
            sequences[name] = options
            words[name] = _either([_words_of(each, words) for each in options])
            flat = [plain(each) for each in options]
            if all(each is not None for each in flat) and not any(
                isinstance(node, Blank) and node.name in NO_LIST
                for each in options
                for node in each
            ):
                lists[name] = [f"{' '.join(each)} " for each in flat if each]
        return cls(sequences, words, lists)


NO_CLASSES = WordClasses({}, {}, {})


class _Compiler:
    """Writes a sequence as a pattern over words that each have a blank behind them."""

    def __init__(self, classes: WordClasses) -> None:
        self.classes = classes
        self.groups: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}

    def pattern(self, sequence: Sequence) -> str:
        return "".join(map(self.node, sequence))

    def node(self, node: Node) -> str:
        if isinstance(node, Word):
            return f"{regex.escape(node.text)}\\ "
        if isinstance(node, Blank):
            return self.blank(node.name)
        if isinstance(node, Class):
            phrases = self.classes.lists.get(node.name)
            if phrases is not None:
                self.lists[node.name] = phrases
                return rf"\L<{node.name}>"
            return self.choice(self.classes.sequences[node.name])
        return self.choice(node.options)

    def choice(self, options: tuple[Sequence, ...]) -> str:
        return f"(?:{'|'.join(map(self.pattern, options))})"

    def blank(self, name: str) -> str:
        marks = f"[{''.join(marks_of(name))}]"
        if not is_captured(name):
            return f"{marks}\\ "
        group = f"g{len(self.groups)}"
        self.groups[group] = name
        return f"(?P<{group}>{marks})\\ "


class Compiled(NamedTuple):
    """A template's pattern, and the blank of each of its groups."""

    pattern: regex.Pattern[str]
    groups: Mapping[str, str]


@dataclass
class Template:
    """A parsed sentence. Its pattern is compiled when a text first needs it."""

    sequence: Sequence
    classes: WordClasses
    needed: frozenset[str]
    """The words and marks without which it takes no text."""
    words: frozenset[str]
    """All words and marks that a text of it can hold."""
    _compiled: list[Compiled] = field(default_factory=list, repr=False)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that it names, each once."""
        return tuple(dict.fromkeys(figures_of(self.sequence)))

    @property
    def exact(self) -> str | None:
        """The one text that it takes, with all numbers as counts; None if there are several."""
        words = plain(self.sequence)
        return None if words is None else " ".join(words).replace(PERCENT, COUNT)

    @property
    def compiled(self) -> Compiled:
        """Its pattern, which ends where the text that is searched ends."""
        if not self._compiled:
            compiler = _Compiler(self.classes)
            # It begins at a word, since each word has a blank behind it.
            source = rf"(?<![^\ ]){compiler.pattern(self.sequence)}\Z"
            lists: dict[str, Any] = compiler.lists
            pattern = regex.compile(source, **lists)
            self._compiled.append(Compiled(pattern, compiler.groups))
        return self._compiled[0]

    def fullmatch(self, line: str, end: int | None = None) -> regex.Match[str] | None:
        """The match of `line[:end]`, each of whose words has a blank behind it."""
        return self.compiled.pattern.match(
            line, 0, len(line) if end is None else end, timeout=SEARCH_SECONDS
        )

    def tails(self, line: str, end: int) -> Iterator[regex.Match[str]]:
        """Every match that ends at `end` and begins at a word behind the first."""
        yield from self.compiled.pattern.finditer(
            line, 1, end, overlapped=True, timeout=SEARCH_SECONDS
        )

    def prefix(self, line: str) -> int:
        """How far `line` agrees with it from its beginning, at a word's end."""
        at = len(line)
        while at > 0:
            found = self.compiled.pattern.match(line, 0, at, partial=True, timeout=SEARCH_SECONDS)
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
        classes = WordClasses.of(classes)
    sequence = sequence_of(sentence, figure, classes.sequences)
    words = _words_of(sequence, classes.words)
    return Template(sequence, classes, words.needed, words.possible)
