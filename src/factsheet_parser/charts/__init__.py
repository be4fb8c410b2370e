"""Charts of many factsheets: the extra `review`."""

from factsheet_parser.charts.drawing import CHARTS, ChartName, draw, write_chart
from factsheet_parser.charts.sources import Row, rows_of_outcomes, rows_of_table

__all__ = [
    "CHARTS",
    "ChartName",
    "Row",
    "draw",
    "rows_of_outcomes",
    "rows_of_table",
    "write_chart",
]
