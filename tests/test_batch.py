"""Many inputs: their order, what becomes of bad ones, and who parses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pebble.pool.process import PoolManager
from typer.testing import CliRunner

import misbehaving
from factsheet_parser import (
    DamagedPdfError,
    EncryptedPdfError,
    LimitExceededError,
    Limits,
    MemoryLimitError,
    NotAFactsheetError,
    ReaderCrashError,
    TimeLimitError,
    UnsupportedFormatError,
    __version__,
    iter_factsheets,
    parse_factsheet,
    pipeline,
)
from factsheet_parser.batch import attempt, running, workers
from factsheet_parser.batch import inputs as find_inputs_module
from factsheet_parser.batch.inputs import find_inputs
from factsheet_parser.cli import app
from factsheet_parser.errors import WorkersError, reason
from factsheet_parser.options import Options
from factsheet_parser.pipeline import parse_bytes
from sheets import IOWA, iowa

ROOT = Path(__file__).parent.parent
TXT = ROOT / "samples" / "iowa-2023.txt"
PDF = ROOT / "samples" / "iowa-2023.pdf"
DATA = ROOT / "tests" / "data"


def found(*paths: str | Path) -> list[str]:
    return [each.source for each in find_inputs(paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nested folders, with a file that tells its own name in each place."""
    for name in ("b.txt", "a/2.PDF", "a/10.md", "a.txt", "c/d/e.pdf", "B.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_a_folder_is_walked_in_the_order_of_its_names(folder: Path) -> None:
    assert [Path(source).relative_to(folder).as_posix() for source in found(folder)] == [
        "B.txt",
        "a/10.md",
        "a/2.PDF",
        "a.txt",
        "b.txt",
        "c/d/e.pdf",
    ]


def test_paths_keep_the_order_and_the_spelling_they_were_given_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert found("c", "./b.txt", "a") == ["c/d/e.pdf", "./b.txt", "a/10.md", "a/2.PDF"]
    assert found(".") == ["B.txt", "a/10.md", "a/2.PDF", "a.txt", "b.txt", "c/d/e.pdf"]


def test_hidden_files_and_what_is_no_regular_file_are_left_alone(folder: Path) -> None:
    before = found(folder)
    (folder / ".hidden.txt").touch()
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").touch()
    (folder / "table.csv").touch()
    (folder / "broken.docx").symlink_to(folder / "nowhere.docx")
    os.mkfifo(folder / "pipe.txt")
    told: list[str] = []
    assert [each.source for each in find_inputs([folder], told.append)] == before
    assert sorted(Path(source).name for source in told) == [
        "broken.docx",
        "pipe.txt",
        "table.csv",
    ]


def test_a_dead_link_in_a_folder_is_named_as_one_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "iowa.txt").write_text(IOWA)
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (tmp_path / "round.md").symlink_to(tmp_path / "round.md")
    outcomes = list(iter_factsheets(tmp_path, jobs=1))
    assert [(Path(each.source).name, each.error and reason(each.error)) for each in outcomes] == [
        ("gone.pdf", "There is no such file."),
        ("iowa.txt", None),
        ("round.md", "The file cannot be read: Too many levels of symbolic links."),
    ]


def test_links_back_into_the_folder_do_not_go_round_in_circles(folder: Path) -> None:
    before = found(folder)
    (folder / "a" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "c" / "sideways").symlink_to(folder / "a", target_is_directory=True)
    told: list[str] = []
    assert [each.source for each in find_inputs([folder], told.append)] == before
    assert [Path(source).name for source in told] == ["up", "sideways"]


def test_a_linked_folder_elsewhere_is_walked_once(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    (elsewhere / "far.txt").touch()
    (elsewhere / "round").symlink_to(elsewhere, target_is_directory=True)
    (folder / "link").symlink_to(elsewhere, target_is_directory=True)
    (folder / "link2").symlink_to(elsewhere, target_is_directory=True)
    assert [source for source in found(folder) if "far" in source] == [
        (folder / "link" / "far.txt").as_posix()
    ]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder with folders in it, deeper than calls and longer than paths may be."""
    os.chdir(tmp_path)
    try:
        for _ in range(2500):
            os.mkdir("d")
            os.chdir("d")
        os.chdir(ROOT)
        yield tmp_path
    finally:
        os.chdir(ROOT)
        # Python's own removal goes no deeper than calls may.
        subprocess.run(["/bin/rm", "-rf", tmp_path / "d"], check=True)


def test_folders_may_lie_deep(deep: Path) -> None:
    (deep / "a.txt").touch()
    shallow, deepest = list(find_inputs([deep]))
    assert shallow.source.endswith("a.txt")
    with pytest.raises(OSError, match="File name too long"):
        deepest.read()


class Unsearchable:
    """An entry of a folder whose files may be listed and not looked at."""

    name = "a.txt"
    path = "folder/a.txt"

    def is_file(self) -> bool:
        raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_looked_at_is_no_file_left_alone() -> None:
    assert find_inputs_module._may_be_regular(Unsearchable())  # type: ignore[arg-type]  # stands in


def test_a_path_may_be_bytes() -> None:
    [outcome] = iter_factsheets([os.fsencode(TXT)], jobs=1)  # type: ignore[list-item]  # what is tested
    assert outcome.source == str(TXT)


def test_a_linked_file_is_read(folder: Path) -> None:
    (folder / "z.txt").symlink_to(TXT)
    assert found(folder)[-1].endswith("z.txt")


def test_a_file_named_itself_may_end_in_anything(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet"
    sheet.write_text(IOWA)
    [outcome] = iter_factsheets(sheet, jobs=1)
    assert outcome.factsheet == parse_factsheet(TXT)
    assert outcome.source == str(sheet)


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_input_has_an_outcome_in_its_place(tmp_path: Path, jobs: int) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, this is a letter.")
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    paths: list[str | Path] = [
        PDF,
        "no/such/file.pdf",
        DATA / "specimen-encrypted.pdf",
        pipe,
        letter,
        DATA / "specimen-truncated.pdf",
        huge,
        str(TXT),
    ]
    outcomes = list(iter_factsheets(paths, jobs=jobs))
    assert [outcome.source for outcome in outcomes] == [str(path) for path in paths]
    assert [type(outcome.error) for outcome in outcomes] == [
        type(None),
        FileNotFoundError,
        EncryptedPdfError,
        UnsupportedFormatError,
        NotAFactsheetError,
        DamagedPdfError,
        LimitExceededError,
        type(None),
    ]
    assert [outcome.factsheet for outcome in outcomes if outcome.factsheet] == [
        parse_factsheet(PDF),
        parse_factsheet(TXT),
    ]
    assert outcomes[0].sha256 == "b384ee3619d250166bbd87bee2ecf87f9b0a5a62faadbe576c2b973f8a11802a"
    assert (outcomes[1].sha256, outcomes[6].sha256) == (None, None)


def test_reader_and_password_reach_the_workers() -> None:
    [outcome] = iter_factsheets(
        [DATA / "specimen-encrypted.pdf"], jobs=2, reader="both", password="open sesame"
    )
    assert outcome.factsheet is not None
    assert outcome.factsheet.complete


def test_a_wrong_reader_or_number_of_jobs_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="reader must be"):
        iter_factsheets([], reader="acrobat")  # type: ignore[arg-type]  # what is tested
    with pytest.raises(ValueError, match="jobs must be at least 1, not 0"):
        iter_factsheets([], jobs=0)


def test_no_paths_give_no_outcomes() -> None:
    assert list(iter_factsheets([])) == []
    assert list(iter_factsheets([], jobs=1)) == []


def test_inputs_are_not_read_far_ahead_of_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_MOST_WAITING", 20)
    taken = 0

    def endless() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield TXT

    for jobs in (1, 2):
        taken = 0
        outcomes = iter_factsheets(endless(), jobs=jobs)
        for _ in range(40):
            assert next(outcomes).factsheet is not None
        outcomes.close()  # type: ignore[attr-defined]  # a generator
        assert 40 <= taken <= 40 + 20 + 2 * running._READ_AHEAD


def test_large_files_are_not_piled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_MOST_BYTES_WAITING", 10_000)
    outcomes = iter_factsheets([TXT] * 20, executor=Counting())
    assert sum(outcome.factsheet is not None for outcome in outcomes) == 20
    assert Counting.most_waiting == 3  # of 4,097 bytes


class Counting(Executor):
    """Runs a task only when nothing else can be done, and counts what waits."""

    most_waiting = 0

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(1)
        self.waiting = 0

    def submit(self, function, /, *arguments):  # type: ignore[no-untyped-def,override]  # whatever it is
        self.waiting += 1
        Counting.most_waiting = max(Counting.most_waiting, self.waiting)
        future = self.threads.submit(function, *arguments)
        future.add_done_callback(self.one_less)
        return future

    def one_less(self, _: Future[object]) -> None:
        self.waiting -= 1


@pytest.fixture
def bad_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(workers, "attempt_elsewhere", misbehaving.attempt)
    return tmp_path


def outcomes_of(
    folder: Path, *behaviours: str, limits: Limits | None = None, timeout: float | None = 30
) -> list[Exception | None]:
    """The errors of files that behave so, each followed by a good sheet."""
    for index, behaviour in enumerate(behaviours):
        (folder / f"{index}-bad.txt").write_text(behaviour)
        (folder / f"{index}-good.txt").write_text(iowa(year=2000 + index))
    outcomes = list(iter_factsheets(folder, jobs=2, limits=limits, timeout=timeout))
    years = [outcome.factsheet.year for outcome in outcomes if outcome.factsheet]
    assert years == [2000 + index for index in range(len(behaviours))]
    return [outcome.error for outcome in outcomes[::2]]


def test_a_file_that_crashes_its_process_is_named_and_the_rest_goes_on(bad_files: Path) -> None:
    errors = outcomes_of(bad_files, "crash", "end with status 5", "crash", "crash")
    assert [type(error) for error in errors] == [ReaderCrashError] * 4
    assert [str(error) for error in errors] == [
        "The file ended the process that read it (SIGSEGV).",
        "The file ended the process that read it (exit status 5).",
        "The file ended the process that read it (SIGSEGV).",
        "The file ended the process that read it (SIGSEGV).",
    ]


def test_any_signal_has_a_name(bad_files: Path) -> None:
    [error] = outcomes_of(bad_files, "end with signal 40")
    assert str(error) == "The file ended the process that read it (signal 40)."


def hasty_pools(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Pools that take a crash for the end of all their workers, so many times."""
    usual, left = PoolManager.find_expired_task, times

    def hasty(manager: PoolManager, worker: int) -> object:
        nonlocal left
        if left:
            left -= 1
            raise BrokenProcessPool("All workers expired")
        return usual(manager, worker)

    monkeypatch.setattr(PoolManager, "find_expired_task", hasty)


@pytest.mark.long
def test_a_crash_that_ends_the_pool_costs_no_other_file(
    bad_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty_pools(monkeypatch, 1)
    errors = outcomes_of(bad_files, "crash", "end with status 5")
    assert [str(error) for error in errors] == [
        "The file ended the process that read it (SIGSEGV).",
        "The file ended the process that read it (exit status 5).",
    ]
    hasty_pools(monkeypatch, 1)
    with pytest.raises(ReaderCrashError):
        parse_factsheet(b"crash", isolate=True)


def test_pools_that_end_again_and_again_are_told(
    bad_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty_pools(monkeypatch, 99)
    with pytest.raises(WorkersError, match="have all been ended"):
        outcomes_of(bad_files, "crash")


def test_a_pool_that_is_broken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for raised, said in (
        (RuntimeError("Unexpected error within the Pool"), "cannot be started or have all been ended"),
        (OSError(11, "Resource temporarily unavailable"), "cannot be started: Resource temporarily unavailable"),
    ):  # fmt: skip

        def broken(*_: object, raised: Exception = raised, **__: object) -> None:
            raise raised

        monkeypatch.setattr("pebble.ProcessPool.schedule", broken)
        with pytest.raises(WorkersError, match=said):
            list(iter_factsheets([TXT], jobs=2))


DO_WITHOUT = (
    "Parse in this process: jobs=1 (--jobs 1), and neither isolate nor a timeout or memory limit."
)


def test_a_system_without_shared_memory_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("multiprocessing.context.BaseContext.Lock", read_only)
    told = (
        "Worker processes cannot be started here: their locks need shared memory (on Linux /dev/shm), "
        f"which cannot be written (Read-only file system). {DO_WITHOUT}"
    )
    for parsing in (
        lambda: list(iter_factsheets([TXT])),
        lambda: parse_factsheet(TXT, isolate=True),
    ):
        with pytest.raises(WorkersError) as caught:
            parsing()
        assert str(caught.value) == told
    for command in (
        ["convert", str(TXT), "-o", str(tmp_path / "out.csv")],
        ["parse", str(TXT), "--isolate"],
    ):
        result = CliRunner().invoke(app, command)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told}\n")
    [outcome] = iter_factsheets([TXT], jobs=1)
    assert outcome.error is None


def test_a_daemonic_process_is_told_that_it_may_have_no_children(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing\n"
        "from factsheet_parser import WorkersError, iter_factsheets, parse_factsheet\n"
        f"SHEET = {str(TXT)!r}\n"
        "def told(how):\n"
        "    try:\n"
        "        if how == 'isolate':\n"
        "            parse_factsheet(SHEET, isolate=True)\n"
        "        else:\n"
        "            list(iter_factsheets([SHEET], jobs=how))\n"
        "    except WorkersError as error:\n"
        "        return str(error)\n"
        "    return 'parsed'\n"
        'if __name__ == "__main__":\n'
        "    with multiprocessing.Pool(1) as pool:\n"
        "        print(*pool.map(told, ['isolate', 2, 1]), sep='\\n')\n"
    )
    result = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, timeout=60
    )
    daemon = (
        "Worker processes cannot be started here: this is a daemonic process, such as a worker of "
        "multiprocessing.Pool or of Celery, and those may not have children. Parse in this process "
        "(isolate=False, jobs=1), or run this in a concurrent.futures.ProcessPoolExecutor, whose "
        "workers may have children."
    )
    assert result.stdout.splitlines() == [daemon, daemon, "parsed"]


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({}, None),
        ({"limits": Limits(pages=9)}, None),
        ({"isolate": True}, 30),
        ({"timeout": 30}, 30),
        ({"timeout": 31}, 31),
        ({"timeout": 30, "limits": Limits(timeout=5)}, 30),
        ({"timeout": 5, "limits": Limits(timeout=30)}, 5),
        ({"limits": Limits(timeout=30)}, 30),
        ({"limits": Limits(memory=1024)}, 30),
        ({"timeout": None, "limits": Limits(timeout=5)}, None),
        ({"timeout": None, "limits": Limits(memory=1024)}, "for as long as it takes"),
    ],
)
def test_a_limit_that_is_given_holds_whatever_its_number(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], seconds: object
) -> None:
    used: list[object] = []

    @contextmanager
    def noted(_: int | None, options: Options) -> Iterator[workers.Workers]:
        used.append(options.limits.timeout or "for as long as it takes")
        with ThreadPoolExecutor(1) as threads, workers.on_executor(threads, options) as way:
            yield way

    monkeypatch.setattr(workers, "own_processes", noted)
    [outcome] = iter_factsheets([TXT], jobs=1, **given)
    assert outcome.error is None
    assert used == ([] if seconds is None else [seconds])


def test_a_timeout_that_is_not_positive_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        iter_factsheets([TXT], timeout=0)


@pytest.mark.long
def test_a_file_that_hangs_is_ended_and_the_rest_goes_on(bad_files: Path) -> None:
    [error] = outcomes_of(bad_files, "hang", timeout=1)
    assert isinstance(error, TimeLimitError)
    assert str(error) == "Reading the file took longer than the 1 seconds allowed."


def test_a_file_that_eats_memory_is_ended_and_the_rest_goes_on(bad_files: Path) -> None:
    errors = outcomes_of(bad_files, "eat memory", "refuse memory", limits=Limits(memory=256))
    assert [type(error) for error in errors] == [MemoryLimitError] * 2
    assert [str(error) for error in errors] == [
        "Reading the file took more memory than the 256 MiB allowed."
    ] * 2


def test_a_worker_with_another_parser_is_refused(bad_files: Path) -> None:
    (bad_files / "sheet.txt").write_text("other parser")
    with pytest.raises(RuntimeError, match="another version of the parser"):
        list(iter_factsheets(bad_files, jobs=2))


def test_whatever_a_reader_raises_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    for raised, kind, said in (
        (TypeError("no such key"), ReaderCrashError, "The reader broke on the file: TypeError: no such key"),
        (MemoryError(), MemoryLimitError, "Reading the file took more memory than there is."),
        (RecursionError("too deep"), DamagedPdfError, "The PDF is damaged: its parts are nested without end."),
    ):  # fmt: skip

        def breaks(*_: object, raised: Exception = raised, **__: object) -> None:
            raise raised

        monkeypatch.setattr(pipeline, "read_document", breaks)
        [outcome] = iter_factsheets([TXT], jobs=1)
        assert type(outcome.error) is kind
        assert str(outcome.error) == said


def test_a_fault_of_ours_is_told_as_ours_and_costs_no_other_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("no such figure")

    monkeypatch.setattr(pipeline, "judge", breaks)
    [outcome] = iter_factsheets([TXT], jobs=1)
    assert str(outcome.error) == (
        "This is a fault of factsheet-parser, not of the file; please report it: "
        "KeyError: 'no such figure'"
    )
    with pytest.raises(KeyError):
        parse_factsheet(TXT)


@pytest.mark.long
def test_a_script_without_a_main_guard_is_told_what_to_do(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import threading\n"
        "from factsheet_parser import iter_factsheets\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        f"print(list(iter_factsheets([{str(TXT)!r}], jobs=2)))\n"
    )
    result = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, timeout=60
    )
    assert result.returncode == 1
    assert 'below `if __name__ == "__main__":`; jobs=1 needs none.' in result.stderr


# Workers come from the fork server, since there is a second thread, and take a second to start.
_ENDS_EARLY = """
import threading, time

if __name__ == "__mp_main__":
    time.sleep(1)

from pebble.pool.process import WorkerManager
from factsheet_parser.batch.workers import processes
from factsheet_parser.limits import UNLIMITED

end = WorkerManager.force_stop_workers

def end_late(manager):
    time.sleep(3)
    end(manager)

if __name__ == "__main__":
    threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
    WorkerManager.force_stop_workers = end_late
    with processes(1, UNLIMITED) as schedule:
        schedule(print)
"""


@pytest.mark.long
def test_a_batch_that_ends_while_a_worker_starts_says_nothing_of_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(_ENDS_EARLY, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, script], capture_output=True, encoding="utf-8", check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_any_executor_parses(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, this is a letter.")
    paths = [PDF, tmp_path / "letter.txt", tmp_path / "missing.pdf", TXT]
    here = list(iter_factsheets(paths, jobs=1))
    with ThreadPoolExecutor(1) as threads, ProcessPoolExecutor(1) as processes:
        for executor in (threads, processes):
            there = list(iter_factsheets(paths, executor=executor))
            assert [outcome.factsheet for outcome in there] == [
                outcome.factsheet for outcome in here
            ]
            assert [repr(outcome.error) for outcome in there] == [
                repr(outcome.error) for outcome in here
            ]
        assert threads.submit(str, 1).result() == "1"  # it was not shut down


class Failing(Executor):
    """Ends every task with one exception."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error

    def submit(self, *_):  # type: ignore[no-untyped-def,override]  # whatever it is
        future: Future[object] = Future()
        if self.error is None:
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_exception(self.error)
        return future


def test_a_task_that_an_executor_gives_up_is_an_outcome() -> None:
    [outcome] = iter_factsheets([TXT], executor=Failing(KeyError("worker died")))
    assert isinstance(outcome.error, ReaderCrashError)
    assert str(outcome.error) == "The executor gave the file up: KeyError: 'worker died'"


def test_an_executor_that_cancels_ends_the_batch() -> None:
    with pytest.raises(RuntimeError, match="cancelled"):
        list(iter_factsheets([TXT], executor=Failing(None)))


def test_a_journal_spares_parsing_what_was_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []

    def counting(data: bytes, options: Options) -> object:
        parsed.append(len(data))
        return parse_bytes(data, options)

    monkeypatch.setattr(attempt, "parse_bytes", counting)
    journal = tmp_path / "journal"
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, this is a letter.")
    paths = [TXT, letter, PDF]
    first = list(iter_factsheets(paths, jobs=1, journal=journal))
    assert len(parsed) == 3
    again = list(iter_factsheets(paths, jobs=1, journal=journal))
    assert len(parsed) == 3
    assert [(o.source, o.factsheet, repr(o.error), o.sha256) for o in again] == [
        (o.source, o.factsheet, repr(o.error), o.sha256) for o in first
    ]
    letter.write_text(IOWA)
    assert [o.error for o in iter_factsheets(paths, jobs=1, journal=journal)] == [None] * 3
    assert len(parsed) == 3  # the letter's new content is the text sample's
    list(iter_factsheets(paths, jobs=1, journal=journal, reader="pdfplumber"))
    assert len(parsed) == 5  # another reader's records are others


def test_a_changed_file_is_parsed_again_whatever_its_times_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factsheet_parser.batch.inputs._SETTLED_SECONDS", -1)
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(iowa(year=2021))
    os.utime(sheet, (1_000_000_000, 1_000_000_000))
    journal = tmp_path / "journal"
    [first] = iter_factsheets(sheet, jobs=1, journal=journal)
    time.sleep(0.05)  # more than the file system's clock ticks
    sheet.write_text(iowa(year=2022))
    os.utime(sheet, (1_000_000_000, 1_000_000_000))
    [second] = iter_factsheets(sheet, jobs=1, journal=journal)
    assert first.factsheet is not None
    assert second.factsheet is not None
    assert (first.factsheet.year, second.factsheet.year) == (2021, 2022)


def test_what_may_end_otherwise_next_time_is_not_kept(bad_files: Path) -> None:
    (bad_files / "0.txt").write_text("crash")
    (bad_files / "1.txt").write_text("eat memory")
    (bad_files / "2.pdf").write_bytes((DATA / "specimen-encrypted.pdf").read_bytes())
    journal = bad_files / "journal"
    kept = [*iter_factsheets(bad_files, jobs=2, limits=Limits(memory=256), journal=journal)]
    assert all(outcome.error for outcome in kept)
    again = iter_factsheets(bad_files, jobs=1, journal=journal, password="open sesame")
    assert [type(outcome.error) for outcome in again] == [
        NotAFactsheetError,
        NotAFactsheetError,
        type(None),
    ]


def test_a_folder_that_may_not_be_read_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    outcomes = list(iter_factsheets(folder, jobs=1))
    assert [Path(outcome.source).name for outcome in outcomes] == ["B.txt", "a", "a.txt", "b.txt", "e.pdf"]  # fmt: skip
    assert isinstance(outcomes[1].error, PermissionError)


def test_a_worker_killed_from_outside_is_told(bad_files: Path) -> None:
    [error] = outcomes_of(bad_files, "be killed")
    assert str(error) == (
        "The file ended the process that read it (SIGKILL, perhaps for want of memory)."
    )


def test_a_missing_file_is_missing_with_a_journal_too(tmp_path: Path) -> None:
    [outcome] = iter_factsheets("no.txt", jobs=1, journal=tmp_path / "journal")
    assert isinstance(outcome.error, FileNotFoundError)


def test_a_file_that_has_just_changed_is_not_trusted_by_its_times(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(IOWA)
    [each] = find_inputs([sheet])
    assert each.stamp() is None
    [sample] = find_inputs([TXT])
    assert sample.stamp() is not None


def test_a_change_in_the_code_is_another_parser(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "factsheet_parser", tmp_path / "factsheet_parser")
    show = "from factsheet_parser.batch.attempt import parser_identity as it; print(it(), it.__module__)"
    identities = []
    for change in ("", "# a comment\n"):
        with (tmp_path / "factsheet_parser" / "language" / "words.py").open("a") as file:
            file.write(change)
        identities.append(
            subprocess.run(
                [sys.executable, "-c", show],
                env={**os.environ, "PYTHONPATH": str(tmp_path)},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
    assert identities[0].startswith(f"factsheet-parser={__version__} ")
    assert identities[0].split()[1] == attempt.parser_identity().split()[1]
    assert identities[1].split()[1] != identities[0].split()[1]
    assert identities[1].split()[2:] == identities[0].split()[2:]
