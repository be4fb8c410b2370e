"""How conversions grow, as ratios measured in one run.

    python benchmarks/batch.py            # 500 and 4,000 files
    python benchmarks/batch.py 100 800

The files are copies of the repository's PDFs, each with bytes of its own, in a temporary folder.
Each conversion is a command of its own, so that its start is counted as its user counts it.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TURNS = 3


def make(folder: Path, count: int) -> Path:
    """A folder of `count` PDFs."""
    folder.mkdir()
    pdfs = sorted(ROOT.glob("tests/fixtures/*.pdf"))
    for number in range(count):
        pdf = pdfs[number % len(pdfs)]
        (folder / f"{number:05}-{pdf.name}").write_bytes(pdf.read_bytes() + b"\n%% %d\n" % number)
    return folder


def convert(folder: Path, out: Path, *options: str) -> tuple[float, float]:
    """Seconds that a conversion takes, and MiB that its main process takes at most."""
    command: list[str | Path] = [sys.executable, "-m", "factsheet_parser", "convert"]
    command += [folder, "-o", out, *options]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{command} ended with {process.returncode}"
    return seconds, mebibytes(usage)


def mebibytes(usage: resource.struct_rusage) -> float:
    """The most memory a process took."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(few: int, many: int) -> None:
    """Print a line a measurement."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        small, large = make(work / "small", few), make(work / "large", many)
        ratios = []
        for _ in range(TURNS):
            one, _ = convert(small, work / "out.csv", "--jobs", "1")
            two, _ = convert(small, work / "out.csv", "--jobs", "2")
            ratios.append(one / two)
        print(f"{few} files: two jobs {statistics.median(ratios):.2f} x as fast as one")
        one, memory = convert(large, work / "out.csv", "--jobs", "1")
        two, memory_of_two = convert(large, work / "out.csv", "--jobs", "2")
        print(f"{many} files: two jobs {one / two:.2f} x as fast as one, {many / two:.0f} files/s")
        few_seconds, few_memory = convert(small, work / "out.csv", "--jobs", "1")
        _, few_memory_of_two = convert(small, work / "out.csv", "--jobs", "2")
        print(
            f"{many} files against {few}: {one / few_seconds:.2f} x the time, "
            f"{memory / few_memory:.2f} x the main process's memory ({few_memory:.0f} and "
            f"{memory:.0f} MiB; with two jobs {few_memory_of_two:.0f} and {memory_of_two:.0f})"
        )
        time.sleep(2)  # the files' times are trusted when they are older than this
        first, _ = convert(large, work / "resumed.csv", "--resume")
        again, _ = convert(large, work / "resumed.csv", "--resume")
        print(f"{many} files again with --resume: 1/{first / again:.0f} of the first time")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3] or (500, 4000)))
