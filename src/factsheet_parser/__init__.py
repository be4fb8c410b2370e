"""NCMEC state factsheets, text or PDF, as typed records in which every figure shows its proof.

>>> from factsheet_parser import parse_factsheet
>>> sheet = parse_factsheet("samples/iowa-2023.txt")
>>> sheet.state.code, sheet.year, sheet.cybertipline.state_reports, sheet.complete
('IA', 2023, 4622, True)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factsheet_parser.batch.iteration import iter_factsheets
    from factsheet_parser.batch.outcome import Outcome
    from factsheet_parser.batch.report import Report
    from factsheet_parser.editions.drift import Drift, drift
    from factsheet_parser.editions.learn import learn
    from factsheet_parser.editions.learned import Learned
    from factsheet_parser.errors import (
        DamagedPdfError,
        EncryptedPdfError,
        FactsheetError,
        LimitExceededError,
        MemoryLimitError,
        NotAFactsheetError,
        NoTextError,
        ReaderCrashError,
        SeveralFactsheetsError,
        TimeLimitError,
        UnsupportedFormatError,
        WorkersError,
    )
    from factsheet_parser.golden.comparison import Checked, Difference, check
    from factsheet_parser.golden.fixture import GoldenError
    from factsheet_parser.limits import Limits
    from factsheet_parser.parse import parse_factsheet, parse_text
    from factsheet_parser.record import Evidence, Factsheet, Figure, Finding, State
    from factsheet_parser.review.html import write_review
    from factsheet_parser.tables.conversion import convert
    from factsheet_parser.tables.records import rows
    from factsheet_parser.wordings.load import Wording, WordingError
    from factsheet_parser.wordings.own import load_wordings

__version__ = "0.2.0"

_HOMES = {
    "batch.iteration": ("iter_factsheets",),
    "batch.outcome": ("Outcome",),
    "batch.report": ("Report",),
    "editions.drift": ("Drift", "drift"),
    "editions.learn": ("learn",),
    "editions.learned": ("Learned",),
    "errors": (
        "DamagedPdfError",
        "EncryptedPdfError",
        "FactsheetError",
        "LimitExceededError",
        "MemoryLimitError",
        "NoTextError",
        "NotAFactsheetError",
        "ReaderCrashError",
        "SeveralFactsheetsError",
        "TimeLimitError",
        "UnsupportedFormatError",
        "WorkersError",
    ),
    "golden.comparison": ("Checked", "Difference", "check"),
    "golden.fixture": ("GoldenError",),
    "limits": ("Limits",),
    "parse": ("parse_factsheet", "parse_text"),
    "record": ("Evidence", "Factsheet", "Figure", "Finding", "State"),
    "review.html": ("write_review",),
    "tables.conversion": ("convert",),
    "tables.records": ("rows",),
    "wordings.load": ("Wording", "WordingError"),
    "wordings.own": ("load_wordings",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Checked",
    "DamagedPdfError",
    "Difference",
    "Drift",
    "EncryptedPdfError",
    "Evidence",
    "Factsheet",
    "FactsheetError",
    "Figure",
    "Finding",
    "GoldenError",
    "Learned",
    "LimitExceededError",
    "Limits",
    "MemoryLimitError",
    "NoTextError",
    "NotAFactsheetError",
    "Outcome",
    "ReaderCrashError",
    "Report",
    "SeveralFactsheetsError",
    "State",
    "TimeLimitError",
    "UnsupportedFormatError",
    "Wording",
    "WordingError",
    "WorkersError",
    "check",
    "convert",
    "drift",
    "iter_factsheets",
    "learn",
    "load_wordings",
    "parse_factsheet",
    "parse_text",
    "rows",
    "write_review",
]


def __getattr__(name: str) -> object:
    """Import a public name's module when it is first asked for, so that nobody pays for the rest."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
