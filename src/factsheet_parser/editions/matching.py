"""Which number is which figure's, one to one: as the words say, without repeats, adding up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factsheet_parser.editions.assignment import assigned
from factsheet_parser.editions.totals import settled

_LEAST_REPEATED = 3
_AS_GOOD = 0.65
_AS_LIKELY = 0.7
"""A number that is nearly as likely another figure's, which has the same value, repeats that."""
IMPOSSIBLE = -9.0
"""The score of a number that a figure cannot be."""


def matched(
    names: Sequence[str],
    scores: list[list[float]],
    values: Sequence[int | float],
    given: Mapping[str, int | float],
    least: float,
) -> list[int | None]:
    """The column of each figure's number in `values`, None where none scores more than `least`.

    `scores` has a line a figure and a column a number; it is changed where a number repeats
    another's. `given` are the figures that are known.
    """
    columns = _once(values, scores, assigned(scores, least), least)
    return settled(names, scores, columns, values, given, least)


def _once(
    values: Sequence[int | float],
    scores: list[list[float]],
    columns: list[int | None],
    least: float,
) -> list[int | None]:
    """The assignment in which no figure has a number that another figure's number repeats."""
    for row, column in _repeated(values, scores, columns):
        score, scores[row][column] = scores[row][column], IMPOSSIBLE
        other = assigned(scores, least)
        instead = other[row]
        if instead is not None and scores[row][instead] > score * _AS_GOOD:
            columns = other
        else:
            # Equal by chance: nothing that is as likely is left for it.
            scores[row][column] = score
    return columns


def _repeated(
    values: Sequence[int | float],
    scores: Sequence[Sequence[float]],
    columns: Sequence[int | None],
) -> list[tuple[int, int]]:
    """Each figure and its number, where the number is likely another figure's, said once more."""
    found = []
    for row, column in enumerate(columns):
        for other, theirs in enumerate(columns):
            if (
                column is not None
                and theirs is not None
                and row != other
                and values[column] == values[theirs] >= _LEAST_REPEATED
                and scores[other][column] > scores[row][column] - _AS_LIKELY
            ):
                found.append((row, column))
    return found
