"""Whether each digit on a picture looks like the sheet's other digits of its kind.

An OCR program reads what a damaged digit resembles most, and is sure of it: of an 8 that lost a
stroke it makes a 3, at any resolution. But a true 3 of the same sheet looks otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy
from numpy.typing import NDArray

from factsheet_parser.reading.ocr.pictures import LinePicture

_HEIGHT, _WIDTH = 24, 22
"""Pixels to which each digit is brought."""
_DUST = 0.012
"""Of the square over a digit's height: what is smaller is dust; a full stop is twice as large."""
_DIGIT, _MARK = 0.8, 0.5
"""Of the tallest digit's height: a digit's least, and a comma's most."""
_HANGS_IN = 0.2
"""Of the line's height."""
_FOOT = 0.14
"""Of the tallest digit's height: so far above the others' feet a digit may end."""
_BROADEST = 0.9
"""Of the tallest digit's height: a digit is less broad."""
_GAP = 0.6
"""Of a digit's height: beside a 1 there is less room than this."""
_NARROW, _USUAL, _WIDEST = 0.45, 0.62, 0.8
"""Of a digit's height: more than the width of a 1, a digit's width, and the widest one's."""
_WIDER = 1.35
"""Of the usual width: a part of this width is two digits that touch."""
_LIKE, _MORE_LIKE = 0.88, 0.03
"""How like another of its kind a digit must be (1 is the same), and by how much more than any of
another kind."""
_SPOT_SIZE, _SPOT = 3, 0.5
"""Pixels of a spot, and how dark one in which two digits of a kind differ may be on the average."""
_ROUGHLY, _ROUGH_SPOT = 0.85, 0.62
"""The same for a digit of other type."""
_UNLIKE = 0.7
"""How like any other digit one may be that is alone of its kind."""
_STRETCH = 0.06
"""By which part a digit's box may be too large or too small."""
_MOST_KIN = 4
"""Digits of a kind, the most like ones, with which one is compared spot by spot."""

Shape = NDArray[numpy.float32]
"""A digit's ink, from 0 to 1; several, one after the other; or numbers of them."""


class Part(NamedTuple):
    """A stretch of ink, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def foot(self) -> int:
        """Its lowest row."""
        return self.top + self.height


class Digit(NamedTuple):
    """A digit as it was read, and as it looks."""

    read: str
    shape: Shape


@dataclass(frozen=True)
class Window:
    """A number on the picture of its line: the columns to the middle of the blanks beside it."""

    picture: LinePicture
    left: int
    right: int
    before: str
    """What was read before the number, without a blank between."""
    number: str
    behind: str

    def digits(self) -> list[Digit] | None:
        """Its digits; None where the ink is not that of its digits and of the marks between."""
        parts = self._parts()
        if not parts:
            return None
        own = self._own(parts)
        if own is None:
            return None
        return [
            Digit(letter, _shape(self.picture, part))
            for letter, part in zip(self.number, own, strict=True)
            if letter.isdigit()
        ]

    def _parts(self) -> list[Part]:
        """The stretches of ink in these columns, from left to right, dust left out."""
        ink = self.picture.ink[:, max(self.left, 0) : self.right]
        if not ink.size:
            return []
        _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(numpy.uint8), connectivity=8)
        parts = [Part(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:]]
        parts = [part for part in parts if not _is_no_letters(part, *ink.shape)]
        tallest = max((part.height for part in parts), default=0)
        shift = max(self.left, 0)
        return sorted(
            part._replace(left=part.left + shift)
            for part in parts
            if part.width * part.height > _DUST * tallest**2
        )

    def _own(self, parts: list[Part]) -> list[Part] | None:
        """The part of each letter of the number, where the ink is theirs."""
        count = len(self.number)
        if not self.behind:
            own = parts[len(self.before) :]
            tries = [own, _parted(own)]
        else:
            rest = parts[len(self.before) :] if self.before else parts
            tries = [rest[:count], _parted(rest, ends=False)[:count]]
        return next((own for own in tries if _fit(own, self.number)), None)


def _fit(parts: Sequence[Part], number: str) -> bool:
    """Whether each part is as high, and stands as deep, as its letter does beside the others."""
    if len(parts) != len(number):
        return False
    of_digits = [part for part, letter in zip(parts, number, strict=True) if letter.isdigit()]
    tallest = max(part.height for part in of_digits)
    foot = sorted(part.foot for part in of_digits)[len(of_digits) // 2]
    if any(
        behind.left - before.left - before.width > _GAP * tallest
        for before, behind in pairwise(parts)
    ):
        return False  # room for a digit
    return all(
        part.foot >= foot - _FOOT * tallest
        and (
            part.height >= _DIGIT * tallest and part.width <= _BROADEST * tallest
            if letter.isdigit()
            else part.height <= _MARK * tallest
        )
        for part, letter in zip(parts, number, strict=True)
    )


def _is_no_letters(part: Part, height: int, width: int) -> bool:
    """Whether ink is a table's rule or frame, or hangs in from the line above or below."""
    touches = (part.top == 0, part.foot == height)
    if all(touches) or (any(touches) and part.height < _HANGS_IN * height):
        return True
    return part.left == 0 and part.width == width


def _parted(parts: Sequence[Part], *, ends: bool = True) -> list[Part]:
    """The parts, each that is as wide as several digits cut into as many.

    `ends` says that it ends with a digit; else another sign may be left over.
    """
    tall = max((part.height for part in parts), default=1)
    single = sorted(part.width for part in parts if _NARROW * tall < part.width < tall)
    usual = single[len(single) // 2] if single else _USUAL * tall
    usual = min(usual, _WIDEST * tall)
    found: list[Part] = []
    for part in parts:
        count = max(round(part.width / (usual * 1.1)), 1) if part.width > _WIDER * usual else 1
        step = part.width / count if ends else min(usual, part.width)
        found += [
            part._replace(left=round(part.left + at * step), width=max(round(step), 1))
            for at in range(count)
        ]
    return found


def _shape(picture: LinePicture, part: Part) -> Shape:
    """A digit's picture, brought to one size, its ink towards 1."""
    cut = picture.pixels[part.top : part.foot, part.left : part.left + part.width]
    paper, ink = numpy.percentile(picture.pixels, 90), float(cut.min())
    dark = numpy.clip((paper - cut.astype(numpy.float32)) / max(paper - ink, 1.0), 0, 1)
    width = min(max(round(part.width * _HEIGHT / part.height), 1), _WIDTH)
    small = cv2.resize(dark, (width, _HEIGHT), interpolation=cv2.INTER_AREA)
    left = (_WIDTH - width) // 2
    shape = numpy.zeros((_HEIGHT, _WIDTH), dtype=numpy.float32)
    shape[:, left : left + width] = small
    return shape


def odd_ones(digits: Sequence[Digit]) -> set[int]:
    """Which digits of a document do not look like another of their kind, by their places."""
    if not digits:
        return set()
    varied = [_varied(digit.shape) for digit in digits]
    still = numpy.stack([_normal(digit.shape) for digit in digits])
    likeness = numpy.stack(
        [numpy.max(still @ numpy.stack(list(map(_normal, each))).T, axis=1) for each in varied],
        axis=1,
    )
    kinds = numpy.array([digit.read for digit in digits])
    return {
        at
        for at, digit in enumerate(digits)
        if not _is_of_its_kind(at, digit.shape, likeness[at], kinds == digit.read, varied)
    }


def _is_of_its_kind(
    at: int,
    shape: Shape,
    likeness: Shape,
    kin: NDArray[numpy.bool_],
    varied: Sequence[Sequence[Shape]],
) -> bool:
    """Whether a digit looks like another one that was read as it, and less like any other."""
    other = float(max(likeness[~kin], default=0.0))
    of_kind = sorted(
        (each for each in map(int, numpy.flatnonzero(kin)) if each != at),
        key=lambda each: -likeness[each],
    )
    if not of_kind:
        return other < _UNLIKE
    spots = {
        each: _differs_by(shape, varied[each])
        for each in of_kind[:_MOST_KIN]
        if likeness[each] > max(_ROUGHLY, other + _MORE_LIKE)
    }
    alike = [each for each in spots if likeness[each] > _LIKE and spots[each] < _SPOT]
    if len(of_kind) < _MOST_KIN:
        return bool(alike)
    # Two that were damaged in the same way are alike too: a third one must be, if only roughly, as
    # a digit of bold type is like one that is not.
    return bool(alike) and sum(spot < _ROUGH_SPOT for spot in spots.values()) > 1


def _varied(shape: Shape) -> list[Shape]:
    """A shape moved by a pixel each way, and made a little wider, narrower, higher and lower.

    A digit's edges fall between a picture's pixels, so that its box is a pixel more or less.
    """
    middle = (_WIDTH / 2 - 0.5, _HEIGHT / 2 - 0.5)
    found: list[Shape] = []
    for wide in (1 - _STRETCH, 1.0, 1 + _STRETCH):
        for high in (1 - _STRETCH, 1.0, 1 + _STRETCH):
            for across in (-1, 0, 1):
                for down in (-1, 0, 1):
                    turn = numpy.array(
                        [
                            [wide, 0, middle[0] * (1 - wide) + across],
                            [0, high, middle[1] * (1 - high) + down],
                        ],
                        dtype=numpy.float32,
                    )
                    moved = cv2.warpAffine(shape, turn, (_WIDTH, _HEIGHT), flags=cv2.INTER_LINEAR)
                    found.append(numpy.asarray(moved, dtype=numpy.float32))
    return found


def _differs_by(shape: Shape, varied: Sequence[Shape]) -> float:
    """The darkest spot in which a shape differs from another, however that one is moved."""
    spots = [cv2.blur(numpy.abs(shape - other), (_SPOT_SIZE, _SPOT_SIZE)).max() for other in varied]
    return float(min(spots))


def _normal(shape: Shape) -> Shape:
    flat: Shape = (shape - shape.mean()).ravel()
    return flat / numpy.float32(numpy.linalg.norm(flat) or 1.0)
