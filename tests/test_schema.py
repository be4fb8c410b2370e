"""The JSON Schema that is checked in is the record's own."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from factsheet_parser import Factsheet, Finding, iter_factsheets, parse_text
from factsheet_parser.record import FIGURES
from sheets import IOWA, iowa

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


def test_records_and_their_parts_are_shown_on_one_short_line() -> None:
    sheet = parse_text(iowa(("reviewed 38 submissions", "reviewed <10 submissions")))
    assert repr(sheet) == str(sheet) == "<Factsheet Iowa 2023: 20 figures, 1 finding>"
    figure = sheet.figures["cybertipline.national_reports"]
    shown = "<Figure cybertipline.national_reports: 36,200,000 ('36.2 million', page 1)>"
    assert repr(figure) == str(figure) == shown
    [finding] = sheet.findings
    assert (
        repr(finding)
        == str(finding)
        == (
            "<Finding error suppressed_value: The sheet holds cvip.state_submissions back: it says "
            '"<10" and no number.>'
        )
    )
    unknown = sheet.model_copy(update={"state": None, "year": None, "findings": ()})
    assert repr(unknown) == "<Factsheet of no known state without a year: 20 figures, 0 findings>"
    long = Finding.of("unclaimed_number", "Nothing\n accounts \x1b[31m for " + 30 * "this ")
    assert repr(long) == (
        "<Finding warning unclaimed_number: Nothing accounts \\x1b[31m for this this this this this "
        "this this this this this this this this [...]>"
    )


def test_an_outcome_is_shown_on_one_short_line(tmp_path: Path) -> None:
    (tmp_path / "iowa.txt").write_text(IOWA)
    good, bad = iter_factsheets([tmp_path / "iowa.txt", tmp_path / "no.txt"], jobs=1)
    assert (
        repr(good)
        == str(good)
        == (f"<Outcome {tmp_path}/iowa.txt: <Factsheet Iowa 2023: 21 figures, 0 findings>>")
    )
    assert repr(bad) == f"<Outcome {tmp_path}/no.txt: FileNotFoundError: There is no such file.>"
