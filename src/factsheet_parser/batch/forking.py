"""How worker processes begin: as copies of this one where that is safe."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a Python without locks cannot import it
    from multiprocessing.synchronize import RLock

_SMALL_MIB = 128


class ForkOrServerContext(ForkServerContext):
    """A worker is a copy of this process where that is safe, else one from a fork server.

    The server's has to import everything once more, which takes as long as parsing 20 sheets.
    Its locks last as long as this context: a pool drops them before it ends its workers, and one
    that is just starting looks for them by name.
    """

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802  # as there
        """A lock that processes share."""
        lock = super().RLock()
        self._locks.append(lock)
        return lock

    def Process(self, *given: Any, **named: Any) -> BaseProcess:  # type: ignore[override]  # noqa: N802  # a class there
        """A process that can be started."""
        method = "fork" if _may_fork() else "forkserver"
        context: Any = multiprocessing.get_context(method)
        process: BaseProcess = context.Process(*given, **named)
        return process


def _may_fork() -> bool:
    """Whether this process has a single thread, no lock of which a copy could keep closed.

    Only Linux tells of the threads of libraries too. A large process is not copied either: its
    memory would count as the worker's.
    """
    try:
        threads = os.listdir("/proc/self/task")
    except OSError:
        return False
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return len(threads) == 1 and used <= _SMALL_MIB
