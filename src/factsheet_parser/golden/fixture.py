r"""The golden fixture's format: one record, small, and readable in a diff.

>>> from factsheet_parser import parse_factsheet
>>> lines = Golden.of(parse_factsheet("samples/iowa-2023.txt")).text().splitlines()
>>> print(*lines[:6], "...", *lines[-4:], sep="\n")
{
  "format": 1,
  "state": "IA",
  "year": 2023,
  "figures": {
    "cybertipline.national_reports": {"value": 36200000, "qualifier": "rounded"},
...
    "connect.state_new_users": {"value": 94, "qualifier": "exact"}
  },
  "findings": []
}
"""

from __future__ import annotations

import json
from itertools import filterfalse
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator

from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.record import (
    Factsheet,
    FindingCode,
    Frozen,
    Qualifier,
    in_order,
    is_figure_name,
)

FORMAT: Literal[1] = 1
"""The format's version. A later one is refused, never read by halves."""


class GoldenError(Exception):
    """A golden fixture that cannot be read; the message says why, in one sentence."""


class GoldenFigure(Frozen):
    """What is compared of a figure."""

    value: Annotated[int | float, Field(ge=0)]
    qualifier: Qualifier

    def __str__(self) -> str:
        value = int(self.value) if self.value == int(self.value) else self.value
        return f"{value} {self.qualifier}"


class Golden(Frozen):
    """A record that someone has checked: no boxes, nothing of the reader that it came from."""

    format: Literal[1] = FORMAT
    state: str | None
    """Postal code."""
    year: int | None
    figures: dict[str, GoldenFigure]
    findings: tuple[FindingCode, ...]
    """The codes of the record's findings, each once, sorted."""

    @field_validator("state")
    @classmethod
    def _known_state(cls, state: str | None) -> str | None:
        if state is not None and state not in NAMES:
            raise ValueError(f"no jurisdiction has the postal code {state}")
        return state

    @field_validator("figures")
    @classmethod
    def _known_figures(cls, figures: dict[str, GoldenFigure]) -> dict[str, GoldenFigure]:
        unknown = {*filterfalse(is_figure_name, figures)}
        if unknown:
            raise ValueError(f"no such figure: {', '.join(sorted(unknown))}")
        return figures

    @classmethod
    def of(cls, sheet: Factsheet) -> Self:
        """What a golden fixture keeps of a record."""
        return cls(
            state=sheet.state.code if sheet.state else None,
            year=sheet.year,
            figures={
                name: GoldenFigure(value=figure.value, qualifier=figure.qualifier)
                for name, figure in sheet.figures.items()
            },
            findings=tuple(sorted({finding.code for finding in sheet.findings})),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """The fixture in a file.

        Raises GoldenError for a file that cannot be read, is no golden fixture or was written by
        a later version of this package.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_each_key_once)
        except OSError as error:
            raise GoldenError(f"It cannot be read: {error.strerror or error}.") from error
        except ValueError as error:
            raise GoldenError(f"It is no golden fixture: {error}.") from error
        found = content.get("format") if isinstance(content, dict) else None
        if isinstance(found, int) and found > FORMAT:
            raise GoldenError(
                f"It has format {found}, and this version of factsheet-parser reads format "
                f"{FORMAT}: install a newer one."
            )
        try:
            return cls.model_validate_json(json.dumps(content), strict=True)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the file"
            raise GoldenError(
                f"It is no golden fixture: {place}: {first['msg'].removeprefix('Value error, ')}."
            ) from error

    def text(self) -> str:
        """The file's content: a figure a line, in the contract's order."""
        figures = ",\n".join(
            f"    {json.dumps(name)}: {json.dumps(self.figures[name].model_dump())}"
            for name in in_order(self.figures)
        )
        return (
            f'{{\n  "format": {self.format},\n  "state": {json.dumps(self.state)},\n'
            f'  "year": {json.dumps(self.year)},\n'
            + (f'  "figures": {{\n{figures}\n  }},\n' if figures else '  "figures": {},\n')
            + f'  "findings": {json.dumps(self.findings)}\n}}\n'
        )


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A merge of two branches can leave a figure twice; JSON itself would take the last."""
    keys = [key for key, _ in pairs]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise ValueError(f'"{twice}" stands in it twice')
    return dict(pairs)
