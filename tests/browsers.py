"""The browser in which tests open pages, and the accessibility checks for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

Test = TypeVar("Test", bound=Callable[..., None])

_CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
AXE = os.environ.get("AXE_CORE", "")
"""The path of axe-core's `axe.min.js`, or nothing."""


def in_a_browser(test: Test) -> Test:
    """Mark a test that opens a page: it takes long, and is skipped where there is no Chromium."""
    reason = "no Chromium is installed, which shows the page (CONTRIBUTING, The tests)"
    marked: Test = pytest.mark.long(pytest.mark.skipif(_CHROMIUM is None, reason=reason)(test))
    return marked


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def violations(page: Page) -> list[tuple[str, list[object]]]:
    """What axe-core, which the page has loaded, finds: each rule with its first three places."""
    found = page.evaluate(
        "axe.run(document, {preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
    )
    return [
        (violation["id"], [node["target"] for node in violation["nodes"]][:3])
        for violation in found["violations"]
    ]
