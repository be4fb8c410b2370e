"""Known wordings: the shipped ones, and a user's own."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from factsheet_parser import iter_factsheets, load_wordings, parse_text
from factsheet_parser.cli import app
from factsheet_parser.record import FIGURES
from factsheet_parser.wordings.index import known_wordings
from factsheet_parser.wordings.load import counter_examples
from sheets import IOWA, iowa

# --- The shipped ones


def test_every_figure_has_a_known_wording_with_a_source() -> None:
    entries = known_wordings().entries
    assert {figure for entry in entries for figure in entry.figures} == set(FIGURES)
    assert all(entry.wording.source for entry in entries)
    assert all(example.source for example in counter_examples())
    assert {example.figure for example in counter_examples()} == set(FIGURES)


def test_the_evidence_tells_a_known_wording_from_one_of_its_variants() -> None:
    known = parse_text(IOWA).figures["cybertipline.state_reports"]
    assert known.evidence.rule == "cybertipline.state_reports/wording"
    changed = parse_text(iowa(("were made available to", "were sent to")))
    rule = changed.figures["cybertipline.state_reports"].evidence.rule
    assert rule == "cybertipline.state_reports/template"


def test_a_known_sentence_about_another_state_is_not_known() -> None:
    sheet = parse_text(
        iowa(("reports were made available to law enforcement in Iowa", "reports were made available to law enforcement in Ohio"))
    )  # fmt: skip
    assert sheet.cybertipline.state_reports is None
    assert "state_mismatch" in {finding.code for finding in sheet.findings}


# --- A user's own

LEADS = "Over the course of 2023, Iowa investigators were handed 4,622 leads."
UNKNOWN = iowa(
    ("In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.", LEADS)
)
OWN = """
[[wording]]
figure = "cybertipline.state_reports"
sentence = "Over the course of {year}, {state} investigators were handed {count} leads."
source = "the Iowa sheet of 2025"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_an_own_wording_reads_what_the_rules_do_not(own: Path) -> None:
    assert parse_text(UNKNOWN).cybertipline.state_reports is None
    sheet = parse_text(UNKNOWN, wordings=own)
    assert sheet.cybertipline.state_reports == 4622
    assert sheet.complete
    rule = sheet.figures["cybertipline.state_reports"].evidence.rule
    assert rule == "cybertipline.state_reports/own-wording"
    assert parse_text(UNKNOWN, wordings=load_wordings(own)) == sheet


def test_an_own_wording_reads_other_states_years_and_numbers(own: Path) -> None:
    text = UNKNOWN.replace("Iowa", "Ohio").replace("2023", "2031").replace("4,622", "1 thousand")
    assert parse_text(text, wordings=own).cybertipline.state_reports == 1000


def test_an_own_wording_reads_no_other_sentence(own: Path) -> None:
    for old, new in (
        ("leads", "urgent leads"),
        ("Iowa investigators", "Ohio investigators"),
        ("2023, Iowa", "2022, Iowa"),
    ):
        sentence = LEADS.replace(old, new)
        assert parse_text(UNKNOWN.replace(LEADS, sentence), wordings=own).cybertipline.state_reports is None  # fmt: skip


def test_an_own_wording_may_be_a_rows_label(tmp_path: Path) -> None:
    path = tmp_path / "rows.toml"
    path.write_text(
        '[[wording]]\nfigure = "missing_cases.state_other"\n'
        'sentence = "Kids lost for any other reason\\t{count}"\n',
        encoding="utf-8",
    )
    text = iowa(("Other Missing Children Cases", "Kids Lost for any Other Reason"))
    assert parse_text(text).missing_cases.state_other is None
    assert parse_text(text, wordings=path).missing_cases.state_other == 18
    assert parse_text(text, wordings=path).complete


def test_own_wordings_reach_batches_and_their_workers(own: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(UNKNOWN, encoding="utf-8")
    for jobs in (1, 2):
        (outcome,) = iter_factsheets([sheet], jobs=jobs, wordings=own)
        assert outcome.factsheet is not None
        assert outcome.factsheet.cybertipline.state_reports == 4622


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_every_command_that_reads_sheets_takes_own_wordings(own: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(UNKNOWN, encoding="utf-8")
    assert run("parse", "--strict", sheet).exit_code == 1
    assert run("parse", "--strict", sheet, "--wordings", own).exit_code == 0
    table = tmp_path / "table.csv"
    done = run("convert", "--strict", sheet, "--wordings", own, "-o", table)
    assert done.exit_code == 0, done.stderr
    assert "4622" in table.read_text(encoding="utf-8")
    assert run("accept", sheet, "--wordings", own).exit_code == 0
    assert run("check", tmp_path).exit_code == 1
    assert run("check", tmp_path, "--wordings", own).exit_code == 0
    assert run("drift", "--strict", sheet, "--wordings", own).exit_code == 0


def test_a_wordings_file_that_cannot_be_used_ends_the_command_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("[[wording]]\nfigure = 'x'\nsentence = 'y'", encoding="utf-8")
    done = run("parse", "samples/iowa-2023.txt", "--wordings", path)
    assert done.exit_code == 2
    assert done.stderr == (
        f"{path}: Wording 1 ('y'): There is no figure 'x'; a [[figure]] of this file could define it.\n"
    )
    done = run("parse", "samples/iowa-2023.txt", "--wordings", tmp_path / "none.toml")
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr
