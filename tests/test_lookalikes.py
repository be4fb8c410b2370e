"""Sentences that were written to be taken for a figure's: none fills the field."""

import tomllib
from pathlib import Path

import pytest

from factsheet_parser import parse_text
from sheets import IOWA, iowa
from test_other_measures import ORIGINALS

DATA = tomllib.loads((Path(__file__).parent / "data" / "lookalikes.toml").read_text("utf-8"))
TRUTH = {name: figure.value for name, figure in parse_text(IOWA).figures.items()}


@pytest.mark.parametrize("figure", DATA)
def test_a_sentence_that_looks_alike_fills_no_field(figure: str) -> None:
    taken = {}
    for sentence in DATA[figure]:
        found = parse_text(iowa((ORIGINALS[figure], sentence))).figures.get(figure)
        # Some state the true figure beside another number.
        if found is not None and found.value != TRUTH[figure]:
            taken[sentence] = found.value
    assert taken == {}


def test_there_are_hundreds_of_them() -> None:
    assert sum(map(len, DATA.values())) > 200
