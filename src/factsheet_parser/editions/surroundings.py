"""What stands above and before a number: its words, and whose figures they say it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.editions.vocabulary import stems
from factsheet_parser.language.tokens import STATE, Marked, marked
from factsheet_parser.wordings.scope import Said, said_in, says_nation

ROWS = frozenset((UnitKind.ROW, UnitKind.HEADS))
"""Heads that hold a count are a row, which a text may show like heads."""
_IN_LISTS = ROWS | {UnitKind.ITEM, UnitKind.CARD}
_IN_PROSE = frozenset((UnitKind.SENTENCE, UnitKind.CARD))
SURE, BY_UNIT, _BY_ABOVE, _BY_BEFORE = 0.9, 0.25, 0.6, 0.3
"""How sure it is whose a number is: said next to it, in its unit, above it, before its list."""
_NATION_HEADS = frozenset("nation national us usa nationwide nationally country".split())
_OF_STATE = regex.compile(
    r"\b(?:the|this) (?:state|territory|commonwealth|island|district)\b(?! of)"
)
_HEADING_NEARNESS = (1.0, 0.7, 0.5)
_BEFORE_NEARNESS = (0.6, 0.4, 0.25)
_LEAD_IN, _CAPTION, _HEAD = 1.0, 0.6, 0.6


class Surroundings:
    """What stands above and before the units of a sheet, as it is gone through."""

    def __init__(self, home: str | None) -> None:
        self.home = home
        self._known: dict[int, Marked] = {}
        self._stems: dict[int, list[str]] = {}
        self._before: list[Unit] = []
        self._before_list: list[Unit] = []
        self._question: Unit | None = None

    def go_on(self, unit: Unit) -> None:
        """Go on behind a unit."""
        self._before = [*self._before[-2:], unit]
        if unit.kind not in _IN_LISTS:
            self._before_list = self._before
        if unit.text.endswith("?"):
            self._question = unit

    def _marked(self, unit: Unit) -> Marked:
        found = self._known.get(id(unit))
        if found is None:
            found = self._known[id(unit)] = marked(unit.text, self.home)
        return found

    def _stems_of(self, unit: Unit) -> list[str]:
        found = self._stems.get(id(unit))
        if found is None:
            words = stems(self._marked(unit).text.split())
            found = self._stems[id(unit)] = list(dict.fromkeys(words))
        return found

    def words(self, unit: Unit, head: str | None) -> tuple[tuple[str, float], ...]:
        """The stems of what stands above and before a unit, each with how near it is."""
        found: dict[str, float] = {}
        if head is not None:
            found = dict.fromkeys(stems(marked(head, self.home).text.split()), _HEAD)
        for each, nearness in self._near(unit):
            for word in self._stems_of(each):
                if found.get(word, 0.0) < nearness:
                    found[word] = nearness
        return tuple(found.items())

    def _above(self, unit: Unit) -> Iterator[Unit]:
        """What announces a unit, the nearest first; a question does so for its answer."""
        for each in (unit.lead_in, unit.caption):
            if each is not None:
                yield each
        if self._question is not None and self._question.headings == unit.headings:
            yield self._question
        yield from reversed(unit.headings)

    def _near(self, unit: Unit) -> Iterator[tuple[Unit, float]]:
        if unit.lead_in is not None:
            yield unit.lead_in, _LEAD_IN
        if unit.caption is not None:
            yield unit.caption, _CAPTION
        if self._question is not None and self._question.headings == unit.headings:
            yield self._question, _LEAD_IN
        yield from zip(reversed(unit.headings), _HEADING_NEARNESS, strict=False)
        if unit.kind in _IN_PROSE:
            for each, nearness in zip(reversed(self._before), _BEFORE_NEARNESS, strict=False):
                if each.headings == unit.headings:
                    yield each, nearness

    def label(self, card: Unit, behind: Unit | None) -> list[str]:
        """The words and marks that name a number without any: what goes on behind, or is before."""
        if behind is not None and behind.kind is UnitKind.SENTENCE and behind.text[:1].islower():
            return [] if self._marked(behind).numbers else self._marked(behind).text.split()
        for each in reversed(self._before[-2:]):
            words = self._marked(each).text.split()
            if any(map(str.islower, words)):
                near = each in card.headings or each.headings == card.headings
                return words if near and not self._marked(each).numbers else []
        return []

    def said(self, unit: Unit, head: str | None) -> tuple[Said, float]:
        """Whose a unit's numbers are said to be by what is above it, and how sure that is."""
        if head is not None and (said := _of_head(marked(head, self.home))) is not None:
            return said, SURE
        for each in self._above(unit):
            if (said := said_in(self._marked(each))) is not None:
                return said, _BY_ABOVE
        if unit.kind in _IN_LISTS:
            for each in (*reversed(self._before), *reversed(self._before_list)):
                said = said_in(self._marked(each))
                if said is not None and each.headings == unit.headings:
                    return said, _BY_BEFORE
        return None, 0.0


def _of_head(head: Marked) -> Said:
    """Whose a column's head says that its numbers are."""
    said = said_in(head)
    if said is None and STATE not in head.text and not _NATION_HEADS.isdisjoint(head.text.split()):
        return "national"
    return said


def said_by(tokens: Sequence[str]) -> Said:
    """Whose a part of a unit says that its number is."""
    text = " ".join(tokens)
    state = STATE in text or _OF_STATE.search(text) is not None
    nation = says_nation(text)
    if state == nation:
        return None
    return "state" if state else "national"


def is_weak(surely: float) -> bool:
    """Whether what the number's own unit says counts more."""
    return surely <= _BY_BEFORE
