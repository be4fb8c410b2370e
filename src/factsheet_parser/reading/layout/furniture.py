"""Running headers, copyright footers and page numbers: what stands on a page beside its text.

They stand in the gap when a page break cuts a sentence, so they are lifted out before lines are
joined to sentences. A line is lifted for what it says and where it stands, never for what it looks
like alone; its numbers are still accounted for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from factsheet_parser.reading.layout.counters import lift_line_numbers, lift_page_counters
from factsheet_parser.reading.layout.lines import Line, Space
from factsheet_parser.timeouts import SEARCH_SECONDS

COPYRIGHT = regex.compile(
    r"""
      (?:\bcopyright\b|©|\(c\)) .* (?:(?:19|20)\d\d|missing)
    | \ball\ rights\ reserved\b
    | ^ rights\ reserved\.? $
    """,
    regex.VERBOSE,
)
PAGE_OF_PAGES = regex.compile(r"\b[Pp](?:age|AGE) \d{1,4}(?: ?(?:of|OF|/) ?\d{1,4})?\b")
# An address or a telephone number beside the page number.
_CONTACT_AND_PAGE = regex.compile(
    r"(?:(?:https?://)?[\w.-]+\.(?:org|com|gov|net)\S*|1-8\d\d-[-\w]+)[ |\t]+\d{1,3}"
)
# Words and marks behind which a sheet's sentence may go on with a number.
_AWAITS_A_NUMBER = regex.compile(
    r"(?:[,:(]|\b(?:\w+ed|of|on|had|has|have|than|over|about|nearly|almost|around|some|least|to|in"
    r"|with|from|and|or|plus|for|by|including|containing|totaling|was|were|is|are|be|made|sent|took|saw|only|another"
    r"|number|total|totaled|approximately|roughly))$",
    regex.IGNORECASE,
)
BARE_NUMBER = regex.compile(
    r"[-\u2013\u2014|\[( ]*(?P<page>\d{1,4})(?: ?(?:of|/) ?\d{1,4})?[-\u2013\u2014|\]) ]*"
)
PRINTED_FROM_A_BROWSER = regex.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d.*|(?:https?|file)://\S+(?:\s+\d+/\d+)?",
    regex.IGNORECASE,
)
# A header names the organisation in full or the kind of document, and makes no sentence.
HEADER_WORDS = regex.compile(
    r"\bNational Center for Missing (?:and|&) Exploited Children\b"
    r"|\b(?:fact ?sheets?|data|statistics|state report|by the numbers)\b",
    regex.IGNORECASE,
)
_OPENS_A_SENTENCE = regex.compile(r"(?:In|During|Since|Of|Based) ")
_SENTENCE_END = (".", ";", ":", ",", "?", "!")
_SMALL_WORDS = frozenset(
    """
        a an and at by for from in of on or page the to with |
    """.split()
)
# The second line of a copyright notice.
_NOTICES_END = regex.compile(r"(?:All )?(?:rights )?reserved\.?", regex.IGNORECASE)
_DIGITS = regex.compile(r"\d+")
_SAME_TYPE = 0.5
"""Points by which type may differ that is taken for the same."""
_FEWEST_LINES_A_PAGE = 15
"""Of a text without page marks: so many stand above the number of each page."""
EDGE_LINES = 3
"""A header or footer stands among this many lines at the top or bottom of its page."""


def lift(lines: list[Line], pages: int) -> None:
    """Mark the lines that are running headers, footers or page numbers (`Line.lifted`).

    A number alone on a line that may as well belong to the sentence around it is set apart
    (`Line.apart`): then nobody reads that sentence, with the number or without it.
    """
    _lift_notices(lines)
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for of_page in by_page.values():
        lift_line_numbers(of_page)
    if pages > 1:
        _lift_repeated([_edges(of_page) for of_page in by_page.values()])
    for page, of_page in by_page.items():
        # Twice, because lifting a footer brings the line beside it to the edge.
        for _ in range(2):
            _lift_at_edges(page, of_page, lines)
    lift_page_counters(by_page)
    if pages == 1:
        _lift_between_sentences(lines)


def _lift_notices(lines: list[Line]) -> None:
    before = ""
    for line in lines:
        if len(line.text) < 200 and (
            _is_copyright(line.text) or (before and _NOTICES_END.fullmatch(line.text))
        ):
            line.lifted = True
        before = line.text if line.lifted else ""


def _lift_at_edges(page: int, of_page: list[Line], lines: list[Line]) -> None:
    top, bottom = _edges(of_page)
    for line in (*top, *bottom):
        if _names_its_page(line.text) or _is_printed_from_a_browser(line.text):
            line.lifted = True
    for line in (*top[:1], *bottom[:1]):
        if _is_page_number(line, page, of_page):
            _lift_number(line, lines)
    if page > 1:
        left = (line for line in top if not line.lifted)
        for line in takewhile(lambda line: _is_header(line.text), left):
            line.lifted = True


def awaits_a_number(text: str) -> bool:
    """Whether a text may go on with a number."""
    return _AWAITS_A_NUMBER.search(text, timeout=SEARCH_SECONDS) is not None


def is_in_prose(before: Line, number: Line, after: Line) -> bool:
    """Whether a sentence that awaits a number goes on below it."""
    return (
        number.space is Space.NONE
        and after.space in (Space.NONE, Space.BREAK)
        and (after.text[0].islower() or before.text.endswith(","))
        and awaits_a_number(before.text)
        and abs(before.height - number.height) < _SAME_TYPE
    )


def _lift_number(line: Line, lines: list[Line]) -> None:
    """Lift a page number, unless what stands before it awaits a number."""
    index = next(i for i, other in enumerate(lines) if other is line)
    before = next((other for other in reversed(lines[:index]) if not other.lifted), None)
    awaited = before is not None and awaits_a_number(before.text)
    # Below a footer it is a page number in any case; above one it may be a table's last cell.
    below = index > 0 and lines[index - 1].lifted
    above = index + 1 < len(lines) and lines[index + 1].lifted
    if (
        before is not None
        and awaited
        and not below
        and not (above and not before.text.endswith(":"))
    ):
        line.apart = True
    else:
        line.lifted = True


def _is_copyright(text: str) -> bool:
    text = text.lower()
    marked = "copyright" in text or "\u00a9" in text or "(c)" in text or "rights reserved" in text
    return marked and COPYRIGHT.search(text, timeout=SEARCH_SECONDS) is not None


def _edges(of_page: list[Line]) -> tuple[list[Line], list[Line]]:
    """The first and the last lines of a page as it is printed, those already lifted left out."""
    left = [line for line in of_page if not line.lifted]
    if left and left[0].height:
        left.sort(key=lambda line: line.top)
    return left[:EDGE_LINES], left[-1 : -EDGE_LINES - 1 : -1]


def _lift_repeated(edges: Sequence[tuple[list[Line], list[Line]]]) -> None:
    """Lift lines that stand at the same edge of two pages and differ in digits at most."""
    for side in (0, 1):
        seen: dict[str, Line] = {}
        for edge in edges:
            for line in edge[side]:
                text = _DIGITS.sub("#", line.text, timeout=SEARCH_SECONDS).casefold()
                twin = seen.setdefault(text, line)
                if (
                    twin.page != line.page
                    and abs(twin.top - line.top) < 6
                    and not line.text.endswith(_SENTENCE_END)
                    and len(text.replace("#", "").strip(" -|/")) > 2
                ):
                    twin.lifted = line.lifted = True


def _may_hold_page(text: str) -> bool:
    return len(text) <= 130 and (text[-1].isdigit() or text[-1] in "-\u2013\u2014|])")


def _is_page_number(line: Line, page: int, of_page: list[Line]) -> bool:
    if not _may_hold_page(line.text):
        return False
    match = BARE_NUMBER.fullmatch(line.text, timeout=SEARCH_SECONDS)
    # A table's last cell has its label on the same level.
    return (
        match is not None
        and int(match["page"]) == page
        and not (
            line.height
            and any(
                other is not line
                and not other.lifted
                and abs(other.top - line.top) < 0.5 * line.height
                for other in of_page
            )
        )
    )


def _names_its_page(text: str) -> bool:
    """ "Iowa Data | Page 2 of 3": the page at an end of the line, and no sentence."""
    if len(text) > 130 or "age " not in text.lower():
        return False
    match = PAGE_OF_PAGES.search(text, timeout=SEARCH_SECONDS)
    if match is None or (match.start() and match.end() < len(text)):
        return False
    return not text.endswith(_SENTENCE_END) and not _has_prose(text)


def _has_prose(text: str) -> bool:
    """Whether words stand in small letters as in a sentence."""
    words = text.replace("|", " ").replace("\t", " ").split()
    return any(word[0].islower() and word not in _SMALL_WORDS for word in words)


def _is_printed_from_a_browser(text: str) -> bool:
    return text[0] in "0123456789fhFH" and (
        PRINTED_FROM_A_BROWSER.fullmatch(text, timeout=SEARCH_SECONDS) is not None
    )


def _is_header(text: str) -> bool:
    """Names what the document is, and holds nothing that a sentence would."""
    if len(text) > 100 or text.endswith(_SENTENCE_END):
        return False
    if not HEADER_WORDS.search(text, timeout=SEARCH_SECONDS) or _OPENS_A_SENTENCE.match(
        text, timeout=SEARCH_SECONDS
    ):
        return False
    return not _has_prose(text)


def _lift_between_sentences(lines: list[Line]) -> None:
    """In text without page marks: what stands beside a copyright line or inside a sentence."""
    for index, line in enumerate(lines):
        if line.lifted:
            continue
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        beside_lifted = any(other is not None and other.lifted for other in (before, after))
        alone = line.space is Space.GAP and after is not None and after.space is Space.GAP
        if (
            _names_its_page(line.text)
            or (alone and _CONTACT_AND_PAGE.fullmatch(line.text, timeout=SEARCH_SECONDS))
        ) or (
            (beside_lifted or (alone and line.text[-1].isdigit()))
            and index > EDGE_LINES
            and _is_header(line.text)
        ):
            line.lifted = True
        elif _may_hold_page(line.text) and (
            number := BARE_NUMBER.fullmatch(line.text, timeout=SEARCH_SECONDS)
        ):
            # A PDF tells where its pages end; in text a page has some lines above its number.
            in_a_gap = (
                not line.height
                and after is not None
                and after.text[0].islower()
                and line.space is Space.GAP
                and after.space is Space.GAP
                and index >= _FEWEST_LINES_A_PAGE * (int(number["page"]) - 1)
            )
            if beside_lifted or in_a_gap:
                _lift_number(line, lines)
