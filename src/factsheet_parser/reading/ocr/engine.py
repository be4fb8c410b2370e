"""RapidOCR, and what it reads of a picture: lines of signs with their places.

RapidOCR's wheel carries its models, so that nothing is fetched when it runs, and it needs no
program that a system would have to install. Tesseract, the usual choice, lost the sheets' tables.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from functools import cache
from math import hypot
from typing import Any, NamedTuple
from unicodedata import normalize

import numpy
from numpy.typing import NDArray

from factsheet_parser.extras import require

Pixels = NDArray[numpy.uint8]
"""A picture: a row, a column, red, green and blue; or grey without the last."""
Point = tuple[float, float]
_LONGER_SIDES = (1280, 1600)
"""Pixels to which a picture is made smaller before lines are looked for, reading by reading."""


class Sign(NamedTuple):
    """A character that was read, or a blank."""

    text: str
    x: float
    """Its middle along its line, in points from the line's left end."""
    score: float
    """How sure the program is, from 0 to 1."""
    width: float = 0.0
    """Of a blank, in points; of other signs it is not known."""


class ReadLine(NamedTuple):
    """A line, or a part of one, that was read."""

    signs: tuple[Sign, ...]
    corners: tuple[Point, Point, Point, Point]
    """In points from the page's top left: the line's top left, then clockwise."""

    @property
    def text(self) -> str:
        """What was read."""
        return "".join(sign.text for sign in self.signs)

    @property
    def width(self) -> float:
        """Points."""
        (x0, y0), (x1, y1) = self.corners[:2]
        return hypot(x1 - x0, y1 - y0)

    @property
    def height(self) -> float:
        """Points."""
        (x0, y0), (x1, y1) = self.corners[0], self.corners[3]
        return hypot(x1 - x0, y1 - y0)

    @property
    def slope(self) -> float:
        """How far it falls a point, measured along its foot."""
        (x1, y1), (x0, y0) = self.corners[2:]
        return (y1 - y0) / ((x1 - x0) or 1.0)


Engine = Callable[[Pixels, float], list[ReadLine]]
"""Reads a picture of so many pixels a point."""


def engines() -> tuple[Engine, Engine]:
    """Two readings of one program, which look for lines in pictures of different size.

    Raises ImportError, which says what to install, without the extra `ocr`.
    """
    first, second = map(_loaded, _LONGER_SIDES)
    return lambda *picture: _lines(first, *picture), lambda *picture: _lines(second, *picture)


@cache
def _loaded(longer_side: int) -> Any:
    """RapidOCR with its models; they take a second to load."""
    require("ocr")
    from rapidocr import RapidOCR

    # Worker processes share the CPUs, one each.
    alone = multiprocessing.parent_process() is None
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": 10_000,
            "Global.text_score": 0.0,
            "Det.limit_type": "max",
            "Det.limit_side_len": longer_side,
            # Lines of one length in a batch; shorter ones would be filled up, at twice the time.
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": os.cpu_count() if alone else 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _lines(loaded: Any, pixels: Pixels, scale: float) -> list[ReadLine]:
    found = loaded(pixels, use_cls=False, return_word_box=True, return_single_char_box=True)
    if found.boxes is None:
        return []
    return [
        _line(corners, text, cells, scale)
        for corners, text, cells in zip(found.boxes, found.txts, found.word_results, strict=True)
    ]


def _line(corners: Any, text: str, cells: Any, scale: float) -> ReadLine:
    places = tuple((float(x) / scale, float(y) / scale) for x, y in corners)
    (x0, y0), (x1, y1) = places[:2]
    width = hypot(x1 - x0, y1 - y0) or 1.0
    across = ((x1 - x0) / width, (y1 - y0) / width)
    signs: list[Sign] = []
    left = list(cells)
    for letter in text:
        if letter.isspace() or not left or left[0][0] != letter:
            # The program gives no place for a blank.
            signs.append(Sign(letter, signs[-1].x if signs else 0.0, 1.0))
            continue
        _, score, cell = left.pop(0)
        x = sum(point[0] for point in cell) / len(cell) / scale
        y = sum(point[1] for point in cell) / len(cell) / scale
        signs.append(Sign(letter, (x - x0) * across[0] + (y - y0) * across[1], float(score)))
    plain = tuple(sign._replace(text=_plain(sign.text)) for sign in signs)
    return ReadLine(plain, places)  # type: ignore[arg-type]  # four corners


def _plain(letter: str) -> str:
    """A letter without the accent that dust has given it, and a sign in its Western form.

    >>> _plain("\u00ec"), _plain("\uff0c"), _plain("8")
    ('i', ',', '8')
    """
    base = normalize("NFKD", letter)[:1]
    return base if base.isascii() else letter
