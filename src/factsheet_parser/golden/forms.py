"""Which files are golden fixtures, and which forms of its sheet stand beside each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

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
