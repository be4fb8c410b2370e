"""The state and the year that a file's name says, where it does.

Names are guessed at only as far as they are plain: a finding that is false teaches people to
overlook the true ones.
"""

from __future__ import annotations

from urllib.parse import unquote

import regex

from factsheet_parser.jurisdictions import NAMES, mentions
from factsheet_parser.timeouts import SEARCH_SECONDS

_ENDING = regex.compile(r"(?i)\.(?:pdf|txt|md)(?:#page=\d+)?$")
_UUID = regex.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# 1984 is when NCMEC was founded.
_YEAR = regex.compile(r"(?<!\d)(?:198[4-9]|199\d|20[0-4]\d)(?!\d)")
_MONTH = (
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# Beside these it is part of a date, a school year, a version, a size or a time of day.
_BEFORE_OTHER = regex.compile(
    rf"(?i)(?:(?<!\d)\d\d?[-_. ]+|{_MONTH}[-_. ]*|(?<![a-z])v|\dT|\d *x *)$"
)
_AFTER_OTHER = regex.compile(rf"(?i)(?:[-_. ]+\d\d?(?!\d)|[-_. ]*{_MONTH}(?![a-z])| *x *\d)")
_CAMEL_CASE = regex.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ORDINAL = regex.compile(r"(?i)\d(?:st|nd|rd|th)(?![a-z])")
# No letters between digits (A7DC4401).
_WORD = regex.compile(r"(?<!\p{L})(?:(?<!\d)\p{L}++|\p{L}++(?!\d))")
_ABBREVIATED = (
    (regex.compile(r"(?i)(?<![a-z])kansas[\W_]*city(?![a-z])"), " "),
    (regex.compile(r"(?i)(?<![a-z\d])d[\W_]*c(?![a-z])"), " DC "),
    (regex.compile(r"(?i)(?<![a-z])u[\W_]*s(?![a-z])(?=[\W_]*virgin)"), " "),
    (regex.compile(r"(?i)(?:west|(?<![a-z])w)[\W_]*(?:virginia|va)(?![a-z])"), " West Virginia "),
    (regex.compile(r"(?i)(?<![a-z])n(?:orth)?[\W_]+(carolina|dakota)(?![a-z])"), r" North \1 "),
    (regex.compile(r"(?i)(?<![a-z])s(?:outh)?[\W_]+(carolina|dakota)(?![a-z])"), r" South \1 "),
)
_WASHINGTON_DC = regex.compile(r"(?i)\bwashington dc\b")
# What may stand beside a postal code without making it a word of a sentence.
_FILLERS = frozenset(
    "ncmec fact facts sheet factsheet data state report specimen v copy final".split()
)
# Postal codes that are also words or usual abbreviations.
_WORDS = frozenset("AL AS CO DE HI ID IN LA MA MD ME MS OH OK OR PA PR VI".split())
_JOINED = {name.replace(" ", "").lower(): code for code, name in NAMES.items() if " " in name}
_JOINED["washingtondc"] = "DC"


def years_in(source: str) -> set[int]:
    """The years that the name of the file at a path or URL says.

    >>> years_in("sheets-2019/iowa-2023.pdf"), years_in("iowa, downloaded 2024-02-01.pdf")
    ({2023}, set())
    """
    name = _UUID.sub("", _name(source), timeout=SEARCH_SECONDS)
    return {
        int(match.group())
        for match in _YEAR.finditer(name, timeout=SEARCH_SECONDS)
        if not _BEFORE_OTHER.search(name[: match.start()], timeout=SEARCH_SECONDS)
        and not _AFTER_OTHER.match(name, match.end(), timeout=SEARCH_SECONDS)
    }


def states_in(source: str) -> set[str]:
    """The postal codes of the states that the name of the file at a path or URL says.

    A state's name counts anywhere; its postal code only where hardly anything but a year stands
    beside it.

    >>> states_in("ohio/West_Virginia-2023.pdf"), states_in("IA 2023 (1).pdf")
    ({'WV'}, {'IA'})
    >>> states_in("in.txt"), states_in("made in 2023.pdf"), states_in("IN-2023.pdf")
    (set(), set(), {'IN'})
    """
    name = _ORDINAL.sub("", _name(source), timeout=SEARCH_SECONDS)
    name = _CAMEL_CASE.sub(" ", name, timeout=SEARCH_SECONDS)
    for pattern, replacement in _ABBREVIATED:
        name = pattern.sub(replacement, name, timeout=SEARCH_SECONDS)
    words = [match.group() for match in _WORD.finditer(name, timeout=SEARCH_SECONDS)]
    text = _WASHINGTON_DC.sub("District of Columbia", " ".join(words), timeout=SEARCH_SECONDS)
    found = {mention.code for mention in mentions(text, any_case=True)}
    found |= {_JOINED[word.lower()] for word in words if word.lower() in _JOINED}
    if found:
        # "virginia-west"
        return found | {"WV"} if "VA" in found and "west" in text.lower() else found
    beside = [word for word in words if word.lower() not in _FILLERS]
    if len(beside) != 1:
        return set()
    code = beside[0].upper()
    if code in _WORDS and (len(words) > 1 or not years_in(source)):
        return set()
    return {code} & NAMES.keys()


def _name(source: str) -> str:
    """The file's name without its ending; the first part of zip://iowa-2023.pdf::sheets.zip."""
    path = source.partition("::")[0]
    if "://" in path:
        path = unquote(path.partition("?")[0])
    elif "%20" in path:
        path = unquote(path)
    path = path.replace("\\", "/")
    return _ENDING.sub("", path.rpartition("/")[2], timeout=SEARCH_SECONDS)
