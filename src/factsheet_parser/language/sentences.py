"""Where the sentences of a text begin and end.

>>> text = "In D.C., 14 families as of Dec. 31. They live in St. Paul. In 2023, 36.2 million."
>>> [text[start:end] for start, end in split(text)]
['In D.C., 14 families as of Dec. 31.', 'They live in St. Paul.', 'In 2023, 36.2 million.']
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from factsheet_parser.timeouts import SEARCH_SECONDS

_SENTENCE_END = regex.compile(
    r"[.!?][\"')\]\u201d\u2019]*\s+(?=[\"'(\[\u201c\u2018]*[A-Z0-9\u2022])"
)
_ABBREVIATION = regex.compile(
    r"""
    (?: \b(?: No|St|Ft|Mt|Dr|Mr|Ms|Mrs|Gov|Sen|Rep|Sgt|Lt|Capt|vs|approx
            | Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e )
      | \b(?P<initial>[A-Z]) )\.$
    """,
    regex.VERBOSE,
)
_LONGEST_ABBREVIATION = 8
# After "D.C." and "U.S." only a word that starts sentences begins a new one.
_STARTS_SENTENCES = regex.compile(
    r"(?:In|The|These|Those|This|NCMEC|Of|During|Based|Team|It|Through|For|As)\b"
)
_OPENS = regex.compile(r" In (?:19|20)\d\d,")


def split(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, without the blanks between two."""
    parts = []
    at = 0
    for stop, following in sentence_ends(text):
        parts.append((at, stop))
        at = following
    if text[at:].strip():
        parts.append((at, len(text)))
    return parts


def sentence_ends(text: str) -> list[tuple[int, int]]:
    """Where sentences end and the next ones begin; a point may end an abbreviation instead."""
    ends = []
    for match in _SENTENCE_END.finditer(text, timeout=SEARCH_SECONDS):
        at = match.start()
        if text[at] == "." and _ends_abbreviation(text, at, match.end()):
            continue
        ends.append((at + len(match.group().rstrip()), match.end()))
    ends.extend((start, start + 1) for start in _openings(text))
    ends.sort()
    return ends


def ends_in_abbreviation(text: str) -> bool:
    """Whether the point at a text's end may be an abbreviation's: "part of the U.S."."""
    return text.endswith(".") and (
        _ABBREVIATION.search(
            text, max(len(text) - _LONGEST_ABBREVIATION, 0), timeout=SEARCH_SECONDS
        )
        is not None
    )


def _ends_abbreviation(text: str, at: int, following: int) -> bool:
    """Whether the point at `at` belongs to an abbreviation and ends no sentence."""
    found = _ABBREVIATION.search(
        text, max(at - _LONGEST_ABBREVIATION, 0), at + 1, timeout=SEARCH_SECONDS
    )
    if found is None:
        return False
    starts = _STARTS_SENTENCES.match(text, following, timeout=SEARCH_SECONDS)
    return not (found["initial"] and starts)


def _openings(text: str) -> Iterator[int]:
    """Blanks before an "In 2023" that no point precedes: a heading ran into its paragraph."""
    at = text.find(" In ")
    while at >= 0:
        if (text[at - 1].islower() or text[at - 1] == ")") and _OPENS.match(
            text, at, timeout=SEARCH_SECONDS
        ):
            yield at
        at = text.find(" In ", at + 1)
