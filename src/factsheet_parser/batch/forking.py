"""How worker processes begin: as copies of this one where that is safe."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any

_SMALL_MIB = 128


class ForkOrServerContext(ForkServerContext):
    """A worker is a copy of this process where that is safe, else one from a fork server.

    The server's has to import everything once more, which takes as long as parsing 20 sheets.
    """

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
