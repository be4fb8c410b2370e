"""The documentation site: built without a warning, complete, and readable by everyone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

import pytest

import factsheet_parser
from browsers import AXE, chromium, in_a_browser, violations
from factsheet_parser.batch.together.findings import BatchCode
from factsheet_parser.record import FIGURES, FindingCode

made_from_code = pytest.importorskip(
    "made_from_code", reason="no Sphinx, which builds the site (the extra docs)"
)

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as strictly as can be; a warning is an error."""
    pytest.importorskip("pydata_sphinx_theme", reason="no theme for the site (the extra docs)")
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-W",
            "--keep-going",
            "-n",
            "-q",
            "-b",
            "html",
            "docs",
            out,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out


def read(site: Path, page: str) -> str:
    return (site / f"{page}.html").read_text(encoding="utf-8")


@pytest.mark.long
def test_nothing_is_fetched_by_who_reads_it(site: Path) -> None:
    for page in site.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"<(?:script|img|iframe|source)[^>]* src=\"(?:https?:)?//", text) == []
        assert re.findall(r"<link[^>]* href=\"(?:https?:)?//", text) == []
    for sheet in site.rglob("*.css"):
        assert re.findall(r"url\(['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8")) == []


@pytest.mark.long
def test_every_page_is_named_in_the_navigation(site: Path) -> None:
    pages = {page.stem for page in (ROOT / "docs").glob("*.md")} - {"index"}
    linked = set(
        re.findall(r'<a class="reference internal" href="([\w-]+)\.html"', read(site, "index"))
    )
    assert pages <= linked


@pytest.mark.long
def test_every_figure_finding_error_and_name_has_an_entry(site: Path) -> None:
    def anchors(prefix: str, names: list[str]) -> list[str]:
        return [f'id="{prefix}-{name.replace(".", "-").replace("_", "-")}"' for name in names]

    figures, findings, reference = (
        read(site, page) for page in ("figures", "findings", "reference")
    )
    assert [each for each in anchors("figure", list(FIGURES)) if each not in figures] == []
    codes = [*get_args(FindingCode), *get_args(BatchCode)]
    assert [each for each in anchors("finding", codes) if each not in findings] == []
    errors = [each.__name__.lower() for each in made_from_code.error_classes()]
    assert [each for each in anchors("error", errors) if each not in findings] == []
    names = factsheet_parser.__all__
    assert [name for name in names if f'id="factsheet_parser.{name}"' not in reference] == []


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("finding", made_from_code.findings),
        ("together", made_from_code.findings_together),
        ("error", made_from_code.error_entries),
    ],
)
def test_what_has_no_entry_ends_the_build(
    monkeypatch: pytest.MonkeyPatch, kind: str, make: Callable[[], Iterable[object]]
) -> None:
    entries = dict(made_from_code.EXPLAINED[kind])
    name, entry = entries.popitem()
    monkeypatch.setitem(made_from_code.EXPLAINED, kind, entries)
    with pytest.raises(made_from_code.UnexplainedError, match=f"without an entry: .*{name}"):
        list(make())
    monkeypatch.setitem(made_from_code.EXPLAINED, kind, {**entries, name: entry, "no_such": entry})
    with pytest.raises(made_from_code.UnexplainedError, match=r"not in the code: .*no_such"):
        list(make())


def test_a_comment_that_asks_for_nothing_ends_the_build() -> None:
    with pytest.raises(KeyError):
        made_from_code.made("<!-- made from the code: weather -->")


@in_a_browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1366), ("dark", 390)])
def test_pages_fit_and_axe_finds_no_violation(site: Path, scheme: str, width: int) -> None:
    with chromium() as browser:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        for name in ("index", "first-table", "commands", "wordings"):
            page = context.new_page()
            page.goto((site / f"{name}.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            if AXE:
                page.add_script_tag(path=AXE)
                assert violations(page) == [], name
            page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    if not AXE:
        pytest.skip("AXE_CORE names no axe-core; only the width and the network were checked")
