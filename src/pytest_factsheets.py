"""The pytest plugin: `pytest --factsheets FOLDER` checks the golden fixtures below FOLDER.

Each form of each fixture, and each reader of a PDF, is a test of its own. It stands beside the
package, and not in it, because pytest imports every installed plugin at each start: only with
the option is the package loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from factsheet_parser.golden import Case, Checked
    from factsheet_parser.wordings.load import Wording

_WORDINGS: pytest.StashKey[tuple[Wording, ...]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--factsheets` and `--factsheets-wordings`."""
    parser.getgroup("factsheet-parser").addoption(
        "--factsheets",
        metavar="FOLDER",
        action="append",
        default=[],
        type=Path,
        help="check every golden fixture (NAME.golden.json) below FOLDER; may be given again",
    )
    parser.getgroup("factsheet-parser").addoption(
        "--factsheets-wordings",
        metavar="FILE",
        type=Path,
        help="the wordings (.toml) that the fixtures of an edition were accepted with",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Have the folders collected; one that holds no golden fixture is a mistake."""
    folders: list[Path] = config.getoption("factsheets")
    if not folders:
        return
    from factsheet_parser.golden import goldens_below
    from factsheet_parser.wordings.load import WordingError
    from factsheet_parser.wordings.own import load_wordings

    own: Path | None = config.getoption("factsheets_wordings")
    try:
        wordings = () if own is None else load_wordings(config.invocation_params.dir / own)
    except (WordingError, OSError) as error:
        raise pytest.UsageError(f"--factsheets-wordings {own}: {error}") from error
    config.stash[_WORDINGS] = wordings
    asked = [Path(argument.partition("::")[0]).absolute() for argument in config.args]
    for given in folders:
        folder = (config.invocation_params.dir / given).resolve()
        if not folder.is_dir():
            raise pytest.UsageError(f"--factsheets: there is no folder {given}")
        if next(goldens_below(folder), None) is None:
            raise pytest.UsageError(f"--factsheets: no golden fixture is below {given}")
        # Inside it, or around it, pytest looks already: the folder itself, or a test named by id.
        if not any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in asked):
            config.args.append(str(folder))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> GoldenFile | None:
    """The collector of a golden fixture below one of the folders."""
    if not file_path.name.endswith(".golden.json"):
        return None
    here = parent.config.invocation_params.dir
    folders = [(here / given).resolve() for given in parent.config.getoption("factsheets")]
    if not any(file_path.resolve().is_relative_to(folder) for folder in folders):
        return None
    return GoldenFile.from_parent(parent, path=file_path)


class GoldenFile(pytest.File):
    """One golden fixture."""

    def collect(self) -> Iterator[GoldenItem]:
        """A test for each form and reader; one that fails where there is no form."""
        from factsheet_parser.golden import cases_of

        for case in cases_of(self.path):
            name = case.form.name if case.form else "source"
            item: GoldenItem = GoldenItem.from_parent(
                self, name=f"{name}[{case.reader}]" if case.reader else name
            )
            item.case = case
            yield item


class GoldenItem(pytest.Item):
    """One form of a golden fixture's sheet, read by one reader."""

    case: Case

    def runtest(self) -> None:
        """Fail with every difference."""
        from factsheet_parser.golden import read

        reading = read(self.case, wordings=self.config.stash[_WORDINGS])
        if reading.differences:
            raise DifferenceFoundError(reading)

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: object = None,
    ) -> str:
        """The differences as `factsheet-parser check` prints them."""
        del style
        if not isinstance(excinfo.value, DifferenceFoundError):
            return str(super().repr_failure(excinfo))
        from factsheet_parser.golden.reports import as_text

        return as_text([excinfo.value.reading]).rpartition("\n")[0]

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where pytest's report says that the test is."""
        return self.path, None, f"{self.path.name}: {self.name}"


class DifferenceFoundError(Exception):
    """A form does not give its golden fixture's record."""

    def __init__(self, reading: Checked) -> None:
        super().__init__(f"{len(reading.differences)} differences")
        self.reading = reading
