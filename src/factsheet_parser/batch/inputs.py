"""Files, folders and URLs to inputs, one after the other, in an order that no machine changes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factsheet_parser.batch import remote
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.reading import read_bytes

SUFFIXES = (".txt", ".md", ".pdf")
"""What is taken from a folder; a file that is named itself may end in anything."""

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""What is taken as well where pictures are read by OCR."""
NOTHING_FOUND = "No .txt, .md or .pdf file was found, and nothing was written."
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
    limits: Limits = DEFAULTS,
    *,
    ocr: bool = False,
) -> Iterator[Input]:
    """The inputs that `paths` name, in their order; a folder's sorted by name, depth first.

    Hidden files are passed over. What else a folder holds that is not taken (another ending, no
    regular file, a link back into the folder) is told to `left_alone`. A dead link with an ending
    that is taken is an input, which cannot be read.
    """
    if left_alone is None:
        left_alone = _untold
    suffixes = (*SUFFIXES, *PICTURES) if ocr else SUFFIXES
    for path in paths:
        given = os.fsdecode(path)
        if remote.is_url(given):
            for source, read in remote.files(given, suffixes, left_alone, limits):
                yield Input(source, read, far=True)
        elif os.path.isdir(given):
            yield from _below(
                Path(given), _Walk(os.path.realpath(given), set(), left_alone, limits, suffixes)
            )
        else:
            yield _local(Path(given), limits, given)


def _untold(source: str) -> None:
    """Nobody asked what was left alone."""


def _local(path: Path, limits: Limits, source: str | None = None) -> Input:
    return Input(
        path.as_posix() if source is None else source,
        lambda: read_bytes(path, limits),
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
    limits: Limits
    suffixes: tuple[str, ...]

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
    # A stack of our own: folders may lie deeper than calls may.
    levels = [_entries(folder)]
    while levels:
        each = next(levels[-1], None)
        if each is None:
            levels.pop()
        elif isinstance(each, Input):
            yield each
        elif each.name.startswith("."):
            continue
        elif _is_folder(each):
            if walk.enters(each):
                levels.append(_entries(Path(each.path)))
            else:
                walk.left_alone(Path(each.path).as_posix())
        elif each.name.lower().endswith(walk.suffixes) and _may_be_regular(each):
            yield _local(Path(each.path), walk.limits)
        else:
            walk.left_alone(Path(each.path).as_posix())


def _entries(folder: Path) -> Iterator[os.DirEntry[str] | Input]:
    """What stands in a folder by name; for one that cannot be listed an input that says why."""
    try:
        with os.scandir(folder) as entries:
            return iter(sorted(entries, key=lambda entry: entry.name))
    except OSError as error:
        return iter([Input(folder.as_posix(), remote.raising(error))])


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False


def _may_be_regular(entry: os.DirEntry[str]) -> bool:
    """Whether reading tells what is wrong with a file, rather than waiting for it.

    So it does of a link that leads nowhere.
    """
    try:
        return entry.is_file() or not os.path.exists(entry.path)
    except OSError:
        return True
