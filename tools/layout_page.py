"""What all producers of build_layouts.py share: the paper, the looks of its paragraphs, the marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from reportlab.pdfbase.pdfmetrics import stringWidth

Parts = list[Any]
LEADER = 400
"""How wide a line with leaders is, in points."""


class Style(NamedTuple):
    size: float
    bold: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    indent: float = 0


STYLES = {
    "title": Style(15, True, "center", after=4),
    "subtitle": Style(13, True, "center", after=10),
    "heading": Style(13.5, True, before=10, after=4),
    "bold": Style(11, True, before=14, after=6),
    "large": Style(14, before=14, after=6),
    "caption": Style(10.5, True, before=8, after=4),
    "text": Style(11, after=6),
    "indented": Style(11, before=6, after=8, indent=30),
    "item": Style(11, after=3, indent=18),
    "note": Style(8.5, after=1),
    "leader": Style(11, after=3),
    "label": Style(10.5),
    "number": Style(10.5, align="right"),
    "bold-label": Style(10.5, True),
    "bold-number": Style(10.5, True, align="right"),
    "big": Style(26, True, "center", before=6, after=2),
    "small": Style(10, False, "center", after=4),
}


@dataclass(frozen=True)
class Page:
    """In points."""

    small: bool = False
    furnished: bool = False
    numbered: bool = False

    @property
    def size(self) -> tuple[int, int]:
        return (432, 486) if self.small else (612, 792)

    @property
    def margin(self) -> int:
        return 60

    @property
    def width(self) -> int:
        return self.size[0] - 2 * self.margin

    def furniture(self, number: int | str) -> tuple[str, str, str, str]:
        """Header, notice, page number, and a number that counts up through a production."""
        return (
            "NCMEC State Factsheet | Kansas 2025",
            "Copyright © 2026 National Center for Missing & Exploited Children.",
            f"Page {number} of 2",
            f"KS-00041{number}",
        )


class Printer(Protocol):
    word_bullet: str

    def para(self, style: str, text: str, bullet: str = "") -> Any: ...
    def grid(self, rows: list[list[Parts]], widths: list[float], look: str, valign: str) -> Any:
        """`look` is "table", "cards" or "columns"."""

    def save(self, title: str, parts: Parts, out: Path) -> None: ...


def raised(text: str, start: str, end: str) -> str:
    """Digits are set above the line; a star or a dagger is so in its font."""
    text = re.sub(r"\^(\d)\^", rf"{start}\1{end}", text)
    return re.sub(r"\^(.+?)\^", r"\1", text)


def led(text: str) -> str:
    """With as many dots as fill the line in Helvetica, whose widths Liberation Sans has."""
    label, number = text.split("\t")
    free = LEADER - stringWidth(f"{label}  {number}", "Helvetica", STYLES["leader"].size)
    return f"{label} {'.' * int(free / stringWidth('.', 'Helvetica', 11))} {number}"
