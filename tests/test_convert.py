"""`factsheet-parser convert`: a folder in, one table out, and certainty about what is in it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import polars
import pytest
from typer.testing import CliRunner

from factsheet_parser import parse_factsheet
from factsheet_parser.batch.report import Report
from factsheet_parser.cli import app
from factsheet_parser.cli.progress import progress
from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.options import Options
from factsheet_parser.pipeline import parse_bytes
from factsheet_parser.record import FIGURES
from factsheet_parser.tables import conversion, frames
from factsheet_parser.tables import table as columns
from factsheet_parser.whole import whole
from sheets import IOWA, iowa

ROOT = Path(__file__).parent.parent
PDF = ROOT / "samples" / "iowa-2023.pdf"
DATA = ROOT / "tests" / "data"
FIXTURES = sorted((ROOT / "tests" / "fixtures").glob("*.pdf"))
WIDE = columns.wide(FIGURES)
ENDINGS = [".csv", ".jsonl", ".parquet", ".xlsx", ".sqlite"]
runner = CliRunner()


def convert(*arguments: str | Path) -> tuple[int, str]:
    result = runner.invoke(app, ["convert", *map(str, arguments)])
    assert result.stdout == ""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stderr


@pytest.fixture
def messy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with all that people keep in one."""
    folder = tmp_path / "messy"
    (folder / "deep" / "er").mkdir(parents=True)
    shutil.copy(PDF, folder / '=HYPERLINK("x").pdf')
    (folder / "deep" / "ohio-2022.txt").write_text(
        iowa(("reviewed 38 submissions", "reviewed <10 submissions"), state="Ohio", year=2022)
    )
    shutil.copy(FIXTURES[0], folder / "deep" / "er" / FIXTURES[0].name)
    os.mkfifo(folder / "pipe.pdf")
    (folder / "deep" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "empty.pdf").touch()
    (folder / "page.pdf").write_text("<!doctype html><p>Not found")
    shutil.copy(DATA / "specimen-truncated.pdf", folder / "truncated.pdf")
    (folder / "letter.txt").write_text("Dear reader, this is a letter.")
    (folder / "rubbish.txt").write_bytes(bytes(range(256)) * 9)
    (folder / ".hidden.pdf").touch()
    (folder / "notes.docx").touch()
    monkeypatch.chdir(folder)
    return tmp_path


def read_back(path: Path, table: columns.Table) -> list[dict[str, Any]]:
    """The rows of a written table; what CSV has no types for gets the column's."""
    types: dict[str, Callable[[str], object]] = {
        "string": str,
        "integer": int,
        "number": float,
        "boolean": lambda cell: {"true": True, "false": False}[cell],
    }
    match path.suffix:
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return [
                    {
                        column.name: types[column.type](row[column.name])
                        if row[column.name]
                        else None
                        for column in table.columns
                    }
                    for row in csv.DictReader(file)
                ]
        case ".jsonl":
            return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        case ".parquet":
            return polars.read_parquet(path).to_dicts()
        case ".xlsx":
            with closing(openpyxl.load_workbook(path)) as book:
                head, *rows = book[table.name].iter_rows(values_only=True)
            return [dict(zip(map(str, head), row, strict=True)) for row in rows]
        case _:
            with closing(sqlite3.connect(path)) as database:
                names = [column.name for column in table.columns]
                sql = f"SELECT {', '.join(names)} FROM {table.name}"  # noqa: S608  # names of our own
                rows_ = database.execute(sql).fetchall()
            return [dict(zip(names, row, strict=True)) for row in rows_]


BAD = {
    "empty.pdf": "The file is empty.",
    "letter.txt": "This is not an NCMEC state factsheet: it names none of its programs, and not NCMEC itself.",
    "page.pdf": "The file is a web page (HTML), neither a PDF nor text: a download may have gone wrong.",
    "rubbish.txt": "The file is neither a PDF nor text: it holds bytes that no text has.",
    "truncated.pdf": "The PDF is damaged: it cannot be opened.",
}


@pytest.mark.parametrize("layout", ["wide", "long"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_messy_folder_gives_the_right_table(messy: Path, ending: str, layout: str) -> None:
    out = messy / f"out{ending}"
    report = messy / "report.json"
    status, said = convert(".", "-o", out, "--layout", layout, "--report", report, "--jobs", "1")
    assert status == 3
    for name, reason in BAD.items():
        assert f"  {name}: {reason}\n" in said
    assert said.startswith(
        f"{out}: 3 of 8 files converted, 2 complete, 1 with findings, 5 failed.\n"
    )
    assert "3 files left alone" in said
    told = Report.model_validate_json(report.read_text())
    assert {failure.source: failure.reason for failure in told.failed} == BAD
    assert told.left_alone == ("deep/loop", "notes.docx", "pipe.pdf")

    table = WIDE if layout == "wide" else columns.LONG
    rows = read_back(out, table)
    quoted = "'" if ending in (".csv", ".xlsx") else ""
    sources = [
        f'{quoted}=HYPERLINK("x").pdf',
        f"deep/er/{FIXTURES[0].name}",
        "deep/ohio-2022.txt",
    ]
    if layout == "wide":
        assert [row["source"] for row in rows] == sources
        expected = json.loads((FIXTURES[0].parent / golden_of(FIXTURES[0])).read_text())
        for row, values in (
            (rows[0], {name: f.value for name, f in parse_factsheet(PDF).figures.items()}),
            (rows[1], {name: f["value"] for name, f in expected["figures"].items()}),
        ):
            assert {name: row[name.replace(".", "_")] for name in FIGURES} == values
            assert (row["complete"], row["errors"], row["warnings"]) == (True, 0, 0)
            assert row["findings"] is None
        iowa_row, ohio = rows[0], rows[2]
        assert (iowa_row["state_code"], iowa_row["state"], iowa_row["year"]) == ("IA", "Iowa", 2023)
        assert (ohio["state_code"], ohio["year"], ohio["complete"]) == ("OH", 2022, False)
        assert (ohio["errors"], ohio["warnings"]) == (1, 0)
        assert ohio["cvip_state_submissions"] is None
        assert ohio["cybertipline_state_reports"] == 4622
        assert ohio["findings"].startswith("suppressed_value (cvip.state_submissions): ")
    else:
        assert [row["source"] for row in rows[::21]] == sources
        assert [row["figure"] for row in rows[:21]] == list(FIGURES)
        assert (rows[2]["value"], rows[2]["qualifier"], rows[2]["text"]) == (4622, "exact", "4,622")
        assert (rows[2]["scope"], rows[2]["figure_year"], rows[2]["page"]) == ("state", 2023, 1)
        box = parse_factsheet(PDF).figures["cybertipline.state_reports"].evidence.boxes[0]
        assert tuple(rows[2][edge] for edge in ("x0", "top", "x1", "bottom")) == box
        assert rows[2]["rule"].startswith("cybertipline.state_reports")
        assert "4,622" in rows[2]["sentence"]
        withheld = rows[42 + list(FIGURES).index("cvip.state_submissions")]
        assert [name for name, cell in withheld.items() if cell is not None] == [
            "state_code",
            "state",
            "year",
            "figure",
            "scope",
            "source",
            "sha256",
            "findings",
        ]
        assert withheld["findings"].startswith("suppressed_value (cvip.state_submissions): ")
        assert [row["findings"] for row in rows if row is not withheld] == [None] * 62


def golden_of(pdf: Path) -> str:
    [golden] = [
        path.name
        for path in pdf.parent.glob("*.golden.json")
        if pdf.name.startswith(path.name.removesuffix(".golden.json"))
    ]
    return golden


def test_every_cell_has_its_columns_type(messy: Path) -> None:
    convert(".", "-o", messy / "out.parquet", "--jobs", "1")
    schema = polars.read_parquet_schema(messy / "out.parquet")
    kinds = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64}
    kinds["boolean"] = polars.Boolean
    assert schema == {column.name: kinds[column.type] for column in WIDE.columns}
    convert(".", "-o", messy / "out.xlsx", "--jobs", "1")
    with closing(openpyxl.load_workbook(messy / "out.xlsx")) as book:
        cells = {cell.value: cell.data_type for cell in book["factsheets"][2]}
    assert cells[4622] == "n"
    assert cells[True] == "b"
    assert cells["Iowa"] == "s"


def test_the_table_has_the_contracts_columns() -> None:
    assert [column.name for column in WIDE.columns] == [
        *("state_code", "state", "year"),
        *(name.replace(".", "_") for name in FIGURES),
        *("complete", "errors", "warnings", "source", "sha256", "findings", "proposed"),
    ]
    assert " ".join(column.name for column in columns.LONG.columns) == (
        "state_code state year figure value qualifier text scope figure_year page x0 top x1 bottom "
        "sentence rule source sha256 findings proposed ocr"
    )


@pytest.mark.long
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_bytes_depend_on_neither_jobs_nor_the_time(
    messy: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = messy / f"first{ending}", messy / f"second{ending}"
    assert convert(".", "-o", first, "--jobs", "1")[0] == 3
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.sleep(1.1)  # a time stamp in the file would differ by now
    assert convert(".", "-o", second, "--jobs", "2")[0] == 3
    assert first.read_bytes() == second.read_bytes()


def test_one_sql_line_tells_which_states_rose_most(tmp_path: Path) -> None:
    for state, old, new in (
        ("Iowa", "4,622", "5,000"),
        ("Ohio", "9,000", "9,100"),
        ("Guam", "9", "7"),
    ):
        for year, count in ((2022, old), (2023, new)):
            name = f"{state}-{year}.txt".lower()
            (tmp_path / name).write_text(iowa(("4,622", count), state=state, year=year))
    out = tmp_path / "out.sqlite"
    assert convert(tmp_path, "-o", out, "--jobs", "1")[0] == 0
    sql = SHOWN_SQL
    with closing(sqlite3.connect(out)) as database:
        assert database.execute(sql).fetchall() == [("Iowa", 378), ("Ohio", 100), ("Guam", -2)]
        plan = " ".join(str(row) for row in database.execute(f"EXPLAIN QUERY PLAN {sql}"))
        assert "SEARCH" in plan
        assert "figures_by_state" in plan


SHOWN = (ROOT / "docs" / "tables.md").read_text("utf-8")
SHOWN_SQL = SHOWN.partition("```sql\n")[2].partition("```")[0]


def test_the_findings_table_has_sheets_batch_and_failures(messy: Path) -> None:
    (messy / "messy" / "texas.txt").write_text(IOWA)
    for ending in (".sqlite", ".xlsx"):
        out = messy / f"out{ending}"
        convert(".", "-o", out, "--jobs", "1")
        rows = read_back(out, columns.FINDINGS)
        assert [(row["code"], row["severity"], row["source"]) for row in rows] == [
            ("suppressed_value", "error", "deep/ohio-2022.txt"),
            ("duplicate_factsheet", "warning", '=HYPERLINK("x").pdf'.rjust(20, "'") if ending == ".xlsx" else '=HYPERLINK("x").pdf'),
            ("duplicate_factsheet", "warning", "texas.txt"),
            ("file_name_mismatch", "warning", "texas.txt"),
            ("UnsupportedFormatError", "error", "empty.pdf"),
            ("NotAFactsheetError", "error", "letter.txt"),
            ("UnsupportedFormatError", "error", "page.pdf"),
            ("UnsupportedFormatError", "error", "rubbish.txt"),
            ("DamagedPdfError", "error", "truncated.pdf"),
        ]  # fmt: skip
        assert (rows[0]["state"], rows[0]["year"], rows[0]["figure"], rows[0]["page"]) == (
            "Ohio",
            2022,
            "cvip.state_submissions",
            1,
        )
        assert "<10" in rows[0]["sentence"]


def test_a_missing_jurisdiction_is_noted_at_its_years_first_sheet(tmp_path: Path) -> None:
    states = list(NAMES.values())
    for number, state in enumerate(states[:55]):
        (tmp_path / f"{number:02}.txt").write_text(iowa(state=state))
    out = tmp_path / "out.csv"
    status, said = convert(tmp_path, "-o", out, "--jobs", "1")
    assert status == 0
    message = (
        "missing_jurisdiction: 55 of the 56 jurisdictions have a converted sheet of 2023; "
        "Northern Mariana Islands has none."
    )
    assert said.endswith(f"  {message}\n")
    rows = read_back(out, WIDE)
    assert [row["findings"] for row in rows] == [message, *[None] * 54]
    assert all(row["complete"] for row in rows)


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_the_data_package_describes_the_csv(messy: Path, layout: str) -> None:
    out = messy / "out.csv"
    convert(".", "-o", out, "--layout", layout, "--datapackage", "--jobs", "1")
    package = json.loads((messy / "datapackage.json").read_text("utf-8"))
    report = frictionless.validate(str(messy / "datapackage.json"))
    assert report.valid, report.to_summary()
    [resource] = package["resources"]
    fields = resource["schema"]["fields"]
    with out.open(newline="") as file:
        assert next(csv.reader(file)) == [field["name"] for field in fields]
    assert all(field["description"] for field in fields)
    if layout == "wide":
        [field] = [
            f for f in fields if f["name"] == "missing_cases_national_likely_trafficked_percent"
        ]
        assert field == {
            "name": "missing_cases_national_likely_trafficked_percent",
            "type": "number",
            "description": "Percent of the children who had run away from a social services facility who were likely victims of sex trafficking.",
            "unit": "percent",
            "where": 'In the section "Missing children".',
            "constraints": {"minimum": 0, "maximum": 100},
        }


def test_a_changed_csv_no_longer_fits_its_data_package(messy: Path) -> None:
    out = messy / "out.csv"
    convert(".", "-o", out, "--datapackage", "--jobs", "1")
    out.write_text(out.read_text().replace(",4622,", ",many,", 1))
    assert not frictionless.validate(str(messy / "datapackage.json")).valid


def test_strict_is_status_1_when_there_are_findings(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    out = tmp_path / "out.csv"
    sheet.write_text(IOWA)
    assert convert(sheet, "-o", out, "--strict", "--jobs", "1")[0] == 0
    (tmp_path / "again.txt").write_text(IOWA)
    assert convert(tmp_path, "-o", out, "--jobs", "1")[0] == 0
    assert convert(tmp_path, "-o", out, "--strict", "--jobs", "1")[0] == 1
    sheet.write_text(iowa(("reviewed 38 submissions", "reviewed <10 submissions")))
    assert convert(sheet, "-o", out, "--strict", "--jobs", "1")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out.xls"], "The ending of out.xls names no table; it may be .csv, .jsonl, .parquet, .xlsx or .sqlite."),
        (["-o", "out"], "The ending of out names no table; it may be .csv, .jsonl, .parquet, .xlsx or .sqlite."),
        (["-o", "folder.csv"], "folder.csv is a folder; name a file in it."),
        (["-o", "no/out.csv"], "There is no folder no to write to."),
        (["-o", "out.csv", "--report", "no/r.json"], "There is no folder no to write to."),
        (["-o", "out.jsonl", "--datapackage"], "--datapackage describes a .csv, and OUT has another ending."),
        (["-o", "out.csv", "--report", "out.csv"], "out.csv would be written twice; name another file."),
        (["-o", "out.csv", "--resume", "--report", "out.csv.journal"], "out.csv.journal would be written twice; name another file."),
        (["-o", "out.csv", "--datapackage", "--report", "./datapackage.json"], "datapackage.json would be written twice; name another file."),
        (["-o", "out.csv", "--report", "link/out.csv"], "out.csv would be written twice; name another file."),
        (["-o", "out.csv", "--report", "link/sheet.txt"], "link/sheet.txt is one of the files to read."),
        (["-o", "pipe.csv"], "pipe.csv is a pipe or a device; name a regular file."),
        (["-o", "out.csv", "--report", "/dev/null"], "/dev/null is a pipe or a device; name a regular file."),
        (["-o", f"{'x' * 5000}.csv"], f"{'x' * 5000}.csv cannot be written: File name too long."),
        (["-o", "out.csv", "--report", "sheet.txt"], "sheet.txt is one of the files to read."),
        (["-o", "out.csv", "--dask", "tcp://x:1", "--jobs", "2"], "--jobs and --timeout are this machine's; leave them out with --dask."),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sheet.txt").write_text(IOWA)
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.csv")
    before = sorted(tmp_path.iterdir())
    assert convert("sheet.txt", *arguments) == (2, f"{said}\n")
    assert sorted(tmp_path.iterdir()) == before


def test_the_output_is_never_one_of_the_inputs(tmp_path: Path) -> None:
    table = tmp_path / "old.csv"
    table.write_text("a,b\n")
    assert convert(table, "-o", table)[0] == 2
    assert table.read_text() == "a,b\n"


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "real.csv", tmp_path / "out.csv"
    link.symlink_to(real)
    for _ in range(2):
        assert convert(PDF, "-o", link, "--jobs", "1")[0] == 0
        assert link.is_symlink()
        assert len(read_back(real, WIDE)) == 1


def test_what_is_left_alone_is_counted_once_and_never_what_was_converted(tmp_path: Path) -> None:
    (tmp_path / "sheet.dat").write_text(IOWA)
    (tmp_path / "other.zip").touch()
    out, report = tmp_path / "out.csv", tmp_path / "report.json"
    for _ in range(2):  # nor what the first run wrote
        status, said = convert(
            tmp_path, tmp_path, tmp_path / "sheet.dat", "-o", out, "--report", report, "--jobs", "1",
            "--datapackage", "--resume",
        )  # fmt: skip
        assert status == 0
        assert said.splitlines()[1].startswith("1 file left alone")
        told = Report.model_validate_json(report.read_text())
        assert told.left_alone == (f"{tmp_path}/other.zip",)


def test_what_a_url_reads_is_spared_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_text(IOWA)
    with zipfile.ZipFile("s.zip", "w") as archive:
        archive.writestr("in.txt", IOWA)
    for arguments, spared in (
        ((f"file://{tmp_path}/x.csv", "-o", "x.csv"), "x.csv"),
        ((f"file://{tmp_path}/x.csv", "-o", "y.csv", "--report", "x.csv"), "x.csv"),
        (("zip://*.txt::s.zip", "-o", "z.csv", "--report", "s.zip"), "s.zip"),
        ((f"zip://in.txt::file://{tmp_path}/s.zip", "-o", "z.csv", "--report", "s.zip"), "s.zip"),
    ):
        assert convert(*arguments) == (2, f"{spared} is one of the files to read.\n")
    (tmp_path / "t.csv.journal-wal").write_text(IOWA)
    assert convert("t.csv.journal-wal", "-o", "t.csv", "--resume") == (
        2,
        "t.csv.journal-wal is one of the files to read.\n",
    )
    assert convert("t.csv.journal-wal", "-o", "t.csv", "--jobs", "1")[0] == 0


def test_a_folder_where_a_journal_would_be_matters_only_to_resume(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    (tmp_path / "out.csv.journal").mkdir()
    assert convert(PDF, "-o", out, "--jobs", "1")[0] == 0
    assert convert(PDF, "-o", out, "--resume") == (
        2,
        f"{out}.journal is a folder; name a file in it.\n",
    )


def test_a_folder_without_factsheets_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert convert(tmp_path, "-o", out) == (
        2,
        "No .txt, .md or .pdf file was found, and nothing was written.\n",
    )
    assert not out.exists()


def test_a_dead_link_in_a_folder_is_a_failed_input(tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    (sheets / "iowa.txt").write_text(IOWA)
    (sheets / "ohio.pdf").symlink_to(tmp_path / "annex" / "ohio.pdf")
    status, said = convert(sheets, "-o", tmp_path / "out.csv", "--jobs", "1")
    assert status == 3
    assert "1 of 2 files converted" in said
    assert f"  {sheets}/ohio.pdf: There is no such file." in said
    assert "left alone" not in said


def test_a_missing_extra_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factsheet_parser.extras.find_spec", lambda _: None)
    for arguments, extra in (
        ((PDF, "-o", tmp_path / "a.parquet"), "parquet"),
        ((PDF, "-o", tmp_path / "a.xlsx"), "xlsx"),
        ((PDF, "-o", tmp_path / "a.csv", "--dask", "tcp://localhost:1"), "dask"),
        (("memory://a.pdf", "-o", tmp_path / "a.csv"), "remote"),
    ):
        status, said = convert(*arguments)
        assert status == 2
        assert f"python -m pip install 'factsheet-parser[{extra}]'" in said
        assert len(said.splitlines()) == 1


def test_a_file_named_twice_is_converted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sheet.txt").write_text(IOWA)
    assert convert("in", "./in/sheet.txt", tmp_path / "in", "-o", "out.csv", "--jobs", "1")[0] == 0
    assert [row["source"] for row in read_back(Path("out.csv"), WIDE)] == ["in/sheet.txt"]


def test_names_with_control_characters_are_made_plain(tmp_path: Path) -> None:
    name = b'\x1b[31m\xff,"\n=1.txt'
    with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:
        file.write(IOWA.encode())
    with open(os.fsencode(tmp_path) + b"/\x1b.pdf", "wb"):
        pass
    for ending in ENDINGS:
        out = tmp_path / f"out{ending}"
        status, said = convert(tmp_path, "-o", out, "--jobs", "1")
        assert status == 3
        assert "\x1b" not in said
        [row] = read_back(out, WIDE)
        assert row["source"] == f'{tmp_path}/\\x1b[31m\\udcff,"\\n=1.txt'


@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_findings_about_names_that_are_no_utf_8_are_written(
    tmp_path: Path, resume: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factsheet_parser.batch.inputs._SETTLED_SECONDS", -1)
    report = tmp_path / "report.json"
    for name in (b"kansas-2022-\xff.txt", b"again-\xff.txt", b"left-\xff.zip"):
        with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:
            file.write(IOWA.encode())
    for ending in ENDINGS:
        out = tmp_path / f"out{ending}"
        options = [*resume, "--report", str(report), "--jobs", "1"]
        for _ in range(2):
            assert convert(tmp_path, "-o", out, *options)[0] == 0
            told = Report.model_validate_json(report.read_text())
            sources = [row["source"] for row in read_back(out, WIDE)]
            assert sources == [
                f"{tmp_path}/{name}-\\udcff.txt" for name in ("again", "kansas-2022")
            ]
            assert [finding.sources for finding in told.findings] == [tuple(sources), (sources[1],)]
            assert f"{tmp_path}/left-\\udcff.zip" in told.left_alone


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_starts_a_formula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"{start}1.txt").write_text(iowa(("In 2023, the CyberTipline", f"{start}1 CyberTipline")))
    for layout, table in (("wide", WIDE), ("long", columns.LONG)):
        for ending in (".csv", ".xlsx"):
            out = Path(f"out{ending}")
            convert(".", "-o", out, "--layout", layout, "--jobs", "1")
            for row in read_back(out, table):
                for cell in row.values():
                    assert not str(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_an_excel_sheet_that_would_lose_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "_MOST_ROWS", 21)
    out = tmp_path / "out.xlsx"
    status, said = convert(PDF, "-o", out, "--layout", "long", "--jobs", "1")
    assert status == 2
    assert said == (
        "An Excel worksheet holds 20 rows, and figures has 21: choose another ending, such as .csv.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_cell_too_long_for_excel_is_cut_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "_MOST_CHARACTERS", 40)
    out = tmp_path / "out.xlsx"
    convert(PDF, "-o", out, "--layout", "long", "--jobs", "1")
    sentences = [row["sentence"] for row in read_back(out, columns.LONG)]
    assert max(map(len, sentences)) == 40
    assert sentences[0] == "In 2023, the CyberTipline received 36.2…"


def test_a_disk_that_is_full_leaves_the_old_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert convert(PDF, "-o", out, "--jobs", "1") == (
        2,
        f"{out} cannot be written: No space left on device.\n",
    )
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_is_told_by_every_format(tmp_path: Path, ending: str) -> None:
    resource = pytest.importorskip("resource", reason="this system bounds no file's size")
    out = tmp_path / f"out{ending}"
    out.write_text("old")
    command: list[str | Path] = [sys.executable, "-m", "factsheet_parser", "convert", PDF]

    def a_kibibyte_a_file() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    result = subprocess.run(
        [*command, "-o", out, "--jobs", "1", "--layout", "long"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # it would be cut off too, and kept
        preexec_fn=a_kibibyte_a_file,
    )
    why = "Disk i/o error" if ending == ".sqlite" else "File too large"
    assert (result.returncode, result.stderr) == (2, f"{out} cannot be written: {why}.\n")
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_journal_that_cannot_be_written_ends_the_conversion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("factsheet_parser.batch.journal.Journal.put", full)
    out = tmp_path / "out.csv"
    assert convert(PDF, "-o", out, "--jobs", "1") == (
        2,
        "The records cannot be kept: database or disk is full.\n",
    )
    assert convert(PDF, "-o", out, "--resume", "--jobs", "1") == (
        2,
        f"{out}.journal cannot be used as a journal (database or disk is full); remove it and start again.\n",
    )


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    with whole(tmp_path / "out") as part:
        part.write_text("x")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "any").stat().st_mode


# Resuming


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of 80 PDFs with contents of their own, old enough for their times to be trusted."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(80):
        pdf = FIXTURES[number % len(FIXTURES)]
        path = folder / f"{number:02}-{pdf.name}"
        path.write_bytes(pdf.read_bytes() + b"\n%% %d\n" % number)
    return folder


def start(folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "factsheet_parser", "convert", folder, "-o", out, *options],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def nobody_is_left(group: int) -> bool:
    """Whether all processes of a killed command have ended."""
    for _ in range(200):
        with suppress(ProcessLookupError):
            os.killpg(group, 0)
            time.sleep(0.05)
            continue
        return True
    return False


def bytes_in(*paths: Path) -> int:
    return sum(path.stat().st_size for path in paths if path.exists())


@pytest.mark.long
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_killed_command_goes_on_where_it_stopped_and_ends_with_the_same_bytes(
    many: Path, tmp_path: Path, ending: str
) -> None:
    expected = tmp_path / f"expected{ending}"
    assert convert(many, "-o", expected, "--layout", "long")[0] == 0
    out = tmp_path / f"out{ending}"
    journal = [out.with_name(out.name + end) for end in (".journal", ".journal-wal")]
    writing = f".{out.name}.*.part"
    moments: list[Callable[[], bool]] = [
        lambda: True,
        lambda: bytes_in(*journal) > 0,
        lambda: bytes_in(*journal) > 150_000,
        lambda: bytes_in(*journal) > 500_000,
        lambda: any(tmp_path.glob(writing)),
    ]
    kept = 0
    for moment in moments:
        process = start(many, out, "--resume", "--layout", "long")
        while not moment() and process.poll() is None:
            time.sleep(0.0005)
        process.kill()
        process.communicate()
        assert nobody_is_left(process.pid)
        assert not out.exists() or out.read_bytes() == expected.read_bytes()
        assert bytes_in(*journal) >= kept
        kept = bytes_in(*journal) // 2  # SQLite moves what is kept between its two files
    process = start(many, out, "--resume", "--layout", "long")
    process.communicate()
    assert process.returncode == 0
    assert out.read_bytes() == expected.read_bytes()


@pytest.mark.long
def test_ctrl_c_ends_cleanly_and_says_how_to_resume(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    wal = tmp_path / "out.csv.journal-wal"
    process = start(many, out, "--resume")
    while bytes_in(wal) < 100_000 and process.poll() is None:
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to the whole group
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    first, second = said.splitlines()
    assert first.startswith("Interrupted after ")
    assert first.endswith(" of 80 files.")
    assert second == (
        f"What is finished is kept in {out}.journal: run the same command again to go on from there."
    )
    assert nobody_is_left(process.pid)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "out.csv.journal"]


def test_ctrl_c_without_resume_says_that_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(conversion, "write", interrupted)
    assert convert(PDF, "-o", tmp_path / "out.csv", "--jobs", "1") == (
        130,
        "Interrupted after 1 of 1 files.\n"
        "Nothing is kept. With --resume, a command that is run again goes on where it stopped.\n",
    )


@pytest.mark.long
def test_an_interrupt_that_is_ignored_stays_ignored(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    script = f"trap '' INT; exec '{sys.executable}' -m factsheet_parser convert '{many}' -o '{out}' --resume"
    process = subprocess.Popen(
        ["/bin/sh", "-c", script], stderr=subprocess.PIPE, start_new_session=True
    )
    while bytes_in(tmp_path / "out.csv.journal-wal") < 100_000 and process.poll() is None:
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert out.exists()


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a process's children")
@pytest.mark.parametrize("seconds", [0, 0.05, 0.1, 0.2])
def test_ctrl_c_while_workers_start_shows_no_traceback(
    many: Path, tmp_path: Path, seconds: float
) -> None:
    process = start(many, tmp_path / "out.csv")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not children.read_text():
        time.sleep(0.001)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert nobody_is_left(process.pid)


class Interrupting:
    """Is interrupted in its destructor, where Python drops what is raised."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def test_ctrl_c_at_a_bad_moment_is_not_lost(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = 0

    def parse(data: bytes, options: Options) -> object:
        nonlocal parsed
        parsed += 1
        if parsed == 3:
            Interrupting()
        return parse_bytes(data, options)

    monkeypatch.setattr("factsheet_parser.batch.attempt.parse_bytes", parse)
    status, said = convert(many, "-o", tmp_path / "out.csv", "--jobs", "1")
    assert (status, parsed) == (130, 3)
    assert said.startswith("Interrupted after 3 of 80 files.\n")


@pytest.mark.long
def test_a_second_run_parses_only_what_has_changed(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[bytes] = []

    def counting(data: bytes, options: Options) -> object:
        parsed.append(data)
        return parse_bytes(data, options)

    monkeypatch.setattr("factsheet_parser.batch.attempt.parse_bytes", counting)
    monkeypatch.setattr("factsheet_parser.batch.inputs._SETTLED_SECONDS", -1)
    out = tmp_path / "out.csv"
    report = tmp_path / "report.json"
    options = ("-o", out, "--resume", "--jobs", "1", "--report", report)
    first = convert(many, *options)
    assert (first[0], len(parsed)) == (0, 80)
    seen = out.read_bytes(), out.stat().st_mtime_ns, report.read_bytes()
    assert convert(many, *options) == first
    assert len(parsed) == 80
    assert (out.read_bytes(), out.stat().st_mtime_ns, report.read_bytes()) == seen

    out.write_text("edited")
    convert(many, *options)
    assert (len(parsed), out.read_bytes()) == (80, seen[0])

    changed = sorted(many.iterdir())[3]
    changed.write_bytes(PDF.read_bytes())
    convert(many, *options)
    assert len(parsed) == 81
    assert [row["state"] for row in read_back(out, WIDE)][3] == "Iowa"

    changed.unlink()
    convert(many, *options)
    assert (len(parsed), len(read_back(out, WIDE))) == (81, 79)

    monkeypatch.setattr("factsheet_parser.batch.journal.parser_identity", lambda: "another")
    convert(many, *options)
    assert len(parsed) == 81 + 79


@pytest.mark.long
def test_a_damaged_journal_never_changes_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factsheet_parser.batch.inputs._SETTLED_SECONDS", -1)
    out = tmp_path / "out.csv"
    journal = tmp_path / "out.csv.journal"
    assert convert(PDF, "-o", out, "--resume", "--jobs", "1")[0] == 0
    whole_table, whole_journal = out.read_bytes(), journal.read_bytes()
    places = [
        whole_journal.rfind(part) + shift
        for part in (
            b"CREATE TABLE results",
            b'"code":"IA"',
            b'"year":2023',
            b"4622",
            b'"format":1',
            b"sheets state",
        )
        for shift in (1, 2, 3, 9)
    ]
    outcomes = []
    for place in [*places, *range(100, len(whole_journal), 2003)]:
        for bit in (1, 8, 128):
            out.unlink(missing_ok=True)
            damaged = bytearray(whole_journal)
            damaged[place] ^= bit
            journal.write_bytes(damaged)
            status, _ = convert(PDF, "-o", out, "--resume", "--jobs", "1")
            assert (status, out.exists()) in ((0, True), (2, False))
            if status == 0:
                assert out.read_bytes() == whole_table
            outcomes.append(status)
    assert outcomes.count(0) > outcomes.count(2) > 0


def test_a_journal_of_another_layout_is_started_anew(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    journal = tmp_path / "out.csv.journal"
    with closing(sqlite3.connect(journal)) as database:
        database.execute("CREATE TABLE results (sha256, record)")
        database.execute("PRAGMA application_id = 0x66616374")
        database.execute("PRAGMA user_version = 99")
    assert convert(PDF, "-o", out, "--resume", "--jobs", "1")[0] == 0


def test_a_journal_does_not_stand_in_for_the_password(tmp_path: Path) -> None:
    encrypted = DATA / "specimen-encrypted.pdf"
    out = tmp_path / "out.csv"
    options = ("-o", out, "--resume", "--jobs", "1")
    assert convert(encrypted, *options)[0] == 3
    assert convert(encrypted, *options, "--password", "open sesame")[0] == 0
    assert len(read_back(out, WIDE)) == 1
    assert convert(encrypted, *options, "--password", "wrong")[0] == 3
    assert convert(encrypted, *options)[0] == 3
    assert b"open sesame" not in (tmp_path / "out.csv.journal").read_bytes()


def test_what_a_killed_command_left_beside_the_table_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "out[1].csv"
    left, other = tmp_path / ".out[1].csv.0a1b2c3d.part", tmp_path / ".out1.csv.0a1b2c3d.part"
    being_written = tmp_path / ".out[1].csv.4e5f6a7b.part"
    for part in (left, other, being_written):
        part.touch()
    for part in (left, other):
        os.utime(part, (time.time() - 4000, time.time() - 4000))
    assert convert(PDF, "-o", out, "--resume", "--jobs", "1")[0] == 0
    assert [part.exists() for part in (left, other, being_written)] == [False, True, True]


def test_another_layout_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factsheet_parser.batch.inputs._SETTLED_SECONDS", -1)
    out = tmp_path / "out.csv"
    for layout, rows in (("wide", 1), ("long", 21), ("wide", 1)):
        convert(PDF, "-o", out, "--resume", "--layout", layout, "--jobs", "1")
        assert len(out.read_text().splitlines()) == rows + 1


def test_a_journal_in_use_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    journal = tmp_path / "out.csv.journal"
    with closing(sqlite3.connect(journal)) as database:
        database.execute("CREATE TABLE x (y)")
        database.execute("BEGIN EXCLUSIVE")
        assert convert(PDF, "-o", out, "--resume") == (
            2,
            f"{journal} is in use by another conversion.\n",
        )
    with closing(sqlite3.connect(journal)) as database:
        assert database.execute("SELECT name FROM sqlite_schema").fetchall() == [("x",)]
        database.commit()
    assert convert(PDF, "-o", out, "--resume") == (
        2,
        f"{journal} cannot be used as a journal (it is a database of another program); remove it and start again.\n",
    )
    journal.write_text("This is no database, only a text that is long enough." * 20)
    assert convert(PDF, "-o", out, "--resume") == (
        2,
        f"{journal} cannot be used as a journal (file is not a database); remove it and start again.\n",
    )


# Limits, a terminal, a cluster, other places


def test_one_job_with_a_limit_still_has_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import misbehaving
    from factsheet_parser.batch import workers

    monkeypatch.setattr(workers, "attempt_elsewhere", misbehaving.attempt)
    (tmp_path / "hang.txt").write_text("hang")
    status, said = convert(tmp_path, "-o", tmp_path / "out.csv", "--jobs", "1", "--timeout", "0.5")
    assert status == 3
    assert "  " + str(tmp_path / "hang.txt") + ": Reading the file took longer than the 0.5 seconds allowed." in said  # fmt: skip


@pytest.mark.long
def test_a_terminal_shows_how_far_it_is_and_a_file_does_not(many: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="this system has no terminals to test with")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "factsheet_parser", "convert", "-o", str(tmp_path / "o.csv")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen([*command, many], stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the terminal's end, once the command has ended
        while part := os.read(ours, 65536):
            shown += part
    assert process.wait() == 0
    os.close(ours)
    assert b"80/80" in shown
    assert b"files/s" in shown
    plain = subprocess.run([*command, PDF], capture_output=True, text=True, check=True)
    assert plain.stderr.startswith(f"{tmp_path}/o.csv: 1 of 1 file converted")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress(7) as advance:
        for done in range(1, 8):
            advance(done)
            time.sleep(0.05)  # the bar draws itself ten times a second
    assert "7/7" in terminal.getvalue()
    assert "files/s" in terminal.getvalue()


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a Dask cluster of two worker processes."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]  # it has no types
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as local:
        yield local.scheduler_address


# Dask leaves sockets and loops to the garbage collector.
@pytest.mark.long
@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_same_table(many: Path, tmp_path: Path, cluster: str) -> None:
    (many / "empty.pdf").touch()
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    assert convert(many, "-o", here, "--layout", "long", "--jobs", "1")[0] == 3
    assert convert(many, "-o", there, "--layout", "long", "--dask", cluster)[0] == 3
    assert there.read_bytes() == here.read_bytes()


def test_no_dask_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(address: str) -> None:
        raise OSError(f"Timed out trying to connect to {address}")

    monkeypatch.setattr("distributed.Client", unreachable)
    assert convert(PDF, "-o", tmp_path / "o.csv", "--dask", "tcp://127.0.0.1:1") == (
        2,
        "There is no Dask scheduler at tcp://127.0.0.1:1: Timed out trying to connect to tcp://127.0.0.1:1\n",
    )


def test_a_folder_that_is_missing_or_empty_leaves_the_last_table(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for ending in ENDINGS:
        table = tmp_path / f"table{ending}"
        table.write_text("the last table")
        assert convert(tmp_path / "empty", "-o", table)[0] == 2
        status, said = convert(tmp_path / "missing", "-o", table, "--jobs", "1")
        assert status == 3
        assert said.splitlines()[0] == ("Nothing was written: none of 1 file could be converted.")
        assert f"  {tmp_path}/missing: There is no such file." in said
        assert table.read_text() == "the last table"


def test_no_table_is_written_when_no_file_could_be_converted(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, this is a letter.")
    table = tmp_path / "table.csv"
    table.write_text("the last table")
    result = runner.invoke(
        app, ["convert", str(tmp_path / "letter.txt"), "-o", str(table), "--datapackage"]
    )
    assert result.exit_code == 3
    assert "Nothing was written: none of 1 file could be converted." in result.stderr
    assert table.read_text() == "the last table"
    assert not (tmp_path / "datapackage.json").exists()
