"""`factsheet-parser learn PATH... -o OWN.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factsheet_parser.cli.options import PathsArgument, loaded, reads_sheets
from factsheet_parser.cli.output import FINDINGS, UNPARSED, refuse, unwritable
from factsheet_parser.printable import counted, printable

if TYPE_CHECKING:
    from factsheet_parser.options import ReadingOptions

_WAYS_TO_END = "To stop and keep what you took, answer q; --yes takes all and asks nothing."


@reads_sheets(reader_help="Who reads a PDF; with both, what they read alike.")
def learn(
    paths: PathsArgument,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "--out",
            "-o",
            metavar="OWN.toml",
            help="The wordings file to write.",
            show_default=False,
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take all, and ask nothing.")] = False,
    reading: ReadingOptions,
) -> None:
    """Learn an edition's wordings from its sheets, each shown and asked for.

    What a person takes goes to OWN.toml, for --wordings OWN.toml; what is refused stays in it as a
    comment, and is not asked again. A file that exists is added to.
    """
    # rich takes as long to import as a hundred sheets to parse.
    from factsheet_parser.batch.inputs import NOTHING_FOUND
    from factsheet_parser.cli.learning_dialog import LearningDialog
    from factsheet_parser.editions.learn import learn as learn_from
    from factsheet_parser.editions.wordings_file import refused_in, written
    from factsheet_parser.errors import WorkersError
    from factsheet_parser.wordings.own import own_wordings

    existing = _existing(output)
    own = own_wordings(reading["wordings"]) + (loaded(output) if _has_entries(existing) else ())
    reading["wordings"] = own
    try:
        learned = learn_from(paths, refused=refused_in(existing), **reading)
    except (ImportError, WorkersError) as error:
        refuse(str(error))
    dialog = LearningDialog(learned, own)
    dialog.tell_sheets()
    if not (learned.editions or learned.alone or learned.unread):
        refuse(NOTHING_FOUND)
    if not (learned.wordings or learned.others):
        dialog.tell_rest()
        left = (*learned.refused, *learned.unsure, *learned.dropped)
        known = learned.editions and not left
        why = "Every number of these sheets is known already" if known else "Nothing was learned"
        dialog.say(f"{why}: nothing was written.")
        raise typer.Exit(UNPARSED if learned.unread else 0)
    name = printable(str(output))
    if existing:
        dialog.say(f"{name} exists: what you take is added to it.")
    try:
        answers = dialog.answers(yes=yes)
    except typer.Abort:
        dialog.say(f"\nStopped: nothing was written. {_WAYS_TO_END}")
        raise typer.Exit(FINDINGS) from None
    dialog.tell_rest()
    if not (answers.taken or answers.refused):
        dialog.say("Nothing was written.")
        raise typer.Exit(FINDINGS)
    _write(output, written(learned, answers.taken, answers.refused, existing))
    refused = f", {len(answers.refused)} refused" if answers.refused else ""
    dialog.say(f"{counted(len(answers.taken), 'entry')} written to {name}{refused}.")
    raise typer.Exit(UNPARSED if learned.unread else 0)


def _existing(out: Path) -> str:
    from factsheet_parser.errors import reason

    try:
        return out.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        refuse(f"{printable(str(out))}: {printable(reason(error))}")


def _has_entries(existing: str) -> bool:
    """Whether a file says more than comments, which is all that is kept of refused entries."""
    return any(line.strip() and not line.startswith("#") for line in existing.splitlines())


def _write(out: Path, text: str) -> None:
    import tomllib

    from factsheet_parser.whole import whole

    tomllib.loads(text)
    try:
        with whole(out) as part:
            part.write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(unwritable(out, error))
