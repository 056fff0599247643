"""The report in a real browser, offline, opened as a reader opens it: by its file."""

from __future__ import annotations

import re
import runpy
import time
from pathlib import Path
from typing import Any, Self
from xml.etree import ElementTree as ET

import pytest

pytestmark = pytest.mark.browser

MADE_UP = runpy.run_path(str(Path(__file__).with_name("test_report.py")))

# labels that stand beyond the drawing
CUT_OFF = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
    const box = plot.getBoundingClientRect();
    return [...plot.querySelectorAll('.main-svg text')].filter(text => {
        const at = text.getBoundingClientRect();
        return at.width && (at.left < box.left - 1 || at.right > box.right + 1
            || at.top < box.top - 1 || at.bottom > box.bottom + 1);
    }).map(text => text.textContent);
})"""

# labels that stand on each other
OVERLAPPING = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
    const texts = [...plot.querySelectorAll('.ytick text, .xtick text, .xtitle, .ytitle, .legendtext')]
        .map(text => [text.textContent, text.getBoundingClientRect()]).filter(text => text[1].width);
    return texts.flatMap(([one, a], place) => texts.slice(place + 1)
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)
        .map(([other]) => one + ' x ' + other));
})"""


# neighbouring cells whose words stand nearer to each other than two letters would
TOUCHING = """() => [...document.querySelectorAll('tr')].flatMap(row => {
    const cells = [...row.cells].map(cell => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return [cell.textContent.trim(), range.getBoundingClientRect()];
    }).filter(([words, at]) => words && at.width);
    return cells.slice(1).flatMap(([words, at], place) => {
        const [before, left] = cells[place];
        const gap = Math.max(at.left - left.right, left.left - at.right);
        return gap < 6 ? [before + ' x ' + words] : [];
    });
})"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(MADE_UP["hostile_findings"](), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = (
        "المتحدث باسم وزارة الخارجية الأمريكية ماثيو ميلر في واشنطن مساء الثلاثاء",
        "شبكة CNN بالعربية (2023)",
        "الوزير",
        "ديمتري بيسكوف",
        *(f"متحدث رقم {number}" for number in range(20)),
    )
    found = MADE_UP["findings"](*MADE_UP["coverage"](120, parts=names))
    return made(found, tmp_path_factory.mktemp("large"))


def made(found: Any, folder: Path) -> Path:
    return Path(MADE_UP["made"](found, folder / "report"))


def until(page: Any, expression: str, *, seconds: float = 30) -> None:
    """Waits until an expression holds, asked from outside: the policy of the page lets nothing evaluate it within."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"not within {seconds:.0f} seconds: {expression}"
        page.wait_for_timeout(50)


class Opened:
    """A page opened offline, with all that went wrong while it was."""

    def __init__(self, browser: Any, file: Path, *, width: int = 1200) -> None:
        self.context = browser.new_context(offline=True, viewport={"width": width, "height": 1400})
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.page.on("request", self._request)
        self.file = file.as_uri()
        self.page.goto(self.file)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.file, "data:", "blob:")):
            self.wrong.append(request.url[:100])

    def drawn(self) -> Self:
        """Waits for the figures."""
        until(self.page, "document.documentElement.dataset.ready")
        assert self.page.evaluate("document.documentElement.dataset.ready") == "1"
        assert self.page.evaluate("document.querySelectorAll('.plot .main-svg').length") > 0
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("width", [1200, 420])
@pytest.mark.parametrize("which", ["hostile", "large"])
def test_the_report_opens_offline_and_is_drawn_whole(
    which: str, width: int, chromium: Any, request: pytest.FixtureRequest
) -> None:
    with Opened(chromium, request.getfixturevalue(which), width=width) as opened:
        page = opened.drawn().page
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(OVERLAPPING) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing stands beyond the page"
        assert opened.wrong == []


@pytest.mark.parametrize("which", ["large", "arabic"])
def test_no_cell_touches_the_next_whichever_way_its_words_run(
    which: str, chromium: Any, request: pytest.FixtureRequest
) -> None:
    with Opened(chromium, request.getfixturevalue(which), width=1200) as opened:
        assert opened.page.evaluate(TOUCHING) == []


def test_the_arabic_font_comes_with_the_page(chromium: Any, large: Path) -> None:
    with Opened(chromium, large) as opened:
        page = opened.drawn().page
        loaded = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family + font.weight)"
        assert page.evaluate(loaded) == ["Noto Naskh Arabic400", "Noto Naskh Arabic700"]


def test_bars_grow_to_the_left_from_the_names(chromium: Any, large: Path) -> None:
    with Opened(chromium, large) as opened:
        sides = opened.drawn().page.evaluate(
            """() => { const plot = document.getElementById('figure-sources');
                const right = element => element.getBoundingClientRect().right;
                const bars = [...plot.querySelectorAll('.barlayer .point > path')].map(right);
                const names = [...plot.querySelectorAll('.ytick text')].map(name => name.getBoundingClientRect().left);
                return [Math.max(...bars) - Math.min(...bars), Math.min(...names) - Math.max(...bars)]; }"""
        )
        assert sides[0] < 1, "bars begin on one line"
        assert sides[1] > 0, "names stand to the right of it"


def test_a_hostile_coverage_runs_nothing_when_everything_is_opened(chromium: Any, hostile: Path) -> None:
    with Opened(chromium, hostile) as opened:
        page = opened.drawn().page
        page.evaluate("document.querySelectorAll('details').forEach(section => { section.open = true })")
        for text in page.locator(".plot .barlayer path").all()[:3]:
            text.hover(force=True)
        page.wait_for_timeout(200)
        assert (
            page.evaluate(
                "document.querySelectorAll('main img, main svg:not(.main-svg):not(.main-svg *) script').length"
            )
            == 0
        )
        shown = page.evaluate("document.body.innerText")
        for words in MADE_UP["HOSTILE"][:6]:
            assert words in shown
        labels = page.evaluate("[...document.querySelectorAll('.ytick text')].map(text => text.textContent).join(' ')")
        assert "<b>غامق</b>" in labels
        assert opened.wrong == []


def test_a_text_keeps_to_its_own_direction(chromium: Any, large: Path) -> None:
    with Opened(chromium, large.parent / "articles" / "0001.html") as opened:
        page = opened.page
        paragraphs = "[...document.querySelectorAll('.text p')].map(line => getComputedStyle(line).direction)"
        assert set(page.evaluate(paragraphs)) == {"rtl"}
        assert page.evaluate("document.documentElement.dir") == "ltr"
        assert opened.wrong == []


def test_a_link_to_a_quotation_opens_the_article_around_it(chromium: Any, hostile: Path) -> None:
    with Opened(chromium, hostile) as opened:
        page = opened.drawn().page
        page.evaluate("location.hash = 'q-0005-2'")
        until(page, "document.getElementById('a-0005').open")
        page.wait_for_timeout(100)
        top = page.evaluate("document.getElementById('q-0005-2').getBoundingClientRect().top")
        assert 0 <= top < 1400


def test_figures_fit_on_paper(chromium: Any, large: Path, tmp_path: Path) -> None:
    with Opened(chromium, large) as opened:
        page = opened.drawn().page
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        until(page, "[...document.querySelectorAll('.main-svg')].every(plot => plot.clientWidth <= 680)")
        page.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
        assert (tmp_path / "report.pdf").stat().st_size > 10_000
        assert opened.wrong == []


BEHIND = """async () => {
    const wrong = [], links = [...document.querySelectorAll('a.n[data-n]')];
    for (const link of links) {
        const found = await countBehind(link);
        if (found !== Number(link.dataset.n)) wrong.push([link.getAttribute('href'), link.dataset.n, found]);
    }
    return [links.length, wrong];
}"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = MADE_UP["findings"](*MADE_UP["coverage"](24, parts=("الوزير", "بيسكوف", "وكالة الأنباء", "سلمى نصار")))
    return Path(MADE_UP["made"](found, tmp_path_factory.mktemp("arabic") / "report", lang="ar"))


def test_a_number_opens_the_quotations_it_counts_and_leads_to_them(chromium: Any, hostile: Path) -> None:
    with Opened(chromium, hostile) as opened:
        page = opened.drawn().page
        count, wrong = page.evaluate(BEHIND)
        assert count > 50
        assert wrong == []
        link = page.locator("#kinds a.n").first
        link.click()
        until(page, "document.getElementById('evidence-box').open")
        rows = page.locator("#evidence-box li")
        assert rows.count() == min(int(link.get_attribute("data-n")), 50)
        shown = rows.first.inner_text()
        assert re.search(r"text \d+–\d+", shown), "offsets"
        assert "2023-09-05" in shown, "date"
        assert page.locator("#evidence-box :is(img, svg, b, script)").count() == 0
        rows.nth(1).locator("a").click()
        until(page, "!document.getElementById('evidence-box').open")
        until(page, "document.querySelector(location.hash).closest('details').open")
        assert opened.wrong == []


def test_closing_the_evidence_leads_back_to_the_number(chromium: Any, hostile: Path) -> None:
    with Opened(chromium, hostile) as opened:
        page = opened.drawn().page
        link = page.locator("#sources td a.n").first
        link.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        link.click()
        until(page, "document.getElementById('evidence-box').open")
        page.keyboard.press("Escape")
        until(page, "!document.getElementById('evidence-box').open && !location.hash.startsWith('#?')")
        assert abs(page.evaluate("scrollY") - before) < 2
        link.click()
        until(page, "document.getElementById('evidence-box').open")
        assert opened.wrong == []


def test_the_evidence_of_a_large_coverage_is_listed_page_by_page(chromium: Any, large: Path) -> None:
    with Opened(chromium, large) as opened:
        href = opened.drawn().page.locator("#kinds a.n").first.get_attribute("href")
        page = opened.page
        page.goto((large.parent / "evidence.html").as_uri() + href.removeprefix("evidence.html"))
        until(page, "document.getElementById('evidence-box').dataset.rows")
        assert page.locator("#evidence-box li").count() == 50
        first = page.locator("#evidence-box li").first.inner_text()
        page.locator(".pager button").nth(1).click()
        assert page.locator("#evidence-box li").first.inner_text() != first
        assert page.locator("#evidence-box li a").first.get_attribute("href").startswith("articles/0001.html#q-")


@pytest.mark.parametrize("width", [1200, 420])
def test_the_arabic_report_runs_from_right_to_left_and_is_whole(width: int, chromium: Any, arabic: Path) -> None:
    with Opened(chromium, arabic, width=width) as opened:
        page = opened.drawn().page
        assert page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar"]
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(OVERLAPPING) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        headings = page.evaluate(
            "[...document.querySelectorAll('h2')].map(h => [h.getBoundingClientRect().right, "
            "h.parentElement.getBoundingClientRect().right])"
        )
        assert all(abs(first - second) < 2 for first, second in headings)
        page.locator("#kinds a.n").first.click()
        until(page, "document.getElementById('evidence-box').open")
        assert "النص" in page.locator("#evidence-box li").first.inner_text()
        assert opened.wrong == []


def test_figures_are_written_as_svg_where_a_browser_is(chromium: Any, tmp_path: Path) -> None:
    del chromium  # it is on the machine
    found = MADE_UP["hostile_findings"]()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        MADE_UP["made"](found, tmp_path / name / "report", svg=True)
    files = {path.name: path.read_text("utf-8") for path in (tmp_path / "one" / "report" / "figures").iterdir()}
    assert {"kinds.svg", "sources.svg", "outlets.svg"} <= set(files)
    for name, svg in files.items():
        root = ET.fromstring(svg)  # noqa: S314 - we made it
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert not list(root.iter("{http://www.w3.org/2000/svg}script")), name
        assert svg == (tmp_path / "two" / "report" / "figures" / name).read_text("utf-8")
    words = "".join(ET.fromstring(files["sources.svg"]).itertext())  # noqa: S314 - we made it
    assert "<b>غامق</b>" in words, "what was markup shows as text"
