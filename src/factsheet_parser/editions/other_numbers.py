"""The statements of an edition whose numbers are no figure's: known, and nobody need look again.

What differs between sheets by a few words ("Agencies in Jefferson County received ...") is one
sentence with `{words}` in their place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from factsheet_parser.editions.alignment import Statement, statements_of
from factsheet_parser.editions.folder import Folder
from factsheet_parser.editions.learned import Example, LearnedOther
from factsheet_parser.editions.notating import sentence_of
from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.wordings.others import WORDS, Others

_COUNTS = frozenset((NumberKind.COUNT, NumberKind.PERCENT))
_PRONOUNS = frozenset(("one", "no", "none"))
_MOST_WORDS = 6
_FEWEST_SHARED = 4
_SHARED = 0.6
_FEWEST_WORDS = 3


def others_of(folder: Folder, edition: int) -> list[LearnedOther]:
    """What the sheets of an edition count that is no figure."""
    figures = {slot.text for slot in (*folder.figures, *folder.unsure)}
    read = {(source, each.unit.start) for source, its in folder.readings.items() for each in its}
    by_key: dict[str, list[Statement]] = defaultdict(list)
    figured: list[str] = []
    for sheet in folder.sheets:
        for each in statements_of(sheet):
            if each.key in figures or (sheet.source, each.text.unit.start) in read:
                figured.append(each.here.text)
            elif _counts(each):
                by_key[each.key].append(each)
    found = []
    for group in _alike(by_key):
        sentence = _sentence(group)
        if sentence is not None and not any(map(Others([sentence]).hold, figured)):
            found.append(_other(sentence, group, edition))
    return found


def _counts(statement: Statement) -> bool:
    """Whether it holds a number that someone would be told of, and none that is held back."""
    numbers = statement.here.numbers
    if any(number.kind is NumberKind.SUPPRESSED for number in numbers):
        return False
    row = statement.text.label_end > 0
    start = statement.text.label_end
    return any(
        number.kind in _COUNTS and number.start >= start and (row or not _is_pronoun(number))
        for number in numbers
    )


def _is_pronoun(number: Number) -> bool:
    words = number.text.lower()
    return words in _PRONOUNS or words.endswith(" any")


def _alike(by_key: dict[str, list[Statement]]) -> list[list[Statement]]:
    """The statements, together with those that differ by a few words in one place."""
    groups: list[list[Statement]] = []
    for key in sorted(by_key, key=lambda each: (-len(by_key[each]), each)):
        like = next(
            (each for each in groups if _are_alike({*(one.key for one in each), key})), None
        )
        if like is None:
            groups.append(list(by_key[key]))
        else:
            like += by_key[key]
    return groups


def _are_alike(keys: Collection[str]) -> bool:
    """Whether texts begin with the same words and differ in one place alone, by a few words."""
    texts = [key.split() for key in keys]
    shared = [_shared(texts[0], each) for each in texts[1:]]
    before, behind = min(each[0] for each in shared), min(each[1] for each in shared)
    shortest, longest = min(map(len, texts)), max(map(len, texts))
    return (
        before > 0
        and before + behind >= max(_FEWEST_SHARED, _SHARED * longest)
        and shortest > before + behind
        and longest - before - behind <= _MOST_WORDS
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many words two texts share at their beginnings and at their ends."""
    before = 0
    while before < min(len(one), len(other)) and one[before] == other[before]:
        before += 1
    behind = 0
    while behind < min(len(one), len(other)) - before and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    return before, behind


def _sentence(group: Sequence[Statement]) -> str | None:
    """The group's sentence in the notation, with `{words}` where it differs."""
    keys = list(dict.fromkeys(each.key for each in group))
    first = group[0]
    if len(keys) == 1:
        sentence = sentence_of(first.here, {}, first.sheet.year, unknown=WORDS)
        return sentence if sentence is not None and _is_enough(sentence) else None
    words = [text.split() for text in dict.fromkeys(each.here.text for each in group)]
    shared = [_shared(words[0], each) for each in words[1:]]
    before = min(each[0] for each in shared)
    behind = min(each[1] for each in shared)
    tokens = first.here.tokens
    behind = min(behind, min(map(len, words)) - before - 1)
    if len(tokens) != len(words[0]) or any(
        not 0 < len(each) - before - behind <= _MOST_WORDS for each in words
    ):
        return None
    parts = []
    for start, end in (
        (0, tokens[before - 1].end if before else 0),
        (tokens[len(tokens) - behind].start if behind else len(first.here.source), None),
    ):
        part = sentence_of(first.here, {}, first.sheet.year, start, end, unknown=WORDS)
        if part is None:
            return None
        parts.append(part)
    sentence = f"{parts[0]} {WORDS} {parts[1]}".strip()
    return sentence if _is_enough(sentence) else None


def _is_enough(sentence: str) -> bool:
    plain = [word for word in sentence.split() if not word.startswith(("{", "<"))]
    return len(plain) >= _FEWEST_WORDS


def _other(sentence: str, group: Sequence[Statement], edition: int) -> LearnedOther:
    first = group[0]
    number = next(each for each in first.here.numbers if each.kind in _COUNTS)
    moved = first.text.moved if number.start >= first.text.label_end else 0
    example = Example(
        first.sheet.source,
        first.text.unit.text,
        number.start + moved,
        number.end + moved,
        number.value,
    )
    sheets = len({each.sheet.source for each in group})
    return LearnedOther(sentence, sheets, example, (edition, first.order))
