"""Extras: packages that only some users need, and one line for who lacks them."""

from __future__ import annotations

from importlib.util import find_spec

_PACKAGES = {
    "dask": ("distributed",),
    "ocr": ("rapidocr", "onnxruntime"),
    "parquet": ("polars",),
    "remote": ("fsspec",),
    "review": ("jinja2", "altair", "vl_convert"),
    "xlsx": ("polars", "xlsxwriter"),
}


def require(extra: str) -> None:
    """Raise ImportError, which says what to install, unless the extra's packages are there."""
    for package in _PACKAGES[extra]:
        if find_spec(package) is None:
            raise ImportError(
                f"{package} is missing: python -m pip install 'factsheet-parser[{extra}]'",
                name=package,
            )
