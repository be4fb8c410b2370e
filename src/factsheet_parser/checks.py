"""What must hold between the figures of one sheet. Each check says what does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from factsheet_parser.record import Figure, Finding

Figures = Mapping[str, Figure]

_CATEGORIES = (
    "missing_cases.state_social_services",
    "missing_cases.state_other",
    "missing_cases.state_orr",
)
# A state's part of what is counted nationwide.
_PARTS_OF_THE_NATION = {
    "cybertipline.state_reports": "cybertipline.national_reports",
    "missing_cases.state_total": "missing_cases.national_total",
    "missing_cases.national_runaways": "missing_cases.national_total",
    "team_hope.state_supported": "team_hope.national_supported",
    "connect.state_new_users": "connect.national_registered_users",
}


def rows_add_up(figures: Figures) -> Iterator[Finding]:
    """The categories of the state's missing cases add up to their total."""
    total = figures.get("missing_cases.state_total")
    rows = [figures[name] for name in _CATEGORIES if name in figures]
    if total is None or len(rows) < len(_CATEGORIES):
        return
    added = sum(row.value for row in rows)
    if added != total.value:
        yield Finding.of(
            "total_mismatch",
            f"The rows of missing children cases ({', '.join(row.text for row in rows)}) add up to "
            f"{added}, and the sheet gives {total.text} as their total.",
            figure=total.name,
            evidence=total.evidence,
        )


def parts_within_the_whole(figures: Figures) -> Iterator[Finding]:
    """No state's count is larger than the nation's count of the same thing."""
    for part_name, whole_name in _PARTS_OF_THE_NATION.items():
        part, whole = figures.get(part_name), figures.get(whole_name)
        if part is None or whole is None:
            continue
        # "more than 18,400" and "36.2 million" leave room above the printed value.
        room = 0 if whole.qualifier == "exact" else whole.precision
        if part.value > whole.value + room:
            yield Finding.of(
                "exceeds_national",
                f"{part_name} is {part.text}, which is more than the {whole.text} that the sheet "
                f"gives for {whole_name}.",
                figure=part_name,
                evidence=part.evidence,
            )


CHECKS: tuple[Callable[[Figures], Iterator[Finding]], ...] = (rows_add_up, parts_within_the_whole)


def check(figures: Figures) -> list[Finding]:
    """The findings of every check."""
    return [finding for one in CHECKS for finding in one(figures)]
