"""Inputs to outcomes, in the inputs' order, whoever parses and in whatever order they finish."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING

from factsheet_parser.batch.attempt import Reply, Result, Several, attempt
from factsheet_parser.batch.inputs import Input
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.errors import FactsheetError
from factsheet_parser.options import Options

if TYPE_CHECKING:
    from factsheet_parser.batch.journal import Journal
    from factsheet_parser.batch.workers import Workers

# How far reading runs ahead of what was yielded.
_MOST_WAITING = 256
_MOST_BYTES_WAITING = 256 * 1024 * 1024
_READ_AHEAD = 16


def outcomes(
    found: Iterable[Input],
    way: AbstractContextManager[Workers] | None,
    options: Options,
    journal: Journal | None,
) -> Iterator[Outcome]:
    """An outcome for each sheet; parsed in this process when `way` is None.

    What the journal knows is taken from there, and what is new is kept there as soon as it is
    finished.
    """
    if way is None:
        yield from _here(_read_ahead(found), options, journal)
    else:
        with way as workers:
            yield from _elsewhere(_read_ahead(found), workers, journal)


@dataclass
class _Waiting:
    """An input that was read, on its way to its outcome."""

    source: str
    sha256: str
    data: bytes
    outcomes: tuple[Outcome, ...] = ()
    again: bool = False
    """Whether it was handed over once more."""

    def finish(self, result: Result, journal: Journal | None) -> tuple[Outcome, ...]:
        """The outcomes that `result` makes; kept in the journal, the bytes let go."""
        if journal is not None:
            # What is inside an encrypted PDF depends on the password too.
            journal.put(self.sha256, result, lasting=b"/Encrypt" not in self.data)
        self.data = b""
        self.outcomes = _outcomes(self.source, result, self.sha256)
        return self.outcomes


def _begin(each: Input, journal: Journal | None) -> _Waiting | tuple[Outcome, ...]:
    """The input as read, or at once its outcomes, where there is nothing to parse."""
    stamp = each.stamp() if journal is not None and journal.lasting else None
    if journal is not None:
        unchanged = journal.known(each, stamp)
        if unchanged is not None and (result := journal.get(unchanged)) is not None:
            return _outcomes(each.source, result, unchanged)
    try:
        data = each.read()
    except (OSError, FactsheetError) as error:
        return (Outcome.of(each.source, error),)
    sha256 = hashlib.sha256(data).hexdigest()
    if journal is not None:
        journal.saw(each, stamp, sha256)
        result = journal.get(sha256)
        if result is not None:
            return _outcomes(each.source, result, sha256)
    return _Waiting(each.source, sha256, data)


def _outcomes(source: str, result: Result, sha256: str) -> tuple[Outcome, ...]:
    if isinstance(result, Several):
        return tuple(Outcome.of(source, each, sha256, pages) for pages, each in result.sheets)
    return (Outcome.of(source, result, sha256),)


def _here(found: Iterable[Input], options: Options, journal: Journal | None) -> Iterator[Outcome]:
    for each in found:
        begun = _begin(each, journal)
        if isinstance(begun, _Waiting):
            begun = begun.finish(attempt(begun.data, options), journal)
        yield from begun


class _Line:
    """Inputs in their order, from being read to being yielded."""

    def __init__(self, workers: Workers, journal: Journal | None) -> None:
        self._workers = workers
        self._journal = journal
        self._line: deque[_Waiting | tuple[Outcome, ...]] = deque()
        self._finished: SimpleQueue[tuple[_Waiting, Future[Reply]]] = SimpleQueue()
        self._bytes = 0

    def __bool__(self) -> bool:
        return bool(self._line)

    @property
    def full(self) -> bool:
        """Whether something must finish before another input is read."""
        return len(self._line) >= _MOST_WAITING or self._bytes > _MOST_BYTES_WAITING

    def join(self, each: Input) -> None:
        """Read an input and hand it to a worker."""
        begun = _begin(each, self._journal)
        self._line.append(begun)
        if isinstance(begun, _Waiting):
            self._bytes += len(begun.data)
            self._hand_over(begun)

    def _hand_over(self, waiting: _Waiting) -> None:
        future = self._workers.submit(waiting.data)
        future.add_done_callback(lambda future: self._finished.put((waiting, future)))

    def harvest(self) -> None:
        """Wait for one more result."""
        waiting, future = self._finished.get()
        if self._workers.lost(future) and not waiting.again:
            waiting.again = True
            self._hand_over(waiting)
            return
        self._bytes -= len(waiting.data)
        waiting.finish(self._workers.result(future), self._journal)

    def harvest_finished(self) -> None:
        """Take the results that are there."""
        while not self._finished.empty():
            self.harvest()

    def ready(self) -> Iterator[Outcome]:
        """The outcomes at the head of the line."""
        while self._line:
            head = self._line[0]
            finished = head.outcomes if isinstance(head, _Waiting) else head
            if not finished:
                return
            self._line.popleft()
            yield from finished


def _elsewhere(
    found: Iterable[Input], workers: Workers, journal: Journal | None
) -> Iterator[Outcome]:
    line = _Line(workers, journal)
    for each in found:
        line.join(each)
        line.harvest_finished()
        yield from line.ready()
        while line.full:
            line.harvest()
            yield from line.ready()
    while line:
        line.harvest()
        yield from line.ready()


def _read_ahead(found: Iterable[Input]) -> Iterator[Input]:
    """The same inputs; those on other machines are read by threads, several at once."""
    line: deque[Input] = deque()
    with ThreadPoolExecutor(_READ_AHEAD) as threads:
        for each in found:
            line.append(replace(each, read=threads.submit(each.read).result) if each.far else each)
            if len(line) > _READ_AHEAD:
                yield line.popleft()
        yield from line
