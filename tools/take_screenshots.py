"""Take the pictures in docs/ of the review page: the sheet view, a finding, and the map.

    python tools/take_screenshots.py

Needs the extra `test` (playwright) and Chromium (`chromium`), and the fonts that it draws with. The
factsheets are the sample and specimens with invented figures, for all jurisdictions.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from factsheet_parser import iter_factsheets
from factsheet_parser.jurisdictions import NAMES
from factsheet_parser.review import write_review

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
IOWA = (ROOT / "samples" / "iowa-2023.txt").read_text(encoding="utf-8")


def specimens(folder: Path) -> None:
    """The sample, a sheet that words something in a new way, and an invented one for each place."""
    shutil.copy(ROOT / "samples" / "iowa-2023.pdf", folder / "iowa-2023.pdf")
    rng = random.Random(2023)  # noqa: S311  # the same pictures each time
    for code, name in NAMES.items():
        if code in ("IA", "WY"):
            continue  # Iowa's is the real one, and Wyoming has none
        text = IOWA.replace("Iowa", name).replace("4,622", f"{int(rng.paretovariate(0.9) * 900):,}")
        if code == "OH":
            text = text.replace("reviewed 38 submissions", "was sent 38 urgent submissions")
        (folder / f"specimen-{name.lower().replace(' ', '-')}-2023.txt").write_text(
            text, encoding="utf-8"
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "sheets"
        folder.mkdir()
        specimens(folder)
        page_file = Path(temporary) / "review.html"
        write_review(iter_factsheets(folder, jobs=1), page_file)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(page_file.as_uri())
            for source in page.locator(".source, .entry-source").all():
                # The folder that the sheets stood in while the pictures were taken.
                source.evaluate("s => s.textContent = s.textContent.split('/').pop()")
            page.screenshot(path=DOCS / "review-map.png")
            page.fill("#search", "iowa")
            page.click("#entries li:visible a")
            page.locator("section:not([hidden]) .figure").nth(2).hover()
            page.wait_for_timeout(800)
            page.screenshot(path=DOCS / "review-sheet.png")
            page.fill("#search", "ohio")
            page.click("#entries li:visible a")
            page.locator("section:not([hidden]) .finding").last.click()
            page.wait_for_timeout(800)
            page.screenshot(path=DOCS / "review-finding.png")
            browser.close()


if __name__ == "__main__":
    main()
