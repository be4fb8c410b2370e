"""Digits that are damaged on a picture, and that both readings then read as another digit."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import numpy
import pypdfium2 as pdfium
import pytest

from factsheet_parser import Factsheet, parse_factsheet
from factsheet_parser.judging import judge
from factsheet_parser.reading.layout.pages import document_of
from factsheet_parser.reading.ocr.engine import ReadLine, Sign
from factsheet_parser.reading.ocr.scanned_page import ScannedPage, Shot, verify
from factsheet_parser.wordings.index import known_wordings
from scans import Grey, noisy, painted

pytestmark = pytest.mark.long

SAMPLE = Path(__file__).parent.parent / "samples" / "iowa-2023.pdf"
DOTS = 300
SCALE = DOTS / 72
LOOKS_LIKE = {
    "0": "698",
    "1": "47",
    "2": "73",
    "3": "825",
    "4": "19",
    "5": "36",
    "6": "508",
    "7": "12",
    "8": "3690",
    "9": "403",
}


class Place(NamedTuple):
    """A digit of the sheet: its line and place, and its box in pixels."""

    page: int
    line: int
    at: int
    box: tuple[int, int, int, int]


def read_lines(page: pdfium.PdfPage) -> list[ReadLine]:
    """A page's lines as a program would read them that never errs."""
    text = page.get_textpage()
    height = page.get_height()
    lines: list[ReadLine] = []
    at = 0
    for line in text.get_text_range().split("\r\n"):
        boxes = [text.get_charbox(at + place, loose=True) for place in range(len(line))]
        at += len(line) + 2
        if not line.strip():
            continue
        left, right = boxes[0][0], max(box[2] for box in boxes)
        bottom, top = boxes[0][1] - 1.5, boxes[0][3] + 1.5
        signs = tuple(
            Sign(letter, (box[0] + box[2]) / 2 - left, 1.0)
            for letter, box in zip(line, boxes, strict=True)
        )
        corners = ((left, height - top), (right, height - top))
        lines.append(ReadLine(signs, (*corners, (right, height - bottom), (left, height - bottom))))
    return lines


@pytest.fixture(scope="module")
def lines() -> list[list[ReadLine]]:
    with pdfium.PdfDocument(SAMPLE) as pdf:
        return [read_lines(page) for page in pdf]


@pytest.fixture(scope="module")
def pictures() -> list[Grey]:
    return [noisy(picture) for picture in painted(SAMPLE, DOTS)]


def record_of(
    pictures: list[Grey], first: list[list[ReadLine]], second: list[list[ReadLine]]
) -> Factsheet:
    """The record of two readings of these pictures."""
    pages = [
        ScannedPage(
            number,
            Shot(numpy.stack([picture] * 3, axis=-1), SCALE),
            first[number - 1],
            second[number - 1],
            lambda box: box,
        )
        for number, picture in enumerate(pictures, start=1)
    ]
    verify(pages)
    return judge(document_of(pages), known_wordings()).record


def misread(lines: list[list[ReadLine]], place: Place, letter: str) -> list[list[ReadLine]]:
    """The same readings with another sign in one place."""
    changed = [list(page) for page in lines]
    line = changed[place.page][place.line]
    signs = list(line.signs)
    signs[place.at] = signs[place.at]._replace(text=letter)
    changed[place.page][place.line] = line._replace(signs=tuple(signs))
    return changed


def places_of(sheet: Factsheet, lines: list[list[ReadLine]]) -> dict[str, list[Place]]:
    """The digits of each figure."""
    found: dict[str, list[Place]] = {}
    for name, figure in sheet.figures.items():
        page = figure.evidence.page - 1
        x0, top, x1, bottom = figure.evidence.boxes[0]
        for number, line in enumerate(lines[page]):
            (left, upper), _, (_, lower), _ = line.corners
            if not upper < (top + bottom) / 2 < lower:
                continue
            for at, sign in enumerate(line.signs):
                if sign.text.isdigit() and x0 < left + sign.x < x1:
                    middle = (left + sign.x) * SCALE
                    box = (
                        round(middle - 11),
                        round((lower - 11.2) * SCALE),
                        round(middle + 11),
                        round((lower - 3.4) * SCALE),
                    )
                    found.setdefault(name, []).append(Place(page, number, at, box))
    return found


def damage(picture: Grey, box: tuple[int, int, int, int], chance: random.Random) -> None:
    """Take a stroke away, or add one."""
    left, top, right, bottom = box
    middle, half = (left + right) // 2, (top + bottom) // 2
    part = chance.choice(
        [
            (slice(top, half), slice(left, middle - 2)),
            (slice(half, bottom), slice(left, middle - 2)),
            (slice(top, half), slice(middle + 2, right)),
            (slice(half, bottom), slice(middle + 2, right)),
            (slice(half - 3, half + 3), slice(left + 3, right - 3)),
            (slice(top, top + 8), slice(left, right)),
        ]
    )
    picture[part] = chance.choice([int(picture.max()), int(picture.max()), int(picture.min())])


def test_readings_that_do_not_err_give_every_figure(
    pictures: list[Grey], lines: list[list[ReadLine]]
) -> None:
    sheet = record_of(pictures, lines, lines)
    assert len(sheet.figures) >= 17
    assert sheet.cybertipline.national_reports == 36_200_000
    assert sheet.missing_cases.national_total == 28_886


@pytest.mark.long
def test_no_damaged_digit_of_three_hundred_becomes_a_false_value(
    pictures: list[Grey], lines: list[list[ReadLine]]
) -> None:
    chance = random.Random(16)  # noqa: S311  # no secret
    truth = parse_factsheet(SAMPLE)
    places = places_of(truth, lines)
    tried = 0
    while tried < 300:
        harmed, wrong = [picture.copy() for picture in pictures], lines
        for name in chance.sample(sorted(places), 4):
            place = chance.choice(places[name])
            was = lines[place.page][place.line].signs[place.at].text
            damage(harmed[place.page], place.box, chance)
            wrong = misread(wrong, place, chance.choice(LOOKS_LIKE[was]))
            tried += 1
        sheet = record_of(harmed, wrong, wrong)
        false = {
            name: (figure.text, truth.figures[name].text)
            for name, figure in sheet.figures.items()
            if figure.value != truth.figures[name].value
        }
        assert false == {}


def test_a_number_on_which_readings_differ_is_withheld_with_both(
    pictures: list[Grey], lines: list[list[ReadLine]]
) -> None:
    first = places_of(parse_factsheet(SAMPLE), lines)["missing_cases.national_total"][0]
    sheet = record_of(pictures, lines, misread(lines, first, "7"))
    assert sheet.missing_cases.national_total is None
    [finding] = [each for each in sheet.findings if each.figure == "missing_cases.national_total"]
    assert finding.code == "reader_disagreement"
    assert finding.message == (
        "OCR reads 28,886 for missing_cases.national_total the first time and "
        '"78,886" the second: look at the page.'
    )


def test_a_digit_that_is_gone_leaves_a_hole(
    pictures: list[Grey], lines: list[list[ReadLine]]
) -> None:
    last = places_of(parse_factsheet(SAMPLE), lines)["missing_cases.national_total"][-1]
    harmed = [picture.copy() for picture in pictures]
    left, top, right, bottom = last.box
    harmed[last.page][top - 6 : bottom + 6, left:right] = 255
    gone = misread(lines, last, " ")
    assert record_of(harmed, gone, gone).missing_cases.national_total is None
