"""A file that appears whole or not at all."""

from __future__ import annotations

import glob
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LEFT_SECONDS = 3600


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A new empty file beside `path` to write to; it takes `path`'s place when all went well.

    Its bytes are on the disk before it does. When anything is raised it is removed, and what
    stood at `path` stays. Where `path` is a link, the file that it leads to is replaced. An
    OSError names `path`.
    """
    try:
        with _whole(Path(os.path.realpath(path))) as part:
            yield part
    except OSError as error:
        error.filename = str(path)
        raise


def remove_leftovers(path: Path) -> None:
    """Remove the parts beside `path` that nobody has written to for an hour: killed processes'."""
    path = Path(os.path.realpath(path))
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > _LEFT_SECONDS:
                part.unlink()


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    # Made here rather than by tempfile, so that it gets the permissions of any new file.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:  # Ctrl-C too
        with suppress(FileNotFoundError):
            part.unlink()
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
