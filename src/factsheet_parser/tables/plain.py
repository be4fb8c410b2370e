"""CSV and JSON lines."""

from __future__ import annotations

import csv
from pathlib import Path

from pydantic_core import to_json

from factsheet_parser.tables.spreadsheet import harmless
from factsheet_parser.tables.table import Cell, Results, Table


def write_csv(path: Path, table: Table, results: Results) -> None:
    """UTF-8, comma, a header; absent is empty, and booleans are true and false."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in table.columns)
        for row in table.rows(results):
            writer.writerow([_plain(cell) for cell in row])


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return harmless(cell) if isinstance(cell, str) else cell


def write_jsonl(path: Path, table: Table, results: Results) -> None:
    """An object a row, by column name; absent is null."""
    names = [column.name for column in table.columns]
    with path.open("wb") as file:
        for row in table.rows(results):
            file.write(to_json(dict(zip(names, row, strict=True))) + b"\n")
