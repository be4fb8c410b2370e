"""What `convert` says of sentences that could be learned, and the command to type."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Sequence
from pathlib import Path

from factsheet_parser.batch.together.learnable import Learnable
from factsheet_parser.printable import printable

_WIDTH = 80
_INDENT = "  "
_GOES_ON = " \\"


def teaching_lines(
    learnable: Learnable | None, paths: Sequence[str], wordings: Path | None
) -> list[str]:
    r"""How many figures could be learned from `paths`, and how.

    `wordings` is the user's own file, which is then added to.

    >>> found = Learnable(figures=("cvip.state_submissions",), sheets=14)
    >>> print(*teaching_lines(found, ["new sheets"], None), sep="\n")
    14 sheets share a sentence that no wording knows: 1 figure could be learned.
    Look and teach it:
      factsheet-parser learn 'new sheets' -o own.toml
    """
    if learnable is None:
        return []
    count = len(learnable.figures)
    one = count == 1
    told = (
        f"{learnable.sheets:,} sheets share {'a sentence' if one else 'sentences'} that no wording "
        f"knows: {count} figure{'' if one else 's'} could be learned. "
        f"Look and teach {'it' if one else 'them'}:"
    )
    return [*textwrap.wrap(told, _WIDTH), *_command(paths, wordings or Path("own.toml"))]


def _command(paths: Sequence[str], out: Path) -> list[str]:
    """The command in lines that a shell takes as one."""
    words = [shlex.quote(printable(each)) for each in paths]
    pieces = ["factsheet-parser learn", *words, f"-o {shlex.quote(printable(str(out)))}"]
    lines = [_INDENT + pieces[0]]
    for piece in pieces[1:]:
        if len(lines[-1]) + len(piece) + 1 + len(_GOES_ON) <= _WIDTH:
            lines[-1] += f" {piece}"
        else:
            lines[-1] += _GOES_ON
            lines.append(f"{_INDENT}{_INDENT}{piece}")
    return lines
