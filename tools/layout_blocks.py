"""`layouts.txt` as blocks, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Block:
    kind: str
    options: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def rows(self) -> list[list[str]]:
        return [line.split(" | ") for line in self.lines]


@dataclass(frozen=True)
class Layout:
    name: str
    producers: tuple[str, ...]
    options: tuple[str, ...]
    blocks: tuple[Block, ...]


def layouts() -> dict[str, Layout]:
    found: dict[str, Layout] = {}
    source = Path(__file__).with_name("layouts.txt").read_text(encoding="utf-8")
    for part in source.split("\n=== ")[1:]:
        head, _, body = part.partition("\n")
        name, _, rest = head.partition(":")
        producers, _, options = rest.partition(";")
        blocks: list[Block] = []
        for group in re.split(r"\n\s*\n|\n(?=\{)", body.strip()):
            match = re.match(r"\{(\S+?)(?: (.+?))?\}\s*", group)
            kind, given = match.group(1, 2) if match else ("text", None)
            lines = group[match.end() if match else 0 :].splitlines()
            # A one-line block ends where its line does.
            one = kind in {"title", "subtitle", "heading", "bold", "large", "caption"}
            if kind == "as":
                blocks += found[str(given)].blocks
                continue
            blocks.append(
                Block(kind, tuple((given or "").split()), tuple(lines[:1] if one else lines))
            )
            if one and lines[1:]:
                blocks.append(Block("text", (), tuple(lines[1:])))
        found[name] = Layout(name, tuple(producers.split()), tuple(options.split()), tuple(blocks))
    return found
