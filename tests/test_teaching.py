"""What `convert` says at its end when sheets share sentences that no wording knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from editions import letter, write_letters
from factsheet_parser.batch.together.learnable import Learnable
from factsheet_parser.cli import app
from factsheet_parser.cli.teaching import teaching_lines
from sheets import IOWA, iowa


def said(*arguments: str | Path) -> str:
    done = CliRunner().invoke(app, ["convert", *map(str, arguments), "--jobs", "1"])
    assert done.exit_code == 0, done.stderr
    return done.stderr


def last_lines(text: str) -> list[str]:
    """What is said behind the last empty line."""
    return text.rstrip().rpartition("\n\n")[2].splitlines()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_sheets_of_a_new_edition_can_be_learned_by_the_command_that_is_told(here: Path) -> None:
    write_letters(here / "sheets")
    told = last_lines(said("sheets", "-o", "out.csv", "--report", "out.json"))
    assert told == [
        "4 sheets share sentences that no wording knows: 7 figures could be learned. Look",
        "and teach them:",
        "  factsheet-parser learn sheets -o own.toml",
    ]
    command = told[-1].split()[1:]
    assert CliRunner().invoke(app, [*command, "--yes"]).exit_code == 0
    assert "could be learned" not in said("sheets", "-o", "out.csv", "--wordings", "own.toml")
    learnable = json.loads((here / "out.json").read_text(encoding="utf-8"))["learnable"]
    assert learnable["sheets"] == 4
    assert learnable["figures"][0] == "cybertipline.national_reports"


def test_nothing_is_said_of_known_sheets(here: Path) -> None:
    (here / "a.txt").write_text(IOWA, encoding="utf-8")
    (here / "b.txt").write_text(iowa(state="Ohio"), encoding="utf-8")
    assert "learn" not in said("a.txt", "b.txt", "-o", "out.csv")


def test_nothing_is_said_when_only_one_sheet_has_a_sentence(here: Path) -> None:
    (here / "alabama.txt").write_text(letter("AL"), encoding="utf-8")
    (here / "ohio.txt").write_text(iowa(state="Ohio", year=2025), encoding="utf-8")
    assert "learn" not in said("alabama.txt", "ohio.txt", "-o", "out.csv")


def test_one_sheet_in_two_files_is_one(here: Path) -> None:
    (here / "alabama.txt").write_text(letter("AL"), encoding="utf-8")
    (here / "again.md").write_text(letter("AL"), encoding="utf-8")
    assert "learn" not in said(".", "-o", "out.csv")


def test_it_is_told_again_when_nothing_has_changed(here: Path) -> None:
    write_letters(here / "sheets")
    first = said("sheets", "-o", "out.csv", "--resume")
    assert said("sheets", "-o", "out.csv", "--resume") == first
    assert "7 figures could be learned" in first


def test_the_command_can_be_pasted_into_a_shell_and_is_not_wider_than_the_screen() -> None:
    found = Learnable(figures=("cvip.state_submissions", "connect.state_new_users"), sheets=1200)
    paths = [f"new sheets/specimen-{state}-2025.pdf" for state in ("ohio", "utah", "guam")]
    lines = teaching_lines(found, paths, None)
    assert lines == [
        "1,200 sheets share sentences that no wording knows: 2 figures could be learned.",
        "Look and teach them:",
        "  factsheet-parser learn 'new sheets/specimen-ohio-2025.pdf' \\",
        "    'new sheets/specimen-utah-2025.pdf' 'new sheets/specimen-guam-2025.pdf' \\",
        "    -o own.toml",
    ]
    assert max(map(len, lines)) <= 80


def test_a_wordings_file_of_ones_own_is_added_to() -> None:
    found = Learnable(figures=("cvip.state_submissions",), sheets=2)
    lines = teaching_lines(found, ["sheets"], Path("my words.toml"))
    assert lines[-1] == "  factsheet-parser learn sheets -o 'my words.toml'"
