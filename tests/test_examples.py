"""Every example of the README and of the site runs, and prints what is shown."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from factsheet_parser import load_wordings
from factsheet_parser.cli import app
from sheets import iowa

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
RUN = ("python", "sh", "console")
SHOWN = ("text", "toml", "sql", "yaml")
"""What others show, or other tests read: output, files and a query."""
NOT_RUN = {
    "README.md: it needs a package index, and runs the tests",
    "first-table.md: it needs a package index",
    "scans.md: it needs a package index",
    "scans.md: OCR takes about 10 seconds a page",
    "ci.md: a test that runs tests; the plugin's own tests run it",
}
_BLOCK = re.compile(
    r"^(?:<!-- not run: (?P<reason>[^\n]+) -->\n)?(?P<fence>`{3,})(?P<language>[^\n`]*)\n(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A fenced block, and where it stands."""

    place: str
    language: str
    body: str
    reason: str | None
    """Why it is not run."""
    output: str | None
    """The block of text right behind it."""


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = list(_BLOCK.finditer(text))
    blocks = []
    for number, block in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        follows = (
            after and after["language"] == "text" and not text[block.end() : after.start()].strip()
        )
        line = text[: block.start("fence")].count("\n") + 1
        output = after["body"] if after and follows else None
        blocks.append(
            Block(f"{page.name}:{line}", block["language"], block["body"], block["reason"], output)
        )
    return blocks


def stripped(text: str) -> list[str]:
    """The lines without the blanks at their ends, which a page need not show."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples, and three sheets of an invented edition; the command is found."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "sheets").mkdir()
    for state, count in (("Iowa", "4,911"), ("Ohio", "17,204"), ("Vermont", "388")):
        sheet = iowa(
            ("were made available to law enforcement in", "found their way to police officers in"),
            ("4,622", count),
            state=state,
            year=2025,
        )
        name = f"specimen-{state.lower()}-2025.txt"
        (tmp_path / "sheets" / name).write_text(sheet, encoding="utf-8")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for name in ("COLUMNS", "FORCE_COLOR", "FACTSHEET_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout


def type_in(command: str, before: int) -> tuple[int, str]:
    """The status and the output of one line; `before` is the status of the line before.

    A line that is the command and nothing else runs in this process, which saves its start.
    """
    program, *arguments = shlex.split(command)
    if program != "factsheet-parser" or set(command) & set("|&;<>$"):
        return run("bash", "-c", f"(exit {before}); {command}")
    done = CliRunner().invoke(app, arguments, prog_name=program)
    return done.exit_code, done.output


def told_of(block: Block) -> str | None:
    """What is wrong with an example."""
    status, said, shown = 0, "", block.output or ""
    if block.language == "python":
        Path("example.py").write_text(block.body, encoding="utf-8")
        status, said = run(sys.executable, "example.py")
    elif block.language == "sh":
        status, said = run("bash", "-euc", block.body)
        shown = said if block.output is None else shown
    else:
        # What is shown between two lines that are typed is what the first of them says.
        at = 0
        for command in re.findall(r"^\$ (.+)$", block.body, re.MULTILINE):
            at, output = type_in(command, at)
            said += f"$ {command}\n{output}"
        shown = block.body
    if status or stripped(said) != stripped(shown):
        return f"{block.place} ended with {status} and said:\n{said}\ninstead of:\n{shown}"
    return None


def examples_of(page: Path) -> list[Block]:
    return [each for each in blocks_of(page) if each.language in RUN and not each.reason]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=[pytest.mark.long] * (page.name != "README.md"), id=page.name)
        for page in PAGES
        if examples_of(page)
    ],
)
@pytest.mark.usefixtures("scratch")
def test_the_examples_of_a_page_do_what_it_shows(page: Path) -> None:
    """From its top to its end, in one folder, as a reader would type them."""
    examples = examples_of(page)
    told = [each for each in map(told_of, examples) if each]
    assert not told, "\n\n".join(told)


def test_every_block_is_run_or_says_why_not() -> None:
    blocks = [(page, block) for page in PAGES for block in blocks_of(page)]
    languages = {block.language for _, block in blocks}
    assert languages <= {
        *RUN,
        *SHOWN,
        "{toctree}",
        "{include} ../SECURITY.md",
        "{include} ../CHANGELOG.md",
    }
    assert {f"{page.name}: {block.reason}" for page, block in blocks if block.reason} == NOT_RUN
    fences = sum(
        len(re.findall(r"^```+\S", page.read_text("utf-8"), re.MULTILINE)) for page in PAGES
    )
    assert fences == len(blocks)
    # Four blanks make a block too, and nothing would run it.
    indented = [page.name for page in PAGES if re.search(r"\n\n    \S", page.read_text("utf-8"))]
    assert indented == []


def test_a_wrong_output_is_told(scratch: Path) -> None:
    page = scratch / "page.md"
    page.write_text("```console\n$ echo one; echo two\none\n```\n", encoding="utf-8")
    [block] = blocks_of(page)
    assert "page.md:1 ended with 0 and said:\n$ echo one; echo two\none\ntwo\n" in (
        told_of(block) or ""
    )


def test_the_files_of_wordings_that_are_shown_can_be_used(tmp_path: Path) -> None:
    shown = [
        each.body for each in blocks_of(ROOT / "docs" / "wordings.md") if each.language == "toml"
    ]
    assert len(shown) == 2
    for number, text in enumerate(shown):
        file = tmp_path / f"own-{number}.toml"
        file.write_text(text, encoding="utf-8")
        assert load_wordings(file)
