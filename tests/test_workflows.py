"""The project runs itself: what its workflows, hooks and forms do.

Each shell step of a workflow is run in a copy of the repository in which `python3`, `npm`, `gh` and
what a venv holds are stand-ins: they write down how they are called, and fail when they are told to.
The same scripts run for real in `.ci/run`. The step that decides whether a tag may be released needs
no network, and runs for real.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import factsheet_parser
from factsheet_parser.cli import app

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION = PROJECT["version"]


def read_yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


WORKFLOWS = {path.stem: path for path in sorted((ROOT / ".github" / "workflows").iterdir())}
JOBS: dict[str, dict[str, Any]] = {
    f"{workflow}/{job}": definition
    for workflow, path in WORKFLOWS.items()
    for job, definition in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items()
}
STEPS: dict[str, dict[str, Any]] = {
    f"{job}: {step.get('name', step.get('uses'))}": step
    for job, definition in JOBS.items()
    for step in definition.get("steps", ())
}
SCRIPTS = {name: step["run"] for name, step in STEPS.items() if "run" in step}

[BLOCK] = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
README = [
    re.sub(r"^\.venv/bin/", "", command).replace("'", "")
    for command in BLOCK.replace("\n", " && ").removesuffix(" && ").split(" && ")
]
LINT = [
    "python3 -m venv .venv",
    "python -m pip install -q -e .[dev]",
    "ruff format --check .",
    "ruff check .",
    "mypy",
]
LOWEST = [
    "python3.11 -",
    "python3.11 -m venv WORK/venv",
    "python -m pip install -q -c WORK/lowest.txt . pytest",
    "factsheet-parser check samples",
    "python -m pytest -q -p no:cacheprovider -W ignore::DeprecationWarning"
    " tests/test_samples.py tests/test_numerals.py tests/test_command_line.py",
]
TRY = [
    "factsheet-parser check .",
    "factsheet-parser parse --strict --format json iowa-2023.txt iowa-2023.pdf",
    "factsheet-parser convert iowa-2023.txt iowa-2023.pdf -o table.csv",
]
WHEEL = [
    "python3 -m venv WORK/builder",
    "python -m pip install -q build",
    "python -m build --outdir DIST .",
    "python3 -m venv WORK/venv",
    "python -m pip install -q DIST/*.whl",
    *TRY,
    "python - the wheel",
    "python -m pip install -q pytest",
    "python -m pytest -q -p no:cacheprovider --factsheets . iowa-2023.golden.json",
    "python -m pip install -q --no-deps --force-reinstall DIST/*.tar.gz",
    *TRY,
    "python - what the sdist installs",
]
NOTES = "release/build: the tag is the version, and the changelog tells of it"
CALLS = {
    "tests/tests: axe-core, for the accessibility check": [
        "npm install --silent --no-audit --no-fund --prefix RUNNER/axe axe-core"
    ],
    "tests/tests: the README's two commands": README,
    "tests/tests: the tests that take long": [
        "python3 -m venv .venv",
        "python -m pip install -q -e .[test]",
        "python -m pytest -q -n auto --dist loadfile -m long",
    ],
    "tests/lint: format, lint, types": LINT,
    "tests/lowest: the lowest versions that pyproject.toml declares": LOWEST,
    "tests/wheel: the wheel and the sdist, away from the sources": WHEEL,
    "docs/build: build the site, where a warning is an error": [
        "python3 -m venv .venv",
        "python -m pip install -q -e .[docs]",
        "python -m sphinx -W --keep-going -b html docs site",
    ],
    NOTES: [f"python3 tools/release_notes.py v{VERSION}"],
    "release/build: the wheel and the sdist, away from the sources": WHEEL,
    "release/github: the release, with the changelog's section": [
        f"gh release create v{VERSION} --verify-tag --title v{VERSION} --notes-file notes.md dist/*"
    ],
}
# A stand-in writes down its call, fails if it is the call that shall fail, makes a venv of
# stand-ins, and leaves to Python what needs nothing but Python.
STAND_IN = f"""#!/usr/bin/env bash
name=${{0##*/}}
echo "$name $*" >> "$CALLED"
[ "$(wc -l < "$CALLED")" -ne "$FAILING" ] || exit 1
case "$name $1 $2" in
"python"*" -m venv")
    for place in bin Scripts; do
        mkdir -p "$3/$place"
        for program in python factsheet-parser ruff mypy; do cp "$0" "$3/$place/$program"; done
    done ;;
"python3"*" - " | "python - " | "python3 tools/"*) exec {sys.executable} "$@" ;;
esac
"""


class Copy:
    """A copy of what the steps take from the repository, with stand-ins for programs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.called = folder / "copy", folder / "called"
        self.work, self.runner = folder / "work", folder / "runner"
        shutil.copytree(ROOT / ".ci", self.folder / ".ci")
        shutil.copytree(ROOT / "samples", self.folder / "samples")
        (self.folder / "tools").mkdir()
        shutil.copy(ROOT / "tools" / "release_notes.py", self.folder / "tools")
        for name in ("README.md", "pyproject.toml"):
            shutil.copy(ROOT / name, self.folder)
        self.changelog(
            f"# Changelog\n\n## {VERSION} (2026-12-01)\n\n- New.\n\n## 0.0.1\n\n- Old.\n"
        )
        self.stand_ins = folder / "bin"
        for made in (self.work, self.runner, self.stand_ins):
            made.mkdir()
        for name in ("python3", "python3.11", "python", "npm", "gh"):
            program = self.stand_ins / name
            program.write_text(STAND_IN, "utf-8")
            program.chmod(0o755)

    def changelog(self, text: str) -> None:
        (self.folder / "CHANGELOG.md").write_text(text, "utf-8")

    def run(
        self, script: str, *, tag: str = f"v{VERSION}", failing: int = 0, system: str = "linux-gnu"
    ) -> subprocess.CompletedProcess[str]:
        """The step's script, as a runner runs it with `shell: bash`."""
        self.called.write_text("", "utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607  # whichever bash there is
            cwd=self.folder,
            env={
                "PATH": f"{self.stand_ins}{os.pathsep}{os.environ['PATH']}",
                "CALLED": str(self.called),
                "FAILING": str(failing),
                "GITHUB_ENV": str(self.runner / "env"),
                "GITHUB_REF_NAME": tag,
                "OSTYPE": system,
                "RUNNER_TEMP": str(self.runner),
                "TMPDIR": str(self.work),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """How the stand-ins were called."""
        text = self.called.read_text("utf-8")
        text = text.replace(f"{self.folder}/dist", "DIST").replace(str(self.runner), "RUNNER")
        text = re.sub(rf"{re.escape(str(self.work))}/[\w.]+", "WORK", text)
        return [line.rstrip() for line in text.splitlines()]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_each_shell_step_of_each_workflow_is_run_here() -> None:
    assert set(WORKFLOWS) == {"docs", "release", "tests"}
    assert set(SCRIPTS) == set(CALLS)
    # What a workflow fills in would be no text that bash alone can run, and could be an attack.
    assert [name for name, script in SCRIPTS.items() if "${{" in script] == []


@pytest.mark.parametrize("step", CALLS)
def test_a_step_calls_what_it_should(copy: Copy, step: str) -> None:
    done = copy.run(SCRIPTS[step])
    assert (done.returncode, copy.calls()) == (0, CALLS[step]), done.stderr


@pytest.mark.parametrize(
    ("step", "failing"),
    [
        (step, place + 1)
        for step in {script: step for step, script in SCRIPTS.items()}.values()  # each script once
        for place in range(len(CALLS.get(step, ())))
    ],
)
def test_a_step_fails_and_stops_where_a_program_fails(
    tmp_path: Path, step: str, failing: int
) -> None:
    copy = Copy(tmp_path)
    done = copy.run(SCRIPTS[step], failing=failing)
    assert done.returncode != 0
    assert copy.calls() == CALLS[step][:failing]


def test_the_accessibility_check_is_told_of_axe_core(copy: Copy) -> None:
    copy.run(SCRIPTS["tests/tests: axe-core, for the accessibility check"])
    axe = copy.runner / "axe" / "node_modules" / "axe-core" / "axe.min.js"
    assert (copy.runner / "env").read_text("utf-8") == f"AXE_CORE={axe}\n"


def test_the_lowest_versions_are_the_declared_ones(copy: Copy) -> None:
    # The file goes with its folder: it is printed before.
    script, install = copy.folder / ".ci" / "lowest", '"$work/venv/bin/python" -m pip'
    text = script.read_text("utf-8")
    script.write_text(text.replace(install, f'cat "$work/lowest.txt"\n{install}'), "utf-8")
    done = copy.run("bash .ci/lowest")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        requirement.replace(">=", "==") for requirement in PROJECT["dependencies"]
    ]


def test_on_windows_the_readmes_commands_find_their_programs(copy: Copy) -> None:
    done = copy.run(SCRIPTS["tests/tests: the README's two commands"], system="msys")
    *first, tests = copy.calls()
    assert (done.returncode, first) == (
        0,
        [command.replace("python3", "python") for command in README[:-1]],
    )
    assert tests.startswith(f"{README[-1]} src tests/")
    assert [path for path in tests.split(" src ")[1].split() if not (ROOT / path).exists()] == []
    # They were those of Windows: without them nothing is found.
    script = copy.folder / ".ci" / "readme"
    script.write_text(script.read_text("utf-8").replace(".venv/Scripts/", ".venv/Nowhere/"))
    assert copy.run("bash .ci/readme", system="msys").returncode == 127


def test_a_wheel_is_not_tried_beside_another_one(copy: Copy) -> None:
    (copy.folder / "dist").mkdir()
    (copy.folder / "dist" / "factsheet_parser-0.0.1-py3-none-any.whl").touch()
    done = copy.run("bash .ci/wheel")
    assert (done.returncode, done.stderr, copy.calls()) == (
        1,
        f"{copy.folder / 'dist'} is not empty\n",
        [],
    )


def test_a_tag_with_its_section_is_released_with_it(copy: Copy) -> None:
    done = copy.run(SCRIPTS[NOTES])
    assert (done.returncode, done.stderr) == (0, "")
    assert (copy.folder / "notes.md").read_text("utf-8") == "- New.\n"


@pytest.mark.parametrize(
    ("tag", "changelog", "message"),
    [
        ("v9.9.9", None, f"The tag is v9.9.9, and the version in pyproject.toml is {VERSION}."),
        (VERSION, None, f"The tag is {VERSION}, and the version in pyproject.toml is {VERSION}."),
        (f"v{VERSION}.1", None, f"The tag is v{VERSION}.1, and the version in pyproject.toml is {VERSION}."),
        (f"v{VERSION}", "## 0.0.1 (2026-01-01)\n\n- Old.\n", f"CHANGELOG.md has no section for {VERSION}."),
        (f"v{VERSION}", f"## {VERSION}.1 (2026-01-01)\n\n- Other.\n", f"CHANGELOG.md has no section for {VERSION}."),
        (
            f"v{VERSION}",
            f"## {VERSION} (unreleased)\n\n- New.\n",
            f'CHANGELOG.md heads it "## {VERSION} (unreleased)"; a release has its date: (2026-12-01).',
        ),
        (
            f"v{VERSION}",
            f"## {VERSION} (2026-12-01)\n\n## 0.0.1 (2026-01-01)\n\n- Old.\n",
            f"CHANGELOG.md says nothing of {VERSION}.",
        ),
    ],
)  # fmt: skip
def test_a_tag_that_is_not_told_of_is_refused(
    copy: Copy, tag: str, changelog: str | None, message: str
) -> None:
    if changelog is not None:
        copy.changelog(f"# Changelog\n\n{changelog}")
    done = copy.run(SCRIPTS[NOTES], tag=tag)
    assert (done.returncode, done.stderr) == (1, f"{message}\n")


def test_the_changelog_begins_with_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changelog, re.MULTILINE)[0] == VERSION


def test_the_release_has_the_files_and_the_notes(copy: Copy) -> None:
    (copy.folder / "dist").mkdir()
    for name in ("a.tar.gz", "a.whl"):
        (copy.folder / "dist" / name).touch()
    copy.run(SCRIPTS["release/github: the release, with the changelog's section"])
    [call] = copy.calls()
    assert call.split()[-4:] == ["--notes-file", "notes.md", "dist/a.tar.gz", "dist/a.whl"]


def test_nothing_is_published_before_tests_and_trial() -> None:
    needs = {job: definition.get("needs", []) for job, definition in JOBS.items()}
    assert JOBS["release/tests"]["uses"] == "./.github/workflows/tests.yml"
    assert needs["release/pypi"] == ["tests", "build"]
    assert needs["release/github"] == "pypi"
    assert needs["docs/publish"] == "build"


def test_continuous_integration_calls_the_same_scripts() -> None:
    called = {name for script in SCRIPTS.values() for name in re.findall(r"\.ci/(\w+)", script)}
    here = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert called == set(re.findall(r"bash \.ci/(\w+)", here))
    assert called == {path.name for path in (ROOT / ".ci").iterdir()} - {"run"}


def test_the_matrix_has_the_pythons_that_are_declared() -> None:
    matrix = JOBS["tests/tests"]["strategy"]["matrix"]
    cells = {(system, python) for system in matrix["os"] for python in matrix["python"]}
    cells |= {(cell["os"], cell["python"]) for cell in matrix["include"]}
    said = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if ":: 3." in name]
    assert said == ["3.11", "3.12", "3.13", "3.14"]
    assert PROJECT["requires-python"] == f">={said[0]}"
    assert cells == {("ubuntu-latest", python) for python in said} | {
        (f"{system}-latest", python)
        for system in ("macos", "windows")
        for python in (said[0], said[-1])
    }


def test_a_workflow_may_do_little_and_ends_in_time() -> None:
    for name, path in WORKFLOWS.items():
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {
            "contents": "read"
        }, name
    assert {name: job["permissions"] for name, job in JOBS.items() if "permissions" in job} == {
        "docs/publish": {"pages": "write", "id-token": "write"},
        "release/pypi": {"id-token": "write"},
        "release/github": {"contents": "write"},
    }
    assert [name for name, job in JOBS.items() if not ("timeout-minutes" in job or "uses" in job)] == []  # fmt: skip
    for name, step in STEPS.items():
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]), name
        if "checkout@" in step.get("uses", ""):
            assert step["with"] == {"persist-credentials": False}, name


def test_a_contributors_hooks_are_what_continuous_integration_checks() -> None:
    [repository] = read_yaml(".pre-commit-config.yaml")["repos"]
    hooks = [hook["entry"].removeprefix(".venv/bin/") for hook in repository["hooks"]]
    assert hooks == [re.sub(r"( --check)? \.$", "", command) for command in LINT[2:]]
    assert {hook["language"] for hook in repository["hooks"]} == {"system"}


def test_the_version_is_one() -> None:
    citation = read_yaml("CITATION.cff")
    assert (factsheet_parser.__version__, citation["version"]) == (VERSION, VERSION)
    assert (citation["title"], citation["license"]) == (PROJECT["name"], PROJECT["license"])


def test_whoever_cites_is_told_to_cite_the_sheets() -> None:
    assert "Cite the figures themselves to NCMEC's factsheets" in read_yaml("CITATION.cff")["message"]  # fmt: skip


def test_who_reports_a_sheet_is_asked_for_what_is_needed_and_warned() -> None:
    form = read_yaml(".github/ISSUE_TEMPLATE/sheet-not-read.yml")
    first, *asked, last = form["body"]
    assert {item["id"] for item in asked if item.get("validations", {}).get("required")} == {
        "version", "state", "year", "source", "drift", "units",
    }  # fmt: skip
    warning = first["attributes"]["value"]
    assert "cut what is about real persons: names, phone numbers" in warning
    assert "**Never attach a sheet with personal data**" in warning
    assert [option["required"] for option in last["attributes"]["options"]] == [True]
    commands = {command.callback.__name__.rstrip("_") for command in app.registered_commands if command.callback}  # fmt: skip
    named = {word for item in asked for word in re.findall(r"factsheet-parser (\w+)", str(item))}
    assert named == {"drift", "units"}
    assert named <= commands


def test_blank_issues_are_allowed_and_a_pull_request_takes_five_lines() -> None:
    assert read_yaml(".github/ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": True}
    template = (ROOT / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert len(template.splitlines()) == 5
