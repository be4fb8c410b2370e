"""A wordings file, written to be read: what was learned, in the order of the sheet."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile

from factsheet_parser.editions.learned import (
    Entry,
    Learned,
    LearnedOther,
    LearnedWording,
    without_figures,
)
from factsheet_parser.wordings.load import WordingsFile

_HEAD = """\
# Wordings for factsheet-parser: --wordings THIS_FILE, or wordings="THIS_FILE" in Python.
# {count} stands for the figure's number, {number} for another, {year}, {state}; [may be], (one|of).
"""

_REFUSED = "# refused"


def refused_in(text: str) -> frozenset[str]:
    """The statements that a wordings file keeps as refused.

    A comment that someone has rewritten is only a comment.
    """
    found: set[str] = set()
    for block in text.split(f"\n{_REFUSED}\n")[1:]:
        commented = takewhile(lambda line: line.startswith("# "), block.splitlines())
        try:
            entries = tomllib.loads("\n".join(line[2:] for line in commented))
            wordings = WordingsFile.model_validate(entries).wordings
        except ValueError:
            continue
        found |= {without_figures(each.sentence) for each in wordings}
    return frozenset(found)


def written(
    learned: Learned,
    taken: Iterable[Entry],
    refused: Collection[Entry] = (),
    existing: str = "",
) -> str:
    """The text of a wordings file, behind what it holds already; what is refused is a comment."""
    entries = sorted([*taken, *refused], key=lambda each: each.order)
    lines = [existing.rstrip() + "\n" if existing.strip() else _HEAD]
    edition = None
    for each in entries:
        if each.order[0] != edition:
            edition = each.order[0]
            sheets = learned.editions[edition]
            lines.append(f"# {len(sheets)} sheets, such as {_name(sheets[0])}\n")
        text = "\n".join(_entry(each))
        if each in refused:
            lines_of_it = [line for line in text.splitlines() if not line.startswith("#")]
            text = "\n".join([_REFUSED, *(f"# {line}" for line in lines_of_it)])
        lines.append(f"{text}\n")
    return "\n".join(lines)


def _entry(entry: Entry) -> Iterator[str]:
    if isinstance(entry, LearnedOther):
        yield "[[other]]"
        yield f"sentence = {_string(entry.sentence)}"
    else:
        yield "[[wording]]"
        if entry.value is not None or len(entry.figures) == 1:
            yield f"figure = {_string(entry.figures[0])}"
        yield from _sentences(entry.sentences)
        if entry.below:
            yield f"below = {_strings(entry.below)}"
        if entry.value is not None:
            yield f"value = {entry.value}"
    yield f"source = {_string(entry.source)}"
    if isinstance(entry, LearnedWording) and entry.value is None:
        yield from _ranges(entry)


def _sentences(sentences: tuple[str, ...]) -> Iterator[str]:
    if len(sentences) == 1:
        yield f"sentence = {_string(sentences[0])}"
        return
    yield "sentence = ["
    yield from (f"    {_string(each)}," for each in sentences)
    yield "]"


def _ranges(entry: LearnedWording) -> Iterator[str]:
    """What the figures were, so that a wrong one is seen at a glance."""
    for name, low, high in zip(entry.figures, entry.smallest, entry.largest, strict=True):
        said = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        yield f"# {name}: {said}" if len(entry.figures) > 1 else f"# {said}"


def _string(text: str) -> str:
    """A JSON string is a TOML string."""
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _strings(texts: Iterable[str]) -> str:
    strings = [_string(each) for each in texts]
    return strings[0] if len(strings) == 1 else f"[{', '.join(strings)}]"


def _name(source: str) -> str:
    return source.replace("\\", "/").rpartition("/")[2]
