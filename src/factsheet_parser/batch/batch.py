"""Inputs, how they are read, and who reads them: what stands behind every batch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import EllipsisType
from typing import TYPE_CHECKING, Self, Unpack

from factsheet_parser.batch.inputs import Input, find_inputs
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.document import Document
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.options import Options, ReadingOptions
from factsheet_parser.pipeline import document_in
from factsheet_parser.reading import Reader

if TYPE_CHECKING:
    from factsheet_parser.batch.journal import Journal
    from factsheet_parser.batch.workers import Workers

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""Files, folders and URLs; one of them or several."""

DocumentReader = Callable[[bytes, Options, Reader], Document]


@dataclass(frozen=True)
class Batch:
    """Inputs that are read alike."""

    paths: Iterable[str | os.PathLike[str]]
    options: Options
    jobs: int | None
    executor: Executor | None

    @classmethod
    def of(
        cls,
        paths: Paths,
        *,
        jobs: int | None = None,
        timeout: float | EllipsisType | None = ...,
        executor: Executor | None = None,
        **reading: Unpack[ReadingOptions],
    ) -> Self:
        """What `iter_factsheets` was asked for; raises what it says."""
        if jobs is not None and jobs < 1:
            raise ValueError(f"jobs must be at least 1, not {jobs}")
        if timeout is not ...:
            given = (reading.get("limits") or DEFAULTS).model_dump(exclude_unset=True)
            reading["limits"] = Limits.model_validate({**given, "timeout": timeout})
        options = Options.of(**reading)
        alone = options.isolate or isolates(reading.get("limits") or DEFAULTS)
        return cls(listed(paths), options._replace(isolate=alone), jobs, executor)

    def inputs(self, left_alone: Callable[[str], None] | None = None) -> Iterator[Input]:
        """What the paths name, in their order."""
        return find_inputs(self.paths, left_alone, self.options.limits, ocr=self.options.ocr)

    def outcomes(self, found: Iterable[Input], journal: Journal | None) -> Iterator[Outcome]:
        """An outcome for each sheet of these inputs, in order."""
        from factsheet_parser.batch.running import outcomes

        return outcomes(found, self._workers(), self.options, journal)

    def document_reader(self) -> AbstractContextManager[DocumentReader]:
        """What reads the inputs' documents, one after the other."""
        if not self.options.isolate:
            return nullcontext(document_in)
        from factsheet_parser.batch.isolation import isolated_reader

        return isolated_reader(self.options.limits)

    def _workers(self) -> AbstractContextManager[Workers] | None:
        """Who parses; None is this process."""
        if self.jobs == 1 and self.executor is None and not self.options.isolate:
            return None
        # pebble and multiprocessing take a twentieth of a second to import.
        from factsheet_parser.batch import workers

        if self.executor is not None:
            return workers.on_executor(self.executor, self.options)
        return workers.own_processes(self.jobs, self.options)


def listed(paths: Paths) -> Iterable[str | os.PathLike[str]]:
    """The paths, also where it is one."""
    return [paths] if isinstance(paths, str | os.PathLike) else paths


def isolates(limits: Limits) -> bool:
    """Whether limits were given that only a process of its own keeps, whatever their numbers.

    >>> isolates(Limits(timeout=30)), isolates(Limits(pages=9)), isolates(Limits(timeout=None))
    (True, False, False)
    """
    given = limits.model_fields_set
    return any(getattr(limits, name) is not None for name in ("timeout", "memory") if name in given)
