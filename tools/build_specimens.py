"""Build the sample PDF and the specimens: factsheets with invented figures, by unrelated producers.

    python tools/build_specimens.py                 # all of them, into samples/ and tests/fixtures/
    python tools/build_specimens.py ohio            # those whose name holds "ohio"

Needs the extra `specimens` (fpdf2, reportlab, typst, weasyprint) and, from the system, LibreOffice
Writer (`soffice`), Chromium (`chromium`) and poppler's `pdftotext`. The files are committed, so that
only who wants more of them needs any of this. Every invented sheet says so in its file name
(`specimen-...`) and in its PDF's title. The golden fixtures come from the figures below, and never
from the parser.
"""

from __future__ import annotations

import html
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from factsheet_parser.golden.fixture import Golden, GoldenFigure
from factsheet_parser.record import FIGURES, FindingCode, Qualifier
from printing import (
    NAMESPACES,
    bold,
    chromium_pdf,
    libreoffice_pdf,
    typographic,
    typst_pdf,
    typst_safe,
    weasyprint_pdf,
)

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
FIXTURES = ROOT / "tests" / "fixtures"

NATIONAL: dict[str, tuple[float, Qualifier, str]] = {
    "cybertipline.national_reports": (36_200_000, "rounded", "36.2 million"),
    "cybertipline.national_content_pieces": (105_000_000, "more_than", "105 million"),
    "cvip.national_children_identified": (27_130, "exact", "27,130"),
    "missing_cases.national_total": (28_886, "exact", "28,886"),
    "missing_cases.national_runaways": (22_442, "exact", "22,442"),
    "missing_cases.national_likely_trafficked_percent": (19.0, "exact", "19%"),
    "trafficking.national_reports": (18_400, "more_than", "18,400"),
    "team_hope.national_supported": (5_759, "exact", "5,759"),
    "team_adam.national_incidents": (57, "exact", "57"),
    "team_adam.national_long_term_cases": (146, "exact", "146"),
    "connect.national_registered_users": (18_000, "more_than", "18,000"),
}
STATE_FIGURES = (
    "cybertipline.state_reports",
    "cvip.state_submissions",
    "missing_cases.state_total",
    "missing_cases.state_social_services",
    "missing_cases.state_other",
    "missing_cases.state_orr",
    "trafficking.state_engagements",
    "team_hope.state_supported",
    "family_advocacy.state_connected",
    "connect.state_new_users",
)


@dataclass
class Sheet:
    """One factsheet to lay out: paragraphs of the real sheet with other state figures."""

    name: str
    state: str
    code: str
    year: int
    counts: tuple[int, ...]
    """The state's figures in the order of STATE_FIGURES."""
    producers: dict[str, Callable[[Sheet, Path], None]] = field(default_factory=dict)
    invented: bool = True
    withheld: dict[str, tuple[str, FindingCode]] = field(default_factory=dict)
    """Figure name to the words printed instead of its number, and the finding they give."""
    rewrite: tuple[tuple[str, str], ...] = ()
    """Sentences that this sheet words in another way."""

    @property
    def title(self) -> str:
        if self.invented:
            return f"SPECIMEN with invented figures: {self.state} Data {self.year}"
        return f"{self.state} Data"

    def text(self) -> str:
        """The sheet in the form of the real one: a paragraph a line, rows with a TAB."""
        text = (SAMPLES / "iowa-2023.txt").read_text(encoding="utf-8")
        if not self.invented:
            return text
        for name, old, wording in _PLACES:
            value = self.counts[STATE_FIGURES.index(name)]
            printed = self.withheld[name][0] if name in self.withheld else f"{value:,}"
            new = wording.format(n=printed)
            if value == 1 and name not in self.withheld:
                new = _singular(new)
            assert old in text, old
            text = text.replace(old, new)
        text = text.replace("Iowa", self.state).replace("2023", str(self.year))
        for old, new in self.rewrite:
            assert old in text, old
            text = text.replace(old, new)
        return text

    def blocks(self) -> list[tuple[str, str]]:
        """("title" | "heading" | "paragraph" | "row", text) in order; `**` marks bold."""
        blocks: list[tuple[str, str]] = []
        paragraphs = [line for line in self.text().split("\n") if line.strip()]
        for number, line in enumerate(paragraphs):
            if number < 2:
                blocks.append(("title", line))
            elif "\t" in line:
                blocks.append(("row", line))
            elif line.startswith(("NCMEC's Work", "NCMEC's Education")):
                blocks.append(("heading", line))
            elif blocks[-1][0] == "paragraph" and line[0].islower():
                # The real text's page break in mid-sentence.
                blocks[-1] = ("paragraph", f"{blocks[-1][1]} {line}")
            else:
                blocks.append(("paragraph", line))
        return blocks

    def golden(self) -> str:
        """The record as it must come out: from the figures above, not from the parser."""
        figures: dict[str, GoldenFigure] = {}
        state = dict(zip(STATE_FIGURES, self.counts, strict=True))
        for name in FIGURES:
            if name in NATIONAL:
                value, qualifier, _ = NATIONAL[name]
                figures[name] = GoldenFigure(value=value, qualifier=qualifier)
            elif name not in self.withheld:
                figures[name] = GoldenFigure(value=state[name], qualifier="exact")
        findings = sorted({finding for _, finding in self.withheld.values()})
        return Golden(
            state=self.code, year=self.year, figures=figures, findings=tuple(findings)
        ).text()


_PLACES = (
    (
        "cybertipline.state_reports",
        "4,622 CyberTipline reports were",
        "{n} CyberTipline reports were",
    ),
    ("cvip.state_submissions", "reviewed 38 submissions", "reviewed {n} submissions"),
    ("missing_cases.state_total", "handled 35 cases", "handled {n} cases"),
    ("missing_cases.state_social_services", "Facility\t12", "Facility\t{n}"),
    ("missing_cases.state_other", "Cases\t18", "Cases\t{n}"),
    ("missing_cases.state_orr", ":\t5", ":\t{n}"),
    ("trafficking.state_engagements", "had 8 engagements", "had {n} engagements"),
    (
        "team_hope.state_supported",
        "including 17 survivors/families",
        "including {n} survivors/families",
    ),
    (
        "family_advocacy.state_connected",
        "connected 14 survivors/families",
        "connected {n} survivors/families",
    ),
    (
        "connect.state_new_users",
        "94 new law enforcement and child-serving professionals",
        "{n} new law enforcement and child-serving professionals",
    ),
)


def _singular(text: str) -> str:
    for many, one in (
        ("reports were", "report was"),
        ("submissions", "submission"),
        ("cases", "case"),
        ("engagements", "engagement"),
        ("survivors/families", "survivor/family"),
        ("professionals", "professional"),
    ):
        text = text.replace(f"1 {many}", f"1 {one}").replace(f" {many}", f" {one}")
    return text


def _copyright(sheet: Sheet) -> str:
    return (
        f"Copyright \u00a9 {sheet.year + 1} National Center for Missing & Exploited Children. "
        "All rights reserved."
    )


# --- Chromium and WeasyPrint: one HTML, other styles


def _html(sheet: Sheet, style: str) -> str:
    parts: list[str] = []
    in_table = False
    for kind, text in sheet.blocks():
        shown = bold(html.escape(typographic(text), quote=False), "<b>", "</b>")
        if in_table and kind != "row":
            parts.append("</table>")
            in_table = False
        if kind == "row":
            label, number = shown.split("\t")
            if not in_table:
                parts.append("<table>")
                in_table = True
            parts.append(f"<tr><td>{label}</td><td class=n>{number}</td></tr>")
        else:
            tag = {"title": "h1", "heading": "h2", "paragraph": "p"}[kind]
            parts.append(f"<{tag}>{shown}</{tag}>")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(sheet.title)}'
        f"</title><style>{style}</style><body>{''.join(parts)}</body></html>"
    )


_PAGE = """
@page {{ size: Letter; margin: {margin}; @top-center {{ content: {top}; font-size: 8pt }}
  @bottom-center {{ content: "{copyright}"; font-size: 8pt }}
  @bottom-right {{ content: counter(page); font-size: 8pt }} }}
@page :first {{ @top-center {{ content: none }} }}
body {{ font: {size}pt/1.4 {font} }} h1 {{ font-size: 15pt; text-align: center }} h2 {{ font-size: 12.5pt }}
td {{ border: 0.5pt solid #999; padding: 3pt 6pt }} .n {{ text-align: right }}
"""


def chromium(columns: int) -> Callable[[Sheet, Path], None]:
    def build(sheet: Sheet, out: Path) -> None:
        style = _PAGE.format(
            margin="22mm 18mm",
            top='"NCMEC State Factsheet | " counter(page)',
            copyright=_copyright(sheet),
            size=11 if columns == 1 else 10,
            font="'Liberation Sans', sans-serif",
        )
        if columns > 1:
            style += f"body {{ columns: {columns}; text-align: justify; hyphens: auto }} h1 {{ column-span: all }} table {{ width: 100% }}"
        chromium_pdf(_html(sheet, style), out)

    return build


def weasyprint(sheet: Sheet, out: Path) -> None:
    style = _PAGE.format(
        margin="20mm 24mm",
        top='"National Center for Missing & Exploited Children"',
        copyright=_copyright(sheet),
        size=10.5,
        font="'DejaVu Serif', serif",
    )
    style += "body { text-align: justify; hyphens: auto }"
    weasyprint_pdf(_html(sheet, style), out)


# --- Typst


def typst(columns: int) -> Callable[[Sheet, Path], None]:
    def build(sheet: Sheet, out: Path) -> None:
        parts: list[str] = []
        rows: list[str] = []

        def flush() -> None:
            if rows:
                parts.append(
                    f"#table(columns: (1fr, auto), align: (left, right), {', '.join(rows)})"
                )
                rows.clear()

        for kind, text in sheet.blocks():
            if kind == "row":
                rows.extend(f"[{typst_safe(cell)}]" for cell in text.split("\t"))
                continue
            flush()
            mark = {"title": "= ", "heading": "== ", "paragraph": ""}[kind]
            parts.append(mark + typst_safe(text))
        flush()
        body = "\n\n".join(parts)
        if columns > 1:
            body = f"#columns({columns})[\n{body}\n]"
        source = (
            f'#set document(title: "{sheet.title}")\n'
            f'#set page(paper: "us-letter", margin: 2.4cm, footer: context [#set text(8pt)\n'
            f" {typst_safe(_copyright(sheet))} #h(1fr) #counter(page).display()])\n"
            f'#set text(font: "Libertinus Serif", size: 11pt, lang: "en", hyphenate: true)\n'
            f"#set par(justify: true)\n{body}\n"
        )
        typst_pdf(source, out)

    return build


# --- ReportLab


def reportlab(sheet: Sheet, out: Path) -> None:
    from reportlab.lib.pagesizes import letter
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], fontSize=11, leading=15)
    look = {"title": styles["Title"], "heading": styles["Heading2"], "paragraph": body}
    story: list[object] = []
    rows: list[list[object]] = []

    def flush() -> None:
        if rows:
            table = Table([list(row) for row in rows], colWidths=[210, 60])
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "#999999")]))
            story.append(table)
            rows.clear()

    for kind, text in sheet.blocks():
        shown = bold(html.escape(typographic(text), quote=False), "<b>", "</b>")
        if kind == "row":
            label, number = shown.split("\t")
            rows.append([Paragraph(label, body), number])
            continue
        flush()
        story += [Paragraph(shown, look[kind]), Spacer(1, 4)]
    flush()

    def footer(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 36, _copyright(sheet))
        canvas.drawRightString(540, 36, f"Page {document.page}")

    SimpleDocTemplate(str(out), pagesize=letter, title=sheet.title).build(
        story, onFirstPage=footer, onLaterPages=footer
    )


# --- fpdf2


def fpdf2(sheet: Sheet, out: Path) -> None:
    from fpdf import FPDF

    class Pdf(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Times", size=8)
            self.cell(0, 5, _copyright(sheet).replace("\u00a9", "(c)"), align="C")
            self.set_y(-11)
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="C")

    pdf = Pdf(format="letter", unit="pt")
    pdf.set_title(sheet.title)
    pdf.set_margin(64)
    pdf.set_auto_page_break(True, margin=60)
    pdf.add_page()
    for kind, text in sheet.blocks():
        size, style = {"title": (15, "B"), "heading": (12, "B")}.get(kind, (11, ""))
        pdf.set_font("Times", style=style, size=size)
        if kind == "row":
            label, number = text.split("\t")
            pdf.cell(380, 16, label)
            pdf.cell(60, 16, number, align="R", new_x="LMARGIN", new_y="NEXT")
        else:
            pdf.multi_cell(0, 15, text, markdown=kind == "paragraph", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(6)
    pdf.output(str(out))


# --- LibreOffice Writer, through a flat OpenDocument text


def libreoffice(sheet: Sheet, out: Path) -> None:
    def safe(text: str) -> str:
        return bold(
            html.escape(typographic(text), quote=False),
            '<text:span text:style-name="B">',
            "</text:span>",
        )

    parts: list[str] = []
    rows: list[str] = []

    def flush() -> None:
        if rows:
            parts.append(
                '<table:table table:name="T"><table:table-column table:style-name="C1"/>'
                f'<table:table-column table:style-name="C2"/>{"".join(rows)}</table:table>'
            )
            rows.clear()

    for kind, text in sheet.blocks():
        if kind == "row":
            cells = "".join(
                f"<table:table-cell><text:p>{safe(cell)}</text:p></table:table-cell>"
                for cell in text.split("\t")
            )
            rows.append(f"<table:table-row>{cells}</table:table-row>")
            continue
        flush()
        style = {"title": "Title", "heading": "H", "paragraph": "P"}[kind]
        parts.append(f'<text:p text:style-name="{style}">{safe(text)}</text:p>')
    flush()
    source = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{html.escape(sheet.title)}</dc:title></office:meta>
<office:styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.09in" fo:line-height="130%"/><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="11pt"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.08in" fo:margin-bottom="0.06in" fo:keep-with-next="always"/><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:margin-bottom="0.1in"/><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="15pt" fo:font-weight="bold"/></style:style>
<style:style style:name="F" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-family="'Liberation Sans'" fo:font-size="8pt"/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="C1" style:family="table-column"><style:table-column-properties style:column-width="3.4in"/></style:style>
<style:style style:name="C2" style:family="table-column"><style:table-column-properties style:column-width="3.1in"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="8.5in" fo:page-height="11in" fo:margin="0.75in 1in 0.75in 1in" fo:margin-left="1in" fo:margin-right="1in" fo:margin-top="0.6in" fo:margin-bottom="0.6in"/><style:header-style><style:header-footer-properties fo:margin-bottom="0.15in"/></style:header-style><style:footer-style><style:header-footer-properties fo:margin-top="0.15in"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p text:style-name="F">National Center for Missing &amp; Exploited Children | <text:page-number text:select-page="current"/></text:p></style:header>
<style:header-first><text:p text:style-name="F"/></style:header-first>
<style:footer><text:p text:style-name="F">{html.escape(_copyright(sheet))}</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{"".join(parts)}</office:text></office:body></office:document>
"""
    libreoffice_pdf(source, out)


# --- What is built

_REWORDED = (
    ("Oregon Data", "NCMEC Data: Oregon, 2024"),
    ("In 2024, the CyberTipline received 36.2 million reports related to child sexual exploitation, containing more than 105 million pieces of reported content.",
     "In 2024, NCMEC's CyberTipline processed 36.2 million reports of suspected online child sexual exploitation. Those reports contained over 105 million images, videos & other files."),
    ("In 2024, 9,874 CyberTipline reports were made available to law enforcement in Oregon.",
     "NCMEC referred 9,874 of these reports to Oregon law enforcement agencies."),
    ("NCMEC has supported law enforcement's identification of 27,130 children.",
     "To date, CVIP has helped law enforcement identify 27,130 child victims."),
    ("In 2024, NCMEC reviewed 61 submissions of child sexual exploitation material from Oregon law enforcement.",
     "Oregon law enforcement agencies made 61 submissions of CSAM to CVIP in 2024."),
    ("In 2024, NCMEC assisted law enforcement, families, and social service agencies on 28,886 missing child cases, 22,442 of which involved children who had run away from a social services facility.",
     "NCMEC responded to 28,886 cases of missing children in 2024. In 22,442 of those cases, the child had run away from foster or state care."),
    ("Based on NCMEC's analysis, 19% of these children were likely victims of child sex trafficking.",
     "NCMEC believes that nineteen percent of them were likely trafficked for sex."),
    ("In 2024, NCMEC handled 118 cases of missing children from Oregon as follows:",
     "NCMEC worked on 118 missing children cases in Oregon in 2024:"),
    ("Children Missing From Social Services Facility", "Missing From the Care of Child Welfare"),
    ("Other Missing Children Cases", "All Other Missing Children"),
    ("Children Reported Missing by Office of Refugee Resettlement (HHS-ORR) :", "Unaccompanied Children (ORR)"),
    ("In 2024, NCMEC received more than 18,400 reports relating to child sex trafficking.",
     "In 2024, NCMEC responded to more than 18,400 reports regarding possible child sex trafficking."),
    ("In 2024, NCMEC had 14 engagements with Oregon social service agencies on cases involving child sex trafficking.",
     "There were 14 engagements with child welfare agencies in Oregon on child sex trafficking cases in 2024."),
    ("In 2024, Team HOPE supported 5,759 survivors and families with peer support, **including 22 survivors/families in Oregon.**",
     "In 2024, 5,759 families & survivors received peer support from Team HOPE, **of whom 22 were from Oregon.**"),
    ("In 2024, NCMEC connected 19 survivors/families to mental health services in Oregon.",
     "In 2024, the network linked 19 Oregon families with mental health professionals."),
    ("In 2024, at the request of law enforcement, Team Adam was activated on 57 incidents involving critically missing children and provided assistance on 146 long-term missing children cases.",
     "Team Adam was deployed to 57 incidents of critically missing children in 2024 and assisted with 146 long-term missing child cases."),
    ("In 2024, NCMEC CONNECT had more than 18,000 registered users, including **211 new law enforcement and child-serving professionals** in Oregon.",
     "More than 18,000 professionals were registered on NCMEC CONNECT in 2024, 211 of whom joined from Oregon."),
)  # fmt: skip
"""The same facts as another year's editor could word them."""

SHEETS = (
    Sheet("iowa-2023", "Iowa", "IA", 2023, (4622, 38, 35, 12, 18, 5, 8, 17, 14, 94), {"": libreoffice}, invented=False),
    Sheet("specimen-ohio-2023", "Ohio", "OH", 2023, (21_407, 212, 640, 402, 229, 9, 44, 83, 61, 507),
          {"reportlab": reportlab, "chromium": chromium(1)}),
    Sheet("specimen-west-virginia-2023", "West Virginia", "WV", 2023, (3_018, 21, 87, 60, 26, 1, 5, 9, 1, 40),
          {"libreoffice": libreoffice, "chromium-columns": chromium(2)}),
    Sheet("specimen-district-of-columbia-2024", "the District of Columbia", "DC", 2024,
          (1_000, 999, 312, 207, 100, 5, 1, 2, 3, 1_001), {"weasyprint": weasyprint, "reportlab": reportlab},
          rewrite=(("Listed below are the District", "Listed below are District"),
                   ("the District of Columbia Data", "District of Columbia Data"),
                   ("from the District of Columbia law", "from District of Columbia law"),
                   ("with the District of Columbia social", "with District of Columbia social"))),
    Sheet("specimen-us-virgin-islands-2023", "U.S. Virgin Islands", "VI", 2023, (77, 1, 6, 4, 1, 1, 1, 1, 2, 3),
          {"typst": typst(1), "fpdf2": fpdf2},
          rewrite=(("in U.S. Virgin", "in the U.S. Virgin"), ("from U.S. Virgin", "from the U.S. Virgin"))),
    Sheet("specimen-texas-2023", "Texas", "TX", 2023, (1_204_511, 0, 2_310, 1_802, 480, 28, 190, 402, 233, 2_745),
          {"libreoffice": libreoffice, "typst-columns": typst(2)},
          rewrite=(("reviewed 0 submissions of", "did not review any submissions of"),)),
    Sheet("specimen-puerto-rico-2024", "Puerto Rico", "PR", 2024, (5_601, 33, 19, 7, 12, 0, 2, 4, 6, 58),
          {"fpdf2": fpdf2, "weasyprint": weasyprint}),
    Sheet("specimen-kansas-2023", "Kansas", "KS", 2023, (5_222, 18, 140, 96, 44, 0, 12, 21, 8, 130),
          {"chromium": chromium(1), "reportlab": reportlab}),
    Sheet("specimen-guam-2023", "Guam", "GU", 2023, (311, 1, 3, 1, 1, 1, 1, 0, 1, 12),
          {"typst": typst(1), "chromium-columns": chromium(2)},
          rewrite=(("including 0 survivors/families", "including no survivors/families"),)),
    Sheet("specimen-new-hampshire-2024", "New Hampshire", "NH", 2024, (2_415, 12, 41, 22, 19, 0, 3, 7, 0, 66),
          {"weasyprint": weasyprint, "libreoffice": libreoffice},
          withheld={"family_advocacy.state_connected": ("fewer than 10", "suppressed_value")}),
    Sheet("specimen-oregon-2024-reworded", "Oregon", "OR", 2024, (9_874, 61, 118, 79, 36, 3, 14, 22, 19, 211),
          {"chromium": chromium(1), "typst": typst(1)}, rewrite=_REWORDED),
)  # fmt: skip


def pdftotext(sheet: Sheet) -> None:
    """What poppler prints of the first PDF, in both its ways, as fixtures of their own."""
    pdf = FIXTURES / f"{sheet.name}-{next(iter(sheet.producers))}.pdf"
    for way, option in (("pdftotext", []), ("layout", ["-layout"])):
        name = f"{sheet.name}.{way}"
        subprocess.run(["pdftotext", *option, str(pdf), str(FIXTURES / f"{name}.txt")], check=True)
        (FIXTURES / f"{name}.golden.json").write_text(sheet.golden(), encoding="utf-8")


def main(wanted: str = "") -> None:
    for sheet in SHEETS:
        if wanted not in sheet.name:
            continue
        folder = FIXTURES if sheet.invented else SAMPLES
        folder.mkdir(parents=True, exist_ok=True)
        if sheet.invented:
            (folder / f"{sheet.name}.txt").write_text(sheet.text(), encoding="utf-8")
        (folder / f"{sheet.name}.golden.json").write_text(sheet.golden(), encoding="utf-8")
        for form, produce in sheet.producers.items():
            out = folder / (f"{sheet.name}-{form}.pdf" if form else f"{sheet.name}.pdf")
            produce(sheet, out)
            print(out.relative_to(ROOT), out.stat().st_size)
        if sheet.invented:
            pdftotext(sheet)


if __name__ == "__main__":
    main(*sys.argv[1:])
