"""Charts of many factsheets: counts as the sheets state them, and nothing that misleads."""

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
import vl_convert
from typer.testing import CliRunner

from factsheet_parser.charts import CHARTS, Row, draw, rows_of_table
from factsheet_parser.charts.drawing import TILES
from factsheet_parser.choices import ChartName
from factsheet_parser.cli import app
from factsheet_parser.jurisdictions import NAMES
from sheets import iowa

FIGURE = "cybertipline.state_reports"
ROWS = [
    Row("IA", 2023, {FIGURE: 4622, "missing_cases.state_social_services": 12, "missing_cases.state_other": 18, "missing_cases.state_orr": 5}, False),
    Row("TX", 2023, {FIGURE: 1_204_511, "missing_cases.state_other": 480}, False),
    Row("GU", 2023, {}, False),
    Row("IA", 2021, {FIGURE: 3000}, False),
]  # fmt: skip


def svg(chart: ChartName, rows: list[Row] = ROWS, year: int | None = None) -> str:
    return str(vl_convert.vegalite_to_svg(draw(chart, rows, year=year).to_dict()))


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charts")
    for state, year, reports in (
        ("Iowa", 2023, "4,622"),
        ("Iowa", 2022, "3,900"),
        ("Ohio", 2023, "21,407"),
    ):
        text = iowa(("4,622", reports), state=state, year=year)
        (folder / f"{state}-{year}.txt").write_text(text, encoding="utf-8")
    return folder  # fmt: skip


def test_every_jurisdiction_has_a_tile_of_its_own() -> None:
    assert TILES.keys() == NAMES.keys()
    assert len(set(TILES.values())) == 56


def test_a_map_shows_what_is_stated_and_marks_what_is_missing() -> None:
    text = svg("map")
    assert ">4,622<" in text
    assert ">1.2M<" in text
    assert text.count(">\u2013<") == 54
    data = draw("map", ROWS).to_dict()["data"]["values"]
    told = {tile["code"]: tile["told"] for tile in data}
    assert (told["IA"], told["GU"], told["AL"]) == ("4,622", "not stated", "no sheet")


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_carries_its_title_unit_year_and_source(chart: ChartName) -> None:
    text = svg(chart)
    assert "Source: NCMEC state factsheets" in text
    assert "Counts, not rates" in text
    assert "2023" in text
    assert "count" in text.lower()


def test_invented_figures_are_called_so() -> None:
    text = svg("map", [row._replace(invented=True) for row in ROWS])
    assert "SPECIMEN with invented figures" in text
    assert "Source: NCMEC" not in text


def test_a_ranking_names_who_states_nothing() -> None:
    text = svg("ranking")
    assert "Not stated, or withheld: Guam." in text
    assert text.index(">Texas<") < text.index(">Iowa<")


def test_categories_name_whose_sheet_lacks_one() -> None:
    assert "Not stated, or withheld: Guam, Texas." in svg("categories")


def test_a_year_without_a_sheet_breaks_the_line() -> None:
    values = draw("years", ROWS).to_dict()["data"]["values"]
    iowas = {point["year"]: point["value"] for point in values if point["name"] == "Iowa"}
    assert iowas == {2021: 3000, 2022: None, 2023: 4622}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"chart": "pie"}, "There is no chart 'pie'; there are map, ranking, categories, years."),
        ({"figure": "x.y"}, "There is no figure 'x.y'; of the states there are cybertipline.state_reports, cvip"),
        ({"figure": "cvip.national_children_identified"}, "a figure of the nation"),
        ({"year": 1999}, "There is no factsheet of 1999; there are of 2021, 2023."),
        ({"rows": []}, "There is no factsheet"),
        ({"chart": "years", "rows": ROWS[:2]}, "All factsheets are of 2023; lines need two years."),
        ({"chart": "ranking", "rows": ROWS[2:3]}, "No factsheet of 2023 states"),
        ({"chart": "categories", "rows": ROWS[2:3]}, "No factsheet of 2023 states"),
        ({"chart": "years", "rows": [ROWS[2], ROWS[2]._replace(year=2020)]}, "No factsheet states"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told(arguments: dict[str, object], message: str) -> None:
    given = {"chart": "map", "rows": ROWS, **arguments}
    chart, rows = given.pop("chart"), given.pop("rows")
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        draw(chart, rows, **given)  # type: ignore[arg-type]  # some are wrong on purpose


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".sqlite", ".parquet"])
@pytest.mark.parametrize("layout", ["wide", "long"])
def test_every_table_that_convert_writes_can_be_drawn(
    sheets: Path, tmp_path: Path, ending: str, layout: str
) -> None:
    table = tmp_path / f"table{ending}"
    done = CliRunner().invoke(
        app, ["convert", str(sheets), "-o", str(table), "--layout", layout, "--jobs", "1"]
    )
    assert done.exit_code == 0, done.stderr
    rows = {(row.code, row.year): row.values for row in rows_of_table(table)}
    assert {key: values[FIGURE] for key, values in rows.items()} == {
        ("IA", 2023): 4622,
        ("IA", 2022): 3900,
        ("OH", 2023): 21407,
    }
    assert rows["IA", 2023]["missing_cases.national_likely_trafficked_percent"] == 19  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(("ending", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!DOCTYPE html>")])  # fmt: skip
def test_a_chart_is_written_in_each_format(
    sheets: Path, tmp_path: Path, ending: str, begins: bytes
) -> None:
    out = tmp_path / f"map{ending}"
    done = CliRunner().invoke(app, ["chart", str(sheets), "-o", str(out)])
    assert done.exit_code == 0, done.stderr
    assert done.stderr == f"{out}: map of {FIGURE}.\n"
    data = out.read_bytes()
    assert data.lstrip().startswith(begins)
    assert b"cdn.jsdelivr.net" not in data


@pytest.mark.long
def test_the_chart_command_says_what_is_wrong(sheets: Path, tmp_path: Path) -> None:
    broken = tmp_path / "sheets"
    shutil.copytree(sheets, broken)
    (broken / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    out = tmp_path / "out.svg"
    done = CliRunner().invoke(app, ["chart", str(broken), "-o", str(out)])
    assert done.exit_code == 3
    assert "bad.pdf: The PDF is damaged" in done.stderr
    assert out.exists()
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    lines = tmp_path / "other.jsonl"
    lines.write_text("{\n")
    database = tmp_path / "other.sqlite"
    sqlite3.connect(database).close()
    for arguments, message in (
        ([str(other), "-o", str(out)], "It is no table that `convert` wrote: it has no state_code"),
        ([str(lines), "-o", str(out)], "It is no table that `convert` wrote"),
        ([str(database), "-o", str(out)], "no such table: factsheets"),
        ([str(tmp_path / "none.csv"), "-o", str(out)], "No such file"),
        (
            [str(tmp_path / "x.ods"), "-o", str(out)],
            "A chart is drawn from a table that ends in .csv",
        ),
        ([str(sheets), "-o", str(tmp_path / "x.gif")], "A chart ends in .svg, .png, .html."),
        (
            [str(sheets), "-o", str(out), "--figure", "x"],
            "There is no figure 'x'; of the states there are ",
        ),
    ):
        done = CliRunner().invoke(app, ["chart", *arguments])
        assert done.exit_code == 2
        assert message in done.stderr


@pytest.mark.parametrize("module", ["altair", "vl_convert", "jinja2"])
def test_a_missing_extra_gives_one_line_that_says_what_to_install(
    sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    command = "review" if module == "jinja2" else "chart"
    out = tmp_path / ("out.html" if command == "review" else "out.svg")
    done = CliRunner().invoke(app, [command, str(sheets), "-o", str(out)])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert f"{module} is missing: python -m pip install 'factsheet-parser[review]'" in done.stderr
    assert not out.exists()
