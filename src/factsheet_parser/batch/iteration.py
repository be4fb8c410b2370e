"""`iter_factsheets`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path
from types import EllipsisType

from factsheet_parser.batch.batch import Batch, Paths
from factsheet_parser.batch.journal import Journal
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.choices import ReaderChoice
from factsheet_parser.limits import Limits
from factsheet_parser.wordings.load import Wordings


def iter_factsheets(  # noqa: PLR0913  # the keywords of reading in full, which notebooks show
    paths: Paths,
    *,
    jobs: int | None = None,
    timeout: float | EllipsisType | None = ...,
    executor: Executor | None = None,
    journal: str | os.PathLike[str] | None = None,
    reader: ReaderChoice = "pdfium",
    ocr: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    isolate: bool = False,
    wordings: Wordings = None,
) -> Iterator[Outcome]:
    """An Outcome for each sheet, in order: its record, or the error that says why there is none.

    An input is one sheet, or holds several on pages of their own.

    `paths` are files, folders (walked in the order of their names, for .txt, .md and .pdf) and
    fsspec URLs (with the extra `remote`). They may be a generator: inputs are read a few hundred
    ahead of what is yielded, and no more is held.

    `jobs` worker processes parse, as many as there are CPUs when it is None. A worker that
    crashes on a file, takes longer than `limits.timeout` seconds or (not on Windows) more than
    `limits.memory` MiB is killed, and the outcome's error says which it was
    (ReaderCrashError, TimeLimitError, MemoryLimitError). `jobs=1` parses in this process, where
    neither can hold; where one of them is given, whatever its number, or with `isolate`, it is one
    worker process. A script that uses workers calls this function below
    `if __name__ == "__main__":`.

    `limits` bound each input; a `timeout` that is given, None for as long as it takes, stands for
    `limits.timeout`.

    With `executor`, any `concurrent.futures.Executor` parses instead, such as a Dask cluster
    (`Client.get_executor()`); `jobs`, `isolate`, `timeout` and the memory are then the executor's own
    matter. It is not shut down. `reader`, `ocr`, `password` and `wordings` are those of
    `parse_factsheet`; with `ocr`, folders are walked for pictures too.

    `journal` is a file (made when it is missing) that keeps each result by its content and the
    parser's version; what stands in it is not parsed again.

    Raises ValueError for an unknown reader, a timeout that is not positive, wordings that cannot be
    used or fewer than one job, ImportError for a URL without the extra `remote` and for `ocr`
    without its own, sqlite3.Error for a journal that cannot be used, and WorkersError (a
    RuntimeError) when workers cannot be started or run another version of the parser.
    """
    batch = Batch.of(
        paths,
        jobs=jobs,
        timeout=timeout,
        executor=executor,
        reader=reader,
        ocr=ocr,
        password=password,
        limits=limits,
        isolate=isolate,
        wordings=wordings,
    )
    return _opened(batch, Path(journal) if journal else None)


def _opened(batch: Batch, path: Path | None) -> Iterator[Outcome]:
    with Journal(path, batch.options) if path else nullcontext() as journal:
        yield from batch.outcomes(batch.inputs(), journal)
