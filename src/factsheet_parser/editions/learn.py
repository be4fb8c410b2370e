"""The wordings of an edition, learned from its sheets.

Each wording is tried before it is given: put into force, it gives its figure in the sheets that it
came from, and changes no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar, Unpack

from factsheet_parser.batch.batch import Batch, Paths
from factsheet_parser.editions.alignment import Sheet, editions_of
from factsheet_parser.editions.entries import entries_of
from factsheet_parser.editions.folder import Folder, assign, read_folder
from factsheet_parser.editions.learned import (
    Example,
    Learned,
    LearnedOther,
    LearnedWording,
    Unsure,
    in_force,
)
from factsheet_parser.editions.other_numbers import others_of
from factsheet_parser.editions.sheets import read_sheets
from factsheet_parser.editions.trial import expected_of, given_by, tried
from factsheet_parser.options import ReadingOptions
from factsheet_parser.record import FIGURES
from factsheet_parser.wordings.index import Known, known_wordings
from factsheet_parser.wordings.load import Wording, shipped

_CHOICES = frozenset("<[(")
AnEntry = TypeVar("AnEntry", LearnedWording, LearnedOther)


def learn(
    paths: Paths, *, refused: Collection[str] = (), **reading: Unpack[ReadingOptions]
) -> Learned:
    """What the sheets at `paths` (files, folders) teach beyond what is known.

    The keywords are those of `parse_factsheet`: `reader` (with "both", what both read alike),
    `ocr`, `password`, `limits`, `isolate`, and `wordings`, a user's own that are known already.
    What was `refused` before, the statements of its entries, is not given again.
    `Learned.all_wordings` is for `wordings=`; what is no
    sheet stands in `Learned.unread`.

    Raises what `iter_factsheets` raises.
    """
    batch = Batch.of(paths, **reading)
    sheets, unread = read_sheets(batch)
    return learn_sheets(sheets, batch.options.wordings, unread, refused)


def learn_sheets(
    sheets: Sequence[Sheet],
    own: tuple[Wording, ...] = (),
    unread: Iterable[tuple[str, str]] = (),
    refused: Collection[str] = (),
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
    unsure: list[Unsure] = []
    for edition in editions_of(sheets):
        if len(edition) == 1 and len(sheets) > 1 and not single:
            alone.append(edition[0].source)
            continue
        folder = read_folder(edition, known)
        assign(folder, known, list(FIGURES))
        wordings += entries_of(folder, len(folders))
        others += sorted(others_of(folder, len(folders)), key=lambda each: each.order)
        unsure += _unsure(folder)
        folders.append(folder)
    wordings, left_out = _without(wordings, refused)
    others, others_left_out = _without(others, refused)
    expected = expected_of(folders)
    wordings, others, dropped = tried(wordings, others, own, folders, expected)
    given = given_by(folders, Known(shipped(), (*own, *in_force(wordings, others))))
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
        tuple(unsure),
        (*left_out, *others_left_out),
    )


def _unsure(folder: Folder) -> Iterator[Unsure]:
    for slot, name in folder.unsure.items():
        sheet, first = folder.seen[slot][0]
        places = (first.number.start, first.number.end) if first.number else (0, 0)
        example = Example(sheet.source, first.text, *places, first.value)
        yield Unsure(name, len(folder.seen[slot]), example)


def _without(entries: list[AnEntry], refused: Collection[str]) -> tuple[list[AnEntry], list[str]]:
    """The entries that nobody has refused in any form, and a statement of each of the rest."""
    left: list[AnEntry] = []
    left_out: list[str] = []
    for entry in entries:
        again = entry.statements.intersection(refused)
        if again:
            left_out.append(min(again))
        else:
            left.append(entry)
    return left, left_out


def known_before(figure: str, own: Iterable[Wording] = ()) -> str | None:
    """A sentence that gives the figure already."""
    for wording in (*own, *shipped()):
        names = figure == wording.figure or f"{{{figure}}}" in wording.sentence
        if names and wording.value is None and _CHOICES.isdisjoint(wording.sentence):
            return wording.sentence
    return None
