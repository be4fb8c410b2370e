r"""The bullets and numbers that list items begin with.

>>> from factsheet_parser.reading.layout.lines import plain_line
>>> for text in ("\u2022 12 cases", "\uf0b7 12 cases", "- 12 cases", "a) 12 cases", "12 cases"):
...     print(without_bullet(plain_line(text, page=1, origin=0)).text)
12 cases
12 cases
12 cases
12 cases
12 cases
"""

from __future__ import annotations

from dataclasses import replace

import regex

from factsheet_parser.reading.layout.lines import Line, cut
from factsheet_parser.timeouts import SEARCH_SECONDS

_SIGNS = "\u2022\u25cf\u25aa\u25ab\u25a0\u25a1\u25e6\u2023\u25b6\u25ba\u27a2\u27a4\u2192\u21d2\u2713\u2714\u25cb\u00b7\u2043\u25c6\u2756\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf0e0\ufffd"
BULLET_ALONE = regex.compile(rf"[{_SIGNS}o]|[-*\u2013]")
_BULLET = regex.compile(
    rf"""
      [{_SIGNS}]\s*(?=\S)
    | (?: [-*\u2013\u2014] | o | \(?(?:\d{{1,2}}|[a-z])[.)] )[ \t]+(?=\S)
    """,
    regex.VERBOSE,
)
_AFTER_LETTER = (" ", ".", ")", "\t")
_AFTER_NUMBER = (".", ")")
_DOUBTFUL = regex.compile(r"o|[-*\u2013\u2014]|\(?(?:\d{1,2}|[a-z])[.)]")


def bullet_of(text: str) -> str:
    """The bullet or number that a line begins with; nothing when it begins with none."""
    first, second = text[:1], text[1:2]
    if first.isalnum() and second not in _AFTER_LETTER and text[2:3] not in _AFTER_NUMBER:
        return ""  # most lines
    match = _BULLET.match(text, timeout=SEARCH_SECONDS)
    return match.group().strip() if match else ""


def is_doubtful(bullet: str) -> bool:
    """Whether it may be something else: a hyphen, a letter, a number, an asterisk."""
    return _DOUBTFUL.fullmatch(bullet, timeout=SEARCH_SECONDS) is not None


def is_bullet(text: str) -> bool:
    """Whether a text is a bullet or an item's number, and nothing else."""
    return bullet_of(f"{text} -") == text


def without_bullet(line: Line) -> Line:
    """The line without its bullet."""
    if not bullet_of(line.text):
        return line
    match = _BULLET.match(line.text, timeout=SEARCH_SECONDS)
    return cut(line, match.end(), len(line.text)) if match else line


def with_their_bullets(lines: list[Line]) -> list[Line]:
    """The lines, a bullet that was printed on a line of its own put before the next one."""
    found: list[Line] = []
    for line in lines:
        if found and _is_bullet_of(found[-1], line):
            bullet = found.pop()
            parts = [part._replace(start=part.start + 2, end=part.end + 2) for part in line.parts]
            line = replace(
                line,
                text=f"\u2022 {line.text}",
                parts=tuple(parts),
                space=bullet.space,
                x0=bullet.x0,
                edges=(),
            )
        found.append(line)
    return found


def _is_bullet_of(bullet: Line, line: Line) -> bool:
    if not BULLET_ALONE.fullmatch(bullet.text) or "\t" in line.text:
        return False
    if not bullet.height:
        return not is_doubtful(bullet.text)
    return (
        bullet.page == line.page
        and bullet.x1 < line.x0
        and abs(bullet.base - line.base) < 0.6 * line.height
    )
