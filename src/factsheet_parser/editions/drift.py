"""What in new sheets no wording knows yet: one report over all of them.

It tells what `learn` would: which figures are said in new words, which numbers are new and no
figure's, and which figures are gone.
"""

from __future__ import annotations

from typing import Unpack

from pydantic import Field

from factsheet_parser.batch.batch import Batch, Paths
from factsheet_parser.editions.learn import known_before, learn_sheets
from factsheet_parser.editions.learned import Example, Learned
from factsheet_parser.editions.sheets import read_sheets
from factsheet_parser.options import ReadingOptions
from factsheet_parser.record import Frozen


class KnownFigure(Frozen):
    """A figure that a known wording gives."""

    figure: str
    sheets: int = Field(description="In how many sheets.")


class Reworded(Frozen):
    """Figures that are likely said in words that no wording knows."""

    figures: tuple[str, ...]
    sheets: int
    sentences: tuple[str, ...] = Field(description="With blanks, as in a wordings file.")
    example: str = Field(description="As printed.")
    source: str = Field(description="The sheet of the example.")
    before: tuple[str | None, ...] = Field(
        description="For each figure a sentence that is known to give it."
    )


class New(Frozen):
    """A number that is likely no figure's, in a sentence that nothing knows."""

    sheets: int
    sentence: str = Field(description="With blanks, as in a wordings file.")
    example: str
    source: str


class Gone(Frozen):
    """A figure that sheets do not give, in known words or in new ones."""

    figure: str
    sheets: int = Field(description="How many sheets do not give it.")
    before: str | None = Field(description="A sentence that is known to give it.")


class Unread(Frozen):
    """What is no sheet."""

    source: str
    reason: str


class Drift(Frozen):
    """What in new sheets no wording knows yet."""

    editions: tuple[tuple[str, ...], ...] = Field(description="The sheets that say the same.")
    known: tuple[KnownFigure, ...]
    reworded: tuple[Reworded, ...]
    new: tuple[New, ...]
    gone: tuple[Gone, ...]
    unread: tuple[Unread, ...]

    @property
    def sheets(self) -> int:
        """How many sheets were read."""
        return sum(map(len, self.editions))

    @property
    def is_known(self) -> bool:
        """Whether every figure is there and every number known."""
        return not (self.reworded or self.new or self.gone)


def drift(paths: Paths, **reading: Unpack[ReadingOptions]) -> Drift:
    """What in the sheets at `paths` (files, folders) no wording knows: one report for all.

    The keywords are those of `parse_factsheet`: `reader` (with "both", what both read alike),
    `ocr`, `password`, `limits`, `isolate` and `wordings`. What is no sheet stands in `Drift.unread`.

    Raises what `iter_factsheets` raises.
    """
    batch = Batch.of(paths, **reading)
    sheets, unread = read_sheets(batch)
    learned = learn_sheets(sheets, batch.options.wordings, unread, single=True)
    return Drift(
        editions=learned.editions,
        known=tuple(KnownFigure(figure=name, sheets=count) for name, count in learned.known),
        reworded=_reworded(learned),
        new=tuple(
            New(
                sheets=each.sheets,
                sentence=each.sentence,
                example=each.example.sentence,
                source=each.example.source,
            )
            for each in learned.others
        )
        + tuple(
            New(
                sheets=each.sheets,
                sentence=each.example.sentence,
                example=each.example.sentence,
                source=each.example.source,
            )
            for each in learned.unsure
        ),
        gone=tuple(
            Gone(figure=name, sheets=count, before=known_before(name))
            for name, count in learned.missing
        ),
        unread=tuple(Unread(source=source, reason=why) for source, why in learned.unread),
    )


def _reworded(learned: Learned) -> tuple[Reworded, ...]:
    found = []
    for each in learned.wordings:
        first: Example = each.examples[0]
        found.append(
            Reworded(
                figures=each.figures,
                sheets=each.sheets,
                sentences=each.sentences,
                example=first.sentence,
                source=first.source,
                before=tuple(known_before(name) for name in each.figures),
            )
        )
    return tuple(found)
