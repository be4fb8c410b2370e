"""Figures that are worded otherwise from one year to the next: they may count something else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factsheet_parser import convert, parse_text
from factsheet_parser.batch.together.findings import BatchFinding, Comparison
from factsheet_parser.batch.together.statements import form_of
from factsheet_parser.cli import app
from factsheet_parser.cli.progress import together
from sheets import IOWA, iowa

REVIEWED = (
    "NCMEC reviewed 38 submissions of child sexual exploitation material from Iowa law enforcement"
)
OPENED = "analysts opened 41 parcels of files that Iowa law enforcement had sent in"
OWN = """
[[wording]]
figure = "cvip.state_submissions"
sentence = "In {year}, analysts opened {count} parcels of files that {state} law enforcement had sent in."

[[wording]]
figure = "missing_cases.state_other"
sentence = "All the other children\\t{count}"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def changes(*texts: str, own: Path | None = None) -> list[BatchFinding]:
    comparison = Comparison()
    for number, text in enumerate(texts):
        comparison.add(f"{number}.txt", text, parse_text(text, wordings=own))
    return [each for each in comparison.findings() if each.code == "wording_changed"]


def test_a_figure_that_is_worded_otherwise_in_the_next_year_is_named(own: Path) -> None:
    [finding] = changes(IOWA, iowa((REVIEWED, OPENED), year=2024), own=own)
    assert finding == BatchFinding(
        code="wording_changed",
        severity="warning",
        message='cvip.state_submissions is worded otherwise in 2024 ("In 2024, analysts opened 41 '
        'parcels of files that Iowa law enforcement had ...") than in 2023 ("In 2023, NCMEC '
        'reviewed 38 submissions of child sexual exploitation material ..."): it may count '
        "something else.",
        year=2024,
        figure="cvip.state_submissions",
        sources=("1.txt",),
    )


def test_the_order_of_the_files_does_not_matter(own: Path) -> None:
    old, new = IOWA, iowa((REVIEWED, OPENED), year=2024)
    [one], [other] = changes(old, new, own=own), changes(new, old, own=own)
    assert (one.message, other.sources) == (other.message, ("0.txt",))


def test_other_numbers_states_and_years_are_the_same_wording() -> None:
    sheets = [
        IOWA,
        iowa(("reviewed 38", "reviewed 1,207"), state="Ohio", year=2024),
        iowa(("36.2 million", "more than 37 million"), state="Washington, D.C.", year=2025),
    ]
    assert changes(*sheets) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("had 8 engagements", "did not have any engagements"),
        ("had 8 engagements", "had one engagement"),
        ("had 8 engagements", "had eight engagements"),
        ("reviewed 38 submissions", "reviewed no submissions"),
        ("reviewed 38 submissions", "did not review any submissions"),
        ("NCMEC reviewed 38 submissions", "NCMEC analyzed 38 submissions"),
        ("Other Missing Children Cases", "Other missing child cases"),
    ],
)
def test_forms_for_none_and_one_and_known_variants_are_the_same_wording(old: str, new: str) -> None:
    assert changes(IOWA, iowa((old, new), year=2024)) == []


def test_a_row_with_another_label_is_another_wording(own: Path) -> None:
    changed = iowa(("Other Missing Children Cases", "All the other children"), year=2024)
    [finding] = changes(IOWA, changed, own=own)
    assert finding.message == (
        'missing_cases.state_other is worded otherwise in 2024 ("All the other children | 18") '
        'than in 2023 ("Other Missing Children Cases | 18"): it may count something else.'
    )


def test_one_sheet_with_the_old_wording_is_enough_to_keep_quiet(own: Path) -> None:
    kept = iowa(state="Utah", year=2024)
    assert changes(IOWA, iowa((REVIEWED, OPENED), year=2024), kept, own=own) == []


def test_a_year_that_is_not_there_is_passed_over(own: Path) -> None:
    new = [iowa((REVIEWED, OPENED), year=year) for year in (2026, 2027)]
    [finding] = changes(iowa(year=2021), *new, own=own)
    assert finding.year == 2026
    assert "than in 2021" in finding.message


def test_of_many_files_of_the_later_year_five_are_named(own: Path) -> None:
    states = ("Utah", "Ohio", "Maine", "Texas", "Idaho", "Guam", "Nevada")
    new = [iowa((REVIEWED, OPENED), year=2024).replace("Iowa", state) for state in states]
    new = [
        text.replace("that Iowa", "that " + state) for text, state in zip(new, states, strict=True)
    ]
    [finding] = changes(*new, IOWA, own=own)
    assert finding.sources == ("0.txt", "1.txt", "2.txt", "3.txt", "4.txt")


def test_once_and_five_times_are_the_same_form() -> None:
    once = form_of("In 2024, NCMEC worked with agencies in the state once.", "IA")
    assert once == form_of("In 2023, NCMEC worked with agencies in Ohio five times.", "OH")


def test_a_conversion_tells_it_again_when_it_is_resumed(own: Path, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    (sheets / "iowa-2023.txt").write_text(IOWA, encoding="utf-8")
    (sheets / "iowa-2024.txt").write_text(iowa((REVIEWED, OPENED), year=2024), encoding="utf-8")
    told = []
    for number in range(3):
        if number == 2:  # the table is written again, from the journal alone
            (tmp_path / "out.csv").unlink()
        command = ["convert", str(sheets), "-o", str(tmp_path / "out.csv"), "--resume"]
        done = CliRunner().invoke(app, [*command, "--jobs", "1", "--wordings", str(own)])
        assert done.exit_code == 0
        told.append(done.stderr)
    assert "wording_changed: cvip.state_submissions is worded otherwise in 2024" in told[0]
    assert told[1] == told[2] == told[0]


def test_every_sheet_of_the_year_that_gives_the_figure_says_so_in_the_table(
    own: Path, tmp_path: Path
) -> None:
    for number, state in enumerate(("Iowa", "Ohio", "Utah", "Texas", "Maine", "Idaho", "Guam")):
        text = iowa((REVIEWED, OPENED), year=2024).replace("Iowa", state)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "7.txt").write_text(iowa((REVIEWED, "")), encoding="utf-8")
    (tmp_path / "8.txt").write_text(IOWA, encoding="utf-8")
    convert(tmp_path, tmp_path / "out.csv", wordings=own, jobs=1)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        said = ["wording_changed" in row["findings"] for row in csv.DictReader(file)]
    assert said == [True] * 7 + [False] * 2


def test_of_many_figures_that_are_worded_otherwise_the_first_are_told_and_the_rest_counted() -> (
    None
):
    lines = list(together(changes_of(*"abcde")))
    assert lines == [
        *(f"  wording_changed: {name}" for name in "abc"),
        "  wording_changed: 2 more; they stand in the table, and in --report FILE.",
    ]


def changes_of(*messages: str) -> list[BatchFinding]:
    return [BatchFinding(code="wording_changed", message=each, sources=()) for each in messages]
