"""What many sheets show together that no single one can."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Literal, NamedTuple, Self

from pydantic import Field

from factsheet_parser.batch.together import file_names
from factsheet_parser.batch.together.rewording import Rewordings
from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.printable import printable
from factsheet_parser.record import (
    FIGURES,
    HEDGES,
    Factsheet,
    Figure,
    Frozen,
    Qualifier,
    Severity,
    definition_of,
    in_order,
)

BatchCode = Literal[
    "national_disagreement",
    "duplicate_factsheet",
    "file_name_mismatch",
    "missing_jurisdiction",
    "wording_changed",
]

NEARLY_FULL = 42
"""A year with a sheet of so many of the 56 jurisdictions lacks the others."""
_MOST_NAMED = 5
# A file's year is not compared with one so far from it: that is a picture's or a form's number.
_YEARS_APART = 15


class BatchFinding(Frozen):
    """Something that sheets of a batch show together."""

    code: BatchCode
    severity: Severity = "warning"
    message: str = Field(description="One sentence for a person.")
    year: int | None = Field(default=None, description="The year of the sheets it is about.")
    state: str | None = Field(default=None, description="Postal code, if it is about one state.")
    figure: str | None = Field(default=None, description="The figure's name, if it is about one.")
    sources: tuple[str, ...] = Field(description="The files it is about; none for a missing sheet.")


def hedged_step(value: float, precision: float) -> float:
    """What the last digit that is no zero is worth: a hedged 18,400 stands for its hundreds."""
    step = precision
    while value and value % (step * 10) == 0:
        step *= 10
    return step


class _Printed(NamedTuple):
    """A figure as a sheet prints it."""

    value: float
    precision: float
    qualifier: Qualifier

    @classmethod
    def of(cls, figure: Figure) -> Self:
        """The figure; a percentage is always rounded."""
        rounded = definition_of(figure.name).percent and figure.qualifier == "exact"
        return cls(figure.value, figure.precision, "rounded" if rounded else figure.qualifier)

    def __str__(self) -> str:
        return f"{HEDGES.get(self.qualifier, '')}{self.value:,}"

    def allows(self, count: float) -> bool:
        """Whether the exact count can be this one.

        36,210,368 is "36.2 million" and "more than 36 million"; 36,290,000 is the second alone.
        """
        low, high = self.bounds()
        match self.qualifier:
            case "rounded" | "more_than":
                return low <= count < high
            case "less_than":
                return low < count <= high
            case _:
                return low <= count <= high

    def bounds(self) -> tuple[float, float]:
        """The least and the greatest count that it allows."""
        step = hedged_step(self.value, self.precision)
        below, above = {
            "exact": (0.0, 0.0),
            "rounded": (self.precision / 2, self.precision / 2),
            "more_than": (0.0, step),
            "less_than": (step, 0.0),
            "about": (step, step),
        }[self.qualifier]
        return self.value - below, self.value + above


class _Sheet(NamedTuple):
    """What is kept of a sheet to compare it."""

    source: str
    content: object
    values: tuple[float | None, ...]


class Comparison:
    """Takes the sheets of a batch one by one, and tells what they show together."""

    def __init__(self) -> None:
        self._sheets: dict[tuple[int, str], list[_Sheet]] = {}
        self._national: dict[tuple[int, str], dict[_Printed, list[str]]] = {}
        self._misnamed: list[BatchFinding] = []
        self._rewordings = Rewordings(_MOST_NAMED)

    def add(self, source: str, content: object, sheet: Factsheet) -> None:
        """Take a sheet in; `content` is the same for the same bytes of the same pages."""
        misnamed = file_name_mismatch(source, sheet)
        if misnamed is not None:
            self._misnamed.append(misnamed)
        source = printable(source)
        if sheet.year is None:
            return
        self._rewordings.add(source, sheet)
        for name, figure in sheet.figures.items():
            if figure.scope == "national":
                printed = _Printed.of(figure)
                values = self._national.setdefault((sheet.year, name), {})
                values.setdefault(printed, []).append(source)
        if sheet.state is not None:
            stated = tuple(
                sheet.figures[name].value if name in sheet.figures else None for name in FIGURES
            )
            key = (sheet.year, sheet.state.code)
            self._sheets.setdefault(key, []).append(_Sheet(source, content, stated))

    def findings(self) -> tuple[BatchFinding, ...]:
        """What the sheets show, in an order that depends on them alone."""
        return (
            *self._disagreements(),
            *self._duplicates(),
            *self._misnamed,
            *self._missing(),
            *self._reworded(),
        )

    def first_of(self, year: int | None) -> str | None:
        """The first file of a year."""
        for (of, _), sheets in self._sheets.items():
            if of == year:
                return sheets[0].source
        return None

    def _disagreements(self) -> list[BatchFinding]:
        order = in_order([*FIGURES, *sorted(name for _, name in self._national)])
        keys = sorted(self._national, key=lambda key: (key[0], order.index(key[1])))
        found = [disagreement(year, name, self._national[year, name]) for year, name in keys]
        return [finding for finding in found if finding is not None]

    def _duplicates(self) -> list[BatchFinding]:
        return [
            _duplicate(year, code, sheets)
            for (year, code), sheets in sorted(self._sheets.items())
            if len(sheets) > 1
        ]

    def _missing(self) -> list[BatchFinding]:
        years = Counter(year for year, _ in self._sheets)
        return [
            BatchFinding(
                code="missing_jurisdiction",
                message=f"{count} of the {len(NAMES)} jurisdictions have a converted sheet of {year}; "
                f"{_joined(missing)} {'has' if len(missing) == 1 else 'have'} none.",
                year=year,
                sources=(),
            )
            for year, count in sorted(years.items())
            if NEARLY_FULL <= count < len(NAMES)
            for missing in [
                [name for code, name in NAMES.items() if (year, code) not in self._sheets]
            ]
        ]

    def _reworded(self) -> list[BatchFinding]:
        return [
            BatchFinding(
                code="wording_changed",
                message=change.message,
                year=change.year,
                figure=change.figure,
                sources=change.sources,
            )
            for change in self._rewordings.changes()
        ]


def disagreement(year: int, name: str, values: dict[_Printed, list[str]]) -> BatchFinding | None:
    """Sheets of one year that print another national figure than the most of them."""
    if len(values) < 2:
        return None
    # The count that the most files allow; whatever they allow, they allow at a bound or between two.
    bounds = sorted({bound for printed in values for bound in printed.bounds()})
    counts = [*bounds, *((low + high) / 2 for low, high in pairwise(bounds))]
    count = max(counts, key=lambda count: _support(count, values))
    usual = {printed: sources for printed, sources in values.items() if printed.allows(count)}
    others = {printed: sources for printed, sources in values.items() if printed not in usual}
    if not others:
        return None
    odd = [source for sources in others.values() for source in sources]
    agreeing = [source for sources in usual.values() for source in sources]
    if len(agreeing) > len(odd):
        told = [f"{printed} in {_counted(sources)}" for printed, sources in usual.items()]
    else:
        # Neither side is the usual one: both are to be looked at.
        told = [f"{printed} in {_listed(sources)}" for printed, sources in usual.items()]
        odd = agreeing + odd
    told += [f"{printed} in {_listed(sources)}" for printed, sources in others.items()]
    return BatchFinding(
        code="national_disagreement",
        message=f"All sheets of {year} state the same {name}, and it is {_listed(told)}.",
        year=year,
        figure=name,
        sources=tuple(odd),
    )


def _support(count: float, values: dict[_Printed, list[str]]) -> tuple[int, int]:
    """How many files allow `count`; among equals the one that an earlier file allows is more."""
    allowing = [index for index, printed in enumerate(values) if printed.allows(count)]
    files = [len(sources) for printed, sources in values.items() if printed.allows(count)]
    return sum(files), -min(allowing, default=len(values))


def _duplicate(year: int, code: str, sheets: list[_Sheet]) -> BatchFinding:
    differing = [
        name
        for index, name in enumerate(FIGURES)
        if len({sheet.values[index] for sheet in sheets}) > 1
    ]
    if len({sheet.content for sheet in sheets}) == 1:
        how = "the same bytes"
    elif not differing:
        how = "the same figures"
    else:
        how = f"different figures ({', '.join(differing)})"
    sources = [sheet.source for sheet in sheets]
    return BatchFinding(
        code="duplicate_factsheet",
        message=f"{len(sheets)} files hold {NAMES[code]} {year}, with {how}: {_listed(sources)}.",
        year=year,
        state=code,
        sources=tuple(sources),
    )


def file_name_mismatch(source: str, sheet: Factsheet) -> BatchFinding | None:
    """A file name that names another state or another year than its sheet."""
    said = []
    years = {
        year
        for year in file_names.years_in(source)
        if sheet.year is not None and abs(year - sheet.year) <= _YEARS_APART
    }
    if sheet.year is not None and years and sheet.year not in years:
        said.append((" and ".join(map(str, sorted(years))), str(sheet.year)))
    codes = file_names.states_in(source)
    if sheet.state is not None and codes and sheet.state.code not in codes:
        said.append((" and ".join(NAMES[code] for code in sorted(codes)), sheet.state.name))
    if not said:
        return None
    named, is_of = (" and ".join(words) for words in zip(*said, strict=True))
    return BatchFinding(
        code="file_name_mismatch",
        message=f"The file name says {named}, and the sheet is of {is_of}: {printable(source)}.",
        year=sheet.year,
        state=sheet.state.code if sheet.state else None,
        sources=(printable(source),),
    )


def _counted(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} files"


def _listed(names: list[str], most: int = _MOST_NAMED) -> str:
    """Names in a sentence.

    >>> _listed(["a", "b", "c"]), _listed(list("abcdefg"))
    ('a, b and c', 'a, b, c, d, e and 2 others')
    """
    shown = names[:most]
    rest = len(names) - most
    if rest > 0:
        shown.append(f"{rest} other{'s' if rest > 1 else ''}")
    return _joined(shown)


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
