"""Text in which a reader knew no letter, or gave each of them twice: its digits tell nothing."""

from __future__ import annotations

import regex

from factsheet_parser.timeouts import SEARCH_SECONDS

_GARBLED = regex.compile(
    r"""
      \(cid:\d+\)                                # a glyph that no table maps to a letter
    | [\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]    # control characters
    | [\ufffd\ue000-\uf8ff]                      # unknown and private characters
    | \b(?:([A-Za-z])\1){3,}\b | \d\d,,            # "SSoommee", "2211,,440077"
    """,
    regex.VERBOSE,
)
_STRANGE = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]")
# What is in no English text: an unmapped glyph, and frequent letters when each is given twice.
_GARBLED_PARTS = ("(cid:", ",,", "tthh", "IInn", "rree", "nngg", "iinn", "cchh", "oorr", "eess")


def may_be_garbled(text: str) -> bool:
    """Whether a document's sentences have to be looked at one by one; a sheet's need not."""
    return any(part in text for part in _GARBLED_PARTS) or (
        _STRANGE.search(text, timeout=SEARCH_SECONDS) is not None
    )


def is_garbled(text: str) -> bool:
    """Whether a sentence holds such a part.

    >>> is_garbled("4,622 (cid:12)reports"), is_garbled("44,,662222 rreeppoorrttss")
    (True, True)
    >>> is_garbled("4,622 CyberTipline reports")
    False
    """
    return _GARBLED.search(text, timeout=SEARCH_SECONDS) is not None
