"""The words before a number that qualify it: "more than", "fewer than", "about".

>>> hedge_before("in more than 105", 13)
('more than', 3)
"""

from __future__ import annotations

from factsheet_parser.language.number import Number, NumberKind
from factsheet_parser.record import Figure, Qualifier

SUPPRESSED_UP_TO = 1_000
"""A count "fewer than" this or less hides a small number; above it, it rounds a large one."""

HEDGES: dict[str, Qualifier] = {
    **dict.fromkeys(
        (
            "more than", "over", "well over", "just over", "at least", "exceeding", "greater than",
            "in excess of", "upwards of", "upward of", "no fewer than", "no less than",
            "not less than", "a minimum of", "surpassing", "topping", ">", "\u2265",
        ),
        "more_than",
    ),
    **dict.fromkeys(
        (
            "about", "approximately", "approx.", "around", "roughly", "nearly", "almost", "some",
            "an estimated", "estimated", "close to", "circa", "~", "\u2248",
        ),
        "about",
    ),
    **dict.fromkeys(
        (
            "fewer than", "less than", "under", "just under", "below", "up to", "at most",
            "no more than", "not more than", "a maximum of", "shy of", "fewer than the",
            "fewer than about", "<", "<=", "< =", "&lt;", "\u2264", "\uff1c", "\u2a7d",
        ),
        "less_than",
    ),
}  # fmt: skip
_HEDGE_MARKS = tuple(
    sorted(
        (hedge for hedge in HEDGES if not hedge[-1].isalpha() and hedge[-1] != "."),
        key=len,
        reverse=True,
    )
)
EXCEEDING = frozenset(("exceeded", "surpassed", "topped"))
"""Verbs that make the number behind them a lower bound. "Passed 4,622 reports" handed them on."""
LONGEST_HEDGE = 32
_HEDGE_WORDS = 3
"""A hedge has at most this many words."""
_TOTAL = " a total of"
_TAKE_OVER = frozenset("looked look went gone go handed turned took taken passed talked".split())
"""In "looked over 38 submissions" the verb's second word is no hedge."""
_HEDGES_LAST_WORDS = frozenset(hedge.rpartition(" ")[2] for hedge in HEDGES) | {"of"}


def hedge_before(text: str, start: int) -> tuple[str, int] | None:
    """The hedge that ends right before `start`, and where it begins."""
    before = text[max(start - LONGEST_HEDGE, 0) : start].rpartition("\t")[2]
    trimmed = before.rstrip(" ")
    if trimmed.endswith(_HEDGE_MARKS):
        mark = next(each for each in _HEDGE_MARKS if trimmed.endswith(each))
        return mark, start - len(before) + len(trimmed) - len(mark)
    if len(trimmed) == len(before) or trimmed.rpartition(" ")[2].lower() not in _HEDGES_LAST_WORDS:
        return None
    if trimmed.endswith(_TOTAL):
        trimmed = trimmed[: -len(_TOTAL)]
    words = trimmed.rsplit(" ", _HEDGE_WORDS)
    for count in range(min(_HEDGE_WORDS, len(words)), 0, -1):
        hedge = " ".join(words[-count:])
        if hedge.lower() in HEDGES:
            if hedge.lower() == "over" and words[-2:][0].lower() in _TAKE_OVER:
                return None
            return hedge.lower(), start - len(before) + len(trimmed) - len(hedge)
    return None


def hedged(text: str, number: Number) -> Number:
    """The number with the words before it that qualify it."""
    found = hedge_before(text, number.start)
    if found is None:
        return number
    qualifier = HEDGES[found[0]]
    kind = number.kind
    if qualifier == "less_than" and kind is NumberKind.COUNT and number.value <= SUPPRESSED_UP_TO:
        kind = NumberKind.SUPPRESSED
    elif qualifier == "less_than" and kind is NumberKind.PERCENT:
        kind = NumberKind.UNREADABLE
    return number._replace(qualifier=qualifier, kind=kind, hedge_start=found[1])


def printed_of(figure: Figure) -> str:
    """A figure as its sheet prints it, with the sheet's own words that qualify it: "nearly 31,200".

    Without them where they stand elsewhere in the sentence.
    """
    sentence, (start, end) = figure.evidence.sentence, figure.evidence.in_sentence
    if figure.qualifier in ("exact", "rounded") or sentence[start:end] != figure.text:
        return figure.text
    found = hedge_before(sentence, start)
    if found is not None:
        return sentence[found[1] : end]
    before = sentence[:start].rstrip().rpartition(" ")[2]
    return f"{before} {figure.text}" if before.lower() in EXCEEDING else figure.text
