"""Which statement of an edition gives which figure: the assignment that is best over all its sheets.

What one sheet says for a number, all say: scores are averaged over the sheets that have the
statement. A number that is the same in all sheets of a year is the nation's, one that differs the
state's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log10
from typing import NamedTuple

from factsheet_parser.editions.alignment import (
    Sheet,
    Slot,
    above_of,
    ambiguous,
    statement_of,
    statements_of,
)
from factsheet_parser.editions.candidates import Candidate, candidates, claimed_places
from factsheet_parser.editions.matching import matched
from factsheet_parser.editions.proposals import scored
from factsheet_parser.editions.totals import PARTS, TOTAL
from factsheet_parser.editions.vocabulary import Vocabulary, vocabulary_of
from factsheet_parser.wordings.index import Known
from factsheet_parser.wordings.scope import scope_of
from factsheet_parser.wordings.sheet import UnitReading, read_units

_LEAST = 0.7
_CONSTANT = 1.2
"""What it says for or against a figure that a number is the same in all sheets, or is not."""
_TWO_SHEETS = 0.5
_SAYS_NOTHING = 2
"""Numbers up to this are the same by chance."""
_MOSTLY = 0.8
_HALF = 0.5
_ENOUGH_DIGITS = 4
_LIKELY = 0.2
"""A number whose words say less is not made a figure's by being the same in all sheets."""


class Seen(NamedTuple):
    """A number in one sheet."""

    sheet: Sheet
    candidate: Candidate


@dataclass
class Folder:
    """What the sheets of an edition say, as far as wordings know it, and what is left."""

    sheets: list[Sheet]
    readings: dict[str, list[UnitReading]] = field(default_factory=dict)
    given: dict[str, dict[str, int | float]] = field(default_factory=dict)
    """For each sheet the figures that wordings give."""
    claimed: dict[str, set[int]] = field(default_factory=dict)
    seen: dict[Slot, list[Seen]] = field(default_factory=dict)
    figures: dict[Slot, str] = field(default_factory=dict)
    """The figure of each slot that has one."""
    unsure: dict[Slot, str] = field(default_factory=dict)
    """The figure of each slot whose words fit another figure better."""


def read_folder(sheets: Sequence[Sheet], known: Known) -> Folder:
    """The sheets of an edition with the numbers that are left, each slot with all its sheets."""
    folder = Folder(list(sheets))
    doubled = ambiguous(each for sheet in sheets for each in statements_of(sheet))
    for sheet in sheets:
        readings = folder.readings[sheet.source] = read_units(sheet.units, sheet.code, known)
        folder.given[sheet.source] = {
            claim.figure: claim.value for claim, _ in sheet.claims(readings)
        }
        claimed = folder.claimed[sheet.source] = claimed_places(readings)
        for each in candidates(sheet.units, sheet.code, sheet.year, claimed):
            key = statement_of(each.here)
            below = above_of(each, sheet.code) if key in doubled else ()
            slot = Slot(key, each.nth, below)
            folder.seen.setdefault(slot, []).append(Seen(sheet, each))
    return folder


def assign(folder: Folder, known: Known, names: Sequence[str]) -> None:
    """Find the figure of each slot."""
    vocabulary = vocabulary_of(known)
    groups = _same_numbers(folder.seen)
    scores = {
        slot: _score(folder.seen[slot], names, vocabulary) for group in groups for slot in group
    }
    best = {
        group[0]: [max(each) for each in zip(*(scores[slot] for slot in group), strict=True)]
        for group in groups
    }
    votes: dict[Slot, Counter[str]] = defaultdict(Counter)
    for sheet in folder.sheets:
        given = folder.given[sheet.source]
        missing = [name for name in names if name not in given]
        here = [
            (slot, each.candidate.value)
            for slot in best
            for each in folder.seen[slot]
            if each.sheet is sheet
        ]
        if here and missing:
            lines = [[best[slot][names.index(name)] for slot, _ in here] for name in missing]
            values = [value for _, value in here]
            columns = matched(missing, lines, values, given, _LEAST)
            for name, column in zip(missing, columns, strict=True):
                if column is not None:
                    votes[here[column][0]][name] += 1
    for group in groups:
        counts = votes[group[0]].most_common(1)
        if counts and counts[0][1] >= _HALF * len(folder.seen[group[0]]):
            folder.figures |= dict.fromkeys(group, counts[0][0])
    certain = {TOTAL, *PARTS} if _adds_up(folder) else set()
    for group in groups:
        figure, fits = folder.figures.get(group[0]), best[group[0]]
        if figure in names and figure not in certain and fits[names.index(figure)] < max(fits):
            folder.unsure |= {slot: folder.figures.pop(slot) for slot in group}


def _adds_up(folder: Folder) -> bool:
    """Whether the state's cases add up to their total in most sheets."""
    values = {source: dict(its) for source, its in folder.given.items()}
    for slot, name in folder.figures.items():
        for each in folder.seen[slot]:
            values[each.sheet.source].setdefault(name, each.candidate.value)
    whole = [its for its in values.values() if TOTAL in its and all(part in its for part in PARTS)]
    right = sum(sum(its[part] for part in PARTS) == its[TOTAL] for its in whole)
    return right > _MOSTLY * len(whole)


def _same_numbers(seen: Mapping[Slot, Sequence[Seen]]) -> list[list[Slot]]:
    """The slots, together with those that say the same number once more in each sheet."""
    groups: dict[tuple[tuple[str, int | float], ...], list[Slot]] = {}
    for slot, its in seen.items():
        values = tuple((each.sheet.source, each.candidate.value) for each in its)
        # Small numbers are the same by chance.
        told = sum(log10(value + 1) for value in {value for _, value in values})
        if slot.nth is None or told < _ENOUGH_DIGITS:
            values = ((f"{slot}", len(groups)),)
        groups.setdefault(values, []).append(slot)
    return list(groups.values())


def _score(seen: Sequence[Seen], names: Sequence[str], vocabulary: Vocabulary) -> list[float]:
    """What all sheets say for each figure: the average, and whether the number varies."""
    lines = [scored([each.candidate], names, vocabulary, each.sheet.year) for each in seen]
    constant = constancy(seen)
    found = []
    for row, name in enumerate(names):
        average = sum(line[row][0] for line in lines) / len(lines)
        nations = 1 if scope_of(name) == "national" else -1
        says = _CONSTANT * constant * nations
        found.append(average + (says if average > _LIKELY else min(says, 0.0)))
    return found


def constancy(seen: Iterable[Seen]) -> float:
    """1 when a number is the same in all sheets of each year, -1 when it differs, 0 for no telling."""
    by_year: dict[int | None, dict[str, int | float]] = defaultdict(dict)
    for sheet, candidate in seen:
        by_year[sheet.year][sheet.code] = candidate.value
    told: list[tuple[float, int]] = []
    for values in by_year.values():
        if len(values) < 2:
            continue
        value, count = Counter(values.values()).most_common(1)[0]
        weight = _TWO_SHEETS if len(values) == 2 else 1.0
        if count / len(values) < _MOSTLY:
            told.append((-weight, len(values)))
        elif value > _SAYS_NOTHING:
            told.append((weight, len(values)))
    whole = sum(count for _, count in told)
    return sum(says * count for says, count in told) / whole if whole else 0.0
