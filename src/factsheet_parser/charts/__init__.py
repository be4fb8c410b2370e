"""Charts of many factsheets: the extra `review`."""

from factsheet_parser.charts.drawing import CHARTS, draw, write_chart
from factsheet_parser.charts.sources import Row, is_table, rows_of_outcomes, rows_of_table

__all__ = [
    "CHARTS",
    "Row",
    "draw",
    "is_table",
    "rows_of_outcomes",
    "rows_of_table",
    "write_chart",
]
