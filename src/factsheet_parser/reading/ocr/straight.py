"""Lines that a page's skew or a camera's slant has turned, made level, and put into rows."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy

from factsheet_parser.reading.ocr.engine import Point, ReadLine

_LONG = 8.0
"""Of its height: a line that is longer than this tells which way it runs."""
_FEWEST = 6
"""Lines from which a change of direction down the page is taken."""


class Straight(NamedTuple):
    """Takes a point of the picture to where it stood before the page was turned."""

    slope: float
    change: float
    """Of the slope, a point further down: a camera that is held aslant sees lines fan out."""
    middle: Point

    @classmethod
    def of(cls, lines: Sequence[ReadLine], width: float, height: float) -> Straight:
        """What makes these lines level, on a page of this size."""
        middle = (width / 2, height / 2)
        long = [line for line in lines if line.width > _LONG * line.height]
        if not long:
            return cls(0.0, 0.0, middle)
        usual = median(line.slope for line in long)
        near = [line for line in long if abs(line.slope - usual) < 0.03]
        if len(near) < _FEWEST:
            return cls(usual, 0.0, middle)
        downs = [line.corners[3][1] - middle[1] for line in near]
        change, slope = numpy.polyfit(
            downs, [line.slope for line in near], 1, w=[line.width for line in near]
        )
        return cls(float(slope), float(change), middle)

    def place(self, x: float, y: float) -> Point:
        """Where a point stood."""
        across, down = x - self.middle[0], y - self.middle[1]
        slope = self.slope + self.change * down
        return x + self.slope * down, y - slope * across
