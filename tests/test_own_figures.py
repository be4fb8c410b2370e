"""A measure that this package does not have: defined beside its wording, and then everywhere."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factsheet_parser import Factsheet, parse_text
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.charts import draw, rows_of_table
from factsheet_parser.cli import app
from factsheet_parser.golden.fixture import Golden
from factsheet_parser.review.view import view_of
from sheets import iowa

NAME = "cybertipline.state_referrals"
OWN = f"""
[[figure]]
name = "{NAME}"
scope = "state"
unit = "count"
description = "Reports referred to law enforcement in the state."

[[figure]]
name = "cybertipline.urgent_percent"
scope = "national"
unit = "percent"

[[wording]]
figure = "{NAME}"
sentence = "Of these, {{count}} were referrals."

[[wording]]
figure = "cybertipline.urgent_percent"
sentence = "Some {{count}} of all reports were urgent."
"""
REPORTS = "4,622 CyberTipline reports were made available to law enforcement in Iowa."
runner = CliRunner()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    text = iowa((REPORTS, f"{REPORTS} Of these, 1,004 were referrals."))
    (sheets / "specimen-iowa-2023.txt").write_text(text, encoding="utf-8")
    (sheets / "specimen-ohio-2023.txt").write_text(iowa(state="Ohio"), encoding="utf-8")
    return sheets


def sheet_with(own: Path, sentence: str) -> Factsheet:
    return parse_text(iowa((REPORTS, f"{REPORTS} {sentence}")), wordings=own)


def test_an_own_figure_stands_behind_the_built_in_ones(own: Path) -> None:
    sheet = sheet_with(own, "Of these, 1,004 were referrals.")
    assert list(sheet.figures)[21:] == [NAME]
    figure = sheet.figures[NAME]
    assert (figure.value, figure.scope, figure.evidence.rule) == (
        1004,
        "state",
        f"{NAME}/own-wording",
    )
    assert sheet.complete
    assert Factsheet.model_validate_json(sheet.model_dump_json()) == sheet


def test_whose_it_is_and_whether_a_share_is_what_its_definition_says(own: Path) -> None:
    figure = sheet_with(own, "Some 7% of all reports were urgent.").figures[
        "cybertipline.urgent_percent"
    ]
    assert (figure.value, figure.scope) == (7.0, "national")
    assert isinstance(figure.value, float)


def test_a_sheet_without_an_own_figure_is_complete(own: Path) -> None:
    sheet = parse_text(iowa(), wordings=own)
    assert NAME not in sheet.figures
    assert sheet.complete


def test_two_values_of_an_own_figure_are_withheld(own: Path) -> None:
    sheet = sheet_with(own, "Of these, 1,004 were referrals. Of these, 1,005 were referrals.")
    assert NAME not in sheet.figures
    assert [(each.code, each.figure) for each in sheet.findings] == [("conflicting_values", NAME)]


def test_without_its_definition_an_own_figure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        f'[[wording]]\nfigure = "{NAME}"\nsentence = "Of these, {{count}} were referrals."\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match=r"no figure .* a \[\[figure\]\] of this file could"):
        parse_text(iowa(), wordings=path)


@pytest.mark.long
def test_every_table_has_an_own_figure(own: Path, folder: Path, tmp_path: Path) -> None:
    wide, long, database = tmp_path / "wide.csv", tmp_path / "long.csv", tmp_path / "all.sqlite"
    for out, *more in (
        (wide, "--datapackage"),
        (long, "--layout", "long"),
        (database,),
    ):
        arguments = ["convert", str(folder), "-o", str(out), "--wordings", str(own), *more]
        assert runner.invoke(app, arguments).exit_code == 0
    with wide.open(encoding="utf-8", newline="") as file:
        cells = [row["cybertipline_state_referrals"] for row in csv.DictReader(file)]
    assert cells == ["1004", ""]
    with long.open(encoding="utf-8", newline="") as file:
        rows = [row["value"] for row in csv.DictReader(file) if row["figure"] == NAME]
    assert rows == ["1004", ""]
    with closing(sqlite3.connect(database)) as opened:
        found = opened.execute(
            "SELECT factsheet, value FROM figures WHERE figure = ?", (NAME,)
        ).fetchall()
    assert found == [(1, 1004), (2, None)]
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    fields = {each["name"]: each for each in package["resources"][0]["schema"]["fields"]}
    assert (
        "Reports referred to law enforcement in the state."
        in fields["cybertipline_state_referrals"]["description"]
    )


@pytest.mark.long
@pytest.mark.parametrize("layout", ["wide", "long"])
def test_an_own_figure_can_be_drawn(layout: str, own: Path, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    arguments = ["convert", str(folder), "-o", str(out), "--wordings", str(own), "--layout", layout]
    assert runner.invoke(app, arguments).exit_code == 0
    rows = rows_of_table(out)
    assert [row.values.get(NAME) for row in rows] == [1004, None]
    assert "CyberTipline: referrals" in json.dumps(draw("ranking", rows, figure=NAME).to_dict())


def test_a_golden_fixture_keeps_an_own_figure(own: Path, tmp_path: Path) -> None:
    golden = Golden.of(sheet_with(own, "Of these, 1,004 were referrals."))
    path = tmp_path / "iowa.golden.json"
    path.write_text(golden.text(), encoding="utf-8")
    assert Golden.read(path).figures[NAME].value == 1004


def test_the_terminal_shows_an_own_figure_in_its_section(own: Path, folder: Path) -> None:
    sheet = str(folder / "specimen-iowa-2023.txt")
    shown = runner.invoke(app, ["parse", sheet, "--format", "table", "--wordings", str(own)]).stdout
    lines = [line.split() for line in shown.splitlines() if "state_re" in line]
    assert lines == [
        ["state_reports", "4,622", "4,622", "1"],
        ["state_referrals", "1,004", "1,004", "1"],
    ]


def test_the_review_page_shows_an_own_figure_in_its_section(own: Path) -> None:
    sheet = sheet_with(own, "Of these, 1,004 were referrals.")
    view = view_of(1, Outcome("iowa.txt", sheet, None, None), [], None, "")
    assert [(figure.field, figure.value) for figure in view.sections[0].figures][2:] == [
        ("state reports", "4,622"),
        ("state referrals", "1,004"),
    ]
