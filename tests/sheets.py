"""Sheets for tests: the real sheet's wording with other figures, and with sentences exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from factsheet_parser.language.number import NumberKind
from factsheet_parser.reading import read_text
from factsheet_parser.wordings.index import known_wordings
from factsheet_parser.wordings.sheet import read_units

ReaderName = Literal["pdfium", "pdfplumber", "both"]
READERS = pytest.mark.parametrize(
    "reader", ["pdfium", pytest.param("pdfplumber", marks=pytest.mark.long)]
)
"""Each reader. pdfplumber takes several times as long a page, so its turn is a long test."""

IOWA = (Path(__file__).parent.parent / "samples" / "iowa-2023.txt").read_text(encoding="utf-8")


def iowa(*exchanged: tuple[str, str], state: str = "Iowa", year: int = 2023) -> str:
    """The real sheet's text with each first part exchanged for the second."""
    text = IOWA
    for old, new in exchanged:
        assert old in text, f"the sheet does not say: {old}"
        text = text.replace(old, new)
    return text.replace("Iowa", state).replace("2023", str(year))


def figures_in(text: str, *, state: str = "IA", year: int = 2023) -> dict[str, float]:
    """What a few sentences or rows give in a sheet of that state and year, by figure."""
    readings = read_units(read_text(text).units, state, known_wordings())
    return {
        claim.figure: claim.value
        for reading in readings
        if not reading.reading.conflict
        for claim in reading.reading.claims
        if claim.year in (year, None)
        and not (claim.number and claim.number.kind is NumberKind.SUPPRESSED)
    }
