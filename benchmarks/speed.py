"""How fast sheets are parsed, as ratios measured in one run.

    python benchmarks/speed.py                    # the sample and the specimens of the repository
    python benchmarks/speed.py FILE.pdf ...       # other sheets

For each PDF, in turn and many times over: the bare text of all pages with pypdfium2, the same with
pdfplumber's `extract_text`, and `parse_factsheet`, evidence and checks included. The ratios are
medians of the turns' own ratios, so that a machine's changing speed falls out of them.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from factsheet_parser import parse_factsheet

ROOT = Path(__file__).resolve().parent.parent
TURNS = 100
SLOW_TURNS = 5


def bare_pdfium(path: Path) -> list[str]:
    """The text of all pages with pypdfium2 alone."""
    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return texts


def bare_pdfplumber(path: Path) -> list[str]:
    """The text of all pages with pdfplumber alone."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def milliseconds(call: Callable[[Path], object], path: Path) -> float:
    """How long one call takes."""
    begin = time.perf_counter()
    call(path)
    return 1000 * (time.perf_counter() - begin)


def main(paths: list[Path]) -> None:
    """Print a line a sheet."""
    print(f"{'sheet':52} {'parse':>9} {'x bare PDFium':>14} {'pdfplumber x':>13}")
    for path in paths:
        parse_factsheet(path)
        if path.suffix != ".pdf":
            parsed = statistics.median(milliseconds(parse_factsheet, path) for _ in range(TURNS))
            print(f"{path.name:52} {parsed:6.2f} ms")
            continue
        turns = [
            (milliseconds(bare_pdfium, path), milliseconds(parse_factsheet, path))
            for _ in range(TURNS)
        ]
        parsed = statistics.median(parse for _, parse in turns)
        ratio = statistics.median(parse / bare for bare, parse in turns)
        slow = statistics.median(
            milliseconds(bare_pdfplumber, path) / milliseconds(parse_factsheet, path)
            for _ in range(SLOW_TURNS)
        )
        print(f"{path.name:52} {parsed:6.2f} ms {ratio:14.2f} {slow:13.1f}")


def isolation(path: Path) -> None:
    """Print what a process of its own costs a sheet."""
    turns = [
        (milliseconds(parse_factsheet, path), milliseconds(isolated, path))
        for _ in range(SLOW_TURNS)
    ]
    cost = statistics.median(apart - here for here, apart in turns)
    ratio = statistics.median(apart / here for here, apart in turns)
    print(f"isolate=True on {path.name}: {cost:.0f} ms more, {ratio:.0f} times as long")


def isolated(path: Path) -> object:
    """The record, read in a process of its own."""
    return parse_factsheet(path, isolate=True)


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(
        given
        or [
            *sorted(ROOT.glob("samples/iowa-2023.[pt]*")),
            *sorted(ROOT.glob("tests/fixtures/*.pdf")),
        ]
    )
    isolation(ROOT / "samples" / "iowa-2023.pdf")
