"""The wordings that an edition's slots make, each with what must stand above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import regex

from factsheet_parser.document import UnitKind
from factsheet_parser.editions.alignment import Slot, above_of
from factsheet_parser.editions.folder import Folder, Seen
from factsheet_parser.editions.learned import Example, LearnedWording
from factsheet_parser.editions.notating import sentence_of
from factsheet_parser.language.tokens import marked
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.load import word_classes
from factsheet_parser.wordings.scope import scope_of
from factsheet_parser.wordings.template import Template, parse

_AND = regex.compile(r"(\{count\}(?: [^ .,;:]+){1,2}) and (?=[^ ])")
_ANY_FIGURE = "connect.state_new_users"
_FEWEST_WORDS = 3
"""A wording of fewer words says what it stands below, to be told from others."""
_Statement = tuple[str, tuple[str, ...]]


class _Said(NamedTuple):
    """A statement with the figures of its numbers, and the sheets that have it."""

    key: _Statement
    figures: Mapping[int | None, str]
    seen: Mapping[int | None, Sequence[Seen]]

    @property
    def first(self) -> Seen:
        return next(iter(self.seen.values()))[0]

    @property
    def sources(self) -> set[str]:
        return {each.sheet.source for its in self.seen.values() for each in its}


def entries_of(folder: Folder, edition: int) -> list[LearnedWording]:
    """The wordings of an edition in the order of its sheets."""
    said = _statements(folder)
    by_text: dict[str, list[_Said]] = defaultdict(list)
    for each in said:
        by_text[each.key[0]].append(each)
    found = [
        entry
        for each in said
        if each.figures and (entry := _entry(each, by_text[each.key[0]], edition)) is not None
    ]
    return _merged(sorted(found, key=lambda each: each.order))


def _statements(folder: Folder) -> list[_Said]:
    slots: dict[_Statement, list[Slot]] = defaultdict(list)
    for slot in folder.seen:
        slots[slot.statement].append(slot)
    return [
        _Said(
            key,
            {slot.nth: folder.figures[slot] for slot in its if slot in folder.figures},
            {slot.nth: folder.seen[slot] for slot in its},
        )
        for key, its in slots.items()
    ]


def _entry(said: _Said, alike: Iterable[_Said], edition: int) -> LearnedWording | None:
    """The wording of a statement; None if the notation cannot hold it, or nothing tells it apart."""
    seen = said.first
    others = [each.key[1] for each in alike if each.figures != said.figures]
    asked = _telling(said.key[1], others)
    if asked is None:
        return None
    figures = tuple(dict.fromkeys(said.figures[nth] for nth in sorted(said.figures, key=_order)))
    none = None in said.figures
    if none and len(said.figures) > 1:
        return None
    single = len(figures) == 1
    blanks = {
        nth: "{count}" if single else f"{{{name}}}"
        for nth, name in said.figures.items()
        if nth is not None
    }
    sentence = sentence_of(seen.candidate.here, blanks, seen.sheet.year)
    above = _above_sentences(seen)
    asked = [*asked, *_enough(said, sentence or "", asked, above)]
    below = [above.get(each) for each in asked]
    if sentence is None or None in below:
        return None
    sample = {name: said.seen[nth] for nth, name in reversed(list(said.figures.items()))}
    return LearnedWording(
        figures,
        tuple(_forms(sentence, seen, figures)),
        tuple(each for each in below if each is not None),
        0 if none else None,
        len(said.sources),
        tuple(example_of(sample[name][0]) for name in figures),
        tuple(min(each.candidate.value for each in sample[name]) for name in figures),
        tuple(max(each.candidate.value for each in sample[name]) for name in figures),
        (edition, seen.sheet.units.index(seen.candidate.unit)),
    )


def _forms(sentence: str, seen: Seen, figures: Sequence[str]) -> Iterator[str]:
    """A sentence as other sheets of its edition may have it."""
    is_card = seen.candidate.unit.kind is UnitKind.CARD
    if is_card and sentence.endswith(" {count}"):
        sentence = f"{{count}} {sentence.removesuffix(' {count}')}"
    if all(scope_of(name) == "state" for name in figures):
        # "2 survivors and families", "1 survivor or family".
        sentence = _AND.sub(r"\1 (and|or) ", sentence, timeout=SEARCH_SECONDS)
    yield sentence
    if is_card and sentence.startswith("{count} "):
        # Some print a card's number above its caption, some below.
        yield f"{sentence.removeprefix('{count} ')} {{count}}"


def _order(nth: int | None) -> int:
    return -1 if nth is None else nth


def example_of(seen: Seen) -> Example:
    """A number in its sheet."""
    candidate = seen.candidate
    return Example(
        seen.sheet.source,
        candidate.unit.text,
        candidate.start,
        candidate.end,
        candidate.value,
    )


def _telling(below: Sequence[str], others: Sequence[Sequence[str]]) -> list[str] | None:
    """The fewest texts above that no other place of the statement has all of."""
    if not others:
        return []
    for count in (1, 2, 3):
        for some in combinations(dict.fromkeys(below), count):
            if not any(set(some) <= set(each) for each in others):
                return list(some)
    return None


def _enough(
    said: _Said, sentence: str, asked: Sequence[str], above: Mapping[str, str | None]
) -> list[str]:
    """What else it must stand below when it has too few words by itself."""
    words = sum(token.islower() and token.isalpha() for token in said.key[0].split())
    words += sum(word.isalpha() for each in asked for word in each.split() if word.islower())
    more: list[str] = []
    shared = [
        set(above_of(each.candidate, each.sheet.code)) for its in said.seen.values() for each in its
    ]
    for text, written in above.items():
        if words >= _FEWEST_WORDS or not sentence:
            break
        if text not in asked and written is not None and all(text in each for each in shared):
            more.append(text)
            words += sum(word.islower() and word.isalpha() for word in text.split())
    return more


def _above_sentences(seen: Seen) -> dict[str, str | None]:
    """What stands above a number, in normal form and in the notation."""
    candidate, sheet = seen.candidate, seen.sheet
    unit = candidate.unit
    near = (*reversed(unit.headings), unit.caption, unit.lead_in)
    texts = [each.text for each in near if each is not None]
    if candidate.head is not None:
        texts.append(candidate.head)
    return {
        here.text: sentence_of(here, {}, sheet.year)
        for here in (marked(text, sheet.code) for text in texts)
    }


def _merged(entries: Sequence[LearnedWording]) -> list[LearnedWording]:
    """The forms of one wording together: those that give the same figures below the same."""
    groups: dict[tuple[object, ...], list[LearnedWording]] = defaultdict(list)
    for each in entries:
        groups[each.figures, each.below, each.value, _shape(each)].append(each)
    found: list[LearnedWording] = []
    for group in groups.values():
        one = _one(group)
        alike = [
            sentence
            for each in found
            if (each.figures, each.below) == (one.figures, one.below)
            for sentence in each.sentences
        ]
        if _new(one.sentences, alike):
            found.append(one)
    return found


def _new(sentences: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The sentences that none before them takes."""
    kept: list[str] = []
    templates = [_template(each) for each in known]
    for sentence in sentences:
        template = _template(sentence)
        text = template.exact
        if text is None or not any(each.fullmatch(f"{text} ") for each in templates):
            kept.append(sentence)
            templates.append(template)
    return tuple(kept)


def _template(sentence: str) -> Template:
    return parse(sentence, word_classes(), figure=_ANY_FIGURE)


def _shape(entry: LearnedWording) -> str:
    """Rows and sentences are not told in one entry."""
    return "row" if " | " in entry.sentences[0] else "sentence"


def _one(entries: Sequence[LearnedWording]) -> LearnedWording:
    first = max(entries, key=lambda each: each.sheets)
    ordered = sorted(entries, key=lambda each: -each.sheets)
    return LearnedWording(
        first.figures,
        _new([sentence for each in ordered for sentence in each.sentences], ()),
        first.below,
        first.value,
        sum(each.sheets for each in entries),
        first.examples,
        tuple(map(min, zip(*(each.smallest for each in entries), strict=True))),
        tuple(map(max, zip(*(each.largest for each in entries), strict=True))),
        min(each.order for each in entries),
    )
