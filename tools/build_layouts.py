"""Build the layout specimens: small factsheets with invented figures, one kind of page each.

    python tools/build_layouts.py                 # all of them, into tests/layouts/
    python tools/build_layouts.py cards           # those whose name holds "cards"

`layouts.txt` says once what each layout shows. From it come the PDF of every producer, the text form
and, as `specimen-layout-NAME.units.json`, the units that a person sees: never from the parser.
Needs what build_specimens.py needs, but for fpdf2. Where a page is furnished with running headers
and footers, `.furniture.json` lists them; they are no units of the expectation.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2

from layout_blocks import Block, Layout, layouts
from layout_page import Page, Parts, Printer
from layout_printers import PRINTERS
from printing import typographic

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "tests" / "layouts"
MARK = re.compile(r"\^(.+?)\^")
_KINDS = {"bold": "heading", "large": "heading", "subtitle": "title"}
RAISED = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")
PAGES = 2
"""Of the furnished layout, in every form."""


# --- What a person sees


def units(layout: Layout) -> Iterator[dict[str, Any]]:
    heading: list[str] = []
    lead_in: list[str] = []
    caption: list[str] = []
    for block in layout.blocks:
        if block.kind in {"title", "subtitle", "caption", "heading", "bold", "large"}:
            # What names the jurisdiction belongs to the title.
            kind = _KINDS.get(block.kind, block.kind)
            yield _unit(kind, block.lines[0])
            if kind == "heading":
                heading, lead_in, caption = [_plain(block.lines[0])], [], []
            elif kind == "caption":
                caption = [_plain(block.lines[0])]
        elif block.kind in {"text", "indented"}:
            yield from (_unit("sentence", line, heading) for line in block.lines)
            last = _plain(block.lines[-1])
            lead_in, caption = [last] if last.endswith(":") else [], []
        elif block.kind == "list":
            yield from (_unit("item", line, lead_in + heading) for line in block.lines)
        elif block.kind == "table":
            yield from _table_units(block, lead_in + caption, heading)
        elif block.kind == "cards":
            for number, words in block.rows:
                text = f"{words} {number}" if "above" in block.options else f"{number} {words}"
                yield _unit("card", text, heading)
        elif block.kind == "notes":
            yield from (_unit("note", line.partition(" ")[2]) for line in block.lines)


def _table_units(block: Block, above: list[str], heading: list[str]) -> Iterator[dict[str, Any]]:
    heads: list[str] = []
    group: list[str] = []
    for number, cells in enumerate(block.rows):
        if not number and "heads" in block.options:
            heads = ["\t".join(cells)]
            yield _unit("heads", heads[0])
        else:
            if len(cells) == 1:
                group = cells
                yield _unit("heading", cells[0])
            else:
                yield _unit("row", "\t".join(cells), heads + above + (group or heading))


def _unit(kind: str, text: str, above: Sequence[str] = ()) -> dict[str, Any]:
    unit: dict[str, Any] = {"kind": kind, "text": _plain(text)}
    if above:
        unit["above"] = list(above)
    if marks := MARK.findall(text):
        unit["marks"] = marks
    return unit


def _plain(text: str) -> str:
    return MARK.sub("", text)


# --- The text form, as somebody exports it or copies it from a page


def text_form(layout: Layout) -> str:
    lines: list[str] = []
    for block in layout.blocks:
        lines += [*_text_lines(block, "wrapped" in layout.options), ""]
    lines = lines[:-1]
    if "numbered" in layout.options:
        printed = iter(range(1, len(lines) + 1))
        lines = [f"{next(printed):3}  {line}" if line else "" for line in lines]
    if "furnished" not in layout.options:
        return "\n".join(lines) + "\n"
    cut = next(
        i
        for i in range(len(lines) * 3 // 5, len(lines))
        if lines[i - 2] and lines[i - 1] and lines[i] and lines[i - 1][-1] not in ".,"
    )
    pages = []
    for number, page in enumerate((lines[:cut], lines[cut:]), 1):
        header, *footer = Page(furnished=True).furniture(number)
        pages.append("\n".join([header, "", *page, "", *footer, ""]))
    return "\f".join(pages)


def _text_lines(block: Block, wrapped: bool) -> list[str]:
    shown = [MARK.sub(lambda match: match[1].translate(RAISED), line) for line in block.lines]
    if block.kind == "cards":
        number, words = (-1, 0) if "above" in block.options else (0, -1)
        cards = [(cells[number], cells[words], "") for cells in block.rows]
        return [line for card in cards for line in card][:-1]
    if block.kind == "list":
        bullets = [bullet(block.options[0], i, word="\uf0b7") for i in range(len(shown))]
        return [f"{mark} {line}" for mark, line in zip(bullets, shown, strict=True)]
    if block.kind == "notes":
        return [
            f"{line.partition(' ')[0].translate(RAISED)} {line.partition(' ')[2]}" for line in shown
        ]
    if block.kind == "table":
        return [line for row in shown for line in _text_row(row.split(" | "), block.options)]
    if block.kind in {"left", "right", "across"}:
        return []
    text = " ".join(shown)
    return textwrap.wrap(text, 78, break_on_hyphens=False) if wrapped else [text]


def _text_row(cells: list[str], options: Sequence[str]) -> list[str]:
    if "leaders" in options:
        return [f"{cells[0]} {'.' * (66 - len(cells[0]) - len(cells[1]))} {cells[1]}"]
    if "before" in options:
        return ["\t".join(reversed(cells))]
    if "narrow" not in options:
        return ["\t".join(cells)]
    lines = textwrap.wrap(cells[0], 28)
    beside = {"top": 0, "middle": (len(lines) - 1) // 2, "bottom": len(lines) - 1}[options[1]]
    shown = [f"{line:32}{cells[1]}" if i == beside else line for i, line in enumerate(lines)]
    # Else nothing tells where a row ends.
    return [*shown, ""] if options[1] == "middle" else shown


def bullet(kind: str, index: int, word: str) -> str:
    """`word` is what Word prints for its round bullet."""
    return {"1.": f"{index + 1}.", "a)": f"{chr(97 + index)})", "word": word}.get(kind, kind)


# --- The pages


def parts(blocks: Sequence[Block], printer: Printer, width: float) -> Parts:
    printed: Parts = []
    for block in blocks:
        if block.kind == "cards":
            printed.append(_cards(block, printer, width))
        elif block.kind == "table":
            printed += _table(block, printer, width)
        elif block.kind == "list":
            for index, line in enumerate(block.lines):
                mark = bullet(block.options[0], index, printer.word_bullet)
                printed.append(printer.para("item", line, mark))
        elif block.kind == "notes":
            for line in block.lines:
                mark, _, text = line.partition(" ")
                printed.append(printer.para("note", f"^{mark}^ {text}"))
        else:
            printed.append(printer.para(block.kind, " ".join(block.lines)))
    return printed


def _cards(block: Block, printer: Printer, width: float) -> Any:
    columns = int(block.options[0])
    cells = []
    for number, words in block.rows:
        cell = [printer.para("big", number), printer.para("small", words)]
        cells.append(cell[::-1] if "above" in block.options else cell)
    cells += [[] for _ in range(-len(cells) % columns)]
    rows = [cells[i : i + columns] for i in range(0, len(cells), columns)]
    valign = "bottom" if "above" in block.options else "top"
    wide = width / max(columns, 2)
    return printer.grid(rows, [wide] * columns, "cards", valign)


def _table(block: Block, printer: Printer, width: float) -> Parts:
    if "leaders" in block.options:
        return [printer.para("leader", "\t".join(cells)) for cells in block.rows]
    most = max(len(cells) for cells in block.rows)
    rows: list[list[Parts]] = []
    for number, cells in enumerate(block.rows):
        head = not number and "heads" in block.options
        bold = head or cells[0] == "Total" or len(cells) == 1
        row: list[Parts] = [[printer.para("bold-label" if bold else "label", cells[0])]]
        row += [[printer.para("bold-number" if bold else "number", cell)] for cell in cells[1:]]
        row += [[] for _ in range(most - len(cells))]
        rows.append(row[::-1] if "before" in block.options else row)
    widths = [280.0, 80.0, 80.0][:most]
    if "narrow" in block.options:
        widths = [140.0, 60.0]
    elif "wide" in block.options:
        widths = [width - 80, 80]
    elif "before" in block.options:
        widths = [80.0, 280.0]
    valign = block.options[1] if "narrow" in block.options else "top"
    return [printer.grid(rows, widths, "table", valign)]


def pages(layout: Layout, printer: Printer, page: Page) -> Parts:
    """The parts in order; what stands to the left and to the right, beside each other."""
    printed: Parts = []
    beside: list[Parts] = []
    place, here = "across", list[Block]()
    for block in (*layout.blocks, Block("across", (), ())):
        if block.kind not in {"left", "right", "across"}:
            here.append(block)
            continue
        if place == "across":
            printed += parts(here, printer, page.width)
        else:
            beside.append(parts(here, printer, page.width / 2))
        if place == "right":
            printed.append(printer.grid([beside], [page.width / 2] * 2, "columns", "top"))
            beside = []
        place, here = block.kind, []
    return printed


def check(layout: Layout, out: Path, sentences: Sequence[str]) -> None:
    """A furnished layout is cut inside a sentence, which then stands on neither page."""
    with pypdfium2.PdfDocument(out) as pdf:
        shown = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert len(shown) in (1, PAGES), out
    cut = [text for text in sentences if not any(text in page for page in shown)]
    assert "furnished" not in layout.options or len(cut) == 1, (out, cut)


def main(wanted: str = "") -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for layout in layouts().values():
        if wanted not in layout.name or not layout.producers:
            continue
        stem = OUT / f"specimen-layout-{layout.name}"
        page = replace(Page(), **{option: True for option in layout.options if option != "wrapped"})
        expected = list(units(layout))
        lines = ",\n".join(json.dumps(unit, ensure_ascii=False) for unit in expected)
        Path(f"{stem}.units.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        Path(f"{stem}.txt").write_text(text_form(layout), encoding="utf-8")
        if page.furnished:
            furniture = [text for number in range(1, PAGES + 1) for text in page.furniture(number)]
            listed = json.dumps(furniture, ensure_ascii=False, indent=0)
            Path(f"{stem}.furniture.json").write_text(listed + "\n", encoding="utf-8")
        for name in layout.producers:
            printer = PRINTERS[name](page)
            out = Path(f"{stem}-{name}.pdf")
            title = f"SPECIMEN with invented figures: {layout.name}"
            printer.save(title, pages(layout, printer, page), out)
            check(layout, out, [typographic(unit["text"]) for unit in expected])
            print(out.relative_to(ROOT), out.stat().st_size)


if __name__ == "__main__":
    main(*sys.argv[1:])
