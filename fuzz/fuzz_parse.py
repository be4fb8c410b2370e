"""Fuzzing with atheris: any bytes give a record or a FactsheetError, and nothing else.

    python -m pip install -e '.[fuzz]'
    python fuzz/fuzz_parse.py fuzz/corpus -runs=2000

Starts from the files in the corpus folder and, to begin with, the samples and the hostile files of
the tests. A crash leaves its input in the current folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["factsheet_parser"]):
    from factsheet_parser import Factsheet, FactsheetError, Limits, parse_factsheet

ROOT = Path(__file__).resolve().parent.parent
LIMITS = Limits(size=1, characters=20_000)


def one(data: bytes) -> None:
    """One input, read by PDFium or as text."""
    try:
        sheet = parse_factsheet(data, limits=LIMITS)
    except FactsheetError:
        return
    # A record that contradicts itself is refused when it is read back.
    assert Factsheet.model_validate_json(sheet.model_dump_json()) == sheet  # noqa: S101  # the check


def seed(corpus: Path) -> None:
    """Copy the project's own files into the corpus, the small ones of them."""
    for folder in ("samples", "tests/hostile", "tests/fixtures", "tests/data"):
        for path in (ROOT / folder).glob("*.*"):
            if path.suffix in (".pdf", ".txt") and path.stat().st_size < 40_000:
                (corpus / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    if folders:
        folders[0].mkdir(parents=True, exist_ok=True)
        seed(folders[0])
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
