"""A figure is one entry in record.py and its wordings; a section one model and one file."""

import json
import os
import subprocess
import sys
from pathlib import Path

from sheets import IOWA

ROOT = Path(__file__).resolve().parent.parent
REFERRALS = (
    "    state_reports: Count = _counted(",
    '    state_referrals: Count = _counted("state", "Referrals to the state.")\n'
    "    state_reports: Count = _counted(",
)
SECTION = (
    "class FigureDefinition(NamedTuple):",
    "class Posters(Section):\n"
    '    """Posters of missing children."""\n\n'
    '    heading = "Posters"\n    names = ("posters",)\n    color = "#333333"\n\n'
    '    state_printed: Count = _counted("state", "Posters printed for the state.")\n\n\n'
    "class FigureDefinition(NamedTuple):",
)
FIELD = ("    connect: Connect\n", "    connect: Connect\n    posters: Posters\n")
PARSE = """
import json, sys
from factsheet_parser import parse_text
sheet = parse_text(sys.stdin.read())
print(json.dumps([sheet.cybertipline.state_referrals, sheet.posters.state_printed, sheet.complete]))
"""


def test_a_figure_and_a_section_are_added_to_a_copy_and_read(tmp_path: Path) -> None:
    import shutil

    package = tmp_path / "factsheet_parser"
    shutil.copytree(ROOT / "src" / "factsheet_parser", package)
    record = package / "record.py"
    source = record.read_text(encoding="utf-8")
    for old, new in (REFERRALS, SECTION, FIELD):
        assert source.count(old) == 1
        source = source.replace(old, new)
    record.write_text(source, encoding="utf-8")
    (package / "wordings" / "posters.toml").write_text(
        "[[wording]]\n"
        'sentence = "In {year}, {posters.state_printed} posters were printed for {state}."\n'
        'source = "a test"\n'
    )
    with (package / "wordings" / "cybertipline.toml").open("a", encoding="utf-8") as file:
        file.write(
            "\n[[wording]]\n"
            'sentence = "In {year}, {state} received {cybertipline.state_referrals} referrals."\n'
            'source = "a test"\n'
        )
    done = subprocess.run(
        [sys.executable, "-c", PARSE],
        input=f"{IOWA}\n\nIn 2023, Iowa received 12 referrals. In 2023, 7 posters were printed for Iowa.",
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [12, 7, True]


def test_the_map_names_every_module() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "factsheet_parser"
    unnamed = []
    for module in package.rglob("*.py"):
        inside = module.relative_to(package)
        folder = f"`{inside.parent.as_posix()}/`"
        if inside.name.startswith("__") or f"`{inside.name}`" in guide:
            continue
        # One line stands for all modules of these folders.
        if inside.parent.name not in (
            "batch",
            "together",
            "tables",
            "charts",
            "review",
            "golden",
            "cli",
        ):
            unnamed.append(inside.as_posix())
        assert folder in guide or inside.parent == Path()
    assert unnamed == []
