"""The state and the year that a file's name says, where it does.

Names are guessed at only as far as they are plain: a finding that is false teaches people to
overlook the true ones.
"""

from __future__ import annotations

from urllib.parse import unquote

import regex

from factsheet_parser.jurisdictions import NAMES, mentions
from factsheet_parser.timeouts import SEARCH_SECONDS

_ENDING = regex.compile(r"(?i)\.(?:pdf|txt|md)$")
# 1984 is when NCMEC was founded. No part of a date (2024-02-01), a version (v2000) or a size.
_YEAR = regex.compile(
    r"(?<!\d|(?<![A-Za-z])[vV]|\d[xX])(?:198[4-9]|199\d|20\d\d)(?!\d|[xX]\d|[-_.]?[01]\d[-_.]?[0-3]\d(?!\d))"
)
_CAMEL_CASE = regex.compile(r"(?<=[a-z])(?=[A-Z])")
# No letters between digits (A7DC4401).
_WORD = regex.compile(r"(?<!\p{L})(?:(?<!\d)\p{L}++|\p{L}++(?!\d))")
_ABBREVIATED = (
    (regex.compile(r"(?i)\bd\.? ?c\b\.?"), " DC "),
    (regex.compile(r"(?i)\bu\.? ?s\b\.?(?=[\W_]*virgin)"), ""),
    (regex.compile(r"(?i)\bw(?:est)?[\W_]+(?:virginia|va)\b"), " West Virginia "),
    (regex.compile(r"(?i)\bn(?:orth)?[\W_]+(carolina|dakota)\b"), r" North \1 "),
    (regex.compile(r"(?i)\bs(?:outh)?[\W_]+(carolina|dakota)\b"), r" South \1 "),
)
_WASHINGTON_DC = regex.compile(r"(?i)\bwashington dc\b")
# What may stand beside a postal code without making it a word of a sentence.
_FILLERS = frozenset(
    "ncmec fact facts sheet factsheet data state report specimen v copy final".split()
)
# Postal codes that are also words or usual abbreviations.
_WORDS = frozenset("AL AS CO DE HI ID IN LA MA MD ME MS OH OK OR PA PR VI".split())
_JOINED = {name.replace(" ", "").lower(): code for code, name in NAMES.items() if " " in name}


def years_in(source: str) -> set[int]:
    """The years that the name of the file at a path or URL says.

    >>> years_in("sheets-2019/iowa-2023.pdf"), years_in("iowa, downloaded 2024-02-01.pdf")
    ({2023}, set())
    """
    return {int(match.group()) for match in _YEAR.finditer(_name(source), timeout=SEARCH_SECONDS)}


def states_in(source: str) -> set[str]:
    """The postal codes of the states that the name of the file at a path or URL says.

    A state's name counts anywhere; its postal code only where hardly anything but a year stands
    beside it.

    >>> states_in("ohio/West_Virginia-2023.pdf"), states_in("IA 2023 (1).pdf")
    ({'WV'}, {'IA'})
    >>> states_in("in.txt"), states_in("made in 2023.pdf"), states_in("IN-2023.pdf")
    (set(), set(), {'IN'})
    """
    name = _CAMEL_CASE.sub(" ", _name(source), timeout=SEARCH_SECONDS)
    for pattern, replacement in _ABBREVIATED:
        name = pattern.sub(replacement, name.replace("_", " "), timeout=SEARCH_SECONDS)
    words = [match.group() for match in _WORD.finditer(name, timeout=SEARCH_SECONDS)]
    text = _WASHINGTON_DC.sub("District of Columbia", " ".join(words), timeout=SEARCH_SECONDS)
    found = {mention.code for mention in mentions(text, any_case=True)}
    found |= {_JOINED[word.lower()] for word in words if word.lower() in _JOINED}
    if found:
        return found
    rest = {word.upper() for word in words if word.lower() not in _FILLERS}
    if len(rest) != 1 or (rest <= _WORDS and not years_in(source)):
        return set()
    return rest & NAMES.keys()


def _name(source: str) -> str:
    """The file's name without its ending; the first part of zip://iowa-2023.pdf::sheets.zip."""
    path = unquote(source.partition("::")[0]).replace("\\", "/")
    return _ENDING.sub("", path.rpartition("/")[2], timeout=SEARCH_SECONDS)
