"""Finished results by the content they were read from, so that nothing is parsed twice.

A journal is an SQLite file: it survives the end of its process at any moment, and is searched
without being read whole. Each result is kept for one content (SHA-256) and one parser (the
package's code, the readers' versions, and how they were asked to read); what another parser left
there is dropped when the journal is opened.
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
from factsheet_parser.errors import EncryptedPdfError, LimitExceededError, ReaderCrashError


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
        ):
            self._database.execute(command)
        self._database.execute("DELETE FROM results WHERE parser != ?", (self._parser,))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

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
