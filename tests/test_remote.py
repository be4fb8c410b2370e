"""Inputs by URL."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from factsheet_parser import (
    LimitExceededError,
    UnsupportedFormatError,
    iter_factsheets,
    parse_factsheet,
)
from factsheet_parser.batch.inputs import find_inputs
from factsheet_parser.limits import DEFAULTS
from factsheet_parser.reading import read_at_most
from sheets import IOWA, iowa

ROOT = Path(__file__).parent.parent
PDF = ROOT / "samples" / "iowa-2023.pdf"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ZIP archive in the current folder."""
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("sheets.zip", "w") as file:
        file.writestr("in/ohio.txt", iowa(state="Ohio"))
        file.write(PDF, "in/deep/iowa.pdf")
        file.writestr("top.txt", IOWA)
        file.writestr("in/table.csv", "a,b")
        file.writestr("in/.hidden.txt", IOWA)
    return "sheets.zip"


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def found(*urls: str) -> list[str]:
    return [each.source for each in find_inputs(urls)]


def test_an_archive_is_walked_like_a_folder(archive: str) -> None:
    told: list[str] = []
    sources = [each.source for each in find_inputs([f"zip://::{archive}"], told.append)]
    assert sources == [
        "zip://in/deep/iowa.pdf::sheets.zip",
        "zip://in/ohio.txt::sheets.zip",
        "zip://top.txt::sheets.zip",
    ]
    assert told == ["zip://in/table.csv::sheets.zip"]


def test_a_folder_a_pattern_and_a_file_inside_an_archive(archive: str) -> None:
    assert found(f"zip://in/deep::{archive}") == ["zip://in/deep/iowa.pdf::sheets.zip"]
    assert found(f"zip://*.txt::{archive}") == ["zip://top.txt::sheets.zip"]
    assert found(f"zip://in/ohio.txt::{archive}") == ["zip://in/ohio.txt::sheets.zip"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_an_archive_holds_is_parsed(archive: str, jobs: int) -> None:
    outcomes = list(iter_factsheets(f"zip://::{archive}", jobs=jobs))
    assert [outcome.factsheet.state.code for outcome in outcomes if outcome.factsheet and outcome.factsheet.state] == ["IA", "OH", "IA"]  # fmt: skip
    assert outcomes[0].factsheet == parse_factsheet(PDF)
    again = list(iter_factsheets([outcome.source for outcome in outcomes], jobs=jobs))
    assert [outcome.sha256 for outcome in again] == [outcome.sha256 for outcome in outcomes]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_in_memory_is_parsed(memory: fsspec.AbstractFileSystem, jobs: int) -> None:
    memory.pipe("/sheets/a.txt", IOWA.encode())
    memory.pipe("/sheets/b.pdf", PDF.read_bytes())
    outcomes = list(iter_factsheets("memory://sheets", jobs=jobs))
    assert [outcome.source for outcome in outcomes] == [
        "memory://sheets/a.txt",
        "memory://sheets/b.pdf",
    ]
    assert all(outcome.factsheet for outcome in outcomes)
    [single] = iter_factsheets(["memory://sheets/b.pdf"], jobs=jobs)
    assert single.factsheet == outcomes[1].factsheet


def test_what_cannot_be_read_is_told_of_its_url_alone(archive: str) -> None:
    paths = [
        f"zip://none.txt::{archive}",
        "zip://::none.zip",
        "nope://x",
        f"zip://top.txt::{archive}",
    ]
    outcomes = list(iter_factsheets(paths, jobs=1))
    assert [type(outcome.error) for outcome in outcomes] == [
        FileNotFoundError,
        FileNotFoundError,
        OSError,
        type(None),
    ]
    assert str(outcomes[2].error) == "ValueError: Protocol not known: nope"


def test_no_more_is_read_than_may_be(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/huge.txt", b"x" * read_at_most(DEFAULTS))
    [outcome] = iter_factsheets(["memory://huge.txt"], jobs=1)
    assert isinstance(outcome.error, LimitExceededError)


def test_without_the_extra_a_url_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ImportError, match=r"pip install 'factsheet-parser\[remote\]'"):
        list(iter_factsheets(["memory://x.txt"], jobs=1))


def test_a_windows_path_is_no_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert found(r"C:\sheets\iowa.pdf") == [r"C:\sheets\iowa.pdf"]


def test_a_file_whose_name_looks_like_a_url_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("iowa::v2.txt").write_text(IOWA)
    [outcome] = iter_factsheets("iowa::v2.txt", jobs=1)
    assert outcome.error is None


def test_a_pipe_behind_a_url_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "sheet.txt").write_text(IOWA)
    told: list[str] = []
    [each] = find_inputs([f"file://{tmp_path}"], told.append)
    assert each.source == f"file://{tmp_path}/sheet.txt"
    assert told == [f"file://{tmp_path}/pipe.txt"]
    [outcome] = iter_factsheets([f"file://{tmp_path}/pipe.txt"], jobs=1)
    assert isinstance(outcome.error, UnsupportedFormatError)
