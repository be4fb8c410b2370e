"""Files, folders and URLs to inputs, one after the other, in an order that no machine changes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factsheet_parser.batch import remote
from factsheet_parser.reading import read_bytes

SUFFIXES = (".txt", ".md", ".pdf")
"""What is taken from a folder; a file that is named itself may end in anything."""

_SETTLED_SECONDS = 2


@dataclass(frozen=True)
class Input:
    """One file to parse."""

    source: str
    read: Callable[[], bytes]
    """Gives the bytes; raises OSError or a FactsheetError."""
    stamp: Callable[[], str | None] = lambda: None
    """What changes whenever the file does, or None where there is no such thing."""
    far: bool = False
    """Whether reading waits for another machine."""


def find_inputs(
    paths: Iterable[str | os.PathLike[str]],
    left_alone: Callable[[str], None] | None = None,
) -> Iterator[Input]:
    """The inputs that `paths` name, in their order; a folder's sorted by name, depth first.

    Hidden files are passed over. What else a folder holds that is not taken (another ending, no
    regular file, a link back into the folder) is told to `left_alone`.
    """
    if left_alone is None:
        left_alone = _untold
    for path in paths:
        given = os.fspath(path)
        if remote.is_url(given):
            for source, read in remote.files(given, SUFFIXES, left_alone):
                yield Input(source, read, far=True)
        elif os.path.isdir(given):
            yield from _below(Path(given), _Walk(os.path.realpath(given), set(), left_alone))
        else:
            yield _local(Path(given), given)


def _untold(source: str) -> None:
    """Nobody asked what was left alone."""


def _local(path: Path, source: str | None = None) -> Input:
    return Input(
        path.as_posix() if source is None else source,
        lambda: read_bytes(path),
        lambda: _stamp(path),
    )


def _stamp(path: Path) -> str | None:
    """The file's identity, size and times.

    POSIX sets the last of them, the inode's, at each change, and lets nobody else set it. A file
    that changed within the last seconds has none yet: it may change again within the same tick.
    """
    if os.name != "posix":
        return None
    try:
        seen = path.stat()
    except OSError:
        return None
    if time.time() - max(seen.st_mtime, seen.st_ctime) < _SETTLED_SECONDS:
        return None
    return f"{seen.st_dev}.{seen.st_ino}.{seen.st_size}.{seen.st_mtime_ns}.{seen.st_ctime_ns}"


@dataclass(frozen=True)
class _Walk:
    """One folder's walk: where it began, and which linked folders it has entered."""

    root: str
    entered: set[str]
    left_alone: Callable[[str], None]

    def enters(self, entry: os.DirEntry[str]) -> bool:
        """Whether a folder is walked: a linked one once, and only if it lies elsewhere."""
        if not entry.is_symlink():
            return True
        target = os.path.realpath(entry.path)
        if target in self.entered or os.path.commonpath((self.root, target)) in (self.root, target):
            return False
        self.entered.add(target)
        return True


def _below(folder: Path, walk: _Walk) -> Iterator[Input]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Input(folder.as_posix(), _raising(error))
        return
    for entry in found:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        # Unlike the entry's own, these take a link that leads nowhere or round in a circle.
        if os.path.isdir(path):
            if walk.enters(entry):
                yield from _below(path, walk)
            else:
                walk.left_alone(path.as_posix())
        elif entry.name.lower().endswith(SUFFIXES) and os.path.isfile(path):
            yield _local(path)
        else:
            walk.left_alone(path.as_posix())


def _raising(error: OSError) -> Callable[[], bytes]:
    def read() -> bytes:
        raise error

    return read
