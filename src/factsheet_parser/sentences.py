"""A document's sentences: where each begins and ends.

>>> from factsheet_parser.reading import read_text
>>> [text for _, text, _ in sentences(read_text("In D.C., 14 families. In 2023, 3 of them."))]
['In D.C., 14 families.', 'In 2023, 3 of them.']
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from factsheet_parser.document import BlockKind, Document
from factsheet_parser.language.sentences import sentence_ends


def sentences(document: Document) -> Iterator[tuple[int, str, BlockKind]]:
    """Every sentence, heading, row and lifted line: its place, its text and what it is."""
    text = document.text
    ends = sentence_ends(text)
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
