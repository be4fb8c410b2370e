"""Pictures of pages that are files of their own: PNG, JPEG, and TIFF with a page or several."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy
from PIL import Image, ImageOps, ImageSequence

from factsheet_parser.document import Document, Pages
from factsheet_parser.errors import LimitExceededError, NoTextError, UnsupportedFormatError
from factsheet_parser.limits import Limits
from factsheet_parser.reading.extent import check_characters, check_extent
from factsheet_parser.reading.layout.pages import document_of
from factsheet_parser.reading.ocr.scanned_page import Shot, verify
from factsheet_parser.reading.ocr.scans import DOTS, MOST_PIXELS, scanned_picture
from factsheet_parser.reading.pictured import NOTHING_READ
from factsheet_parser.reading.subject import refuse_other_subjects

_LONGER_SIDE = 792.0
"""Points of US Letter: the size of a picture that does not tell its own."""
_LEAST_DOTS, _MOST_DOTS = 72, 1200
"""Dots an inch that a picture may tell; a camera's 72 are no page's."""


def read_images(data: bytes, limits: Limits, of: Pages | None = None) -> Document:
    """The document of a picture's pages, or the one on the pages `of` it.

    Raises UnsupportedFormatError for a picture that cannot be opened, LimitExceededError for one
    that is too large, and NoTextError where nothing is read.
    """
    shots = shots_in(data, limits)
    first, last = of or (1, len(shots))
    pages = [
        scanned_picture(number, (_resized(shot, DOTS[0]), _resized(shot, DOTS[1])), lambda box: box)
        for number, shot in enumerate(shots[first - 1 : last], start=1)
    ]
    verify(pages)
    text = "\n".join(page.text for page in pages)
    check_characters(len(text), limits)
    if not text.strip():
        raise NoTextError(NOTHING_READ)
    refuse_other_subjects(text)
    return document_of(pages).moved(first - 1)


def shots_in(data: bytes, limits: Limits) -> list[Shot]:
    """The pages of a picture; raises UnsupportedFormatError and LimitExceededError."""
    shots = list(_shots(data, limits))
    check_extent(len(shots), lambda index: shots[index].size, limits)
    return shots


def _shots(data: bytes, limits: Limits) -> Iterator[Shot]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                for number, frame in enumerate(ImageSequence.Iterator(image)):
                    if number > limits.pages:
                        return  # one more tells that there are too many
                    yield _shot(frame)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LimitExceededError(f"The picture is too large: {error}") from error
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises on damaged files
        raise UnsupportedFormatError("The picture is damaged: it cannot be opened.") from error


def _shot(frame: Image.Image) -> Shot:
    upright = ImageOps.exif_transpose(frame)
    dots = float(frame.info.get("dpi", (0, 0))[0])
    if not _LEAST_DOTS < dots <= _MOST_DOTS:
        dots = max(upright.size) / _LONGER_SIDE * 72
    pixels = numpy.asarray(_on_white(upright), dtype=numpy.uint8)
    return Shot(pixels, dots / 72)


def _on_white(image: Image.Image) -> Image.Image:
    """A picture without transparent parts."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _resized(shot: Shot, scale: float) -> Shot:
    """The same picture with so many pixels a point."""
    height, width = shot.pixels.shape[:2]
    part = min(scale, MOST_PIXELS / max(shot.size)) / shot.scale
    size = (max(round(width * part), 1), max(round(height * part), 1))
    image = Image.fromarray(shot.pixels).resize(size, Image.Resampling.BICUBIC)
    return Shot(numpy.asarray(image, dtype=numpy.uint8), shot.scale * part)
