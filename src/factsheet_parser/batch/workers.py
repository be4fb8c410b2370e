"""Where inputs are parsed: in this process, in worker processes of our own, or on an executor.

A worker process that crashes, hangs or takes too much memory is killed and replaced, and the input
named with its reason.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.context import BaseContext
from typing import Any

from pebble import ProcessExpired, ProcessPool

from factsheet_parser.batch.attempt import (
    Reply,
    Result,
    attempt_elsewhere,
    from_reply,
    parser_identity,
)
from factsheet_parser.errors import (
    FactsheetError,
    MemoryLimitError,
    ReaderCrashError,
    TimeLimitError,
    WorkersError,
)
from factsheet_parser.extras import require
from factsheet_parser.limits import MIB, UNLIMITED, Limits
from factsheet_parser.options import Options

# A worker is replaced after so many inputs, so that what a library leaks does not add up.
_INPUTS_A_WORKER = 2000
# How often a worker looks at its memory, and the exit status that tells what it saw.
_WATCH_SECONDS = 0.05
_TOO_MUCH_MEMORY = 77
_CPU_SECONDS_MORE = 5
_MOST_POOLS = 4
"""A pool may take a worker that crashes at once for the end of all; so many are tried."""
_NO_WORKERS = (
    "The worker processes cannot be started or have all been ended. A script that uses several "
    'jobs or isolate does so below `if __name__ == "__main__":`; jobs=1 needs none.'
)
_A_DAEMON = (
    "Worker processes cannot be started here: this is a daemonic process, such as a worker of "
    "multiprocessing.Pool or of Celery, and those may not have children. Parse in this process "
    "(isolate=False, jobs=1), or run this in a concurrent.futures.ProcessPoolExecutor, whose "
    "workers may have children."
)
_DO_WITHOUT = (
    "Parse in this process: jobs=1 (--jobs 1), and neither isolate nor a timeout or memory limit."
)


@dataclass(frozen=True)
class Workers:
    """Whoever parses: `submit` takes an input's bytes, `result` what has become of them."""

    submit: Callable[[bytes], Future[Reply]]
    limits: Limits = UNLIMITED
    """Those that whoever parses keeps; an executor has its own."""
    renewed: bool = False
    """Whether workers that were all ended are replaced, so that an input may be tried again."""

    def lost(self, future: Future[Reply]) -> bool:
        """Whether a finished future tells nothing of its input, and another may."""
        if not self.renewed or future.cancelled():
            return False
        return isinstance(future.exception(), BrokenExecutor)

    def result(self, future: Future[Reply]) -> Result:
        """The result of a finished future.

        Raises WorkersError when no worker can be started, or one runs another parser.
        """
        try:
            reply = future.result()
        except Exception as error:
            return failure_of(error, self.limits)
        if reply.parser != parser_identity():
            raise WorkersError(
                "A worker runs another version of the parser, so that its records are not these:\n"
                f"  here:   {parser_identity()}\n  worker: {reply.parser}"
            )
        return from_reply(reply)


def failure_of(error: Exception, limits: Limits) -> FactsheetError:
    """What became of an input whose process or executor raised this.

    Raises WorkersError when it tells nothing of the input: there is no worker.
    """
    if isinstance(error, ProcessExpired):
        if error.exitcode == _TOO_MUCH_MEMORY:
            return _too_much_memory(limits)
        return ReaderCrashError(f"The file ended the process that read it ({_cause(error)}).")
    if isinstance(error, MemoryError):
        return _too_much_memory(limits)
    if isinstance(error, TimeoutError):
        allowed = "" if limits.timeout is None else f" the {limits.timeout:g} seconds"
        return TimeLimitError(f"Reading the file took longer than{allowed} allowed.")
    if isinstance(error, BrokenExecutor):
        raise WorkersError(_NO_WORKERS) from error
    if isinstance(error, CancelledError):
        raise WorkersError("The executor cancelled an input.") from error
    # An executor's own, such as Dask's KilledWorker.
    return ReaderCrashError(f"The executor gave the file up: {type(error).__name__}: {error}")


def _too_much_memory(limits: Limits) -> MemoryLimitError:
    allowed = "there is" if limits.memory is None else f"the {limits.memory:,} MiB allowed"
    return MemoryLimitError(f"Reading the file took more memory than {allowed}.")


@contextmanager
def own_processes(jobs: int | None, options: Options) -> Iterator[Workers]:
    """`jobs` worker processes, or one a CPU, each input bound by the options' limits."""
    with processes(jobs, options.limits) as schedule:
        yield Workers(lambda data: schedule(attempt_elsewhere, data, options), options.limits, True)


@contextmanager
def processes(jobs: int | None, limits: Limits) -> Iterator[Callable[..., Future[Any]]]:
    """What runs a function with its arguments in one of `jobs` processes, within the limits.

    Raises WorkersError where there can be none.
    """
    context = _context()
    _check_place(context)

    def fresh() -> ProcessPool:
        return ProcessPool(
            max_workers=jobs or _available_cpus(),
            max_tasks=_INPUTS_A_WORKER,
            initializer=_prepare,
            initargs=(limits.memory,),
            context=context,
        )

    pool, starting, pools = fresh(), True, 1

    def schedule(function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        nonlocal pool, starting, pools
        # The first task starts the workers.
        held = _interrupts_held() if starting else nullcontext()
        starting = False
        try:
            with held:
                return pool.schedule(
                    _in_cpu_time,
                    args=(limits.timeout, function, *arguments),
                    timeout=limits.timeout,
                )
        except RuntimeError as error:  # a broken pool
            if pools == _MOST_POOLS:
                raise WorkersError(_NO_WORKERS) from error
            _end(pool)
            pool, starting, pools = fresh(), True, pools + 1
            return schedule(function, *arguments)
        except OSError as error:
            raise WorkersError(
                f"Worker processes cannot be started: {error.strerror or error}. {_DO_WITHOUT}"
            ) from error

    try:
        yield schedule
    finally:
        _end(pool)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble types part of itself
    pool.join()


def _check_place(context: BaseContext) -> None:
    """Raise WorkersError where this process may have no workers, or they no locks."""
    if multiprocessing.current_process().daemon:
        raise WorkersError(_A_DAEMON)
    try:
        context.Lock()
    except (OSError, ImportError) as error:  # Python may have been built without locks
        why = error.strerror if isinstance(error, OSError) else None
        raise WorkersError(
            "Worker processes cannot be started here: their locks need shared memory (on Linux /dev/shm), "
            f"which cannot be written ({why or error}). {_DO_WITHOUT}"
        ) from error


@contextmanager
def on_executor(executor: Executor, options: Options) -> Iterator[Workers]:
    """Any executor, such as a Dask cluster's; it has its own limits."""
    yield Workers(lambda data: executor.submit(attempt_elsewhere, data, options))


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """The Dask cluster whose scheduler is at `address`: the extra `dask`.

    Raises ImportError without the extra, and WorkersError when there is no scheduler.
    """
    require("dask")
    from distributed import Client

    try:
        client = Client(address)  # type: ignore[no-untyped-call]  # it has no types
    except (OSError, ValueError) as error:
        raise WorkersError(f"There is no Dask scheduler at {address}: {error}") from error
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]  # as above


def _available_cpus() -> int:
    """How many CPUs this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits: a worker whose start is broken off would come up with nobody to work for."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # The resource tracker that workers start with would lift the block.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from factsheet_parser.batch.forking import ForkOrServerContext  # Windows has neither

    return ForkOrServerContext()


def _prepare(memory: int | None) -> None:  # pragma: no cover  # runs in worker processes
    """Set a worker's limits."""
    # Killed, not asked: no handler runs while the reader's C code does.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        import resource
    except ImportError:  # Windows tells a process nothing of its memory by this way
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory is None:
        return
    unit = 1 if sys.platform == "darwin" else 1024
    threading.Thread(target=_watch, args=(memory * MIB // unit,), daemon=True).start()
    if sys.platform != "darwin":  # macOS does not keep this limit
        # For what grows faster than it is watched. PDFium ends its process with SIGABRT when the
        # system refuses it memory, as it does on a fault of its own, so this lies far above.
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = 8 * memory * MIB
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _in_cpu_time(
    timeout: float | None, function: Callable[..., Any], *arguments: Any
) -> Any:  # pragma: no cover  # runs in worker processes
    """What the function gives; the system ends it should whoever waits for it be gone."""
    if timeout is not None:
        try:
            import resource
        except ImportError:
            return function(*arguments)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(usage.ru_utime + usage.ru_stime + timeout) + _CPU_SECONDS_MORE
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if hard == resource.RLIM_INFINITY or soft < hard:
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    return function(*arguments)


def _watch(most: int) -> None:  # pragma: no cover  # runs in worker processes
    """End this process when it takes more memory; `most` in the unit of `ru_maxrss`."""
    import resource

    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss <= most:
        time.sleep(_WATCH_SECONDS)
    os._exit(_TOO_MUCH_MEMORY)


def _cause(error: ProcessExpired) -> str:
    if error.exitcode >= 0:
        return f"exit status {error.exitcode}"
    try:
        name = signal.Signals(-error.exitcode).name
    except ValueError:  # one of the real-time signals
        return f"signal {-error.exitcode}"
    if name == "SIGKILL":
        return "SIGKILL, perhaps for want of memory"
    return name
