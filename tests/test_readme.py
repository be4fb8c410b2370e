"""The README is short, and what it leads to is there; its examples are run by test_examples.py."""

import re
from pathlib import Path

import pytest

from factsheet_parser.tables import ENDINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").glob("*.md"))


def test_the_set_up_is_two_commands() -> None:
    [block] = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert len(block.strip().splitlines()) == 2


def test_it_is_read_in_three_minutes() -> None:
    assert len(README.split()) < 900
    assert README.count("![") == 1


def test_it_says_which_sheet_is_real() -> None:
    said = " ".join(README.split())
    assert "`samples/iowa-2023.txt`, is the one real sheet here" in said
    assert "`samples/iowa-2023.pdf` is set from that text" in said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    inside = [link.partition("#")[0] for link in links if "://" not in link]
    assert [link for link in inside if link and not (page.parent / link).exists()] == []


def test_every_ending_is_explained() -> None:
    tables = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert set(ENDINGS) == set(re.findall(r"^\| `(\.\w+)` \|", tables, re.MULTILINE))
