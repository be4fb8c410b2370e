"""Outcomes to one HTML file: scripts, styles and pictures are in it, and nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from factsheet_parser.batch.inputs import find_inputs
from factsheet_parser.batch.outcome import Outcome
from factsheet_parser.document import Document
from factsheet_parser.errors import FactsheetError
from factsheet_parser.extras import require
from factsheet_parser.limits import DEFAULTS, Limits
from factsheet_parser.pipeline import readers_errors
from factsheet_parser.reading import is_image, is_pdf, read_text
from factsheet_parser.reading.text import decode
from factsheet_parser.record import SECTIONS
from factsheet_parser.review.difference import Earlier
from factsheet_parser.review.glance import Glance, glance_of
from factsheet_parser.review.page_pictures import Picture, pictures_of
from factsheet_parser.review.view import SheetView, view_of
from factsheet_parser.whole import whole

_AHEAD = 8
"""Sheets whose pages are painted ahead of the one that is written."""
_UNCLAIMED = "#b3261e"
"""Of the boxes of numbers that no figure takes."""


def write_review(
    records: Iterable[Outcome],
    path: str | os.PathLike[str],
    *,
    password: str | None = None,
    limits: Limits | None = None,
    jobs: int | None = None,
) -> None:
    """Write the page that shows these outcomes to `path`; it appears whole or not at all.

    `records` are what `iter_factsheets` yields. Each `source` is read again for its pages, which
    `jobs` processes paint within `limits`; `password` opens encrypted PDFs. A script calls this
    function below `if __name__ == "__main__":`.

    Raises ImportError without the extra `review`, OSError when `path` cannot be written, and
    WorkersError when the processes cannot be started.
    """
    require("review")
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("factsheet_parser.review", "template"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("review.html.j2")
    outcomes = list(records)
    glance: Glance | None = glance_of(outcomes)
    script = _asset("review.js")
    style = _asset("review.css")
    parts = template.generate(
        sheets=_views(outcomes, password, limits or DEFAULTS, jobs),
        listed=[view_of(number, outcome, [], None, "") for number, outcome in enumerate(outcomes)],
        glance=glance,
        colors={**{name: model.color for name, model in SECTIONS.items()}, "unclaimed": _UNCLAIMED},
        sections=list(SECTIONS),
        script=script,
        style=style,
        script_hash=_hash(script),
    )
    with whole(Path(path)) as part, part.open("w", encoding="utf-8") as file:
        file.writelines(parts)


def _asset(name: str) -> str:
    return files("factsheet_parser.review").joinpath("template", name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    """What lets a browser run this script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class _Waiting(NamedTuple):
    number: int
    outcome: Outcome
    data: bytes
    pictures: Future[list[Picture]] | None
    note: str


def _views(
    outcomes: list[Outcome], password: str | None, limits: Limits, jobs: int | None
) -> Iterator[SheetView]:
    """What is shown of each outcome, in order; a few sheets' pages are painted at a time."""
    # pebble and multiprocessing take a twentieth of a second to import.
    from factsheet_parser.batch.workers import processes

    earlier = Earlier(outcomes)
    with processes(jobs, limits) as schedule:

        def begun(number: int, outcome: Outcome) -> _Waiting:
            data, note = _read(outcome, limits)
            pictures = None
            if is_pdf(data) or is_image(data):
                pictures = schedule(pictures_of, data, password, limits, outcome.pages)
            return _Waiting(number, outcome, data, pictures, note)

        waiting = (begun(*each) for each in enumerate(outcomes))
        line = list(islice(waiting, _AHEAD))
        while line:
            yield _view(line.pop(0), earlier)
            line += islice(waiting, 1)


def _read(outcome: Outcome, limits: Limits) -> tuple[bytes, str]:
    """The bytes of an outcome's source, or why its pages are not shown."""
    if outcome.factsheet is None:
        return b"", ""
    try:
        data = next(find_inputs([outcome.file], limits=limits)).read()
    except (OSError, FactsheetError, StopIteration):
        return b"", "The file can no longer be read, so that its pages are not shown."
    if hashlib.sha256(data).hexdigest() != outcome.sha256:
        return b"", "The file has changed since it was read, so that its pages are not shown."
    return data, ""


def _view(waiting: _Waiting, earlier: Earlier) -> SheetView:
    pictures: list[Picture] = []
    document: Document | None = None
    note = waiting.note
    if waiting.pictures is not None:
        try:
            pictures = waiting.pictures.result()
        except Exception as error:  # whatever ended the process that painted
            note = f"The pages cannot be painted ({type(error).__name__})."
    elif waiting.data:
        with readers_errors():
            document = read_text(decode(waiting.data), of=waiting.outcome.pages)
    sheet = waiting.outcome.factsheet
    differences = earlier.differences(sheet) if sheet is not None else {}
    return view_of(waiting.number, waiting.outcome, pictures, document, note, differences)
