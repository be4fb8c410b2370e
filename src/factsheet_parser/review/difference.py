"""How a figure differs from the one that the same state's sheet gave a year before."""

from __future__ import annotations

from collections.abc import Iterable

from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.batch.together.findings import hedged_step
from factsheet_parser.batch.together.rewording import is_reworded
from factsheet_parser.record import Factsheet, Figure

_Sheets = dict[tuple[str, int], list[Factsheet]]


class Earlier:
    """The sheets of a batch, in any order, to find that of a state's year before."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self._sheets: _Sheets = {}
        for outcome in outcomes:
            sheet = outcome.factsheet
            if sheet is not None and sheet.state is not None and sheet.year is not None:
                self._sheets.setdefault((sheet.state.code, sheet.year), []).append(sheet)

    def differences(self, sheet: Factsheet) -> dict[str, str]:
        """For people, by the figure's name; none for a figure that both sheets do not give.

        Where two files of the year before differ about a figure, it is not compared; where it is
        worded otherwise, it may count something else, and that is said.
        """
        if sheet.state is None or sheet.year is None:
            return {}
        before = self._sheets.get((sheet.state.code, sheet.year - 1), [])
        found: dict[str, str] = {}
        for name, figure in sheet.figures.items():
            theirs = [each.figures[name] for each in before if name in each.figures]
            if len({each.value for each in theirs}) == 1:
                said = difference(figure, theirs[0], sheet.year - 1)
                otherwise = all(is_reworded(figure, each, sheet.state.code) for each in theirs)
                found[name] = f"{said}, worded otherwise" if otherwise else said
        return found


def difference(figure: Figure, before: Figure, year: int) -> str:
    """How a figure differs from that of another year, for people.

    A difference of numbers that are not exact is "about", in steps of the roughest one.
    """
    steps = [_step(each) for each in (figure, before) if each.qualifier != "exact"]
    about = "about " if steps else ""
    change = figure.value - before.value
    step = max(steps, default=0)
    if isinstance(figure.value, float):
        change = round(change, 1)
        if abs(change) < max(step, 0.1):
            return f"{about}the same as in {year}"
        return f"{about}{_signed(change)} point{'' if abs(change) == 1 else 's'} since {year}"
    if abs(change) < max(step, 1):
        return f"{about}the same as in {year}"
    if step:
        change = round(change / step) * step
    share = _share(change, before.value)
    return f"{about}{_signed(change)} since {year}{f' ({share})' if share else ''}"


def _step(figure: Figure) -> float:
    """How rough a figure is that is not exact."""
    if figure.qualifier == "rounded":
        return figure.precision
    return hedged_step(figure.value, figure.precision)


def _signed(number: float) -> str:
    number = int(number) if number == int(number) else number
    return f"{number:+,}".replace("-", "\u2212")


def _share(change: float, before: float) -> str:
    """The change in percent of what was before; empty where that is none or next to nothing."""
    if not before:
        return ""
    percent = 100 * change / before
    percent = round(percent) if abs(percent) >= 1 else round(percent, 1)
    return f"{_signed(percent)}%" if percent else ""
