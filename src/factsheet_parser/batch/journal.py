"""Finished results by the content they were read from, so that nothing is parsed twice.

A journal is an SQLite file: it survives the end of its process at any moment, and is searched
without being read whole. Each result is kept for one content (SHA-256) and one parser (the
package's code, the readers' versions, and how they were asked to read); what another parser left
there is dropped when the journal is opened. Beside the results it keeps which content a file had
when it was last read, so that an unchanged file need not be read, and what the last table was made
of, so that an unchanged table need not be written.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from factsheet_parser.batch.attempt import (
    Options,
    Reply,
    Result,
    from_reply,
    parser_identity,
    to_reply,
)
from factsheet_parser.batch.inputs import Input
from factsheet_parser.batch.report import Report
from factsheet_parser.errors import EncryptedPdfError, LimitExceededError, ReaderCrashError
from factsheet_parser.printable import printable


class Journal:
    """Results by content; at `path`, or in a temporary file that goes with the process.

    Raises sqlite3.Error: `database is locked` while another process uses the file, and
    `file is not a database` for anything else of that name.
    """

    def __init__(self, path: Path | None, options: Options) -> None:
        self._parser = f"{parser_identity()} reader={options.reader}"
        # SQLite's own temporary file has the empty name.
        self._database = sqlite3.connect(str(path or ""), isolation_level=None, timeout=0)
        for command in (
            "PRAGMA locking_mode = EXCLUSIVE",
            "PRAGMA journal_mode = WAL" if path else "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = NORMAL" if path else "PRAGMA synchronous = OFF",
            "CREATE TABLE IF NOT EXISTS results (sha256 TEXT PRIMARY KEY, parser TEXT NOT NULL, "
            "record TEXT, error TEXT, reason TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS files (source TEXT PRIMARY KEY, stamp TEXT NOT NULL, "
            "sha256 TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS tables (inputs TEXT PRIMARY KEY, sha256 TEXT NOT NULL, "
            "report TEXT NOT NULL) WITHOUT ROWID",
        ):
            self._database.execute(command)
        stale = self._database.execute("DELETE FROM results WHERE parser != ?", (self._parser,))
        if stale.rowcount:
            self._database.execute("DELETE FROM tables")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def known(self, each: Input) -> str | None:
        """The SHA-256 of an input that is unchanged since its result was kept; None otherwise."""
        stamp = each.stamp()
        if stamp is None:
            return None
        row = self._database.execute(
            "SELECT sha256 FROM files JOIN results USING (sha256) WHERE source = ? AND stamp = ?",
            (printable(each.source), stamp),
        ).fetchone()
        return None if row is None else str(row[0])

    def saw(self, each: Input, stamp: str | None, sha256: str) -> None:
        """Remember which content an input had when it had this stamp."""
        if stamp is not None:
            self._database.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)",
                (printable(each.source), stamp, sha256),
            )

    def get(self, sha256: str) -> Result | None:
        """The result for this content; None when there is none yet."""
        row = self._database.execute(
            "SELECT parser, record, error, reason FROM results WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return None if row is None else from_reply(Reply(*row))

    def put(self, sha256: str, result: Result) -> None:
        """Keep a result, unless another run could end otherwise (a crash, a limit, a password)."""
        if isinstance(result, LimitExceededError | ReaderCrashError | EncryptedPdfError):
            return
        reply = to_reply(result)
        self._database.execute(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)",
            (sha256, self._parser, reply.record, reply.error, reply.reason),
        )

    def keep_table(self, inputs: str, sha256: str, report: Report) -> None:
        """Remember what the table with this SHA-256 was made of, and its report."""
        self._database.execute("DELETE FROM tables")
        self._database.execute(
            "INSERT INTO tables VALUES (?, ?, ?)", (inputs, sha256, report.model_dump_json())
        )

    def table(self, inputs: str) -> tuple[str, Report] | None:
        """The SHA-256 and the report of the last table, if it was made of the same."""
        row = self._database.execute(
            "SELECT sha256, report FROM tables WHERE inputs = ?", (inputs,)
        ).fetchone()
        return None if row is None else (row[0], Report.model_validate_json(row[1]))
