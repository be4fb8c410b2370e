"""The same facts in other editors' words: each gives its figures, and nothing else."""

import tomllib
from pathlib import Path

import pytest

from factsheet_parser.record import FIGURES
from sheets import figures_in

DATA = tomllib.loads((Path(__file__).parent / "data" / "rewordings.toml").read_text("utf-8"))
REWORDINGS = [
    (text, {f"{section}.{field}": value for field, value in fields.items()})
    for section, sentences in DATA.items()
    for text, fields in sentences.items()
]


@pytest.mark.parametrize(("text", "figures"), REWORDINGS)
def test_a_rewording_gives_its_figures(text: str, figures: dict[str, float]) -> None:
    assert figures_in(text) == figures


def test_there_are_three_rewordings_of_every_figure() -> None:
    counted = {name: sum(name in figures for _, figures in REWORDINGS) for name in FIGURES}
    assert {name for name, count in counted.items() if count < 3} == set()
