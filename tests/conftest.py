"""What several test modules share: a real browser, and how examples are drawn: the same on every run and machine."""

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

# A run that fails has to fail again for whoever looks into it. New ground: pytest --hypothesis-profile explore
settings.register_profile("toolkit", deadline=None, derandomize=True)  # a busy machine would miss a deadline
settings.register_profile("explore", deadline=None, max_examples=20_000)
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
