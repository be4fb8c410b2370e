"""What a check found, for a terminal, a program, GitHub and CI servers that read JUnit's XML."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

from factsheet_parser.choices import ReportForm
from factsheet_parser.golden.comparison import Checked, Difference
from factsheet_parser.golden.quoting import underlined
from factsheet_parser.printable import counted, printable


def headline(difference: Difference) -> str:
    """A difference on one line."""
    return (
        f"{difference.what}: expected {printable(difference.expected)}, "
        f"got {printable(difference.got)}"
    )


def explained(difference: Difference) -> list[str]:
    """What stands below the headline: the finding, and the sentence with the number underlined."""
    lines = [printable(difference.why)] if difference.why else []
    if difference.evidence is not None:
        lines += [f"page {difference.evidence.page}:", *underlined(difference.evidence)]
    return lines


def as_text(readings: Sequence[Checked]) -> str:
    """A line for each difference, its proof below it, and a line that counts."""
    lines: list[str] = []
    for reading in readings:
        for difference in reading.differences:
            lines.append(f"{reading.case}: {headline(difference)}")
            lines += [f"    {line}" for line in explained(difference)]
    return "\n".join([*lines, summary(readings)])


def summary(readings: Sequence[Checked]) -> str:
    """How many fixtures were read how often, and how many readings differ."""
    fixtures = len({reading.case.golden for reading in readings})
    differing = sum(bool(reading.differences) for reading in readings)
    so_many = f"{counted(fixtures, 'golden fixture')}, {counted(len(readings), 'reading')}"
    if not differing:
        return f"{so_many}: all as expected."
    return f"{so_many}: {differing} differ{'s' if differing == 1 else ''}."


def as_json(readings: Sequence[Checked]) -> str:
    """One object: `ok`, and each reading with its differences."""
    return json.dumps(
        {
            "ok": not any(reading.differences for reading in readings),
            "readings": [
                {
                    "golden": str(reading.case.golden),
                    "form": str(reading.case.form) if reading.case.form else None,
                    "reader": reading.case.reader,
                    "differences": [_as_object(each) for each in reading.differences],
                }
                for reading in readings
            ],
        },
        indent=2,
    )


def _as_object(difference: Difference) -> dict[str, object]:
    evidence = difference.evidence
    return {
        "what": difference.what,
        "expected": difference.expected,
        "got": difference.got,
        "why": difference.why or None,
        "evidence": evidence.model_dump(mode="json") if evidence else None,
    }


def as_github(readings: Sequence[Checked]) -> str:
    """An annotation for each difference, at the golden fixture's line of that figure."""
    lines = []
    for reading in readings:
        for difference in reading.differences:
            message = "\n".join([f"{reading.case}: {headline(difference)}", *explained(difference)])
            lines.append(
                f"::error file={_property(_from_here(reading.case.golden))},"
                f"line={_line(reading.case.golden, difference.what)},"
                f"title={_property(difference.what)}::{_data(message)}"
            )
    return "\n".join([*lines, summary(readings)])


def _from_here(path: Path) -> str:
    """The path as GitHub wants it: below the working folder, with slashes."""
    return Path(os.path.relpath(path)).as_posix()


def _line(golden: Path, what: str) -> int:
    """The line of `golden` that a difference is about; figures that it lacks are at "figures"."""
    try:
        lines = golden.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return 1
    for key in (what, "figures"):
        for number, line in enumerate(lines, start=1):
            if line.lstrip().startswith(f'"{key}"'):
                return number
    return 1


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_junit(readings: Sequence[Checked]) -> str:
    """JUnit's XML: a test case a reading."""
    failures = sum(bool(reading.differences) for reading in readings)
    suites = ElementTree.Element("testsuites")
    suite = ElementTree.SubElement(
        suites,
        "testsuite",
        name="factsheet-parser check",
        tests=str(len(readings)),
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    for reading in readings:
        case = ElementTree.SubElement(
            suite, "testcase", classname=printable(str(reading.case.golden)), name=str(reading.case)
        )
        if reading.differences:
            failure = ElementTree.SubElement(
                case, "failure", message="; ".join(map(headline, reading.differences))
            )
            failure.text = "\n".join(
                line
                for difference in reading.differences
                for line in (headline(difference), *explained(difference))
            )
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


REPORTS: dict[ReportForm, Callable[[Sequence[Checked]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "junit": as_junit,
}
"""What `check --format` may say."""
