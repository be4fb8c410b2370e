"""Where sentences end.

>>> text = "In D.C., 14 families. Since Dec. 31, 3 of them. See No. 4."
>>> [text[start:end] for start, end in sentence_spans(text)]
['In D.C., 14 families.', 'Since Dec. 31, 3 of them.', 'See No. 4.']
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from factsheet_parser.timeouts import SEARCH_SECONDS

_SENTENCE_END = regex.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9\u2022])")
_ABBREVIATION = regex.compile(
    r"(?:\b(?:No|St|Dr|Mr|Ms|Mrs|vs|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e)|\b(?P<initial>[A-Z]))\.$"
)
# After "D.C." and "U.S." only a word that starts sentences begins a new one.
_STARTS_SENTENCES = regex.compile(
    r"(?:In|The|These|Those|This|NCMEC|Of|During|Based|Team|It|Through|For|As)\b"
)
_OPENS = regex.compile(r" In (?:19|20)\d\d,")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends."""
    at = 0
    for stop, following in _sentence_ends(text):
        if stop > at:
            yield at, stop
            at = following
    if at < len(text):
        yield at, len(text)


def ends_in_abbreviation(text: str) -> bool:
    """Whether the point at a text's end may be an abbreviation's: "part of the U.S."."""
    return text.endswith(".") and (
        _ABBREVIATION.search(text, max(len(text) - 8, 0), timeout=SEARCH_SECONDS) is not None
    )


def _sentence_ends(text: str) -> list[tuple[int, int]]:
    """Where sentences end and the next ones begin; a point may end an abbreviation instead."""
    ends = []
    for match in _SENTENCE_END.finditer(text, timeout=SEARCH_SECONDS):
        at = match.start()
        if text[at] == ".":
            abbreviation = _ABBREVIATION.search(
                text, max(at - 8, 0), at + 1, timeout=SEARCH_SECONDS
            )
            if abbreviation and not (
                abbreviation["initial"]
                and _STARTS_SENTENCES.match(text, match.end(), timeout=SEARCH_SECONDS)
            ):
                continue
        ends.append((match.start() + len(match.group().rstrip()), match.end()))
    ends.extend((start, start + 1) for start in _openings(text))
    ends.sort()
    return ends


def _openings(text: str) -> Iterator[int]:
    """Blanks before an "In 2023" that no point precedes: a heading ran into its paragraph."""
    at = text.find(" In ")
    while at >= 0:
        if (text[at - 1].islower() or text[at - 1] == ")") and _OPENS.match(
            text, at, timeout=SEARCH_SECONDS
        ):
            yield at
        at = text.find(" In ", at + 1)
