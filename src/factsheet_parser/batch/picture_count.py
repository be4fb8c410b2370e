"""How many pages of a batch are pictures, which takes long to read and little to count."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

from factsheet_parser.batch.inputs import Input
from factsheet_parser.batch.workers import processes
from factsheet_parser.errors import FactsheetError
from factsheet_parser.options import Options
from factsheet_parser.reading import is_image, is_pdf
from factsheet_parser.reading.pdfium import pictures_in as pictures_in_pdf

_MOST_WAITING = 64
"""Files that are held in memory."""


def pictures_in(found: Iterable[Input], options: Options, jobs: int | None) -> int:
    """The pages that OCR will read; a picture file is counted as one.

    Raises WorkersError where no process can be started: a damaged PDF may end the one that opens it.
    """
    with processes(jobs, options.limits) as schedule:
        count = 0
        waiting: list[Future[int]] = []
        for each in found:
            try:
                data = each.read()
            except (OSError, FactsheetError):
                continue  # told when it is read
            if is_image(data):
                count += 1
            elif is_pdf(data):
                waiting.append(schedule(pictures_in_pdf, data, options.password, options.limits))
            if len(waiting) > _MOST_WAITING:
                count += _result(waiting.pop(0))
        return count + sum(map(_result, waiting))


def _result(future: Future[int]) -> int:
    try:
        return future.result()
    except Exception:  # whatever ended the process: it is told when the file is read
        return 0
