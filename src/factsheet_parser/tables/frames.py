"""Parquet and Excel, through polars: the extras `parquet` and `xlsx`.

A data frame holds all rows at once; the other formats are written row by row.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import TYPE_CHECKING

from factsheet_parser.tables.spreadsheet import harmless
from factsheet_parser.tables.table import FINDINGS, Cell, Results, Table

if TYPE_CHECKING:
    import polars

# Excel's limits; beyond them XlsxWriter drops what it is given without a word.
_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
# The same bytes for the same table: the file does not say when it was made.
_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_NUMBERS = {"integer": "#,##0", "number": "#,##0.##"}
_WORKBOOK = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "in_memory": True,  # no temporary files elsewhere; the frames are in memory anyway
}
# Pixels; the longest name of a figure breaks into three lines.
_HEADER_HEIGHT = 64
_WIDTHS = {"string": 120, "integer": 120, "number": 120, "boolean": 80}
_WIDE_TEXT = {"sentence": 400, "message": 400, "findings": 400, "source": 250, "figure": 250}


class TooManyRowsError(ValueError):
    """More rows than the format holds."""


def write_parquet(path: Path, table: Table, results: Results) -> None:
    """One row group, with the columns' own types; absent is null."""
    # polars and XlsxWriter tell of a full disk in ways of their own, and the latter tries again as
    # it is torn down; what is written to memory first is written to the disk by Python.
    file = io.BytesIO()
    frame_of(table, [*table.rows(results)]).write_parquet(file)
    path.write_bytes(file.getbuffer())


def write_xlsx(path: Path, table: Table, results: Results) -> None:
    """A worksheet with the table, and one with all findings; absent is an empty cell."""
    import polars
    import xlsxwriter

    frames = {}
    for each in (table, FINDINGS):
        rows = [tuple(_fitting(cell) for cell in row) for row in each.rows(results)]
        if len(rows) >= _MOST_ROWS:
            raise TooManyRowsError(
                f"An Excel worksheet holds {_MOST_ROWS - 1:,} rows, and {each.name} has "
                f"{len(rows):,}: choose another ending, such as .csv."
            )
        frames[each] = frame_of(each, rows)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _WORKBOOK) as book:
        book.set_properties({"created": _MADE})
        for each, frame in frames.items():
            frame.write_excel(
                book,
                each.name,
                freeze_panes=(1, 3),
                header_format={"bold": True, "text_wrap": True, "valign": "top"},
                row_heights={0: _HEADER_HEIGHT},
                column_formats={
                    column.name: _NUMBERS[column.type]
                    for column in each.columns
                    if column.type in _NUMBERS and not column.name.endswith("year")
                },
                dtype_formats={polars.Int64: "0"},
                column_widths={
                    column.name: _WIDE_TEXT.get(column.name, _WIDTHS[column.type])
                    for column in each.columns
                },
            )
    path.write_bytes(file.getbuffer())


def frame_of(table: Table, rows: list[tuple[Cell, ...]]) -> polars.DataFrame:
    """The rows with the columns' own types."""
    import polars

    types = {
        "string": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
    }
    schema = {column.name: types[column.type] for column in table.columns}
    return polars.DataFrame(rows, schema=schema, orient="row")


def _fitting(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = harmless(cell)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"
