"""What `learn` shows a person, and asks."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.text import Text

from factsheet_parser.editions.learn import known_before
from factsheet_parser.editions.learned import Example, Learned, LearnedOther, LearnedWording
from factsheet_parser.printable import printable
from factsheet_parser.record import FIGURES
from factsheet_parser.wordings.load import Wording

_NUMBER = "bold reverse"


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
            self.say(f"Edition {number}: {len(edition)} sheets, such as {printable(edition[0])}.")

    def refused(self, *, yes: bool) -> list[LearnedWording | LearnedOther]:
        """Show each entry; give those that a person refuses, none with `yes`."""
        refused: list[LearnedWording | LearnedOther] = []
        wordings, others = self._learned.wordings, self._learned.others
        for number, wording in enumerate(wordings, start=1):
            self.say(f"\n[bold]{number} of {len(wordings)}[/]")
            _show(self._console, wording, self._own)
            if not yes and not typer.confirm("Is this so?", default=True, err=True):
                refused.append(wording)
        if others:
            self.say("\n[bold]Numbers that are no figure's[/]")
        for other in others:
            self._console.print(_lit(other.example))
            self._console.print(Text(f"  {other.sheets} sheets", style="dim"))
            question = "Does it count something else?"
            if not yes and not typer.confirm(question, default=True, err=True):
                refused.append(other)
        return refused

    def tell_rest(self) -> None:
        """What was not taken, and what is not found."""
        for dropped in self._learned.dropped:
            entry = f"Not taken: {dropped.sentence} ({', '.join(dropped.figures)}). "
            why = dropped.why.partition("\n")[0]
            self._console.print(Text(printable(entry) + printable(why), style="yellow"))
        for name, sheets in self._learned.missing:
            self._console.print(Text(f"{name} is not found in {sheets} sheets.", style="yellow"))


def _show(console: Console, wording: LearnedWording, own: tuple[Wording, ...]) -> None:
    """A wording with its figures, and what is known to give them."""
    for name, example, low, high in zip(
        wording.figures, wording.examples, wording.smallest, wording.largest, strict=True
    ):
        console.print(Text(name, style="bold cyan"), Text(FIGURES[name].description, style="dim"))
        console.print(_lit(example))
        said = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        console.print(Text(f"  {wording.sheets} sheets: {said}", style="dim"))
        for sentence in wording.sentences[1:]:
            console.print(Text(printable(f"  also: {sentence}"), style="dim"))
        if wording.below:
            console.print(Text(printable(f"  below: {'; '.join(wording.below)}"), style="dim"))
        before = known_before(name, own)
        if before:
            console.print(Text(printable(f"  before: {before}"), style="dim"))


def _lit(example: Example) -> Text:
    """The sentence with its number lit up."""
    sentence, start, end = example.sentence, example.start, example.end
    before, number, behind = sentence[:start], sentence[start:end], sentence[end:]
    text = Text("  ")
    text.append(printable(before.replace("\t", " | ")))
    text.append(printable(number), style=_NUMBER)
    text.append(printable(behind.replace("\t", " | ")))
    return text
