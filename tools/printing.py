"""Sources to PDFs, through the programs that people print with: what the building scripts share."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
"""What a flat OpenDocument text declares."""


def typographic(text: str) -> str:
    """Curly quotes, as the real PDFs print them."""
    text = re.sub(r"(?<=\w)'", "\u2019", text)
    return re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text)


def bold(text: str, start: str, end: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", rf"{start}\1{end}", text)


def typst_safe(text: str) -> str:
    text = re.sub(r"([#$@\\<>_`~\[\]])", r"\\\1", text)
    return bold(text.replace("//", "/\\/"), "#strong[", "]").replace("*", "\\*")


def chromium_pdf(source: str, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "sheet.html"
        page.write_text(source, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             "--no-pdf-header-footer", f"--print-to-pdf={out}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def weasyprint_pdf(source: str, out: Path) -> None:
    import weasyprint

    weasyprint.HTML(string=source).write_pdf(out)


def typst_pdf(source: str, out: Path) -> None:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.typ"
        path.write_text(source, encoding="utf-8")
        out.write_bytes(typst.compile(str(path)))


def libreoffice_pdf(source: str, out: Path) -> None:
    """`source` is a flat OpenDocument text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.fodt"
        path.write_text(source, encoding="utf-8")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
             "--outdir", folder, str(path)],
            check=True, capture_output=True,
        )  # fmt: skip
        out.write_bytes((Path(folder) / "sheet.pdf").read_bytes())
