"""The real sheet, as text and as PDF."""

from pathlib import Path

import pdfplumber
import pytest

from factsheet_parser import Factsheet, parse_factsheet
from factsheet_parser.record import FIGURES
from sheets import ReaderName

SAMPLES = Path(__file__).parent.parent / "samples"

IOWA = {
    "cybertipline.national_reports": 36_200_000,
    "cybertipline.national_content_pieces": 105_000_000,
    "cybertipline.state_reports": 4622,
    "cvip.national_children_identified": 27130,
    "cvip.state_submissions": 38,
    "missing_cases.national_total": 28886,
    "missing_cases.national_runaways": 22442,
    "missing_cases.national_likely_trafficked_percent": 19.0,
    "missing_cases.state_total": 35,
    "missing_cases.state_social_services": 12,
    "missing_cases.state_other": 18,
    "missing_cases.state_orr": 5,
    "trafficking.national_reports": 18400,
    "trafficking.state_engagements": 8,
    "team_hope.national_supported": 5759,
    "team_hope.state_supported": 17,
    "family_advocacy.state_connected": 14,
    "team_adam.national_incidents": 57,
    "team_adam.national_long_term_cases": 146,
    "connect.national_registered_users": 18000,
    "connect.state_new_users": 94,
}
FORMS = ("iowa-2023.txt", "iowa-2023.pdf")


@pytest.fixture(params=FORMS)
def sheet(request: pytest.FixtureRequest) -> Factsheet:
    return parse_factsheet(SAMPLES / request.param)


def test_the_sample_gives_the_21_values(sheet: Factsheet) -> None:
    assert sheet.state is not None
    assert (sheet.state.code, sheet.state.name, sheet.year) == ("IA", "Iowa", 2023)
    assert {name: figure.value for name, figure in sheet.figures.items()} == IOWA
    assert list(sheet.figures) == list(FIGURES) == list(IOWA)
    assert sheet.complete
    assert sheet.findings == ()


def test_values_are_plain_numbers_by_attribute(sheet: Factsheet) -> None:
    assert sheet.cybertipline.state_reports == 4622
    assert type(sheet.cybertipline.state_reports) is int
    assert type(sheet.missing_cases.national_likely_trafficked_percent) is float
    assert sheet.connect.state_new_users == 94


def test_the_record_goes_to_json_and_back_unchanged(sheet: Factsheet) -> None:
    assert Factsheet.model_validate_json(sheet.model_dump_json()) == sheet


def test_a_figure_shows_what_was_printed_and_how_exact_it_is(sheet: Factsheet) -> None:
    shown = {
        name: (figure.text, figure.qualifier, figure.precision, figure.year, figure.scope)
        for name, figure in sheet.figures.items()
    }
    assert shown["cybertipline.national_reports"] == (
        "36.2 million",
        "rounded",
        100_000,
        2023,
        "national",
    )
    assert shown["cybertipline.national_content_pieces"] == (
        "105 million",
        "more_than",
        1_000_000,
        2023,
        "national",
    )
    assert shown["cybertipline.state_reports"] == ("4,622", "exact", 1, 2023, "state")
    assert shown["cvip.national_children_identified"] == ("27,130", "exact", 1, None, "national")
    assert shown["missing_cases.state_orr"] == ("5", "exact", 1, 2023, "state")


def test_evidence_quotes_the_sentence(sheet: Factsheet) -> None:
    evidence = sheet.figures["team_hope.state_supported"].evidence
    assert evidence.sentence == (
        "In 2023, Team HOPE supported 5,759 survivors and families with peer support, including 17 "
        "survivors/families in Iowa."
    )
    row = sheet.figures["missing_cases.state_orr"].evidence
    assert row.sentence.split("\t")[0].startswith(
        "Children Reported Missing by Office of Refugee Resettlement (HHS-ORR)"
    )
    assert row.rule == "missing_cases.state_orr/wording"


@pytest.mark.parametrize(
    "reader",
    ["pdfium", *(pytest.param(each, marks=pytest.mark.long) for each in ("pdfplumber", "both"))],
)
def test_each_box_cropped_from_the_page_holds_the_printed_number(reader: ReaderName) -> None:
    sheet = parse_factsheet(SAMPLES / "iowa-2023.pdf", reader=reader)
    with pdfplumber.open(SAMPLES / "iowa-2023.pdf") as pdf:
        for figure in sheet.figures.values():
            page = pdf.pages[figure.evidence.page - 1]
            cropped = [page.crop(box).extract_text() for box in figure.evidence.boxes]
            assert " ".join(cropped) == figure.text
    assert len(sheet.figures) == 21


def test_a_text_file_has_pages_and_no_boxes() -> None:
    sheet = parse_factsheet(SAMPLES / "iowa-2023.txt")
    assert {figure.evidence.boxes for figure in sheet.figures.values()} == {()}
    assert {figure.evidence.page for figure in sheet.figures.values()} == {1}


def test_bytes_paths_and_open_files_are_all_sources() -> None:
    path = SAMPLES / "iowa-2023.pdf"
    expected = parse_factsheet(path)
    assert parse_factsheet(str(path)) == expected
    assert parse_factsheet(path.read_bytes()) == expected
    with path.open("rb") as file:
        assert parse_factsheet(file) == expected


def test_text_and_pdf_read_the_same_sentences() -> None:
    text, pdf = (parse_factsheet(SAMPLES / form) for form in FORMS)
    for name in FIGURES:
        assert text.figures[name].evidence.sentence == pdf.figures[name].evidence.sentence
