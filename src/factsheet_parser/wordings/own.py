"""A user's own wordings: loaded, and checked before they are used."""

from __future__ import annotations

import os
from functools import cache

from factsheet_parser.language.sentences import split
from factsheet_parser.language.tokens import Marked, marked, normal
from factsheet_parser.record import FIGURES, OWN
from factsheet_parser.wordings.index import Entry, Known, entry_of, known_wordings
from factsheet_parser.wordings.load import (
    Wording,
    WordingError,
    Wordings,
    counter_examples,
    read_file,
)
from factsheet_parser.wordings.match import Context, Given, read
from factsheet_parser.wordings.notation import TemplateError, is_figure
from factsheet_parser.wordings.others import WORDS, pattern_of
from factsheet_parser.wordings.scope import Above

_FEWEST_WORDS = 3


def load_wordings(path: str | os.PathLike[str]) -> tuple[Wording, ...]:
    """The wordings in a user's file, each checked.

    Raises OSError for a file that cannot be read, and WordingError for one that is no file of
    wordings, or that holds a wording with an unknown figure, without its `{count}`, that is known
    as another figure's, or that takes a counter-example.
    """
    content = read_file(path)
    if not content.wordings:
        raise WordingError("It holds no [[wording]].")
    for number, wording in enumerate(content.wordings, start=1):
        complaint = complaint_of(wording)
        if complaint:
            raise WordingError(f"Wording {number} ({wording.sentence!r}): {complaint}")
    return content.wordings


def own_wordings(wordings: Wordings) -> tuple[Wording, ...]:
    """The wordings that a caller gave: a file's, or wordings that were loaded before."""
    if wordings is None:
        return ()
    if isinstance(wordings, str | os.PathLike):
        return load_wordings(wordings)
    return tuple(wordings)


def complaint_of(wording: Wording) -> str | None:
    """Why a wording cannot be used, in one sentence; None when it can."""
    if wording.other:
        return _other_form(wording)
    names = FIGURES.keys() | {figure.name for figure in wording.defines}
    if wording.figure is not None and wording.figure not in names:
        return _unknown(wording.figure)
    try:
        entry = entry_of(wording, OWN)
    except TemplateError as error:
        return f"{error}\n{error.pointed}"
    unknown = [name for name in entry.figures if name not in names]
    if unknown:
        return _unknown(unknown[0])
    return _form(entry) or _meaning(entry)


def _unknown(figure: str) -> str:
    return f"There is no figure {figure!r}; a [[figure]] of this file could define it."


def _other_form(wording: Wording) -> str | None:
    """What is wrong with how a sentence that counts something else is written."""
    try:
        pattern_of(wording.sentence)
    except TemplateError as error:
        return f"{error}\n{error.pointed}"
    if len(normal(wording.sentence.replace(WORDS, " ")).split()) < _FEWEST_WORDS:
        return f"It needs at least {_FEWEST_WORDS} words, to be told from others."
    return None


def _form(entry: Entry) -> str | None:
    """What is wrong with how a wording is written."""
    wording = entry.wording
    if wording.value is None and (
        not entry.figures or (wording.figure and wording.sentence.count("{count}") != 1)
    ):
        return "It needs one {count}, where the figure's number stands."
    words = [word for word in entry.template.words.possible if word.islower() and word.isalpha()]
    plain = entry.template.exact
    if plain is not None:
        words = [word for word in plain.split() if word.islower() and word.isalpha()]
    words += [word for each in entry.below for word in each.words.needed if word.isalpha()]
    if len(words) < _FEWEST_WORDS:
        return f"It needs at least {_FEWEST_WORDS} words beside its blanks, to be told from others."
    if len(split(wording.sentence)) != 1 or "\n" in wording.sentence:
        return "It is not one sentence as a sheet could print it, so that nothing would match it."
    return None


def _meaning(entry: Entry) -> str | None:
    """Whether a wording takes what is known to be something else."""
    alone = Known((), (entry.wording,))
    for example, text in _examples():
        reading = read(text, _ANYTHING, alone)
        if reading and any(claim.figure == example for claim in reading.claims):
            return "It is a known sentence that counts something else than this figure."
    plain = entry.template.exact
    for known in known_wordings().exact.get(plain or "", ()):
        theirs = {index: name for name, index in known.blanks if is_figure(name)}
        for name, index in entry.blanks:
            if is_figure(name) and theirs.get(index, name) != name:
                return f"It is a known wording of {theirs[index]}."
    return None


_ANYTHING = Context(Given(frozenset(FIGURES)), None, Above())


@cache
def _examples() -> tuple[tuple[str, Marked], ...]:
    """Each counter-example's figure and its sentences."""
    return tuple(
        (example.figure, marked(example.sentence[start:end], "IA", row="\t" in example.sentence))
        for example in counter_examples()
        for start, end in split(example.sentence)
    )
