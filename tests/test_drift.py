"""drift: what in a new edition the rules do not know yet."""

from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from factsheet_parser import NotAFactsheetError
from factsheet_parser.cli import app
from factsheet_parser.drift import Drift, find_drift
from factsheet_parser.reading import read_text
from factsheet_parser.record import FIGURES
from factsheet_parser.sections import RULES, figures_in
from factsheet_parser.sections.refusals import refusals
from factsheet_parser.statements import statements
from sheets import iowa

ROOT = Path(__file__).parent.parent
REFERRED = "NCMEC referred 4,622 CyberTipline reports to Iowa law enforcement in 2023."
EDITION = iowa(
    ("In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.", REFERRED),
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
    found = find_drift(ROOT / "samples" / name)
    assert found.known
    assert {sentence.status for sentence in found.sentences} == {"known"}
    assert len(found.sentences) == 16
    read = {n.figure for each in found.sentences for n in each.numbers if n.read}
    assert read == set(FIGURES)


def test_a_changed_sentence_is_recognised_and_its_changes_are_marked(found: Drift) -> None:
    (changed,) = [each for each in found.sentences if each.sentence == REFERRED]
    assert changed.status == "recognised"
    assert changed.numbers[0].figure == "cybertipline.state_reports"
    assert changed.numbers[0].rule == "cybertipline.state_reports/parts:made-available"
    assert changed.nearest == (
        "In {year}, {count} CyberTipline reports were made available to law enforcement in {state}."
    )
    assert changed.changes == (
        "[-In {year},-] {+NCMEC referred+} {count} CyberTipline reports [-were made available-] to "
        "{+{state}+} law enforcement in [-{state}.-] {+{year}.+}"
    )


def test_a_sentence_whose_number_nothing_reads_is_new(found: Drift) -> None:
    new = [each.sentence for each in found.sentences if each.status == "new"]
    assert new == [
        "In 2023, CVIP experts opened 38 parcels from Iowa law enforcement.",
        "In 2023, Team HOPE made over 31,000 calls.",
        "Twelve new posters were drawn.",
    ]


def test_a_missing_figure_names_its_likeliest_sentence_and_why_it_was_refused(
    found: Drift,
) -> None:
    missing = {each.figure: each for each in found.missing}
    assert list(missing) == [
        "cvip.state_submissions",
        "missing_cases.state_total",
        "missing_cases.state_social_services",
        "missing_cases.state_other",
        "missing_cases.state_orr",
        "team_hope.national_supported",
        "team_hope.state_supported",
    ]
    submissions = missing["cvip.state_submissions"]
    assert submissions.file == "sections/cvip.toml"
    assert submissions.likely is not None
    assert submissions.likely.number == "38"
    assert [refusal.text for refusal in submissions.likely.refused] == [
        'it says nothing of submission ("submission", "submissions")',
        'it does not say that they were reviewed or submitted ("reviewed", "analyzed", '
        '"analysed", ...)',
        'behind the number stands "parcels from Iowa law enforcement", and the rule counts '
        "something else",
        'the rules do not know "parcels", which may make it another measure',
    ]
    assert submissions.likely.wording is not None
    assert submissions.likely.wording.sentence == (
        "In {year}, CVIP experts opened {count} parcels from {state} law enforcement."
    )
    assert submissions.likely.wording.source == "iowa-2023-edition.txt"


def test_no_wording_is_offered_for_another_measure(found: Drift) -> None:
    missing = {each.figure: each for each in found.missing}
    calls = missing["team_hope.national_supported"].likely
    assert calls is not None
    assert calls.number == "31,000"
    assert calls.wording is None
    assert calls.no_wording == (
        "It is a known sentence that counts something else than this figure."
    )


def test_a_withheld_figure_says_why_and_offers_nothing(found: Drift) -> None:
    missing = {each.figure: each for each in found.missing}
    total = missing["missing_cases.state_total"]
    assert total.code == "state_mismatch"
    assert total.likely is None
    (sentence,) = [each for each in found.sentences if "from Ohio" in each.sentence]
    assert [(n.figure, n.read) for n in sentence.numbers] == [("missing_cases.state_total", False)]


def test_a_figure_of_which_nothing_speaks_has_no_likely_sentence(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text(
        "Iowa Data\n\nListed below are Iowa specific statistics relating to NCMEC's work.\n\n"
        "Team HOPE and Team Adam help families.\n\n"
        "In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.\n",
        encoding="utf-8",
    )
    found = find_drift(path)
    assert len(found.missing) == 20
    assert {each.likely for each in found.missing} == {None}


def test_the_text_fits_a_terminal_and_says_what_to_add_where(edition: Path) -> None:
    done = run(edition)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    # What is to be copied stays on one line, and so does the file's name.
    long = [line for line in lines[1:] if len(line) > 80]
    assert all(line.lstrip().startswith(("sentence = ", "source = ")) for line in long)
    assert "  14 of 21 figures; sentences and rows with numbers: 12 known," in lines
    assert "  page 1: cybertipline.state_reports" in lines
    assert "    35 is withheld; see missing_cases.state_total below." in lines
    assert (
        "    If this is the figure, add to sections/cvip.toml, or to a file of your own"
        in done.stdout
    )
    assert (
        '      sentence = "In {year}, CVIP experts opened {count} parcels from {state} law '
        'enforcement."' in lines
    )
    assert "    No wording is offered: It is a known sentence that counts something else" in lines


def test_json_is_one_object_or_one_a_line(edition: Path) -> None:
    done = run("--format", "json", edition)
    assert Drift.model_validate_json(done.stdout) == find_drift(edition, name=str(edition))
    done = run("--format", "json", edition, "samples/iowa-2023.pdf")
    drifts = [Drift.model_validate_json(line) for line in done.stdout.splitlines()]
    assert [drift.known for drift in drifts] == [False, True]


def test_strict_ends_with_1_unless_every_wording_is_known(edition: Path) -> None:
    assert run("--strict", "samples/iowa-2023.txt").returncode == 0
    assert run("--strict", edition).returncode == 1


def test_another_document_is_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("A recipe for bread.\n\nTake 500 grams of flour.\n", encoding="utf-8")
    with pytest.raises(NotAFactsheetError):
        find_drift(other)
    done = run(other, "samples/iowa-2023.txt")
    assert done.returncode == 3
    assert done.stderr.startswith(f"{other}: ")
    assert "21 of 21 figures" in done.stdout


def test_markup_and_control_characters_of_a_sheet_stay_harmless(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(
        iowa(("reviewed 38 submissions of", "opened 38 \x1b[31m\u202e parcels of")),
        encoding="utf-8",
    )
    done = run(path)
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


@pytest.mark.parametrize(
    ("figure", "text", "reason"),
    [
        ("trafficking.national_reports",
         "In 2023, NCMEC received information on 4,000 reports relating to child sex trafficking.",
         "something else is told of what the number counts"),
        ("cybertipline.state_reports",
         "In 2023, 4,622 reports were referred to law enforcement in Iowa.",
         "the sentence before it says nothing of cybertipline"),
        ("missing_cases.state_other",
         "In 2023, NCMEC distributed posters of missing children from Iowa:\nOther Missing Children Cases\t18",
         "what announces its table counts something else"),
    ],
)  # fmt: skip
def test_whatever_a_rule_refuses_has_a_reason(figure: str, text: str, reason: str) -> None:
    assert figures_in(text) == {}
    statement = statements(read_text(text), "IA")[-1]
    reasons = [
        refusal.text
        for rule in RULES
        if rule.figure == figure
        for refusal in refusals(rule, statement, statement.clauses[-1], None)
    ]
    assert reason in reasons
