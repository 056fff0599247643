"""The report from Python: what is asked for reaches the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import toolkit as tk
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

SAID = "السد آمن والقرى بخير ولا خوف على أحد"


@pytest.fixture
def coverage(tmp_path: Path) -> Path:
    path = tmp_path / "coverage.csv"
    path.write_text(f"outlet,text\nالنهر,قالت الوزيرة سلمى نصار: «{SAID}».\n", encoding="utf-8")
    return path


def test_the_page_is_in_the_folder_and_holds_what_was_said(coverage: Path, tmp_path: Path) -> None:
    page = tk.make_report(coverage, out=tmp_path / "report")
    assert page == tmp_path / "report" / "index.html"
    assert SAID in (tmp_path / "report" / "quotations.csv").read_text(encoding="utf-8")


def test_in_arabic_and_without_texts_where_that_is_asked_for(coverage: Path, tmp_path: Path) -> None:
    page = tk.make_report(str(coverage), out=str(tmp_path / "report"), lang="ar", text=False)
    assert '<html lang="ar"' in page.read_text(encoding="utf-8")
    assert SAID not in (tmp_path / "report" / "quotations.csv").read_text(encoding="utf-8")


def test_without_articles_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        tk.make_report(tmp_path / "none.csv", out=tmp_path / "report")
    assert list(tmp_path.iterdir()) == []
