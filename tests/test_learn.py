"""What is learned from the sheets of an edition, and what becomes of it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from editions import STATES, cards, columns, letter, tables, values_of, write_letters, years
from factsheet_parser import Learned, drift, learn, load_wordings, parse_factsheet, parse_text
from factsheet_parser.cli import app
from factsheet_parser.editions.wordings_file import written
from pdfs import pages_of, pdf_of
from sheets import iowa

ONLY = set(values_of("AL"))


def sentences(learned: Learned, figure: str) -> list[str]:
    return [
        sentence
        for each in learned.wordings
        if figure in each.figures
        for sentence in each.sentences
    ]


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Learned:
    return learn(write_letters(tmp_path_factory.mktemp("letters")))


def test_each_taught_sheet_gives_its_figures(learned: Learned) -> None:
    for code in STATES:
        sheet = parse_text(letter(code), wordings=learned.all_wordings)
        given = {name: figure.value for name, figure in sheet.figures.items()}
        assert given == values_of(code)


def test_a_total_said_once_more_teaches_no_other_figure(tmp_path: Path) -> None:
    sheet = iowa(
        ("NCMEC handled 35 cases of missing children from Iowa as follows:", "NCMEC worked on 35 cases."),
        ("In 2023, NCMEC had 8 engagements with Iowa social service agencies on cases involving child sex trafficking.",
         "They consulted with Iowa's social service agencies on trafficking cases 8 times."),
        (":\t5", ":\t5\nTotal for Iowa\t35"),
    )  # fmt: skip
    (tmp_path / "sheet.txt").write_text(sheet, encoding="utf-8")
    taught = learn(tmp_path)
    assert sentences(taught, "trafficking.state_engagements") == [
        "They consulted with {state} social service agencies on trafficking cases {count} times."
    ]
    assert sentences(taught, "missing_cases.state_total") == ["Total for {state} | {count}"]


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        (
            "NCMEC connected 14 survivors/families to mental health services in Iowa",
            "Iowa had 14 families in NCMEC CONNECT",
            "family_advocacy.state_connected",
        ),
        (
            "NCMEC had 8 engagements with Iowa social service agencies on cases involving child sex trafficking",
            "social service agencies in Iowa referred 14 children to NCMEC",
            "trafficking.state_engagements",
        ),
    ],
)
def test_a_sentence_that_fits_another_figure_better_is_named_and_not_taken(
    tmp_path: Path, old: str, new: str, figure: str
) -> None:
    for count, state in (("14", "Iowa"), ("22", "Ohio"), ("55", "Utah")):
        text = iowa((old, new.replace("14", count)), state=state)
        (tmp_path / f"{state}.txt").write_text(text, encoding="utf-8")
    taught = learn(tmp_path)
    assert taught.entries == ()
    [unsure] = taught.unsure
    assert (unsure.figure, unsure.sheets) == (figure, 3)
    assert (unsure.example.sentence, unsure.example.value) == (f"In 2023, {new}.", 14)
    assert f"In 2023, {new}." in {each.example for each in drift(tmp_path).new}
    status, shown = run(str(tmp_path), "-o", str(tmp_path / "own.toml"), "--yes")
    assert status == 0
    assert f"Not taken: {figure} is left for this" in shown


def test_no_number_of_a_taught_sheet_is_left(learned: Learned) -> None:
    for code in STATES:
        sheet = parse_text(letter(code), wordings=learned.all_wordings)
        assert [each.message for each in sheet.findings if each.code == "unclaimed_number"] == []


def test_a_state_that_was_not_taught_is_read(tmp_path: Path) -> None:
    taught = learn(write_letters(tmp_path / "taught", "AL OH VT"))
    sheet = parse_text(letter("NM"), wordings=taught.all_wordings)
    assert {name: each.value for name, each in sheet.figures.items()} == values_of("NM")
    assert not [each for each in sheet.findings if each.code == "unclaimed_number"]


def test_the_sentences_are_in_the_notation(learned: Learned) -> None:
    assert sentences(learned, "cybertipline.state_reports") == [
        "NCMEC passed {count} CyberTipline reports along to police in {state}, compared with {number} in {other_year}."
    ]
    assert sentences(learned, "missing_cases.state_other") == ["All other children | {count}"]


def test_once_and_six_times_are_one_sentence(learned: Learned) -> None:
    assert sentences(learned, "trafficking.state_engagements") == [
        "Its staff consulted with social service agencies in {state} on trafficking cases {count} times in {year}."
    ]


def test_no_one_is_a_zero_without_a_number(learned: Learned) -> None:
    none = [
        each
        for each in learned.wordings
        if each.figures == ("connect.state_new_users",) and each.value == 0
    ]
    assert [each.sentences for each in none] == [("No one from {state} opened an account.",)]
    assert none[0].sheets == 1


def test_numbers_that_are_no_figures_are_listed(learned: Learned) -> None:
    assert [each.sentence for each in learned.others] == [
        "Agencies in {words} County got {number} of them in {year}.",
        "The year brought {number} live lessons.",
    ]


def test_rows_called_the_same_are_told_apart_by_their_captions(tmp_path: Path) -> None:
    for code in STATES:
        (tmp_path / f"{code}.txt").write_text(tables(code), encoding="utf-8")
    taught = learn(tmp_path)
    totals = {
        each.figures: each.below
        for each in taught.wordings
        if each.sentences == ("All missing child cases | {count}",)
    }
    assert totals == {
        ("missing_cases.state_total",): ("Table {number}. NCMEC's work in {state}, {year}",),
        ("missing_cases.national_total",): ("Table {number}. NCMEC's work nationwide, {year}",),
    }
    sheet = parse_text(tables("VT"), wordings=taught.all_wordings)
    assert sheet.missing_cases.state_total == values_of("VT")["missing_cases.state_total"]
    assert sheet.missing_cases.national_total == 31_257


def taught_by(form: Callable[[str], str], folder: Path, codes: str = "AL OH VT") -> Learned:
    """What a folder teaches that has such a sheet of each of these states."""
    folder.mkdir(exist_ok=True)
    for code in codes.split():
        (folder / f"specimen-{code}.txt").write_text(form(code), encoding="utf-8")
    return learn(folder)


def read(text: str, taught: Learned) -> dict[str, int | float]:
    sheet = parse_text(text, wordings=taught.all_wordings)
    return {name: figure.value for name, figure in sheet.figures.items()}


@pytest.mark.parametrize("above", [False, True])
def test_cards_are_read_on_whichever_side_their_captions_stand(tmp_path: Path, above: bool) -> None:
    taught = taught_by(cards, tmp_path)
    assert sentences(taught, "connect.state_new_users") == [
        "{count} new CONNECT users",
        "new CONNECT users {count}",
    ]
    engaged = "trafficking.state_engagements"
    for code in STATES:
        its = {name: value for name, value in values_of(code).items() if name != engaged}
        assert read(cards(code, above=above), taught) == its


def test_captions_above_teach_what_captions_below_do(tmp_path: Path) -> None:
    above = taught_by(lambda code: cards(code, above=True), tmp_path / "above")
    below = taught_by(cards, tmp_path / "below")
    assert [(each.figures, each.sentences, each.below) for each in above.wordings] == [
        (each.figures, each.sentences, each.below) for each in below.wordings
    ]


def test_a_caption_of_one_word_is_known_below_its_heading_alone(tmp_path: Path) -> None:
    taught = taught_by(cards, tmp_path)
    [others] = [each for each in taught.wordings if "missing_cases.state_other" in each.figures]
    assert (others.sentences, others.below) == (
        ("{count} others", "others {count}"),
        ("In {state}",),
    )
    moved = cards("NM").replace("## In New Mexico", "## Across the country")
    assert "missing_cases.state_other" not in read(moved, taught)


def test_columns_of_the_state_and_the_nation_are_told_by_their_heads(tmp_path: Path) -> None:
    taught = taught_by(columns, tmp_path)
    assert {each.figures: (each.sentences, each.below) for each in taught.wordings} == {
        ("cybertipline.state_reports",): (("CyberTipline reports | {count}",), ("{state}",)),
        ("cybertipline.national_reports",): (("CyberTipline reports | {count}",), ("Nationwide",)),
        ("missing_cases.state_total",): (("Missing child cases | {count}",), ("{state}",)),
        ("missing_cases.national_total",): (("Missing child cases | {count}",), ("Nationwide",)),
        ("connect.state_new_users",): (("New users of CONNECT | {count}",), ()),
    }
    assert read(columns("NM"), taught) == {
        "cybertipline.state_reports": 13_561,
        "cybertipline.national_reports": 28_000_000,
        "missing_cases.state_total": 128,
        "missing_cases.national_total": 31_257,
        "connect.state_new_users": 21,
    }


def test_a_column_of_the_year_before_teaches_nothing_and_gives_nothing(tmp_path: Path) -> None:
    taught = taught_by(years, tmp_path)
    assert taught.dropped == ()
    for code in STATES:
        its = values_of(code)
        assert read(years(code), taught) == {
            name: its[name]
            for name in (
                "missing_cases.state_social_services",
                "missing_cases.state_orr",
                "missing_cases.state_other",
            )
        }


def test_a_column_that_was_empty_and_no_longer_is_gives_no_false_value(tmp_path: Path) -> None:
    taught = taught_by(columns, tmp_path)
    given = read(columns("NM").replace("| — |", "| 1,962 |"), taught)
    assert given.get("connect.state_new_users", 21) == 21
    assert "connect.national_registered_users" not in given


def test_the_state_the_territory_and_the_district_are_one_sentence(tmp_path: Path) -> None:
    old = "In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa."

    def sheet(state: str, kind: str, count: str) -> str:
        new = f"Police forces of the {kind} were handed {count} CyberTipline reports."
        return iowa((old, new), state=state)

    for state, kind, count in (
        ("Iowa", "state", "4,622"),
        ("Guam", "territory", "204"),
        ("District of Columbia", "District", "1,300"),
    ):
        (tmp_path / f"{state}.txt").write_text(sheet(state, kind, count), encoding="utf-8")
    taught = learn(tmp_path)
    assert sentences(taught, "cybertipline.state_reports") == [
        "Police forces of <the_state> were handed {count} CyberTipline reports."
    ]
    unseen = sheet("Puerto Rico", "Commonwealth", "777")
    assert read(unseen, taught)["cybertipline.state_reports"] == 777


def test_a_number_held_back_teaches_nothing(tmp_path: Path) -> None:
    for state in ("Iowa", "Ohio", "Utah"):
        text = iowa(("In 2023, NCMEC connected", "Of <5 mentors and 12 tutors in Iowa nothing is told. In 2023, NCMEC connected"), state=state)  # fmt: skip
        (tmp_path / f"{state}.txt").write_text(text, encoding="utf-8")
    assert learn(tmp_path).entries == ()


def test_a_number_that_cannot_be_read_stops_no_learning(tmp_path: Path) -> None:
    for state, count in (("Iowa", "61"), ("Ohio", "72"), ("Utah", "83")):
        said = (
            f"Our staff gave {state} 24. million hours and {count} talks. In 2023, NCMEC connected"
        )
        text = iowa(("In 2023, NCMEC connected", said), state=state)
        (tmp_path / f"{state}.txt").write_text(text, encoding="utf-8")
    assert learn(tmp_path).entries == ()


def test_pdfs_are_learned_from_where_both_readers_read_the_same(tmp_path: Path) -> None:
    old = "4,622 CyberTipline reports were made available to law enforcement in Iowa."
    for state, count in (("Iowa", "4,622"), ("Ohio", "9,001"), ("Utah", "3,377")):
        text = iowa(
            (old, f"police forces of Iowa were handed {count} CyberTipline reports."), state=state
        )
        (tmp_path / f"{state}.pdf").write_bytes(pdf_of(pages_of(text)))
    both = learn(tmp_path, reader="both")
    assert sentences(both, "cybertipline.state_reports") == [
        "In {year}, police forces of {state} were handed {count} CyberTipline reports."
    ]
    assert both.entries == learn(tmp_path).entries


def test_the_file_says_below_what_a_wording_stands(tmp_path: Path) -> None:
    taught = taught_by(columns, tmp_path / "taught")
    own = tmp_path / "own.toml"
    own.write_text(written(taught, taught.entries), encoding="utf-8")
    assert 'below = "Nationwide"' in own.read_text(encoding="utf-8")
    assert load_wordings(own) == taught.all_wordings


def test_two_editions_in_one_folder_are_learned_each(tmp_path: Path) -> None:
    write_letters(tmp_path)
    for code in STATES:
        (tmp_path / f"tables-{code}.txt").write_text(tables(code), encoding="utf-8")
    taught = learn(tmp_path)
    assert sorted(map(len, taught.editions)) == [4, 4]
    letters = parse_text(letter("OH"), wordings=taught.all_wordings)
    assert {name: each.value for name, each in letters.figures.items()} == values_of("OH")
    assert (
        parse_text(tables("OH"), wordings=taught.all_wordings).team_hope.national_supported == 7_488
    )


def test_a_sheet_like_no_other_is_named(tmp_path: Path) -> None:
    write_letters(tmp_path)
    (tmp_path / "strange.txt").write_text(tables("OH"), encoding="utf-8")
    taught = learn(tmp_path)
    assert taught.alone == (f"{tmp_path.as_posix()}/strange.txt",)
    assert len(taught.editions) == 1


def test_what_is_no_sheet_is_named(tmp_path: Path) -> None:
    write_letters(tmp_path)
    (tmp_path / "recipe.txt").write_text("Boil 3 eggs for 7 minutes.", encoding="utf-8")
    ((source, why),) = learn(tmp_path).unread
    assert source.endswith("recipe.txt")
    assert "not an NCMEC state factsheet" in why


def test_a_sheet_that_lacks_a_sentence_keeps_lacking_it(tmp_path: Path) -> None:
    write_letters(tmp_path)
    lacking = letter("OH", without="26,500")
    (tmp_path / "specimen-oh-2025.txt").write_text(lacking, encoding="utf-8")
    taught = learn(tmp_path)
    assert ("connect.national_registered_users", 1) in taught.missing
    sheet = parse_text(lacking, wordings=taught.all_wordings)
    assert sheet.connect.national_registered_users is None
    assert sheet.connect.state_new_users == values_of("OH")["connect.state_new_users"]


def test_the_file_is_read_back(learned: Learned, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(written(learned, learned.entries), encoding="utf-8")
    assert set(load_wordings(own)) == set(learned.all_wordings)


def test_what_is_known_is_not_learned_again(tmp_path: Path) -> None:
    folder = write_letters(tmp_path / "letters")
    known = learn(folder).all_wordings
    again = learn(folder, wordings=known)
    assert (again.wordings, again.others) == ((), ())


def run(*arguments: str, answers: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["learn", *arguments], input=answers)
    return done.exit_code, done.output


def test_yes_takes_all(tmp_path: Path) -> None:
    folder, own = write_letters(tmp_path / "letters"), tmp_path / "own.toml"
    status, shown = run(str(folder), "-o", str(own), "--yes")
    assert (status, "entries written" in shown) == (0, True)
    sheet = parse_factsheet(folder / "specimen-nm-2025.txt", wordings=own)
    assert sheet.trafficking.state_engagements == 16


def test_what_is_refused_stays_as_a_comment(tmp_path: Path) -> None:
    folder, own = write_letters(tmp_path / "letters"), tmp_path / "own.toml"
    status, _ = run(str(folder), "-o", str(own), answers="n\n" + "y\n" * 30)
    assert status == 0
    text = own.read_text(encoding="utf-8")
    assert '# refused\n# [[wording]]\n# figure = "cybertipline.national_reports"' in text
    figures = {each.get("figure") for each in tomllib.loads(text)["wording"]}
    assert "cybertipline.national_reports" not in figures
    assert "cybertipline.state_reports" in figures


def test_what_was_refused_is_not_asked_again(tmp_path: Path) -> None:
    folder, own = write_letters(tmp_path / "letters"), tmp_path / "own.toml"
    assert run(str(folder), "-o", str(own), answers="n\n" * 60)[0] == 0
    text = own.read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    status, shown = run(str(folder), "-o", str(own), "--yes")
    assert (status, own.read_text(encoding="utf-8")) == (0, text)
    assert "sentences that you refused before, left out." in shown
    own.write_text(text.replace("# refused\n", ""), encoding="utf-8")
    assert run(str(folder), "-o", str(own), "--yes")[0] == 0
    assert tomllib.loads(own.read_text(encoding="utf-8"))["wording"]


def test_a_sentence_that_was_refused_as_a_figures_is_not_taken_for_anything_else(
    tmp_path: Path, learned: Learned
) -> None:
    folder = write_letters(tmp_path / "letters")
    [first] = [each for each in learned.wordings if "cybertipline.state_reports" in each.figures]
    again = learn(folder, refused=first.statements)
    assert [(each.figures, set(each.sentences)) for each in again.wordings] == [
        (each.figures, set(each.sentences)) for each in learned.wordings if each != first
    ]
    assert [each.sentence for each in again.others] == [each.sentence for each in learned.others]
    assert again.refused == tuple(sorted(first.statements)[:1])


def test_one_may_stop_and_keep_what_was_taken(tmp_path: Path) -> None:
    folder, own = write_letters(tmp_path / "letters"), tmp_path / "own.toml"
    status, shown = run(str(folder), "-o", str(own), answers="y\nperhaps\nn\nq\n")
    told = " ".join(shown.split())
    assert (status, "1 entry written to" in told, ", 1 refused." in told) == (0, True, True)
    assert "q: stop here, and keep" in shown
    text = own.read_text(encoding="utf-8")
    assert len(tomllib.loads(text)["wording"]) == 1
    assert text.count("# refused") == 1
    left = learn(folder, wordings=own)
    assert len(left.entries) == len(learn(folder).entries) - 1


@pytest.mark.parametrize("answers", ["", "y\ny\n"])
def test_answers_that_end_too_early_write_nothing(tmp_path: Path, answers: str) -> None:
    folder, own = write_letters(tmp_path / "letters"), tmp_path / "own.toml"
    status, shown = run(str(folder), "-o", str(own), answers=answers)
    assert (status, own.exists()) == (1, False)
    assert "Stopped: nothing was written. To stop and keep what you took, answer q" in shown


def test_an_existing_file_is_added_to(tmp_path: Path) -> None:
    folder, own = write_letters(tmp_path / "letters"), tmp_path / "own.toml"
    mine = (
        '# mine\n[[wording]]\nfigure = "cvip.state_submissions"\n'
        'sentence = "Experts opened {count} parcels from {state} police."\nsource = "a letter"\n'
    )
    own.write_text(mine, encoding="utf-8")
    status, shown = run(str(folder), "-o", str(own), answers="q\n")
    assert (status, own.read_text(encoding="utf-8")) == (1, mine)
    assert "own.toml exists: what you take is added to it." in shown.replace("\n", "")
    assert run(str(folder), "-o", str(own), "--yes")[0] == 0
    text = own.read_text(encoding="utf-8")
    assert text.startswith(mine)
    assert len(tomllib.loads(text)["wording"]) > 1


def test_nothing_new_leaves_the_file_alone(tmp_path: Path) -> None:
    folder, own = write_letters(tmp_path / "letters"), tmp_path / "own.toml"
    run(str(folder), "-o", str(own), "--yes")
    before = own.read_bytes()
    status, shown = run(str(folder), "-o", str(own), "--yes")
    assert (status, "known already" in shown, own.read_bytes() == before) == (0, True, True)


def test_a_folder_without_sheets_is_wrong_usage(tmp_path: Path) -> None:
    assert run(str(tmp_path), "-o", str(tmp_path / "own.toml"))[0] == 2
