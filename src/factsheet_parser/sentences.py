"""A document's sentences: where each begins and ends.

>>> from factsheet_parser.reading import read_text
>>> [text for _, text, _ in sentences(read_text("In D.C., 14 families. In 2023, 3 of them."))]
['In D.C., 14 families.', 'In 2023, 3 of them.']
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import regex

from factsheet_parser.document import BlockKind, Document
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


def sentences(document: Document) -> Iterator[tuple[int, str, BlockKind]]:
    """Every sentence, heading, row and lifted line: its place, its text and what it is."""
    text = document.text
    ends = _sentence_ends(text)
    index = 0
    for start, end, kind in document.blocks:
        if kind is not BlockKind.PARAGRAPH:
            yield start, text[start:end], kind
            continue
        index = bisect_left(ends, (start, start), index)
        at = start
        while index < len(ends) and ends[index][1] < end:
            stop, following = ends[index]
            yield at, text[at:stop], kind
            at = following
            index += 1
        yield at, text[at:end], kind


def _sentence_ends(text: str) -> list[tuple[int, int]]:
    """Where sentences end and the next ones begin; a point may end an abbreviation instead."""
    ends = []
    for match in _SENTENCE_END.finditer(text, timeout=SEARCH_SECONDS):
        at = match.start()
        if text[at] == "." and (text[at - 1].isupper() or text[at - 3 : at - 2] in " .("):
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
