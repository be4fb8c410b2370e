"""Whatever the bytes and the layout, the running text is what a person would read."""

import io
from pathlib import Path

import pytest

import factsheet_parser
from factsheet_parser import (
    DamagedPdfError,
    EncryptedPdfError,
    FactsheetError,
    LimitExceededError,
    Limits,
    NotAFactsheetError,
    NoTextError,
    UnsupportedFormatError,
    parse_factsheet,
    parse_text,
)
from factsheet_parser.document import Document, UnitKind
from factsheet_parser.reading import read_document, read_text
from sheets import IOWA, ReaderName, iowa

ROOT = Path(__file__).parent
DATA = ROOT / "data"
FIXTURES = ROOT / "fixtures"
PDFS = sorted(FIXTURES.glob("*.pdf"))


def values(text: str) -> dict[str, float]:
    sheet = parse_text(text)
    assert sheet.findings == ()
    return {name: figure.value for name, figure in sheet.figures.items()}


TRUTH = values(IOWA)


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.kind.value, unit.text) for unit in read_text(text).units]


# --- bytes


@pytest.mark.parametrize(
    "data",
    [
        IOWA.encode(),
        b"\xef\xbb\xbf" + IOWA.encode(),
        IOWA.replace("\n", "\r\n").encode(),
        IOWA.replace("\n", "\r").encode(),
        IOWA.encode("utf-16"),
        b"\xfe\xff" + IOWA.encode("utf-16-be"),
        IOWA.replace("'", "\u2019").encode("utf-8"),
        IOWA.replace("'", "\u2019").encode("cp1252"),
    ],
    ids=["utf8", "bom", "crlf", "cr", "utf16", "utf16be", "curly", "windows1252"],
)
def test_an_encoding_changes_nothing(data: bytes) -> None:
    sheet = parse_factsheet(data)
    assert {name: figure.value for name, figure in sheet.figures.items()} == TRUTH
    assert sheet.complete


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", UnsupportedFormatError, "The file is empty."),
        (b" \n\n ", UnsupportedFormatError, "The file is empty."),
        (bytes(range(256)) * 40, UnsupportedFormatError, "neither a PDF nor text"),
        (b"PK\x03\x04 and so on", UnsupportedFormatError, "Office document"),
        (b"\x89PNG and so on", UnsupportedFormatError, "a PNG picture"),
        (b"<!DOCTYPE html><title>Iowa Data</title>", UnsupportedFormatError, "web page"),
        (b"Dear reader, this is a letter.", NotAFactsheetError, "none of its programs"),
        (
            b"NCMEC's CyberTipline report by country",
            NotAFactsheetError,
            "names only CyberTipline",
        ),
        (b"%PDF-1.7 and nothing", DamagedPdfError, "damaged"),
    ],
)
def test_what_is_no_factsheet_says_so_in_one_line(
    data: bytes, error: type[FactsheetError], words: str
) -> None:
    with pytest.raises(error) as caught:
        parse_factsheet(data)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("specimen-scan.pdf", NoTextError, "scan"),
        ("specimen-encrypted.pdf", EncryptedPdfError, "needs a password"),
        ("specimen-truncated.pdf", DamagedPdfError, "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(
    reader: ReaderName, name: str, error: type[FactsheetError], words: str
) -> None:
    with pytest.raises(error, match=words):
        parse_factsheet(DATA / name, reader=reader)


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber", "both"])
def test_the_password_opens_an_encrypted_pdf(reader: ReaderName) -> None:
    source = DATA / "specimen-encrypted.pdf"
    sheet = parse_factsheet(source, reader=reader, password="open sesame")
    assert sheet.state is not None
    assert (sheet.state.code, sheet.year, sheet.complete) == ("PR", 2024, True)
    with pytest.raises(EncryptedPdfError, match="the password given does not open it"):
        parse_factsheet(source, reader=reader, password="wrong")


def test_a_path_that_does_not_exist_is_pythons_own_error() -> None:
    with pytest.raises(FileNotFoundError):
        parse_factsheet("no/such/file.pdf")


def test_a_file_opened_as_text_is_refused_with_the_way_out() -> None:
    with pytest.raises(TypeError, match="parse_text"):
        parse_factsheet(io.StringIO(IOWA))  # type: ignore[arg-type]  # the mistake under test


def test_an_unknown_reader_is_refused() -> None:
    with pytest.raises(ValueError, match="pdfium"):
        parse_factsheet(b"", reader="acrobat")  # type: ignore[arg-type]  # the mistake under test


def test_importing_the_package_imports_no_second_reader() -> None:
    import subprocess
    import sys

    code = "import factsheet_parser, sys; print({'pdfplumber', 'pdfminer'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"
    assert factsheet_parser.__all__ == sorted(factsheet_parser.__all__)


# --- PDFs


def body_of(document: Document) -> list[tuple[UnitKind, str]]:
    """The units without the headers, footers and page numbers."""
    return [
        (unit.kind, unit.text) for unit in document.units if unit.kind is not UnitKind.FURNITURE
    ]


@pytest.mark.long
@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_both_readers_read_the_same_units(path: Path) -> None:
    one = read_document(path.read_bytes(), reader="pdfium")
    other = read_document(path.read_bytes(), reader="pdfplumber")
    assert body_of(one) == body_of(other)


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_headers_footers_and_page_numbers_cut_no_sentence(path: Path) -> None:
    document = read_document(path.read_bytes())
    body = [text for _, text in body_of(document)]
    lifted = [unit.text for unit in document.units if unit.kind is UnitKind.FURNITURE]
    assert not any("Copyright" in text or "Factsheet |" in text for text in body)
    assert any("Copyright" in text or "(c) 20" in text for text in lifted)
    running = " ".join(body)
    assert (
        "to address running behavior; and (3) developing multidisciplinary efforts to prevent "
        "re-victimization." in running
    )
    last_label = (
        "Unaccompanied Children (ORR)"
        if "reworded" in path.stem
        else "Children Reported Missing by Office of Refugee Resettlement (HHS-ORR)"
    )
    assert f"{last_label}\t" in running
    assert (
        "NCMEC's Work to Support Survivors/Families Impacted by a Missing or Exploited Child Case"
        in body
    )


def test_numbers_are_found_on_the_page_that_prints_them() -> None:
    sheet = parse_factsheet(FIXTURES / "specimen-ohio-2023-reportlab.pdf")
    pages = {name: figure.evidence.page for name, figure in sheet.figures.items()}
    assert pages["cybertipline.state_reports"] == 1
    assert pages["connect.state_new_users"] == 2


# --- text


def test_a_page_break_inside_a_sentence() -> None:
    cut = "NCMEC connected 14\n\nsurvivors/families to mental health"
    text = iowa(("NCMEC connected 14 survivors/families to mental health", cut))
    assert values(text) == TRUTH


def test_a_page_break_with_footer_header_and_number_in_the_gap() -> None:
    gap = (
        "\n\nCopyright \u00a9 2024 National Center for Missing & Exploited Children. All rights "
        "reserved.\n1\n\fNCMEC State Factsheet | Iowa | Page 2\n\n"
    )
    assert values(iowa(("NCMEC connected 14 ", f"NCMEC connected 14{gap}"))) == TRUTH
    assert values(iowa(("enforcement in Iowa.**", f"enforcement in{gap}Iowa.**"))) == TRUTH


def test_a_page_number_alone_in_the_gap() -> None:
    assert values(iowa(("running\n\nbehavior", "running\n\n2\n\nbehavior"))) == TRUTH


def test_a_page_number_in_the_gap_is_lifted_once_pages_are_marked() -> None:
    assert values(iowa(("running\n\nbehavior", "running\n1\n\f2\nbehavior"))) == TRUTH


@pytest.mark.parametrize("width", [28, 40, 60, 80, 100])
def test_lines_wrapped_at_any_width(width: int) -> None:
    import textwrap

    paragraphs = [
        line if "\t" in line else "\n".join(textwrap.wrap(line, width)) for line in IOWA.split("\n")
    ]
    assert values("\n".join(paragraphs)) == TRUTH


ROWS = "Children Missing From Social Services Facility\t12\nOther Missing Children Cases\t18\nChildren Reported Missing by Office of Refugee Resettlement (HHS-ORR) :\t5"
TABLES = {
    "colons": "Children Missing From Social Services Facility: 12\nOther Missing Children Cases: 18\nChildren Reported Missing by Office of Refugee Resettlement (HHS-ORR): 5",
    "stray colons": "Children Missing From Social Services Facility : 12\nOther Missing Children Cases : 18\nChildren Reported Missing by Office of Refugee Resettlement (HHS-ORR) :: 5",
    "pipes": "| Category | Cases |\n|---|---:|\n| Children Missing From Social Services Facility | 12 |\n| Other Missing Children Cases | 18 |\n| Children Reported Missing by Office of Refugee Resettlement (HHS-ORR) : | 5 |",
    "blanks": "Children Missing From Social Services Facility 12\nOther Missing Children Cases 18\nChildren Reported Missing by Office of Refugee Resettlement (HHS-ORR) : 5",
    "layout": "Children Missing From Social Services Facility           12\nOther Missing Children Cases                             18\nChildren Reported Missing by Office of Refugee\nResettlement (HHS-ORR) :                                  5",
    "wrapped before the number": "Children Missing From Social\nServices Facility 12\nOther Missing Children Cases 18\nChildren Reported Missing by Office of\nRefugee Resettlement (HHS-ORR) :\n5",
    "wrapped around the number": "Children Missing From Social Services Facility 12\nOther Missing Children Cases 18\nChildren Reported Missing by Office of 5\nRefugee Resettlement (HHS-ORR) :",
    "wrapped around in the middle": "Children Missing From Social Services Facility 12\nChildren Reported Missing by Office of 5\nRefugee Resettlement (HHS-ORR) :\nOther Missing Children Cases 18",
    "all labels, then all numbers": "Children Missing From Social Services Facility\nOther Missing Children Cases\nChildren Reported Missing by Office of\nRefugee Resettlement (HHS-ORR) :\n12\n18\n5",
    "cells a line": "Children Missing From Social Services Facility\n\n12\n\nOther Missing Children Cases\n\n18\n\nChildren Reported Missing by Office of Refugee Resettlement (HHS-ORR) :\n\n5",
    "bullets": "\u2022 Children Missing From Social Services Facility: 12\n\u2022 Other Missing Children Cases: 18\n\u2022 Children Reported Missing by Office of Refugee Resettlement (HHS-ORR): 5",
    "numbers first": "12\tChildren Missing From Social Services Facility\n18\tOther Missing Children Cases\n5\tChildren Reported Missing by Office of Refugee Resettlement (HHS-ORR)",
    "another order": "Other Missing Children Cases\t18\nChildren Reported Missing by Office of Refugee Resettlement (HHS-ORR) :\t5\nChildren Missing From Social Services Facility\t12",
    "number words": "Children Missing From Social Services Facility: twelve\nOther Missing Children Cases: eighteen\nChildren Reported Missing by Office of Refugee Resettlement (HHS-ORR): five",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_a_table_however_it_is_laid_out(table: str) -> None:
    assert values(iowa((ROWS, table))) == TRUTH


def test_more_numbers_than_labels_pair_with_none() -> None:
    table = (
        "Children Missing From Social Services Facility\nOther Missing Children Cases\n12\n18\n5"
    )
    sheet = parse_text(iowa((ROWS, table)))
    assert sheet.missing_cases.state_social_services is None
    assert sheet.missing_cases.state_other is None
    assert sheet.missing_cases.state_orr is None
    assert {"missing_figure", "unclaimed_number"} == {finding.code for finding in sheet.findings}


def test_a_row_of_two_years_gives_neither() -> None:
    table = ROWS.replace("\t12", "\t11\t12")
    sheet = parse_text(iowa((ROWS, table)))
    assert sheet.missing_cases.state_social_services is None
    assert "unclaimed_number" in {finding.code for finding in sheet.findings}


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("free or low-\ncost therapeutic", "free or low-cost therapeutic"),
        ("the identifi-\ncation of", "the identification of"),
        ("the identifi\u00ad\ncation of", "the identification of"),
        ("the identi\u00adfication of", "the identification of"),
        ("the HHS-\nORR office", "the HHS-ORR office"),
        ("through NCMEC CON-\nNECT had", "through NCMEC CONNECT had"),
        ("twenty-\none families", "twenty-one families"),
        ("survivors/\nfamilies in", "survivors/families in"),
        ("the 24,768,90\n3 reports", "the 24,768,903 reports"),
        ("the 24,\n768 reports", "the 24,768 reports"),
        ("the 36.\n2 million reports", "the 36.2 million reports"),
        ("the \ufb01rst o\ufb03ce", "the first office"),
        ("the\u00a0child\u2019s \u201chome\u201d", 'the child\'s "home"'),
        ("the **17** chil\u200bdren", "the 17 children"),
        ("double  blanks   here", "double blanks here"),
    ],
)
def test_lines_are_joined_as_a_person_reads_them(printed: str, read: str) -> None:
    [(kind, text)] = units(f"this is {printed} and more.")
    assert kind == "sentence"
    assert text == f"this is {read} and more."


def test_headings_that_wrap_are_one_unit_and_no_part_of_a_sentence() -> None:
    text = (
        "NCMEC's Work to Support Survivors/Families Impacted by a Missing or Exploited\n"
        "Child Case\n\nIn 2023, NCMEC helped."
    )
    assert units(text) == [
        (
            "title",
            "NCMEC's Work to Support Survivors/Families Impacted by a Missing or Exploited "
            "Child Case",
        ),
        ("sentence", "In 2023, NCMEC helped."),
    ]


@pytest.mark.parametrize("form", ["layout", "pdftotext"])
def test_columns_that_pdftotext_has_torn_apart_give_no_false_number(form: str) -> None:
    torn = parse_factsheet(DATA / f"specimen-torn-columns.{form}.txt")
    whole = parse_factsheet(FIXTURES / "specimen-guam-2023.txt")
    for name, figure in torn.figures.items():
        assert figure.value == whole.figures[name].value
    missing = whole.figures.keys() - torn.figures.keys()
    assert missing <= {finding.figure for finding in torn.findings}
    assert missing


@pytest.mark.long
def test_every_place_in_the_text_leads_back_to_its_number() -> None:
    for path in PDFS:
        document = read_document(path.read_bytes())
        sheet = parse_factsheet(path)
        for figure in sheet.figures.values():
            place = figure.evidence
            assert document.text[place.start : place.end] == figure.text
            assert figure.text in place.sentence
            assert len(place.boxes) >= 1


def test_a_text_far_longer_than_a_sheet_is_refused() -> None:
    with pytest.raises(NotAFactsheetError, match="about 5,000"):
        parse_text(IOWA * 30)
    with pytest.raises(LimitExceededError, match="the limit is 200,000"):
        parse_text(IOWA + "a" * 1_000_000)


def test_a_sentence_of_countless_numbers_is_left_unclaimed() -> None:
    sheet = parse_text(f"{IOWA}\n\nNCMEC counted {'1, ' * 60} and 2.")
    assert {name: figure.value for name, figure in sheet.figures.items()} == TRUTH
    assert len(sheet.findings) == 61


class Dripping(io.BytesIO):
    """As a socket gives them: a few bytes at a time, however many are asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(1000 if size is None or size < 0 else min(size, 1000))


def test_a_stream_that_gives_a_few_bytes_at_a_time_is_read_to_its_end() -> None:
    pdf = (ROOT.parent / "samples" / "iowa-2023.pdf").read_bytes()
    assert parse_factsheet(Dripping(pdf)) == parse_factsheet(pdf)
    dripping = Dripping(b"x" * (1024 * 1024 + 5000))
    with pytest.raises(LimitExceededError):
        parse_factsheet(dripping, limits=Limits(size=1))
    assert dripping.tell() == 1024 * 1024 + 1


def test_a_file_opened_as_text_is_told_apart() -> None:
    with pytest.raises(TypeError, match="binary mode"):
        parse_factsheet(io.StringIO(""))  # type: ignore[arg-type]  # what is tested
