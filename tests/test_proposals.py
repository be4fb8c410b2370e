"""What is proposed for figures that no wording gives."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable

import pytest

from factsheet_parser import parse_text
from factsheet_parser.editions import candidates
from factsheet_parser.editions.assignment import assigned
from factsheet_parser.editions.candidates import claimed_places
from factsheet_parser.editions.matching import matched
from factsheet_parser.editions.proposals import Proposed, propose
from factsheet_parser.editions.vocabulary import stems
from factsheet_parser.record import FIGURES
from factsheet_parser.wordings.index import known_wordings
from factsheet_parser.wordings.sheet import read_units
from sheets import IOWA, iowa
from units import units_of

KNOWN = known_wordings()


def proposed(*lines: str, home: str = "IA", year: int = 2025) -> dict[str, Proposed]:
    return propose(units_of(*lines), home, year, FIGURES, (), KNOWN)


def values(*lines: str) -> dict[str, int | float]:
    return {name: each.value for name, each in proposed(*lines).items()}


def test_prose_in_new_words_is_proposed() -> None:
    assert values(
        "## Exploitation online",
        "The CyberTipline took in 28 million reports in 2025, with more than 71.6 million photos, videos, and other files attached.",
        "NCMEC passed 16,310 reports along to law enforcement in Iowa.",
        "## Child sex trafficking",
        "Nearly 31,200 reports of suspected child sex trafficking reached NCMEC in 2025.",
        "Its staff consulted with Iowa's social service agencies on trafficking cases 16 times.",
    ) == {
        "cybertipline.national_reports": 28_000_000,
        "cybertipline.national_content_pieces": 71_600_000,
        "cybertipline.state_reports": 16_310,
        "trafficking.national_reports": 31_200,
        "trafficking.state_engagements": 16,
    }


def test_last_years_number_is_not_proposed() -> None:
    assert values(
        "NCMEC passed 16,310 reports along to law enforcement in Iowa, compared with 19,372 in 2024.",
    ) == {"cybertipline.state_reports": 16_310}
    assert values("A year earlier 373 CyberTipline reports went to law enforcement in Iowa.") == {}
    assert values("In 2024, 373 CyberTipline reports went to law enforcement in Iowa.") == {}


def test_a_countys_number_is_not_proposed() -> None:
    assert (
        values("Agencies in Polk County, Iowa, received 4,587 of the CyberTipline reports.") == {}
    )


def test_another_states_number_is_not_proposed() -> None:
    assert values("In 2025, 373 CyberTipline reports went to law enforcement in Ohio.") == {}


def test_calls_and_trainings_are_not_proposed() -> None:
    assert values("The hotline answered 106,318 calls.", "NCMEC held 11 sessions.") == {}


def test_a_small_number_in_words_is_proposed() -> None:
    found = values(
        "## NCMEC CONNECT", "The site has 26,500 registered users.", "Iowa added six new users."
    )
    assert found["connect.state_new_users"] == 6
    once = values("NCMEC engaged with Iowa social service agencies once on trafficking cases.")
    assert once == {"trafficking.state_engagements": 1}


def test_no_one_is_zero() -> None:
    found = proposed("## NCMEC CONNECT", "No one from Iowa signed up as a new user in 2025.")
    one = found["connect.state_new_users"]
    assert (one.value, one.number, one.unit.text[one.start : one.end]) == (0, None, "No one")


def test_did_not_work_with_any_is_zero() -> None:
    found = values("NCMEC did not work with any social service agencies in Iowa on trafficking.")
    assert found == {"trafficking.state_engagements": 0}


def test_a_share_is_proposed_to_a_share_alone() -> None:
    assert values("19% of those runaways were likely victims of child sex trafficking.") == {
        "missing_cases.national_likely_trafficked_percent": 19
    }


def test_columns_of_state_and_nation_are_told_apart() -> None:
    found = proposed(
        "|Measure\tIowa\tUnited States",
        "Missing child cases\t428\t31,257",
        "Supported by Team HOPE\t12\t7,488",
    )
    assert {name: each.value for name, each in found.items()} == {
        "missing_cases.national_total": 31_257,
        "missing_cases.state_total": 428,
        "team_hope.national_supported": 7_488,
        "team_hope.state_supported": 12,
    }
    total = found["missing_cases.national_total"]
    assert total.text == "Missing child cases\t31,257"
    assert total.unit.text[total.start : total.end] == "31,257"


def test_numbers_that_add_up_are_the_total_and_its_parts() -> None:
    found = values(
        "For Iowa, the count was 98:",
        "Ran from social services\t23",
        "Federal refugee custody (ORR)\t73",
        "Everything else\t2",
    )
    assert found == {
        "missing_cases.state_total": 98,
        "missing_cases.state_social_services": 23,
        "missing_cases.state_other": 2,
        "missing_cases.state_orr": 73,
    }


def test_a_number_that_is_read_is_not_proposed_again() -> None:
    units = units_of(
        "# Iowa Data",
        "In 2025, 4,622 CyberTipline reports were made available to law enforcement in Iowa.",
        "To date, the program has put names to 31,874 identified children.",
    )
    claimed = claimed_places(read_units(units, "IA", KNOWN))
    missing = FIGURES.keys() - {"cybertipline.state_reports"}
    found = propose(units, "IA", 2025, missing, claimed, KNOWN)
    assert {name: each.value for name, each in found.items()} == {
        "cvip.national_children_identified": 31_874
    }


def test_nothing_is_proposed_when_nothing_is_missing() -> None:
    assert propose(units_of("Iowa added six new users."), "IA", 2025, (), (), KNOWN) == {}


def test_the_assignment_has_the_highest_sum() -> None:
    rng = random.Random(14)  # noqa: S311  # the same cases each time, and no secret
    for _ in range(400):
        rows, columns = rng.randint(1, 4), rng.randint(1, 5)
        scores = [[rng.random() for _ in range(columns)] for _ in range(rows)]

        def worth(chosen: tuple[int | None, ...], scores: list[list[float]] = scores) -> float:
            return sum(
                line[column] - 0.3
                for line, column in zip(scores, chosen, strict=True)
                if column is not None
            )

        def is_one_to_one(chosen: tuple[int | None, ...]) -> bool:
            taken = [column for column in chosen if column is not None]
            return len(set(taken)) == len(taken)

        found = tuple(assigned(scores, 0.3))
        every = itertools.product([None, *range(columns)], repeat=rows)
        assert is_one_to_one(found)
        assert abs(worth(found) - max(map(worth, filter(is_one_to_one, every)))) < 1e-9


@pytest.mark.parametrize(
    ("eight", "again", "column"),
    [
        (1.5, 1.5, 2),  # the 8 is likely too
        (1.0, 1.5, 1),  # nothing is as likely as the second 35: equal by chance
        (1.5, 1.2, 1),  # the second 35 is hardly the total's
    ],
)
def test_a_total_said_once_more_is_no_other_figures(
    eight: float, again: float, column: int
) -> None:
    names = ("missing_cases.national_total", "trafficking.state_engagements")
    scores = [[3.0, again, 0.0], [0.5, 2.0, eight]]
    assert matched(names, scores, (35, 35, 8), {}, 0.6) == [0, column]


def test_connect_in_capitals_is_a_program_and_connected_families_are_anothers() -> None:
    assert values("|Program\tIowa", "Users of CONNECT\t14") == {"connect.state_new_users": 14}
    assert values("NCMEC connected 14 families in Iowa to counselors.") == {
        "family_advocacy.state_connected": 14
    }


def test_those_of_them_in_the_state_are_what_was_counted_before() -> None:
    units = units_of(
        "Team HOPE gave peer support to 6,021 survivors and families, 95 of them in Iowa, and has 66 volunteers in Iowa."
    )
    missing = ("team_hope.national_supported", "team_hope.state_supported")
    found = propose(units, "IA", 2025, missing, (), KNOWN)
    assert [found[name].value for name in missing] == [6_021, 95]


@pytest.mark.parametrize("label", ["Reports referred", "Tips to police"])
def test_an_outcome_in_a_rows_label_speaks_against_the_figure(label: str) -> None:
    units = units_of(
        "## CyberTipline",
        "|Program\tIowa",
        f"{label}\t4,622",
        "Reports resolved by law enforcement\t9",
    )
    [found] = propose(units, "IA", 2025, ("cybertipline.state_reports",), (), KNOWN).values()
    assert found.value == 4_622


def test_a_document_of_thousands_of_numbers_is_no_factsheet_and_nothing_is_proposed() -> None:
    lost = IOWA.replace("reviewed 38 submissions", "looked through 38 submissions")
    assert "cvip.state_submissions" in parse_text(lost).proposals
    assert parse_text(lost + "\n" + "- item 5\n" * 1000).proposals == {}


def test_a_sentence_without_end_costs_no_more_for_each_of_its_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = 0

    def counted(tokens: Iterable[str]) -> list[str]:
        nonlocal words
        each = list(tokens)
        words += len(each)
        return stems(each)

    monkeypatch.setattr(candidates, "stems", counted)
    numbers = 250
    candidates.candidates(
        units_of("We saw 3 cats and many other pets. " + "we saw 4 very big dogs, " * numbers),
        "IA",
        2025,
    )
    assert words < numbers * 250


@pytest.mark.parametrize(
    "sentence",
    [
        "Team Adam has been deployed 1,540 times to children since its founding.",
        "Team HOPE volunteers have listened to 35,266 children over the years.",
    ],
)
def test_what_another_programme_is_said_to_count_is_not_proposed(sentence: str) -> None:
    known = "NCMEC has supported law enforcement's identification of 27,130 children."
    assert parse_text(iowa((known, sentence))).proposals == {}
