"""Build the hostile and broken files of tests/hostile, each with a line that says what it shows.

    python tools/build_hostile.py

Every sheet holds the invented figures of the specimen for Ohio. `cases.toml`, which it writes too,
says what each file must give:

    record    all the true figures
    harmless  true figures, or none of them, or an error; never another value
    hidden    the true figures, and a `hidden_text` finding
    withheld  anything but the hidden number
    updated   the newest number
    an error's name

Needs the extra `specimens` (cryptography, fpdf2).
"""

from __future__ import annotations

import json
import textwrap
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
OUT = ROOT / "tests" / "hostile"
NAME = "specimen-ohio-2023"
TITLE = "SPECIMEN with invented figures: a broken or hostile file"
TRUE_NUMBER, OTHER_NUMBER = "21,407", "98,765"
LINES_A_PAGE = 56


class Case(NamedTuple):
    """One file."""

    name: str
    data: bytes
    gives: str
    shows: str


Objects = dict[int, bytes]


def sheet_lines() -> list[str]:
    text = (FIXTURES / f"{NAME}.txt").read_text(encoding="utf-8").replace("**", "")
    text = text.replace("running\n\nbehavior", "running behavior")
    lines: list[str] = []
    for paragraph in text.strip("\n").split("\n"):
        lines += textwrap.wrap(paragraph.replace("\t", "     "), 95) or [""]
    return lines


def show(text: str, x: float, y: float, size: float = 10) -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"


def contents(lines: list[str]) -> list[str]:
    """The content streams of the pages that hold these lines."""
    pages = []
    for start in range(0, len(lines), LINES_A_PAGE):
        part = lines[start : start + LINES_A_PAGE]
        pages.append(
            "\n".join(show(line, 50, 740 - 12 * row) for row, line in enumerate(part) if line)
        )
    return pages


def stream(data: bytes | str, entries: str = "") -> bytes:
    raw = data.encode("cp1252") if isinstance(data, str) else data
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(raw), entries.encode(), raw)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BOX = "/MediaBox [0 0 612 792]"


def objects_of(
    pages: list[str], *, box: str = BOX, font: bytes = FONT, resources: str = ""
) -> Objects:
    """The objects of a PDF: 1 catalog, 2 page tree, 3 information, 4 font, then page and content."""
    objects: Objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: f"<< /Title ({TITLE}) >>".encode(),
        4: font,
    }
    kids = []
    for content in pages:
        number = max(objects) + 1
        kids.append(number)
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R {box} /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F 4 0 R >> {resources} >> >>"
        ).encode()
        objects[number + 1] = stream(content)
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[2] = f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} >>".encode()
    return objects


def written(objects: Objects, *, shift: int = 0, start: int | None = None, size: int | None = None,
            trailer: str = "") -> bytes:  # fmt: skip
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = len(out)
    last = max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        place = places.get(number)
        out += b"0000000000 00000 f \n" if place is None else b"%010d 00000 n \n" % (place + shift)
    out += (
        f"trailer << /Size {size or last + 1} /Root 1 0 R /Info 3 0 R {trailer} >>\n"
        f"startxref\n{table if start is None else start}\n%%EOF\n"
    ).encode()
    return bytes(out)


def good() -> Objects:
    return objects_of(contents(sheet_lines()))


def with_front(content: str, box: str = BOX) -> bytes:
    """The good sheet with `content` painted on its first page, before the rest."""
    pages = contents(sheet_lines())
    pages[0] = f"{content}\n{pages[0]}"
    return written(objects_of(pages, box=box))


def with_back(content: str, box: str = BOX) -> bytes:
    """The good sheet with `content` painted on its first page, after the rest."""
    pages = contents(sheet_lines())
    pages[0] = f"{pages[0]}\n{content}"
    return written(objects_of(pages, box=box))


def grouped(before: str, after: str) -> bytes:
    """The good sheet, each page's content in a group of its own, between two other things."""
    pages = contents(sheet_lines())
    objects = objects_of(["/X Do" for _ in pages])
    for number, content in enumerate(pages):
        group = max(objects) + 1
        objects[group] = stream(
            f"{before}\n{content}\n{after}",
            "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Group << /S /Transparency >> "
            "/Resources << /Font << /F 4 0 R >> >>",
        )
        page = 5 + 2 * number
        resources = f"/Resources << /XObject << /X {group} 0 R >>".encode()
        objects[page] = objects[page].replace(b"/Resources <<", resources)
    return written(objects)


def in_a_layer(content: str, state: str) -> bytes:
    """The good sheet with `content` in a group of its first page that is a layer, ON or OFF."""
    objects = objects_of([f"/X Do\n{page}" for page in contents(sheet_lines())])
    objects[91] = stream(
        content,
        "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /OC 90 0 R "
        "/Resources << /Font << /F 4 0 R >> >>",
    )
    objects[5] = objects[5].replace(b"/Resources <<", b"/Resources << /XObject << /X 91 0 R >>")
    objects[90] = b"<< /Type /OCG /Name (Layer) >>"
    states = f"/{state} [90 0 R] /BaseState /ON"
    objects[1] = (
        f"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [90 0 R] /D << {states} >> >> >>"
    ).encode()
    return written(objects)


def masked(content: str) -> bytes:
    """The good sheet with `content` on its first page, painted through a mask that is black."""
    pages = contents(sheet_lines())
    pages[0] = f"q /M gs {content} Q\n{pages[0]}"
    objects = objects_of(pages)
    objects[91] = stream(
        "0 g 0 0 612 792 re f",
        "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Group << /S /Transparency /CS /DeviceGray >>",
    )
    objects[90] = b"<< /Type /ExtGState /SMask << /S /Luminosity /G 91 0 R >> >>"
    objects[5] = objects[5].replace(b"/Resources <<", b"/Resources << /ExtGState << /M 90 0 R >>")
    return written(objects)


def sentence(number: str) -> str:
    return f"In 2023, {number} CyberTipline reports were made available to law enforcement in Ohio."


# --- Cut and bent


def truncated() -> Iterator[Case]:
    data = (FIXTURES / f"{NAME}-reportlab.pdf").read_bytes()
    for percent in (1, 5, 15, 30, 50, 70, 90, 97, 99):
        yield Case(f"cut-{percent:02}", data[: len(data) * percent // 100], "harmless",
                   f"a download that ended after {percent}% of the file")  # fmt: skip


def bent() -> Iterator[Case]:
    objects = good()
    yield Case(
        "xref-shifted", written(objects, shift=7), "record", "every offset in the table is wrong"
    )
    yield Case(
        "xref-nowhere", written(objects, start=0), "record", "the table is said to start at 0"
    )
    whole = written(objects)
    table = whole.index(b"xref\n0")
    yield Case(
        "xref-loop",
        written(objects, trailer=f"/Prev {table}"),
        "harmless",
        "the table names itself as the one before it",
    )
    yield Case(
        "xref-huge",
        written(objects, size=2_000_000_000),
        "harmless",
        "the table claims two billion objects",
    )
    yield Case("xref-gone", whole[:table], "harmless", "the table and the trailer are missing")
    loop = {**objects, 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}
    yield Case("pages-loop", written(loop), "DamagedPdfError", "the page tree is its own child")
    empty = {**objects, 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
    yield Case("pages-none", written(empty), "DamagedPdfError", "a PDF without pages")
    lying = {**objects, 2: objects[2].replace(b"/Count 2", b"/Count 20")}
    yield Case(
        "pages-miscounted", written(lying), "harmless", "the page tree claims 20 pages and has 2"
    )
    parentless = {**objects, 5: objects[5].replace(b"/Parent 2 0 R", b"")}
    yield Case(
        "page-without-parent", written(parentless), "record", "a page does not name its tree"
    )
    boxless = objects_of(contents(sheet_lines()), box="")
    yield Case("page-without-box", written(boxless), "harmless", "no page says how large it is")
    no_length = {**objects, 6: objects[6].replace(b"/Length", b"/Longth")}
    yield Case(
        "stream-without-length",
        written(no_length),
        "harmless",
        "a stream does not say how long it is",
    )
    wrong_length = {**objects, 6: stream(b"x" * 10) + objects[6]}
    yield Case(
        "stream-too-short", written(wrong_length), "harmless", "a stream is longer than it says"
    )
    yield Case(
        "header-late",
        b"junk\n" * 150 + written(objects),
        "harmless",
        "750 bytes of junk before the header",
    )
    yield Case(
        "header-too-late",
        b"junk\n" * 400 + written(objects),
        "UnsupportedFormatError",
        "the header stands behind the first 1,024 bytes",
    )
    yield Case("header-only", b"%PDF-1.7\n", "DamagedPdfError", "a header and nothing else")
    yield Case("noughts", b"%PDF-1.7\n" + bytes(4096), "DamagedPdfError", "a header and noughts")
    yield Case(
        "web-page",
        b"<!DOCTYPE html>\n<html><title>404</title></html>",
        "UnsupportedFormatError",
        "a web page saved as .pdf",
    )


# --- Without end


def endless() -> Iterator[Case]:
    deep = good()
    first = max(deep) + 1
    for number in range(first, first + 2000):
        deep[number] = (
            f"<< /Type /Pages /Parent {number - 1} 0 R /Kids [{number + 1} 0 R] /Count 1 >>".encode()
        )
    deep[first + 2000] = deep[5]
    deep[2] = f"<< /Type /Pages /Kids [{first} 0 R] /Count 1 >>".encode()
    yield Case("pages-deep", written(deep), "harmless", "a page tree of 2,000 levels")
    many = good()
    many[2] = b"<< /Type /Pages /Kids [%s] /Count 3000 >>" % (b"5 0 R " * 3000)
    yield Case("pages-many", written(many), "LimitExceededError", "3,000 pages")
    yield Case(
        "arrays-deep",
        with_front("[" * 100_000),
        "harmless",
        "100,000 arrays in each other in a page's content",
    )
    yield Case(
        "dictionaries-deep",
        written({**good(), 3: b"<< /A " * 20_000 + b">>" * 20_000}),
        "harmless",
        "20,000 dictionaries in each other",
    )
    yield Case(
        "states-deep",
        with_front("q " * 50_000),
        "harmless",
        "50,000 graphics states, none given back",
    )
    form = good()
    number = max(form) + 1
    form[number] = stream(
        "/X Do",
        f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {number} 0 R >> >>",
    )
    form[5] = form[5].replace(
        b"/Resources <<", f"/Resources << /XObject << /X {number} 0 R >>".encode()
    )
    form[6] = stream("/X Do\n" + contents(sheet_lines())[0])
    yield Case("form-in-itself", written(form), "harmless", "a form that paints itself")
    type3 = objects_of(contents(sheet_lines()))
    procedure = max(type3) + 1
    type3[procedure] = stream("0 0 d0 BT /F 9 Tf (a) Tj ET")
    type3[4] = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 "
        f"/LastChar 97 /Widths [9] /CharProcs << /a {procedure} 0 R >> /Encoding << /Differences [97 /a] >> "
        f"/Resources << /Font << /F 4 0 R >> >> >>"
    ).encode()
    yield Case("font-in-itself", written(type3), "harmless", "a font whose letter is set in itself")
    bomb = good()
    blanks = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
    bomb[6] = stream(blanks, "/Filter [/FlateDecode /FlateDecode]")
    yield Case(
        "bomb", written(bomb), "harmless", "a page's content of 300 MB packed into a kilobyte"
    )
    marks = zlib.compress(zlib.compress(b"[" * 30_000_000, 9), 9)
    bomb = {**good(), 6: stream(marks, "/Filter [/FlateDecode /FlateDecode]")}
    yield Case(
        "bomb-of-arrays", written(bomb), "harmless", "30 million brackets packed into a kilobyte"
    )
    shows = zlib.compress(zlib.compress(b"BT /F 9 Tf (In 2023 ) Tj ET " * 400_000, 9), 9)
    bomb = {**good(), 6: stream(shows, "/Filter [/FlateDecode /FlateDecode]")}
    yield Case(
        "bomb-of-text",
        written(bomb),
        "harmless",
        "three million letters packed into some kilobytes",
    )
    numbers = good()
    numbers[6] = stream("9" * 200_000 + " 0 Td\n" + contents(sheet_lines())[0])
    yield Case("number-without-end", written(numbers), "harmless", "an operand of 200,000 digits")
    wide = objects_of(contents(sheet_lines()), box="/MediaBox [0 0 9000 792]")
    yield Case("page-wide", written(wide), "LimitExceededError", "a page whose box is 0 0 9000 792")
    for name, box in (
        ("huge", "0 0 1e9 1e9"),
        ("flat", "0 0 0 0"),
        ("turned-inside-out", "612 792 0 0"),
        ("not-numbers", "/a /b /c /d"),
    ):
        odd = objects_of(contents(sheet_lines()), box=f"/MediaBox [{box}]")
        yield Case(f"page-{name}", written(odd), "harmless", f"a page whose box is {box}")


# --- What nobody sees


def hidden() -> Iterator[Case]:
    false = sentence(OTHER_NUMBER)
    place = show(false, 50, 30)
    yield Case(
        "hidden-mode",
        with_front(f"3 Tr {place} 0 Tr"),
        "hidden",
        "another number in text that is set to be invisible",
    )
    yield Case(
        "hidden-white", with_front(f"1 g {place} 0 g"), "hidden", "another number in white on white"
    )
    yield Case(
        "hidden-cover",
        with_front(f"{place} 1 g 40 25 500 15 re f 0 g"),
        "hidden",
        "another number below a white rectangle",
    )
    yield Case(
        "hidden-outside",
        with_front(show(false, 50, -60)),
        "hidden",
        "another number below the page's edge",
    )
    yield Case(
        "hidden-speck",
        with_front(show(false, 50, 30, 0.3)),
        "hidden",
        "another number in type of a third of a point",
    )
    yield Case(
        "hidden-clip",
        with_front(f"q 0 0 10 10 re W n {place} Q"),
        "hidden",
        "another number outside the clipping path",
    )
    yield Case(
        "hidden-clip-of-parts",
        with_front(f"q 0 0 10 10 re 600 780 10 10 re W n {place} Q"),
        "hidden",
        "another number between the two parts of the clipping path",
    )
    yield Case(
        "hidden-marker",
        with_front(f"{place} 15 w 40 33 m 560 33 l S 1 w"),
        "hidden",
        "another number below the broad stroke of a black marker",
    )
    yield Case(
        "seen-in-a-frame",
        with_front("3 w 40 20 530 760 re S 1 w"),
        "record",
        "a sheet in a broad frame",
    )
    for name, off in (("hidden", True), ("seen", False)):
        text, gives = (place, "hidden") if off else (show(sentence(TRUE_NUMBER), 50, 30), "record")
        state = "off" if off else "on"
        yield Case(
            f"{name}-group-in-a-layer",
            in_a_layer(text, state.upper()),
            gives,
            f"a sentence in a group that is a layer, which is switched {state}",
        )
    yield Case(
        "hidden-mask",
        masked(place),
        "hidden",
        "another number that a mask leaves out",
    )
    yield Case(
        "hidden-black-on-black",
        with_front(f"0 g 40 25 520 15 re f {place}"),
        "hidden",
        "another number in black on black",
    )
    layered = objects_of(
        [
            f"/OC /L BDC {place} EMC\n{page}" if not number else page
            for number, page in enumerate(contents(sheet_lines()))
        ],
        resources="/Properties << /L 90 0 R >>",
    )
    layered[90] = b"<< /Type /OCG /Name (Layer) >>"
    layered[1] = (
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [90 0 R] /D << /OFF [90 0 R] /BaseState /ON >> >> >>"
    )
    yield Case(
        "hidden-layer", written(layered), "hidden", "another number in a layer that is switched off"
    )
    lines = sheet_lines()
    at = next(i for i, line in enumerate(lines) if TRUE_NUMBER in line)
    y = 740 - 12 * at
    replaced = f"1 g 45 {y - 3} 520 12 re f 0 g " + show(
        lines[at].replace(TRUE_NUMBER, OTHER_NUMBER), 50, y
    )
    yield Case(
        "hidden-replaced",
        with_back(replaced),
        "withheld",
        "a line painted over with another number: the one on top counts",
    )
    invisible = [f"3 Tr {page}" for page in contents(lines)]
    yield Case(
        "hidden-all",
        written(objects_of(invisible)),
        "NoTextError",
        "a sheet whose whole text is invisible, as over a scan",
    )
    seen = with_front(f"0.9 g 40 {y - 20} 540 60 re f 0 g")
    yield Case("seen-on-grey", seen, "record", "a sentence on a grey band, which everybody sees")
    band = with_front(
        "0 0 0.5 rg 0 745 612 40 re f 1 g " + show("A white heading on blue", 50, 760, 14) + " 0 g"
    )
    yield Case(
        "seen-in-a-group",
        grouped("0.9 g 0 0 612 792 re f 0 g", ""),
        "record",
        "a sheet in a group, on a grey ground that everybody sees",
    )
    yield Case(
        "hidden-in-a-group",
        grouped("", "1 g 0 0 612 792 re f"),
        "NoTextError",
        "a sheet in a group that paints white over it",
    )
    yield Case(
        "seen-white-on-blue", band, "record", "a white heading on blue, which everybody sees"
    )


# --- Letters that are not what they seem


def letters() -> Iterator[Case]:
    def to_unicode(pairs: list[tuple[int, str]]) -> bytes:
        rows = "\n".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs)
        return stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{min(len(pairs), 100)} beginbfchar\n{rows}\nendbfchar endcmap end end"
        )

    def mapped(pairs: list[tuple[int, str]]) -> bytes:
        objects = objects_of(
            contents(sheet_lines()), font=FONT.replace(b">>", b"/ToUnicode 80 0 R >>")
        )
        objects[80] = to_unicode(pairs)
        return written(objects)

    digits = [(ord(digit), "\ufffd") for digit in "0123456789"]
    yield Case(
        "letters-unknown",
        mapped(digits),
        "harmless",
        "digits that map to the replacement character",
    )
    private = [(ord(digit), chr(0xE000 + index)) for index, digit in enumerate("0123456789")]
    yield Case(
        "letters-private", mapped(private), "harmless", "digits that map to private characters"
    )
    controls = [(ord(digit), chr(1 + index)) for index, digit in enumerate("0123456789")]
    yield Case(
        "letters-controls", mapped(controls), "harmless", "digits that map to control characters"
    )
    doubled = ["".join(letter * 2 for letter in line) for line in sheet_lines()]
    yield Case(
        "letters-doubled",
        written(objects_of(contents(doubled))),
        "NotAFactsheetError",
        "every letter twice",
    )
    lines = sheet_lines()
    at = next(i for i, line in enumerate(lines) if TRUE_NUMBER in line)
    some = [*lines[:at], "".join(letter * 2 for letter in lines[at]), *lines[at + 1 :]]
    yield Case(
        "letters-doubled-in-a-line",
        written(objects_of(contents(some))),
        "harmless",
        "every letter of one line twice",
    )
    cid = [line.replace(TRUE_NUMBER, "(cid:21),(cid:407)") for line in lines]
    yield Case(
        "letters-cid",
        written(objects_of(contents(cid))),
        "harmless",
        "(cid:21) where a reader found no letter",
    )
    bold = contents(lines)
    struck = show(lines[at], 50, 740 - 12 * at)
    bold[0] = bold[0].replace(struck, struck + "\n" + show(lines[at], 50.3, 740 - 12 * at))
    yield Case(
        "letters-struck-twice",
        written(objects_of(bold)),
        "harmless",
        "a line struck twice to look bold",
    )
    custom = FONT.replace(
        b"/WinAnsiEncoding",
        b"<< /Type /Encoding /Differences [48 /g1 /g2 /g3 /g4 /g5 /g6 /g7 /g8 /g9 /g10] >>",
    )
    yield Case(
        "letters-unnamed",
        written(objects_of(contents(lines), font=custom)),
        "harmless",
        "digits whose glyphs have no known names",
    )


# --- More than pages


def extras() -> Iterator[Case]:
    objects = good()
    base = written(objects)
    new = stream(contents(sheet_lines())[0].replace(TRUE_NUMBER, OTHER_NUMBER))
    at = len(base)
    update = base + b"6 0 obj\n%s\nendobj\n" % new
    table = len(update)
    start = base.rindex(b"startxref\n") + 10
    previous = int(base[start : base.index(b"\n", start)])
    update += b"xref\n6 1\n%010d 00000 n \ntrailer << /Size %d /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        at, max(objects) + 1, previous, table,
    )  # fmt: skip
    yield Case(
        "update",
        update,
        "updated",
        "an update in the file has replaced a number: the newest counts",
    )
    script = {
        **good(),
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
    }
    yield Case(
        "script", written(script), "record", "a script that runs when a viewer opens the file"
    )
    attached = good()
    attached[80] = stream("a table of something else", "/Type /EmbeddedFile")
    attached[81] = b"<< /Type /Filespec /F (table.csv) /EF << /F 80 0 R >> >>"
    attached[1] = (
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(table.csv) 81 0 R] >> >> >>"
    )
    yield Case("attachment", written(attached), "record", "a file attached to the sheet")
    note = good()
    note[80] = (
        f"<< /Type /Annot /Subtype /FreeText /Rect [50 20 560 40] /DA (/F 9 Tf) /Contents ({sentence(OTHER_NUMBER)}) >>".encode()
    )
    note[5] = note[5].replace(b"/Type /Page ", b"/Type /Page /Annots [80 0 R] ")
    yield Case(
        "note", written(note), "record", "another number in a note that someone stuck on the page"
    )
    field = good()
    field[80] = (
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V ({sentence(OTHER_NUMBER)}) /Rect [50 20 560 40] >>".encode()
    )
    field[1] = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [80 0 R] >> >>"
    field[5] = field[5].replace(b"/Type /Page ", b"/Type /Page /Annots [80 0 R] ")
    yield Case("form-field", written(field), "harmless", "another number in a form's field")
    for degrees in (90, 180, 270):
        turned = {
            n: b.replace(b"/Type /Page ", b"/Type /Page /Rotate %d " % degrees)
            for n, b in good().items()
        }
        yield Case(
            f"turned-{degrees}", written(turned), "harmless", f"pages turned by {degrees} degrees"
        )
    unit = {n: b.replace(b"/Type /Page ", b"/Type /Page /UserUnit 10 ") for n, b in good().items()}
    yield Case(
        "user-unit", written(unit), "harmless", "pages that are ten times as large as they say"
    )


def encrypted() -> Iterator[Case]:
    from fpdf import FPDF
    from fpdf.enums import EncryptionMethod

    for name, password, gives, shows in (
        ("encrypted-open", "", "record", "encrypted, and opens without a password"),
        (
            "encrypted",
            "open sesame",
            "EncryptedPdfError",
            'encrypted with the password "open sesame"',
        ),
    ):
        paper = FPDF(format="letter", unit="pt")
        paper.set_title(TITLE)
        paper.set_encryption("owner", password or None, encryption_method=EncryptionMethod.AES_128)
        paper.set_auto_page_break(True, margin=40)
        paper.add_page()
        paper.set_font("Times", size=10)
        for line in sheet_lines():
            paper.cell(0, 12, line, new_x="LMARGIN", new_y="NEXT")
        yield Case(name, bytes(paper.output()), gives, shows)


def other_documents() -> Iterator[Case]:
    report = [
        "CyberTipline 2023 Report",
        "",
        "The National Center for Missing & Exploited Children (NCMEC) publishes its reports by country.",
        "In 2023, the CyberTipline received 36.2 million reports of suspected child sexual exploitation.",
        "NCMEC also runs Team HOPE, and helps with child sex trafficking and missing children.",
        "Country Reports",
        *(
            f"{name}     {1000 * number:,}"
            for number, name in enumerate(
                "Albania Brazil Canada Denmark Egypt France Georgia Haiti India Japan Kenya Laos Mexico Nepal Oman Peru Qatar".split(),
                1,
            )
        ),
    ]
    yield Case(
        "report-by-country",
        written(objects_of(contents(report))),
        "NotAFactsheetError",
        "NCMEC's reports by country",
    )
    impact = [
        line.replace("Ohio", "the nation")
        .replace("the nation Data", "Our 2023 Impact")
        .replace("the nation specific", "the key")
        for line in sheet_lines()
    ]
    yield Case(
        "national-impact",
        written(objects_of(contents(impact))),
        "NotAFactsheetError",
        "NCMEC's own page about the nation",
    )


def cases() -> Iterator[Case]:
    makers: tuple[Callable[[], Iterator[Case]], ...] = (
        truncated, bent, endless, hidden, letters, extras, encrypted, other_documents,
    )  # fmt: skip
    for maker in makers:
        yield from maker()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("specimen-*.pdf"):
        old.unlink()
    toml = [
        "# What each file shows, and what it must give: see tools/build_hostile.py, which writes this.",
        "",
    ]
    for case in cases():
        (OUT / f"specimen-{case.name}.pdf").write_bytes(case.data)
        toml += [
            f"[{case.name}]",
            f"gives = {json.dumps(case.gives)}",
            f"shows = {json.dumps(case.shows)}",
            "",
        ]
    (OUT / "cases.toml").write_text("\n".join(toml), encoding="utf-8")


if __name__ == "__main__":
    main()
