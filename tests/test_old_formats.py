"""Files that version 0.1.0 wrote, which later versions read or make anew. See docs/format.md."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from factsheet_parser import Factsheet, Report, check, convert, load_wordings, parse_text
from sheets import IOWA

OLD = Path(__file__).parent / "data" / "0.1.0"
SAMPLES = Path(__file__).parent.parent / "samples"


def test_a_record_of_0_1_0_is_read() -> None:
    record = Factsheet.model_validate_json((OLD / "record.json").read_text(encoding="utf-8"))
    assert record == parse_text(IOWA)


def test_a_report_of_0_1_0_is_read() -> None:
    report = Report.model_validate_json((OLD / "report.json").read_text(encoding="utf-8"))
    assert (report.format, report.inputs, report.complete) == (1, 1, 1)


def test_a_golden_fixture_of_0_1_0_is_checked(tmp_path: Path) -> None:
    shutil.copy(OLD / "iowa-2023.golden.json", tmp_path)
    (tmp_path / "iowa-2023.txt").write_text(IOWA, encoding="utf-8")
    [checked] = check(tmp_path)
    assert checked.differences == ()


def test_wordings_that_0_1_0_learned_are_in_force() -> None:
    reworded = IOWA.replace("registered users", "registered people")
    assert parse_text(reworded).connect.national_registered_users is None
    sheet = parse_text(reworded, wordings=load_wordings(OLD / "own.toml"))
    assert (sheet.connect.national_registered_users, sheet.complete) == (18000, True)


@pytest.mark.parametrize("layout", [1, 0, 99])
def test_a_journal_of_another_version_is_started_anew(tmp_path: Path, layout: int) -> None:
    out = tmp_path / "table.csv"
    journal = tmp_path / "table.csv.journal"
    shutil.copy(OLD / "table.csv.journal", journal)
    with closing(sqlite3.connect(journal)) as database:
        [before] = database.execute("SELECT parser FROM results").fetchone()
        database.execute(f"PRAGMA user_version = {layout}")
    report = convert(SAMPLES / "iowa-2023.txt", out, resume=True, jobs=1)
    assert (report.converted, report.complete) == (1, 1)
    with closing(sqlite3.connect(journal)) as database:
        [[now]] = database.execute("SELECT parser FROM results").fetchall()
    assert now.startswith("factsheet-parser=0.2.0 ")
    assert now != before
