"""Sentences that count something that is no figure: known, so that their numbers are accounted for.

They give nothing, so that they may be wide: `{words}` stands for one to six words.

>>> calls = Others(["Agencies in {words} County received {number} of the reports."])
>>> calls.hold("agency in jefferson county received N of the report")
True
>>> calls.hold("agency in jefferson county received N of the call")
False
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.wordings.load import word_classes
from factsheet_parser.wordings.notation import ANY_WORDS, Blank
from factsheet_parser.wordings.template import Template, parse

WORDS = f"{{{ANY_WORDS}}}"


class Others:
    """What is known to count something else."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._by_first: dict[str | None, list[str]] = {}
        for sentence in sentences:
            self._by_first.setdefault(_first_word(sentence), []).append(sentence)
        self._patterns: dict[str, regex.Pattern[str]] = {}

    def hold(self, text: str) -> bool:
        """Whether a unit's text in normal form is one of them."""
        if not self._by_first or not text:
            return False
        line = f"{text} "
        sentences = (*self._by_first.get(line.partition(" ")[0], ()), *self._by_first.get(None, ()))
        return any(
            self._pattern(each).fullmatch(line, timeout=SEARCH_SECONDS) for each in sentences
        )

    def _pattern(self, sentence: str) -> regex.Pattern[str]:
        found = self._patterns.get(sentence)
        if found is None:
            found = self._patterns[sentence] = pattern_of(sentence)
        return found


def _first_word(sentence: str) -> str | None:
    """The word or mark that each text of a sentence begins with; None if there are several."""
    before = sentence.partition(WORDS)[0]
    first = parse(before, word_classes()).words.first if before.strip() else frozenset()
    return next(iter(first)) if len(first) == 1 else None


def pattern_of(sentence: str) -> regex.Pattern[str]:
    """The pattern of a sentence over words that each have a blank behind them.

    Raises TemplateError.
    """
    parts = [parse(each, word_classes()) for each in sentence.split(WORDS)]
    sequence = parts[0].sequence
    for part in parts[1:]:
        sequence = (*sequence, Blank(ANY_WORDS), *part.sequence)
    template = Template(sequence, parts[0].classes, parts[0].words)
    return template.compiled(None).pattern or regex.compile(r"(?!)")
