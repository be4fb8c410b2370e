"""The sentence that gives a figure, without what differs from sheet to sheet.

>>> form_of("In 2023, NCMEC reviewed 38 submissions from Iowa's police.", "IA")
'in ncmec reviewed submission from police'
>>> form_of("In 2024, NCMEC did not review any submissions from Ohio police.", "OH")
'in ncmec reviewed submission from police'
"""

from __future__ import annotations

from functools import lru_cache

from factsheet_parser.editions.alignment import KIND_MARK, statement_of
from factsheet_parser.language.tokens import CELL, STATE, marked
from factsheet_parser.record import OWN
from factsheet_parser.wordings.index import NUMBER_MARKS, Entry, known_wordings

_LEFT_OUT = frozenset((*NUMBER_MARKS, STATE, KIND_MARK, CELL, "time"))
"""Numbers, the state and the bars of a row; "once" and "5 times" are the same."""
_ROOM = 45
_BAR = " | "

EntryKey = tuple[str, tuple[str, ...]]
"""Of a shipped entry: where it was seen, and what it stands behind."""


@lru_cache(maxsize=1024)
def form_of(sentence: str, home: str | None) -> str:
    """A sentence in normal form without its numbers and its state, whose postal code is `home`."""
    here = marked(sentence, home, row="\t" in sentence)
    return " ".join(word for word in statement_of(here).split() if word not in _LEFT_OUT)


def entries_for(figure: str, sentence: str, home: str | None, rule: str | None) -> set[EntryKey]:
    """The shipped entries for a figure that take a sentence or a part of it.

    None for what a user's own wording has read: it counts what the user says.
    """
    if rule is not None and rule.endswith(f"/{OWN}"):
        return set()
    here = marked(sentence, home, row="\t" in sentence)
    line = f"{here.text} "
    words = frozenset(here.text.split())
    return {
        (entry.wording.source, entry.wording.after)
        for entry in known_wordings().entries
        if figure in entry.figures and entry.template.words.needed <= words
        if _takes_part(entry, line, words)
    }


def _takes_part(entry: Entry, line: str, words: frozenset[str]) -> bool:
    ends = [at + 1 for at, letter in enumerate(line) if letter == " "]
    return any(
        entry.template.fullmatch(line, words, end) is not None
        or any(True for _ in entry.template.tails(line, words, end))
        for end in ends
    )


def excerpt(sentence: str, start: int, end: int) -> str:
    """A number of a sentence with the words around it, for people to read.

    >>> excerpt("NCMEC reviewed 38 submissions.", 15, 17)
    'NCMEC reviewed 38 submissions.'
    >>> excerpt("Much was done, and very much more than that, and in all this NCMEC reviewed 38.", 76, 78)
    '... more than that, and in all this NCMEC reviewed 38.'
    """
    text = sentence.replace("\t", _BAR)
    start, end = (at + sentence.count("\t", 0, at) * (len(_BAR) - 1) for at in (start, end))
    first, last = max(start - _ROOM, 0), min(end + _ROOM, len(text))
    if first:
        first = text.rfind(" ", 0, first) + 1
    if last < len(text):
        blank = text.find(" ", last)
        last = blank if blank >= 0 else len(text)
    before, behind = "... " if first else "", " ..." if last < len(text) else ""
    return f"{before}{text[first:last].strip()}{behind}"
