"""The reader makes of a page what a person sees on it, whoever produced it and whoever reads it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from factsheet_parser import parse_text
from factsheet_parser.cli import app
from factsheet_parser.document import Unit, UnitKind
from factsheet_parser.reading import Reader, read_document, read_text
from factsheet_parser.reading.layout import printed_tables
from factsheet_parser.reading.layout.lines import Line
from factsheet_parser.reading.layout.rows import Form, form_of
from sheets import IOWA, READERS, iowa

LAYOUTS = Path(__file__).parent / "layouts"
EXPECTED = {
    path.name.removesuffix(".units.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(LAYOUTS.glob("*.units.json"))
}
FORMS = [
    (name, path)
    for name in EXPECTED
    for path in sorted([*LAYOUTS.glob(f"{name}-*.pdf"), *LAYOUTS.glob(f"{name}.txt")])
    # "cards-1" is also the beginning of no other layout's name.
]


def seen(units: tuple[Unit, ...]) -> list[Unit]:
    return [unit for unit in units if unit.kind is not UnitKind.FURNITURE]


@READERS
@pytest.mark.parametrize(("name", "path"), FORMS, ids=[path.name for _, path in FORMS])
def test_a_page_is_read_as_a_person_sees_it(name: str, path: Path, reader: Reader) -> None:
    document = read_document(path.read_bytes(), reader=reader)
    expected: list[dict[str, Any]] = EXPECTED[name]
    units = seen(document.units)
    assert [(unit.kind.value, unit.text) for unit in units] == [
        (each["kind"], each["text"]) for each in expected
    ]
    for unit, each in zip(units, expected, strict=True):
        above = [over.text for over in unit.above]
        assert above[: len(each.get("above", []))] == each.get("above", [])
        assert set(each.get("marks", [])) <= set(unit.marks)


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith("furniture")])
def test_what_stands_at_a_pages_edges_is_furniture(name: str) -> None:
    listed = json.loads((LAYOUTS / f"{name}.furniture.json").read_text(encoding="utf-8"))
    for path in LAYOUTS.glob(f"{name}-*.pdf"):
        document = read_document(path.read_bytes())
        furniture = [unit.text for unit in document.units if unit.kind is UnitKind.FURNITURE]
        assert sorted(" ".join(furniture).replace("\t", " ").split()) == sorted(
            " ".join(listed).split()
        )


def test_a_document_can_be_used_after_its_file_is_closed() -> None:
    path = next(LAYOUTS.glob("specimen-layout-cards-2-chromium.pdf"))
    document = read_document(path.read_bytes())
    card = next(unit for unit in document.units if unit.text.startswith("6,084"))
    place = document.place(card.start, card.start + len("6,084"))
    assert (place.page, len(place.boxes), place.doubt) == (1, 1, None)


LABELS = {
    "missing_cases.state_social_services": ("Children Missing From Social Services Facility", 12),
    "missing_cases.state_other": ("Other Missing Children Cases", 18),
    "missing_cases.state_orr": (
        "Children Reported Missing by Office of Refugee Resettlement (HHS-ORR)",
        5,
    ),
}
TABLE = IOWA[IOWA.index("Children Missing From Social") : IOWA.index(":\t5") + 3]


@pytest.mark.parametrize("between", ["\t", " ", "  ", ": ", " ..... ", " | "])
@pytest.mark.parametrize(
    "after", ["\n", "\n\n", " ", "\t"], ids=["lines", "paragraphs", "line", "tabs"]
)
@pytest.mark.parametrize("first", ["label", "number"])
def test_rows_however_they_are_written_give_right_values_or_none(
    between: str, after: str, first: str
) -> None:
    rows = [
        f"{label}{between}{value}" if first == "label" else f"{value}{between}{label}"
        for label, value in LABELS.values()
    ]
    sheet = parse_text(iowa((TABLE, after.join(rows))))
    for figure, (_, value) in LABELS.items():
        got = sheet.figures.get(figure)
        assert got is None or got.value == value
        if got is None:
            assert figure in {finding.figure for finding in sheet.findings}
    if after in ("\n", "\n\n"):
        assert sheet.missing_cases.state_orr == 5


def test_rows_stay_apart_where_a_row_that_nothing_knows_stands_between() -> None:
    rows = TABLE.split("\n")
    sheet = parse_text(iowa((TABLE, "\n".join([rows[0], "Family Abductions\t3", *rows[1:]]))))
    assert sheet.missing_cases.state_social_services == 12
    assert sheet.missing_cases.state_other == 18
    assert [
        finding.message for finding in sheet.findings if finding.code == "unclaimed_number"
    ] == ['Nothing accounts for the number 3 in "Family Abductions 3".']


def test_a_table_with_heads_and_a_total_is_complete() -> None:
    sheet = parse_text(iowa((TABLE, f"Category\tCases\n{TABLE}\nTotal\t35")))
    assert sheet.complete
    wrong = parse_text(iowa((TABLE, f"Category\tCases\n{TABLE}\nTotal\t36")))
    assert {finding.code for finding in wrong.findings} == {"conflicting_values"}


def test_cards_without_an_empty_line_between_are_told_by_the_document() -> None:
    text = "Reports received\n28 million\nCases\n31\nEngagements\n16\n\nThe end is here."
    assert [unit.text for unit in read_text(text).units if unit.kind is UnitKind.CARD] == [
        "Reports received 28 million",
        "Cases 31",
        "Engagements 16",
    ]


def test_where_captions_cannot_be_told_no_card_is_made() -> None:
    text = "Missing\n\n28\n\nFound\n\n31\n\nSought\n\n12\n\nSeen"
    assert [unit.text for unit in read_text(text).units if unit.kind is UnitKind.CARD] == [
        "28",
        "31",
        "12",
    ]


def test_the_command_prints_what_a_unit_stands_below() -> None:
    path = LAYOUTS / "specimen-layout-two-columns-table-typst.pdf"
    result = CliRunner().invoke(app, ["units", "--format", "json", str(path)])
    units = [json.loads(line) for line in result.stdout.splitlines()]
    [row] = [unit for unit in units if unit["cells"][0] == "All missing child cases"]
    assert row["cells"] == ["All missing child cases", "158", "31,204"]
    assert row["above"][0] == "Measure\tKansas\tNationwide"
    assert [number["text"] for number in row["numbers"]] == ["158", "31,204"]
    table = CliRunner().invoke(
        app, ["units", "--format", "table", str(path)], env={"COLUMNS": "80"}
    )
    assert "Measure | Kansas | Nationwide" in table.stdout
    assert max(map(len, table.stdout.splitlines())) <= 80


def test_the_command_says_which_file_it_cannot_read(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["units", str(tmp_path / "none.pdf"), "samples/iowa-2023.txt"])
    assert result.exit_code == 3
    assert "none.pdf: There is no such file." in result.stderr
    assert "Iowa Data" in result.stdout


def test_a_long_grid_of_words_is_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0

    def counted(line: Line) -> Form:
        nonlocal looked_at
        looked_at += 1
        return form_of(line)

    monkeypatch.setattr(printed_tables, "form_of", counted)
    lines = 400
    read_text(("a" + " " * 20 + "b" + " " * 20 + "c 1\n") * lines)
    assert looked_at < 20 * lines


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Service\t2022\t2023", UnitKind.HEADS),
        ("Service\t2023\t2022\t2021", UnitKind.HEADS),
        ("Service\t2013\t2023", UnitKind.ROW),
        ("Service\t2023", UnitKind.ROW),
    ],
)
def test_years_in_turn_behind_a_label_are_heads(head: str, kind: UnitKind) -> None:
    text = f"{IOWA}\n\nAt a glance\n\n{head}\nChildren found\t31\t44\nPosters\t12\t18\n"
    units = read_text(text).units
    [first] = [unit for unit in units if unit.cells[:1] == ("Service",)]
    assert first.kind is kind
    [found] = [unit for unit in units if unit.cells[:1] == ("Children found",)]
    assert (head in [above.text for above in found.above]) == (kind is UnitKind.HEADS)
