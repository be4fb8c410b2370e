"""Known wordings: whole sentences with blanks, each of which gives one figure; and counter-examples.

The shipped ones stand in a `.toml` file beside each section's module, with the source of each; a
user's own file has the same form:

    [[wording]]
    figure = "cybertipline.state_reports"
    sentence = "In {year}, {state} police were handed {count} leads from the CyberTipline."
    source = "the Iowa sheet of 2024"

`{count}` is the figure's number as printed, with its hedge ("more than 4,622", "19%", "1 in 6"),
`{number}` any other number, `{year}` a year, and `{state}` the sheet's jurisdiction.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import regex
from pydantic import Field, ValidationError

from factsheet_parser.language.numerals import NumberKind
from factsheet_parser.language.words import split_words
from factsheet_parser.record import FIGURES, SECTIONS, Frozen
from factsheet_parser.statements import Statement, statements
from factsheet_parser.timeouts import SEARCH_SECONDS
from factsheet_parser.vocabulary import LABEL_WORDS


class WordingError(ValueError):
    """A file of wordings that cannot be used; the message says which entry and why."""


class Wording(Frozen):
    """A sentence with blanks that gives one figure."""

    figure: str
    sentence: str
    source: str = Field(default="", description="Where it was seen.")


class CounterExample(Frozen):
    """A sentence that looks like one with the figure, and counts something else."""

    figure: str
    sentence: str
    source: str


Wordings = str | os.PathLike[str] | Iterable[Wording] | None
"""A file of wordings, what `load_wordings` gave, or none."""


class _File(Frozen):
    wording: tuple[Wording, ...] = ()
    counter_example: tuple[CounterExample, ...] = ()


class Known(NamedTuple):
    """What a known sentence gives."""

    figure: str
    place: int
    """Which of the sentence's numbers it is, from 0."""
    label: str
    """Tells in the evidence whose wording it is."""


KnownSentences = Mapping[str, tuple[Known, ...]]
"""A sentence's `outline` to what it gives."""

_COUNT, _NUMBER, _YEAR, _STATE = "{count}", "{number}", "{year}", "{state}"
_BLANK = regex.compile(r"\{[^{}]*\}")
_SAMPLES = {"{count}": "1,234", "{number}": "5,678", "{year}": "2023", "{state}": "Iowa"}
_FEWEST_WORDS = 3
_MEASURES = (NumberKind.COUNT, NumberKind.PERCENT, NumberKind.SUPPRESSED)


def outline(statement: Statement) -> str:
    """A sentence with blanks for its numbers, its years and the sheet's jurisdiction.

    >>> from factsheet_parser.reading import read_text
    >>> text = "In 2023, 4,622 CyberTipline reports were made available to police in Iowa."
    >>> outline(statements(read_text(text), "IA")[0])
    'in {year}, {count} cybertipline reports were made available to police in {state}'
    """
    return _plain(blanked(statement))


def blanked(statement: Statement, figure: int | None = None) -> str:
    """A sentence as printed, with blanks for its numbers, its years and the sheet's jurisdiction.

    With `figure`, the index of one of its numbers, every other one is `{number}`.
    """
    measures = [number for number in statement.numbers if number.kind in _MEASURES]
    parts = [
        (
            number.hedge_start,
            number.end,
            _COUNT if figure is None or number is statement.figures[figure] else _NUMBER,
        )
        for number in measures
    ]
    parts += [
        (number.start, number.end, _YEAR)
        for number in statement.numbers
        if number.kind is NumberKind.YEAR
    ]
    parts += [
        (mention.start, mention.end, _STATE)
        for mention in statement.named
        if mention.code == statement.home
    ]
    text = statement.text
    for start, end, blank in sorted(parts, reverse=True):
        text = f"{text[:start]}{blank}{text[end:]}"
    return text


def _plain(sentence: str) -> str:
    """Small letters, single blanks, no stop; "the U.S. Virgin Islands" needs no "the"."""
    cells = (" ".join(cell.split()).rstrip(" .:") for cell in sentence.lower().split("\t"))
    plain = "\t".join(cells)
    return plain.replace(f"the {_STATE}", _STATE)


def shipped_file(section: str) -> str:
    """The name of a section's file of wordings."""
    return f"{section}.toml"


@cache
def shipped() -> tuple[tuple[Wording, ...], tuple[CounterExample, ...]]:
    """The known wordings and the counter-examples of this package."""
    wordings: list[Wording] = []
    counter_examples: list[CounterExample] = []
    for section in SECTIONS:
        resource = files("factsheet_parser.sections").joinpath(shipped_file(section))
        content = _File.model_validate(tomllib.loads(resource.read_text(encoding="utf-8")))
        wordings += content.wording
        counter_examples += content.counter_example
    return tuple(wordings), tuple(counter_examples)


def load_wordings(path: str | os.PathLike[str]) -> tuple[Wording, ...]:
    """The wordings in a user's file, each checked.

    Raises OSError for a file that cannot be read, and WordingError for one that is no file of
    wordings, or that holds a wording with an unknown figure, without its `{count}`, that no sheet
    could match, that is known as another figure's, or that is a counter-example.
    """
    try:
        content = _File.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise WordingError(f"It is no file of wordings: {place}: {first['msg']}.") from error
    except ValueError as error:
        raise WordingError(f"It is no file of wordings: {error}.") from error
    if not content.wording:
        raise WordingError("It holds no [[wording]].")
    for number, wording in enumerate(content.wording, start=1):
        complaint = complaint_of(wording)
        if complaint:
            raise WordingError(f"Wording {number} ({wording.sentence!r}): {complaint}")
    return content.wording


def own_wordings(wordings: Wordings) -> tuple[Wording, ...]:
    """The wordings that a caller gave: a file's, or wordings that were loaded before."""
    if wordings is None:
        return ()
    if isinstance(wordings, str | os.PathLike):
        return load_wordings(wordings)
    return tuple(wordings)


def complaint_of(wording: Wording) -> str | None:
    """Why a wording cannot be used, in one sentence; None when it can."""
    if wording.figure not in FIGURES:
        return f"There is no figure {wording.figure!r}."
    blanks = _BLANK.findall(wording.sentence, timeout=SEARCH_SECONDS)
    unknown = [blank for blank in blanks if blank not in _SAMPLES]
    if unknown:
        return f"There is no blank {unknown[0]}; it may be {', '.join(_SAMPLES)}."
    if blanks.count(_COUNT) != 1:
        return "It needs one {count}, where the figure's number stands."
    words = _BLANK.sub(" ", wording.sentence, timeout=SEARCH_SECONDS).split()
    if len([word for word in words if word.isalpha()]) < _FEWEST_WORDS:
        return f"It needs at least {_FEWEST_WORDS} words beside its blanks, to be told from others."
    filled = _filled(wording)
    if len(filled) != 1 or _outlined(wording) != outline(filled[0]):
        return "It is not one sentence as a sheet could print it, so that nothing would match it."
    if _outlined(wording) in _counter_outlines():
        return "It is a known sentence that counts something else than this figure."
    known = sentences_of(shipped()[0], "").get(_outlined(wording), ())
    index = _index(wording)
    other = next((each.figure for each in known if each.place == index), wording.figure)
    if other != wording.figure:
        return f"It is a known wording of {other}."
    return None


def _filled(wording: Wording) -> list[Statement]:
    """The wording as a statement of a sheet, with numbers in its blanks."""
    from factsheet_parser.reading import read_text

    text = wording.sentence
    for blank, sample in _SAMPLES.items():
        text = text.replace(blank, sample)
    return statements(read_text(text), "IA")


@cache
def _counter_outlines() -> frozenset[str]:
    from factsheet_parser.reading import read_text

    return frozenset(
        outline(statement)
        for example in shipped()[1]
        for statement in statements(read_text(example.sentence), "IA")
    )


def _outlined(wording: Wording) -> str:
    return _plain(wording.sentence.replace(_NUMBER, _COUNT))


def _index(wording: Wording) -> int:
    """Which of the sentence's numbers the figure is."""
    before = wording.sentence.partition(_COUNT)[0]
    return before.count(_NUMBER)


def sentences_of(wordings: Iterable[Wording], label: str) -> dict[str, tuple[Known, ...]]:
    """What each known sentence gives, by its outline."""
    known: dict[str, tuple[Known, ...]] = {}
    for wording in wordings:
        key = _outlined(wording)
        gives = Known(wording.figure, _index(wording), label)
        known[key] = (*known.get(key, ()), gives)
    return known


@cache
def known_sentences(own: tuple[Wording, ...] = ()) -> KnownSentences:
    """The shipped wordings' sentences and a user's own."""
    known = sentences_of(shipped()[0], "wording")
    for key, gives in sentences_of(own, "own-wording").items():
        have = {(each.figure, each.place) for each in known.get(key, ())}
        new = tuple(each for each in gives if (each.figure, each.place) not in have)
        known[key] = known.get(key, ()) + new
    return known


def label_words(known: KnownSentences) -> frozenset[str]:
    """The words that a table's label may hold: the vocabulary's, and those of known labels."""
    labels = (outlined.partition("\t")[0] for outlined in known if "\t" in outlined)
    return LABEL_WORDS.union(*map(split_words, labels))
