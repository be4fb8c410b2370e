"""The command as it is run in a terminal and in a script."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from factsheet_parser import Factsheet, __version__, parse_factsheet, parse_text
from factsheet_parser.cli import app
from factsheet_parser.cli.terminal_tables import print_table
from sheets import iowa

ROOT = Path(__file__).parent.parent
TXT = str(ROOT / "samples" / "iowa-2023.txt")
PDF = str(ROOT / "samples" / "iowa-2023.pdf")
SCAN = str(ROOT / "tests" / "data" / "specimen-scan.pdf")
runner = CliRunner()


def run(*arguments: str) -> tuple[int, str, str]:
    result = runner.invoke(app, arguments)
    return result.exit_code, result.stdout, result.stderr


def test_one_file_is_one_json_object() -> None:
    status, out, err = run("parse", TXT)
    assert (status, err) == (0, "")
    assert Factsheet.model_validate_json(out) == parse_factsheet(TXT)


def test_several_files_are_one_object_a_line() -> None:
    status, out, err = run("parse", TXT, PDF, "--format", "json")
    assert (status, err) == (0, "")
    assert [json.loads(line)["state"]["code"] for line in out.splitlines()] == ["IA", "IA"]


def test_the_module_is_the_same_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "factsheet_parser", "parse", TXT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["year"] == 2023


def test_findings_are_no_failure_unless_strict(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(iowa(("reviewed 38 submissions", "reviewed <10 submissions")), "utf-8")
    assert run("parse", str(sheet))[0] == 0
    assert run("parse", "--strict", str(sheet))[0] == 1
    assert run("parse", "--strict", TXT)[0] == 0


def test_a_file_that_cannot_be_parsed_costs_status_3_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "page.pdf").write_text("<html><body>Not found</body></html>")
    (tmp_path / "letter.txt").write_text("Dear reader, this is a letter.")
    (tmp_path / "rubbish.txt").write_bytes(bytes(range(256)) * 9)
    names = ["empty.pdf", "page.pdf", "letter.txt", "rubbish.txt", "missing.pdf"]
    files = [str(tmp_path / name) for name in names]
    encrypted = str(ROOT / "tests" / "data" / "specimen-encrypted.pdf")
    truncated = str(ROOT / "tests" / "data" / "specimen-truncated.pdf")
    status, out, err = run("parse", *files, SCAN, encrypted, truncated, TXT)
    assert status == 3
    assert len(out.splitlines()) == 1
    reasons = [line.partition(": ")[2] for line in err.splitlines()]
    assert reasons == [
        "The file is empty.",
        "The file is a web page (HTML), neither a PDF nor text: a download may have gone wrong.",
        "This is not an NCMEC state factsheet: it names none of its programs, and not NCMEC itself.",
        "The file is neither a PDF nor text: it holds bytes that no text has.",
        "There is no such file.",
        "The PDF's pages are pictures of text: it is a scan. Read it with --ocr (ocr=True), or give "
        "its text, checked, as a text file.",
        "The PDF is encrypted and needs a password.",
        "The PDF is damaged: it cannot be opened.",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    locked.touch(mode=0)
    assert run("parse", str(locked))[::2] == (
        3,
        f"{locked}: The file may not be read: permission denied.\n",
    )


def test_a_name_that_steers_a_terminal_is_made_harmless(tmp_path: Path) -> None:
    path = str(tmp_path / "\x1b[31mred.txt")
    _, _, err = run("parse", path)
    assert "\x1b" not in err
    assert "\\x1b[31mred.txt" in err


@pytest.mark.parametrize(
    "arguments",
    [(), ("parse",), ("parse", "--format", "xml", TXT), ("parse", "--reader", "acrobat", TXT)],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...]) -> None:
    status, out, _ = run(*arguments)
    assert status == 2
    assert "{" not in out.splitlines()[0:1]


def test_the_password_opens_an_encrypted_pdf() -> None:
    encrypted = str(ROOT / "tests" / "data" / "specimen-encrypted.pdf")
    status, out, _ = run("parse", "--password", "open sesame", "--reader", "both", encrypted)
    assert status == 0
    assert json.loads(out)["complete"] is True


def test_the_schema_is_printed() -> None:
    status, out, _ = run("schema")
    assert status == 0
    assert json.loads(out) == Factsheet.model_json_schema()


def test_the_version_is_printed() -> None:
    assert run("--version")[:2] == (0, f"{__version__}\n")


ODD = iowa() + "\nSe\u0301ance \u2265 5 \u2192 na\u00efve.\n"


def run_apart(
    *arguments: str, out: Any = subprocess.PIPE, encoding: str = "utf-8"
) -> tuple[int, bytes | None, str]:
    """The command in a process of its own, whose standard streams have this encoding."""
    result = subprocess.run(
        [sys.executable, "-m", "factsheet_parser", *arguments],
        stdout=out,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    return result.returncode, result.stdout, result.stderr.decode("utf-8", "replace")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_json_is_utf_8_whatever_the_terminals_encoding_is(tmp_path: Path, encoding: str) -> None:
    sheet = tmp_path / "iowa.txt"
    sheet.write_text(ODD, "utf-8")
    status, out, err = run_apart("parse", str(sheet), encoding=encoding)
    assert (status, err) == (0, "")
    assert out is not None
    assert Factsheet.model_validate_json(out.decode("utf-8")) == parse_factsheet(sheet)
    assert "\u2265 5 \u2192" in out.decode("utf-8")


@pytest.mark.parametrize("command", ["parse", "units"])
def test_a_table_escapes_what_the_terminals_encoding_lacks(tmp_path: Path, command: str) -> None:
    sheet = tmp_path / "iowa.txt"
    sheet.write_text(ODD, "utf-8")
    status, out, err = run_apart(command, str(sheet), "--format", "table", encoding="cp1252")
    assert (status, err) == (0, "")
    assert out is not None
    assert "\\u2265 5 \\u2192 na\u00efve" in " ".join(out.decode("cp1252").split())


PRINTING = [
    ("parse", TXT),
    ("parse", TXT, "--format", "table"),
    ("units", TXT),
    ("units", TXT, "--format", "table"),
    ("drift", TXT),
    ("drift", TXT, "--format", "json"),
    ("check", str(ROOT / "samples")),
    ("schema",),
    ("--version",),
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
@pytest.mark.parametrize("arguments", [*PRINTING, ("--help",), ("parse", "--help")])
def test_a_full_disk_behind_standard_output_costs_one_line_and_status_2(
    arguments: tuple[str, ...],
) -> None:
    with Path("/dev/full").open("wb") as full:
        assert run_apart(*arguments, out=full) == (
            2,
            None,
            "Standard output cannot be written: No space left on device.\n",
        )


@pytest.mark.skipif(
    os.name != "posix", reason="a pipe that nobody reads is another thing elsewhere"
)
@pytest.mark.parametrize("arguments", PRINTING)
def test_a_reader_that_has_gone_costs_no_traceback(arguments: tuple[str, ...]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        assert run_apart(*arguments, out=theirs) == (141, None, "")
    finally:
        os.close(theirs)


def shown(sheet: Factsheet) -> str:
    out = io.StringIO()
    print_table(sheet, "sheet.pdf", Console(file=out, width=80))
    return out.getvalue()


def test_the_table_fits_80_columns_and_shows_value_print_and_place() -> None:
    lines = shown(parse_factsheet(PDF)).splitlines()
    assert max(map(len, lines)) <= 80
    [row] = [line for line in lines if "national_content_pieces" in line]
    assert row == " national_content_pieces            105,000,000 more than 105 million 1 446,284"
    assert "Complete: every figure found, every number accounted for." in lines


def test_the_table_tells_a_withheld_figure_from_one_not_found() -> None:
    text = shown(
        parse_text(
            iowa(
                ("reviewed 38 submissions", "reviewed <10 submissions"),
                ("**In 2023, NCMEC connected 14 survivors/families to mental health services in Iowa.**", ""),
            )
        )
    )  # fmt: skip
    assert "state_submissions" in text
    [withheld] = [line for line in text.splitlines() if line.startswith(" state_submissions")]
    [absent] = [line for line in text.splitlines() if line.startswith(" state_connected")]
    assert "withheld" in withheld
    assert "not found" in absent
    assert "2 findings" in text
    assert "error: suppressed_value" in text
    assert "warning: missing_figure" in text


def test_the_table_is_parses_format_when_asked_for() -> None:
    status, out, _ = run("parse", "--format", "table", TXT)
    assert status == 0
    assert "Iowa, 2023" in out


def test_a_folders_sheets_are_parsed_and_shown_like_files(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("one.txt", "below/two.md", "notes.docx"):
        (tmp_path / name).write_text(iowa(), "utf-8")
    status, out, err = run("parse", str(tmp_path), "--format", "json")
    assert (status, err) == (0, "")
    assert [json.loads(line)["state"]["code"] for line in out.splitlines()] == ["IA", "IA"]
    status, out, err = run("units", str(tmp_path), "--format", "json")
    assert (status, err) == (0, "")
    sources = {json.loads(line)["source"] for line in out.splitlines()}
    assert sources == {(tmp_path / name).as_posix() for name in ("one.txt", "below/two.md")}


def test_a_folder_without_sheets_is_wrong_usage(tmp_path: Path) -> None:
    for command in ("parse", "units"):
        assert run(command, str(tmp_path))[0] == 2
