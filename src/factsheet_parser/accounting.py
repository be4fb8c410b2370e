"""Every number in the document is claimed, known boilerplate, or reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from factsheet_parser.document import UnitKind
from factsheet_parser.language.numerals import Number, NumberKind
from factsheet_parser.statements import Statement

_BOILERPLATE = frozenset((NumberKind.YEAR, NumberKind.LIST_MARK, NumberKind.BOILERPLATE))
# As words these mostly count nothing: "one of the", "no longer".
_PRONOUNS = frozenset(("one", "no", "none"))


def unclaimed(
    found: list[Statement], claimed: Collection[int]
) -> Iterator[tuple[Statement, Number]]:
    """The numbers that nothing accounts for; `claimed` holds the places where claimed ones start."""
    for statement in found:
        for number in statement.numbers:
            if statement.start + number.start not in claimed and not _is_boilerplate(
                statement, number
            ):
                yield statement, number


def _is_boilerplate(statement: Statement, number: Number) -> bool:
    if number.kind in _BOILERPLATE:
        return True
    if statement.kind is UnitKind.FURNITURE and number.text.isdigit():
        # A page number, or a Bates number that stands alone.
        return len(number.text) <= 3 or len(statement.words) <= 2
    words = number.text.casefold()
    return words in _PRONOUNS or words.endswith(" any")
