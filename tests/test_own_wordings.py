"""A user's own wordings: what they read, and which are refused."""

from pathlib import Path

import pytest

from factsheet_parser.errors import FactsheetError
from factsheet_parser.wordings.index import Known, known_wordings
from factsheet_parser.wordings.load import Wording, WordingError, counter_examples, own_definitions
from factsheet_parser.wordings.own import load_wordings, own_wordings
from units import units_of, values_in

OWN = """
[[wording]]
figure = "cybertipline.state_reports"
sentence = "Over the course of {year}, {state} investigators were handed {count} leads."
source = "the Iowa sheet of 2025"

[[wording]]
figure = "missing_cases.state_other"
sentence = "Kids lost for any other reason\\t{count}"

[[wording]]
sentence = "Our helpers met {team_hope.national_supported} people, {team_hope.state_supported} of [all of] them (here|in {state})."

[[wording]]
figure = "connect.state_new_users"
sentence = "Nobody at all signed up from {state}."
value = 0

[[figure]]
name = "cybertipline.state_referrals"
scope = "state"
unit = "reports"
description = "Referrals to the state."

[[wording]]
figure = "cybertipline.state_referrals"
sentence = "In {year}, {count} referrals went to {state}."
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def read(path: Path, *lines: str) -> dict[str, float]:
    return values_in(units_of(*lines), "IA", known_wordings(load_wordings(path)))


def test_own_wordings_read_sentences_rows_and_several_figures(own: Path) -> None:
    assert read(own, "Over the course of 2025, Iowa's investigators were handed 1,200 leads.") == {
        "cybertipline.state_reports": 1200
    }
    assert read(own, "Kids Lost for any Other Reason\t18") == {"missing_cases.state_other": 18}
    assert read(own, "Kids lost for any other reason: 18") == {"missing_cases.state_other": 18}
    assert read(own, "Our helpers met 50 people, 4 of all of them in Iowa.") == {
        "team_hope.national_supported": 50,
        "team_hope.state_supported": 4,
    }
    assert read(own, "In 2025, 7 referrals went to Iowa.") == {"cybertipline.state_referrals": 7}


def test_a_sentence_that_says_none_without_a_number_is_zero(own: Path) -> None:
    assert read(own, "Nobody at all signed up from Iowa.") == {"connect.state_new_users": 0}


def test_what_a_user_has_taught_is_trusted_below_any_heading(own: Path) -> None:
    lines = ("## Nationwide", "Kids lost for any other reason\t18")
    assert read(own, *lines) == {"missing_cases.state_other": 18}


def test_an_own_wording_reads_no_other_sentence(own: Path) -> None:
    for line in (
        "Over the course of 2025, Iowa investigators were handed 1,200 urgent leads.",
        "Over the course of 2025, Ohio investigators were handed 1,200 leads.",
        "Over the course of 2025, Iowa investigators were handed 24,768,90 leads.",
        "Our helpers met 50 people, 4 of some of them in Iowa.",
    ):
        assert read(own, line) == {}


def test_two_entries_of_one_sentence_give_a_figure_each() -> None:
    sentence = "Last spring {} helpers met {} people."
    known = Known(
        (),
        (
            Wording(
                figure="team_hope.state_supported", sentence=sentence.format("{count}", "{number}")
            ),
            Wording(
                figure="team_hope.national_supported",
                sentence=sentence.format("{number}", "{count}"),
            ),
        ),
    )
    assert values_in(units_of("Last spring 4 helpers met 50 people."), "IA", known) == {
        "team_hope.state_supported": 4,
        "team_hope.national_supported": 50,
    }


def test_two_entries_that_disagree_give_nothing() -> None:
    known = Known(
        (),
        (
            Wording(
                figure="team_hope.state_supported", sentence="Our {count} helpers met (again|anew)."
            ),
            Wording(figure="connect.state_new_users", sentence="Our {count} helpers [met] again."),
        ),
    )
    assert values_in(units_of("Our 4 helpers met again."), "IA", known) == {}
    assert values_in(units_of("Our 4 helpers again."), "IA", known) == {
        "connect.state_new_users": 4
    }


def test_figures_of_a_users_own_are_loaded(own: Path) -> None:
    (figure,) = own_definitions(load_wordings(own)).values()
    assert (figure.name, figure.scope, figure.percent, figure.description) == (
        "cybertipline.state_referrals",
        "state",
        False,
        "Referrals to the state.",
    )
    assert own_wordings(None) == ()
    assert own_wordings(own) == own_wordings(load_wordings(own))


REFUSED = [
    ("", "holds no [[wording]]"),
    ("[[wording", "no file of wordings"),
    (
        "[[wording]]\nfigure = 3\nsentence = 'x'",
        "no file of wordings: [[wording]] 1: figure: Input should be a valid string.",
    ),
    (
        "[[wording]]\nfigure = 'team_hope.state_supported'",
        "no file of wordings: [[wording]] 1 lacks its sentence.",
    ),
    (
        "[[wordings]]\nfigure = 'x'",
        "there is no [[wordings]]; there are [[wording]], [[other]] and [[figure]].",
    ),
    ("[wording]\nfigure = 'x'", "write [[wording]], in two brackets, above each wording."),
    (
        "[[other]]\nsentences = 'x'\nsentence = 'y'",
        "[[other]] 1 has no sentences; it has sentence, source.",
    ),
    (
        "[[figure]]\nname = 'Calls'\nscope = 'state'",
        "[[figure]] 1: 'Calls' is no name for a figure: it needs a section and a field",
    ),
    (
        "[[figure]]\nname = 'team_hope.state_supported'\nscope = 'state'",
        "[[figure]] 1: team_hope.state_supported is a figure already",
    ),
    ("[[figure]]\nname = 'team_hope.calls'\nscope = 'state'", "holds no [[wording]]"),
    *(
        (f"[[wording]]\nfigure = '{figure}'\nsentence = '{sentence}'", message)
        for figure, sentence, message in (
            ("team_hope.calls", "Team HOPE made {count} calls.", "no figure 'team_hope.calls'"),
            ("team_hope.state_supported", "Team HOPE helped many in {state}.", "one {count}"),
            ("team_hope.state_supported", "Team HOPE had {count} or {count} here.", "one {count}"),
            ("team_hope.state_supported", "Team HOPE had {counts} here.", "no blank {counts}"),
            ("team_hope.state_supported", "Team HOPE had [{count} here.", "needs a closing ]"),
            ("team_hope.state_supported", "Team HOPE had {count} here).", "Nothing opens this )"),
            ("team_hope.state_supported", "Team HOPE had {count} <folk> here.", "no class <folk>"),
            ("team_hope.state_supported", "Team HOPE had {count} of 50 here.", "written {number}"),
            ("team_hope.state_supported", "In {year}, {count} families.", "at least 3 words"),
            (
                "team_hope.state_supported",
                "We helped {count} people. They live in {state}.",
                "not one sentence",
            ),
            (
                "team_hope.national_supported",
                "In {year}, Team HOPE made {count} calls.",
                "counts something else",
            ),
            (
                "team_hope.national_supported",
                "In {year}, Team HOPE (made|took) [many] {count} calls.",
                "counts something else",
            ),
            (
                "cvip.state_submissions",
                "In {year}, {count} CyberTipline reports were made available to law enforcement in {state}.",
                "known wording of cybertipline.state_reports",
            ),
        )
    ),
]


@pytest.mark.parametrize(("content", "message"), REFUSED)
def test_a_wording_that_cannot_be_used_is_refused(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(WordingError) as caught:
        load_wordings(path)
    assert message in str(caught.value)
    assert isinstance(caught.value, FactsheetError)


def test_a_caret_points_at_what_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        "[[wording]]\nfigure = 'team_hope.state_supported'\nsentence = 'We had {count} <x> here.'",
        encoding="utf-8",
    )
    with pytest.raises(WordingError) as caught:
        load_wordings(path)
    *_, sentence, caret = str(caught.value).split("\n")
    assert sentence[caret.index("^") :] == "<x> here."


def test_every_figure_has_a_counter_example() -> None:
    assert all(example.source for example in counter_examples())
    assert len({example.figure for example in counter_examples()}) == 21


def test_a_hedge_may_be_copied_with_its_sentence() -> None:
    sentence = "Nearly {count} leads were handed to {state} investigators."
    known = Known((), (Wording(figure="cybertipline.state_reports", sentence=sentence),))
    for line in (
        "Nearly 4,000 leads were handed to Iowa investigators.",
        "4,000 leads were handed to Iowa investigators.",
    ):
        assert values_in(units_of(line), "IA", known) == {"cybertipline.state_reports": 4000}


def test_a_class_may_stand_before_the_number() -> None:
    sentence = "Leads handed to people in <the_state> {count}"
    known = Known((), (Wording(figure="cybertipline.state_reports", sentence=sentence),))
    assert values_in(units_of("Leads handed to people in Iowa 400"), "IA", known) == {
        "cybertipline.state_reports": 400
    }
