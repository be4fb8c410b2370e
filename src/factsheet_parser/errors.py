"""What can go wrong with a whole input. Each message is one sentence for a person."""


class FactsheetError(Exception):
    """An input that gives no record. The base of every error this package raises."""


class UnsupportedFormatError(FactsheetError):
    """The input is neither a PDF nor readable text."""


class DamagedPdfError(FactsheetError):
    """The input says that it is a PDF, and no page of it can be read."""


class EncryptedPdfError(FactsheetError):
    """The PDF needs a password that was not given, or another one."""


class NoTextError(FactsheetError):
    """The PDF's pages hold pictures and no text: a scan."""


class LimitExceededError(FactsheetError):
    """The input is larger, or takes longer, than the limits allow."""


class NotAFactsheetError(FactsheetError):
    """The input can be read and is some other document."""
