"""Sentences, numbers and tables that look like a figure and are none; each was once taken for one."""

import pytest

from factsheet_parser import LimitExceededError, Limits, NotAFactsheetError, parse_text
from sheets import IOWA, iowa
from test_other_measures import ORIGINALS

REPORTS = "CyberTipline reports were made available to law enforcement in Iowa."
TRUTH = {name: figure.value for name, figure in parse_text(IOWA).figures.items()}


def refused(figure: str, old: str, new: str) -> None:
    sheet = parse_text(iowa((old, new)))
    section, _, field = figure.partition(".")
    assert getattr(getattr(sheet, section), field) is None
    assert figure in {finding.figure for finding in sheet.findings}


@pytest.mark.parametrize(
    "beginning",
    [
        "In 2023, 3 trillion",
        "In 2023, 4 lakh",
        "In 2023, two dozen",
        "In 2023, several hundred",
        "In 2023, two million",
        "In 2023, four thousand, six hundred twenty-two",
        "In 2023, 4,622 or 4,623",
        "In 2023, 4,000 to more than 5,000",
        "In 2023, 4, 622",
        "In 2023, <= 50",
        "In 2023, fewer than 500",
        "In 2023, 46.2 per 10,000",
        "In 2023, \u20ac5",
        f"In 2023, {'9' * 5000}",
        "As of 2023, 4,622",
        "Through 2023, 4,622",
        "By the end of 2023, 4,622",
        "Last year, 4,622",
        "Over the past five years, 4,622",
        "In early 2023, 4,622",
        "In the summer of 2023, 4,622",
        "In Q1 2023, 4,622",
        "Historically, 4,622",
    ],
)
def test_a_number_or_a_span_of_time_that_is_not_the_years_count(beginning: str) -> None:
    refused(
        "cybertipline.state_reports",
        ORIGINALS["cybertipline.state_reports"],
        f"{beginning} {REPORTS}",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "By 2025, 5,000 CyberTipline reports could be made available to law enforcement in Iowa.",
        "In 2023, 812 CyberTipline reports were made available to law enforcement outside Iowa.",
        "In 2023, 812 CyberTipline reports were made available to law enforcement in Iowa and neighboring states.",
        "In 2023, Iowa law enforcement acted on 812 CyberTipline reports that NCMEC provided.",
        "In 2023, 812 CyberTipline reports couldn't be made available to law enforcement in Iowa.",
        "In 2023, 812 CyberTipline reports failed to be made available to law enforcement in Iowa.",
    ],
)
def test_what_did_not_happen_in_the_state(sentence: str) -> None:
    refused("cybertipline.state_reports", ORIGINALS["cybertipline.state_reports"], sentence)


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("team_hope.national_supported", "In 2023, Team HOPE supported 1,200 survivors and families in Ontario."),
        ("team_hope.national_supported", "In 2023, Team HOPE supported 20 survivors and families in NEBRASKA."),
        ("team_hope.national_supported", "In 2023, Team HOPE supported 17 survivors and families in your state."),
        ("team_hope.national_supported", "In 2023, Team HOPE's network of 400 survivors and families supported many."),
        ("cybertipline.national_reports", "In 2023, the CyberTipline received 99,000 reports every day."),
        ("cybertipline.national_reports", "In 2023, the CyberTipline received an extra 4.2 million reports."),
        ("cybertipline.national_reports", "In 2023, the CyberTipline in Canada received 100,000 reports."),
        ("cvip.state_submissions", "In 2023, NCMEC did not refuse any submissions of child sexual exploitation material from Iowa law enforcement for review."),
        ("cvip.national_children_identified", "NCMEC hopes to identify 30,000 children."),
        ("missing_cases.national_total", "In 2023, the FBI handled 375,304 reports of missing children."),
        ("missing_cases.national_total", "In 2023, NCMEC assisted on 1,000 international missing child cases."),
        ("trafficking.national_reports", "In 2023, NCMEC received 36.2 million reports, a small share relating to child sex trafficking."),
        ("trafficking.national_reports", "In 2023, NCMEC received 400 reports of child labor trafficking."),
        ("family_advocacy.state_connected", "In 2023, NCMEC connected 14 survivors and 20 families to mental health services in Iowa."),
    ],
)  # fmt: skip
def test_another_place_part_or_doer(figure: str, sentence: str) -> None:
    refused(figure, ORIGINALS[figure], sentence)


@pytest.mark.parametrize(
    "share", ["19% to 25%", "between 19% and 25%", "119%", "19 1%", "less than 1%"]
)
def test_no_single_share(share: str) -> None:
    refused("missing_cases.national_likely_trafficked_percent", "19%", share)


ROWS = IOWA[IOWA.index("Children Missing From Social") : IOWA.index(":\t5") + 3]


@pytest.mark.parametrize(
    "table",
    [
        ROWS.replace("Children Missing", "Children Still Missing", 1),
        ROWS.replace("Children Missing", "Posters of Children Missing", 1),
        f"| Category | 2022 |\n|---|---|\n{ROWS}",
        f"Category\tRecovered\n{ROWS}",
        f"Nationwide\n{ROWS}",
        ROWS.replace("\t12", "\t1\n2"),
    ],
)
def test_a_table_of_something_else_gives_no_row(table: str) -> None:
    sheet = parse_text(iowa((ROWS, table)))
    assert sheet.missing_cases.state_social_services is None
    assert "missing_cases.state_social_services" in {finding.figure for finding in sheet.findings}


def test_a_table_in_percent_gives_no_row() -> None:
    sheet = parse_text(iowa(("as follows:", "as follows (percent):")))
    assert {"missing_cases.state_social_services", "missing_cases.state_other"}.isdisjoint(
        sheet.figures
    )


@pytest.mark.parametrize(
    "line",
    [
        "National Center for Missing & Exploited Children | 2",
        "missingkids.org 2",
        "1-800-THE-LOST  2",
    ],
)
def test_a_footer_between_a_number_and_its_noun_is_no_number(line: str) -> None:
    footer = f"\n\n{line}\n\n"
    sheet = parse_text(iowa(("2023, 4,622 Cyber", f"2023, 4,622{footer}Cyber")))
    assert sheet.cybertipline.state_reports in (None, 4622)


def test_numbers_that_all_stand_in_brackets() -> None:
    sheet = parse_text(
        iowa(("These children are", "The most were girls (61%) and boys (39%). These children are"))
    )
    assert {f.code for f in sheet.findings} <= {"unclaimed_number", "missing_figure"}
    for name, figure in sheet.figures.items():
        assert figure.value == TRUTH[name]


def test_an_address_names_no_sheet() -> None:
    text = iowa(("Iowa Data", "National Data"), state="the nation")
    with pytest.raises(NotAFactsheetError, match="names a state or territory"):
        parse_text(f"{text}\n\nNCMEC, 333 John Carlyle Street, Alexandria, Virginia 22314\n")
    above = parse_text(f"699 Prince Street, Alexandria, Virginia\n\n{IOWA}")
    assert above.state is not None
    assert above.state.code == "IA"


def test_any_bytes_are_a_source() -> None:
    from factsheet_parser import parse_factsheet

    assert parse_factsheet(bytearray(IOWA.encode())) == parse_factsheet(IOWA.encode())
    assert parse_factsheet(memoryview(IOWA.encode())) == parse_factsheet(IOWA.encode())


def test_a_sentence_that_goes_on_and_on_is_not_read() -> None:
    endless = " containing 105 million files" * 500
    beginning = "In 2023, the CyberTipline received 36.2 million reports"
    sheet = parse_text(f"{IOWA}\n{beginning}{endless}.")
    assert {finding.code for finding in sheet.findings} == {"unclaimed_number"}


def test_a_text_with_more_form_feeds_than_a_pdf_may_have_pages() -> None:
    assert parse_text(IOWA + "\f").complete
    with pytest.raises(LimitExceededError, match="The text has 4,001 pages, parted by form feeds"):
        parse_text(IOWA + "\fx 1" * 4000)


def test_the_limits_of_a_text_can_be_moved() -> None:
    with pytest.raises(LimitExceededError):
        parse_text(IOWA, limits=Limits(characters=100))
