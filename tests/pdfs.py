"""A PDF from lines of text and where they stand, for layouts that no producer here makes."""

from __future__ import annotations

from typing import NamedTuple


class Put(NamedTuple):
    """`text` in Helvetica with its baseline's start `x`, `y` points from the page's bottom left."""

    x: float
    y: float
    text: str
    size: float = 11
    operators: str = ""
    """What shows the text, where it is not shown in one go: "(3) Tj /F 8 Tf (8) Tj"."""


def pdf_of(
    pages: list[list[Put]],
    *,
    rotate: int = 0,
    mediabox: tuple[float, float, float, float] = (0, 0, 612, 792),
) -> bytes:
    """The PDF; each page paints its texts in the order given."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in pages:
        content = "\n".join(
            f"BT /F {put.size} Tf 1 0 0 1 {put.x} {put.y} Tm "
            f"{put.operators or f'({_escaped(put.text)}) Tj'} ET"
            for put in page
        ).encode("cp1252")
        kids.append(len(objects) + 1)
        box = " ".join(map(str, mediabox))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {rotate} /Contents {kids[-1] + 1} 0 R "
            "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            "/Encoding /WinAnsiEncoding >> >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
