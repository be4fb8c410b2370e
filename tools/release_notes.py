"""Print what CHANGELOG.md says of the version that a tag names; fail unless the tag may be released.

    python tools/release_notes.py v0.2.0

The tag is `v` and the version in pyproject.toml, and the changelog has a section for it with a date
(`## 0.2.0 (2026-12-01)`) and something below it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def release_notes(tag: str, version: str, changelog: str) -> str:
    """The section of `version`, without its heading; a ValueError says why there is none."""
    if tag != f"v{version}":
        raise ValueError(f"The tag is {tag}, and the version in pyproject.toml is {version}.")
    heading, *_ = re.findall(rf"^## {re.escape(version)}(?: .*)?$", changelog, re.M) or [None]
    if heading is None:
        raise ValueError(f"CHANGELOG.md has no section for {version}.")
    if not re.fullmatch(r"## \S+ \(\d{4}-\d\d-\d\d\)", heading):
        raise ValueError(
            f'CHANGELOG.md heads it "{heading}"; a release has its date: (2026-12-01).'
        )
    notes = re.split(r"^## ", changelog.partition(f"{heading}\n")[2], maxsplit=1, flags=re.M)[0]
    if not notes.strip():
        raise ValueError(f"CHANGELOG.md says nothing of {version}.")
    return notes.strip() + "\n"


def main() -> None:
    """Print the notes of the tag that is given."""
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/release_notes.py TAG")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    try:
        notes = release_notes(sys.argv[1], project["version"], changelog)
    except ValueError as error:
        sys.exit(str(error))
    sys.stdout.write(notes)


if __name__ == "__main__":
    main()
