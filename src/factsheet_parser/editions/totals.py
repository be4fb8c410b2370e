"""What must add up, and what is part of what: the tie-breakers of an assignment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factsheet_parser.record import FIGURES

_WHOLES = {
    **{name: each.within for name, each in FIGURES.items() if each.within},
    **{name: each.adds_to for name, each in FIGURES.items() if each.adds_to},
    "cybertipline.national_reports": "cybertipline.national_content_pieces",
}
"""What no figure exceeds. Content pieces exceed reports, which hold at least one each."""
TOTAL = "missing_cases.state_total"
PARTS = tuple(name for name, each in FIGURES.items() if each.adds_to == TOTAL)
_ADDS_UP = 1.2
_EXCEEDS = 1.0
_TRIED = 5
"""So many of the likeliest numbers of a figure are tried in its place."""
_ROUNDS = 4

_Columns = list[int | None]


class _Settling:
    """An assignment that is bettered a step at a time."""

    def __init__(
        self,
        names: Sequence[str],
        scores: Sequence[Sequence[float]],
        values: Sequence[int | float],
        given: Mapping[str, int | float],
        least: float,
    ) -> None:
        self.names = names
        self.scores = scores
        self.values = values
        self.given = given
        self.least = least

    def agreement(self, columns: _Columns) -> float:
        """What totals and wholes say for an assignment."""
        value = dict(self.given)
        for name, column in zip(self.names, columns, strict=True):
            if column is not None:
                value[name] = self.values[column]
        found = -_EXCEEDS * sum(
            part in value and whole in value and value[part] > value[whole]
            for part, whole in _WHOLES.items()
        )
        if TOTAL in value and all(part in value for part in PARTS):
            found += _ADDS_UP * (sum(value[part] for part in PARTS) == value[TOTAL])
        return found

    def worth(self, columns: _Columns) -> float:
        """The whole sum of an assignment."""
        total = self.agreement(columns)
        for line, column in zip(self.scores, columns, strict=True):
            if column is not None:
                total += line[column] - self.least
        return total

    def steps(self, columns: _Columns, row: int) -> list[_Columns]:
        """The assignments in which a figure has another number, changed with who has it."""
        line = self.scores[row]
        likely = sorted(
            (column for column, score in enumerate(line) if score > self.least / 2),
            key=lambda column: -line[column],
        )
        found = []
        for column in likely[:_TRIED]:
            if column != columns[row]:
                changed = list(columns)
                if column in changed:
                    other = changed.index(column)
                    changed[other] = columns[row]
                    changed[row] = column
                    free = self.free(changed, other)
                    if free is not None:
                        found.append([*changed[:other], free, *changed[other + 1 :]])
                changed[row] = column
                found.append(changed)
        return found

    def free(self, columns: _Columns, row: int) -> int | None:
        """The likeliest number of a figure that no figure has."""
        line = self.scores[row]
        return max(
            (
                column
                for column, score in enumerate(line)
                if score > self.least and column not in columns
            ),
            key=line.__getitem__,
            default=None,
        )


def settled(
    names: Sequence[str],
    scores: Sequence[Sequence[float]],
    columns: _Columns,
    values: Sequence[int | float],
    given: Mapping[str, int | float],
    least: float,
) -> _Columns:
    """The assignment, changed where what must add up then does and the words hardly say otherwise."""
    settling = _Settling(names, scores, values, given, least)
    concerned = [
        row for row, name in enumerate(names) if name in _WHOLES or name in _WHOLES.values()
    ]
    if settling.agreement(columns) == _ADDS_UP:
        return columns
    worth = settling.worth(columns)
    for _ in range(_ROUNDS):
        better = [each for row in concerned for each in settling.steps(columns, row)]
        best = max(better, key=settling.worth, default=columns)
        if settling.worth(best) <= worth + 1e-9:
            break
        columns, worth = best, settling.worth(best)
    return columns
