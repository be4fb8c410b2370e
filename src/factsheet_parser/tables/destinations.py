"""The files that a conversion writes, and what stands in their way."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from factsheet_parser.batch.remote import is_url
from factsheet_parser.printable import printable
from factsheet_parser.tables import ENDINGS, require_extra


@dataclass(frozen=True)
class Destinations:
    """What is written; the journal only with `resume`."""

    output: Path
    report: Path | None
    datapackage: Path | None
    metadata: Path | None
    resume: bool

    @classmethod
    def of(
        cls,
        out: str | os.PathLike[str],
        *,
        report: str | os.PathLike[str] | None = None,
        datapackage: bool = False,
        datasette: bool = False,
        resume: bool = False,
    ) -> Self:
        """The files for a table at `out`."""
        output = Path(out)
        return cls(
            output,
            None if report is None else Path(report),
            output.with_name("datapackage.json") if datapackage else None,
            output.with_name("metadata.json") if datasette else None,
            resume,
        )

    @property
    def journal(self) -> Path:
        """Where `--resume` keeps finished files."""
        return self.output.with_name(f"{self.output.name}.journal")

    def written(self) -> list[Path]:
        """Every file that may be written."""
        beside = (self.report, self.datapackage, self.metadata)
        files = [self.output, *(path for path in beside if path is not None)]
        return files + (self._journals() if self.resume else [])

    def _journals(self) -> list[Path]:
        """The journal, and what SQLite keeps beside it while it is open."""
        return [self.journal.with_name(f"{self.journal.name}{end}") for end in ("", "-wal", "-shm")]

    def check(self) -> None:
        """Raise ValueError where something cannot be written, ImportError for an extra."""
        complaint = self._complaint()
        if complaint:
            raise ValueError(complaint)
        require_extra(self.output.suffix.lower())

    def _complaint(self) -> str | None:
        ending = self.output.suffix.lower()
        if ending not in ENDINGS:
            return (
                f"The ending of {_shown(self.output)} names no table; it may be "
                f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
            )
        if self.datapackage is not None and ending != ".csv":
            return "--datapackage describes a .csv, and OUT has another ending."
        if self.metadata is not None and ending != ".sqlite":
            return "--datasette describes a .sqlite, and OUT has another ending."
        for path in self.written():
            try:
                complaint = _in_the_way(path)
            except OSError as error:
                return f"{_shown(path)} cannot be written: {error.strerror}."
            if complaint:
                return complaint
        places = [_place(path) for path in self.written()]
        for path, place in zip(self.written(), places, strict=True):
            if places.count(place) > 1:
                return f"{_shown(path)} would be written twice; name another file."
        return None

    def taken_from(self, sources: Iterable[str]) -> Path | None:
        """The file to write that is one of the files to read."""
        places = {place for source in sources for place in _places_read(source)}
        return next((path for path in self.written() if _place(path) in places), None)

    def without_ours(self, sources: Iterable[str]) -> list[str]:
        """`sources` without what this conversion or an earlier one writes."""
        ours = {_place(path) for path in (*self.written(), *self._journals())}
        return [source for source in sources if is_url(source) or _place(Path(source)) not in ours]


def _in_the_way(path: Path) -> str | None:
    if not path.parent.is_dir():
        return f"There is no folder {_shown(path.parent)} to write to."
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        return f"{_shown(path)} is a folder; name a file in it."
    if not stat.S_ISREG(mode):
        return f"{_shown(path)} is a pipe or a device; name a regular file."
    return None


def _place(path: Path) -> str:
    return os.path.realpath(path)


def _places_read(source: str) -> list[str]:
    """The files that reading `source` reads, if they are here: file:///a.txt, zip://b.txt::c.zip."""
    if not is_url(source):
        return [_place(Path(source))]
    return [_place(Path(part.rpartition("://")[2])) for part in source.split("::")]


def _shown(path: Path) -> str:
    return printable(str(path))
