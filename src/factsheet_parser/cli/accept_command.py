"""`factsheet-parser accept PATH...`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factsheet_parser.cli.options import PathsArgument, inputs_of, reads_sheets
from factsheet_parser.cli.output import (
    FINDINGS,
    UNPARSED,
    refuse,
    say,
    tell_failed,
    unwritable,
)
from factsheet_parser.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factsheet_parser.golden import Difference
    from factsheet_parser.options import ReadingOptions
    from factsheet_parser.record import Factsheet


@reads_sheets("both", reader_help="Who reads a PDF; what both differ on is a finding.")
def accept(
    paths: PathsArgument,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Accept changes without asking.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Accept records with findings of severity error, and without a figure."
        ),
    ] = False,
    reading: ReadingOptions,
) -> None:
    """Write or renew the golden fixture of each sheet, showing each changed value.

    A PDF is read by both readers. Status 1 when a record was not accepted, 3 when a file could not
    be parsed.
    """
    from factsheet_parser.batch.batch import Batch
    from factsheet_parser.errors import FactsheetError, WorkersError
    from factsheet_parser.golden import golden_of
    from factsheet_parser.parse import parse_factsheet

    written: dict[Path, Path] = {}
    unparsed = refused = False
    for each in inputs_of(Batch.of(paths, **reading)):
        file = Path(each.source)
        try:
            sheet = parse_factsheet(each.read(), **reading)
            golden = golden_of(file)
        except (FactsheetError, OSError) as error:
            unparsed = True
            tell_failed(each.source, error)
            continue
        except WorkersError as error:
            refuse(str(error))
        refused |= not _accept(file, golden, sheet, written, yes=yes, force=force)
    if unparsed:
        raise typer.Exit(UNPARSED)
    if refused:
        raise typer.Exit(FINDINGS)


def _accept(
    file: Path,
    golden: Path,
    sheet: Factsheet,
    written: dict[Path, Path],
    *,
    yes: bool,
    force: bool,
) -> bool:
    """Write `golden` if it may be written; whether it now says what the sheet says."""
    from factsheet_parser.golden import Golden, GoldenError, differences

    name = printable(str(golden))
    try:
        before = Golden.read(golden) if golden.exists() else None
    except GoldenError as error:
        typer.echo(f"{name}: {error}", err=True)
        return False
    changes = list(differences(before, sheet)) if before is not None else []
    if before is not None and not changes:
        say(f"{name}: unchanged")
        return True
    if golden in written:
        typer.echo(
            f"{name}: not written again: {printable(str(file))} gives another record than "
            f"{printable(str(written[golden]))}.",
            err=True,
        )
    _show(name, changes)
    if golden in written or not (force or _is_sound(file, name, sheet)):
        return False
    if changes and not yes and not _agreed(name):
        return False
    _write(golden, sheet, "new" if before is None else "renewed")
    written[golden] = file
    return True


def _show(name: str, changes: Iterable[Difference]) -> None:
    from factsheet_parser.golden.reports import explained

    for change in changes:
        say(f"{name}: {change.what}: {change.expected} \u2192 {change.got}")
        for line in explained(change):
            say(f"    {line}")


def _is_sound(file: Path, name: str, sheet: Factsheet) -> bool:
    """Whether a record has figures, and no errors; it says which."""
    if not sheet.figures:
        typer.echo(
            f"{name}: not accepted: the record has no figure. If you taught this edition, add "
            "--wordings OWN.toml; --force accepts it.",
            err=True,
        )
        return False
    errors = [finding for finding in sheet.findings if finding.severity == "error"]
    for finding in errors:
        typer.echo(
            f"{printable(str(file))}: {finding.code}: {printable(finding.message)}", err=True
        )
    if errors:
        typer.echo(f"{name}: not accepted: the record has errors; --force accepts it.", err=True)
    return not errors


def _write(golden: Path, sheet: Factsheet, what: str) -> None:
    """Write a golden fixture, and say what is in it."""
    from factsheet_parser.golden import Golden
    from factsheet_parser.whole import whole

    now = Golden.of(sheet)
    try:
        with whole(golden) as part:
            part.write_text(now.text(), encoding="utf-8")
    except OSError as error:
        refuse(unwritable(golden, error))
    name = printable(str(golden))
    heading = f"{sheet.state.name if sheet.state else 'no state'} {sheet.year or 'without a year'}"
    say(
        f"{name}: {what}: {heading}, {len(now.figures)} figures, findings: "
        f"{', '.join(now.findings) or 'none'}"
    )
    if sheet.proposals:
        say(f"{name}: only proposed, so not in it: {', '.join(sheet.proposals)}")


def _agreed(name: str) -> bool:
    """What a person at the terminal says; without one, nothing is accepted."""
    if not is_a_person_there():
        typer.echo(f"{name}: not accepted: --yes accepts changes without asking.", err=True)
        return False
    return typer.confirm(f"Accept these changes in {name}?")


def is_a_person_there() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()
