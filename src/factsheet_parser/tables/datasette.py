"""What tells Datasette how to show a database that `convert` wrote (https://docs.datasette.io)."""

from __future__ import annotations

import json
from pathlib import Path

_TITLES = {
    "factsheets": "A row a factsheet",
    "figures": "A row a figure, with the sentence that gives it",
    "findings": "What does not add up, was not found or not understood",
}
_FACETS = {
    "factsheets": ["year", "complete"],
    "figures": ["figure", "year", "scope", "qualifier"],
    "findings": ["severity", "code", "figure", "year"],
}
_SORTED = {"factsheets": "state_code", "figures": "state_code", "findings": "source"}


def describe_database(database: Path) -> str:
    """The `metadata.json` of a database, as JSON: `datasette OUT -m metadata.json`.

    Each table has its title, its usual facets and its order; a figure's factsheet is shown by its
    state. Columns are not described: Datasette would show that above the rows, a page of it.
    """
    tables = {name: _described(name) for name in _TITLES}
    tables["factsheets"]["label_column"] = "state"
    metadata = {
        "title": "NCMEC state factsheets",
        "description": "Figures that NCMEC's state factsheets state, read by factsheet-parser. "
        "An empty cell means that the sheet does not give the figure, never zero.",
        "databases": {database.stem: {"tables": tables}},
    }
    return json.dumps(metadata, indent=2) + "\n"


def _described(name: str) -> dict[str, object]:
    return {
        "title": _TITLES[name],
        "sort": _SORTED[name],
        "facets": _FACETS[name],
    }
