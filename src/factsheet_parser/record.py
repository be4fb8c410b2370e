"""The record of one factsheet: what the sheet says, with the proof of each figure.

Everything here is frozen, validates itself, and goes to JSON and back unchanged. A record whose
parts contradict each other (a section's value that its figure does not carry, `complete` beside
findings) is refused, so that an edited file cannot pass for what a sheet says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import shorten
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.printable import counted, printable

Scope = Literal["state", "national"]
Unit = Literal["count", "percent"]
Qualifier = Literal["exact", "rounded", "more_than", "about", "less_than"]
HEDGES: dict[Qualifier, str] = {
    "more_than": "more than ",
    "less_than": "less than ",
    "about": "about ",
}
"""A qualifier in our own words, before a value."""
Severity = Literal["error", "warning"]
FindingCode = Literal[
    "conflicting_values",
    "state_mismatch",
    "year_mismatch",
    "suppressed_value",
    "reader_disagreement",
    "unknown_jurisdiction",
    "missing_figure",
    "unclaimed_number",
    "total_mismatch",
    "exceeds_national",
    "hidden_text",
    "struck_text",
    "misread_text",
    "unread_page",
]
ERROR_CODES: frozenset[FindingCode] = frozenset(
    (
        "conflicting_values",
        "state_mismatch",
        "year_mismatch",
        "suppressed_value",
        "reader_disagreement",
        "unknown_jurisdiction",
    )
)
"""Codes of severity "error": which value belongs in the field cannot be told. Others warn."""

Box = tuple[float, float, float, float]
"""`(x0, top, x1, bottom)` in PDF points from the page's top left, as pdfplumber gives them."""

OWN = "own-wording"
"""The end of `Evidence.rule` where a user's own wording gives the figure."""

Count = Annotated[int | None, Field(ge=0)]


class Frozen(BaseModel):
    """A model that nothing changes and that takes no field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class State(Frozen):
    """The jurisdiction that the sheet is about."""

    code: str = Field(description='Postal code, such as "IA".')
    name: str = Field(description='Name, such as "Iowa".')

    @classmethod
    def of(cls, code: str) -> Self:
        """The jurisdiction with this postal code."""
        return cls(code=code, name=NAMES[code])


class Evidence(Frozen):
    """Where a number stands in the document."""

    sentence: str = Field(description="The sentence or table row as printed, on one line.")
    page: int = Field(ge=1, description="The page, from 1, on which the number begins.")
    boxes: tuple[Box, ...] = Field(
        description="(x0, top, x1, bottom) of each printed part of the number, in PDF points from "
        "the page's top left; empty for a text file."
    )
    start: int = Field(ge=0, description="Where the number starts in the document's running text.")
    end: int = Field(ge=0, description="Where the number ends in the document's running text.")
    sentence_start: int = Field(
        ge=0, description="Where the sentence starts in the document's running text."
    )
    rule: str | None = Field(description="The rule that claimed the number; null when none did.")
    ocr: bool = Field(default=False, description="Whether OCR read it from a picture of the page.")

    @property
    def in_sentence(self) -> tuple[int, int]:
        """Where the number starts and ends in `sentence`."""
        return self.start - self.sentence_start, self.end - self.sentence_start


class Figure(Frozen):
    """One figure of the sheet, with its evidence."""

    name: str = Field(description='Section and field, such as "cybertipline.state_reports".')
    value: int | float = Field(description="A count, or percent for a percent field.")
    text: str = Field(description='The number as printed, such as "36.2 million".')
    qualifier: Qualifier = Field(
        description='What the words around the number make of it ("over").'
    )
    precision: int | float = Field(
        description='What the last printed digit is worth: 100000 for "36.2 million", 1 for "4,622".'
    )
    year: int | None = Field(description="The year that the sentence states; null if it has none.")
    scope: Scope = Field(description="Whether the figure counts the state's or the nation's.")
    evidence: Evidence

    def __repr__(self) -> str:
        return f"<Figure {self.name}: {self.value:,} ({self.text!r}, page {self.evidence.page})>"

    __str__ = __repr__


class Finding(Frozen):
    """Something that does not add up, was not found, or was not understood."""

    code: FindingCode
    severity: Severity
    message: str = Field(description="One sentence for a person.")
    figure: str | None = Field(default=None, description="The figure's name, if it is about one.")
    evidence: Evidence | None = None

    @classmethod
    def of(
        cls,
        code: FindingCode,
        message: str,
        *,
        figure: str | None = None,
        evidence: Evidence | None = None,
    ) -> Self:
        """A finding with the severity that belongs to its code."""
        severity: Severity = "error" if code in ERROR_CODES else "warning"
        return cls(code=code, severity=severity, message=message, figure=figure, evidence=evidence)

    def __repr__(self) -> str:
        return f"<Finding {self.severity} {self.code}: {printable(shorten(self.message, 100))}>"

    __str__ = __repr__


class Section(Frozen):
    """A programme of the sheet, with its figures; each is None where the sheet does not give it."""

    heading: ClassVar[str]
    """What the sheet calls it."""
    names: ClassVar[tuple[str, ...]]
    """Words in small letters that name it in a sheet's text."""
    color: ClassVar[str]
    """Of its boxes on the review page: a contrast of at least 4.5 to 1 on white."""


def _counted(
    scope: Scope,
    description: str,
    *,
    unit: Unit = "count",
    within: str | None = None,
    adds_to: str | None = None,
) -> Any:
    """A figure's field: whose it is, what it counts, and what it is a part of.

    `within` is the figure of the same section than which it cannot be larger, `adds_to` the one
    that it and its like add up to.
    """
    return Field(
        None,
        description=description,
        json_schema_extra={
            key: value
            for key, value in (
                ("scope", scope),
                ("unit", unit),
                ("within", within),
                ("adds_to", adds_to),
            )
            if value is not None
        },
    )


class CyberTipline(Section):
    """The CyberTipline, where suspected child sexual exploitation is reported.

    Reports are not children, and one report may go to several agencies.
    """

    heading = "CyberTipline"
    names = ("cybertipline", "cyber tipline")
    color = "#0b6e99"

    national_reports: Count = _counted("national", "Reports received nationwide in the year.")
    national_content_pieces: Count = _counted(
        "national", "Pieces of content (images, videos, files) that those reports contained."
    )
    state_reports: Count = _counted(
        "state",
        "CyberTipline reports made available to law enforcement in the state. One report may go to "
        "several agencies, so that states do not add up to the nation.",
        within="national_reports",
    )


class Cvip(Section):
    """The Child Victim Identification Program (CVIP)."""

    heading = "Child Victim Identification Program"
    names = ("child victim identification", "cvip")
    color = "#8a4b00"

    national_children_identified: Count = _counted(
        "national", "Children identified with the programme's support, as a running total."
    )
    state_submissions: Count = _counted(
        "state", "Submissions from the state's law enforcement that NCMEC reviewed."
    )


class MissingCases(Section):
    """Cases of missing children."""

    heading = "Missing children"
    names = ("missing child",)
    color = "#a3195b"

    national_total: Count = _counted("national", "Missing child cases nationwide in the year.")
    national_runaways: Count = _counted(
        "national",
        "Those of the nationwide cases in which the child had run away from a social services "
        "facility. All runaways are another measure.",
        within="national_total",
    )
    national_likely_trafficked_percent: Annotated[float | None, Field(ge=0, le=100)] = _counted(
        "national",
        "Percent of the children who had run away from a social services facility who were likely "
        "victims of sex trafficking.",
        unit="percent",
    )
    state_total: Count = _counted(
        "state", "Cases of missing children from the state.", within="national_total"
    )
    state_social_services: Count = _counted(
        "state",
        "Those of the state's cases: missing from a social services facility.",
        adds_to="state_total",
    )
    state_other: Count = _counted(
        "state", "Those of the state's cases: other cases.", adds_to="state_total"
    )
    state_orr: Count = _counted(
        "state",
        "Those of the state's cases: reported by the Office of Refugee Resettlement.",
        adds_to="state_total",
    )


class Trafficking(Section):
    """Child sex trafficking."""

    heading = "Child sex trafficking"
    names = ("trafficking",)
    color = "#5b3fa0"

    national_reports: Count = _counted(
        "national", "Reports relating to child sex trafficking nationwide in the year."
    )
    state_engagements: Count = _counted(
        "state", "Engagements with the state's social service agencies on such cases."
    )


class TeamHope(Section):
    """Team HOPE, the peer support network."""

    heading = "Team HOPE"
    names = ("team hope",)
    color = "#1b7033"

    national_supported: Count = _counted(
        "national", "Survivors and families supported nationwide in the year."
    )
    state_supported: Count = _counted(
        "state", "Those of them who were in the state.", within="national_supported"
    )


class FamilyAdvocacy(Section):
    """The Family Advocacy Outreach Network."""

    heading = "Family Advocacy Outreach Network"
    names = ("family advocacy", "outreach network")
    color = "#00666b"

    state_connected: Count = _counted(
        "state", "Survivors/families in the state connected to mental health services."
    )


class TeamAdam(Section):
    """Team Adam, which helps on the scene when a child is critically missing."""

    heading = "Team Adam"
    names = ("team adam",)
    color = "#6b5900"

    national_incidents: Count = _counted(
        "national", "Incidents of critically missing children that Team Adam was sent to."
    )
    national_long_term_cases: Count = _counted(
        "national", "Long-term missing children cases that Team Adam assisted with."
    )


class Connect(Section):
    """NCMEC CONNECT, the training site for professionals."""

    heading = "NCMEC CONNECT"
    names = ("ncmec connect",)
    color = "#34495e"

    national_registered_users: Count = _counted("national", "Registered users nationwide.")
    state_new_users: Count = _counted(
        "state",
        "New law enforcement and child-serving professionals in the state.",
        within="national_registered_users",
    )


class FigureDefinition(NamedTuple):
    """One figure that a sheet gives: its place in the record and what it counts."""

    name: str
    section: str
    field: str
    scope: Scope
    percent: bool
    description: str
    within: str | None = None
    """The figure than which it cannot be larger."""
    adds_to: str | None = None
    """The figure that it and its like add up to."""


class Factsheet(Frozen):
    """What one factsheet says.

    `cybertipline.state_reports` and its like are plain numbers, None where the sheet does not give
    them; `figures` holds the same figures with their evidence, by name.
    """

    state: State | None = Field(description="The jurisdiction; null when it cannot be told.")
    year: int | None = Field(description="The year of the figures; null when it cannot be told.")
    cybertipline: CyberTipline
    cvip: Cvip
    missing_cases: MissingCases
    trafficking: Trafficking
    team_hope: TeamHope
    family_advocacy: FamilyAdvocacy
    team_adam: TeamAdam
    connect: Connect
    figures: dict[str, Figure] = Field(
        description="Every figure found, by name, in the order of the sections above; then those that a user has defined."
    )
    proposals: dict[str, Figure] = Field(
        default_factory=dict,
        description="The likeliest reading of each figure that no known wording gives, by name. A "
        "proposal is no value: someone has to look at it.",
    )
    findings: tuple[Finding, ...]
    complete: bool = Field(
        description="True when there are no findings: every figure found, every number accounted for."
    )

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        for name, definition in FIGURES.items():
            value = getattr(getattr(self, definition.section), definition.field)
            figure = self.figures.get(name)
            if value != (figure.value if figure else None):
                raise ValueError(f"{name} is {value} in its section and otherwise in figures")
        # A figure beyond the package's is a user's own, and so are its wordings.
        taught = {
            name for name, each in self.figures.items() if (each.evidence.rule or "").endswith(OWN)
        }
        unknown = (self.figures.keys() - taught | self.proposals.keys()) - FIGURES.keys()
        if unknown:
            raise ValueError(f"no such figure: {', '.join(sorted(unknown))}")
        if self.figures.keys() & self.proposals.keys():
            raise ValueError("a figure that is given cannot be proposed")
        if self.complete == bool(self.findings):
            raise ValueError("complete must be true exactly when there are no findings")
        return self

    def __repr__(self) -> str:
        state = self.state.name if self.state else "of no known state"
        year = self.year or "without a year"
        figures, findings = len(self.figures), len(self.findings)
        return (
            f"<Factsheet {state} {year}: {counted(figures, 'figure')}, "
            f"{counted(findings, 'finding')}>"
        )

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """As notebooks show it: findings first, then each figure with its sentence."""
        from factsheet_parser.notebook import html_of_factsheet

        return html_of_factsheet(self)


def _sections() -> dict[str, type[Section]]:
    """The record's sections in the sheet's order."""
    return {
        name: info.annotation
        for name, info in Factsheet.model_fields.items()
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section)
    }


def _definitions(section: str, model: type[Section]) -> Iterator[FigureDefinition]:
    for field, info in model.model_fields.items():
        extra: dict[str, Any] = dict(info.json_schema_extra or {})  # type: ignore[arg-type]  # `_counted` makes a dict
        yield FigureDefinition(
            name=f"{section}.{field}",
            section=section,
            field=field,
            scope=extra["scope"],
            percent=extra["unit"] == "percent",
            description=info.description or "",
            within=f"{section}.{extra['within']}" if "within" in extra else None,
            adds_to=f"{section}.{extra['adds_to']}" if "adds_to" in extra else None,
        )


SECTIONS: dict[str, type[Section]] = _sections()
"""The record's sections in the sheet's order: the fields of `Factsheet` that are sections."""

HEADINGS = {name: model.heading for name, model in SECTIONS.items()}
"""What the sheet calls each section."""

FIGURES: dict[str, FigureDefinition] = {
    definition.name: definition
    for section, model in SECTIONS.items()
    for definition in _definitions(section, model)
}
"""The figures by name, in the record's order."""


_OWN_FIGURE = re.compile(rf"({'|'.join(SECTIONS)})\.([a-z][a-z0-9_]*)")


def is_figure_name(name: str) -> bool:
    """Whether a figure has, or a user's own could have, this name."""
    return name in FIGURES or _OWN_FIGURE.fullmatch(name) is not None


def definition_of(name: str) -> FigureDefinition:
    """What a figure counts; of a user's own, what its name tells of it.

    >>> definition_of("cybertipline.state_referrals").scope
    'state'

    Raises ValueError for a name that no figure has or could have.
    """
    if name in FIGURES:
        return FIGURES[name]
    parts = _OWN_FIGURE.fullmatch(name)
    if parts is None:
        raise ValueError(f"no such figure: {name}")
    section, field = parts.groups()
    return FigureDefinition(
        name=name,
        section=section,
        field=field,
        scope="national" if field.startswith("national_") else "state",
        percent=field.endswith("_percent"),
        description="",
    )


def value_of(figure: Figure, definition: FigureDefinition) -> str:
    """A figure's value for people to read: "4,622" or "19%"."""
    return f"{figure.value:g}%" if definition.percent else f"{figure.value:,}"


def in_order(names: Iterable[str]) -> list[str]:
    """The record's own figures among these names in its order, then a user's as they come."""
    names = dict.fromkeys(names)
    return [*(name for name in FIGURES if name in names), *(n for n in names if n not in FIGURES)]


def assemble(
    *,
    state: State | None,
    year: int | None,
    figures: Mapping[str, Figure],
    findings: tuple[Finding, ...],
    proposals: Mapping[str, Figure] | None = None,
) -> Factsheet:
    """The record of these figures and findings, in the contract's order."""
    ordered = {name: figures[name] for name in in_order(figures)}
    values: dict[str, dict[str, int | float]] = {section: {} for section in SECTIONS}
    for name, figure in ordered.items():
        if name not in FIGURES:
            break
        values[FIGURES[name].section][FIGURES[name].field] = figure.value
    return Factsheet.model_validate(
        {
            "state": state,
            "year": year,
            **values,
            "figures": ordered,
            "proposals": {name: proposals[name] for name in FIGURES if name in proposals}
            if proposals
            else {},
            "findings": findings,
            "complete": not findings,
        }
    )
