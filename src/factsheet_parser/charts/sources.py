"""What charts are drawn from: a row a factsheet, of records or of a table that `convert` wrote."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from factsheet_parser.batch.inputs import PICTURES, SUFFIXES
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.extras import require
from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.record import SECTIONS, is_figure_name


class Row(NamedTuple):
    """One factsheet's figures by name; a figure that it does not state is absent."""

    code: str
    year: int
    values: Mapping[str, float]
    invented: bool
    """Its file is a specimen's."""


TABLES = (".csv", ".jsonl", ".sqlite", ".parquet")


def is_table(path: Path) -> bool:
    """Whether a path names a file that is no factsheet's by its ending."""
    ending = path.suffix.lower()
    return bool(ending) and ending not in (*SUFFIXES, *PICTURES) and not path.is_dir()


def rows_of_outcomes(outcomes: Iterable[Outcome]) -> list[Row]:
    """A row for each record with a jurisdiction and a year; of several with both, the first."""
    rows = [
        Row(
            sheet.state.code,
            sheet.year,
            {name: figure.value for name, figure in sheet.figures.items()},
            _is_invented(outcome.source),
        )
        for outcome in outcomes
        if (sheet := outcome.factsheet) is not None
        and sheet.state is not None
        and sheet.year is not None
    ]
    return _once(rows)


def rows_of_table(path: Path) -> list[Row]:
    """The rows of a table that `convert` wrote, in either layout.

    Raises ValueError, with one line that says why, for a file that is none, OSError for one that
    cannot be read, and ImportError for `.parquet` without its extra.
    """
    ending = path.suffix.lower()
    if ending not in TABLES:
        raise ValueError(f"A chart is drawn from a table that ends in {', '.join(TABLES)}.")
    try:
        found = list(_READERS[ending](path))
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, sqlite3.Error) as error:
        raise ValueError(f"It is no table that `convert` wrote: {error}.") from error
    if not found or not {"state_code", "year"} <= found[0].keys():
        raise ValueError("It is no table that `convert` wrote: it has no state_code and year.")
    return _once(_long(found) if "figure" in found[0] else _wide(found))


def _wide(found: list[Mapping[str, Any]]) -> Iterator[Row]:
    for cells in found:
        values = {
            name: _number(cell)
            for column, cell in cells.items()
            if (name := _figure_of(column)) is not None
        }
        yield from _row(cells, values)


def _figure_of(column: str) -> str | None:
    """The figure that a column of the wide layout gives: `cvip_state_submissions`."""
    section = next((name for name in SECTIONS if column.startswith(f"{name}_")), "")
    name = f"{section}.{column[len(section) + 1 :]}"
    return name if is_figure_name(name) else None


def _long(found: list[Mapping[str, Any]]) -> Iterator[Row]:
    sheets: dict[tuple[str, str, str], tuple[Mapping[str, Any], dict[str, float | None]]] = {}
    for cells in found:
        key = (str(cells["state_code"]), str(cells["year"]), str(cells.get("source")))
        _, values = sheets.setdefault(key, (cells, {}))
        if is_figure_name(cells["figure"]):
            values[cells["figure"]] = _number(cells.get("value"))
    for cells, values in sheets.values():
        yield from _row(cells, values)


def _row(cells: Mapping[str, Any], values: Mapping[str, float | None]) -> Iterator[Row]:
    year = _number(cells["year"])
    if cells["state_code"] in NAMES and year is not None:
        told = {name: value for name, value in values.items() if value is not None}
        source = str(cells.get("source") or "")
        yield Row(str(cells["state_code"]), int(year), told, _is_invented(source))


def _number(cell: object) -> float | None:
    if cell is None or cell == "":
        return None
    try:
        return float(str(cell))
    except ValueError:
        return None


def _is_invented(source: str) -> bool:
    return source.replace("\\", "/").rpartition("/")[2].startswith("specimen-")


def _once(rows: Iterable[Row]) -> list[Row]:
    once: dict[tuple[str, int], Row] = {}
    for row in rows:
        once.setdefault((row.code, row.year), row)
    return list(once.values())


def _csv(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _jsonl(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _sqlite(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open("rb"):
        pass  # SQLite would make a file that is not there
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        for row in database.execute("SELECT * FROM factsheets"):
            yield dict(row)


def _parquet(path: Path) -> Iterator[Mapping[str, Any]]:
    require("parquet")
    import polars

    yield from polars.read_parquet(path).to_dicts()


_READERS = {".csv": _csv, ".jsonl": _jsonl, ".sqlite": _sqlite, ".parquet": _parquet}
