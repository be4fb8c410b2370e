"""How large an input may be, and what reading it may take."""

from __future__ import annotations

from typing import Self

from pydantic import Field, ValidationError

from factsheet_parser.errors import LimitExceededError
from factsheet_parser.record import Frozen

MIB = 1024 * 1024
_OCR_SECONDS, _OCR_MIB = 600.0, 1536
"""The usual limits where pages are read by OCR, which takes some 10 seconds a page."""


class Limits(Frozen):
    """The bounds of one input. A factsheet has two pages of US Letter and 5,000 characters.

    `size`, `pages`, `page_size` and `characters` hold wherever an input is read, `timeout` and
    `memory` where another process reads it: with `isolate=True`, with several jobs, and in a
    batch of one job for which one of the two is given, whatever its number.

    Raises pydantic's ValidationError (a ValueError) for a limit that is not positive.
    """

    size: float = Field(default=25, gt=0, description="MiB that a file may have.")
    pages: int = Field(
        default=50, gt=0, description="Pages that a PDF may have, or a text with form feeds."
    )
    page_size: float = Field(
        default=2880,
        gt=0,
        description="PDF points that a page may be wide or high (2,880 are 40 inches).",
    )
    characters: int = Field(default=200_000, gt=0, description="Characters that a text may have.")
    timeout: float | None = Field(
        default=30,
        gt=0,
        description="Seconds that reading may take (600 with OCR); None for as long as it takes.",
    )
    memory: int | None = Field(
        default=1024,
        ge=256,
        description="MiB that the process may take, which begins with about 60 (1,536 with OCR); None "
        "for all.",
    )

    def for_ocr(self) -> Self:
        """The same, with the time and memory that OCR takes where nothing else was asked for."""
        return self.model_copy(
            update={
                name: value
                for name, value in (("timeout", _OCR_SECONDS), ("memory", _OCR_MIB))
                if name not in self.model_fields_set
            }
        )

    @classmethod
    def of(cls, settings: list[str]) -> Self:
        """The limits that `NAME=NUMBER` settings ask for, the others as they are by default.

        Raises ValueError with one line that says what is wrong.

        >>> Limits.of(["pages=100", "size=2.5"]).pages
        100
        >>> Limits.of(["page=100"])
        Traceback (most recent call last):
        ValueError: There is no limit 'page'; there are size, pages, page_size, characters, timeout, memory.
        """
        given: dict[str, str] = {}
        for setting in settings:
            name, _, number = setting.partition("=")
            if name not in cls.model_fields:
                known = ", ".join(cls.model_fields)
                raise ValueError(f"There is no limit {name!r}; there are {known}.")
            given[name] = number
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0])
            raise ValueError(f"The limit {name}={given[name]}: {first['msg']}.") from None


DEFAULTS = Limits()
UNLIMITED = Limits(timeout=None, memory=None)


def exceeded(name: str, what: str, allowed: float, unit: str = "") -> LimitExceededError:
    """The error for an input that goes over the limit `name`; `what` tells by how much.

    >>> print(exceeded("pages", "The PDF has 3,000 pages", 50))
    The PDF has 3,000 pages; the limit is 50 (raise it with --limit pages=..., limits=Limits(pages=...)).
    """
    return LimitExceededError(
        f"{what}; the limit is {allowed:,g}{unit} (raise it with --limit {name}=..., "
        f"limits=Limits({name}=...))."
    )
