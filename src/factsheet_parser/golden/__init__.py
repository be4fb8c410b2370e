"""Golden fixtures: records that someone has checked, and what the parser says of their sheets now."""

from factsheet_parser.golden.comparison import (
    Case,
    Difference,
    Reading,
    cases_of,
    differences,
    read,
)
from factsheet_parser.golden.fixture import Golden, GoldenError
from factsheet_parser.golden.forms import forms_of, golden_of, goldens_below

__all__ = [
    "Case",
    "Difference",
    "Golden",
    "GoldenError",
    "Reading",
    "cases_of",
    "differences",
    "forms_of",
    "golden_of",
    "goldens_below",
    "read",
]
