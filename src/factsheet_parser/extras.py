"""Extras: packages that only some users need, and one line for who lacks them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Import what the extra brings; raises ImportError with what to install."""
    try:
        yield
    except ImportError as error:
        raise ImportError(
            f"{error.name or error} is missing: python -m pip install 'factsheet-parser[{extra}]'"
        ) from error
