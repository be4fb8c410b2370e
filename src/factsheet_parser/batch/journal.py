"""Finished results by the content they were read from, so that nothing is parsed twice.

A journal is an SQLite file: it survives the end of its process at any moment, and is searched
without being read whole. Each result is kept for one content (SHA-256) and one parser (the
package's code, the readers' versions, and how they were asked to read); what another parser left
there is dropped when the journal is opened. Beside the results it keeps which content a file had
when it was last read, so that an unchanged file need not be read, and what the last table was made
of, so that an unchanged table need not be written. A row that a damaged disk has changed is told by
its check sum, and is as if it were not there.
"""

from __future__ import annotations

import hashlib
import sqlite3
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic_core import to_json

from factsheet_parser.batch.attempt import (
    Reply,
    Result,
    from_reply,
    parser_identity,
    to_reply,
)
from factsheet_parser.batch.inputs import Input
from factsheet_parser.batch.report import Report
from factsheet_parser.errors import LimitExceededError, ReaderCrashError
from factsheet_parser.options import Options
from factsheet_parser.printable import printable

# "fact": tells SQLite's `file` and us that the file is a journal of ours.
_APPLICATION = 0x66616374
# Raised whenever a table changes.
_LAYOUT = 1


class Journal:
    """Results by content; at `path`, or in a temporary file that goes with the process.

    `lasting` is False for the temporary one: it has seen no file before.

    Raises sqlite3.Error: `database is locked` while another process uses the file, and
    `file is not a database` for anything else of that name.
    """

    def __init__(self, path: Path | None, options: Options) -> None:
        self._parser = f"{parser_identity()} reader={options.reader}"
        if options.ocr:
            self._parser += f" ocr={version('rapidocr')}"
        if options.wordings:
            own = to_json(options.wordings)
            self._parser += f" wordings={hashlib.sha256(own).hexdigest()[:16]}"
        self.lasting = path is not None
        # SQLite's own temporary file has the empty name.
        self._database = sqlite3.connect(
            str(path or ""), isolation_level=None, timeout=0, check_same_thread=False
        )
        try:
            self._lay_out()
        except UnicodeDecodeError as error:  # SQLite quotes a damaged file in its message
            self._database.close()
            raise sqlite3.DatabaseError("the file is damaged") from error
        except sqlite3.Error:
            self._database.close()
            raise

    def _lay_out(self) -> None:
        for command in (
            "PRAGMA locking_mode = EXCLUSIVE",
            "PRAGMA journal_mode = WAL" if self.lasting else "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = NORMAL" if self.lasting else "PRAGMA synchronous = OFF",
            *self._other_layout(),
            f"PRAGMA application_id = {_APPLICATION}",
            f"PRAGMA user_version = {_LAYOUT}",
            "CREATE TABLE IF NOT EXISTS results (sha256 TEXT PRIMARY KEY, parser TEXT NOT NULL, "
            "record TEXT, error TEXT, reason TEXT NOT NULL, lasting INTEGER, check_sum BLOB)",
            "CREATE TABLE IF NOT EXISTS files (source TEXT PRIMARY KEY, stamp TEXT NOT NULL, "
            "sha256 TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS tables (inputs TEXT PRIMARY KEY, sha256 TEXT NOT NULL, "
            "report TEXT NOT NULL, check_sum BLOB) WITHOUT ROWID",
        ):
            self._database.execute(command)
        stale = self._database.execute(
            "DELETE FROM results WHERE parser != ? OR NOT lasting", (self._parser,)
        )
        if stale.rowcount:
            self._database.execute("DELETE FROM tables")

    def _other_layout(self) -> list[str]:
        """What clears a journal that another version of this module has laid out."""
        [tables] = self._database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        [application] = self._database.execute("PRAGMA application_id").fetchone()
        [version] = self._database.execute("PRAGMA user_version").fetchone()
        if tables and application != _APPLICATION:
            raise sqlite3.DatabaseError("it is a database of another program")
        if version == _LAYOUT:
            return []
        return [f"DROP TABLE IF EXISTS {table}" for table in ("results", "files", "tables")]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def known(self, each: Input, stamp: str | None) -> str | None:
        """The SHA-256 of an input that had this stamp when its result was kept; None otherwise."""
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
        try:
            row = self._database.execute(
                "SELECT parser, record, error, reason, check_sum FROM results WHERE sha256 = ?",
                (sha256,),
            ).fetchone()
        except sqlite3.OperationalError:  # damaged: no longer UTF-8
            return None
        if row is None or row[-1] != _check_sum(sha256, *row[:-1]):
            return None
        return from_reply(Reply(*row[:-1]))

    def put(self, sha256: str, result: Result, *, lasting: bool) -> None:
        """Keep a result, unless another run could end otherwise (a crash, a limit).

        One that does not depend on the content alone, such as what a password opens, is not
        `lasting`: it is dropped when the journal is opened again.
        """
        if isinstance(result, LimitExceededError | ReaderCrashError):
            return
        _, record, error, reason = to_reply(result)
        cells = (self._parser, record, error, reason)
        self._database.execute(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?)",
            (sha256, *cells, lasting, _check_sum(sha256, *cells)),
        )

    def keep_table(self, inputs: str, sha256: str, report: Report) -> None:
        """Remember what the table with this SHA-256 was made of, and its report."""
        told = report.model_dump_json()
        self._database.execute("DELETE FROM tables")
        self._database.execute(
            "INSERT INTO tables VALUES (?, ?, ?, ?)",
            (inputs, sha256, told, _check_sum(inputs, sha256, told)),
        )

    def table(self, inputs: str) -> tuple[str, Report] | None:
        """The SHA-256 and the report of the last table, if it was made of the same."""
        row = self._database.execute(
            "SELECT sha256, report, check_sum FROM tables WHERE inputs = ?", (inputs,)
        ).fetchone()
        if row is None or row[-1] != _check_sum(inputs, *row[:-1]):
            return None
        return row[0], Report.model_validate_json(row[1])


def _check_sum(*cells: str | None) -> bytes:
    return hashlib.blake2b(to_json(cells), digest_size=16).digest()
