"""What can go wrong with a whole input. Each message is one sentence for a person."""

from typing import Self


class FactsheetError(Exception):
    """An input that gives no record. The base of every error this package raises."""


class UnsupportedFormatError(FactsheetError):
    """The input is neither a PDF nor readable text."""


class DamagedPdfError(FactsheetError):
    """The input says that it is a PDF, and no page of it can be read."""


class EncryptedPdfError(FactsheetError):
    """The PDF needs a password that was not given, or another one."""

    @classmethod
    def of(cls, password: str | None) -> Self:
        """The error for a PDF that `password`, or none, does not open."""
        if password is None:
            return cls("The PDF is encrypted and needs a password.")
        return cls("The PDF is encrypted and the password given does not open it.")


class NoTextError(FactsheetError):
    """The PDF's pages hold pictures and no text: a scan."""


class LimitExceededError(FactsheetError):
    """The input is larger, or takes longer, than the limits allow."""


class TimeLimitError(LimitExceededError):
    """Reading the input took longer than allowed, and its process was ended."""


class MemoryLimitError(LimitExceededError):
    """Reading the input took more memory than allowed."""


class ReaderCrashError(DamagedPdfError):
    """The input ended the process that read it, or broke the reader in a way it does not tell."""


class NotAFactsheetError(FactsheetError):
    """The input can be read and is some other document."""


class SeveralFactsheetsError(NotAFactsheetError):
    """The input holds the factsheets of several states or years behind each other.

    `pages` are the first and the last page of each, counted from 1; none where a page holds parts
    of two sheets.
    """

    def __init__(self, message: str, pages: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(message)
        self.pages = pages


class ParserFaultError(RuntimeError):
    """A fault of this package, not of the input; in a batch it is told as what it is."""

    @classmethod
    def of(cls, error: BaseException) -> Self:
        """The error for what a step behind reading has raised."""
        return cls(
            "This is a fault of factsheet-parser, not of the file; please report it: "
            f"{type(error).__name__}: {error}"
        )


class WorkersError(RuntimeError):
    """No worker process can be started or reached, or one has another parser."""


def reason(error: Exception) -> str:
    """One line that says what is wrong with a file.

    >>> reason(PermissionError(13, "Permission denied")), reason(OSError(5, "Input/output error"))
    ('The file may not be read: permission denied.', 'The file cannot be read: Input/output error.')
    """
    if isinstance(error, FileNotFoundError):
        return "There is no such file."
    if isinstance(error, IsADirectoryError):
        return "This is a folder, not a file."
    if isinstance(error, PermissionError):
        return "The file may not be read: permission denied."
    if isinstance(error, OSError):
        return f"The file cannot be read: {error.strerror or error}."
    return str(error)
