"""Golden fixtures: `check`, `accept`, the pytest plugin, and what people copy into their CI.

The project's own fixtures are collected by the plugin itself; see `addopts` in pyproject.toml.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from typer.testing import CliRunner, Result

import mutations
from factsheet_parser import parse_text
from factsheet_parser.cli import app
from factsheet_parser.golden import Golden, GoldenError, cases_of, forms_of, golden_of
from sheets import IOWA, iowa

ROOT = Path(__file__).parent.parent
FORMATS = ("text", "json", "github", "junit")
FIGURE = "cybertipline.state_reports"


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=typed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real sheet's text, with its golden fixture."""
    (tmp_path / "sheets").mkdir()
    for ending in ("txt", "golden.json"):
        shutil.copy(ROOT / "samples" / f"iowa-2023.{ending}", tmp_path / "sheets")
    return tmp_path / "sheets"


@pytest.fixture
def pdf(folder: Path) -> Path:
    """Its PDF beside it, which two readers read."""
    return Path(shutil.copy(ROOT / "samples" / "iowa-2023.pdf", folder))


@pytest.fixture
def golden(folder: Path) -> Path:
    return folder / "iowa-2023.golden.json"


def change(golden: Path, old: str, new: str) -> None:
    text = golden.read_text(encoding="utf-8")
    assert text.count(old) == 1
    golden.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("pdf")
def test_fixtures_that_agree_are_told_so(folder: Path) -> None:
    result = run("check", folder)
    assert result.exit_code == 0
    assert result.stdout == "1 golden fixture, 3 readings: all as expected.\n"


def test_this_projects_own_fixtures_are_many() -> None:
    goldens = [*(ROOT / "samples").glob("*.golden.json")]
    goldens += (ROOT / "tests" / "fixtures").glob("*.golden.json")
    cases = [case for path in goldens for case in cases_of(path)]
    producers = {case.form.stem.rpartition("-")[2] for case in cases if case.form}
    assert len(goldens) == 31
    assert len(cases) == 31 + 2 * 21
    assert {"libreoffice", "chromium", "weasyprint", "typst", "reportlab", "fpdf2"} <= producers


@pytest.mark.parametrize("form", FORMATS)
def test_a_changed_value_fails_in_every_format(folder: Path, golden: Path, form: str) -> None:
    change(golden, '"value": 4622', '"value": 4623')
    result = run("check", folder, "--format", form)
    assert result.exit_code == 1
    said = result.stdout
    assert FIGURE in said
    assert "4623 exact" in said
    assert "4622 exact" in said
    assert "4,622 CyberTipline reports were made available to law" in said


def test_the_text_names_the_file_and_underlines_the_number(folder: Path, golden: Path) -> None:
    change(golden, '"value": 4622', '"value": 4623')
    lines = run("check", folder).stdout.splitlines()
    at = lines.index(f"{folder}/iowa-2023.txt: {FIGURE}: expected 4623 exact, got 4622 exact")
    assert lines[at + 1 :] == [
        "    page 1:",
        "    In 2023, 4,622 CyberTipline reports were made available to law ...",
        "             ^^^^^",
        "1 golden fixture, 1 reading: 1 differs.",
    ]


def test_an_annotation_points_at_the_figures_line(
    folder: Path, golden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(golden, '"value": 4622', '"value": 4623')
    monkeypatch.chdir(folder.parent)
    first = run("check", "sheets", "--format", "github").stdout.splitlines()[0]
    line = 1 + golden.read_text(encoding="utf-8").splitlines().index(
        f'    "{FIGURE}": {{"value": 4623, "qualifier": "exact"}},'
    )
    assert first.startswith(
        f"::error file=sheets/iowa-2023.golden.json,line={line},title={FIGURE}::"
        f"sheets/iowa-2023.txt: {FIGURE}: expected 4623 exact, got 4622 exact%0Apage 1:"
    )


@pytest.mark.usefixtures("pdf")
def test_junit_counts_a_case_a_reading(folder: Path, golden: Path) -> None:
    change(golden, '"value": 4622', '"value": 4623')
    suite = ElementTree.fromstring(run("check", folder, "--format", "junit").stdout)[0]  # noqa: S314  # our own
    assert (suite.get("tests"), suite.get("failures")) == ("3", "3")
    assert [case.get("name") for case in suite] == [
        f"{folder}/iowa-2023.pdf (pdfium)",
        f"{folder}/iowa-2023.pdf (pdfplumber)",
        f"{folder}/iowa-2023.txt",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"state": "IA"', '"state": "OH"', "state: expected OH, got IA"),
        ('"year": 2023', '"year": null', "year: expected nothing, got 2023"),
        ('"findings": []', '"findings": ["missing_figure"]', "findings: expected missing_figure, got none"),
        ('5, "qualifier": "exact"},\n    "trafficking', '5, "qualifier": "about"},\n    "trafficking',
         "missing_cases.state_orr: expected 5 about, got 5 exact"),
        ('    "team_adam.national_incidents": {"value": 57, "qualifier": "exact"},\n', "",
         "team_adam.national_incidents: expected nothing, got 57 exact"),
    ],
)  # fmt: skip
def test_every_part_of_a_fixture_is_compared(
    folder: Path, golden: Path, old: str, new: str, said: str
) -> None:
    change(golden, old, new)
    result = run("check", folder)
    assert result.exit_code == 1
    assert f"iowa-2023.txt: {said}\n" in result.stdout


def test_a_figure_that_is_no_longer_found_says_why(folder: Path) -> None:
    sheet = folder / "iowa-2023.txt"
    sheet.write_text(iowa(("reviewed 38 submissions", "reviewed fewer than 50 submissions")))
    said = run("check", folder).stdout
    assert "iowa-2023.txt: cvip.state_submissions: expected 38 exact, got nothing\n" in said
    assert "    The sheet holds cvip.state_submissions back" in said
    assert "iowa-2023.txt: findings: expected none, got suppressed_value\n" in said


def test_a_form_that_cannot_be_parsed_differs(folder: Path) -> None:
    (folder / "iowa-2023-cut.pdf").write_bytes(b"%PDF-1.7\n")
    said = run("check", folder).stdout
    assert "iowa-2023-cut.pdf (pdfium): record: expected a record, got nothing\n" in said


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_without_golden_fixtures_fails(tmp_path: Path, form: str) -> None:
    result = run("check", tmp_path, "--format", form)
    assert result.exit_code == 1
    assert "No golden fixture (NAME.golden.json) is below" in result.stderr


def test_a_folder_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    assert run("check", tmp_path / "nowhere").exit_code == 2


def test_a_fixture_without_a_source_fails(folder: Path, golden: Path) -> None:
    golden.rename(folder / "ohio-2023.golden.json")
    result = run("check", folder)
    assert result.exit_code == 1
    assert "No ohio-2023.txt, ohio-2023.md or ohio-2023*.pdf stands beside it." in result.stdout


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"format": 1', '"format": 2', "It has format 2, and this version of factsheet-parser reads format 1: install a newer one."),
        ('"format": 1', '"format": 0', "It is no golden fixture: format: Input should be 1."),
        ('"cvip.state_submissions"', '"police.arrests"', "It is no golden fixture: figures: no such figure: police.arrests."),
        ('"state": "IA"', '"state": "XX"', "no jurisdiction has the postal code XX."),
        ('"year": 2023,', '"year": 2023, "year": 2024,', '"year" stands in it twice.'),
        ('"value": 4622', '"value": "4622"', "value"),
        ('"findings": []', '"findings": [', "It is no golden fixture: "),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMATS)
def test_a_fixture_that_cannot_be_read_says_why(
    folder: Path, golden: Path, old: str, new: str, why: str, form: str
) -> None:
    change(golden, old, new)
    with pytest.raises(GoldenError, match=re.escape(why)):
        Golden.read(golden)
    assert run("check", folder, "--format", form).exit_code == 1


def test_a_file_belongs_to_the_longest_name(folder: Path, golden: Path, pdf: Path) -> None:
    revised = folder / "iowa-2023-revised.golden.json"
    shutil.copy(golden, revised)
    revised_pdf = Path(shutil.copy(pdf, folder / "iowa-2023-revised.pdf"))
    assert [path.name for path in forms_of(golden)] == ["iowa-2023.pdf", "iowa-2023.txt"]
    assert forms_of(revised) == [revised_pdf]
    assert golden_of(revised_pdf) == revised


def test_a_new_fixture_is_written(folder: Path, golden: Path) -> None:
    before = golden.read_text(encoding="utf-8")
    golden.unlink()
    result = run("accept", folder / "iowa-2023.txt")
    assert result.exit_code == 0
    assert result.stdout == f"{golden}: new: Iowa 2023, 21 figures, findings: none\n"
    assert golden.read_text(encoding="utf-8") == before


@pytest.mark.long
def test_accept_mends_a_fixture_and_shows_what_changed(golden: Path, pdf: Path) -> None:
    before = golden.read_text(encoding="utf-8")
    change(golden, '"value": 4622', '"value": 4623')
    result = run("accept", "--yes", pdf)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{golden}: {FIGURE}: 4623 exact \u2192 4622 exact",
        "    page 1:",
        "    In 2023, 4,622 CyberTipline reports were made available to law ...",
        "             ^^^^^",
        f"{golden}: renewed: Iowa 2023, 21 figures, findings: none",
    ]
    assert golden.read_text(encoding="utf-8") == before
    assert run("check", golden).exit_code == 0
    assert run("accept", pdf).stdout == f"{golden}: unchanged\n"


def test_without_a_terminal_changes_need_yes(folder: Path, golden: Path) -> None:
    change(golden, '"value": 4622', '"value": 4623')
    result = run("accept", folder / "iowa-2023.txt")
    assert result.exit_code == 1
    assert "--yes accepts changes without asking" in result.stderr
    assert '"value": 4623' in golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("answer", "status", "value"), [("y\n", 0, 4622), ("n\n", 1, 4623)])
def test_a_person_at_a_terminal_is_asked(
    folder: Path,
    golden: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    status: int,
    value: int,
) -> None:

    from factsheet_parser.cli import accept_command

    monkeypatch.setattr(accept_command, "is_a_person_there", lambda: True)
    change(golden, '"value": 4622', '"value": 4623')
    result = run("accept", folder / "iowa-2023.txt", typed=answer)
    assert result.exit_code == status
    assert "Accept these changes" in result.stdout
    assert Golden.read(golden).figures[FIGURE].value == value


def test_a_record_with_errors_needs_force(tmp_path: Path) -> None:
    sheet = tmp_path / "specimen.txt"
    sheet.write_text(iowa(("reviewed 38 submissions", "reviewed fewer than 50 submissions")))
    result = run("accept", "--yes", sheet)
    assert result.exit_code == 1
    assert "suppressed_value: The sheet holds cvip.state_submissions back" in result.stderr
    assert "--force accepts it" in result.stderr
    assert not (tmp_path / "specimen.golden.json").exists()
    assert run("accept", "--force", sheet).exit_code == 0
    assert Golden.read(tmp_path / "specimen.golden.json").findings == ("suppressed_value",)
    assert run("check", tmp_path).exit_code == 0


OWN = """[[wording]]
figure = "cybertipline.state_reports"
sentence = "In {year}, {count} CyberTipline reports found their way to police officers in {state}."
"""
TAUGHT = ("were made available to law enforcement in", "found their way to police officers in")


def test_fixtures_of_a_taught_edition_are_checked_with_its_wordings(
    folder: Path, golden: Path
) -> None:
    own = folder.parent / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    (folder / "iowa-2023.txt").write_text(iowa(TAUGHT), encoding="utf-8")
    assert run("check", folder, "--wordings", own).exit_code == 0
    result = run("check", folder)
    assert result.exit_code == 1
    assert "If you taught this edition, add --wordings OWN.toml." in result.stderr
    change(golden, '"value": 38', '"value": 39')
    assert "taught" not in run("check", folder, "--wordings", own).stderr


def test_a_record_without_a_figure_needs_force(tmp_path: Path) -> None:
    sheet = tmp_path / "specimen.txt"
    sheet.write_text(
        "Iowa Factsheet 2023\n\nListed below are Iowa specific statistics from 2023.\n\n"
        "CyberTipline\n\nThe CyberTipline, Team HOPE and Team Adam worked in Iowa with NCMEC.\n"
    )
    result = run("accept", "--yes", sheet)
    assert result.exit_code == 1
    assert "not accepted: the record has no figure. If you taught this edition" in result.stderr
    assert run("accept", "--force", sheet).exit_code == 0


def test_accept_takes_no_proposal(tmp_path: Path) -> None:
    sheet = tmp_path / "specimen.txt"
    text = iowa(("4,622 CyberTipline", "4,622 urgent CyberTipline"))
    sheet.write_text(text, encoding="utf-8")
    assert parse_text(text).proposals[FIGURE].value == 4622
    result = run("accept", "--yes", sheet)
    assert result.exit_code == 0
    golden = tmp_path / "specimen.golden.json"
    assert result.stdout == (
        f"{golden}: new: Iowa 2023, 20 figures, findings: missing_figure\n"
        f"{golden}: only proposed, so not in it: {FIGURE}\n"
    )
    assert FIGURE not in Golden.read(golden).figures
    assert "4622" not in golden.read_text(encoding="utf-8")


def test_a_fixture_whose_figure_is_now_only_proposed_loses_it(folder: Path, golden: Path) -> None:
    sheet = folder / "iowa-2023.txt"
    sheet.write_text(iowa(("4,622 CyberTipline", "4,622 urgent CyberTipline")), encoding="utf-8")
    assert run("check", folder).exit_code == 1
    result = run("accept", "--yes", sheet)
    assert f"{golden}: {FIGURE}: 4622 exact \u2192 nothing\n" in result.stdout
    assert FIGURE not in Golden.read(golden).figures


def test_two_forms_that_differ_are_not_both_accepted(tmp_path: Path) -> None:
    (tmp_path / "specimen.txt").write_text(IOWA)
    (tmp_path / "specimen.md").write_text(IOWA.replace("4,622", "4,623"))
    result = run("accept", "--yes", tmp_path / "specimen.txt", tmp_path / "specimen.md")
    assert result.exit_code == 1
    assert "specimen.md gives another record than" in result.stderr
    assert Golden.read(tmp_path / "specimen.golden.json").figures[FIGURE].value == 4622


def test_accept_names_what_cannot_be_parsed_and_goes_on(folder: Path, golden: Path) -> None:
    result = run("accept", folder / "nothing.txt", folder / "iowa-2023.txt")
    assert result.exit_code == 3
    assert "nothing.txt: There is no such file." in result.stderr
    assert result.stdout == f"{golden}: unchanged\n"


def test_accept_leaves_a_fixture_of_a_later_format_alone(folder: Path, golden: Path) -> None:
    change(golden, '"format": 1', '"format": 2')
    result = run("accept", "--yes", folder / "iowa-2023.txt")
    assert result.exit_code == 1
    assert "It has format 2" in result.stderr
    assert '"format": 2' in golden.read_text(encoding="utf-8")


def test_a_golden_fixture_reads_back_as_it_was_written() -> None:
    golden = Golden.of(parse_text(iowa(("reviewed 38 submissions", "reviewed some submissions"))))
    assert golden.findings == ("missing_figure",)
    assert Golden.model_validate_json(golden.text()) == golden


# The pytest plugin, in processes of its own.


def pytest_run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {key: value for key, value in os.environ.items() if "PYTEST" not in key}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("pdf")
@pytest.mark.parametrize(
    "more", [(), pytest.param(("-n", "2"), marks=pytest.mark.long)], ids=["one process", "xdist"]
)
def test_the_plugin_collects_each_form_and_reader(folder: Path, more: tuple[str, ...]) -> None:
    done = pytest_run(folder.parent, "--factsheets", "sheets", *more)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 passed" in done.stdout


def test_the_plugin_is_silent_without_its_option(folder: Path) -> None:
    done = pytest_run(folder.parent)
    assert done.returncode == 5
    assert "no tests ran" in done.stdout


@pytest.mark.usefixtures("pdf")
@pytest.mark.parametrize(
    "more", [(), pytest.param(("-n", "2"), marks=pytest.mark.long)], ids=["one process", "xdist"]
)
def test_the_plugin_shows_what_check_shows(
    folder: Path, golden: Path, more: tuple[str, ...]
) -> None:
    change(golden, '"value": 4622', '"value": 4623')
    done = pytest_run(folder.parent, "--factsheets", "sheets", *more)
    assert done.returncode == 1
    assert "3 failed" in done.stdout
    assert f"iowa-2023.txt: {FIGURE}: expected 4623 exact, got 4622 exact\n" in done.stdout
    assert "    In 2023, 4,622 CyberTipline reports were made available to law ...\n" in done.stdout
    assert "\n             ^^^^^\n" in done.stdout


@pytest.mark.long
def test_the_plugin_reads_with_the_wordings_that_it_is_given(folder: Path) -> None:
    (folder.parent / "own.toml").write_text(OWN, encoding="utf-8")
    (folder / "iowa-2023.txt").write_text(iowa(TAUGHT), encoding="utf-8")
    arguments = ("--factsheets", "sheets", "--factsheets-wordings")
    assert pytest_run(folder.parent, *arguments, "own.toml").returncode == 0
    assert pytest_run(folder.parent, *arguments[:2]).returncode == 1
    done = pytest_run(folder.parent, *arguments, "none.toml")
    assert done.returncode == 4
    assert "--factsheets-wordings none.toml: " in done.stderr


@pytest.mark.usefixtures("pdf")
def test_a_test_can_be_named_by_its_id(folder: Path) -> None:
    name = "sheets/iowa-2023.golden.json::iowa-2023.pdf[pdfplumber]"
    done = pytest_run(folder.parent, "--factsheets", "sheets", name)
    assert (done.returncode, "1 passed" in done.stdout) == (0, True)


def test_a_fixture_without_a_source_fails_in_pytest_too(folder: Path, golden: Path) -> None:
    golden.rename(folder / "ohio-2023.golden.json")
    done = pytest_run(folder.parent, "--factsheets", "sheets")
    assert done.returncode == 1
    assert "No ohio-2023.txt" in done.stdout


@pytest.mark.parametrize("name", ["empty", "nowhere"])
def test_a_folder_without_fixtures_is_a_mistake_in_pytest_too(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    done = pytest_run(tmp_path, "--factsheets", name)
    assert done.returncode == 4
    assert f"{name}\n" in done.stderr


# What people copy.


def shell(command: str, folder: Path) -> int:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],  # noqa: S607  # whichever bash there is
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    return done.returncode


def documented() -> list[dict[str, object]]:
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]


def hook_commands() -> list[str]:
    [defined] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    [local] = documented()[0]["repos"][0]["hooks"]  # type: ignore[index]  # as the page has it
    return [" ".join([defined["entry"], *defined["args"]]), local["entry"]]


def workflow_commands() -> list[str]:
    steps = documented()[1]["jobs"]["check"]["steps"]  # type: ignore[index]  # as the page has it
    # Installing needs the network; the package is installed already.
    return [step["run"] for step in steps if "run" in step and step["name"] != "install"]


@pytest.mark.parametrize("command", [*hook_commands(), *workflow_commands()])
def test_what_people_copy_notices_a_changed_value(folder: Path, golden: Path, command: str) -> None:
    assert shell(command, folder.parent) == 0
    change(golden, '"value": 4622', '"value": 4623')
    assert shell(command, folder.parent) == 1


@pytest.mark.long
@pytest.mark.parametrize("fault", mutations.FAULTS, ids=lambda fault: fault.name)
def test_a_deliberate_fault_turns_the_fixtures_red(fault: mutations.Fault) -> None:
    assert mutations.is_noticed(fault)


@pytest.mark.long
def test_without_a_fault_the_fixtures_are_green() -> None:
    assert not mutations.is_noticed(None)


def test_a_full_disk_leaves_the_old_fixture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, golden = tmp_path / "iowa.txt", tmp_path / "iowa.golden.json"
    sheet.write_text(IOWA)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = CliRunner().invoke(app, ["accept", str(sheet)])
    assert (result.exit_code, result.stderr) == (
        2,
        f"{golden} cannot be written: No space left on device.\n",
    )
    assert list(tmp_path.iterdir()) == [sheet]
