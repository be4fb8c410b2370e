"""The JSON Schema that is checked in is the record's own."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from factsheet_parser import Factsheet, parse_text
from factsheet_parser.record import FIGURES
from sheets import IOWA

SCHEMA = Path(__file__).parent.parent / "docs" / "factsheet.schema.json"


def test_the_checked_in_schema_is_current() -> None:
    written = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert written == Factsheet.model_json_schema(), (
        "docs/factsheet.schema.json is out of date: factsheet-parser schema > " + str(SCHEMA)
    )


def test_every_figure_is_described() -> None:
    assert len(FIGURES) == 21
    assert all(definition.description for definition in FIGURES.values())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("cybertipline", "state_reports"), 9999),
        (("complete",), False),
        (("figures", "cybertipline.state_reports", "value"), 1),
    ],
)
def test_a_record_whose_parts_contradict_each_other_is_refused(
    path: tuple[str, ...], value: object
) -> None:
    record = parse_text(IOWA).model_dump(mode="json")
    inner = record
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(ValidationError):
        Factsheet.model_validate(record)


def test_a_figure_that_does_not_exist_is_refused() -> None:
    record = parse_text(IOWA).model_dump(mode="json")
    figure = {**record["figures"]["cvip.state_submissions"], "name": "cvip.arrests"}
    record["figures"]["cvip.arrests"] = figure
    with pytest.raises(ValidationError, match="no such figure"):
        Factsheet.model_validate(record)


def test_a_record_cannot_be_changed() -> None:
    sheet = parse_text(IOWA)
    with pytest.raises(ValidationError):
        sheet.year = 1999
