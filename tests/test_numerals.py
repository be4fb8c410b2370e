"""Numbers are read for what they say."""

import itertools

import pytest

from factsheet_parser.language.numerals import NumberKind, find

COUNTS = [
    ("4,622 reports", "4,622", 4622, "exact", 1),
    ("0 reports", "0", 0, "exact", 1),
    ("1,000 reports", "1,000", 1000, "exact", 1),
    ("1234567 reports", "1234567", 1_234_567, "exact", 1),
    ("36.2 million reports", "36.2 million", 36_200_000, "rounded", 100_000),
    ("29.35 million reports", "29.35 million", 29_350_000, "rounded", 10_000),
    ("1.1 billion files", "1.1 billion", 1_100_000_000, "rounded", 100_000_000),
    ("36.2M reports", "36.2M", 36_200_000, "rounded", 100_000),
    ("18K users", "18K", 18_000, "rounded", 1000),
    ("12 thousand users", "12 thousand", 12_000, "rounded", 1000),
    ("more than 105 million pieces", "105 million", 105_000_000, "more_than", 1_000_000),
    ("over 18,400 reports", "18,400", 18_400, "more_than", 1),
    ("Over 18,400 reports", "18,400", 18_400, "more_than", 1),
    ("at least 50 users", "50", 50, "more_than", 1),
    ("no fewer than 50 users", "50", 50, "more_than", 1),
    ("18,000+ users", "18,000+", 18_000, "more_than", 1),
    ("more than a total of 90 users", "90", 90, "more_than", 1),
    (">500 users", "500", 500, "more_than", 1),
    ("nearly 18,000 users", "18,000", 18_000, "about", 1),
    ("about 15,000 users", "15,000", 15_000, "about", 1),
    ("approximately 15,000 users", "15,000", 15_000, "about", 1),
    ("an estimated 15,000 users", "15,000", 15_000, "about", 1),
    ("~15,000 users", "15,000", 15_000, "about", 1),
    ("fewer than 6,000 families", "6,000", 6000, "less_than", 1),
    ("twenty-one cases", "twenty-one", 21, "exact", 1),
    ("Twenty one cases", "Twenty one", 21, "exact", 1),
    ("one hundred and five cases", "one hundred and five", 105, "exact", 1),
    ("two thousand three hundred cases", "two thousand three hundred", 2300, "exact", 1),
    ("seventeen cases", "seventeen", 17, "exact", 1),
    ("no reports", "no", 0, "exact", 1),
    ("did not review any submissions", "did not review any", 0, "exact", 1),
    ("were not sent any reports", "were not sent any", 0, "exact", 1),
    ("NCMEC reviewed 2019 submissions", "2019", 2019, "exact", 1),
]


@pytest.mark.parametrize(("text", "printed", "value", "qualifier", "precision"), COUNTS)
def test_a_count_says(text: str, printed: str, value: int, qualifier: str, precision: int) -> None:
    [number] = find(text)
    assert (number.text, number.value, number.qualifier, number.precision) == (
        printed,
        value,
        qualifier,
        precision,
    )
    assert number.kind is NumberKind.COUNT
    assert type(number.value) is int


PERCENTAGES = [
    ("19% of these children", "19%", 19, "exact", 1),
    ("19.5% of these children", "19.5%", 19.5, "exact", 0.1),
    ("19 percent of these children", "19 percent", 19, "exact", 1),
    ("nineteen percent of these children", "nineteen percent", 19, "exact", 1),
    ("nearly 19% of these children", "19%", 19, "about", 1),
    ("1 in 6 children", "1 in 6", 16.7, "about", 0.1),
    ("one in six children", "one in six", 16.7, "about", 0.1),
    ("one out of six children", "one out of six", 16.7, "about", 0.1),
    ("1 out of every 8 children", "1 out of every 8", 12.5, "about", 0.1),
]


@pytest.mark.parametrize(("text", "printed", "value", "qualifier", "precision"), PERCENTAGES)
def test_a_share_is_percent(
    text: str, printed: str, value: float, qualifier: str, precision: float
) -> None:
    [number] = find(text)
    assert number.kind is NumberKind.PERCENT
    assert (number.text, number.value, number.qualifier, number.precision) == (
        printed,
        value,
        qualifier,
        precision,
    )


KINDS = [
    ("fewer than 10 cases", "10", NumberKind.SUPPRESSED),
    ("<50 cases", "50", NumberKind.SUPPRESSED),
    ("< 50 cases", "50", NumberKind.SUPPRESSED),
    ("up to 9 cases", "9", NumberKind.SUPPRESSED),
    ("In 2023, reports", "2023", NumberKind.YEAR),
    ("during 2023 reports rose", "2023", NumberKind.YEAR),
    ("up 35% over 2020", "2020", NumberKind.YEAR),
    ("resources: (2) support", "2", NumberKind.LIST_MARK),
    ("plans; 3. support", "3", NumberKind.LIST_MARK),
    ("24/7 help", "24/7", NumberKind.BOILERPLATE),
    ("call 1-800-843-5678", "1-800-843-5678", NumberKind.BOILERPLATE),
    ("call 1-800-THE-LOST", "1-800-THE-LOST", NumberKind.BOILERPLATE),
    ("18 U.S.C. 2258A applies", "18 U.S.C. 2258A", NumberKind.BOILERPLATE),
    ("a 501(c)(3) organization", "501(c)(3)", NumberKind.BOILERPLATE),
    ("on March 14, the", "March 14", NumberKind.BOILERPLATE),
    ("its 40th year", "40th", NumberKind.BOILERPLATE),
    ("missing children1 in", "1", NumberKind.BOILERPLATE),
    ("a 17-year-old child", "17-year-old", NumberKind.BOILERPLATE),
    ("24,768,90 reports", "24,768,90", NumberKind.UNREADABLE),
    ("4.6 reports", "4.6", NumberKind.UNREADABLE),
    ("007 reports", "007", NumberKind.UNREADABLE),
    ("$4,622 in grants", "4,622", NumberKind.UNREADABLE),
    ("12other cases", "12", NumberKind.UNREADABLE),
    ("3 percentage points", "3", NumberKind.UNREADABLE),
    ("a change of +12 cases", "12", NumberKind.UNREADABLE),
    ("a change of -12 cases", "12", NumberKind.UNREADABLE),
    ("a change of +8%", "8", NumberKind.UNREADABLE),
    ("1.234.567 reports", "1.234.567", NumberKind.UNREADABLE),
]


@pytest.mark.parametrize(("text", "printed", "kind"), KINDS)
def test_a_number_that_counts_nothing_is_known_as_such(
    text: str, printed: str, kind: NumberKind
) -> None:
    numbers = [number for number in find(text) if number.text == printed]
    assert [number.kind for number in numbers] == [kind]


@pytest.mark.parametrize(
    "text", ["10-20 cases", "10 to 20 cases", "between 10 and 20 cases", "10 through 20 cases"]
)
def test_a_range_is_no_count(text: str) -> None:
    assert {number.kind for number in find(text)} == {NumberKind.UNREADABLE}


def test_four_digits_in_a_table_row_are_a_count() -> None:
    [number] = find("Other Missing Children Cases\t2023", row=True)
    assert (number.kind, number.value) == (NumberKind.COUNT, 2023)


def test_numbers_come_in_order_and_never_overlap() -> None:
    text = "In 2023, (1) one in six of 28,886 cases, no more than 19% and twenty-one others, 24/7."
    numbers = find(text)
    for before, after in itertools.pairwise(numbers):
        assert before.end <= after.start
    for number in numbers:
        assert text[number.start : number.end] == number.text


@pytest.mark.parametrize("text", ["two three cases", "one twenty cases", "five hundred million"])
def test_number_words_that_make_no_number_are_not_added_up(text: str) -> None:
    assert find(text)[0].kind is NumberKind.UNREADABLE or text == "five hundred million"
