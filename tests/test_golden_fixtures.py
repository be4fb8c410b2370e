"""Every golden fixture, in text and in every PDF form, with both readers."""

import json
from pathlib import Path

import pytest

from factsheet_parser import Factsheet, parse_factsheet
from factsheet_parser.record import FIGURES
from sheets import ReaderName

ROOT = Path(__file__).parent
FOLDERS = (ROOT / "fixtures", ROOT.parent / "samples")
GOLDENS = sorted(path for folder in FOLDERS for path in folder.glob("*.golden.json"))


def forms(golden: Path) -> list[Path]:
    name = golden.name.removesuffix(".golden.json")
    text = golden.parent / f"{name}.txt"
    return [*([text] if text.exists() else []), *sorted(golden.parent.glob(f"{name}*.pdf"))]


CASES = [
    pytest.param(golden, form, reader, id=f"{form.name}-{reader}")
    for golden in GOLDENS
    for form in forms(golden)
    for reader in (["pdfium", "pdfplumber"] if form.suffix == ".pdf" else ["pdfium"])
]


def golden_record(path: Path) -> tuple[object, ...]:
    golden = json.loads(path.read_text(encoding="utf-8"))
    assert golden["format"] == 1
    figures = {name: (f["value"], f["qualifier"]) for name, f in golden["figures"].items()}
    return golden["state"], golden["year"], figures, golden["findings"]


def parsed_record(sheet: Factsheet) -> tuple[object, ...]:
    assert sheet.state is not None
    figures = {name: (f.value, f.qualifier) for name, f in sheet.figures.items()}
    return sheet.state.code, sheet.year, figures, sorted({f.code for f in sheet.findings})


@pytest.mark.parametrize(("golden", "form", "reader"), CASES)
def test_every_form_gives_the_golden_record(golden: Path, form: Path, reader: ReaderName) -> None:
    assert parsed_record(parse_factsheet(form, reader=reader)) == golden_record(golden)


def test_the_fixtures_are_there() -> None:
    producers = {form.stem.rpartition("-")[2] for golden in GOLDENS for form in forms(golden)}
    assert len(GOLDENS) == 28
    assert len(CASES) == 28 + 2 * 19
    assert {"libreoffice", "chromium", "weasyprint", "typst", "reportlab", "fpdf2"} <= producers


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.name)
def test_a_golden_fixture_names_only_known_figures(golden: Path) -> None:
    assert json.loads(golden.read_text(encoding="utf-8"))["figures"].keys() <= FIGURES.keys()
