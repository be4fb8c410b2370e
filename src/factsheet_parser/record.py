"""The record of one factsheet: what the sheet says, with the proof of each figure.

Everything here is frozen, validates itself, and goes to JSON and back unchanged. A record whose
parts contradict each other (a section's value that its figure does not carry, `complete` beside
findings) is refused, so that an edited file cannot pass for what a sheet says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from factsheet_parser.jurisdictions import NAMES

Scope = Literal["state", "national"]
Qualifier = Literal["exact", "rounded", "more_than", "about", "less_than"]
HEDGES: dict[Qualifier, str] = {
    "more_than": "more than ",
    "less_than": "less than ",
    "about": "about ",
}
"""What stands before a number with such a qualifier, where people read it."""
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


class CyberTipline(Frozen):
    """The CyberTipline, where suspected child sexual exploitation is reported."""

    national_reports: Count = Field(None, description="Reports received nationwide in the year.")
    national_content_pieces: Count = Field(
        None, description="Pieces of content (images, videos, files) that those reports contained."
    )
    state_reports: Count = Field(
        None, description="CyberTipline reports made available to law enforcement in the state."
    )


class Cvip(Frozen):
    """The Child Victim Identification Program (CVIP)."""

    national_children_identified: Count = Field(
        None, description="Children identified with the programme's support, as a running total."
    )
    state_submissions: Count = Field(
        None, description="Submissions from the state's law enforcement that NCMEC reviewed."
    )


class MissingCases(Frozen):
    """Cases of missing children."""

    national_total: Count = Field(None, description="Missing child cases nationwide in the year.")
    national_runaways: Count = Field(
        None, description="Those of the nationwide cases in which the child had run away."
    )
    national_likely_trafficked_percent: Annotated[float | None, Field(ge=0, le=100)] = Field(
        None, description="Percent of the runaways who were likely victims of sex trafficking."
    )
    state_total: Count = Field(None, description="Cases of missing children from the state.")
    state_social_services: Count = Field(
        None, description="Those of the state's cases: missing from a social services facility."
    )
    state_other: Count = Field(None, description="Those of the state's cases: other cases.")
    state_orr: Count = Field(
        None,
        description="Those of the state's cases: reported by the Office of Refugee Resettlement.",
    )


class Trafficking(Frozen):
    """Child sex trafficking."""

    national_reports: Count = Field(
        None, description="Reports relating to child sex trafficking nationwide in the year."
    )
    state_engagements: Count = Field(
        None, description="Engagements with the state's social service agencies on such cases."
    )


class TeamHope(Frozen):
    """Team HOPE, the peer support network."""

    national_supported: Count = Field(
        None, description="Survivors and families supported nationwide in the year."
    )
    state_supported: Count = Field(None, description="Those of them who were in the state.")


class FamilyAdvocacy(Frozen):
    """The Family Advocacy Outreach Network."""

    state_connected: Count = Field(
        None, description="Survivors/families in the state connected to mental health services."
    )


class TeamAdam(Frozen):
    """Team Adam, which helps on the scene when a child is critically missing."""

    national_incidents: Count = Field(
        None, description="Incidents of critically missing children that Team Adam was sent to."
    )
    national_long_term_cases: Count = Field(
        None, description="Long-term missing children cases that Team Adam assisted with."
    )


class Connect(Frozen):
    """NCMEC CONNECT, the training site for professionals."""

    national_registered_users: Count = Field(None, description="Registered users nationwide.")
    state_new_users: Count = Field(
        None, description="New law enforcement and child-serving professionals in the state."
    )


class FigureDefinition(NamedTuple):
    """One figure that a sheet gives: its place in the record and what it counts."""

    name: str
    section: str
    field: str
    scope: Scope
    percent: bool
    description: str


SECTIONS: dict[str, type[Frozen]] = {
    "cybertipline": CyberTipline,
    "cvip": Cvip,
    "missing_cases": MissingCases,
    "trafficking": Trafficking,
    "team_hope": TeamHope,
    "family_advocacy": FamilyAdvocacy,
    "team_adam": TeamAdam,
    "connect": Connect,
}
"""The record's sections in the sheet's order."""

HEADINGS = {
    "cybertipline": "CyberTipline",
    "cvip": "Child Victim Identification Program",
    "missing_cases": "Missing children",
    "trafficking": "Child sex trafficking",
    "team_hope": "Team HOPE",
    "family_advocacy": "Family Advocacy Outreach Network",
    "team_adam": "Team Adam",
    "connect": "NCMEC CONNECT",
}
"""What the sheet calls each section."""

FIGURES: dict[str, FigureDefinition] = {
    f"{section}.{field}": FigureDefinition(
        name=f"{section}.{field}",
        section=section,
        field=field,
        scope="national" if field.startswith("national_") else "state",
        percent=field.endswith("_percent"),
        description=info.description or "",
    )
    for section, model in SECTIONS.items()
    for field, info in model.model_fields.items()
}
"""The 21 figures by name, in the record's order."""


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
        description="Every figure found, by name, in the order of the sections above."
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
        unknown = self.figures.keys() - FIGURES.keys()
        if unknown:
            raise ValueError(f"no such figure: {', '.join(sorted(unknown))}")
        if self.complete == bool(self.findings):
            raise ValueError("complete must be true exactly when there are no findings")
        return self


def assemble(
    *,
    state: State | None,
    year: int | None,
    figures: Mapping[str, Figure],
    findings: tuple[Finding, ...],
) -> Factsheet:
    """The record of these figures and findings, in the contract's order."""
    ordered = {name: figures[name] for name in FIGURES if name in figures}
    values: dict[str, dict[str, int | float]] = {section: {} for section in SECTIONS}
    for name, figure in ordered.items():
        values[FIGURES[name].section][FIGURES[name].field] = figure.value
    return Factsheet.model_validate(
        {
            "state": state,
            "year": year,
            **values,
            "figures": ordered,
            "findings": findings,
            "complete": not findings,
        }
    )
