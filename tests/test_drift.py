"""drift: what in a new edition no wording knows yet."""

from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from factsheet_parser import NotAFactsheetError
from factsheet_parser.cli import app
from factsheet_parser.drift import Drift, find_drift
from sheets import iowa

ROOT = Path(__file__).parent.parent
SENT = "In 2023, 4,622 CyberTipline reports were sent to law enforcement in Iowa."
EDITION = iowa(
    ("In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.", SENT),
    ("In 2023, NCMEC reviewed 38 submissions of child sexual exploitation material from Iowa law enforcement.",
     "In 2023, CVIP experts opened 38 parcels from Iowa law enforcement."),
    ("In 2023, Team HOPE supported 5,759 survivors and families with peer support, **including 17 survivors/families in Iowa.**",
     "In 2023, Team HOPE made over 31,000 calls."),
    ("cases of missing children from Iowa as follows", "cases of missing children from Ohio as follows"),
    ("In 2023, NCMEC CONNECT had", "Twelve new posters were drawn. In 2023, NCMEC CONNECT had"),
)  # fmt: skip


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drift") / "iowa-2023-edition.txt"
    path.write_text(EDITION, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(edition: Path) -> Drift:
    return find_drift(edition, name=str(edition))


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Done:
    given = [
        str(ROOT / str(each)) if str(each).startswith("samples/") else str(each)
        for each in arguments
    ]
    result = CliRunner().invoke(app, ["drift", *given])
    return Done(result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize("name", ["iowa-2023.txt", "iowa-2023.pdf"])
def test_the_known_sheet_is_known_from_end_to_end(name: str) -> None:
    drift = find_drift(ROOT / "samples" / name)
    assert drift.known
    assert {each.status for each in drift.sentences} == {"known"}


def test_a_changed_sentence_is_recognised(found: Drift) -> None:
    [sentence] = [each for each in found.sentences if each.status == "recognised"]
    assert sentence.sentence == SENT
    assert [(each.text, each.figure, each.read) for each in sentence.numbers] == [
        ("4,622", "cybertipline.state_reports", True)
    ]


def test_a_sentence_whose_number_nothing_reads_is_new_and_says_where_reading_stops(
    found: Drift,
) -> None:
    new = {each.sentence: each for each in found.sentences if each.status == "new"}
    parcels = new["In 2023, CVIP experts opened 38 parcels from Iowa law enforcement."]
    assert parcels.stops_at == "CVIP"
    assert [(each.text, each.figure) for each in parcels.numbers] == [("38", None)]


def test_a_withheld_figure_says_why(found: Drift) -> None:
    [missing] = [each for each in found.missing if each.figure == "missing_cases.state_total"]
    assert missing.code == "state_mismatch"
    assert "names Ohio" in missing.message


def test_the_text_fits_a_terminal(edition: Path) -> None:
    done = run(edition)
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= max(80, len(str(edition)) + 20)
    assert 'no wording goes on at "CVIP"' in done.stdout


def test_strict_ends_with_1_unless_every_wording_is_known(edition: Path) -> None:
    assert run("--strict", edition).returncode == 1
    assert run("--strict", "samples/iowa-2023.txt").returncode == 0


def test_json_is_one_object_or_one_a_line(edition: Path) -> None:
    assert Drift.model_validate_json(run("--format", "json", edition).stdout).source == str(edition)
    lines = run("--format", "json", edition, "samples/iowa-2023.txt").stdout.splitlines()
    assert len(lines) == 2


def test_another_document_is_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear reader, this is a letter.", encoding="utf-8")
    done = run(other, "samples/iowa-2023.txt")
    assert done.returncode == 3
    assert "letter.txt: This is not an NCMEC state factsheet" in done.stderr
    assert "21 of 21 figures" in done.stdout
    with pytest.raises(NotAFactsheetError):
        find_drift(other)
