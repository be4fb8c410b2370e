"""What a golden fixture says, against what the parser says of its sheet now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Unpack

from factsheet_parser.batch.batch import Paths
from factsheet_parser.errors import FactsheetError, reason
from factsheet_parser.golden.fixture import Golden, GoldenError
from factsheet_parser.golden.forms import ENDING, forms_of, goldens_in
from factsheet_parser.options import Options, ReadingOptions
from factsheet_parser.parse import parse_factsheet
from factsheet_parser.printable import printable
from factsheet_parser.reading import Reader
from factsheet_parser.record import FIGURES, Evidence, Factsheet, in_order

NOTHING = "nothing"
"""What a difference says where there is none."""


@dataclass(frozen=True)
class Difference:
    """One thing in which a golden fixture and a form of its sheet do not agree."""

    what: str
    """A figure's name, or "state", "year", "findings", "record" (the form cannot be parsed) or
    "fixture" (it cannot be read, or has no source)."""
    expected: str
    got: str
    why: str = ""
    """What the parser's finding says of it, or why there is no record."""
    evidence: Evidence | None = None


class Case(NamedTuple):
    """One thing to compare: a form of a golden fixture's sheet, read by one reader."""

    golden: Path
    form: Path | None
    """None where no form stands beside the fixture."""
    reader: Reader | None
    """None for a text, which has one reader."""

    def __str__(self) -> str:
        """The form and who reads it: "samples/iowa-2023.pdf (pdfplumber)"."""
        name = printable(str(self.form or self.golden))
        return f"{name} ({self.reader})" if self.reader else name


class Checked(NamedTuple):
    """What came of a case."""

    case: Case
    differences: tuple[Difference, ...]


def check(
    paths: Paths,
    **reading: Unpack[ReadingOptions],
) -> tuple[Checked, ...]:
    """Compare golden fixtures with what the parser says of their sheets now.

    `paths` are folders (searched to their ends), golden fixtures (`NAME.golden.json`), or forms of
    a fixture's sheet. Each form beside a fixture is read, a PDF by both readers unless `reader`
    names one; the other keywords are those of `parse_factsheet`. A fixture that cannot be read or
    has no source, and a form that cannot be parsed, differ. Nothing comes of paths without a
    fixture.

    Raises what `parse_factsheet` raises for its keywords, and OSError for a folder that cannot be
    read.
    """
    options = Options.of(**reading)
    readers = Options(reader=reading.get("reader", "both")).readers
    reading["wordings"] = options.wordings
    return tuple(
        read(case, **reading) for golden in goldens_in(paths) for case in cases_of(golden, readers)
    )


def cases_of(golden: Path, readers: Iterable[Reader] = ("pdfium", "pdfplumber")) -> list[Case]:
    """Every form of a fixture, a PDF by each reader; one case without a form if there is none."""
    cases: list[Case] = []
    for form in forms_of(golden):
        if form.suffix.lower() == ".pdf":
            cases += [Case(golden, form, reader) for reader in readers]
        else:
            cases.append(Case(golden, form, None))
    return cases or [Case(golden, None, None)]


def read(case: Case, **reading: Unpack[ReadingOptions]) -> Checked:
    """The case's form as the parser reads it now, compared with the fixture."""
    return Checked(case, tuple(_differences(case, reading)))


def _differences(case: Case, reading: ReadingOptions) -> Iterator[Difference]:
    try:
        golden = Golden.read(case.golden)
    except GoldenError as error:
        yield Difference("fixture", "a golden fixture", "another file", str(error))
        return
    if case.form is None:
        name = case.golden.name.removesuffix(ENDING)
        why = f"No {name}.txt, {name}.md or {name}*.pdf stands beside it."
        yield Difference("fixture", "a source", NOTHING, why)
        return
    asked = reading.copy()
    asked["reader"] = case.reader or "pdfium"
    try:
        sheet = parse_factsheet(case.form, **asked)
    except (FactsheetError, OSError) as error:
        yield Difference("record", "a record", NOTHING, reason(error))
    else:
        yield from differences(golden, sheet)


def differences(golden: Golden, sheet: Factsheet) -> Iterator[Difference]:
    """In what `sheet` is not what `golden` says, in the contract's order."""
    now = Golden.of(sheet)
    for what, expected, got in (
        ("state", golden.state, now.state),
        ("year", golden.year, now.year),
    ):
        if expected != got:
            yield Difference(what, str(expected or NOTHING), str(got or NOTHING))
    for name in in_order([*FIGURES, *golden.figures, *now.figures]):
        before, after = golden.figures.get(name), now.figures.get(name)
        if before != after:
            yield Difference(
                name, str(before or NOTHING), str(after or NOTHING), *_proof(sheet, name)
            )
    if sorted(set(golden.findings)) != list(now.findings):
        new = set(now.findings) - set(golden.findings)
        finding = next((found for found in sheet.findings if found.code in new), None)
        yield Difference(
            "findings",
            ", ".join(golden.findings) or "none",
            ", ".join(now.findings) or "none",
            finding.message if finding else "",
            finding.evidence if finding else None,
        )


def _proof(sheet: Factsheet, name: str) -> tuple[str, Evidence | None]:
    """What the record says of a figure besides its value."""
    if name in sheet.figures:
        return "", sheet.figures[name].evidence
    of_figure = [finding for finding in sheet.findings if finding.figure == name]
    return (of_figure[0].message, of_figure[0].evidence) if of_figure else ("", None)
