"""What must hold between the figures of one sheet. Each check says what does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from factsheet_parser.record import FIGURES, Figure, Finding

Figures = Mapping[str, Figure]


def rows_add_up(figures: Figures) -> Iterator[Finding]:
    """The parts of a total add up to it, such as the categories of a state's missing cases."""
    totals = dict.fromkeys(each.adds_to for each in FIGURES.values() if each.adds_to)
    for name in totals:
        total = figures.get(name)
        parts = [each.name for each in FIGURES.values() if each.adds_to == name]
        rows = [figures[part] for part in parts if part in figures]
        if total is None or len(rows) < len(parts):
            continue
        added = sum(row.value for row in rows)
        if added != total.value:
            yield Finding.of(
                "total_mismatch",
                f"The rows of missing children cases ({', '.join(row.text for row in rows)}) add "
                f"up to {added}, and the sheet gives {total.text} as their total.",
                figure=total.name,
                evidence=total.evidence,
            )


def parts_within_the_whole(figures: Figures) -> Iterator[Finding]:
    """No state's count is larger than the nation's count of the same thing."""
    for definition in FIGURES.values():
        part, whole = figures.get(definition.name), figures.get(definition.within or "")
        if part is None or whole is None:
            continue
        # "more than 18,400" and "36.2 million" leave room above the printed value.
        room = 0 if whole.qualifier == "exact" else whole.precision
        if part.value > whole.value + room:
            yield Finding.of(
                "exceeds_national",
                f"{part.name} is {part.text}, which is more than the {whole.text} that the sheet "
                f"gives for {whole.name}.",
                figure=part.name,
                evidence=part.evidence,
            )


CHECKS: tuple[Callable[[Figures], Iterator[Finding]], ...] = (rows_add_up, parts_within_the_whole)


def check(figures: Figures) -> list[Finding]:
    """The findings of every check."""
    return [finding for one in CHECKS for finding in one(figures)]
