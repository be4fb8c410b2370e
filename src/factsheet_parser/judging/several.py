"""Whether a document is one factsheet, or several that someone put into one file.

A sheet names its state at the top of its first page, and opens with sentences about NCMEC that are
the same for every state. Where a page's top names another state than the pages before, or where the
opening stands again, another sheet begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from factsheet_parser.document import Document, Pages, Unit, UnitKind
from factsheet_parser.errors import SeveralFactsheetsError
from factsheet_parser.jurisdictions import NAMES, mentions
from factsheet_parser.timeouts import SEARCH_SECONDS

_SAYING = (UnitKind.SENTENCE, UnitKind.ITEM, UnitKind.ROW, UnitKind.CARD)
_OPENING = 2
"""Sentences; one alone may stand in a sheet twice."""
_FEWEST_WORDS = 10
_NEAR = 3
"""Sentences behind the first of an opening, among which the second is."""
_TOP = 8
"""Sentences of a document, or units of a page."""
_LEAST_SAID = 2
"""Units of a page that name its state."""
_IN_YEAR = regex.compile(r"\b[Ii]n ((?:19|20)\d\d)\b")


def refuse_several(document: Document) -> None:
    """Raise SeveralFactsheetsError for more than one sheet, with each one's state, year and page.

    Its `pages` are those of each, unless a page holds parts of two.
    """
    pages = _pages(document)
    if pages is None:
        places = [0, *(unit.start for unit in _openings(document)[1:]), len(document.text)]
        sheets = [
            [unit for unit in document.units if start <= unit.start < end]
            for start, end in pairwise(places)
        ]
    elif len(pages) > 1:
        sheets = [
            [unit for unit in document.units if first <= unit.page <= last] for first, last in pages
        ]
    else:
        return
    raise SeveralFactsheetsError(
        f"The file holds {len(sheets)} factsheets behind each other: "
        f"{'; '.join(map(_named, sheets))}. Make a file of each"
        f"{', or a table: convert gives a row for each' if pages else ''}.",
        pages or (),
    )


def _pages(document: Document) -> tuple[Pages, ...] | None:
    """The pages of each sheet; None where a page holds parts of two."""
    by_page: dict[int, list[Unit]] = {}
    for unit in document.units:
        by_page.setdefault(unit.page, []).append(unit)
    others = {*_pages_of_another_state(by_page)}
    firsts = {1, *others}
    for opening in _openings(document)[1:]:
        if opening.page in others:
            continue
        before = (unit for unit in by_page[opening.page] if unit.start < opening.start)
        if any(unit.kind in _SAYING and not unit.text.isdigit() for unit in before):
            return None
        firsts.add(opening.page)
    ends = [*(first - 1 for first in sorted(firsts)[1:]), max(by_page, default=1)]
    return tuple(zip(sorted(firsts), ends, strict=True))


def _pages_of_another_state(by_page: dict[int, list[Unit]]) -> Iterator[int]:
    """The pages that name another state at their top, and in what they say, than those before."""
    tops = {page: code for page in sorted(by_page) if (code := _code_at_top(by_page[page]))}
    if len({*tops.values()}) < 2:
        return
    before = ""
    for page, code in tops.items():
        if code != before and _code_said(by_page[page]) == code:
            if before:
                yield page
            before = code


def _code_at_top(units: Sequence[Unit]) -> str | None:
    """The one jurisdiction that a page's first lines, or its running header, name."""
    text = [unit for unit in units if unit.kind is not UnitKind.FURNITURE]
    running = [unit for unit in units if unit.kind is UnitKind.FURNITURE]
    codes = _codes([*text[:_TOP], *running])
    return next(iter(codes)) if len(codes) == 1 else None


def _code_said(units: Iterable[Unit]) -> str | None:
    """The jurisdiction that most of a page's units name that name one."""
    said = _codes(units).most_common(2)
    if not said or said[0][1] < _LEAST_SAID or (len(said) == 2 and said[0][1] == said[1][1]):
        return None
    return said[0][0]


def _codes(units: Iterable[Unit]) -> Counter[str]:
    """In how many units each jurisdiction is named; "Alexandria, Virginia" is an address."""
    return Counter(
        code
        for unit in units
        for code in {
            mention.code
            for mention in mentions(unit.text)
            if not unit.text[: mention.start].endswith(", ")
        }
    )


def _openings(document: Document) -> list[Unit]:
    """The first sentence of the document's opening, wherever all of that stands."""
    said = [unit for unit in document.units if unit.kind is UnitKind.SENTENCE]
    opening = [unit for unit in said[:_TOP] if _may_open(unit.text)][:_OPENING]
    if len(opening) < _OPENING or any(document.text.count(each.text) < 2 for each in opening):
        return []
    first, second = (unit.text for unit in opening)
    return [
        unit
        for at, unit in enumerate(said)
        if unit.text == first and second in (each.text for each in said[at + 1 :][:_NEAR])
    ]


def _may_open(text: str) -> bool:
    """A whole sentence that is the same for every state and year."""
    of_any = not mentions(text) and not any(map(str.isdigit, text))
    return of_any and len(text.split()) >= _FEWEST_WORDS


def _named(units: Sequence[Unit]) -> str:
    """Whose, of which year and from which page on a sheet is."""
    said = [unit for unit in units if unit.kind in _SAYING]
    years = Counter(
        year for unit in said for year in _IN_YEAR.findall(unit.text, timeout=SEARCH_SECONDS)
    )
    named = [NAMES[code] for code, _ in _codes(said).most_common(1)] or ["no state"]
    page = next((unit.page for unit in said), units[0].page)
    return " ".join([*named, *(year for year, _ in years.most_common(1)), f"(page {page})"])
