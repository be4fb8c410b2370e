"""`factsheet-parser accept FILE...`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from factsheet_parser.cli.common import (
    FINDINGS,
    UNPARSED,
    OcrOption,
    WordingsOption,
    loaded,
    refuse,
    require_ocr,
    say,
    unwritable,
)
from factsheet_parser.errors import FactsheetError, reason
from factsheet_parser.golden import Golden, GoldenError, differences, golden_of
from factsheet_parser.golden.reports import explained
from factsheet_parser.printable import printable
from factsheet_parser.record import Factsheet
from factsheet_parser.single import parse_factsheet
from factsheet_parser.whole import whole


def accept(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Factsheets: .pdf, .txt or .md.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Accept changes without asking.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Accept records with findings of severity error.")
    ] = False,
    ocr: OcrOption = False,
    wordings: WordingsOption = None,
) -> None:
    """Write or renew the golden fixture of each FILE, showing each changed value.

    A PDF is read by both readers; what they differ on is a finding. Status 1 when a record was
    not accepted, 3 when a file could not be parsed.
    """
    own = loaded(wordings)
    require_ocr(ocr=ocr)
    written: dict[Path, Path] = {}
    unparsed = refused = False
    for file in files:
        try:
            sheet = parse_factsheet(file, reader="both", wordings=own, ocr=ocr)
            golden = golden_of(file)
            refused |= not _accept(file, golden, sheet, written, yes=yes, force=force)
        except (FactsheetError, OSError) as error:
            unparsed = True
            typer.echo(f"{printable(str(file))}: {reason(error)}", err=True)
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
    name = printable(str(golden))
    errors = [finding for finding in sheet.findings if finding.severity == "error"]
    try:
        before = Golden.read(golden) if golden.exists() else None
    except GoldenError as error:
        typer.echo(f"{name}: {error}", err=True)
        return False
    now = Golden.of(sheet)
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
    for change in changes:
        say(f"{name}: {change.what}: {change.expected} \u2192 {change.got}")
        for line in explained(change):
            say(f"    {line}")
    if golden in written:
        return False
    if errors and not force:
        for finding in errors:
            typer.echo(
                f"{printable(str(file))}: {finding.code}: {printable(finding.message)}", err=True
            )
        typer.echo(f"{name}: not accepted: the record has errors; --force accepts it.", err=True)
        return False
    if changes and not yes and not _agreed(name):
        return False
    try:
        with whole(golden) as part:
            part.write_text(now.text(), encoding="utf-8")
    except OSError as error:
        refuse(unwritable(golden, error))
    written[golden] = file
    what = "renewed" if before is not None else "new"
    heading = f"{sheet.state.name if sheet.state else 'no state'} {sheet.year or 'without a year'}"
    say(
        f"{name}: {what}: {heading}, {len(now.figures)} figures, findings: "
        f"{', '.join(now.findings) or 'none'}"
    )
    if sheet.proposals:
        say(f"{name}: only proposed, so not in it: {', '.join(sheet.proposals)}")
    return True


def _agreed(name: str) -> bool:
    """What a person at the terminal says; without one, nothing is accepted."""
    if not is_a_person_there():
        typer.echo(f"{name}: not accepted: --yes accepts changes without asking.", err=True)
        return False
    return typer.confirm(f"Accept these changes in {name}?")


def is_a_person_there() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()
