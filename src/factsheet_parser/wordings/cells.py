"""A table's row: each cell is read as `label | cell`."""

from __future__ import annotations

from collections.abc import Sequence

from factsheet_parser.language.tokens import marked
from factsheet_parser.wordings.index import Known
from factsheet_parser.wordings.match import Context, Reading, read
from factsheet_parser.wordings.scope import Above


def read_row(
    cells: Sequence[str],
    context: Context,
    known: Known,
    home: str | None,
    heads: Sequence[Above],
) -> list[Reading | None]:
    """What each cell of a row says, read as `label | cell`; the label is the first cell.

    `heads`: what the head of each cell says, one for each cell behind the label.
    """
    found = []
    for cell, head in zip(cells[1:], heads, strict=True):
        above = Above(
            head.said or context.above.said,
            head.year or context.above.year,
            (*head.texts, *context.above.texts),
        )
        unit = marked(f"{cells[0]}\t{cell}", home, row=True)
        here = context._replace(above=above, year=head.year or context.year)
        found.append(read(unit, here, known))
    return found
