"""The results of a conversion to one file; the file's ending chooses the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from factsheet_parser.record import FigureDefinition
from factsheet_parser.tables import database, frames, plain
from factsheet_parser.tables.table import LONG, Converted, Results, Table, wide
from factsheet_parser.whole import whole

__all__ = [
    "ENDINGS",
    "Converted",
    "Layout",
    "Results",
    "missing_extra",
    "table_of",
    "write",
]

Layout = Literal["wide", "long"]

_WRITERS: dict[str, Callable[[Path, Table, Results], None]] = {
    ".csv": plain.write_csv,
    ".jsonl": plain.write_jsonl,
    ".parquet": frames.write_parquet,
    ".xlsx": frames.write_xlsx,
    ".sqlite": lambda path, _, results: database.write_sqlite(path, results),
}
ENDINGS = tuple(_WRITERS)
_NEEDS = {".parquet": ("parquet", ("polars",)), ".xlsx": ("xlsx", ("polars", "xlsxwriter"))}


def missing_extra(ending: str) -> str | None:
    """The extra to install before this ending can be written; None when nothing is missing."""
    extra, modules = _NEEDS.get(ending, ("", ()))
    return extra if any(find_spec(module) is None for module in modules) else None


def table_of(layout: Layout, figures: Mapping[str, FigureDefinition]) -> Table:
    """The table in this layout."""
    return LONG if layout == "long" else wide(figures)


def write(out: Path, layout: Layout, results: Results) -> None:
    """Write `out`, whole or not at all; `.sqlite` holds both layouts.

    Raises OSError when it cannot be written, and TooManyRowsError for a worksheet.
    """
    with whole(out) as part:
        _WRITERS[out.suffix.lower()](part, table_of(layout, results.figures), results)
