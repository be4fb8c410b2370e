"""Which files are golden fixtures, and which forms of its sheet stand beside each."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from factsheet_parser.batch.batch import Paths, listed

ENDING = ".golden.json"
_TEXTS = (".txt", ".md")


def goldens_below(folder: Path) -> Iterator[Path]:
    """Every golden fixture in `folder` and below it, sorted; hidden folders are passed over.

    Raises OSError for a folder that cannot be read.
    """
    for here, folders, files in os.walk(folder, onerror=_tell):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(ENDING):
                yield Path(here, name)


def goldens_in(paths: Paths) -> list[Path]:
    """The golden fixtures that paths name, each once: below folders, themselves, or of a form.

    Raises OSError for a path that does not exist or cannot be read.
    """
    found: dict[Path, None] = {}
    for path in listed(paths):
        given = Path(path)
        if stat.S_ISDIR(given.stat().st_mode):
            found |= dict.fromkeys(goldens_below(given))
        else:
            golden = given if given.name.endswith(ENDING) else golden_of(given)
            if golden.exists():
                found[golden] = None
    return list(found)


def _tell(error: OSError) -> None:
    raise error


def forms_of(golden: Path) -> list[Path]:
    """The files beside `NAME.golden.json` that must give its record: `NAME.txt`, `NAME*.pdf`.

    Where a longer name has a golden fixture too ("iowa-2023" and "iowa-2023-revised"), a file
    that begins with both is the longer one's.
    """
    others = [path for path in golden.parent.iterdir() if path.name.endswith(ENDING)]
    return sorted(
        path
        for path in golden.parent.iterdir()
        if _is_form(path, golden)
        and not any(
            len(other.name) > len(golden.name) and _is_form(path, other) for other in others
        )
    )


def golden_of(form: Path) -> Path:
    """The golden fixture that stands for this file, or the one that `accept` makes for it."""
    candidates = [
        path
        for path in form.parent.iterdir()
        if path.name.endswith(ENDING) and _is_form(form, path)
    ]
    longest = max(candidates, key=lambda path: len(path.name), default=None)
    return longest or form.with_name(form.stem + ENDING)


def _is_form(path: Path, golden: Path) -> bool:
    name = golden.name.removesuffix(ENDING)
    ending = path.suffix.lower()
    if ending == ".pdf":
        return path.stem.startswith(name)
    return ending in _TEXTS and path.stem == name
