"""One file at a time in a process of its own, which a crash or its limits end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from factsheet_parser.batch.attempt import Several
from factsheet_parser.batch.workers import failure_of, own_processes, processes
from factsheet_parser.document import Document
from factsheet_parser.errors import FactsheetError, ParserFaultError
from factsheet_parser.limits import Limits
from factsheet_parser.options import Options
from factsheet_parser.pipeline import document_in
from factsheet_parser.record import Factsheet


def parse_isolated(data: bytes, options: Options) -> Factsheet:
    """The record of the factsheet in `data`, read by a process of its own.

    Raises what `parse_factsheet` raises with `isolate`.
    """
    with own_processes(1, options) as workers:
        future = workers.submit(data)
        futures.wait([future])
        result = workers.result(workers.submit(data) if workers.lost(future) else future)
    if isinstance(result, Several):
        raise result.error
    if isinstance(result, FactsheetError | ParserFaultError):
        raise result
    return result


@contextmanager
def isolated_reader(limits: Limits) -> Iterator[Callable[..., Document]]:
    """What reads documents as `document_in` does, in a process of its own."""
    with processes(1, limits) as schedule:
        yield lambda *given: _result(schedule(document_in, *given), limits)


def _result(future: Future[Any], limits: Limits) -> Any:
    try:
        return future.result()
    except FactsheetError:
        raise
    except Exception as error:
        raise failure_of(error, limits) from error
