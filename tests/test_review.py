"""The page to audit records, as a person opens it: in a browser, from disk, without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from typer.testing import CliRunner

from browsers import AXE, chromium, in_a_browser, violations
from factsheet_parser import Factsheet, Limits, iter_factsheets, parse_factsheet
from factsheet_parser.cli import app
from factsheet_parser.record import FIGURES
from factsheet_parser.review import write_review
from sheets import IOWA, iowa

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "iowa-2023.pdf"
FIXTURES = ROOT / "tests" / "fixtures"

EVIL = (
    iowa(
        ("In 2023, NCMEC CONNECT had", "</script><script>document.title='ran'</script> <b id=bold>bold</b> 77 things. In 2023, NCMEC CONNECT had"),
        ("Team Adam was activated", "Team Adam <img src=x onerror=\"document.title='ran'\"> was activated"),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    sheets = folder / "sheets"
    sheets.mkdir()
    shutil.copy(SAMPLE, sheets / "a-iowa-2023.pdf")
    (sheets / "b-findings.txt").write_text(
        iowa(
            (
                "In 2023, 4,622 CyberTipline",
                "Volunteers answered 31 calls. In 2023, 4,622 urgent CyberTipline",
            ),
            state="Ohio",
            year=2022,
        ),
        encoding="utf-8",
    )
    (sheets / "c-evil &lt;.txt").write_text(EVIL, encoding="utf-8")
    shutil.copy(FIXTURES / "specimen-kansas-2023-chromium.pdf", sheets / "d-kansas.pdf")
    (sheets / "e-broken.pdf").write_bytes(SAMPLE.read_bytes()[:500])
    finding = iowa(("reviewed 38 submissions of", "reviewed 38 parcels of"), state="Guam")
    (sheets / "f-guam.txt").write_text(finding, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page_file(folder: Path) -> Path:
    out = folder / "review.html"
    done = CliRunner().invoke(
        app, ["review", str(folder / "sheets"), "-o", str(out), "--jobs", "2"]
    )
    assert done.exit_code == 3, done.stderr
    assert "e-broken.pdf: The PDF is damaged" in done.stderr
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


class Opened:
    """The page in a window, with what it said and asked for."""

    def __init__(self, browser: Browser, file: Path, **options: Any) -> None:
        options = {"viewport": {"width": 1366, "height": 768}, **options}
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())

    def open(self, number: int) -> Page:
        self.page.evaluate(f"location.hash = '#sheet-{number}'")
        self.page.wait_for_selector(f"#sheet-{number}:not([hidden])")
        return self.page


@pytest.fixture
def opened(browser: Browser, page_file: Path) -> Iterator[Opened]:
    window = Opened(browser, page_file)
    yield window
    window.context.close()
    assert window.said == []
    assert [url for url in window.asked if not url.startswith(("data:", page_file.as_uri()))] == []


@in_a_browser
def test_boxes_lie_on_the_numbers_they_claim(opened: Opened) -> None:
    page = opened.open(0)
    sheet = parse_factsheet(SAMPLE)
    for name, figure in sheet.figures.items():
        target = f"sheet-0-{name.replace('.', '-')}"
        marks = page.locator(f"#sheet-0 .mark[data-target='{target}']")
        assert marks.count() == len(figure.evidence.boxes)
        picture = page.locator("#sheet-0 .page").nth(figure.evidence.page - 1).bounding_box()
        assert picture is not None
        scale = picture["width"] / 612
        for index, (x0, top, x1, bottom) in enumerate(figure.evidence.boxes):
            box = marks.nth(index).bounding_box()
            assert box is not None
            assert box["x"] - picture["x"] == pytest.approx(x0 * scale, abs=2)
            assert box["y"] - picture["y"] == pytest.approx(top * scale, abs=2)
            assert box["width"] == pytest.approx((x1 - x0) * scale, abs=2)
            assert box["height"] == pytest.approx((bottom - top) * scale, abs=2)
    assert page.locator("#sheet-0 .mark.cybertipline").count() == 3


@in_a_browser
def test_pointing_at_a_figure_lights_up_its_number_and_the_other_way_round(opened: Opened) -> None:
    page = opened.open(0)
    figure = page.locator("#sheet-0-connect-state_new_users")
    mark = page.locator("#sheet-0 .mark[data-target='sheet-0-connect-state_new_users']")
    figure.scroll_into_view_if_needed()
    page.mouse.move(10, 10)
    figure.locator("button").hover()
    assert "lit" in (mark.get_attribute("class") or "")
    page.wait_for_timeout(600)
    box = mark.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 768
    other = page.locator("#sheet-0 .mark[data-target='sheet-0-cvip-state_submissions']")
    other.hover()
    assert "lit" not in (mark.get_attribute("class") or "")
    its_figure = page.locator("#sheet-0-cvip-state_submissions")
    assert "lit" in (its_figure.get_attribute("class") or "")
    box = its_figure.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 768


@in_a_browser
def test_findings_come_first_and_lead_to_their_places(opened: Opened) -> None:
    page = opened.open(1)
    findings = page.locator("#sheet-1 .finding")
    assert findings.count() == 2
    assert findings.first.evaluate(
        "f => f.compareDocumentPosition(f.closest('section').querySelector('.columns')) & 4"
    )
    unclaimed = page.locator("#sheet-1 .finding", has_text="unclaimed_number")
    target = unclaimed.get_attribute("data-target")
    mark = page.locator(f"#sheet-1 .mark.unclaimed[data-target='{target}']")
    assert mark.inner_text() == "31"
    unclaimed.click()
    assert "lit" in (mark.get_attribute("class") or "")
    page.wait_for_timeout(600)
    box = mark.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 768


@in_a_browser
def test_a_proposal_stands_in_a_broken_frame_apart_from_what_was_read(opened: Opened) -> None:
    page = opened.open(1)
    mark = page.locator("#sheet-1 .mark.proposed")
    assert mark.inner_text() == "4,622"
    frame = "m => getComputedStyle(m, '::after').borderTopStyle"
    assert mark.evaluate(frame) == "dotted"
    figure = page.locator("#sheet-1-cybertipline-state_reports")
    assert figure.locator(".value").inner_text() == "\u2014"
    assert "likely 4,622, page 1; not in the record" in figure.inner_text()


@in_a_browser
def test_the_keyboard_steps_through_factsheets_and_findings(opened: Opened) -> None:
    page = opened.open(0)
    page.keyboard.press("j")
    page.wait_for_selector("#sheet-1:not([hidden])")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.matches('#sheet-1 .finding')")
    page.keyboard.press("n")
    second = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.innerText") != second
    page.keyboard.press("k")
    page.wait_for_selector("#sheet-0:not([hidden])")
    page.keyboard.press("k")
    page.wait_for_selector("#glance:not([hidden])")
    page.keyboard.press("k")
    assert page.locator("#glance").is_visible()


@in_a_browser
def test_the_list_can_be_searched_and_filtered(opened: Opened) -> None:
    page = opened.page
    visible = page.locator("#entries li:visible")
    assert visible.count() == 6
    page.fill("#search", "ohio 2022")
    assert visible.count() == 1
    page.fill("#search", "nowhere")
    assert visible.count() == 0
    assert page.locator("#nothing").is_visible()
    page.fill("#search", "")
    page.check("#only-findings")
    assert visible.count() == 4  # one of them was not read
    assert "2 complete, 3 with findings, 1 not read" in " ".join(page.inner_text("#counts").split())


@in_a_browser
def test_markup_in_a_factsheet_or_its_name_runs_and_shows_nothing(opened: Opened) -> None:
    page = opened.open(2)
    page.wait_for_timeout(100)
    assert page.title() == "Iowa, 2023 \u2013 Factsheets"
    assert page.locator("#sheet-2 #bold").count() == 0
    assert page.locator("#sheet-2 img").count() == 0
    assert "</script><script>document.title='ran'</script>" in page.inner_text("#sheet-2 .text")
    assert "c-evil &lt;.txt" in page.inner_text("#sheet-2 .source")


@in_a_browser
def test_a_text_factsheet_shows_its_text_with_the_numbers_marked(opened: Opened) -> None:
    page = opened.open(5)
    marks = page.locator("#sheet-5 .text .mark:not(.unclaimed):not(.proposed)")
    sheet = parse_factsheet_of("f-guam.txt", opened)
    assert sorted(marks.all_inner_texts()) == sorted(
        figure.text for figure in sheet.figures.values()
    )


def parse_factsheet_of(name: str, opened: Opened) -> Factsheet:
    file = Path(opened.page.url.removeprefix("file://").partition("#")[0])
    return parse_factsheet(file.parent / "sheets" / name)


@in_a_browser
def test_the_year_at_a_glance_shows_a_chart_for_each_figure(opened: Opened) -> None:
    page = opened.page
    assert page.locator("#glance .chart:visible").count() == 1
    page.select_option("#glance-chart", "ranking")
    page.select_option("#glance-figure", "cvip.state_submissions")
    chart = page.locator("#glance .chart:visible")
    assert chart.get_attribute("data-chart") == "ranking|cvip.state_submissions"
    page.select_option("#glance-chart", "categories")
    assert "Missing children" in page.locator("#glance .chart:visible").inner_text()
    page.select_option("#glance-chart", "map")
    assert "SPECIMEN" not in page.locator("#glance .chart:visible").inner_text()


@in_a_browser
@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_wider_than_a_phone_or_a_laptop(
    browser: Browser, page_file: Path, width: int
) -> None:
    window = Opened(browser, page_file, viewport={"width": width, "height": 800})
    for number in range(6):
        page = window.open(number)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    window.context.close()


@in_a_browser
@pytest.mark.skipif(not AXE, reason="AXE_CORE names no axe-core, which checks accessibility")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_no_violation(browser: Browser, page_file: Path, scheme: str, width: int) -> None:
    window = Opened(
        browser,
        page_file,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        bypass_csp=True,
    )
    window.page.add_script_tag(path=AXE)
    for place in ("#glance", "#sheet-0", "#sheet-1", "#sheet-4", "#sheet-5"):
        window.page.evaluate(f"location.hash = '{place}'")
        window.page.wait_for_selector(f"{place}:not([hidden])")
        assert violations(window.page) == [], place
    window.context.close()


@in_a_browser
def test_everything_is_printed(browser: Browser, page_file: Path) -> None:
    window = Opened(browser, page_file)
    window.page.emulate_media(media="print")
    assert window.page.locator("#sheet-5").is_visible()
    assert not window.page.locator(".list").is_visible()
    assert window.page.pdf().startswith(b"%PDF-")
    window.context.close()


# --- Without a browser


@pytest.mark.long
def test_the_page_names_nothing_to_fetch(page_file: Path) -> None:
    text = page_file.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "<link" not in text
    assert 'src="http' not in text
    assert text.count("<script>") == 1


@pytest.mark.long
def test_records_in_python_give_the_same_page(folder: Path, page_file: Path) -> None:
    out = folder / "again.html"
    write_review(iter_factsheets(folder / "sheets", jobs=1), out, jobs=1)
    assert out.read_text(encoding="utf-8") == page_file.read_text(encoding="utf-8")


def test_one_factsheet_has_no_glance(tmp_path: Path) -> None:
    sheet = tmp_path / "iowa.txt"
    sheet.write_text(IOWA, encoding="utf-8")
    done = CliRunner().invoke(app, ["review", str(sheet), "-o", str(tmp_path / "one.html")])
    assert done.exit_code == 0, done.stderr
    assert 'id="glance"' not in (tmp_path / "one.html").read_text(encoding="utf-8")
    assert done.stderr == f"{tmp_path / 'one.html'}: 1 file.\n"


def test_a_file_that_has_changed_or_gone_shows_no_page(tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept.txt", tmp_path / "gone.txt"
    for path in (kept, gone):
        path.write_text(IOWA, encoding="utf-8")
    outcomes = list(iter_factsheets([kept, gone], jobs=1))
    kept.write_text(IOWA.replace("4,622", "9,999"), encoding="utf-8")
    gone.unlink()
    write_review(outcomes, tmp_path / "out.html")
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "The file has changed since it was read" in text
    assert "The file can no longer be read" in text
    assert "9,999" not in text


def test_a_page_beyond_the_limits_is_not_painted(tmp_path: Path) -> None:
    outcomes = list(iter_factsheets([SAMPLE], jobs=1))
    write_review(outcomes, tmp_path / "out.html", limits=Limits(page_size=100))
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "The pages cannot be painted (LimitExceededError)." in text
    assert "data:image" not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["samples", "-o", "out.pdf"], "out.pdf: a review ends in .html."),
        (["nothing-there", "-o", "{}/out.html"], "nothing-there: There is no such file."),
        (["samples", "-o", "{}/no/folder/out.html"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(app, ["review", *(each.format(tmp_path) for each in arguments)])
    assert done.exit_code in (2, 3)
    assert message in done.stderr


@pytest.mark.long
def test_every_figure_is_listed(page_file: Path) -> None:
    text = page_file.read_text(encoding="utf-8")
    for name in FIGURES:
        assert f'id="sheet-0-{name.replace(".", "-")}"' in text
