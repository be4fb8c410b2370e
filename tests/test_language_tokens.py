"""A unit's text in normal form, with marks."""

import pytest

from factsheet_parser.language.number import NumberKind
from factsheet_parser.language.tokens import marked, normal, shown


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("In 2023, 4,622 reports", "IA", "in {year} {count} report"),
        ("more than 105 million pieces", "IA", "{count} piece"),
        ("A total of 38 submissions", "IA", "{count} submission"),
        ("a total of more than 38 submissions", "IA", "{count} submission"),
        ("1 in 6, or one out of six, and nineteen percent, like 18%", "IA", "{percent} or {percent} and {percent} like {percent}"),
        ("fewer than 10 children", "IA", "{count} child"),
        ("24,768,90 cases", "IA", "{unreadable} case"),
        ("call 1-800-843-5678", "IA", "call {unreadable}"),
        ("(1) help; and (2) more", "IA", "(1) help and (1) more"),
        ("\u201cImages\u201d & videos\u2019 \u2013 images/videos", "IA", "image and videos' image video"),
        ("survivors/families were, are, have", "IA", "survivor family was is has"),
        ("children, people and agencies' news", "IA", "child person and agencies' news"),
        ("Iowa's agencies in the state of Iowa", "IA", "{state} agency in {state}"),
        ("the U.S. Virgin Islands and the District of Columbia", "VI", "{state} and {other}"),
        ("in Washington, D.C.", "DC", "in {state}"),
        ("in New York and West Virginia", "NY", "in {state} and {other}"),
        ("in IOWA and NEBRASKA", "IA", "in {state} and {other}"),
        ("law enforcement in the state, in the states", "IA", "law enforcement in {state} in the state"),
        ("the state of Ohio", "IA", "{other}"),
        ("in Iowa", None, "in {other}"),
        ("did not review any submissions", "IA", "reviewed {count} submission"),
        ("didn't receive any of them", "IA", "received {count} of them"),
        ("has not assisted any families", "IA", "assisted {count} family"),
        ("No one from Iowa joined", "IA", "nobody from {state} joined"),
        ("no cases, none at all", "IA", "{count} case {count} at all"),
        ("engaged once, twice and a single time", "IA", "engaged {count} time {count} time and {count} time"),
        ("Other cases\t1999", "IA", "other case | {year}"),
        ("\ue000 cases N Y", "IA", "\ue000 case n y"),
        ("", "IA", ""),
    ],
)  # fmt: skip
def test_normal_form(text: str, home: str | None, expected: str) -> None:
    unit = marked(text, home)
    assert shown(unit.text) == expected
    assert " ".join(token.text for token in unit.tokens) == unit.text


def test_each_mark_maps_back_to_its_number_and_its_place() -> None:
    text = "In 2023, fewer than 10 of 1,200 Iowa families were helped once."
    unit = marked(text, "IA")
    assert [(each.value, each.kind) for each in unit.numbers] == [
        (2023, NumberKind.YEAR),
        (10, NumberKind.SUPPRESSED),
        (1200, NumberKind.COUNT),
        (1, NumberKind.COUNT),
    ]
    places = [text[token.start : token.end] for token in unit.tokens]
    assert places[:6] == ["In", "2023", "fewer than 10", "of", "1,200", "Iowa"]
    assert unit.names_home


def test_four_digits_of_a_row_are_a_count() -> None:
    (number,) = marked("Other cases\t1999", "IA", row=True).numbers
    assert number.kind is NumberKind.COUNT


def test_words_that_only_look_alike_stay_apart() -> None:
    assert normal("new users") != normal("news users")
    assert normal("children") != normal("children's")
    assert normal("children?") != normal("children")
