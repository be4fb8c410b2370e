"""The producers of build_layouts.py: paragraphs in a style, and grids of cells, each in its own way."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from layout_page import LEADER, STYLES, Page, Parts, Printer, led, raised
from layout_writer import LibreOffice
from printing import chromium_pdf, typographic, typst_pdf, typst_safe, weasyprint_pdf


class Web:
    word_bullet = "•"

    def __init__(self, page: Page, produce: Callable[[str, Path], None], style: str) -> None:
        self.page = page
        self.produce = produce
        self.style = style

    def para(self, style: str, text: str, bullet: str = "") -> str:
        shown = html.escape(typographic(led(text) if style == "leader" else text), quote=False)
        mark = f"<span>{bullet}</span>" if bullet else ""
        return f"<p class={style}>{mark}{raised(shown, '<sup>', '</sup>')}</p>"

    def grid(self, rows: list[list[Parts]], widths: list[float], look: str, valign: str) -> str:
        body = ""
        for row in rows:
            cells = [
                f"<td style='width:{width}pt;vertical-align:{valign}'>{''.join(cell)}</td>"
                for cell, width in zip(row, widths, strict=True)
            ]
            body += f"<tr>{''.join(cells)}</tr>"
        return f"<table class={look} style='width:{sum(widths)}pt'>{body}</table>"

    def save(self, title: str, parts: Parts, out: Path) -> None:
        width, height = self.page.size
        style = f"@page {{ size: {width}pt {height}pt; margin: {self.page.margin}pt;"
        if self.page.furnished:
            header, notice, page, bates = (
                '"' + re.sub("N$|(?<= )N(?= )", '" counter(page) "', text) + '"'
                for text in self.page.furniture("N")
            )
            style += f"""font-size: 7.5pt; @top-center {{ content: {header} }}
                @bottom-center {{ content: {notice} "\\A" {page}; white-space: pre }}
                @bottom-right-corner {{ content: {bates} }}"""
        style += """ } p { margin: 0; orphans: 1; widows: 1 } sup { font-size: 65%; line-height: 0 }
            table { border-collapse: collapse; margin: 4pt 0 10pt }
            td { padding: 2.5pt 5pt } .columns td { padding: 0 10pt }
            .item { text-indent: -18pt } .item span { display: inline-block; width: 18pt; text-indent: 0 }
            .leader { font-family: Liberation Sans; white-space: nowrap }"""
        for name, look in STYLES.items():
            style += f"""p.{name} {{ font-size: {look.size}pt; text-align: {look.align};
                font-weight: {"bold" if look.bold else "normal"}; padding-left: {look.indent}pt;
                margin: {look.before}pt 0 {look.after}pt }}"""
        numbers = ""
        if self.page.numbered:
            # As pleadings have them: for each line of the paper, whether it holds text or not.
            numbers = "<div>" + "".join(f"{i}<br>" for i in range(1, 33)) + "</div>"
            style += """@page { margin-left: 20pt } main { position: relative; padding-left: 40pt }
                body p[class] { line-height: 20pt; margin: 0 } body { margin: 0 }
                div { position: absolute; left: 0; width: 20pt; text-align: right; font-size: 9pt;
                  line-height: 20pt }"""
        self.produce(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
            f"<style>{style}{self.style}</style><main>{numbers}{''.join(parts)}</main></html>",
            out,
        )


class Typst:
    word_bullet = "•"

    def __init__(self, page: Page) -> None:
        self.page = page

    def para(self, style: str, text: str, bullet: str = "") -> str:
        look = STYLES[style]
        shown = raised(typst_safe(typographic(text)), "#super[", "]").replace(
            "\t", " #box(width: 1fr, repeat[.]) "
        )
        shown = f"#par[{shown}]"
        if bullet:
            shown = f'#grid(columns: (18pt, 1fr), [#"{bullet}"], [{shown}])'
        inset = look.indent if not bullet else 0
        weight = "bold" if look.bold else "regular"
        right = self.page.width - LEADER if style == "leader" else 0
        return (
            f"#block(above: {look.before + 6}pt, below: {look.after + 4}pt, inset: (left: {inset}pt, "
            f"right: {right}pt), width: 100%)[#set align({look.align})\n"
            f'#set text({look.size}pt, weight: "{weight}")\n{shown}]'
        )

    def grid(self, rows: list[list[Parts]], widths: list[float], look: str, valign: str) -> str:
        cells = ", ".join(f"[{''.join(cell)}]" for row in rows for cell in row)
        columns = ", ".join(f"{width}pt" for width in widths)
        lines = (
            "stroke: (x, y) => (top: 0.4pt + gray, bottom: 0.4pt + gray),"
            if look == "table"
            else ""
        )
        inset = {
            "table": "(x: 5pt, y: 4.5pt)",
            "cards": "(x: 4pt, y: 9pt)",
            "columns": "(x: 10pt)",
        }[look]
        align = {"top": "top", "middle": "horizon", "bottom": "bottom"}[valign]
        return f"#block(above: 12pt, below: 12pt)[#grid(columns: ({columns},), align: {align}, {lines} inset: {inset}, {cells})]"

    def save(self, title: str, parts: Parts, out: Path) -> None:
        width, height = self.page.size
        source = f'#set document(title: "{title}")\n'
        source += f"#set page(width: {width}pt, height: {height}pt, margin: {self.page.margin}pt"
        if self.page.furnished:
            header, *footer = (
                re.sub("N$|(?<= )N(?= )", "#counter(page).display()", typst_safe(text))
                for text in self.page.furniture("N")
            )
            source += f""", header: [#set text(7.5pt); #align(center)[{header}]], footer: context [
                #set text(7.5pt); #align(center)[{footer[0]} \\ {footer[1]}] #align(right)[{footer[2]}]]"""
        source += ')\n#set text(font: "Libertinus Serif", lang: "en", hyphenate: false)\n'
        if self.page.numbered:
            source += '#set par.line(numbering: "1")\n'
        typst_pdf(source + "\n".join(parts), out)


class ReportLab:
    word_bullet = "•"

    def __init__(self, page: Page) -> None:
        self.page = page

    def para(self, style: str, text: str, bullet: str = "") -> Any:
        look = STYLES[style]
        align = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}[look.align]
        font = {"■": "ZapfDingbats", "→": "Symbol"}.get(bullet, "Helvetica")
        shown = html.escape(typographic(led(text) if style == "leader" else text), quote=False)
        return Paragraph(
            raised(shown, "<super size=7>", "</super>"),
            ParagraphStyle(
                style, fontName="Helvetica-Bold" if look.bold else "Helvetica", fontSize=look.size,
                leading=look.size * 1.25, alignment=align, spaceBefore=look.before,
                spaceAfter=look.after, leftIndent=look.indent, bulletFontName=font, bulletFontSize=9,
                allowOrphans=1, allowWidows=1,
            ),
            bulletText=bullet or None,
        )  # fmt: skip

    def grid(self, rows: list[list[Parts]], widths: list[float], look: str, valign: str) -> Any:
        table = Table(rows, colWidths=widths, hAlign="LEFT", spaceBefore=4, spaceAfter=10)
        commands: list[Sequence[Any]] = [("VALIGN", (0, 0), (-1, -1), valign.upper())]
        if look == "table":
            commands.append(("GRID", (0, 0), (-1, -1), 0.4, "#999999"))
        table.setStyle(TableStyle(commands))
        return table

    def save(self, title: str, parts: Parts, out: Path) -> None:
        def furnish(canvas: Canvas, document: SimpleDocTemplate) -> None:
            if self.page.furnished:
                header, notice, page, bates = self.page.furniture(document.page)
                canvas.setFont("Helvetica", 7.5)
                middle = self.page.size[0] / 2
                canvas.drawCentredString(middle, self.page.size[1] - 36, header)
                canvas.drawCentredString(middle, 38, notice)
                canvas.drawCentredString(middle, 28, page)
                canvas.drawRightString(self.page.size[0] - 24, 18, bates)

        # A frame has a padding of 6 points.
        margin = self.page.margin - 6
        SimpleDocTemplate(
            str(out), pagesize=self.page.size, title=title, invariant=1,
            leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin,
        ).build(parts, onFirstPage=furnish, onLaterPages=furnish)  # fmt: skip


def chromium(page: Page) -> Printer:
    look = "main { font-family: Liberation Sans; line-height: 1.2 } .table td { border: 0.5pt solid #999 }"
    return Web(page, chromium_pdf, look)


def weasyprint(page: Page) -> Printer:
    look = "main { font-family: Liberation Serif; line-height: 1.25 } p.big, p.small { text-align: left }"
    return Web(page, weasyprint_pdf, look)


PRINTERS: dict[str, Callable[[Page], Printer]] = {
    "chromium": chromium,
    "weasyprint": weasyprint,
    "typst": Typst,
    "reportlab": ReportLab,
    "libreoffice": LibreOffice,
}
