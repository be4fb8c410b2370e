"""What the README says is so."""

import contextlib
import io
import re
from pathlib import Path

from factsheet_parser.record import FIGURES, FindingCode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_set_up_is_two_commands() -> None:
    [block] = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert len(block.strip().splitlines()) == 2


def test_the_python_example_prints_what_the_readme_shows() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    output = re.search(r"```text\n(Iowa.*?)```", README, re.DOTALL)
    assert code is not None
    assert output is not None
    printed = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(printed):
        exec(code.group(1), {})  # noqa: S102  # the README's own example
    assert printed.getvalue() == output.group(1)


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
    assert codes - explained == {"hidden_text"}
