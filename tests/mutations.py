"""Deliberate faults, applied in turn to a copy of the package: each must turn the fixtures red.

    python tests/mutations.py

Prints a line a fault, and ends with status 1 when the golden fixtures do not notice one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Fault(NamedTuple):
    """`old` becomes `new` in a module of the package."""

    name: str
    module: str
    old: str
    new: str


FAULTS = (
    Fault(
        "a row is another figure's",
        "wordings/missing_cases.toml",
        "Other Missing Children Cases\\t{missing_cases.state_other}",
        "Other Missing Children Cases\\t{missing_cases.state_orr}",
    ),
    Fault(
        "a wording needs no state",
        "wordings/scope.py",
        'return unit.names_home or above.said == "state"',
        'return not unit.names_home or above.said == "state"',
    ),
    Fault(
        "a comma ends a number",
        "language/numerals.py",
        r'_DIGITS = regex.compile(r"\d(?:[\d,.]*\d)?")',
        r'_DIGITS = regex.compile(r"\d(?:[\d.]*\d)?")',
    ),
    Fault(
        "a million is a thousand",
        "language/spelled.py",
        '"million": 1_000_000,',
        '"million": 1_000,',
    ),
    Fault("a hedge is overlooked", "language/hedges.py", '"more than", "over"', '"over"'),
    Fault(
        "small counts are no longer held back",
        "language/hedges.py",
        "SUPPRESSED_UP_TO = 1_000",
        "SUPPRESSED_UP_TO = 1",
    ),
    Fault(
        "the words around a line end run together",
        "reading/layout/seams.py",
        '_BLANK = Seam(0, " ")',
        '_BLANK = Seam(0, "")',
    ),
    Fault(
        "a shorter name is taken before a longer one around it",
        "jurisdictions.py",
        "    names.sort(key=len, reverse=True)",
        "    names.sort(key=len)",
    ),
)


def is_noticed(fault: Fault | None) -> bool:
    """Whether the golden fixtures differ from what a copy of the package with this fault reads."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "factsheet_parser")
        shutil.copytree(ROOT / "src" / "factsheet_parser", package)
        if fault is not None:
            module = package / fault.module
            source = module.read_text(encoding="utf-8")
            assert source.count(fault.old) == 1, f"{fault.name}: {fault.module} has changed"
            module.write_text(source.replace(fault.old, fault.new), encoding="utf-8")
        # The PDFs of one sheet stand for all: each takes as long as the texts of all sheets.
        fixtures = shutil.copytree(
            ROOT / "tests" / "fixtures",
            Path(folder, "fixtures"),
            ignore=lambda _, names: [
                name for name in names if name.endswith(".pdf") and "texas" not in name
            ],
        )
        done = subprocess.run(
            [sys.executable, "-m", "factsheet_parser", "check", fixtures],
            env={**os.environ, "PYTHONPATH": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        assert "golden fixtures" in done.stdout, done.stderr
        return done.returncode == 1


if __name__ == "__main__":
    sound = not is_noticed(None)
    print(f"{'as expected' if sound else 'DIFFERS'}: no fault")
    noticed = {fault.name: is_noticed(fault) for fault in FAULTS}
    for name, found in noticed.items():
        print(f"{'noticed' if found else 'NOT NOTICED'}: {name}")
    sys.exit(not (sound and all(noticed.values())))
