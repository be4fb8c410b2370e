"""One to one, so that the sum is highest: the Hungarian method on plain lists.

>>> assigned([[3.0, 2.0], [3.0, 0.5], [0.1, 0.2]], 0.4)
[1, 0, None]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf


def assigned(scores: Sequence[Sequence[float]], least: float = 0.0) -> list[int | None]:
    """The column of each row; None where nothing that is left scores more than `least`.

    No column is given twice, and the sum of the scores, each less `least`, is the highest.
    """
    columns = len(scores[0]) if scores else 0
    # Each row may also take a column of its own, which costs nothing: it stays without.
    width = columns + len(scores)
    rows = [-1] * (width + 1)  # the row of each column; the last column is where a row comes in
    row_prices, prices = [0.0] * len(scores), [0.0] * (width + 1)
    for first in range(len(scores)):
        rows[width] = first
        for at, before in pairwise(_path(scores, least, columns, rows, row_prices, prices)):
            rows[at] = rows[before]
    found: list[int | None] = [None] * len(scores)
    for column in range(columns):
        if rows[column] >= 0:
            found[rows[column]] = column
    return found


def _path(
    scores: Sequence[Sequence[float]],
    least: float,
    columns: int,
    rows: list[int],
    row_prices: list[float],
    prices: list[float],
) -> list[int]:
    """The cheapest way from a free column back to where the new row comes in; renews the prices."""
    width = len(prices) - 1
    distance, came_from = [inf] * width, [width] * width
    waiting, column = set(range(width)), width
    done: list[int] = []
    while rows[column] >= 0:
        row, done = rows[column], [*done, column]
        line, price = scores[row], row_prices[row]
        nearest, step = -1, inf
        for other in waiting:
            cost = (
                least - line[other] if other < columns else 0.0 if other == columns + row else inf
            )
            cost -= price + prices[other]
            if cost < distance[other]:
                distance[other], came_from[other] = cost, column
            if distance[other] < step:
                nearest, step = other, distance[other]
        for each in done:
            row_prices[rows[each]] += step
            prices[each] -= step
        for other in waiting:
            distance[other] -= step
        waiting.discard(nearest)
        column = nearest
    path = [column]
    while path[-1] != width:
        path.append(came_from[path[-1]])
    return path
