"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pytest_factsheets import GoldenItem


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make long what pdfplumber reads again of the golden fixtures; it takes ten times as long."""
    for item in items:
        if isinstance(item, GoldenItem) and item.case.reader == "pdfplumber":
            item.add_marker("long")


@pytest.fixture(scope="session", autouse=True)
def kept_bytecode() -> Iterator[None]:
    """Have the commands that tests start keep what they compile.

    Otherwise each of some hundred starts would compile every module again.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture
def without_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a review's charts out, which take seconds to draw."""
    monkeypatch.setattr("factsheet_parser.review.html.glance_of", lambda _: None)
