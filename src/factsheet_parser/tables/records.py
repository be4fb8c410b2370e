"""Outcomes to rows for a data frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.choices import Layout
from factsheet_parser.extras import require
from factsheet_parser.printable import printable
from factsheet_parser.record import FIGURES, definition_of, in_order
from factsheet_parser.tables import LAYOUTS, Converted, Results, table_of
from factsheet_parser.tables.conversion import Collection
from factsheet_parser.tables.frames import frame_of
from factsheet_parser.tables.table import Cell, Column, Table


class Rows(Iterator[dict[str, Cell]]):
    """A dict a row, once; polars takes all of them with the columns' own types.

    From dicts alone polars infers types by the first hundred.
    """

    def __init__(self, table: Table, results: Results) -> None:
        self._table = table
        self._rows = table.rows(results)

    def __next__(self) -> dict[str, Cell]:
        columns = self._table.columns
        cells = zip(columns, next(self._rows), strict=True)
        return {column.name: _typed(cell, column) for column, cell in cells}

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows for libraries that speak Arrow's PyCapsule interface."""
        require("parquet")
        frame = frame_of(self._table, list(self._rows))
        return frame.__arrow_c_stream__(requested_schema)


def rows(outcomes: Iterable[Outcome], layout: Layout = "wide", *, proposals: bool = False) -> Rows:
    """A dict a row, by column name: the table that `convert` makes, for a data frame.

    `outcomes` are what `iter_factsheets` yields; one without a record gives no row. `layout` is
    "wide", a row a factsheet, or "long", a row a figure with its evidence. What a sheet does not
    give is None. A count is an int; a percentage, and a value of the long layout, is a float. With
    `proposals`, they stand for figures that a sheet does not give, named in the column `proposed`.

    Raises ValueError for an unknown layout.

    >>> from factsheet_parser import iter_factsheets
    >>> [row] = rows(iter_factsheets("samples/iowa-2023.txt", jobs=1))
    >>> row["state_code"], row["cybertipline_state_reports"], row["proposed"]
    ('IA', 4622, None)
    """
    if layout not in LAYOUTS:
        raise ValueError(f'layout must be "wide" or "long", not {layout!r}')
    outcomes = list(outcomes)
    collection = Collection()
    for outcome in outcomes:
        collection.add(outcome)
    told = collection.report(())
    notes = collection.notes(told.findings)
    names = {name for each in outcomes if each.factsheet for name in each.factsheet.figures}
    figures = {name: definition_of(name) for name in in_order([*FIGURES, *sorted(names)])}

    def sheets() -> Iterator[Converted]:
        for each in outcomes:
            if each.factsheet is not None:
                source = printable(each.source)
                noted = tuple(notes.get(source, ()))
                yield Converted(source, each.sha256 or "", each.factsheet, noted, proposals)

    return Rows(table_of(layout, figures), Results(figures, sheets, told.findings, told.failed))


def _typed(cell: Cell, column: Column) -> Cell:
    return float(cell) if column.type == "number" and isinstance(cell, int) else cell
