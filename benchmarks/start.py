"""How long commands take to begin, in seconds of CPU and as ratios measured in one run.

    python benchmarks/start.py            # 200 files
    python benchmarks/start.py 50

Each command runs in a process of its own, several times in turn; the least CPU time of each counts.
The libraries alone (pydantic, regex, typer, PDFium) are what a start can hardly be quicker than.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from batch import make

ROOT = Path(__file__).resolve().parent.parent
TURNS = 7
SAMPLE = str(ROOT / "samples" / "iowa-2023.pdf")
LIBRARIES = "import regex, typer, pypdfium2; from pydantic import BaseModel, Field"
ISOLATED = (
    "from factsheet_parser import parse_factsheet; import sys; "
    "parse_factsheet(sys.argv[1], isolate={})"
)
BARE = (
    "from factsheet_parser import parse_factsheet; import pathlib, sys; "
    "[parse_factsheet(path) for path in sorted(pathlib.Path(sys.argv[1]).iterdir())]"
)


def spent(*arguments: str) -> tuple[float, float]:
    """Seconds of CPU, children's included, and of the clock."""
    begin, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = os.times()
    cpu = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return cpu, time.perf_counter() - begin


def least(*commands: tuple[str, ...]) -> list[tuple[float, float]]:
    """The least of each command's times, measured in turn."""
    turns = [[spent(*command) for command in commands] for _ in range(TURNS)]
    return [
        (min(cpu for cpu, _ in each), min(clock for _, clock in each))
        for each in zip(*turns, strict=True)
    ]


def main(count: int) -> None:
    """Print a line a measurement."""
    module = ("-m", "factsheet_parser")
    libraries, usage, parse, here, isolated = (
        cpu
        for cpu, _ in least(
            ("-c", LIBRARIES),
            (*module, "--help"),
            (*module, "parse", "--format", "json", SAMPLE),
            ("-c", ISOLATED.format(False), SAMPLE),
            ("-c", ISOLATED.format(True), SAMPLE),
        )
    )
    print(f"the libraries alone: {libraries:.2f} s of CPU")
    print(f"--help: {usage:.2f} s of CPU, {usage / libraries:.1f} x the libraries")
    print(f"parse of one sheet: {parse:.2f} s of CPU, {parse / libraries:.1f} x the libraries")
    print(f"isolate=True: {isolated - here:.2f} s of CPU more")
    with tempfile.TemporaryDirectory() as name:
        folder = str(make(Path(name) / "sheets", count))
        convert = (*module, "convert", folder, "-o", str(Path(name) / "out.csv"), "--jobs")
        bare, one, two = (
            clock for _, clock in least(("-c", BARE, folder), (*convert, "1"), (*convert, "2"))
        )
    print(f"{count} files: convert with one job {one / bare:.2f} x the bare loop's time")
    print(f"{count} files: two jobs {one / two:.2f} x as fast as one")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2] or ["200"]))
