"""Many inputs to their outcomes, in order, without holding them all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import EllipsisType
from typing import TYPE_CHECKING

from factsheet_parser.batch.inputs import Input, find_inputs
from factsheet_parser.batch.journal import Journal
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.batch.running import outcomes
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.parse import Options, ReaderChoice, check_ocr, check_reader
from factsheet_parser.wordings.load import Wordings
from factsheet_parser.wordings.own import own_wordings

if TYPE_CHECKING:
    from factsheet_parser.batch.workers import Workers

__all__ = ["Outcome", "isolates", "iter_factsheets"]


def iter_factsheets(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    timeout: float | EllipsisType | None = ...,
    isolate: bool = False,
    executor: Executor | None = None,
    reader: ReaderChoice = "pdfium",
    ocr: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    wordings: Wordings = None,
    journal: str | os.PathLike[str] | None = None,
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
    used or fewer than one job, ImportError for a URL without the extra `remote` and for `ocr` without its own, sqlite3.Error for a journal that cannot be used, and WorkersError
    (a RuntimeError) when workers cannot be started or run another version of the parser.
    """
    check_reader(reader)
    check_ocr(ocr=ocr)
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    limits = limits or DEFAULTS
    if timeout is not ...:
        given = limits.model_dump(exclude_unset=True)
        limits = Limits.model_validate({**given, "timeout": timeout})
    alone = isolate or isolates(limits)
    limits = limits.for_ocr() if ocr else limits
    options = Options(reader, password, own_wordings(wordings), limits, ocr=ocr)
    return _opened(
        find_inputs(paths, limits=limits, ocr=ocr),
        _way(options, jobs, executor, isolate=alone),
        options,
        Path(journal) if journal else None,
    )


def isolates(limits: Limits) -> bool:
    """Whether limits were given that only a process of its own keeps, whatever their numbers.

    >>> isolates(Limits(timeout=30)), isolates(Limits(pages=9)), isolates(Limits(timeout=None))
    (True, False, False)
    """
    given = limits.model_fields_set
    return any(getattr(limits, name) is not None for name in ("timeout", "memory") if name in given)


def _way(
    options: Options,
    jobs: int | None,
    executor: Executor | None,
    *,
    isolate: bool,
) -> AbstractContextManager[Workers] | None:
    if jobs == 1 and executor is None and not isolate:
        return None
    # pebble and multiprocessing take a twentieth of a second to import.
    from factsheet_parser.batch import workers

    if executor is not None:
        return workers.on_executor(executor, options)
    return workers.own_processes(jobs, options)


def _opened(
    found: Iterable[Input],
    way: AbstractContextManager[Workers] | None,
    options: Options,
    path: Path | None,
) -> Iterator[Outcome]:
    with Journal(path, options) if path else nullcontext() as journal:
        yield from outcomes(found, way, options, journal)
