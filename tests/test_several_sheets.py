"""Files in which someone has put several factsheets behind each other."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from factsheet_parser import (
    SeveralFactsheetsError,
    iter_factsheets,
    parse_factsheet,
    parse_text,
)
from factsheet_parser.cli import app
from pdfs import pages_of, pdf_of
from sheets import IOWA, READERS, ReaderName, iowa


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def _merged(*texts: str) -> bytes:
    return pdf_of([page for text in texts for page in pages_of(text)])


@pytest.mark.parametrize("between", ["\n\n", "\f"])
def test_several_sheets_in_one_text_are_named(between: str) -> None:
    with pytest.raises(SeveralFactsheetsError) as raised:
        parse_text(IOWA + between + iowa(state="Ohio", year=2024))
    assert "2 factsheets behind each other: Iowa 2023" in str(raised.value)
    assert "Ohio 2024" in str(raised.value)


@READERS
def test_several_sheets_in_one_pdf_are_named(reader: ReaderName) -> None:
    with pytest.raises(
        SeveralFactsheetsError, match=r"Iowa 2023 \(page 1\); Texas 2023 \(page 3\)"
    ):
        parse_factsheet(pdf_of([*pages_of(IOWA), *pages_of(iowa(state="Texas"))]), reader=reader)


@READERS
def test_each_sheet_of_a_pdf_has_an_outcome_and_its_own_pages(
    tmp_path: Path, reader: ReaderName
) -> None:
    texas = iowa(("38 submissions", "52 submissions"), state="Texas")
    path = tmp_path / "all.pdf"
    path.write_bytes(_merged(IOWA, texas, iowa(year=2024)))
    outcomes = list(iter_factsheets(path, jobs=1, reader=reader))
    assert [outcome.source.removeprefix(str(tmp_path)) for outcome in outcomes] == [
        "/all.pdf#page=1",
        "/all.pdf#page=3",
        "/all.pdf#page=5",
    ]
    assert [outcome.pages for outcome in outcomes] == [(1, 2), (3, 4), (5, 6)]
    assert {outcome.file for outcome in outcomes} == {str(path)}
    sheets = [outcome.factsheet for outcome in outcomes if outcome.factsheet]
    assert [(sheet.state and sheet.state.code, sheet.year) for sheet in sheets] == [
        ("IA", 2023),
        ("TX", 2023),
        ("IA", 2024),
    ]
    assert [sheet.cvip.state_submissions for sheet in sheets] == [38, 52, 38]
    assert [sheet.figures["cvip.state_submissions"].evidence.page for sheet in sheets] == [1, 3, 5]
    assert all(sheet.complete for sheet in sheets)
    alone = parse_factsheet(pdf_of(pages_of(texas)), reader=reader)
    assert (
        sheets[1].figures["team_hope.state_supported"].evidence.boxes
        == alone.figures["team_hope.state_supported"].evidence.boxes
    )


def test_sheets_of_other_wordings_in_one_pdf_are_told_apart_by_their_states(tmp_path: Path) -> None:
    opening = "The National Center for Missing & Exploited Children"
    other = iowa(("The National Center for Missing and Exploited Children", opening), state="Ohio")
    assert other.count(opening) > 0
    (tmp_path / "all.pdf").write_bytes(_merged(IOWA, other))
    codes = [
        outcome.factsheet.state.code
        for outcome in iter_factsheets(tmp_path / "all.pdf", jobs=1)
        if outcome.factsheet and outcome.factsheet.state
    ]
    assert codes == ["IA", "OH"]


def test_converting_gives_a_row_for_each_sheet_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "all.pdf").write_bytes(_merged(IOWA, iowa(state="Texas")))
    (tmp_path / "all.txt").write_text(iowa(state="Ohio") + "\f" + iowa(state="Utah"))
    (tmp_path / "iowa.txt").write_text(IOWA)
    table = tmp_path / "table.csv"
    command = ["convert", tmp_path, "-o", table, "--report", tmp_path / "r.json"]
    told = run(*command, "--resume")
    assert told.exit_code == 0
    assert "5 sheets in 3 files converted, 5 complete" in " ".join(told.output.split())
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    whose = [(row["source"].rpartition("/")[2], row["state_code"]) for row in rows]
    assert whose == [
        ("all.pdf#page=1", "IA"),
        ("all.pdf#page=3", "TX"),
        ("all.txt#page=1", "OH"),
        ("all.txt#page=2", "UT"),
        ("iowa.txt", "IA"),
    ]
    assert len({row["sha256"] for row in rows}) == 3
    report = json.loads((tmp_path / "r.json").read_text())
    assert (report["inputs"], report["converted"], report["complete"]) == (3, 5, 5)
    before = table.read_bytes()
    table.unlink()
    assert run(*command, "--resume").exit_code == 0
    assert table.read_bytes() == before


def test_a_sheet_among_several_that_is_not_read_whole_says_so_of_itself(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text(IOWA + "\f" + iowa(state="Texas and Ohio"))
    outcomes = list(iter_factsheets(tmp_path / "all.txt", jobs=1))
    first, second = (outcome.factsheet for outcome in outcomes if outcome.factsheet)
    assert (first.complete, second.complete) == (True, False)
    assert "unknown_jurisdiction" in {finding.code for finding in second.findings}
    assert outcomes[1].source.endswith("all.txt#page=2")
    assert second.figures["cvip.national_children_identified"].evidence.page == 2


def test_sheets_in_one_file_are_sheets_of_an_edition_too(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text("\f".join(iowa(state=name) for name in ("Ohio", "Utah")))
    told = run("drift", tmp_path / "all.txt").stdout
    assert told.splitlines()[0] == "2 sheets, 1 edition"


def test_sheets_that_cannot_be_told_apart_teach_nothing(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text(IOWA + "\n\n" + iowa(state="Texas"))
    assert "2 factsheets behind each other" in run("drift", tmp_path / "all.txt").output


@pytest.mark.long
@pytest.mark.usefixtures("without_charts")
def test_a_review_shows_each_sheet_on_its_own_pages(tmp_path: Path) -> None:
    (tmp_path / "all.pdf").write_bytes(_merged(IOWA, iowa(state="Texas")))
    (tmp_path / "all.txt").write_text(iowa(state="Ohio") + "\f" + iowa(state="Utah"))
    told = run("review", tmp_path, "-o", tmp_path / "review.html")
    assert told.output.endswith("review.html: 2 files.\n")
    shown = (tmp_path / "review.html").read_text()
    assert shown.count("data:image/png") == 4
    assert shown.count("all.pdf#page=3") > 0
    assert shown.count("Listed below are Ohio specific statistics") == 1


def test_one_of_several_sheets_is_asked_for_in_vain(tmp_path: Path) -> None:
    path = tmp_path / "all.pdf"
    path.write_bytes(_merged(IOWA, iowa(state="Texas")))
    with pytest.raises(SeveralFactsheetsError, match="convert gives a row for each") as raised:
        parse_factsheet(path)
    assert raised.value.pages == ((1, 2), (3, 4))
    with pytest.raises(SeveralFactsheetsError, match="convert gives a row for each"):
        parse_factsheet(path, isolate=True)


def test_sheets_that_share_a_page_stay_one_error(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text(IOWA + "\n\n" + iowa(state="Texas"))
    [outcome] = iter_factsheets(tmp_path / "all.txt", jobs=1)
    assert isinstance(outcome.error, SeveralFactsheetsError)
    assert outcome.error.pages == ()
    assert str(outcome.error).endswith("Make a file of each.")
