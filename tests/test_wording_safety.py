"""A unit that says one word more than a wording is not read."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from factsheet_parser.language.sentences import split
from factsheet_parser.language.tokens import marked
from factsheet_parser.record import FIGURES
from factsheet_parser.wordings.index import known_wordings
from factsheet_parser.wordings.load import CounterExample, counter_examples
from factsheet_parser.wordings.match import Context, Given, read
from factsheet_parser.wordings.sheet import read_units
from sheets import IOWA
from units import sheet_units, units_of, values_of

DATA = Path(__file__).parent / "data"
REWORDED = (Path(__file__).parent / "fixtures" / "specimen-oregon-2024-reworded.txt").read_text(
    encoding="utf-8"
)
LOOKALIKES: dict[str, list[str]] = tomllib.loads(
    (DATA / "lookalikes.toml").read_text(encoding="utf-8")
)
REWORDINGS: dict[str, dict[str, dict[str, float]]] = tomllib.loads(
    (DATA / "rewordings.toml").read_text(encoding="utf-8")
)
# Anything may stand before the unit: no continuation is refused for want of what it goes on from.
BEFORE = [Context(Given(frozenset(FIGURES), figure), 2023) for figure in FIGURES]


def lines_of(text: str) -> list[str]:
    """A line a sentence, rows as they are."""
    return [
        part
        for line in text.split("\n")
        for part in ([line] if "\t" in line else [line[at:end] for at, end in split(line)])
    ]


@cache
def known_units() -> tuple[str, ...]:
    """Every unit of the real sheet, of the reworded one and of the rewordings that is read."""
    reworded = REWORDED.replace("Oregon", "Iowa").replace("2024", "2023")
    texts = [
        sheet_units(each.replace("running\n\nbehavior", "running behavior"))
        for each in (IOWA, reworded)
    ]
    texts += [units_of(*lines_of(text)) for section in REWORDINGS.values() for text in section]
    return tuple(
        dict.fromkeys(
            found.unit.text.rstrip(" .:")
            for units in texts
            for found in read_units(units, "IA", known_wordings())
        )
    )


BEHIND = """
    at one facility|in other states|by members of the public|under 12|since 2006|after midnight
    in the first quarter|from Polk County|that were resolved|compared with 2022|a day|each month
    on average|of which|for the first time|about sextortion|from Meta|by Google|that led to arrests
    in error|twice|in three cities|who were under 18|in Des Moines|on the West Coast|every week
    at risk of suicide|over one weekend|per officer|in its first year|or fewer|and counting
    more than in 2022|outside Iowa|in eastern Iowa|and Illinois|City|State University|County
    of the total|by text message|through its website|with a disability|last year|abroad
    that Meta filed|for a second time|within an hour|of siblings|named a suspect|per 10,000
""".replace("\n", "|").split("|")  # fmt: skip
INSIDE = """
    urgent|informational|Native|international|military|federal|local|rural|eastern|unique|confirmed
    additional|resolved|monthly|average|public|proactive|former|young|cold|abducted|foreign|Texan
    never|nearly all|half of|some of|most of|requests for|copies of|information on|calls about
    closed|open|female|teenage|planned|potential new|another|fewer|adult|unfounded|duplicate
    training|AI-made|hash|Canadian|state police|Chicago's|teachers and|a share of|up from 12
    the first|the last|a surge of|a jump of|an average of|including 3 in Ohio|outside|except
""".replace("\n", "|").split("|")  # fmt: skip
FRONT = """
    At one facility,|Since 2006,|In the first quarter,|Each month,|On average,|A year earlier,
    Before the pandemic,|Over one weekend,|In other states,|In Ohio,|In Polk County,|Abroad,
    Of these, 12 of|It is not true that|Police say that|By 2030,|In a typical year,|In January
""".replace("\n", "|").split("|")  # fmt: skip


def phrases(each: list[str]) -> list[str]:
    return [phrase.strip() for phrase in each if phrase.strip()]


def claimed(text: str) -> list[object]:
    """What a unit says, whatever stands before it."""
    unit = marked(text, "IA", row="\t" in text)
    known = known_wordings()
    # One context in which all has been given, then each figure as the last one.
    found: list[object] = []
    for context in BEFORE:
        reading = read(unit, context, known)
        if reading is not None and not reading.conflict:
            found += reading.claims
    return found


def test_there_are_enough_known_units_and_restrictions() -> None:
    assert len(known_units()) > 150
    assert len(phrases(BEHIND)) + len(phrases(FRONT)) > 60


@pytest.mark.long
@pytest.mark.parametrize("restriction", phrases(BEHIND))
def test_nothing_is_read_with_a_restriction_behind_it(restriction: str) -> None:
    for unit in known_units():
        for text in (f"{unit} {restriction}.", f"{unit}, {restriction}"):
            assert claimed(text) == [], text


@pytest.mark.parametrize("restriction", phrases(FRONT))
def test_nothing_is_read_with_a_restriction_before_it(restriction: str) -> None:
    for unit in known_units():
        text = f"{restriction} {unit}."
        assert claimed(text) == [], text


@pytest.mark.long
@pytest.mark.parametrize("restriction", phrases(INSIDE))
def test_nothing_is_read_with_a_restriction_at_any_place_inside(restriction: str) -> None:
    context = BEFORE[0]
    for unit in known_units():
        words = unit.split(" ")
        for place in range(1, len(words)):
            text = " ".join([*words[:place], restriction, *words[place:]])
            reading = read(marked(text, "IA", row="\t" in text), context, known_wordings())
            assert reading is None or not reading.claims, text


@pytest.mark.parametrize("figure", LOOKALIKES)
def test_lookalikes_give_nothing(figure: str) -> None:
    for text in LOOKALIKES[figure]:
        assert figure not in values_of(*lines_of(text), year=2023), text


@pytest.mark.parametrize("example", counter_examples(), ids=lambda example: example.sentence[:40])
def test_counter_examples_give_nothing(example: CounterExample) -> None:
    assert example.figure not in values_of(*lines_of(example.sentence), year=2023)


REAL = [
    "Team HOPE made over 31,000 calls.",
    "Team HOPE volunteers have provided peer support to more than 77,000 families.",
    "Team Adam was deployed 1,289 times to help search for 1,478 missing children.",
    "In 2023, 279 cases of missing children were reported, 256 have been resolved.",
    "In 2023, 256 of 279 cases have been resolved, leaving 23 active cases.",
    "In 2023, NCMEC received 2,400 reports of children missing from care in Iowa.",
    "In 2024, NCMEC received 23,160 reports of children missing from foster or state care.",
    "In 2022, more than 25,000 endangered runaways were reported to NCMEC.",
    "Of the more than 25,000 missing children reported to NCMEC in 2022 who had run away, 1 in 6 were likely victims of child sex trafficking.",
    "In 2023, 359,413 professionals have been trained.",
    "In 2023, there were 42,761 instances of training.",
    "In 2023, the task force received 1,082 CyberTips.",
    "In 2024, 512 informational reports were made available to law enforcement in Iowa.",
    "In 2024, 512 referrals were made available to law enforcement in Iowa.",
    "CyberTipline reports were up 35% over 2020.",
]


@pytest.mark.parametrize("text", REAL)
def test_real_sentences_of_other_measures_give_nothing(text: str) -> None:
    assert values_of(*lines_of(text)) == {}


# All runaways and "families" alone are other measures than the sheet's; the rest names no programme.
UNREAD = {"families, among", "deployments", "there were 35 missing", "35 children were reported", "NCMEC works on", "runaways", "children who had run away. "}  # fmt: skip


def test_rewordings_are_read_or_left_and_never_read_wrong() -> None:
    right = total = 0
    for section, texts in REWORDINGS.items():
        for text, fields in texts.items():
            wanted = {f"{section}.{field}": value for field, value in fields.items()}
            read_here = values_of(*lines_of(text))
            if "In Iowa, 17 survivors" in text:
                wanted["team_hope.state_supported"] = 17
            assert read_here.items() <= wanted.items(), text
            if not any(part in text for part in UNREAD):
                assert read_here == wanted, text
            right += len(read_here)
            total += len(wanted)
    assert right > 0.9 * total


def test_the_real_sheet_is_read_to_its_last_figure_by_exact_wordings() -> None:
    found = read_units(
        sheet_units(IOWA.replace("running\n\nbehavior", "running behavior")), "IA", known_wordings()
    )
    claims = [claim for each in found for claim in each.reading.claims]
    assert {claim.figure for claim in claims} == set(FIGURES)
    assert {claim.label for claim in claims} == {"wording"}
    assert len(claims) == 21
