"""Golden fixtures: records that someone has checked, and what the parser says of their sheets now."""

from factsheet_parser.golden.comparison import (
    Case,
    Checked,
    Difference,
    cases_of,
    check,
    differences,
    read,
)
from factsheet_parser.golden.fixture import Golden, GoldenError
from factsheet_parser.golden.forms import forms_of, golden_of, goldens_below

__all__ = [
    "Case",
    "Checked",
    "Difference",
    "Golden",
    "GoldenError",
    "cases_of",
    "check",
    "differences",
    "forms_of",
    "golden_of",
    "goldens_below",
    "read",
]
