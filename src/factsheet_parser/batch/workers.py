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
from factsheet_parser.errors import MemoryLimitError, ReaderCrashError, TimeLimitError, WorkersError
from factsheet_parser.limits import MIB, Limits
from factsheet_parser.parse import Options

# A worker is replaced after so many inputs, so that what a library leaks does not add up.
_INPUTS_A_WORKER = 2000
# How often a worker looks at its memory, and the exit status that tells what it saw.
_WATCH_SECONDS = 0.05
_TOO_MUCH_MEMORY = 77
_CPU_SECONDS_MORE = 5
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
    timeout: float | None = None
    memory: int | None = None

    def result(self, future: Future[Reply]) -> Result:
        """The result of a finished future.

        Raises WorkersError when no worker can be started, or one runs another parser.
        """
        try:
            reply = future.result()
        except ProcessExpired as error:
            if error.exitcode == _TOO_MUCH_MEMORY:
                return self._too_much_memory()
            return ReaderCrashError(f"The file ended the process that read it ({_cause(error)}).")
        except MemoryError:
            return self._too_much_memory()
        except TimeoutError:
            return TimeLimitError(
                f"Reading the file took longer than the {self.timeout:g} seconds allowed."
            )
        except BrokenExecutor as error:
            raise WorkersError(_NO_WORKERS) from error
        except CancelledError as error:
            raise WorkersError("The executor cancelled an input.") from error
        except Exception as error:  # an executor's own, such as Dask's KilledWorker
            return ReaderCrashError(
                f"The executor gave the file up: {type(error).__name__}: {error}"
            )
        if reply.parser != parser_identity():
            raise WorkersError(
                "A worker runs another version of the parser, so that its records are not these:\n"
                f"  here:   {parser_identity()}\n  worker: {reply.parser}"
            )
        return from_reply(reply)

    def _too_much_memory(self) -> MemoryLimitError:
        allowed = "there is" if self.memory is None else f"the {self.memory:,} MiB allowed"
        return MemoryLimitError(f"Reading the file took more memory than {allowed}.")


@contextmanager
def own_processes(jobs: int | None, options: Options) -> Iterator[Workers]:
    """`jobs` worker processes, or one a CPU, each input bound by the options' limits."""
    limits = options.limits
    with processes(jobs, limits) as schedule:
        yield Workers(
            lambda data: schedule(_in_cpu_time, attempt_elsewhere, data, options),
            limits.timeout,
            limits.memory,
        )


@contextmanager
def processes(jobs: int | None, limits: Limits) -> Iterator[Callable[..., Future[Any]]]:
    """What runs a function with its arguments in one of `jobs` processes, within the limits.

    Raises WorkersError where there can be none.
    """
    context = multiprocessing.get_context(_start_method())
    _check_place(context)
    pool = ProcessPool(
        max_workers=jobs or _available_cpus(),
        max_tasks=_INPUTS_A_WORKER,
        initializer=_prepare,
        initargs=(limits.memory,),
        context=context,
    )

    starting = True

    def schedule(function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        nonlocal starting
        # The first task starts the workers.
        held = _interrupts_held() if starting else nullcontext()
        starting = False
        try:
            with held:
                return pool.schedule(function, args=arguments, timeout=limits.timeout)
        except RuntimeError as error:  # a broken pool
            raise WorkersError(_NO_WORKERS) from error
        except OSError as error:
            raise WorkersError(
                f"Worker processes cannot be started: {error.strerror or error}. {_DO_WITHOUT}"
            ) from error

    try:
        yield schedule
    finally:
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
def on_dask(address: str, options: Options) -> Iterator[Workers]:
    """The Dask cluster whose scheduler is at `address`: the extra `dask`.

    Raises WorkersError when there is none.
    """
    from distributed import Client

    try:
        client = Client(address)  # type: ignore[no-untyped-call]  # it has no types
    except (OSError, ValueError) as error:
        raise WorkersError(f"There is no Dask scheduler at {address}: {error}") from error
    with client:
        executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]  # as above
        with on_executor(executor, options) as workers:
            yield workers


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


def _start_method() -> str:
    """Never `fork`: this process has threads, and a fork copies their locks as they stand."""
    methods = multiprocessing.get_all_start_methods()
    return "forkserver" if "forkserver" in methods else "spawn"


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
    attempt: Callable[[bytes, Options], Reply], data: bytes, options: Options
) -> Reply:  # pragma: no cover  # runs in worker processes
    """An attempt that the system ends should whoever waits for it be gone."""
    if options.limits.timeout is not None:
        try:
            import resource
        except ImportError:
            return attempt(data, options)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(usage.ru_utime + usage.ru_stime + options.limits.timeout) + _CPU_SECONDS_MORE
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if hard == resource.RLIM_INFINITY or soft < hard:
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    return attempt(data, options)


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
