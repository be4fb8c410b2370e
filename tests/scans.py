"""Scans of PDFs: pictures of their pages as scanners, fax machines and cameras make them.

python tests/scans.py FOLDER FILE.pdf ...       # each file in each kind, as PDFs in FOLDER
"""

from __future__ import annotations

import ctypes
import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[numpy.uint8]
"""A picture; black is 0."""


class Kind(NamedTuple):
    """One way in which a page becomes a picture."""

    dots: int
    """An inch."""
    change: Callable[[Grey], Grey] = lambda picture: picture
    quality: int = 80
    """Of its JPEG."""


def painted(path: Path, dots: int) -> list[Grey]:
    """The pages of a PDF."""
    with pdfium.PdfDocument(path) as pdf:
        return [
            numpy.squeeze(page.render(scale=dots / 72, grayscale=True).to_numpy()).copy()
            for page in pdf
        ]


def _bytes(picture: NDArray[numpy.floating[Any]]) -> Grey:
    return numpy.asarray(numpy.clip(picture, 0, 255), dtype=numpy.uint8)


def noisy(picture: Grey, by: float = 5.0) -> Grey:
    """Dust and the grain of a sensor; the same for the same picture."""
    grain = numpy.random.default_rng(picture.size).normal(0, by, picture.shape)
    return _bytes(picture + grain)


def skewed(picture: Grey, degrees: float) -> Grey:
    """Laid askew on the glass."""
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255.0,)
    )
    return numpy.asarray(turned, dtype=numpy.uint8)


def grey(picture: Grey) -> Grey:
    """Recycled paper and pale ink."""
    return _bytes(60 + picture * (160 / 255))


def blurred(picture: Grey, by: float = 0.7) -> Grey:
    """Out of focus."""
    return numpy.asarray(cv2.GaussianBlur(picture, (0, 0), by), dtype=numpy.uint8)


def faxed(picture: Grey) -> Grey:
    """Black and white alone."""
    return numpy.asarray(numpy.where(noisy(blurred(picture), 8) < 150, 0, 255), dtype=numpy.uint8)


def photographed(picture: Grey) -> Grey:
    """With a camera that is held aslant, in a light that falls from one side."""
    height, width = picture.shape
    corners = numpy.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=numpy.float32)
    seen = numpy.array(
        [[0.045, 0.03], [0.965, 0.015], [0.985, 0.985], [0.015, 0.97]], dtype=numpy.float32
    )
    size = numpy.array([width, height], dtype=numpy.float32)
    turn = cv2.getPerspectiveTransform(corners * size, seen * size)
    turned = cv2.warpPerspective(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(90.0,)
    )
    light = 0.72 + 0.28 * numpy.arange(width) / width
    return noisy(blurred(_bytes(turned * light), 1.0))


KINDS = {
    "150": Kind(150, blurred, 70),
    "200": Kind(200, noisy),
    "300": Kind(300, noisy),
    "skew": Kind(200, lambda picture: skewed(noisy(picture), -2.0)),
    "jpeg": Kind(200, quality=25),
    "grey": Kind(200, lambda picture: noisy(grey(picture))),
    "fax": Kind(200, faxed, 90),
    "photo": Kind(200, photographed),
}


def scan(path: Path, kind: Kind, layer: Iterable[str] = ()) -> bytes:
    """A PDF that holds nothing but pictures of another's pages.

    `layer` is text that is laid over the pages, invisibly, as office scanners do: one each.
    """
    return pdf_of_pictures([kind.change(page) for page in painted(path, kind.dots)], kind, layer)


def pdf_of_pictures(pictures: Iterable[Grey], kind: Kind, layer: Iterable[str] = ()) -> bytes:
    """A PDF with a picture a page."""
    texts = list(layer)
    pdf = pdfium.PdfDocument.new()
    for index, picture in enumerate(pictures):
        height, width = (side * 72 / kind.dots for side in picture.shape)
        page = pdf.new_page(width, height)
        jpeg = io.BytesIO()
        Image.fromarray(picture).save(jpeg, "JPEG", quality=kind.quality)
        image = pdfium.PdfImage.new(pdf)
        image.load_jpeg(jpeg, pages=[page], inline=True)
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        page.insert_obj(image)
        if index < len(texts):
            _lay_over(pdf, page, texts[index])
        page.gen_content()
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def _lay_over(pdf: pdfium.PdfDocument, page: pdfium.PdfPage, text: str) -> None:
    for number, line in enumerate(text.splitlines()):
        item = pdfium_c.FPDFPageObj_NewTextObj(pdf, b"Helvetica", 10.0)
        letters = ctypes.create_string_buffer((line + "\0").encode("utf-16-le"))
        pdfium_c.FPDFText_SetText(item, ctypes.cast(letters, pdfium_c.FPDF_WIDESTRING))
        pdfium_c.FPDFTextObj_SetTextRenderMode(item, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
        pdfium_c.FPDFPageObj_Transform(item, 1, 0, 0, 1, 72, page.get_height() - 60 - 12 * number)
        pdfium_c.FPDFPage_InsertObject(page, item)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        for kind_name, kind in KINDS.items():
            target = folder / f"{Path(name).stem}--{kind_name}.pdf"
            target.write_bytes(scan(Path(name), kind))
