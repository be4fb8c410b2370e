"""The charts: a map of tiles, a ranking, the missing cases by category, and the years.

All show counts as the sheets state them, and never a rate: the sheets have no populations. A
jurisdiction without a sheet, or whose sheet does not state the figure, is shown as missing.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, get_args

from factsheet_parser.charts.sources import Row
from factsheet_parser.choices import ChartName
from factsheet_parser.extras import require
from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.record import FIGURES, HEADINGS, definition_of, is_figure_name
from factsheet_parser.whole import whole

if TYPE_CHECKING:
    import altair

CHARTS: tuple[ChartName, ...] = get_args(ChartName)
DEFAULT_FIGURE = "cybertipline.state_reports"
ENDINGS = (".svg", ".png", ".html")

_TILES = """
    ME:11,0
    VT:10,1 NH:11,1
    WA:1,2 ID:2,2 MT:3,2 ND:4,2 MN:5,2 IL:6,2 WI:7,2 MI:8,2 NY:9,2 RI:10,2 MA:11,2
    OR:1,3 NV:2,3 WY:3,3 SD:4,3 IA:5,3 IN:6,3 OH:7,3 PA:8,3 NJ:9,3 CT:10,3
    CA:1,4 UT:2,4 CO:3,4 NE:4,4 MO:5,4 KY:6,4 WV:7,4 VA:8,4 MD:9,4 DE:10,4
    AZ:2,5 NM:3,5 KS:4,5 AR:5,5 TN:6,5 NC:7,5 SC:8,5 DC:9,5
    OK:4,6 LA:5,6 MS:6,6 AL:7,6 GA:8,6
    AK:0,7 HI:1,7 TX:4,7 FL:8,7 PR:10,7 VI:11,7
    AS:0,8 GU:1,8 MP:2,8
"""
"""Column and row of each jurisdiction's tile, roughly where it lies; the same size for each."""
TILES = {
    code: (int(column), int(row))
    for code, _, place in (tile.partition(":") for tile in _TILES.split())
    for column, row in [place.split(",")]
}
_CATEGORIES = {
    "missing_cases.state_social_services": "missing from social services",
    "missing_cases.state_other": "other cases",
    "missing_cases.state_orr": "reported by ORR",
}
_COLORS = ["#0b6e99", "#d98c1f", "#7a3b8f"]
_MISSING = "#e4e4e4"
_FONT = "Liberation Sans, Arial, sans-serif"


def draw(
    chart: ChartName, rows: Sequence[Row], *, figure: str = DEFAULT_FIGURE, year: int | None = None
) -> altair.TopLevelMixin:
    """A chart of these rows; `year` is the latest when it is not told, and all for "years".

    Raises ValueError, with one line that says why, for an unknown chart or figure, and where no
    row has anything to show, and ImportError without the extra `review`.
    """
    if chart not in CHARTS:
        raise ValueError(f"There is no chart {chart!r}; there are {', '.join(CHARTS)}.")
    if not is_figure_name(figure):
        states = ", ".join(name for name, each in FIGURES.items() if each.scope == "state")
        raise ValueError(f"There is no figure {figure!r}; of the states there are {states}.")
    if chart != "categories" and definition_of(figure).scope != "state":
        raise ValueError(f"{figure} is a figure of the nation: every sheet of a year states it.")
    if not rows:
        raise ValueError("There is no factsheet with a jurisdiction and a year.")
    years = sorted({row.year for row in rows})
    year = years[-1] if year is None else year
    shown = [row for row in rows if row.year == year]
    if chart == "years":
        return _styled(_years(rows, figure, years))
    if not shown:
        told = ", ".join(map(str, years))
        raise ValueError(f"There is no factsheet of {year}; there are of {told}.")
    if chart == "map":
        return _styled(_map(shown, figure, year))
    if chart == "ranking":
        return _styled(_ranking(shown, figure, year))
    return _styled(_categories(shown, year))


def write_chart(chart: altair.TopLevelMixin, path: str | os.PathLike[str]) -> None:
    """Write a chart as `.svg`, `.png` or `.html` (with its scripts in it), whole or not at all.

    Raises ValueError for another ending and OSError when it cannot be written.
    """
    out = Path(path)
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise ValueError(f"A chart ends in {', '.join(ENDINGS)}.")
    with whole(out) as part:
        if ending == ".png":
            chart.save(str(part), format="png", scale_factor=2)
        elif ending == ".svg":
            chart.save(str(part), format="svg")
        else:
            chart.save(str(part), format="html", inline=True)


def _altair() -> Any:
    require("review")
    import altair
    import vl_convert  # noqa: F401  # draws without a browser and without the network

    return altair


def _named(figure: str) -> str:
    definition = definition_of(figure)
    return f"{HEADINGS[definition.section]}: {definition.field.removeprefix('state_').replace('_', ' ')}"


def _map(rows: Sequence[Row], figure: str, year: int) -> Any:
    alt = _altair()
    values = {row.code: row.values.get(figure) for row in rows}
    data = [
        {
            "code": code,
            "name": NAMES[code],
            "column": column,
            "row": row,
            "value": values.get(code),
            "shown": _short(values.get(code)),
            "told": _told(code, values),
        }
        for code, (column, row) in TILES.items()
    ]
    largest = max((value for value in values.values() if value is not None), default=1)
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("column:O", axis=None),
        y=alt.Y("row:O", axis=None),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("told:N", title="in the sheet")],
    )
    missing = base.mark_rect(stroke="white", strokeWidth=2, color=_MISSING)
    tiles = (
        base.mark_rect(stroke="white", strokeWidth=2)
        .encode(
            color=alt.Color(
                "value:Q",
                scale=alt.Scale(scheme="blues", type="sqrt", domain=[0, max(largest, 1)]),
                legend=alt.Legend(
                    title="count (grey: no sheet, or not stated)",
                    orient="bottom",
                    gradientLength=220,
                    tickCount=3,
                    titleLimit=300,
                ),
            )
        )
        .transform_filter("isValid(datum.value)")
    )
    dark = f"isValid(datum.value) && datum.value > {largest * 0.35}"
    ink = alt.condition(dark, alt.value("white"), alt.value("#222222"))
    letters = base.mark_text(dy=-6, fontSize=11, fontWeight="bold").encode(text="code:N", color=ink)
    numbers = base.mark_text(dy=8, fontSize=9).encode(text="shown:N", color=ink)
    return alt.layer(missing, tiles, letters, numbers).properties(
        width=600, height=450, title=_title(_named(figure), figure, year, rows)
    )


def _told(code: str, values: dict[str, float | None]) -> str:
    if code not in values:
        return "no sheet"
    value = values[code]
    return "not stated" if value is None else f"{value:,.0f}"


def _short(value: float | None) -> str:
    """A number that fits a tile."""
    if value is None:
        return "\u2013"
    if value >= 999_500:
        return f"{value / 1_000_000:.1f}M"
    if value >= 9_950:
        return f"{value / 1_000:.0f}k"
    return f"{value:,.0f}"


def _ranking(rows: Sequence[Row], figure: str, year: int) -> Any:
    alt = _altair()
    data = [
        {"name": NAMES[row.code], "value": row.values[figure]}
        for row in rows
        if figure in row.values
    ]
    if not data:
        raise ValueError(f"No factsheet of {year} states {figure}.")
    base = alt.Chart(alt.Data(values=data)).encode(
        y=alt.Y("name:N", sort="-x", axis=alt.Axis(title=None, labelLimit=200)),
        x=alt.X("value:Q", axis=alt.Axis(title="count", format=",d", tickMinStep=1, tickCount=6)),
    )
    bars = base.mark_bar(color=_COLORS[0])
    ends = base.mark_text(align="left", dx=4, fontSize=10).encode(
        text=alt.Text("value:Q", format=",d")
    )
    return alt.layer(bars, ends).properties(
        width=520,
        height=alt.Step(18),
        title=_title(_named(figure), figure, year, rows, missing=_missing(rows, figure)),
    )


def _categories(rows: Sequence[Row], year: int) -> Any:
    alt = _altair()
    data = [
        {"name": NAMES[row.code], "category": label, "order": order, "value": row.values[name]}
        for row in rows
        for order, (name, label) in enumerate(_CATEGORIES.items())
        if name in row.values
    ]
    if not data:
        raise ValueError(f"No factsheet of {year} states the missing cases by category.")
    labels = list(_CATEGORIES.values())
    without = sorted(NAMES[row.code] for row in rows if not _CATEGORIES.keys() <= row.values.keys())
    return (
        alt.Chart(alt.Data(values=data))
        .mark_bar()
        .encode(
            y=alt.Y(
                "name:N",
                sort=alt.EncodingSortField("value", op="sum", order="descending"),
                axis=alt.Axis(title=None, labelLimit=200),
            ),
            x=alt.X(
                "value:Q", stack=True, axis=alt.Axis(title="cases", format=",d", tickMinStep=1)
            ),
            color=alt.Color(
                "category:N",
                scale=alt.Scale(domain=labels, range=_COLORS),
                legend=alt.Legend(title=None, orient="top"),
            ),
            order=alt.Order("order:O"),
        )
        .properties(
            width=520,
            height=alt.Step(18),
            title=_title(
                "Missing children: the states' cases by category",
                "missing_cases.state_total",
                year,
                rows,
                missing=without,
            ),
        )
    )


def _years(rows: Sequence[Row], figure: str, years: list[int]) -> Any:
    alt = _altair()
    if len(years) < 2:
        raise ValueError(f"All factsheets are of {years[0]}; lines need two years.")
    # A year without a sheet breaks the line: nothing is drawn between the years beside it.
    by_place = {(row.code, row.year): row.values.get(figure) for row in rows}
    codes = sorted({row.code for row in rows if figure in row.values}, key=NAMES.__getitem__)
    if not codes:
        raise ValueError(f"No factsheet states {figure}.")
    data = [
        {"name": NAMES[code], "year": year, "value": by_place.get((code, year))}
        for code in codes
        for year in range(years[0], years[-1] + 1)
    ]
    base = (
        alt.Chart(alt.Data(values=data))
        .encode(
            x=alt.X("year:O", axis=alt.Axis(title=None, labelAngle=0)),
            y=alt.Y("value:Q", axis=alt.Axis(title=None, format="~s", tickMinStep=1, tickCount=3)),
        )
        .properties(width=140, height=70)
    )
    marks = base.mark_line(
        point=True, strokeWidth=2, color=_COLORS[0], invalid="break-paths-show-domains"
    )
    return (
        marks.facet(
            facet=alt.Facet(
                "name:N", title=None, header=alt.Header(labelFontWeight="bold", labelLimit=150)
            ),
            columns=4,
        )
        .resolve_scale(y="independent")
        .properties(
            title=_title(f"{_named(figure)} (each with a scale of its own)", figure, None, rows)
        )
    )


def _missing(rows: Sequence[Row], figure: str) -> list[str]:
    """Whose sheet does not state the figure."""
    return sorted(NAMES[row.code] for row in rows if figure not in row.values)


def _title(
    text: str,
    figure: str,
    year: int | None,
    rows: Sequence[Row],
    missing: Sequence[str] = (),
) -> Any:
    jurisdictions = len({row.code for row in rows})
    lines = [definition_of(figure).description if figure != "missing_cases.state_total" else ""]
    lines.append(
        f"Counts, not rates: larger states have more. {jurisdictions} of {len(TILES)} "
        "jurisdictions have a sheet; without one, nothing is shown."
    )
    if missing:
        lines.append(f"Not stated, or withheld: {', '.join(missing)}.")
    source = "Source: NCMEC state factsheets"
    if any(row.invented for row in rows):
        source = "SPECIMEN with invented figures; not NCMEC's"
    lines.append(f"{source}{f', {year}' if year else ''}.")
    alt = _altair()
    return alt.TitleParams(
        f"{text}{f', {year}' if year else ''}",
        subtitle=[part for line in lines if line for part in _wrapped(line)],
        anchor="start",
        offset=14,
    )


def _wrapped(line: str) -> list[str]:
    return wrap(line, 100)


def _styled(chart: Any) -> altair.TopLevelMixin:
    styled: altair.TopLevelMixin = (
        chart.configure(font=_FONT, background="white", padding=16)
        .configure_view(stroke=None)
        .configure_title(fontSize=16, subtitleFontSize=11, subtitleColor="#444444")
        .configure_axis(gridColor="#e8e8e8")
    )
    return styled
