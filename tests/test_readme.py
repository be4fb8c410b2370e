"""What the README says is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factsheet_parser.batch.together.findings import BatchCode
from factsheet_parser.cli import app
from factsheet_parser.record import FIGURES, FindingCode
from factsheet_parser.tables import ENDINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_set_up_is_two_commands() -> None:
    [block] = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert len(block.strip().splitlines()) == 2


EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("code", "output"), EXAMPLES)
def test_a_python_example_prints_what_the_readme_shows(
    tmp_path: Path, code: str, output: str
) -> None:
    script = tmp_path / "example.py"
    script.write_text(code, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (result.stdout, result.stderr) == (output, "")


def test_there_are_python_examples() -> None:
    assert len(EXAMPLES) == README.count("```python") == 3


def test_the_conversion_says_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [(command, output)] = re.findall(
        r"```text\n\$ factsheet-parser (convert samples .*?)\n(.*?)```", README, re.DOTALL
    )
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, command.split())
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", output)


def test_the_check_says_what_the_readme_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    [(command, output)] = re.findall(
        r"```text\n\$ factsheet-parser (check .*?)\n(.*?)```", README, re.DOTALL
    )
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(app, command.split())
    assert (result.exit_code, result.stdout, result.stderr) == (0, output, "")


def test_every_batch_finding_and_ending_is_explained() -> None:
    codes = set(BatchCode.__args__)  # type: ignore[attr-defined]  # a Literal's members
    assert codes <= set(re.findall(r"^\| `(\w+)` \| [a-z]", README, re.MULTILINE))
    assert set(ENDINGS) == set(re.findall(r"^\| `(\.\w+)` \|", README, re.MULTILINE))


def test_the_table_of_figures_is_the_records() -> None:
    rows = re.findall(r"^\| (?:`(\w+)`)? ?\| `(\w+)` \| (.+?) \|$", README, re.MULTILINE)
    section = ""
    figures = {}
    for named, field, description in rows:
        section = named or section
        figures[f"{section}.{field}"] = description
    assert figures == {name: definition.description for name, definition in FIGURES.items()}


def test_every_finding_code_is_explained() -> None:
    codes = set(FindingCode.__args__)  # type: ignore[attr-defined]  # a Literal's members
    explained = set(re.findall(r"^\| `(\w+)` \| (?:error|warning) \|", README, re.MULTILINE))
    assert codes == explained
