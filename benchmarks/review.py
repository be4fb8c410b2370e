"""How long a review page of 56 factsheets takes, and how large it is.

python benchmarks/review.py
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from factsheet_parser import iter_factsheets
from factsheet_parser.review import write_review

ROOT = Path(__file__).resolve().parent.parent
SHEETS = 56


def main() -> None:
    """Print seconds and megabytes."""
    pdfs = sorted((ROOT / "tests" / "fixtures").glob("*.pdf"))
    with tempfile.TemporaryDirectory() as temporary:
        paths = []
        for number in range(SHEETS):
            path = Path(temporary) / f"specimen-{number:02}.pdf"
            path.write_bytes(pdfs[number % len(pdfs)].read_bytes())
            paths.append(path)
        out = Path(temporary) / "review.html"
        begin = time.perf_counter()
        write_review(iter_factsheets(paths), out)
        seconds = time.perf_counter() - begin
        print(f"{SHEETS} factsheets: {seconds:.1f} s, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
