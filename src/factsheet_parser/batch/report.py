"""The closing report of a conversion."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from factsheet_parser.batch.together.findings import BatchFinding
from factsheet_parser.batch.together.learnable import Learnable
from factsheet_parser.record import Frozen


class Failure(Frozen):
    """An input that gave no record."""

    source: str
    error: str = Field(description='The error\'s class, such as "DamagedPdfError".')
    reason: str = Field(description="One line for a person.")


class Report(Frozen):
    """What became of all inputs."""

    format: Literal[1] = 1
    inputs: int = Field(description="Files.")
    converted: int = Field(description="Sheets; a file may hold several.")
    complete: int = Field(description="Converted, without any finding of their own.")
    with_findings: int = Field(description="Converted, with findings of their own.")
    failed: tuple[Failure, ...]
    findings: tuple[BatchFinding, ...] = Field(description="What the sheets show together.")
    left_alone: tuple[str, ...] = Field(
        description="What the folders hold besides: other endings, no regular files, links back."
    )
    learnable: Learnable | None = Field(
        default=None, description="What the sheets could teach; null when they share nothing new."
    )
