"""How fast sheets are read and parsed, as ratios measured in one run.

    python benchmarks/speed.py                    # the sample and the specimens of the repository
    python benchmarks/speed.py FILE.pdf ...       # other sheets

For each PDF, in turn and many times over: the bare text of all pages with pypdfium2, reading alone
(the text as units), `parse_factsheet` with evidence and checks, and pdfplumber's `extract_text`.
The ratios are medians of the turns' own ratios, so that a machine's changing speed falls out of
them. The last line of the table compares the sums of all PDFs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from factsheet_parser import parse_factsheet
from factsheet_parser.reading import read_document

ROOT = Path(__file__).resolve().parent.parent
TURNS = 50
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


def read(path: Path) -> object:
    """The text and its units, with their places; no figure yet."""
    return read_document(path.read_bytes())


def middle(turns: list[tuple[float, ...]], column: int) -> float:
    """The median over all turns of how much longer a call took than the bare text."""
    return statistics.median(turn[column] / turn[0] for turn in turns)


def main(paths: list[Path]) -> None:
    """Print a line a sheet."""
    print(f"{'':50} {'':9} {'as long as bare PDFium':>27} {'pdfplumber':>12}")
    print(f"{'sheet':50} {'parse':>9} {'reading':>13} {'parse':>13} {'x parse':>12}")
    totals = [0.0, 0.0, 0.0]
    for path in paths:
        parse_factsheet(path)
        if path.suffix != ".pdf":
            parsed = statistics.median(milliseconds(parse_factsheet, path) for _ in range(TURNS))
            print(f"{path.name:50} {parsed:6.2f} ms")
            continue
        turns = [
            tuple(milliseconds(call, path) for call in (bare_pdfium, read, parse_factsheet))
            for _ in range(TURNS)
        ]
        for column in range(3):
            totals[column] += statistics.median(turn[column] for turn in turns)
        parsed = statistics.median(turn[2] for turn in turns)
        slow = statistics.median(
            milliseconds(bare_pdfplumber, path) / milliseconds(parse_factsheet, path)
            for _ in range(SLOW_TURNS)
        )
        print(
            f"{path.name:50} {parsed:6.2f} ms {middle(turns, 1):13.2f} {middle(turns, 2):13.2f}"
            f" {slow:12.1f}"
        )
    if totals[0]:
        bare, reading, parsing = totals
        print(f"{'all PDFs':50} {'':9} {reading / bare:13.2f} {parsing / bare:13.2f}")


def fresh_process(path: Path) -> None:
    """Print what a sheet takes in a process of its own, with all that is imported for it."""
    bare = f"import pypdfium2; [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument({str(path)!r})]"
    whole = f"from factsheet_parser import parse_factsheet; parse_factsheet({str(path)!r})"
    turns = [tuple(python(code) for code in (bare, whole)) for _ in range(SLOW_TURNS)]
    took = statistics.median(turn[1] for turn in turns)
    print(
        f"a new process: {took:.0f} ms, {middle(turns, 1):.1f} times as long as bare PDFium in one"
    )


def python(code: str) -> float:
    """How many milliseconds a new Python takes for `code`."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return 1000 * (time.perf_counter() - begin)


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
    fresh_process(ROOT / "samples" / "iowa-2023.pdf")
    isolation(ROOT / "samples" / "iowa-2023.pdf")
