"""drift: what in new sheets no wording knows yet, one report over all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from editions import STATES, letter, write_letters
from factsheet_parser import learn
from factsheet_parser.cli import app
from factsheet_parser.editions.drift import Drift, drift
from factsheet_parser.editions.wordings_file import written
from sheets import iowa

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_letters(tmp_path_factory.mktemp("letters"))


@pytest.fixture(scope="module")
def found(folder: Path) -> Drift:
    return drift(folder)


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["drift", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("name", ["iowa-2023.txt", "iowa-2023.pdf"])
def test_the_known_sheet_is_known_from_end_to_end(name: str) -> None:
    found = drift(ROOT / "samples" / name)
    assert found.is_known
    assert (len(found.known), found.sheets) == (21, 1)
    assert run(ROOT / "samples" / name, "--strict")[0] == 0


def test_one_changed_sentence_is_reworded(tmp_path: Path) -> None:
    sheet = tmp_path / "iowa.txt"
    sent = "In 2023, 4,622 CyberTipline reports found their way to police officers in Iowa."
    made = "In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa."
    sheet.write_text(iowa((made, sent)), encoding="utf-8")
    found = drift(sheet)
    (reworded,) = found.reworded
    assert reworded.figures == ("cybertipline.state_reports",)
    assert reworded.sentences == (
        "In {year}, {count} CyberTipline reports found their way to police officers in {state}.",
    )
    assert reworded.before == (
        "In {year}, {cybertipline.state_reports} CyberTipline reports were made available to law enforcement in {state}.",
    )
    assert (found.new, found.gone, len(found.known)) == ((), (), 20)


def test_the_same_sentence_of_all_sheets_is_told_once(found: Drift) -> None:
    assert found.sheets == len(STATES)
    told = [each for each in found.reworded if each.figures == ("cybertipline.state_reports",)]
    assert [each.sheets for each in told] == [4]


def test_a_number_that_is_no_figures_is_new(found: Drift) -> None:
    assert ("The year brought {number} live lessons.", 4) in {
        (each.sentence, each.sheets) for each in found.new
    }


def test_a_figure_that_no_sheet_gives_is_gone(found: Drift) -> None:
    gone = {each.figure: each.sheets for each in found.gone}
    assert gone["cvip.state_submissions"] == 4
    assert "cybertipline.state_reports" not in gone


def test_sheets_like_no_other_are_in_the_report(folder: Path) -> None:
    alone = drift([folder, ROOT / "samples" / "iowa-2023.txt"])
    assert sorted(map(len, alone.editions)) == [1, 4]


def test_what_was_learned_is_known(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    learned = learn(folder)
    own.write_text(written(learned, learned.entries), encoding="utf-8")
    found = drift(folder, wordings=own)
    assert (found.reworded, found.new) == ((), ())


def test_the_report_is_short_and_names_the_command(folder: Path) -> None:
    status, shown, _ = run(folder)
    assert status == 0
    assert "REWORDED" in shown
    assert "NEW" in shown
    assert "GONE" in shown
    assert shown.endswith("To teach it: factsheet-parser learn PATH... -o OWN.toml\n")
    assert max(map(len, shown.splitlines())) <= 78


def test_figures_that_only_an_older_edition_gives_are_not_called_known(
    folder: Path, tmp_path: Path
) -> None:
    for number, state in enumerate(("Iowa", "Ohio")):
        (tmp_path / f"{number}.txt").write_text(iowa(state=state), encoding="utf-8")
    _, shown, _ = run(folder, tmp_path)
    lines = shown.splitlines()
    assert lines[:2] == ["6 sheets, 2 editions", "KNOWN: 2 of 21 figures in all sheets"]
    assert lines[2].startswith("  in 2 sheets: cybertipline.national_reports,")


def test_json_is_the_report(folder: Path, found: Drift) -> None:
    _, shown, _ = run(folder, "--format", "json")
    assert Drift.model_validate(json.loads(shown)) == found


def test_strict_fails_when_something_is_new(folder: Path) -> None:
    assert run(folder, "--strict")[0] == 1


def test_what_is_no_sheet_is_told_and_the_others_are_reported(tmp_path: Path) -> None:
    write_letters(tmp_path)
    (tmp_path / "recipe.txt").write_text("Boil 3 eggs for 7 minutes.", encoding="utf-8")
    status, shown, told = run(tmp_path)
    assert status == 3
    assert "recipe.txt" in told
    assert "4 sheets, 1 edition" in shown


def test_a_sheet_that_lacks_a_sentence_is_counted(tmp_path: Path) -> None:
    write_letters(tmp_path)
    lacking = letter("OH", without="26,500")
    (tmp_path / "specimen-oh-2025.txt").write_text(lacking, encoding="utf-8")
    gone = {each.figure: each.sheets for each in drift(tmp_path).gone}
    assert gone["connect.national_registered_users"] == 1
