"""The layouts as LibreOffice Writer makes them, through a flat OpenDocument text."""

from __future__ import annotations

import html
import re
from pathlib import Path

from layout_page import LEADER, STYLES, Page, Parts, raised
from printing import NAMESPACES, libreoffice_pdf, typographic


class LibreOffice:
    word_bullet = "\uf0b7"
    """As Word writes it: in the private part of the font Symbol."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.styles: list[str] = []

    def para(self, style: str, text: str, bullet: str = "") -> str:
        shown = raised(
            html.escape(typographic(text), quote=False),
            '<text:span text:style-name="SUP">',
            "</text:span>",
        )
        shown = f'<text:p text:style-name="{style}">{shown}</text:p>'.replace("\t", "<text:tab/>")
        if not bullet:
            return shown
        name = self._style("list-style", self._list_level(bullet))
        return f'<text:list text:style-name="{name}"><text:list-item>{shown}</text:list-item></text:list>'

    def _list_level(self, bullet: str) -> str:
        place = (
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            '<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="18pt"'
            ' fo:text-indent="-18pt" fo:margin-left="18pt"/></style:list-level-properties>'
        )
        if bullet[-1] in ".)":
            start = int(bullet[0]) if bullet[0].isdigit() else ord(bullet[0]) - 96
            return (
                f'<text:list-level-style-number text:level="1" style:num-suffix="{bullet[-1]}" '
                f'style:num-format="{"1" if bullet[0].isdigit() else "a"}" text:start-value="{start}">'
                f"{place}</text:list-level-style-number>"
            )
        font = {"o": 'fo:font-family="Liberation Mono"'}.get(bullet, 'style:font-name="Symbols"')
        return (
            f'<text:list-level-style-bullet text:level="1" text:bullet-char="{bullet}">{place}'
            f"<style:text-properties {font}/></text:list-level-style-bullet>"
        )

    def _style(self, kind: str, body: str, family: str = "") -> str:
        name = f"A{len(self.styles)}"
        element = "text:list-style" if kind == "list-style" else "style:style"
        self.styles.append(f'<{element} style:name="{name}"{family}>{body}</{element}>')
        return name

    def grid(self, rows: list[list[Parts]], widths: list[float], look: str, valign: str) -> str:
        names = [
            self._style("column", f'<style:table-column-properties style:column-width="{width}pt"/>',
                        ' style:family="table-column"')
            for width in widths
        ]  # fmt: skip
        sides = "10pt" if look == "columns" else "3pt"
        cell_style = self._style(
            "cell",
            f'<style:table-cell-properties style:vertical-align="{valign}" fo:padding-left="{sides}"'
            f' fo:padding-right="{sides}" fo:padding-top="3pt" fo:padding-bottom="3pt"'
            f' fo:border-bottom="{"0.3pt solid #888888" if look == "table" else "none"}"/>',
            ' style:family="table-cell"',
        )
        table_style = self._style(
            "table",
            f'<style:table-properties style:width="{sum(widths)}pt" table:align="left" fo:margin-bottom="8pt"/>',
            ' style:family="table"',
        )
        body = "".join(f'<table:table-column table:style-name="{name}"/>' for name in names)
        for row in rows:
            body += "<table:table-row>"
            for cell in row:
                inner = "".join(cell) or '<text:p text:style-name="label"/>'
                body += (
                    f'<table:table-cell table:style-name="{cell_style}">{inner}</table:table-cell>'
                )
            body += "</table:table-row>"
        return f'<table:table table:style-name="{table_style}">{body}</table:table>'

    def save(self, title: str, parts: Parts, out: Path) -> None:
        width, height = self.page.size
        margin = self.page.margin
        font = "fo:font-family=\"'Liberation Sans'\""
        styles = ""
        for name, look in STYLES.items():
            tab = f'<style:tab-stops><style:tab-stop style:position="{LEADER}pt" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops>'
            styles += (
                f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
                f'fo:text-align="{look.align.replace("right", "end")}" fo:margin-top="{look.before}pt" '
                f'fo:margin-bottom="{look.after}pt" fo:margin-left="{0 if name == "item" else look.indent}pt" '
                f'fo:orphans="1" fo:widows="1" text:number-lines="{"true" if self.page.numbered else "false"}">'
                f"{tab if name == 'leader' else ''}</style:paragraph-properties><style:text-properties {font} "
                f'fo:font-size="{look.size}pt" fo:font-weight="{"bold" if look.bold else "normal"}"/></style:style>'
            )
        for name, align in (("C", "center"), ("R", "end")):
            styles += f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}"/><style:text-properties {font} fo:font-size="7.5pt"/></style:style>'
        numbers = '<text:linenumbering-configuration text:number-lines="true" text:count-empty-lines="false" text:offset="18pt" style:num-format="1" text:number-position="left" text:increment="1"/>'
        furniture = ""
        if self.page.furnished:
            header, notice, page, bates = (
                re.sub(
                    "N$|(?<= )N(?= )",
                    '<text:page-number text:select-page="current"/>',
                    html.escape(text),
                )
                for text in self.page.furniture("N")
            )
            furniture = (
                f'<style:header><text:p text:style-name="C">{header}</text:p></style:header><style:footer>'
                f'<text:p text:style-name="C">{notice}</text:p><text:p text:style-name="C">{page}</text:p>'
                f'<text:p text:style-name="R">{bates}</text:p></style:footer>'
            )
        libreoffice_pdf(
            f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{html.escape(title)}</dc:title></office:meta>
<office:font-face-decls><style:font-face style:name="Symbols" svg:font-family="Symbol" style:font-charset="x-symbol"/></office:font-face-decls>
<office:styles>{styles}{numbers if self.page.numbered else ""}</office:styles>
<office:automatic-styles>{"".join(self.styles)}
<style:style style:name="SUP" style:family="text"><style:text-properties style:text-position="super 62%"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{width}pt" fo:page-height="{height}pt" fo:margin-left="{margin}pt" fo:margin-right="{margin}pt" fo:margin-top="{margin / 2}pt" fo:margin-bottom="{margin / 2}pt"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{furniture}</style:master-page></office:master-styles>
<office:body><office:text>{"".join(parts)}</office:text></office:body></office:document>
""",
            out,
        )
