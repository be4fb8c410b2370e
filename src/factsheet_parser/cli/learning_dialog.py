"""What `learn` shows a person, and asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import typer
from rich.console import Console
from rich.text import Text

from factsheet_parser.editions.learn import known_before
from factsheet_parser.editions.learned import Entry, Example, Learned, LearnedWording
from factsheet_parser.language.numerals import NumberKind, find
from factsheet_parser.printable import counted, printable
from factsheet_parser.record import FIGURES
from factsheet_parser.wordings.load import Wording

_NUMBER = "bold reverse"
_FEW = 3
_ANSWERS = ("y", "n", "q", "yes", "no", "quit")
_COUNTS = (NumberKind.COUNT, NumberKind.PERCENT)


class Answers(NamedTuple):
    """What a person has said of the entries that were asked for."""

    taken: tuple[Entry, ...]
    refused: tuple[Entry, ...]


class LearningDialog:
    """Shows what was learned, entry by entry, on standard error."""

    def __init__(self, learned: Learned, own: tuple[Wording, ...]) -> None:
        self._learned = learned
        self._own = own
        self._console = Console(stderr=True, highlight=False)

    def say(self, text: str) -> None:
        """A line."""
        self._console.print(text)

    def tell_sheets(self) -> None:
        """Which sheets were read, and which not."""
        for source, why in self._learned.unread:
            self._console.print(Text(printable(f"{source}: {why}"), style="red"))
        for source in self._learned.alone:
            told = f"{source}: like no other sheet here; nothing is learned from it."
            self._console.print(Text(printable(told)))
        for number, edition in enumerate(self._learned.editions, start=1):
            sheets = counted(len(edition), "sheet")
            self.say(f"Edition {number}: {sheets}, such as {printable(edition[0])}.")
            if len(edition) < _FEW:
                self.say(f"With {_FEW} or more sheets of it, less would be mistaken.")
        if self._learned.refused:
            left = counted(len(self._learned.refused), "sentence")
            self.say(f"{left} that you refused before, left out.")

    def answers(self, *, yes: bool) -> Answers:
        """Show each entry and ask a person for it, until one stops; `yes` takes all."""
        taken: list[Entry] = []
        refused: list[Entry] = []
        for entry, question in self._questions():
            answer = "y" if yes else self._answer(question)
            if answer == "q":
                break
            (taken if answer == "y" else refused).append(entry)
        return Answers(tuple(taken), tuple(refused))

    def _questions(self) -> Iterator[tuple[Entry, str]]:
        wordings, others = self._learned.wordings, self._learned.others
        for number, wording in enumerate(wordings, start=1):
            self.say(f"\n[bold]{number} of {len(wordings)}[/]")
            _show(self._console, wording, self._own)
            yield wording, "Is this so?"
        if others:
            self.say("\n[bold]Numbers that are no figure's[/]")
        for other in others:
            self._console.print(_all_lit(other.example.sentence))
            self._console.print(Text(f"  {counted(other.sheets, 'sheet')}", style="dim"))
            if "{words}" in other.sentence:
                stored = printable(f"  with any words for {{words}}: {other.sentence}")
                self._console.print(Text(stored, style="dim"))
            yield other, "Do they count something that is none of the figures?"

    def _answer(self, question: str) -> str:
        """ "y", "n" or "q"."""
        while True:
            given = typer.prompt(f"{question} [y/n/q]", prompt_suffix=" ", err=True)
            if given.lower() in _ANSWERS:
                return str(given.lower()[0])
            self.say(
                "y: yes. n: no, and it stays in the file as a comment. "
                "q: stop here, and keep what you took."
            )

    def tell_rest(self) -> None:
        """What was not taken, and what is not found."""
        for dropped in self._learned.dropped:
            entry = f"Not taken: {dropped.sentence} ({', '.join(dropped.figures)}). "
            why = dropped.why.partition("\n")[0]
            self._console.print(Text(printable(entry) + printable(why), style="yellow"))
        for figure, sheets, example in self._learned.unsure:
            told = f"Not taken: {figure} is left for this, which fits another figure better."
            self._console.print(Text(told, style="yellow"))
            self._console.print(_lit(example))
            self._console.print(Text(f"  {counted(sheets, 'sheet')}", style="dim"))
        for name, sheets in self._learned.missing:
            told = f"{name} is not found in {counted(sheets, 'sheet')}."
            self._console.print(Text(told, style="yellow"))


def _show(console: Console, wording: LearnedWording, own: tuple[Wording, ...]) -> None:
    """A wording with its figures, and what is known to give them."""
    for name, example, low, high in zip(
        wording.figures, wording.examples, wording.smallest, wording.largest, strict=True
    ):
        console.print(Text(name, style="bold cyan"), Text(FIGURES[name].description, style="dim"))
        console.print(_lit(example))
        said = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        console.print(Text(f"  {counted(wording.sheets, 'sheet')}: {said}", style="dim"))
        for sentence in wording.sentences[1:]:
            console.print(Text(printable(f"  also: {sentence}"), style="dim"))
        if wording.below:
            console.print(Text(printable(f"  below: {'; '.join(wording.below)}"), style="dim"))
        before = known_before(name, own)
        if before:
            console.print(Text(_plain(f"  before: {before}"), style="dim"))


def _lit(example: Example) -> Text:
    """The sentence with its number lit up."""
    return _with_lit(example.sentence, [(example.start, example.end)])


def _all_lit(sentence: str) -> Text:
    """The sentence with each count lit up."""
    counts = [each for each in find(sentence) if each.kind in _COUNTS]
    return _with_lit(sentence, [(each.start, each.end) for each in counts])


def _with_lit(sentence: str, places: list[tuple[int, int]]) -> Text:
    text, at = Text("  "), 0
    for start, end in places:
        text.append(_plain(sentence[at:start]))
        text.append(_plain(sentence[start:end]), style=_NUMBER)
        at = end
    text.append(_plain(sentence[at:]))
    return text


def _plain(text: str) -> str:
    return printable(text.replace("\t", " | "))
