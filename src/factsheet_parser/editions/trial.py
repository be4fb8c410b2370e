"""Wordings put to the test: in force, each gives its figure in its sheets, and changes no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product

from factsheet_parser.editions.alignment import Sheet
from factsheet_parser.editions.folder import Folder
from factsheet_parser.editions.learned import (
    Dropped,
    LearnedOther,
    LearnedWording,
    in_force,
)
from factsheet_parser.wordings.index import Known
from factsheet_parser.wordings.load import Wording, shipped
from factsheet_parser.wordings.match import Claim
from factsheet_parser.wordings.own import complaint_of
from factsheet_parser.wordings.sheet import read_units

_TRIALS = 4
Values = dict[str, dict[str, int | float]]
"""For each sheet its figures."""


def expected_of(folders: Iterable[Folder]) -> Values:
    """For each sheet the values that the assignment gives, and those that were known."""
    found: Values = defaultdict(dict)
    for folder in folders:
        for slot, name in folder.figures.items():
            for sheet, candidate in folder.seen[slot]:
                found[sheet.source].setdefault(name, candidate.value)
        for source, given in folder.given.items():
            found[source] |= given
    return found


def given_by(folders: Iterable[Folder], known: Known) -> Values:
    """For each sheet the figures that wordings give."""
    return {
        sheet.source: {
            claim.figure: claim.value
            for claim, _ in sheet.claims(read_units(sheet.units, sheet.code, known))
        }
        for folder in folders
        for sheet in folder.sheets
    }


def tried(
    wordings: list[LearnedWording],
    others: list[LearnedOther],
    own: tuple[Wording, ...],
    folders: Sequence[Folder],
    expected: Values,
) -> tuple[list[LearnedWording], list[LearnedOther], list[Dropped]]:
    """The wordings that give what they should, and nothing else; and those that do not."""
    dropped: list[Dropped] = []

    def drop(why: dict[int, str]) -> None:
        for entry in [each for each in wordings if id(each) in why]:
            dropped.append(Dropped(entry.sentences[0], entry.figures, why[id(entry)]))
            wordings.remove(entry)

    drop({id(each): why for each in wordings if (why := _complaint(each)) is not None})
    others = [each for each in others if _complaint(each) is None]
    for _ in range(_TRIALS):
        wrong = _wrong(wordings, others, own, folders, expected)
        if not wrong:
            break
        drop(wrong)
    return wordings, others, dropped


def _complaint(entry: LearnedWording | LearnedOther) -> str | None:
    return next((why for each in entry.wordings if (why := complaint_of(each)) is not None), None)


def _wrong(
    wordings: Sequence[LearnedWording],
    others: Sequence[LearnedOther],
    own: tuple[Wording, ...],
    folders: Iterable[Folder],
    expected: Values,
) -> dict[int, str]:
    """The entries, by their identity, that give what they should not, or nothing; and why."""
    known = Known(shipped(), (*own, *in_force(wordings, others)))
    by_sentence: dict[tuple[str, str], list[LearnedWording]] = defaultdict(list)
    for entry in wordings:
        for figure, sentence in product(entry.figures, entry.sentences):
            by_sentence[figure, sentence].append(entry)
    whys: dict[int, str | None] = {}
    for sheet in chain.from_iterable(folder.sheets for folder in folders):
        for claim, why in _claims(sheet, known, expected[sheet.source]):
            for entry in by_sentence[claim.figure, claim.wording]:
                whys[id(entry)] = why or whys.get(id(entry))
    nothing = "Put into force, it gives nothing in the sheets that it came from."
    told = {id(entry): whys.get(id(entry), nothing) for entry in wordings}
    return {entry: why for entry, why in told.items() if why is not None}


def _claims(
    sheet: Sheet, known: Known, values: Mapping[str, int | float]
) -> Iterator[tuple[Claim, str | None]]:
    """What a sheet's units give, and what is wrong with it."""
    for claim, conflict in sheet.claims(read_units(sheet.units, sheet.code, known)):
        yield claim, _why_wrong(claim, values, sheet.source, conflict)


def _why_wrong(
    claim: Claim, values: Mapping[str, int | float], source: str, conflict: bool
) -> str | None:
    value = values.get(claim.figure, claim.value)
    if value != claim.value:
        return f"It gives {claim.value:,} in {source}, where {claim.figure} is {value:,}."
    return "Another wording says another figure of its number." if conflict else None
