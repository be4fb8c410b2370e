"""Units made of plain lines, for tests of what reads them."""

from __future__ import annotations

import regex

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.language.sentences import split
from factsheet_parser.wordings.index import Known, known_wordings
from factsheet_parser.wordings.sheet import read_units

_BULLET = regex.compile(r"^(?:[-\u2022]|\*(?!\*)) +")


def units_of(*lines: str) -> list[Unit]:
    """One unit a line: `# title`, `## heading`, `- item`, `|head<TAB>head`, a row, or a sentence."""
    units: list[Unit] = []
    heads: Unit | None = None
    headings: tuple[Unit, ...] = ()
    lead_in: Unit | None = None
    at = 0
    for line in lines:
        text = line.strip(" ")
        kind = UnitKind.SENTENCE
        if text.startswith("# "):
            kind, text = UnitKind.TITLE, text[2:]
        elif text.startswith("## "):
            kind, text = UnitKind.HEADING, text[3:]
        elif _BULLET.match(text):
            kind, text = UnitKind.ITEM, _BULLET.sub("", text)
        elif text.startswith("|"):
            kind, text = UnitKind.HEADS, text[1:]
        elif "\t" in text:
            kind = UnitKind.ROW
        below = lead_in if kind in (UnitKind.ITEM, UnitKind.ROW) else None
        heads = heads if kind is UnitKind.ROW else None
        unit = Unit(kind, text, at, headings=headings, lead_in=below, heads=heads)
        if kind is UnitKind.HEADS:
            heads = unit
        if kind is UnitKind.HEADING:
            headings = (unit,)
        if kind is UnitKind.SENTENCE:
            lead_in = unit if text.endswith(":") else None
        at += len(text) + 1
        units.append(unit)
    return units


def sheet_units(text: str) -> list[Unit]:
    """The units of a sheet whose paragraphs stand on one line each, its bold marks taken out."""
    lines: list[str] = []
    for line in text.replace("**", "").split("\n"):
        line = line.strip(" ")
        if line.startswith("|"):
            cells = [each.strip() for each in line.strip("|").split("|")]
            if set("".join(cells)) <= set("-:"):
                lines[-1] = f"|{lines[-1]}"
            else:
                lines.append("\t".join(cells))
        elif "\t" in line or not line.endswith((".", ":")) or line.startswith("#"):
            lines.append(line)
        else:
            lines += [line[start:end] for start, end in split(line)]
    return units_of(*[line for line in lines if line])


def values_in(
    units: list[Unit], home: str | None = "IA", known: Known | None = None, year: int | None = None
) -> dict[str, float]:
    """What the units say, each figure once; `year` leaves out what is of another one."""
    values: dict[str, float] = {}
    withheld: set[str] = set()
    for found in read_units(units, home, known or known_wordings()):
        reading = found.reading
        for claim in reading.claims:
            if year is not None and claim.year not in (None, year):
                continue
            if reading.conflict or values.get(claim.figure, claim.value) != claim.value:
                withheld.add(claim.figure)
            values[claim.figure] = claim.value
    return {name: value for name, value in values.items() if name not in withheld}


def values_of(*lines: str, home: str | None = "IA", year: int | None = None) -> dict[str, float]:
    """What these lines say, a unit each."""
    return values_in(units_of(*lines), home, year=year)
