"""Where sentences end, in plain text."""

import pytest

from factsheet_parser.language.sentences import sentence_ends, split


@pytest.mark.parametrize(
    "text",
    [
        "As of Dec. 31, 2023, there were 14.",
        "Since Sept. 30 NCMEC has helped.",
        "In the U.S. 14 families were helped.",
        "In Washington, D.C. 14 families were helped.",
        "It is No. 4 of all.",
        "Helpers, e.g. NCMEC's own, were there.",
        "John J. Walsh began it.",
        "In 2023, 36.2 million came.",
        "From St. Paul came 4.",
        "Of Jan. 1 and Feb. 2 nothing is known.",
    ],
)
def test_a_point_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentence_ends(text) == []
    assert split(text) == [(0, len(text))]


def test_each_sentence_is_parted_from_the_next() -> None:
    text = 'NCMEC helped in the U.S. In 2023, it saw "more." (It did.) 14 came! Of 3, none?'
    parts = [
        "NCMEC helped in the U.S.",
        'In 2023, it saw "more."',
        "(It did.)",
        "14 came!",
        "Of 3, none?",
    ]
    assert [text[start:end] for start, end in split(text)] == parts


def test_a_heading_that_ran_into_its_paragraph_is_parted() -> None:
    text = "Missing children In 2023, NCMEC handled 35 cases."
    assert [text[start:end] for start, end in split(text)] == [
        "Missing children",
        "In 2023, NCMEC handled 35 cases.",
    ]
    assert split("  ") == []
