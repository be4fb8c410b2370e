"""A parser for worker processes that crashes, hangs or eats memory when its input says so."""

from __future__ import annotations

import itertools
import os
import signal

from factsheet_parser.batch.attempt import Reply, attempt_elsewhere
from factsheet_parser.options import Options

MIB = 1024 * 1024


def attempt(data: bytes, options: Options) -> Reply:
    if b"crash" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"be killed" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"end with signal 40" in data:
        os.kill(os.getpid(), 40)
    if b"end with status 5" in data:
        os._exit(5)
    if b"hang" in data:
        sum(itertools.repeat(0))  # C code that never comes back, so that no handler runs
    if b"eat memory" in data:
        eaten = []
        try:
            while True:
                eaten.append(b"x" * MIB)
        except MemoryError:
            os.abort()  # as PDFium does
    if b"refuse memory" in data:
        raise MemoryError
    if b"other parser" in data:
        return attempt_elsewhere(data, options)._replace(parser="factsheet-parser=9")
    return attempt_elsewhere(data, options)
