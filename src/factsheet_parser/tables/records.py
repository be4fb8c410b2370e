"""Outcomes to rows for a data frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.choices import Layout
from factsheet_parser.printable import printable
from factsheet_parser.record import FIGURES, definition_of, in_order
from factsheet_parser.tables import LAYOUTS, Converted, Results, table_of
from factsheet_parser.tables.conversion import Collection
from factsheet_parser.tables.table import Cell, Column


def rows(
    outcomes: Iterable[Outcome], layout: Layout = "wide", *, proposals: bool = False
) -> Iterator[dict[str, Cell]]:
    """A dict a row, by column name: the table that `convert` makes, for a data frame.

    `outcomes` are what `iter_factsheets` yields; one without a record gives no row. `layout` is
    "wide", a row a factsheet, or "long", a row a figure with its evidence; the page of the site on
    tables lists the columns. What a sheet does not give is None. A count is an int, a percentage
    and a column that may hold both are floats. With `proposals`, they stand for figures that a
    sheet does not give, named in the column `proposed`.

    Raises ValueError for an unknown layout.

    >>> from factsheet_parser import iter_factsheets
    >>> [row] = rows(iter_factsheets("samples/iowa-2023.txt", jobs=1))
    >>> row["state_code"], row["cybertipline_state_reports"], row["proposed"]
    ('IA', 4622, None)
    """
    if layout not in LAYOUTS:
        raise ValueError(f'layout must be "wide" or "long", not {layout!r}')
    return _rows(list(outcomes), layout, proposals=proposals)


def _rows(outcomes: list[Outcome], layout: Layout, *, proposals: bool) -> Iterator[dict[str, Cell]]:
    collection = Collection()
    for outcome in outcomes:
        collection.add(outcome)
    told = collection.report(())
    notes = collection.notes(told.findings)
    names = {name for each in outcomes if each.factsheet for name in each.factsheet.figures}
    figures = {name: definition_of(name) for name in in_order([*FIGURES, *names])}

    def sheets() -> Iterator[Converted]:
        for each in outcomes:
            if each.factsheet is not None:
                source = printable(each.source)
                noted = tuple(notes.get(source, ()))
                yield Converted(source, each.sha256 or "", each.factsheet, noted, proposals)

    table = table_of(layout, figures)
    for row in table.rows(Results(figures, sheets, told.findings, told.failed)):
        yield {
            column.name: _typed(cell, column)
            for column, cell in zip(table.columns, row, strict=True)
        }


def _typed(cell: Cell, column: Column) -> Cell:
    return float(cell) if column.type == "number" and isinstance(cell, int) else cell
