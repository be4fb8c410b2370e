"""What people see of a conversion: how far it is, and what came out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import typer

from factsheet_parser.printable import counted, printable

if TYPE_CHECKING:
    from factsheet_parser.batch.report import Report
    from factsheet_parser.batch.together.findings import BatchFinding

_MOST_OF_A_CODE = 3


@contextmanager
def heeded_interrupts() -> Iterator[Callable[[], None]]:
    """Ctrl-C inside the context raises KeyboardInterrupt; gives what raises it once more.

    Python drops a KeyboardInterrupt that happens to arrive in a destructor or a callback.
    """
    interrupted = False

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal interrupted
        interrupted = True
        signal.default_int_handler(number, frame)

    def heed() -> None:
        if interrupted:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # ignored, as in the background of a script
        yield heed
        return

    def unraisable(about: sys.UnraisableHookArgs) -> None:
        if about.exc_type is not KeyboardInterrupt:
            hook(about)

    hook, sys.unraisablehook = sys.unraisablehook, unraisable
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield heed
    finally:
        signal.signal(signal.SIGINT, before)
        sys.unraisablehook = hook


@contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, if that is a terminal; gives what moves it to a number."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    with Progress(
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=total, rate="")

        def advance(done: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, rate=f"{speed:.0f} files/s" if speed else "")

        yield advance


def tell(report: Report, output: Path, teaching: Sequence[str] = ()) -> None:
    """The closing report, for a person; `teaching` says what could be learned, and how."""
    several = report.converted + len(report.failed) > report.inputs
    files = counted(report.inputs, "file")
    what = f"sheets in {files}" if several else f"of {files}"
    lines = [
        f"{printable(str(output))}: {report.converted:,} {what} converted, "
        f"{report.complete:,} complete, {report.with_findings:,} with findings, "
        f"{len(report.failed):,} failed."
    ]
    if not report.converted:
        lines = [f"Nothing was written: none of {files} could be converted."]
    if report.left_alone:
        lines.append(
            f"{counted(len(report.left_alone), 'file')} left alone: no .txt, .md or .pdf, no regular file, "
            "or a link back."
        )
    if report.failed:
        lines += ["", "Failed:"]
        lines += [f"  {failure.source}: {failure.reason}" for failure in report.failed]
    if report.findings:
        lines += ["", "What the sheets show together:"]
        lines += together(report.findings)
    if teaching:
        lines += ["", *teaching]
    with suppress(OSError):  # what is done is done, whoever can be told
        typer.echo("\n".join(lines), err=True)


def together(findings: Sequence[BatchFinding]) -> Iterator[str]:
    """The findings of all sheets, of a code only the first few; the table has all."""
    for code, its in groupby(findings, key=lambda finding: finding.code):
        yield from (f"  {code}: {each.message}" for each in islice(its, _MOST_OF_A_CODE))
        more = sum(1 for _ in its)
        if more:
            yield f"  {code}: {more:,} more; they stand in the table, and in --report FILE."
