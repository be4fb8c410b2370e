"""Every number in the document is claimed, known boilerplate, or reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import regex

from factsheet_parser.document import HIDDEN, STRUCK, Document, Unit, UnitKind
from factsheet_parser.judging.proof import evidence_of, shortened
from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.language.numerals import find
from factsheet_parser.language.words import split_words
from factsheet_parser.record import Finding
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.index import has_number
from factsheet_parser.wordings.sheet import UnitReading

_BOILERPLATE = frozenset((NumberKind.YEAR, NumberKind.LIST_MARK, NumberKind.BOILERPLATE))
# As words these mostly count nothing: "one of the", "no longer".
_PRONOUNS = frozenset(("one", "no", "none"))
_LONGEST_PAGE_NUMBER = 3
# Read as a share is: "1 of 2".
_PAGE_OF_PAGES = regex.compile(
    r"(?:^|\bpage )\d{1,3} of \d{1,3}(?:$|(?= ?[|\t]))", regex.IGNORECASE
)
_MOST_WORDS_BESIDE_A_COUNTER = 2


def unclaimed(
    document: Document, readings: Iterable[UnitReading], accounted: Collection[int]
) -> Iterator[Finding]:
    """What is told of each number that nothing accounts for.

    A unit that a wording reads is accounted for whole; `accounted` are the places of other numbers
    of which something is told already.
    """
    read = {(reading.unit.start, place) for reading in readings for place in reading.cells}
    for unit, number in left_over(document, read):
        start, end = unit.start + number.start, unit.start + number.end
        if start not in accounted:
            yield _finding(document, unit, number, start, end)


def left_over(
    document: Document, read: Collection[tuple[int, int]]
) -> Iterator[tuple[Unit, Number]]:
    """The numbers of units, or of cells, that no wording reads, and that count something.

    `read` holds each unit's place and the place of each of its cells that was read.
    """
    for unit in document.units:
        if (unit.start, 0) in read or not has_number(unit.text, unit.text.lower().split()):
            continue
        for number in find(unit.text, row=unit.kind is UnitKind.ROW):
            cell = unit.text.rfind("\t", 0, number.start) + 1
            if (unit.start, cell) not in read and not _is_boilerplate(unit, number):
                yield unit, number


def _is_boilerplate(unit: Unit, number: Number) -> bool:
    if number.kind in _BOILERPLATE:
        return True
    if unit.kind is UnitKind.FURNITURE and number.text.isdigit():
        # A page number, or a Bates number that stands alone.
        words = len(split_words(unit.text))
        return len(number.text) <= _LONGEST_PAGE_NUMBER or words <= _MOST_WORDS_BESIDE_A_COUNTER
    if unit.kind is UnitKind.FURNITURE and " of " in number.text:
        pages = _PAGE_OF_PAGES.search(unit.text, timeout=SEARCH_SECONDS)
        return pages is not None and pages.end() == number.end
    words_of_number = number.text.casefold()
    if unit.kind is UnitKind.ROW and unit.text.endswith(f"\t{number.text}"):
        return False  # "None" in a row is a count
    return words_of_number in _PRONOUNS or words_of_number.endswith(" any")


def _finding(document: Document, unit: Unit, number: Number, start: int, end: int) -> Finding:
    evidence = evidence_of(document, unit, start, end)
    doubt = document.place(start, end).doubt
    if doubt == STRUCK:
        return Finding.of(
            "struck_text", f"The number {number.text} is crossed out.", evidence=evidence
        )
    if doubt == HIDDEN:
        message = f"The PDF prints the number {number.text} where nobody can see it."
        return Finding.of("hidden_text", message, evidence=evidence)
    around = shortened(unit, number.start, number.end)
    message = f'Nothing accounts for the number {number.text} in "{around}".'
    return Finding.of("unclaimed_number", message, evidence=evidence)
