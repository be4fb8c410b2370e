"""A Frictionless data package that describes a CSV (https://specs.frictionlessdata.io)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from factsheet_parser.tables.table import Column, Table


def describe(csv: Path, table: Table) -> str:
    """The `datapackage.json` of a CSV that holds `table`, as JSON.

    `unit` and `where` are properties of our own, which the specification allows.
    """
    data = csv.read_bytes()
    package = {
        "profile": "tabular-data-package",
        "name": "factsheets",
        "title": "NCMEC state factsheets",
        "description": "Figures that NCMEC's state factsheets state, read by factsheet-parser. "
        "An empty cell means that the sheet does not give the figure, never zero.",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name,
                "path": csv.name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
                "schema": {
                    "fields": [_field(column) for column in table.columns],
                    "missingValues": [""],
                    "primaryKey": list(table.key),
                },
            }
        ],
    }
    return json.dumps(package, indent=2) + "\n"


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.where:
        field["where"] = column.where
    constraints: dict[str, Any] = {}
    if column.always:
        constraints["required"] = True
    if column.unit in ("count", "percent"):
        constraints["minimum"] = 0
    if column.unit == "percent":
        constraints["maximum"] = 100
    if constraints:
        field["constraints"] = constraints
    return field
