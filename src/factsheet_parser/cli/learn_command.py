"""`factsheet-parser learn PATH... -o OWN.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from factsheet_parser.cli.common import (
    NO_LIMITS,
    NOTHING_FOUND,
    UNPARSED,
    LimitOption,
    OcrOption,
    PasswordOption,
    WordingsOption,
    bounds,
    loaded,
    refuse,
    require_ocr,
    unwritable,
)
from factsheet_parser.editions.learn import known_before
from factsheet_parser.editions.learn import learn as learn_from
from factsheet_parser.editions.learned import Example, Learned, LearnedOther, LearnedWording
from factsheet_parser.editions.wordings_file import written
from factsheet_parser.errors import reason
from factsheet_parser.printable import printable
from factsheet_parser.record import FIGURES
from factsheet_parser.whole import whole
from factsheet_parser.wordings.load import Wording

_NUMBER = "bold reverse"


def learn(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Sheets of an edition: files and folders.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="OWN.toml", help="The wordings file to write.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take all, and ask nothing.")] = False,
    ocr: OcrOption = False,
    password: PasswordOption = None,
    limit: LimitOption = NO_LIMITS,
    wordings: WordingsOption = None,
) -> None:
    """Learn an edition's wordings from its sheets, each shown and asked for.

    What a person takes goes to OWN.toml, for --wordings OWN.toml; what is refused stays in it as a
    comment. A file that exists is added to.
    """
    require_ocr(ocr=ocr)
    console = Console(stderr=True, highlight=False)
    existing = _existing(out)
    own = (*loaded(wordings), *(loaded(out) if existing else ()))
    learned = learn_from(paths, wordings=own, password=password, limits=bounds(limit), ocr=ocr)
    _tell_sheets(console, learned)
    if not learned.editions:
        if not (learned.alone or learned.unread):
            refuse(NOTHING_FOUND)
        console.print("Nothing was learned, and nothing was written.")
        raise typer.Exit(UNPARSED if learned.unread else 0)
    if not (learned.wordings or learned.others):
        console.print("Every number of these sheets is known already: nothing was written.")
        raise typer.Exit(UNPARSED if learned.unread else 0)
    refused = _asked(console, learned, own, yes=yes)
    _tell_rest(console, learned)
    if existing and not yes:
        typer.confirm(f"{out} exists. Add to it?", default=True, abort=True, err=True)
    _write(out, written(learned, refused, existing))
    taken = len(learned.wordings) + len(learned.others) - len(refused)
    console.print(f"{taken} entries written to {printable(str(out))}.")
    raise typer.Exit(UNPARSED if learned.unread else 0)


def _existing(out: Path) -> str:
    try:
        return out.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        refuse(f"{printable(str(out))}: {printable(reason(error))}")


def _write(out: Path, text: str) -> None:
    tomllib.loads(text)
    try:
        with whole(out) as part:
            part.write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(unwritable(out, error))


def _tell_sheets(console: Console, learned: Learned) -> None:
    for source, why in learned.unread:
        console.print(Text(printable(f"{source}: {why}"), style="red"))
    for source in learned.alone:
        console.print(
            Text(printable(f"{source}: like no other sheet here; nothing is learned from it."))
        )
    for number, edition in enumerate(learned.editions, start=1):
        console.print(f"Edition {number}: {len(edition)} sheets, such as {printable(edition[0])}.")


def _asked(
    console: Console, learned: Learned, own: tuple[Wording, ...], *, yes: bool
) -> list[LearnedWording | LearnedOther]:
    """What a person refuses."""
    refused: list[LearnedWording | LearnedOther] = []
    for number, wording in enumerate(learned.wordings, start=1):
        console.print(f"\n[bold]{number} of {len(learned.wordings)}[/]")
        _show(console, wording, own)
        if not yes and not typer.confirm("Is this so?", default=True, err=True):
            refused.append(wording)
    if learned.others:
        console.print("\n[bold]Numbers that are no figure's[/]")
    for other in learned.others:
        console.print(_lit(other.example))
        console.print(Text(f"  {other.sheets} sheets", style="dim"))
        if not yes and not typer.confirm("Does it count something else?", default=True, err=True):
            refused.append(other)
    return refused


def _show(console: Console, wording: LearnedWording, own: tuple[Wording, ...]) -> None:
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


def _tell_rest(console: Console, learned: Learned) -> None:
    for dropped in learned.dropped:
        console.print(
            Text(
                printable(f"Not taken: {dropped.sentence} ({', '.join(dropped.figures)}). ")
                + printable(dropped.why.partition("\n")[0]),
                style="yellow",
            )
        )
    for name, sheets in learned.missing:
        console.print(Text(f"{name} is not found in {sheets} sheets.", style="yellow"))
