"""NCMEC state factsheets, text or PDF, as typed records in which every figure shows its proof.

>>> from factsheet_parser import parse_factsheet
>>> sheet = parse_factsheet("samples/iowa-2023.txt")
>>> sheet.state.code, sheet.year, sheet.cybertipline.state_reports, sheet.complete
('IA', 2023, 4622, True)
"""

from typing import TYPE_CHECKING

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
from factsheet_parser.limits import Limits
from factsheet_parser.parse import parse_text
from factsheet_parser.record import Evidence, Factsheet, Figure, Finding, State
from factsheet_parser.single import parse_factsheet
from factsheet_parser.wordings.load import Wording, WordingError
from factsheet_parser.wordings.own import load_wordings

__all__ = [
    "DamagedPdfError",
    "EncryptedPdfError",
    "Evidence",
    "Factsheet",
    "FactsheetError",
    "Figure",
    "Finding",
    "Learned",
    "LimitExceededError",
    "Limits",
    "MemoryLimitError",
    "NoTextError",
    "NotAFactsheetError",
    "Outcome",
    "ReaderCrashError",
    "SeveralFactsheetsError",
    "State",
    "TimeLimitError",
    "UnsupportedFormatError",
    "Wording",
    "WordingError",
    "WorkersError",
    "iter_factsheets",
    "learn",
    "load_wordings",
    "parse_factsheet",
    "parse_text",
]
__version__ = "0.2.0"

if TYPE_CHECKING:
    from factsheet_parser.batch import Outcome, iter_factsheets
    from factsheet_parser.editions.learn import learn
    from factsheet_parser.editions.learned import Learned


def __getattr__(name: str) -> object:
    """What batches need takes a twentieth of a second to import: only who asks for it pays."""
    if name == "learn":
        from factsheet_parser.editions.learn import learn

        return learn
    if name == "Learned":
        from factsheet_parser.editions.learned import Learned

        return Learned
    if name in ("Outcome", "iter_factsheets"):
        from factsheet_parser import batch

        return getattr(batch, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
