"""Sheets for tests: the real sheet's wording with other figures, and with sentences exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

ReaderName = Literal["pdfium", "pdfplumber", "both"]

IOWA = (Path(__file__).parent.parent / "samples" / "iowa-2023.txt").read_text(encoding="utf-8")


def iowa(*exchanged: tuple[str, str], state: str = "Iowa", year: int = 2023) -> str:
    """The real sheet's text with each first part exchanged for the second."""
    text = IOWA
    for old, new in exchanged:
        assert old in text, f"the sheet does not say: {old}"
        text = text.replace(old, new)
    return text.replace("Iowa", state).replace("2023", str(year))
