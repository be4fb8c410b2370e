"""Pictures of lines, in grey, cut out of the picture of their page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from statistics import median_low
from typing import NamedTuple

import cv2
import numpy
from numpy.typing import NDArray

from factsheet_parser.reading.ocr.engine import Pixels, ReadLine

_MARGIN = 0.35
"""Of a line's height: what is cut out beyond it at each side."""
_LETTER = 0.2
"""Of a line picture's height: the least height of a letter."""
_CAPITAL = 0.72
"""Of its size: a capital's or a digit's height."""
_SMALL = 0.5
"""Of its size: the height of letters such as a, c and e."""
_TALL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhkl")
Grey = NDArray[numpy.uint8]


class Gap(NamedTuple):
    """Columns without ink, in points."""

    middle: float
    """From the line's left end."""
    width: float


@dataclass(frozen=True)
class LinePicture:
    """A line, level, in grey; black is 0."""

    pixels: Grey
    scale: float
    """Pixels a point."""
    left: float
    """Where the line begins, in pixels from the picture's left."""

    def column(self, x: float) -> int:
        """The pixel's column of a place on the line, in points from its left end."""
        return round(self.left + x * self.scale)

    def gaps(self, start: float, end: float) -> list[Gap]:
        """The stretches of columns without ink between two places of the line."""
        return [
            Gap(((first + last) / 2 - self.left) / self.scale, (last - first) / self.scale)
            for first, last in self._bare(self.column(start), self.column(end))
        ]

    def ends(self, first: float, last: float) -> tuple[float, float]:
        """Where the ink begins and ends in which a line's first and last sign have their middles.

        All in points from the line's left end. What stands beyond is another column's.
        """
        bare = numpy.flatnonzero(self._bare_columns)
        before = bare[bare < self.column(first)]
        behind = bare[bare > self.column(last)]
        left = int(before[-1]) + 1 if before.size else 0
        right = int(behind[0]) if behind.size else self.pixels.shape[1]
        return (left - self.left) / self.scale, (right - self.left) / self.scale

    def base_and_size(self, text: str) -> tuple[float, float]:
        """How far below the picture's top its letters stand, and their size, in points."""
        height = len(self.pixels)
        _, _, stats, _ = cv2.connectedComponentsWithStats(
            self.ink.astype(numpy.uint8), connectivity=8
        )
        letters = [
            (int(top + high), int(high))
            for _, top, _, high, _ in stats[1:]
            if _LETTER * height < high < height
        ]
        if not letters:
            return 0.75 * height / self.scale, 0.62 * height / self.scale
        foot = median_low(foot for foot, _ in letters)
        standing = sorted(high for at, high in letters if abs(at - foot) <= _LETTER / 2 * height)
        tall = sum(letter in _TALL for letter in text) / len(text)
        high = standing[round((1 - tall / 2) * (len(standing) - 1))]
        return foot / self.scale, high / (_CAPITAL if tall else _SMALL) / self.scale

    def parting(self, x: float, within: float) -> int:
        """The middle of the widest stretch of columns without ink near a place; both in points."""
        runs = self._bare(self.column(x - within), self.column(x + within))
        if not runs:
            return self.column(x)
        start, end = max(runs, key=lambda run: run[1] - run[0])
        return (start + end) // 2

    def _bare(self, first: int, last: int) -> list[tuple[int, int]]:
        """The stretches of columns without ink between two columns."""
        first = max(first, 0)
        bare = self._bare_columns[first : max(last, first)]
        edges = (
            numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], bare.astype(numpy.int8), [0]))))
            + first
        )
        return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]

    @cached_property
    def _bare_columns(self) -> NDArray[numpy.bool_]:
        bare: NDArray[numpy.bool_] = numpy.logical_not(numpy.any(self.ink, axis=0))
        return bare

    @cached_property
    def ink(self) -> NDArray[numpy.bool_]:
        """Where ink is, told from paper by what parts the line's own shades best."""
        _, parted = cv2.threshold(self.pixels, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
        return parted > 0


def line_picture(page: Pixels, scale: float, line: ReadLine) -> LinePicture:
    """A line of the picture of a page with so many pixels a point."""
    height = max(line.height * scale, 1.0)
    width = max(line.width * scale, 1.0)
    margin = _MARGIN * height
    corners = numpy.array(line.corners, dtype=numpy.float32) * scale
    across = (corners[1] - corners[0]) / width * margin
    wider = numpy.array(
        [
            corners[0] - across,
            corners[1] + across,
            corners[2] + across,
            corners[3] - across,
        ],
        dtype=numpy.float32,
    )
    size = (round(width + 2 * margin), round(height))
    target = numpy.array(
        [[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=numpy.float32
    )
    turn = cv2.getPerspectiveTransform(wider, target)
    cut = cv2.warpPerspective(
        page, turn, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    grey = cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY) if cut.ndim == 3 else cut
    return LinePicture(numpy.asarray(grey, dtype=numpy.uint8), scale, margin)
