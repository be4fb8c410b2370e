"""What the sheets of a batch could teach: sentences that they share and no wording knows."""

from __future__ import annotations

from pydantic import Field

from factsheet_parser.batch.together.statements import form_of
from factsheet_parser.record import FIGURES, Factsheet, Frozen

_MOST_KEPT = 100_000
"""Of sentences that one sheet has said so far; beyond, they are forgotten."""

_Identity = tuple[str, int | None]
_Key = tuple[str, str]


class Learnable(Frozen):
    """Figures that sheets likely give in a sentence that they share and no wording knows."""

    figures: tuple[str, ...]
    sheets: int = Field(description="In how many sheets; one in two files is one.")


class SharedProposals:
    """Takes the sheets of a batch one by one, and tells which proposals they share."""

    def __init__(self) -> None:
        self._once: dict[_Key, _Identity] = {}
        self._shared: set[_Key] = set()
        self._sheets: set[_Identity] = set()

    def add(self, sheet: Factsheet) -> None:
        """Take a sheet in; one of no known jurisdiction teaches nothing."""
        if sheet.state is None:
            return
        this = (sheet.state.code, sheet.year)
        for name, proposal in sheet.proposals.items():
            key = (name, form_of(proposal.evidence.sentence, sheet.state.code))
            if key in self._shared:
                self._sheets.add(this)
                continue
            first = self._once.setdefault(key, this)
            if first != this:
                self._sheets |= {first, this}
                self._shared.add(key)
                del self._once[key]
        if len(self._once) > _MOST_KEPT:
            self._once.clear()

    def learnable(self) -> Learnable | None:
        """What could be learned; None when no two sheets share a sentence."""
        if not self._shared:
            return None
        names = {name for name, _ in self._shared}
        return Learnable(
            figures=tuple(name for name in FIGURES if name in names), sheets=len(self._sheets)
        )
