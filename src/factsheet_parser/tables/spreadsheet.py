"""What a spreadsheet would do with a cell's text."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula.

    An apostrophe says to spreadsheets that text follows (OWASP, "CSV Injection").

    >>> harmless("=1+1"), harmless("-5"), harmless("4,622 reports")
    ("'=1+1", "'-5", '4,622 reports')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
