"""The same programmes with other measures: they fill no field, and are reported.

The sentences are the counter-examples of `wordings/counter_examples.toml`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_parser import parse_text
from factsheet_parser.wordings.load import counter_examples
from sheets import IOWA, figures_in, iowa

REWORDED = (Path(__file__).parent / "fixtures" / "specimen-oregon-2024-reworded.txt").read_text(
    encoding="utf-8"
)

ORIGINALS = {
    "team_hope.national_supported": "In 2023, Team HOPE supported 5,759 survivors and families with peer support, **including 17 survivors/families in Iowa.**",
    "team_adam.national_incidents": "In 2023, at the request of law enforcement, Team Adam was activated on 57 incidents involving critically missing children and provided assistance on 146 long-term missing children cases.",
    "connect.national_registered_users": "In 2023, NCMEC CONNECT had more than 18,000 registered users, including **94 new law enforcement and child-serving professionals** in Iowa.",
    "cybertipline.state_reports": "**In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.**",
    "cybertipline.national_reports": "In 2023, the CyberTipline received 36.2 million reports related to child sexual exploitation, containing more than 105 million pieces of reported content.",
    "cvip.state_submissions": "**In 2023, NCMEC reviewed 38 submissions of child sexual exploitation material from Iowa law enforcement.**",
    "cvip.national_children_identified": "NCMEC has supported law enforcement's identification of 27,130 children.",
    "missing_cases.state_total": "In 2023, NCMEC handled 35 cases of missing children from Iowa as follows:",
    "missing_cases.national_total": "In 2023, NCMEC assisted law enforcement, families, and social service agencies on 28,886 missing child cases, 22,442 of which involved children who had run away from a social services facility.",
    "trafficking.national_reports": "In 2023, NCMEC received more than 18,400 reports relating to child sex trafficking.",
    "trafficking.state_engagements": "**In 2023, NCMEC had 8 engagements with Iowa social service agencies on cases involving child sex trafficking.**",
    "family_advocacy.state_connected": "**In 2023, NCMEC connected 14 survivors/families to mental health services in Iowa.**",
    "missing_cases.national_likely_trafficked_percent": "Based on NCMEC's analysis, 19% of these children were likely victims of child sex trafficking.",
    "missing_cases.state_social_services": "Children Missing From Social Services Facility\t12",
    "missing_cases.state_other": "Other Missing Children Cases\t18",
    "missing_cases.state_orr": "Children Reported Missing by Office of Refugee Resettlement (HHS-ORR) :\t5",
}
ORIGINALS |= {
    "cybertipline.national_content_pieces": ORIGINALS["cybertipline.national_reports"],
    "missing_cases.national_runaways": ORIGINALS["missing_cases.national_total"],
    "team_hope.state_supported": ORIGINALS["team_hope.national_supported"],
    "team_adam.national_long_term_cases": ORIGINALS["team_adam.national_incidents"],
    "connect.state_new_users": ORIGINALS["connect.national_registered_users"],
}

TRAPS = [(example.figure, example.sentence) for example in counter_examples()]


def values_of(text: str) -> dict[str, float]:
    return {name: figure.value for name, figure in parse_text(text).figures.items()}


IOWA_VALUES = values_of(IOWA)


@pytest.mark.parametrize(("figure", "sentence"), TRAPS)
def test_another_measure_in_the_sentences_place_fills_no_field(figure: str, sentence: str) -> None:
    sheet = parse_text(iowa((ORIGINALS[figure], sentence)))
    for name, found in sheet.figures.items():
        assert found.value == IOWA_VALUES[name], name
    assert figure not in sheet.figures
    assert figure in {finding.figure for finding in sheet.findings}


@pytest.mark.parametrize(("figure", "sentence"), TRAPS)
def test_another_measure_beside_the_sentence_changes_nothing_and_is_reported(
    figure: str, sentence: str
) -> None:
    original = ORIGINALS[figure]
    both = f"{original}\n{sentence}" if "\t" in sentence else f"{sentence} {original}"
    sheet = parse_text(iowa((original, both)))
    values = {name: found.value for name, found in sheet.figures.items()}
    # Below a row that no sheet's table holds, the other rows may be another table's.
    # So may they be below a sentence that announces another table.
    announces = "\t" in sentence or sentence.endswith(":")
    # "These children" are not those of a sentence further up.
    takes_up = figure == "missing_cases.national_likely_trafficked_percent"
    left_out = announces or takes_up
    assert values == IOWA_VALUES or (left_out and values.items() < IOWA_VALUES.items())
    assert {finding.code for finding in sheet.findings} <= {"unclaimed_number", "missing_figure"}
    assert "unclaimed_number" in {finding.code for finding in sheet.findings}


def moved_into(text: str, sentence: str) -> Iterator[str]:
    """The sheet with `sentence` as a paragraph, or a row, after each of its paragraphs.

    Not between a table and the sentence that announces it: there it announces the table.
    """
    paragraphs = text.strip("\n").split("\n\n")
    for index in range(2, len(paragraphs) + 1):
        if not paragraphs[index - 1].endswith(":"):
            yield "\n\n".join([*paragraphs[:index], sentence, *paragraphs[index:]])


@pytest.mark.long
@pytest.mark.parametrize("sheet", [IOWA, REWORDED], ids=["iowa", "reworded"])
@pytest.mark.parametrize("sentence", [sentence for _, sentence in TRAPS])
def test_no_counter_example_changes_a_field_wherever_it_stands(sheet: str, sentence: str) -> None:
    if sheet is REWORDED:
        sentence = sentence.replace("Iowa", "Oregon").replace("2023", "2024")
    truth = values_of(sheet)
    for text in moved_into(sheet, sentence):
        assert values_of(text) == truth


PARAGRAPHS_OF_IOWA = len(IOWA.strip("\n").split("\n\n"))


@given(
    st.lists(
        st.tuples(st.sampled_from(TRAPS), st.integers(2, PARAGRAPHS_OF_IOWA)),
        min_size=2,
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_number_of_counter_examples_changes_a_field(
    placed: list[tuple[tuple[str, str], int]],
) -> None:
    paragraphs = IOWA.strip("\n").split("\n\n")
    for (_, sentence), index in placed:
        if not paragraphs[index - 1].endswith(":"):
            paragraphs.insert(index, sentence)
    assert values_of("\n\n".join(paragraphs)) == IOWA_VALUES


@pytest.mark.parametrize("sentence", [sentence for _, sentence in TRAPS])
def test_a_counter_example_alone_gives_no_figure(sentence: str) -> None:
    assert figures_in(sentence) == {}


@pytest.mark.parametrize(
    ("old", "new", "figure", "value"),
    [
        (
            "4,622 CyberTipline reports were made available to law enforcement in Iowa",
            "4,622 of the 36.2 million CyberTipline reports were made available to law enforcement in Iowa",
            "cybertipline.state_reports",
            None,
        ),
        (
            "In 2023, NCMEC had 8 engagements with Iowa social service agencies",
            "In 2023, NCMEC had eight engagements with Iowa social service agencies",
            "trafficking.state_engagements",
            8,
        ),
        (
            "19% of these children were likely victims",
            "1 in 6 of these children were likely victims",
            "missing_cases.national_likely_trafficked_percent",
            16.7,
        ),
        (
            "reviewed 38 submissions",
            "did not review any submissions",
            "cvip.state_submissions",
            0,
        ),
        ("including 17 survivors/families in Iowa", "including no survivors/families in Iowa", "team_hope.state_supported", 0),
        ("In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa",
         "In 2023, no CyberTipline reports were made available to law enforcement in Iowa", "cybertipline.state_reports", 0),
        ("36.2 million reports related", "36.2 million (up 13% over 2022) reports related", "cybertipline.national_reports", 36_200_000),
        ("reviewed 38 submissions", "reviewed 38,1 submissions", "cvip.state_submissions", None),
    ],
)  # fmt: skip
def test_words_are_read_for_what_they_say(
    old: str, new: str, figure: str, value: float | None
) -> None:
    sheet = parse_text(iowa((old, new)))
    section, _, field = figure.partition(".")
    assert getattr(getattr(sheet, section), field) == value
    if value is None:
        assert figure in {finding.figure for finding in sheet.findings}
