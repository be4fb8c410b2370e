"""What does not add up, was not found, or was not understood is said; what is false is withheld."""

import pytest

from factsheet_parser import Factsheet, Wording, parse_text
from factsheet_parser.pipeline import agreed
from sheets import iowa

STATE_REPORTS = (
    "In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa."
)


def findings(sheet: Factsheet) -> list[tuple[str, str, str | None]]:
    return [(finding.code, finding.severity, finding.figure) for finding in sheet.findings]


def test_a_missing_sentence_is_none_with_a_finding() -> None:
    sheet = parse_text(iowa((f"**{STATE_REPORTS}**", "")))
    assert sheet.cybertipline.state_reports is None
    assert findings(sheet) == [("missing_figure", "warning", "cybertipline.state_reports")]
    assert not sheet.complete


def test_two_values_for_one_figure_withhold_it() -> None:
    again = STATE_REPORTS.replace("4,622", "4,262")
    sheet = parse_text(iowa((STATE_REPORTS, f"{STATE_REPORTS} {again}")))
    assert sheet.cybertipline.state_reports is None
    assert findings(sheet) == [("conflicting_values", "error", "cybertipline.state_reports")]
    assert "4,622 and 4,262" in sheet.findings[0].message


def test_the_same_value_twice_is_no_conflict() -> None:
    sheet = parse_text(iowa((STATE_REPORTS, f"{STATE_REPORTS} {STATE_REPORTS}")))
    assert sheet.cybertipline.state_reports == 4622
    assert sheet.complete


def test_a_rounded_total_and_the_exact_one_agree_and_the_exact_one_is_given() -> None:
    exact = "In 2023, the CyberTipline received 36,210,368 reports."
    sheet = parse_text(iowa((STATE_REPORTS, f"{STATE_REPORTS} {exact}")))
    assert sheet.cybertipline.national_reports == 36_210_368
    assert sheet.complete


def test_a_sentence_about_another_state_gives_no_value() -> None:
    sheet = parse_text(iowa((STATE_REPORTS, STATE_REPORTS.replace("Iowa", "Illinois"))))
    assert sheet.cybertipline.state_reports is None
    assert findings(sheet) == [("state_mismatch", "error", "cybertipline.state_reports")]
    assert "names Illinois, and the sheet is about Iowa" in sheet.findings[0].message


def test_a_second_sentence_about_another_state_is_reported_and_changes_nothing() -> None:
    other = STATE_REPORTS.replace("Iowa", "Illinois").replace("4,622", "9,999")
    sheet = parse_text(iowa((STATE_REPORTS, f"{STATE_REPORTS} {other}")))
    assert sheet.cybertipline.state_reports == 4622
    assert findings(sheet) == [("unclaimed_number", "warning", None)]


def test_a_sentence_of_another_year_gives_no_value() -> None:
    sheet = parse_text(iowa((STATE_REPORTS, STATE_REPORTS.replace("2023", "2021"))))
    assert sheet.year == 2023
    assert sheet.cybertipline.state_reports is None
    assert findings(sheet) == [("year_mismatch", "error", "cybertipline.state_reports")]


@pytest.mark.parametrize("words", ["fewer than 10", "less than 10", "<50", "under 10", "up to 5"])
def test_a_small_count_that_is_held_back_gives_no_value(words: str) -> None:
    sheet = parse_text(iowa(("connected 14 survivors", f"connected {words} survivors")))
    assert sheet.family_advocacy.state_connected is None
    assert findings(sheet) == [("suppressed_value", "error", "family_advocacy.state_connected")]
    assert words in sheet.findings[0].message


def test_a_held_back_table_row_gives_no_value() -> None:
    sheet = parse_text(iowa((":\t5", ":\t<10")))
    assert sheet.missing_cases.state_orr is None
    assert findings(sheet) == [("suppressed_value", "error", "missing_cases.state_orr")]


@pytest.mark.parametrize("cell", ["-", "\u2013", "N/A", ""])
def test_a_table_row_without_a_number_is_absent_and_not_zero(cell: str) -> None:
    sheet = parse_text(iowa((":\t5", f":\t{cell}")))
    assert sheet.missing_cases.state_orr is None
    assert findings(sheet) == [("missing_figure", "warning", "missing_cases.state_orr")]


def test_a_sheet_of_no_known_jurisdiction_keeps_the_nations_figures_alone() -> None:
    sheet = parse_text(iowa(state="Atlantis"))
    assert sheet.state is None
    assert sheet.cybertipline.national_reports == 36_200_000
    assert {name for name in sheet.figures if ".state_" in name} == set()
    assert findings(sheet)[0] == ("unknown_jurisdiction", "error", None)


def test_an_introduction_that_contradicts_the_title_is_an_error() -> None:
    sheet = parse_text(iowa(("below are Iowa specific", "below are Ohio specific")))
    assert findings(sheet) == [("state_mismatch", "error", None)]
    assert sheet.cybertipline.state_reports == 4622


def test_a_number_that_no_rule_knows_is_reported_with_its_sentence() -> None:
    sheet = parse_text(iowa((STATE_REPORTS, f"{STATE_REPORTS} NCMEC answered 1,234 letters.")))
    assert findings(sheet) == [("unclaimed_number", "warning", None)]
    finding = sheet.findings[0]
    assert finding.evidence is not None
    assert finding.evidence.sentence == "NCMEC answered 1,234 letters."
    assert finding.evidence.rule is None
    assert "1,234" in finding.message


def test_rows_that_do_not_add_up_are_reported_and_kept() -> None:
    sheet = parse_text(iowa(("Cases\t18", "Cases\t19")))
    assert sheet.missing_cases.state_other == 19
    assert findings(sheet) == [("total_mismatch", "warning", "missing_cases.state_total")]
    assert "(12, 19, 5) add up to 36" in sheet.findings[0].message


def test_a_states_count_above_the_nations_is_reported_and_kept() -> None:
    sheet = parse_text(iowa(("including 17 survivors", "including 5,760 survivors")))
    assert sheet.team_hope.state_supported == 5760
    assert findings(sheet) == [("exceeds_national", "warning", "team_hope.state_supported")]


def test_a_count_above_more_than_a_round_number_is_no_excess() -> None:
    sheet = parse_text(iowa(("4,622 CyberTipline", "36,240,000 CyberTipline")))
    assert sheet.complete


def test_readers_that_differ_withhold_the_figure() -> None:
    one = parse_text(iowa())
    other = parse_text(iowa(("reviewed 38 submissions", "reviewed 88 submissions")))
    sheet = agreed(one, other)
    assert sheet.cvip.state_submissions is None
    assert findings(sheet) == [("reader_disagreement", "error", "cvip.state_submissions")]
    assert "PDFium reads 38, pdfplumber 88" in sheet.findings[0].message
    assert sheet.cybertipline.state_reports == 4622


def test_readers_that_differ_on_the_state_or_year_withhold_it() -> None:
    sheet = agreed(parse_text(iowa()), parse_text(iowa(year=2022, state="Ohio")))
    assert sheet.state is None
    assert sheet.year is None
    assert "PDFium reads Iowa, 2023, pdfplumber Ohio, 2022" in sheet.findings[-1].message


def test_a_title_of_another_year_than_every_sentence_leaves_the_year_open() -> None:
    sheet = parse_text(iowa(("Iowa Data", "Iowa Data 2021")))
    assert sheet.year is None
    assert findings(sheet) == [("year_mismatch", "error", "year")]
    assert sheet.figures["cybertipline.state_reports"].year == 2023


def test_the_copyright_year_is_never_the_sheets_year() -> None:
    notice = "Copyright \u00a9 2031 National Center for Missing & Exploited Children. All rights reserved."
    sheet = parse_text(f"{notice}\n{iowa()}\n\n{notice}\n")
    assert sheet.year == 2023
    assert sheet.complete


def test_a_number_that_two_figures_could_claim_fills_neither() -> None:
    sentence = "{count} survivors of {state} were helped by volunteers"
    own = [
        Wording(figure=figure, sentence=sentence)
        for figure in ("team_hope.state_supported", "family_advocacy.state_connected")
    ]
    text = iowa(("NCMEC connected 14 survivors/families to mental health services in Iowa", "14 survivors of Iowa were helped by volunteers"), ("In 2023, 14 survivors of", "14 survivors of"), (", **including 17 survivors/families in Iowa.**", "."))  # fmt: skip
    sheet = parse_text(text, wordings=own)
    assert sheet.family_advocacy.state_connected is None
    assert sheet.team_hope.state_supported is None
    assert ("conflicting_values", "error", "family_advocacy.state_connected") in findings(sheet)


def test_every_message_is_one_sentence_without_code_words() -> None:
    sheet = parse_text(
        iowa(
            (STATE_REPORTS, STATE_REPORTS.replace("Iowa", "Illinois")),
            ("connected 14 survivors", "connected <10 survivors"),
            ("Cases\t18", "Cases\t19"),
            ("8 engagements", "8,12 engagements"),
        )
    )
    assert len(sheet.findings) == 5
    for finding in sheet.findings:
        assert finding.message.endswith(".")
        assert "None" not in finding.message


@pytest.mark.parametrize("lost", ["1,7", "17 18", "10-20", ""])
def test_a_states_number_that_cannot_be_read_never_leaves_the_nations_in_its_place(
    lost: str,
) -> None:
    sheet = parse_text(
        iowa(
            ("including 17 survivors", f"including {lost} survivors"),
            ("**94 new law", f"**{lost} new law"),
        )
    )
    assert sheet.team_hope.state_supported is None
    assert sheet.connect.state_new_users is None
    assert sheet.team_hope.national_supported in (None, 5759)
    named = {finding.figure for finding in sheet.findings}
    assert {"team_hope.state_supported", "connect.state_new_users"} <= named


def test_a_number_that_may_be_a_page_number_is_read_neither_way() -> None:
    text = iowa(("including 17 survivors", "including\n2\nsurvivors"))
    sheet = parse_text("\f".join(text.partition("survivors/families in Iowa")[0::2]))
    assert sheet.team_hope.state_supported is None
    page_two = text.replace("running\n\nbehavior", "running\f\nbehavior").replace(
        "\nsurvivors/families in Iowa", "\fsurvivors/families in Iowa"
    )
    assert parse_text(page_two).team_hope.state_supported is None
