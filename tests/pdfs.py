"""A PDF from lines of text and where they stand, for layouts that no producer here makes."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

_FONT = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"

# pdfminer knows how wide Helvetica's letters are by the characters that they are mapped to.
_OTHER_FONT = (
    "/Type /Font /Subtype /TrueType /BaseFont /Specimen /Encoding /WinAnsiEncoding /FirstChar 49 "
    "/LastChar 57 /Widths [556 556 556 556 556 556 556 556 556]"
)


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
    inherited: bool = False,
    annotations: str = "",
    one_is: str = "0031",
) -> bytes:
    """The PDF; each page paints its texts in the order given.

    The `mediabox` is the pages' own, or `inherited`. `annotations` are the first page's. Of the font /G, as wide as Helvetica, the PDF maps the glyph "1" to
    the character with the hexadecimal number `one_is`.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    box = f"/MediaBox [{' '.join(map(str, mediabox))}]"
    for page in pages:
        content = "\n".join(
            f"BT /F {put.size} Tf 1 0 0 1 {put.x} {put.y} Tm "
            f"{put.operators or f'({_escaped(put.text)}) Tj'} ET"
            for put in page
        ).encode("cp1252")
        kids.append(len(objects) + 1)
        on_page = f"/Annots [{annotations}] " if annotations and page is pages[0] else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {'' if inherited else box} /Rotate {rotate} /Contents {kids[-1] + 1} 0 R "
            f"{on_page}/Resources << /Font << /F << {_FONT} >> "
            f"/G << {_OTHER_FONT} /ToUnicode {2 * len(pages) + 3} 0 R >> >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    mapping = (
        f"1 begincodespacerange <00> <FF> endcodespacerange "
        f"1 beginbfrange <32> <39> <0032> endbfrange 1 beginbfchar <31> <{one_is}> endbfchar"
    ).encode()
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(mapping), mapping))
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = (
        f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} {box if inherited else ''} >>".encode()
    )
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


def pages_of(text: str) -> list[list[Put]]:
    """A sheet's text as pages of wrapped lines, 52 a page, the first at 740 points."""
    text = text.replace("**", "").replace("running\n\nbehavior", "running behavior")
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line.replace("\t", "   "), 95) or [""]
    return [
        [Put(50, 740 - 13 * row, line) for row, line in enumerate(lines[start : start + 52])]
        for start in range(0, len(lines), 52)
    ]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
