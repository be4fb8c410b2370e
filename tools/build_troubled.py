"""Build the small PDFs that no factsheet can be read from: a scan, an encrypted one, a damaged one.

    python tools/build_troubled.py

Needs the extra `specimens` (fpdf2) and the fixtures of build_specimens.py.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from fpdf import FPDF
from fpdf.enums import EncryptionMethod

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "tests" / "fixtures" / "specimen-puerto-rico-2024"
OUT = ROOT / "tests" / "data"


def scan() -> None:
    """The first page as a picture."""
    with pypdfium2.PdfDocument(f"{SOURCE}-fpdf2.pdf") as pdf:
        picture = io.BytesIO()
        pdf[0].render(scale=0.6, grayscale=True).to_pil().save(picture, "JPEG", quality=30)
    paper = FPDF(format="letter", unit="pt")
    paper.set_title("SPECIMEN with invented figures: a scan")
    paper.add_page()
    paper.image(picture, 0, 0, 612)
    paper.output(str(OUT / "specimen-scan.pdf"))


def encrypted() -> None:
    """The text, with the password "open sesame" to open it."""
    paper = FPDF(format="letter", unit="pt")
    paper.set_title("SPECIMEN with invented figures: encrypted")
    paper.set_encryption("owner", "open sesame", encryption_method=EncryptionMethod.AES_128)
    paper.add_page()
    paper.set_font("Times", size=11)
    for line in Path(f"{SOURCE}.txt").read_text(encoding="utf-8").splitlines():
        paper.multi_cell(0, 14, line.replace("\t", "    "), new_x="LMARGIN", new_y="NEXT")
    paper.output(str(OUT / "specimen-encrypted.pdf"))


def damaged() -> None:
    """The first 700 bytes of a PDF."""
    data = Path(f"{SOURCE}-fpdf2.pdf").read_bytes()
    (OUT / "specimen-truncated.pdf").write_bytes(data[:700])


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    scan()
    encrypted()
    damaged()
