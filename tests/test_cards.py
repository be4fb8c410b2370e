"""Cards side by side that were painted line by line across all of them."""

from __future__ import annotations

import pytest

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.reading import Reader, read_document, read_text
from pdfs import Put, pdf_of
from sheets import READERS

COLUMNS = (72, 250, 430)
OPENING = (
    Put(72, 740, "Kansas 2025", 16),
    Put(72, 715, "NCMEC runs the CyberTipline, Team HOPE and Team Adam."),
)


def across(y: float, *texts: str, size: float = 10) -> list[Put]:
    return [Put(x, y, text, size) for x, text in zip(COLUMNS, texts, strict=True) if text]


def units_in(puts: list[Put], reader: Reader = "pdfium") -> list[Unit]:
    return list(read_document(pdf_of([[*OPENING, *puts]]), reader=reader).units)


def cards_in(puts: list[Put], reader: Reader = "pdfium") -> list[str]:
    return [unit.text for unit in units_in(puts, reader) if unit.kind is UnitKind.CARD]


BELOW = [
    *across(660, "4,622", "38", "35", size=20),
    *across(644, "CyberTipline reports", "submissions", "missing children"),
    *across(590, "17", "12", "51", size=20),
    *across(574, "families helped", "volunteers", "children trained"),
]
ABOVE = [
    *across(660, "CyberTipline reports", "submissions", "missing children"),
    *across(640, "4,622", "38", "35", size=20),
    *across(590, "families helped", "volunteers", "children trained"),
    *across(570, "17", "12", "51", size=20),
]


@READERS
def test_a_row_of_numbers_and_a_row_of_captions_below_are_cards(reader: Reader) -> None:
    assert cards_in(BELOW, reader) == [
        "4,622 CyberTipline reports",
        "38 submissions",
        "35 missing children",
        "17 families helped",
        "12 volunteers",
        "51 children trained",
    ]


@READERS
def test_so_are_a_row_of_captions_and_a_row_of_numbers_below(reader: Reader) -> None:
    assert cards_in(ABOVE, reader) == [
        "CyberTipline reports 4,622",
        "submissions 38",
        "missing children 35",
        "families helped 17",
        "volunteers 12",
        "children trained 51",
    ]


def test_a_caption_of_two_lines_is_its_own_numbers() -> None:
    puts = [
        *across(660, "4,622", "38", "35", size=20),
        *across(644, "CyberTipline reports", "submissions", "missing children"),
        *across(632, "sent to the police", "", "in foster care"),
    ]
    assert cards_in(puts) == [
        "4,622 CyberTipline reports sent to the police",
        "38 submissions",
        "35 missing children in foster care",
    ]


def test_the_last_line_of_one_caption_alone_goes_to_its_number() -> None:
    puts = [
        *across(660, "4,622", "38", "35", size=20),
        *across(644, "CyberTipline reports", "submissions", "missing children"),
        *across(632, "", "of pictures", ""),
    ]
    assert cards_in(puts) == [
        "4,622 CyberTipline reports",
        "38 submissions of pictures",
        "35 missing children",
    ]


def test_a_line_of_numbers_is_no_caption_of_the_numbers_above_it() -> None:
    puts = [
        *across(660, "4,622", "38", "35", size=20),
        *across(630, "17", "12", "51", size=20),
        *across(614, "families helped", "volunteers", "children trained"),
    ]
    assert cards_in(puts) == [
        "4,622",
        "38",
        "35",
        "17 families helped",
        "12 volunteers",
        "51 children trained",
    ]


@pytest.mark.parametrize(
    "far_below",
    [
        across(560, "Contents", "Sources", "Imprint"),
        [*across(560, "Contents", "", ""), Put(250, 556, "Sources"), Put(430, 552, "Imprint")],
        [Put(72, 600, "Contents"), Put(72, 570, "Sources"), Put(72, 540, "Imprint")],
    ],
)
def test_what_stands_far_below_is_read_behind_the_cards(far_below: list[Put]) -> None:
    puts = [
        *across(660, "4,622", "38", "35", size=20),
        *across(644, "CyberTipline reports", "submissions", "missing children"),
        *far_below,
    ]
    assert (
        " ".join(unit.text for unit in units_in(puts)).split(" Adam. ")[1].split()
        == (
            "4,622 CyberTipline reports 38 submissions 35 missing children Contents Sources Imprint"
        ).split()
    )


def test_where_captions_stand_on_both_sides_no_card_is_made() -> None:
    """One number is nearer to the words above it, another to those below it."""
    puts = [
        Put(72, 660, "CyberTipline reports", 10),
        Put(72, 640, "4,622", 20),
        Put(72, 590, "38", 20),
        Put(72, 574, "submissions", 10),
    ]
    assert cards_in(puts) == ["4,622", "38"]


def test_captions_midway_between_two_rows_of_numbers_are_neithers() -> None:
    puts = [
        *across(660, "4,622", "38", "35", size=20),
        *across(630, "CyberTipline reports", "submissions", "missing children"),
        *across(590, "17", "12", "51", size=20),
    ]
    assert cards_in(puts) == ["4,622", "38", "35", "17", "12", "51"]


def test_the_last_row_tells_whose_the_captions_between_are() -> None:
    """They stand nearer to the second row, which has its own below it."""
    puts = [
        *across(660, "4,622", "38", "35", size=20),
        *across(616, "CyberTipline reports", "submissions", "missing children"),
        *across(590, "17", "12", "51", size=20),
        *across(546, "families helped", "volunteers", "children trained"),
    ]
    assert cards_in(puts) == cards_in(BELOW)


@READERS
def test_captions_painted_one_after_the_other_are_each_their_numbers(reader: Reader) -> None:
    captions = (
        ["CyberTipline reports", "that were sent", "to the police", "in the state"],
        ["submissions"],
        ["missing children, and", "children in foster care,", "in Kansas"],
    )
    puts = across(660, "4,622", "38", "35", size=20)
    puts += [
        Put(x - 20, 644 - 12 * index, line, 10)
        for x, caption in zip(COLUMNS, captions, strict=True)
        for index, line in enumerate(caption)
    ]
    assert cards_in(puts, reader) == [
        "4,622 CyberTipline reports that were sent to the police in the state",
        "38 submissions",
        "35 missing children, and children in foster care, in Kansas",
    ]


def test_words_below_two_numbers_are_no_ones_caption() -> None:
    puts = [
        *across(660, "4,622", "38", "35", size=20),
        Put(100, 644, "CyberTipline reports and submissions", 10),
    ]
    assert cards_in(puts) == ["4,622", "38", "35"]


def test_a_number_above_a_caption_in_small_letters_is_no_page_number() -> None:
    text = """
# Kansas 2025

NCMEC runs the CyberTipline, Team HOPE and Team Adam.

{}

missing-child cases from Kansas

{}

children reported by the refugee office
"""
    document = read_text(text.format("531", "11"))
    lifted = [unit.text for unit in document.units if unit.kind is UnitKind.FURNITURE]
    assert lifted == []
    puts = [
        *(Put(72, 400 - 12 * index, "It works for children.", 10) for index in range(8)),
        Put(72, 640, "531", 20),
        Put(72, 596, "missing-child cases from Kansas", 10),
        Put(72, 540, "1", 20),
        Put(72, 496, "children reported by the refugee office", 10),
    ]
    assert cards_in(puts) == [
        "531 missing-child cases from Kansas",
        "1 children reported by the refugee office",
    ]
