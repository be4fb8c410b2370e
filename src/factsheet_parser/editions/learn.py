"""The wordings of an edition, learned from its sheets.

Each wording is tried before it is given: put into force, it gives its figure in the sheets that it
came from, and changes no other.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

from factsheet_parser.editions.alignment import Sheet, editions_of
from factsheet_parser.editions.entries import entries_of
from factsheet_parser.editions.folder import Folder, assign, read_folder
from factsheet_parser.editions.learned import (
    Dropped,
    Learned,
    LearnedOther,
    LearnedWording,
    in_force,
)
from factsheet_parser.editions.remaining import others_of
from factsheet_parser.editions.sheets import read_sheets
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.record import FIGURES
from factsheet_parser.wordings.index import Known, known_wordings
from factsheet_parser.wordings.load import Wording, Wordings, shipped
from factsheet_parser.wordings.match import Claim
from factsheet_parser.wordings.own import complaint_of, own_wordings
from factsheet_parser.wordings.sheet import read_units

_TRIALS = 4
_CHOICES = frozenset("<[(")
_Values = dict[str, dict[str, int | float]]


def learn(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    wordings: Wordings = None,
    password: str | None = None,
    limits: Limits = DEFAULTS,
    seen: Callable[[str], None] = lambda _: None,
) -> Learned:
    """What the sheets at `paths` (files, folders) teach beyond what is known.

    `wordings` are a user's own that are known already; `seen` is told each input as it is read.
    Raises WordingError for wordings that cannot be used.
    """
    own = own_wordings(wordings)
    sheets, unread = read_sheets(paths, own, password, limits, seen)
    return learn_sheets(sheets, own, unread)


def learn_sheets(
    sheets: Sequence[Sheet],
    own: tuple[Wording, ...] = (),
    unread: Iterable[tuple[str, str]] = (),
    *,
    single: bool = False,
) -> Learned:
    """What sheets teach beyond the shipped wordings and a user's own.

    `single`: a sheet like no other is an edition too.
    """
    known = known_wordings(own)
    wordings: list[LearnedWording] = []
    others: list[LearnedOther] = []
    folders: list[Folder] = []
    alone: list[str] = []
    for edition in editions_of(sheets):
        if len(edition) == 1 and len(sheets) > 1 and not single:
            alone.append(edition[0].source)
            continue
        folder = read_folder(edition, known)
        assign(folder, known, list(FIGURES))
        wordings += entries_of(folder, len(folders))
        others += sorted(others_of(folder, len(folders)), key=lambda each: each.order)
        folders.append(folder)
    expected = _expected(folders)
    wordings, others, dropped = _tried(wordings, others, own, folders, expected)
    given = _given(folders, Known(shipped(), (*own, *in_force(wordings, others))))
    missing = Counter(name for values in given.values() for name in FIGURES if name not in values)
    before = Counter(name for folder in folders for its in folder.given.values() for name in its)
    return Learned(
        tuple(wordings),
        tuple(others),
        tuple(tuple(sheet.source for sheet in folder.sheets) for folder in folders),
        tuple(alone),
        tuple(unread),
        tuple(dropped),
        tuple((name, missing[name]) for name in FIGURES if missing[name]),
        tuple((name, before[name]) for name in FIGURES if before[name]),
    )


def _expected(folders: Iterable[Folder]) -> _Values:
    """For each sheet the values that the assignment gives, and those that were known."""
    found: _Values = defaultdict(dict)
    for folder in folders:
        for slot, name in folder.figures.items():
            for sheet, candidate in folder.seen[slot]:
                found[sheet.source].setdefault(name, candidate.value)
        for source, given in folder.given.items():
            found[source] |= given
    return found


def _given(folders: Iterable[Folder], known: Known) -> _Values:
    """For each sheet the figures that wordings give."""
    return {
        sheet.source: {
            claim.figure: claim.value
            for each in read_units(sheet.units, sheet.code, known)
            for claim in each.reading.claims
        }
        for folder in folders
        for sheet in folder.sheets
    }


def _tried(
    wordings: list[LearnedWording],
    others: list[LearnedOther],
    own: tuple[Wording, ...],
    folders: Sequence[Folder],
    expected: _Values,
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
    expected: _Values,
) -> dict[int, str]:
    """The entries, by their identity, that give what they should not, or nothing; and why."""
    known = Known(shipped(), (*own, *in_force(wordings, others)))
    by_sentence: dict[tuple[str, str], list[LearnedWording]] = defaultdict(list)
    for entry in wordings:
        for figure, sentence in product(entry.figures, entry.sentences):
            by_sentence[figure, sentence].append(entry)
    wrong: dict[int, str] = {}
    works: set[int] = set()
    for folder in folders:
        for sheet in folder.sheets:
            values = expected[sheet.source]
            for each in read_units(sheet.units, sheet.code, known):
                for claim in each.reading.claims:
                    why = _why_wrong(claim, values, sheet.source, each.reading.conflict)
                    for entry in by_sentence[claim.figure, claim.wording]:
                        if why is None:
                            works.add(id(entry))
                        else:
                            wrong[id(entry)] = why
    for entry in wordings:
        if id(entry) not in works and id(entry) not in wrong:
            wrong[id(entry)] = "Put into force, it gives nothing in the sheets that it came from."
    return wrong


def _why_wrong(
    claim: Claim, values: Mapping[str, int | float], source: str, conflict: bool
) -> str | None:
    value = values.get(claim.figure, claim.value)
    if value != claim.value:
        return f"It gives {claim.value:,} in {source}, where {claim.figure} is {value:,}."
    return "Another wording says another figure of its number." if conflict else None


def known_before(figure: str, own: Iterable[Wording] = ()) -> str | None:
    """A sentence that gives the figure already."""
    for wording in (*own, *shipped()):
        names = figure == wording.figure or f"{{{figure}}}" in wording.sentence
        if names and wording.value is None and _CHOICES.isdisjoint(wording.sentence):
            return wording.sentence
    return None
