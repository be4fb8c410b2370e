"""What a user's Python does with many sheets: tables, frames, notebooks."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas
import polars
import pytest

import factsheet_parser
from factsheet_parser import (
    Checked,
    Drift,
    Learned,
    Limits,
    Outcome,
    Report,
    check,
    convert,
    drift,
    iter_factsheets,
    learn,
    parse_factsheet,
    parse_text,
    rows,
    write_review,
)
from factsheet_parser.choices import Layout
from sheets import IOWA, iowa

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sheets, one of which lacks a figure, and a letter."""
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    (sheets / "a-iowa.txt").write_text(IOWA, encoding="utf-8")
    lacking = iowa().replace("registered users", "registered people").replace("Iowa", "Ohio")
    (sheets / "b-ohio.txt").write_text(lacking, encoding="utf-8")
    (sheets / "c-letter.txt").write_text("Dear reader, this is a letter.", encoding="utf-8")
    return sheets


def outcomes_of(folder: Path) -> list[Outcome]:
    return list(iter_factsheets(folder, jobs=1))


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_rows_are_the_rows_of_the_table_that_convert_writes(folder: Path, layout: Layout) -> None:
    out = folder.parent / "out.csv"
    convert(folder, out, layout=layout, jobs=1, proposals=True)
    with out.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    given = list(rows(outcomes_of(folder), layout, proposals=True))
    assert [list(row) for row in given] == [list(row) for row in written]
    assert len(given) == (2 if layout == "wide" else 42)
    for ours, theirs in zip(given, written, strict=True):
        for name, cell in ours.items():
            if isinstance(cell, bool):
                assert theirs[name] == str(cell).lower()
            elif isinstance(cell, float):
                assert float(theirs[name]) == cell
            else:
                assert theirs[name] == ("" if cell is None else str(cell))


def test_polars_and_pandas_take_the_rows_with_types_and_empty_cells(folder: Path) -> None:
    frame = polars.DataFrame(rows(outcomes_of(folder)))
    assert frame.schema["cybertipline_state_reports"] == polars.Int64
    assert frame.schema["missing_cases_national_likely_trafficked_percent"] == polars.Float64
    assert frame.schema["complete"] == polars.Boolean
    assert frame["connect_national_registered_users"].to_list() == [18000, None]
    table = pandas.DataFrame(rows(outcomes_of(folder))).convert_dtypes()
    assert str(table["connect_national_registered_users"].dtype) == "Int64"
    assert table["connect_national_registered_users"].tolist() == [18000, pandas.NA]
    long = polars.DataFrame(rows(outcomes_of(folder), "long"))
    assert long.schema["value"] == polars.Float64
    assert long["value"].null_count() == 2


def test_a_frame_of_many_sheets_takes_a_cell_that_only_the_last_one_has(folder: Path) -> None:
    iowa_sheet, ohio_sheet, _ = outcomes_of(folder)
    many = [iowa_sheet] * 150 + [ohio_sheet]
    frame = polars.DataFrame(rows(many, proposals=True))
    assert frame["proposed"].to_list()[-1] == (
        "connect.national_registered_users connect.state_new_users"
    )


def test_an_unknown_layout_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match='layout must be "wide" or "long", not \'tall\''):
        rows([], "tall")  # type: ignore[arg-type]  # as a user might
    with pytest.raises(ValueError, match='layout must be "wide" or "long", not \'tall\''):
        convert(SAMPLES, "out.csv", layout="tall")  # type: ignore[arg-type]  # as a user might


def test_convert_gives_its_report_and_tells_how_far_it_is(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    out = folder.parent / "out.csv"
    report = convert(
        folder,
        out,
        jobs=1,
        report=folder.parent / "report.json",
        datapackage=True,
        progress=lambda done, total: told.append((done, total)),
    )
    assert (report.inputs, report.converted, report.complete) == (3, 2, 1)
    assert [failure.error for failure in report.failed] == ["NotAFactsheetError"]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert sorted(path.name for path in folder.parent.iterdir()) == [
        "datapackage.json",
        "out.csv",
        "report.json",
        "sheets",
    ]
    assert Report.model_validate_json((folder.parent / "report.json").read_text()) == report


def test_what_convert_cannot_do_is_told_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"The ending of out\.ods names no table"):
        convert(folder, "out.ods")
    with pytest.raises(ValueError, match="There is no folder"):
        convert(folder, folder / "none" / "out.csv")
    (folder / "empty").mkdir()
    with pytest.raises(ValueError, match=r"No \.txt, \.md or \.pdf file was found"):
        convert(folder / "empty", folder / "out.csv")
    with pytest.raises(TypeError, match="job"):
        convert(folder, folder / "out.csv", job=2)  # type: ignore[call-arg]  # a slip


def test_a_notebook_shows_findings_first_and_each_figure_with_its_sentence(folder: Path) -> None:
    iowa_sheet, ohio_sheet, letter = outcomes_of(folder)
    shown = iowa_sheet._repr_html_()
    assert "Complete: every figure found, every number accounted for." in shown
    assert shown.count("<mark") == 21
    assert 'title="as printed: more than 18,000"' in shown
    shown = ohio_sheet._repr_html_()
    assert shown.index("2 findings") < shown.index("<table")
    assert shown.count(">proposed<") == 2
    assert "<b>warning</b> <code>missing_figure</code>" in shown
    assert letter._repr_html_().endswith("<code>NotAFactsheetError</code></p>")
    assert repr(parse_factsheet(SAMPLES / "iowa-2023.txt")) == (
        "<Factsheet Iowa 2023: 21 figures, 0 findings>"
    )


def test_a_notebook_shows_a_sheets_text_as_text_and_withheld_as_such() -> None:
    sheet = parse_text(
        IOWA.replace("NCMEC reviewed 38 submissions", "NCMEC reviewed <50 submissions").replace(
            "Team HOPE supported 5,759", "Team HOPE supported <script>alert(1)</script> 5,759"
        )
    )
    shown = sheet._repr_html_()
    assert "<i>withheld</i>" in shown
    assert "<script" not in shown


@pytest.mark.long
def test_a_users_code_is_typed(folder: Path) -> None:
    learned: Learned = learn(folder, limits=Limits(pages=9))
    report: Drift = drift([folder], reader="pdfplumber")
    checked: tuple[Checked, ...] = check(SAMPLES, reader="pdfium")
    page = folder.parent / "review.html"
    write_review(iter_factsheets(SAMPLES), page)
    assert learned.unread[0][0].endswith("c-letter.txt")
    assert report.sheets == 2
    assert [str(each.case).rpartition("/")[2] for each in checked] == [
        "iowa-2023.pdf (pdfium)",
        "iowa-2023.txt",
    ]
    assert not any(each.differences for each in checked)
    assert page.stat().st_size > 100_000


def test_every_public_name_is_there_and_listed() -> None:
    for name in factsheet_parser.__all__:
        assert getattr(factsheet_parser, name).__name__ == name
        assert name in dir(factsheet_parser)
    with pytest.raises(AttributeError, match="has no attribute 'parse_factsheets'"):
        _ = factsheet_parser.parse_factsheets


def test_a_figure_on_which_a_golden_fixture_differs_is_told(tmp_path: Path) -> None:
    for name in ("iowa-2023.txt", "iowa-2023.golden.json"):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    golden = tmp_path / "iowa-2023.golden.json"
    golden.write_text(golden.read_text().replace('"value": 4622', '"value": 4623'))
    for path in (tmp_path, golden, tmp_path / "iowa-2023.txt"):
        [checked] = check(path)
        [difference] = checked.differences
        assert (difference.what, difference.expected, difference.got) == (
            "cybertipline.state_reports",
            "4623 exact",
            "4622 exact",
        )
    assert check([]) == ()


def test_a_database_is_described_for_datasette(folder: Path) -> None:
    out = folder.parent / "sheets.sqlite"
    convert(folder, out, datasette=True, jobs=1)
    told = json.loads((folder.parent / "metadata.json").read_text(encoding="utf-8"))
    tables = told["databases"]["sheets"]["tables"]
    assert tables["factsheets"]["label_column"] == "state"
    with closing(sqlite3.connect(out)) as database:
        for name, table in tables.items():
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            named = {*table["facets"], table["sort"], table.get("label_column", "state")}
            assert named <= {*columns}, name
    with pytest.raises(ValueError, match=r"--datasette describes a \.sqlite"):
        convert(folder, folder.parent / "out.csv", datasette=True)
