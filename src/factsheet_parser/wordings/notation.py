"""The notation of a wording, read into a small tree.

    [<when>] {cybertipline.state_reports} CyberTipline reports (were|went) to <law> in {state}.

`{section.field}` is the figure's number, `{number}` another one, `{year}` the figure's year,
`{other_year}` one that it is compared with, `{state}` the sheet's jurisdiction; `[may be]`,
`(one|of these)`; `<class>` one of the phrases that `words.toml` lists; a TAB, or `|` outside of
brackets, parts a row's cells.

>>> sequence_of("In {year}, [the] {cvip.state_submissions} cases.", None, {})[2:]
(Choice(options=((Word(text='the'),), ())), Blank(name='cvip.state_submissions'), Word(text='case'))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import regex

from factsheet_parser.language.spelled import SCALES, WORD_VALUES
from factsheet_parser.language.tokens import (
    CELL,
    COUNT,
    LIST_MARK,
    NO_ONE,
    PERCENT,
    STATE,
    YEAR,
    normal,
)
from factsheet_parser.timeouts import SEARCH_SECONDS


class TemplateError(ValueError):
    """A sentence that is no template; `at` is the place of what does not fit."""

    def __init__(self, reason: str, sentence: str, at: int) -> None:
        super().__init__(reason)
        self.sentence = sentence
        self.at = at

    @property
    def pointed(self) -> str:
        """The sentence with a caret below the place."""
        return f"{self.sentence}\n{' ' * self.at}^"


class Word(NamedTuple):
    """A word in normal form."""

    text: str


class Blank(NamedTuple):
    """What stands for a number, a year or the jurisdiction: a name of `BLANKS`, or a figure's."""

    name: str


class Choice(NamedTuple):
    """One of several; an empty one makes it optional."""

    options: tuple[Sequence, ...]


class Class(NamedTuple):
    """One of a class's phrases."""

    name: str


Node = Word | Blank | Choice | Class
Sequence = tuple[Node, ...]

COUNT_BLANK, NUMBER, YEAR_BLANK, OTHER_YEAR, STATE_BLANK, LIST_BLANK, NONE = (
    "count", "number", "year", "other_year", "state", "list", "none",
)  # fmt: skip
ANY_WORDS = "words"
"""One to six words, whatever they are; in sentences that give nothing alone."""
NO_LIST = frozenset((NUMBER, OTHER_YEAR, NONE))
"""Blanks that more than one mark may fill, or of which it matters what fills them."""
_BLANK_MARKS = {
    NONE: (COUNT,),
    NUMBER: (COUNT, PERCENT),
    YEAR_BLANK: (YEAR,),
    OTHER_YEAR: (YEAR,),
    STATE_BLANK: (STATE,),
    LIST_BLANK: (LIST_MARK,),
}
BLANKS = ("{count}", "{number}", "{year}", "{other_year}", "{state}")
_PIECE = regex.compile(
    r"""
      \{(?P<blank>[^{}]*)\} | <(?P<class>[a-z_]+)> | (?P<mark>\(\d{1,2}\)) | (?P<bracket>[\[\]()|])
    | (?P<tab>\t) | (?P<words>[^\[\](){}<|\t]+ | [{}<])
    """,
    regex.VERBOSE,
)
_FIGURE = regex.compile(r"[a-z_]+\.[a-z_0-9]+")
_NO = frozenset(("no", "none"))
_NUMBERS = frozenset((*WORD_VALUES, *SCALES, "once", "twice"))
_NO_WORDS = _NO | _NUMBERS
_NOTATION = frozenset("{}<>[]()|\t0123456789")
_CLOSES = {"[": "]", "(": ")"}


def is_number(word: str) -> bool:
    """Whether a word in normal form is a number, or a part of one, that a blank stands for."""
    return word in _NUMBERS or any(map(str.isdigit, word))


class _Piece(NamedTuple):
    kind: str
    text: str
    at: int


def _pieces(sentence: str) -> list[_Piece]:
    return [
        _Piece(match.lastgroup or "", match[match.lastgroup or 0], match.start())
        for match in _PIECE.finditer(sentence, timeout=SEARCH_SECONDS)
    ]


class _Parser:
    """Reads one sentence from left to right."""

    def __init__(self, sentence: str, figure: str | None, classes: Mapping[str, object]) -> None:
        self.sentence = sentence
        self.figure = figure
        self.classes = classes
        self.pieces = _pieces(sentence)
        self.index = 0

    def error(self, reason: str, at: int) -> TemplateError:
        return TemplateError(reason, self.sentence, at)

    def sequence(self, closes: str | None) -> tuple[Sequence, ...]:
        """The alternatives up to a closing bracket, or all, where `|` parts cells."""
        options: list[list[Node]] = [[]]
        opened = self.pieces[self.index - 1].at if closes else 0
        while self.index < len(self.pieces):
            kind, text, at = self.pieces[self.index]
            self.index += 1
            if text == closes and kind == "bracket":
                return tuple(map(tuple, options))
            if kind == "bracket" and text == "|" and closes:
                options.append([])
            else:
                options[-1] += self.nodes(kind, text, at)
        if closes:
            raise self.error(f"It needs a closing {closes}.", opened)
        return tuple(map(tuple, options))

    def nodes(self, kind: str, text: str, at: int) -> Iterable[Node]:
        if kind == "words":
            return [self.word(each, at) for each in normal(NO_ONE.sub("nobody", text)).split()]
        if kind == "blank":
            return [self.blank(text, at)]
        if kind == "class":
            if text not in self.classes:
                raise self.error(f"There is no class <{text}>.", at)
            return [Class(text)]
        if kind == "mark":
            return [Blank(LIST_BLANK)]
        if kind == "tab" or text == "|":
            return [Word(CELL)]
        if text in _CLOSES:
            options = self.sequence(_CLOSES[text])
            return [Choice((*options, ()) if text == "[" else options)]
        raise self.error(f"Nothing opens this {text}.", at)

    def word(self, word: str, at: int) -> Node:
        if word in _NO:
            return Blank(NONE)
        if is_number(word):
            raise self.error("A number is written {number}, and a year {year}.", at)
        return Word(word)

    def blank(self, name: str, at: int) -> Blank:
        if name == COUNT_BLANK:
            if self.figure is None:
                raise self.error("It needs a figure for its {count}.", at)
            return Blank(self.figure)
        if f"{{{name}}}" in BLANKS:
            return Blank(name)
        if _FIGURE.fullmatch(name, timeout=SEARCH_SECONDS):
            return Blank(name)
        raise self.error(f"There is no blank {{{name}}}; it may be {', '.join(BLANKS)}.", at)


def sequence_of(sentence: str, figure: str | None, classes: Mapping[str, object]) -> Sequence:
    """The parts of a sentence; `figure` is what `{count}` stands for. Raises TemplateError."""
    if _NOTATION.isdisjoint(sentence):
        words = normal(sentence).split()
        if _NO_WORDS.isdisjoint(words):
            return tuple(map(Word, words))
    parser = _Parser(sentence, figure, classes)
    (sequence,) = parser.sequence(None)
    return sequence


def marks_of(name: str) -> tuple[str, ...]:
    """The marks that a blank takes: a share fills a figure in percent, and no other."""
    known = _BLANK_MARKS.get(name)
    if known is not None:
        return known
    return (PERCENT,) if name.endswith("_percent") else (COUNT,)


def is_figure(name: str) -> bool:
    """Whether a blank's name is a figure's."""
    return name not in _BLANK_MARKS


def is_captured(name: str) -> bool:
    """Whether it matters which mark fills the blank."""
    return is_figure(name) or name in (OTHER_YEAR, NONE)


def plain(sequence: Sequence) -> list[str] | None:
    """The words and marks of a sequence without choices; None if it has any."""
    words = []
    for node in sequence:
        if isinstance(node, Word):
            words.append(node.text)
        elif isinstance(node, Blank):
            words.append(marks_of(node.name)[0])
        else:
            return None
    return words


def figures_of(sequence: Sequence) -> Iterator[str]:
    """The figures that a sequence names, in order."""
    for node in sequence:
        if isinstance(node, Blank) and is_figure(node.name):
            yield node.name
        elif isinstance(node, Choice):
            for option in node.options:
                yield from figures_of(option)
