"""Inputs by URL (`s3://...`, `zip://...::...`), through fsspec: the extra `remote`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import regex

from factsheet_parser.errors import FactsheetError, UnsupportedFormatError
from factsheet_parser.extras import require
from factsheet_parser.limits import Limits
from factsheet_parser.reading import NOT_REGULAR, bounded, read_at_most, read_stream
from factsheet_parser.timeouts import SEARCH_SECONDS

# Two letters at least, so that C:\ is a path.
_URL = regex.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:://|::)")


def is_url(path: str) -> bool:
    """Whether `path` is a URL rather than a file's name."""
    return _URL.match(path, timeout=SEARCH_SECONDS) is not None and not os.path.exists(path)


def files(
    url: str, suffixes: tuple[str, ...], left_alone: Callable[[str], None], limits: Limits
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each file that `url` names, with what reads it: one file, a folder's, or those of a `*`.

    Raises ImportError when fsspec is not installed. What else goes wrong is raised as OSError by
    the reading function, so that it is told of this input alone.
    """
    require("remote")
    import fsspec

    try:
        filesystem, path = fsspec.core.url_to_fs(url)
        if "*" in path:
            found = filesystem.glob(path, detail=True)
        elif filesystem.isdir(path):
            found = filesystem.find(path, detail=True)
        else:
            yield url, lambda: _read(filesystem, path, limits)
            return
    except Exception as error:  # each file system raises its own kinds
        yield url, raising(_as_oserror(error))
        return
    for name, about in sorted(found.items()):
        source = _url_of(url, path, name)
        inside = name[len(path) :] if name.startswith(path) else name
        if any(part.startswith(".") for part in inside.split("/")):
            continue
        if name.lower().endswith(suffixes) and about.get("type") == "file":
            yield source, _reader(filesystem, name, limits)
        else:
            left_alone(source)


def _url_of(url: str, path: str, name: str) -> str:
    """The URL of the file `name` on the file system that `url` opened."""
    first, mark, rest = url.partition("::")
    protocol, parting, _ = first.partition("://")
    base = path.partition("*")[0]
    head = first[: first.rfind(base)] if base and base in first else f"{protocol}{parting or '://'}"
    return f"{head}{name}{mark}{rest}"


def _reader(filesystem: Any, name: str, limits: Limits) -> Callable[[], bytes]:
    return lambda: _read(filesystem, name, limits)


def _read(filesystem: Any, name: str, limits: Limits) -> bytes:
    try:
        if filesystem.info(name).get("type") == "other":
            raise UnsupportedFormatError(NOT_REGULAR)
        with filesystem.open(name, "rb") as file:
            data = read_stream(file, read_at_most(limits))
    except Exception as error:
        raise _as_oserror(error) from error
    return bounded(data, limits)


def _as_oserror(error: Exception) -> OSError | FactsheetError:
    if isinstance(error, OSError | FactsheetError):
        return error
    return OSError(f"{type(error).__name__}: {error}")


def raising(error: OSError | FactsheetError) -> Callable[[], bytes]:
    """What reads an input that cannot be read: it tells why."""

    def read() -> bytes:
        raise error

    return read
