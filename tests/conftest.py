"""What several test modules share: a real browser, and no deadlines, which a busy machine would miss."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# The sources are what is tested, compiled or not; test_compiled.py holds the compiled engine against them, and
# `TOOLKIT_PURE= pytest …` runs any test on it.
os.environ.setdefault("TOOLKIT_PURE", "1")

settings.register_profile("toolkit", deadline=None)
settings.load_profile("toolkit")

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright, or make test-browser")
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or make test-browser")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
