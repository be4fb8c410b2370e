"""SQLite: the tables `factsheets`, `figures` and `findings`, keyed and indexed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from factsheet_parser.tables.table import FINDINGS, LONG, Results, Row, Table, wide

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "BOOLEAN"}
_KEYS = {
    "factsheets": ("id INTEGER PRIMARY KEY", ""),
    "figures": (
        "factsheet INTEGER NOT NULL REFERENCES factsheets (id)",
        ", PRIMARY KEY (factsheet, figure)",
    ),
    "findings": ("id INTEGER PRIMARY KEY", ""),
}
_INDEXES = (
    "CREATE INDEX factsheets_by_state ON factsheets (state_code, year)",
    "CREATE INDEX figures_by_state ON figures (figure, state_code, year)",
    "CREATE INDEX findings_by_source ON findings (source)",
)


def write_sqlite(path: Path, results: Results) -> None:
    """All three tables, whatever the layout; `factsheets.id` counts the sheets from 1.

    Raises OSError when the file cannot be written.
    """
    try:
        _write(path, results)
    except sqlite3.OperationalError as error:
        raise OSError(None, str(error).capitalize()) from error


def _write(path: Path, results: Results) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is new and takes its place only when it is whole: no journal, no waiting.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in (wide(results.figures), LONG, FINDINGS):
            _create(database, table)
            marks = ", ".join("?" * (len(table.columns) + 1))
            database.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608  # names of our own
                _numbered(table, results),
            )
        for index in _INDEXES:
            database.execute(index)
        database.execute("COMMIT")


def _create(database: sqlite3.Connection, table: Table) -> None:
    key, constraint = _KEYS[table.name]
    columns = ", ".join(
        f"{column.name} {_TYPES[column.type]}{' NOT NULL' if column.always else ''}"
        for column in table.columns
    )
    database.execute(f"CREATE TABLE {table.name} ({key}, {columns}{constraint})")


def _numbered(table: Table, results: Results) -> Iterator[Row]:
    """Each row behind the number of its factsheet, or its own for a finding."""
    if table is LONG:
        for index, row in enumerate(LONG.rows(results)):
            yield (index // len(results.figures) + 1, *row)
    else:
        for number, row in enumerate(table.rows(results), start=1):
            yield (number, *row)
