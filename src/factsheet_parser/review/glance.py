"""The year at a glance: the charts that the review page holds when there are several sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.charts.drawing import CHARTS, draw
from factsheet_parser.charts.sources import Row, rows_of_outcomes
from factsheet_parser.choices import ChartName
from factsheet_parser.extras import require
from factsheet_parser.record import FIGURES, HEADINGS, definition_of, in_order
from factsheet_parser.timeouts import SEARCH_SECONDS

_NAMES = regex.compile(r"\b(?:gradient_|clip)\d+\b")


class Choice(NamedTuple):
    """One chart that can be chosen."""

    id: str
    label: str
    svg: str


class Glance(NamedTuple):
    """The charts by what is shown: a map and a ranking of each figure, the rest once."""

    years: tuple[int, ...]
    figures: tuple[tuple[str, str], ...]
    """Names and labels."""
    charts: tuple[Choice, ...]


def glance_of(outcomes: Sequence[Outcome]) -> Glance | None:
    """The charts of these outcomes; None for fewer than two factsheets."""
    rows = rows_of_outcomes(outcomes)
    if len(rows) < 2:
        return None
    years = tuple(sorted({row.year for row in rows}))
    figures = tuple(
        (
            name,
            f"{HEADINGS[definition.section]}: {definition.field.removeprefix('state_')}".replace(
                "_", " "
            ),
        )
        for name in in_order([*FIGURES, *sorted({name for row in rows for name in row.values})])
        if (definition := definition_of(name)).scope == "state"
        and any(name in row.values for row in rows)
    )
    charts = [
        Choice(f"{chart}|{name}", chart, svg)
        for name, _ in figures
        for chart in CHARTS
        if chart != "categories" and (svg := _svg(chart, rows, name)) is not None
    ]
    categories = _svg("categories", rows, figures[0][0]) if figures else None
    if categories is not None:
        charts.append(Choice("categories|", "categories", categories))
    named = tuple(
        chart._replace(svg=_with_own_names(chart.svg, number))
        for number, chart in enumerate(charts)
    )
    return Glance(years, figures, named) if charts else None


def _with_own_names(svg: str, number: int) -> str:
    """The drawing with names for its gradients and clips that no other chart of the page has.

    Vega counts them through a process, so that they would depend on what was drawn before.
    """
    names: dict[str, str] = {}

    def own(match: regex.Match[str]) -> str:
        return names.setdefault(match.group(), f"chart-{number}-{len(names)}")

    return _NAMES.sub(own, svg, timeout=SEARCH_SECONDS)


def _svg(chart: ChartName, rows: Sequence[Row], figure: str) -> str | None:
    require("review")
    import vl_convert

    try:
        drawn = draw(chart, rows, figure=figure)
    except ValueError:
        return None  # nothing to show
    return str(vl_convert.vegalite_to_svg(drawn.to_dict()))
