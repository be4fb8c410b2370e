"""`factsheet-parser learn PATH... -o OWN.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factsheet_parser.cli.options import PathsArgument, loaded, reads_sheets
from factsheet_parser.cli.output import UNPARSED, refuse, unwritable
from factsheet_parser.printable import printable

if TYPE_CHECKING:
    from factsheet_parser.options import ReadingOptions


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
    comment. A file that exists is added to.
    """
    # rich takes as long to import as a hundred sheets to parse.
    from factsheet_parser.batch.inputs import NOTHING_FOUND
    from factsheet_parser.cli.learning_dialog import LearningDialog
    from factsheet_parser.editions.learn import learn as learn_from
    from factsheet_parser.editions.wordings_file import written
    from factsheet_parser.errors import WorkersError
    from factsheet_parser.wordings.own import own_wordings

    existing = _existing(output)
    own = own_wordings(reading["wordings"]) + (loaded(output) if _has_entries(existing) else ())
    reading["wordings"] = own
    try:
        learned = learn_from(paths, **reading)
    except (ImportError, WorkersError) as error:
        refuse(str(error))
    dialog = LearningDialog(learned, own)
    dialog.tell_sheets()
    if not (learned.editions or learned.alone or learned.unread):
        refuse(NOTHING_FOUND)
    if not (learned.wordings or learned.others):
        known = "Every number of these sheets is known already: nothing was written."
        dialog.say(known if learned.editions else "Nothing was learned, and nothing was written.")
        raise typer.Exit(UNPARSED if learned.unread else 0)
    refused = dialog.refused(yes=yes)
    dialog.tell_rest()
    if existing and not yes:
        typer.confirm(f"{output} exists. Add to it?", default=True, abort=True, err=True)
    _write(output, written(learned, refused, existing))
    taken = len(learned.wordings) + len(learned.others) - len(refused)
    dialog.say(f"{taken} entries written to {printable(str(output))}.")
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
