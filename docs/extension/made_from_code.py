"""What the site says of figures, findings, commands, columns and names, made from the code itself.

A page holds a comment `<!-- made from the code: NAME -->` where it belongs; before Sphinx reads the
page, the Markdown that the function of that name gives stands there instead. What the code has and
`findings.toml` does not explain ends the build.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import typer
from docutils import nodes
from pydantic import BaseModel
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.typing import ExtensionMetadata, stringify_annotation

import factsheet_parser
from factsheet_parser import errors, parse_factsheet
from factsheet_parser.batch.together.findings import BatchCode
from factsheet_parser.cli import app as command_line
from factsheet_parser.record import (
    ERROR_CODES,
    FIGURES,
    HEDGES,
    SECTIONS,
    Factsheet,
    Figure,
    FigureDefinition,
    FindingCode,
)
from factsheet_parser.tables.table import FINDINGS, LONG, Table, wide
from factsheet_parser.wordings.load import Wording, counter_examples, shipped

DOCS = Path(__file__).parent.parent
SAMPLE = DOCS.parent / "samples" / "iowa-2023.txt"
EXPLAINED: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    (DOCS / "findings.toml").read_text(encoding="utf-8")
)
_COMMENT = re.compile(r"<!-- made from the code: ([\w-]+) -->")


class UnexplainedError(ExtensionError):
    """The code has something that the site does not explain, or the other way round."""


# --- Figures


def figures() -> Iterator[str]:
    """Each figure: what it counts, what the one real sheet says, and the sentences that give it."""
    sheet = parse_factsheet(SAMPLE)
    for section, model in SECTIONS.items():
        yield f"## {model.heading}"
        yield inspect.cleandoc(model.__doc__ or "")
        for definition in FIGURES.values():
            if definition.section == section:
                yield from _figure(definition, sheet)


def _figure(definition: FigureDefinition, sheet: Factsheet) -> Iterator[str]:
    name = definition.name
    yield f"(figure-{name.replace('.', '-').replace('_', '-')})="
    yield f"### `{name}`"
    yield definition.description
    whose = "The nation's" if definition.scope == "national" else "The state's"
    yield f"{whose}; {'percent' if definition.percent else 'a count'}." + _part(definition)
    yield _in_the_sample(sheet.figures[name], "%" if definition.percent else "")
    exact, variants = _wordings_of(name)
    yield from _folded("Known wordings", exact, "as printed in the Iowa sheet of 2023")
    yield from _folded("Variants of them", variants, "in the notation of a wordings file")
    alike = [each.sentence for each in counter_examples() if each.figure == name]
    yield from _folded("Looks like it, and counts something else", alike, "never read")


def _part(definition: FigureDefinition) -> str:
    said = ""
    if definition.within:
        said += f" It cannot be larger than `{definition.within}` (`exceeds_national`)."
    if definition.adds_to:
        said += f" It and its like add up to `{definition.adds_to}` (`total_mismatch`)."
    return said


def _in_the_sample(figure: Figure, unit: str) -> str:
    hedge = HEDGES.get(figure.qualifier, "")
    value = f"{figure.value:,}" if isinstance(figure.value, int) else f"{figure.value:g}"
    return f"In the Iowa sheet of 2023: {hedge}{value}{unit}, from\n\n> {_plain(figure.evidence.sentence)}"


def _wordings_of(figure: str) -> tuple[list[str], list[str]]:
    """The sentences that give a figure: as a sheet printed them, and their variants."""
    exact: list[str] = []
    variants: list[str] = []
    for wording in shipped():
        if wording.figure == figure or f"{{{figure}}}" in wording.sentence:
            (variants if _is_template(wording) else exact).append(wording.sentence)
    return exact, variants


def _is_template(wording: Wording) -> bool:
    return wording.source != "the Iowa sheet of 2023"


def _folded(title: str, lines: Iterable[str], what: str) -> Iterator[str]:
    """A list that opens when it is asked for."""
    lines = list(lines)
    if lines:
        yield f"<details><summary>{title}: {len(lines)}, {what}</summary>"
        yield "\n".join(f"- {_code(line)}" for line in lines)
        yield "</details>"


def phrases() -> Iterator[str]:
    """The classes of phrases that the wordings name."""
    shipped_classes = files("factsheet_parser.wordings").joinpath("words.toml")
    for name, members in tomllib.loads(shipped_classes.read_text(encoding="utf-8")).items():
        yield from _folded(f"&lt;{name}&gt;", members, "each stands for every other")


# --- Findings and errors


def findings() -> Iterator[str]:
    """Every finding of one sheet."""
    explained = _explained("finding", get_args(FindingCode))
    for severity, title in (("error", "Errors"), ("warning", "Warnings")):
        yield f"## {title}"
        yield {
            "error": "Which value belongs in the field cannot be told, so the field is empty.",
            "warning": "The record says what the sheet says, and someone should look.",
        }[severity]
        for code in get_args(FindingCode):
            if (code in ERROR_CODES) == (severity == "error"):
                yield from _entry(code, explained[code])


def findings_together() -> Iterator[str]:
    """Every finding of several sheets."""
    explained = _explained("together", get_args(BatchCode))
    for code in get_args(BatchCode):
        yield from _entry(code, explained[code])


def _entry(code: str, said: dict[str, str]) -> Iterator[str]:
    yield f"(finding-{code.replace('_', '-')})="
    yield f"### `{code}`"
    yield said["says"]
    yield f"**What to do.** {said['do']}"


def error_classes() -> list[type[Exception]]:
    """Every error that this package raises for an input or a file, the general before the special."""
    modules = (errors, factsheet_parser)
    found = [
        each
        for module in modules
        for name in getattr(module, "__all__", None) or vars(module)
        if _is_error(each := getattr(module, name))
        and each.__module__.startswith("factsheet_parser")
    ]
    return sorted(dict.fromkeys(found), key=lambda each: (len(each.__mro__), each.__name__))


def error_entries() -> Iterator[str]:
    """Every error, with what it means and what to do about it."""
    classes = error_classes()
    explained = _explained("error", [each.__name__ for each in classes])
    for each in classes:
        [base] = [base for base in each.__bases__ if issubclass(base, Exception)][:1]
        yield f"(error-{each.__name__.lower()})="
        yield f"### `{each.__name__}`"
        yield f"{_literal(inspect.cleandoc(each.__doc__ or ''))} (A kind of `{base.__name__}`.)"
        yield f"**What to do.** {explained[each.__name__]['do']}"


def _explained(kind: str, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """What `findings.toml` says of these names: of each of them, and of nothing else."""
    names, explained = set(names), EXPLAINED[kind]
    if names != explained.keys():
        raise UnexplainedError(
            f"docs/findings.toml, [{kind}]: without an entry: {sorted(names - explained.keys())}; "
            f"not in the code: {sorted(explained.keys() - names)}"
        )
    return explained


# --- The command line


def commands() -> Iterator[str]:
    """Every command with its options, as `--help` tells them."""
    group: Any = typer.main.get_command(command_line)
    outer = group.make_context("factsheet-parser", [], resilient_parsing=True)
    for name, command in group.commands.items():
        context = command.make_context(name, [], parent=outer, resilient_parsing=True)
        yield f"## {name}"
        yield _code_block("text", context.get_usage().removeprefix("Usage: "))
        yield _literal(inspect.cleandoc(command.help or ""))
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record is not None and "--help" not in parameter.opts:
                term, told = record
                yield f"{_code(term)}\n: {_literal(told)}"


# --- Tables


def wide_columns() -> Iterator[str]:
    """The columns of a row a factsheet."""
    return _columns(wide(FIGURES))


def long_columns() -> Iterator[str]:
    """The columns of a row a figure."""
    return _columns(LONG)


def findings_columns() -> Iterator[str]:
    """The columns of a row a finding."""
    return _columns(FINDINGS)


def _columns(table: Table) -> Iterator[str]:
    for column in table.columns:
        kind = column.type + (f", {column.unit}" if column.unit else "")
        empty = "never empty" if column.always else "may be empty"
        yield f"`{column.name}` ({kind}; {empty})\n: {_literal(column.description)}"


# --- Python


def public_names() -> Iterator[str]:
    """Everything that `factsheet_parser` exports, from its docstrings."""
    exported = {name: getattr(factsheet_parser, name) for name in factsheet_parser.__all__}
    kinds: tuple[tuple[str, str, Callable[[Any], bool]], ...] = (
        ("Functions", "autofunction", inspect.isfunction),
        ("Records", "autoclass", lambda each: inspect.isclass(each) and not _is_error(each)),
        ("Errors", "autoexception", _is_error),
    )
    left = set(exported)
    for title, directive, belongs in kinds:
        yield f"## {title}"
        members = [name for name, each in exported.items() if belongs(each)]
        members.sort(key=lambda name: not name.startswith("parse_"))  # what a reader seeks first
        left.difference_update(members)
        yield _code_block("{eval-rst}", "\n\n".join(_documented(directive, m) for m in members))
    if left:
        raise UnexplainedError(f"neither a function nor a class: {sorted(left)}")


def _is_error(each: object) -> bool:
    return inspect.isclass(each) and issubclass(each, Exception)


def _documented(directive: str, name: str) -> str:
    options = {
        "autoclass": "\n   :members:\n   :exclude-members: model_config",
        "autoexception": "\n   :show-inheritance:",
    }
    return f".. {directive}:: factsheet_parser.{name}{options.get(directive, '')}"


def add_fields(
    _app: Sphinx, what: str, _name: str, documented: object, _options: object, lines: list[str]
) -> None:
    """Behind the docstring of a pydantic model: its fields, with what they hold."""
    if what != "class" or not inspect.isclass(documented) or not issubclass(documented, BaseModel):
        return
    for name, field in documented.model_fields.items():
        annotation = documented.__annotations__.get(name, field.annotation)
        kind = (
            annotation
            if isinstance(annotation, str)
            else stringify_annotation(annotation, "smart").replace("~", "")
        )
        default = (
            ""
            if field.is_required()
            else f", `{field.get_default(call_default_factory=True)!r}` by default"
        )
        said = f": {field.description}" if field.description else ""
        lines.append(f"- `{name}` (`{kind}`{default}){said}")
    lines.append("")


def hide_signature(_app: Sphinx, what: str, *_: object) -> tuple[str, None] | None:
    """A record is told by its fields: it is given, not made."""
    return ("", None) if what == "class" else None


_TOLD_AT = {"ReadingOptions": "parse_factsheet"}
"""Keywords that many functions share, and who says what they do."""


def resolve_by_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, inner: nodes.TextElement
) -> nodes.reference | None:
    """A public name leads to its entry, in whichever module it is defined."""
    module, _, name = str(node.get("reftarget", "")).rpartition(".")
    name = _TOLD_AT.get(name, name)
    if node.get("refdomain") != "py" or name not in factsheet_parser.__all__:
        return None
    if module and not module.startswith("factsheet_parser"):
        return None
    for target, entry in env.domains.python_domain.objects.items():
        if target == f"factsheet_parser.{name}":
            place = app.builder.get_relative_uri(node["refdoc"], entry.docname)
            return nodes.reference("", "", inner, refuri=f"{place}#{entry.node_id}", internal=True)
    return None


# --- Markdown


def _plain(text: str) -> str:
    """Text of a sheet, in which nothing is Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text.replace("\t", " | "))


def _literal(text: str) -> str:
    """Text of a docstring, in which only what stands between backticks is Markdown."""
    parts = text.split("`")
    return "`".join(part if at % 2 else _plain(part) for at, part in enumerate(parts))


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence}{text.replace(chr(9), ' | ')}{fence}"


def _code_block(language: str, text: str) -> str:
    return f"````{language}\n{text}\n````"


MADE: dict[str, Callable[[], Iterator[str]]] = {
    "figures": figures,
    "phrases": phrases,
    "findings": findings,
    "findings-together": findings_together,
    "errors": error_entries,
    "commands": commands,
    "wide-columns": wide_columns,
    "long-columns": long_columns,
    "findings-columns": findings_columns,
    "public-names": public_names,
}


def made(text: str) -> str:
    """A page's text with what its comments ask for; raises KeyError for what nothing makes."""
    return _COMMENT.sub(lambda comment: "\n\n".join(MADE[comment[1]]()), text)


def _make(_app: Sphinx, _docname: str, content: list[str]) -> None:
    content[0] = made(content[0])


def _outdated(_app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """The pages that are made from the code, which are always made anew."""
    return [
        docname
        for docname in env.found_docs
        if _COMMENT.search(Path(env.doc2path(docname)).read_text(encoding="utf-8"))
    ]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Sphinx calls this."""
    app.connect("source-read", _make)
    app.connect("env-get-outdated", _outdated)
    app.connect("autodoc-process-docstring", add_fields)
    app.connect("autodoc-process-signature", hide_signature)
    app.connect("missing-reference", resolve_by_name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
