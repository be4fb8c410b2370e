"""Titles: which lines are set, or worded, as headings are."""

from __future__ import annotations

import regex

from factsheet_parser.reading.layout.lines import Line
from factsheet_parser.reading.layout.rows import is_name
from factsheet_parser.timeouts import SEARCH_SECONDS

_KNOWN_HEADING = regex.compile(
    r"NCMEC's (?:Work to|Education Resources)|(?:The )?National Center for Missing (?:and|&) Exploited Children$"
)
_HEADINGS_BEGIN = ("NCMEC's", "National", "The National")
_SMALL_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
LONGEST_HEADING = 120
_MOST_NAME_WORDS = 9


def is_title(text: str, longest: int = LONGEST_HEADING) -> bool:
    """Whether the line is set as a title: no sentence, its longer words capitalised."""
    if len(text) > longest or text[-1] in ".,;!?":
        return False
    words = [word for word in text.replace("/", " ").split() if word[0].isalpha()]
    long_words = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return bool(long_words) and sum(word[0].isupper() for word in long_words) >= 0.8 * len(
        long_words
    )


def is_known_heading(text: str) -> bool:
    """Whether a line is one of the headings that stand closer to their text than others do."""
    return (
        text.startswith(_HEADINGS_BEGIN)
        and _KNOWN_HEADING.match(text, timeout=SEARCH_SECONDS) is not None
        and is_title(text)
    )


def names_something(text: str) -> bool:
    """Whether a text names something, and says nothing: "Help for survivors and families"."""
    return (
        text.count(" ") < _MOST_NAME_WORDS
        and text[-1].isalpha()
        and not any(letter.isdigit() for letter in text)
        and is_name(text)
    )


def may_be_heading(line: Line) -> bool:
    """Whether the line may be a heading by its length, and ends in no comma."""
    return len(line.text) <= LONGEST_HEADING and line.text[-1] not in ".,;!"
