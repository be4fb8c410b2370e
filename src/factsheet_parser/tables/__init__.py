"""The results of a conversion to one file; the file's ending chooses the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

from factsheet_parser.choices import Layout
from factsheet_parser.extras import require
from factsheet_parser.record import FigureDefinition
from factsheet_parser.tables import database, frames, plain
from factsheet_parser.tables.table import LONG, Converted, Results, Table, wide
from factsheet_parser.whole import whole

__all__ = [
    "ENDINGS",
    "LAYOUTS",
    "Converted",
    "Layout",
    "Results",
    "require_extra",
    "table_of",
    "write",
]

LAYOUTS: tuple[Layout, ...] = get_args(Layout)

_WRITERS: dict[str, Callable[[Path, Table, Results], None]] = {
    ".csv": plain.write_csv,
    ".jsonl": plain.write_jsonl,
    ".parquet": frames.write_parquet,
    ".xlsx": frames.write_xlsx,
    ".sqlite": lambda path, _, results: database.write_sqlite(path, results),
}
ENDINGS = tuple(_WRITERS)
_EXTRAS = {".parquet": "parquet", ".xlsx": "xlsx"}


def require_extra(ending: str) -> None:
    """Raise ImportError, which says what to install, unless this ending can be written."""
    if ending in _EXTRAS:
        require(_EXTRAS[ending])


def table_of(layout: Layout, figures: Mapping[str, FigureDefinition]) -> Table:
    """The table in this layout."""
    return LONG if layout == "long" else wide(figures)


def write(out: Path, layout: Layout, results: Results) -> None:
    """Write `out`, whole or not at all; `.sqlite` holds both layouts.

    Raises OSError when it cannot be written, and TooManyRowsError for a worksheet.
    """
    with whole(out) as part:
        _WRITERS[out.suffix.lower()](part, table_of(layout, results.figures), results)
