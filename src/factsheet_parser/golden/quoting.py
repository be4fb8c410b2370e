"""A sentence with one of its numbers underlined, for people."""

from __future__ import annotations

from factsheet_parser.printable import printable
from factsheet_parser.record import Evidence

_ELLIPSIS = "... "


def underlined(evidence: Evidence, width: int = 76) -> list[str]:
    r"""Two lines: the sentence, cut to `width` around its number, and the mark below the number.

    >>> from factsheet_parser import parse_factsheet
    >>> sheet = parse_factsheet("samples/iowa-2023.txt")
    >>> print("\n".join(underlined(sheet.figures["cvip.state_submissions"].evidence)))
    In 2023, NCMEC reviewed 38 submissions of child sexual exploitation ...
                            ^^
    """
    start, end = evidence.in_sentence
    # printable() may lengthen a part, so each is made printable before it is measured.
    before = printable(evidence.sentence[:start].replace("\t", " "))
    number = printable(evidence.sentence[start:end])
    after = printable(evidence.sentence[end:].replace("\t", " "))
    room = width - len(number)
    if len(before) + len(after) > room:
        if len(before) > room // 2:
            before = _tail(before, max(room // 2, room - len(after)))
        if len(before) + len(after) > room:
            after = _head(after, room - len(before))
    return [f"{before}{number}{after}".rstrip(), " " * len(before) + "^" * len(number)]


def _tail(text: str, room: int) -> str:
    """The last whole words of `text` that fit."""
    kept = text[len(text) - max(room - len(_ELLIPSIS), 0) :]
    return _ELLIPSIS + (kept.partition(" ")[2] if " " in kept[:-1] else kept)


def _head(text: str, room: int) -> str:
    """The first whole words of `text` that fit."""
    kept = text[: max(room - len(_ELLIPSIS), 0)]
    return (kept.rpartition(" ")[0] or kept) + " ..."
