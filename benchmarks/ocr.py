"""How well scans are read: figures that are exact, withheld and false, by kind of scan.

    python benchmarks/ocr.py                   # the sample and each fixture, a kind each in turn
    python benchmarks/ocr.py --all             # each in every kind (an hour)
    python benchmarks/ocr.py --damage 300      # and as many numbers with a damaged digit

Needs the extra `ocr`. A page takes about ten seconds.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from factsheet_parser import Factsheet, parse_factsheet  # noqa: E402  # as above
from scans import KINDS, Grey, Kind, painted, pdf_of_pictures  # noqa: E402  # found beside the tests

_DAMAGES = (
    "blot", "hole", "no upper left", "no lower left", "no upper right", "no lower right",
    "no middle", "no top", "white scratch", "black scratch", "more on the left", "a bar beside it",
)  # fmt: skip


def sheets() -> Iterator[Path]:
    """The PDFs of this repository."""
    yield ROOT / "samples" / "iowa-2023.pdf"
    yield from sorted((ROOT / "tests" / "fixtures").glob("specimen-*.pdf"))


def damaged(picture: Grey, box: tuple[float, ...], dots: int, chance: random.Random) -> str:
    """Damage one digit or comma of the number in a box of PDF points; says how, or nothing."""
    left, top, right, bottom = (round(side * dots / 72) for side in box)
    part = picture[top - 2 : bottom + 3, left - 1 : right + 2]
    _, ink = cv2.threshold(part, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _, _, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = [each for each in found[1:] if 4 < each[3] < part.shape[0] * 0.95]
    if not parts:
        return ""
    x, y, width, height, _ = (int(value) for value in chance.choice(parts))
    how = chance.choice(_DAMAGES)
    _damage(part, (x, y, width, height), how, chance)
    return how


def _damage(part: Grey, at: tuple[int, int, int, int], how: str, chance: random.Random) -> None:
    x, y, width, height = at
    paper, ink = int(numpy.percentile(part, 92)), int(part.min())
    half, inner, outer = y + height // 2, x + round(0.42 * width), x + round(0.6 * width)
    somewhere = (
        x + round(chance.uniform(0.15, 0.85) * width),
        y + round(chance.uniform(0.15, 0.85) * height),
    )
    far = (x - width // 2, y + round(chance.random() * height))
    near = (x + width * 3 // 2, y + round(chance.random() * height))
    match how:
        case "blot":
            cv2.circle(part, somewhere, max(2, height * 3 // 10), (ink,), -1)
        case "hole":
            cv2.circle(part, somewhere, max(2, height * 2 // 10), (paper,), -1)
        case "no upper left":
            part[y + 1 : half, x:inner] = paper
        case "no lower left":
            part[half : y + height - 1, x:inner] = paper
        case "no upper right":
            part[y + 1 : half, outer : x + width + 1] = paper
        case "no lower right":
            part[half : y + height - 1, outer : x + width + 1] = paper
        case "no middle":
            part[y + round(0.42 * height) : y + round(0.58 * height), x : x + width] = paper
        case "no top":
            part[y : y + round(0.22 * height), x : x + width] = paper
        case "white scratch":
            cv2.line(part, far, near, (paper,), max(2, height // 8))
        case "black scratch":
            cv2.line(part, far, near, (ink,), max(1, height // 14))
        case "more on the left":
            part[y + 1 : half, x : x + max(2, width // 5)] = ink
        case _:
            part[y : y + height, x + width + 2 : x + width + 2 + max(2, width // 6)] = ink


def judged(truth: Factsheet, read: Factsheet, names: list[str]) -> Counter[str]:
    """How many of these figures are exact, withheld or false."""
    count: Counter[str] = Counter()
    for name in names:
        if name not in read.figures:
            count["withheld"] += 1
        elif name in truth.figures and read.figures[name].value == truth.figures[name].value:
            count["exact"] += 1
        else:
            count["FALSE"] += 1
            print("FALSE", name, read.figures[name].text, truth.figures.get(name))
    return count


def main() -> None:
    """Measure, and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--all", action="store_true")
    asked.add_argument("--damage", type=int, default=0)
    arguments = asked.parse_args()
    kinds = list(KINDS.items())
    by_kind: dict[str, Counter[str]] = {name: Counter() for name in KINDS}
    begun, pages = time.process_time(), 0
    for number, path in enumerate(sheets()):
        truth = parse_factsheet(path)
        for name, kind in kinds if arguments.all else [kinds[number % len(kinds)]]:
            pictures = [kind.change(page) for page in painted(path, kind.dots)]
            read = _read(pictures, kind)
            pages += len(pictures)
            names = sorted({*truth.figures, *read.figures})
            by_kind[name] += judged(truth, read, names)
    for name, count in by_kind.items():
        print(f"{name:8} {dict(count)}")
    total = sum(by_kind.values(), Counter[str]())
    print(f"{'all':8} {dict(total)}: {100 * total['exact'] / total.total():.1f}% exact")
    print(f"{(time.process_time() - begun) / pages:.1f} s of CPU a page")
    if arguments.damage:
        print("damaged ", dict(_with_damage(arguments.damage)))


def _with_damage(wanted: int) -> Counter[str]:
    chance = random.Random(1)  # noqa: S311  # no secret
    count: Counter[str] = Counter()
    paths = list(sheets())
    clean = [KINDS[name] for name in ("150", "200", "300", "jpeg", "grey")]
    while count.total() < wanted:
        path, kind = chance.choice(paths), chance.choice(clean)
        truth = parse_factsheet(path)
        pictures = [kind.change(page) for page in painted(path, kind.dots)]
        names = [
            name
            for name, figure in truth.figures.items()
            if figure.evidence.boxes
            and damaged(
                pictures[figure.evidence.page - 1], figure.evidence.boxes[0], kind.dots, chance
            )
        ]
        count += judged(truth, _read(pictures, kind), names)
    return count


def _read(pictures: list[Grey], kind: Kind) -> Factsheet:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf_of_pictures(pictures, kind))
        file.flush()
        return parse_factsheet(file.name, ocr=True)


if __name__ == "__main__":
    main()
