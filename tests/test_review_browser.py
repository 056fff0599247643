"""The quotation reviewer in a real browser: driven by mouse and by keys, its file checked.

Most tests give the view a host of a few lines, which passes messages on as a notebook does, and forbids every request.
The last ones run it in JupyterLab. With SHOTS=folder in the environment pictures are left there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pandas as pd
import pytest
from lab_server import end_kernel, inside, run_all, running_lab

from toolkit.articles.reviewing import reviewed_table
from toolkit.articles.tables import quotation_table
from toolkit.reports.review_session import ReviewSession
from toolkit.reports.reviewer import review

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

FIRST = (
    "😀 قال الوزير سالم حداد إن العمل في السد بدأ قبل شهر، وإن القرى القريبة في أمان. "
    "وأضاف: «لا خطر على القرى»، ثم انصرف.\n"
    "وقالت المتحدثة باسم البلدية ليلى نصار إن الوزير أكد أن الطريق مغلق «حتى إشعار آخر»، ورفضت التعليق على السعر.\n"
    "أما الأهالي فيقولون: لم يخبرنا أحد."
)
HOSTILE = (
    "قال <b>سالم</b> حداد إن <script>window.ran = 1</script> العمل \u202eبدأ\u202c. "
    "<img src=x onerror='window.ran = 1'>"
)
ARTICLES = pd.DataFrame(
    {
        "article_id": ["a1", "a2"],
        "outlet": ["بوابة الميناء", "<i>الوادي</i>"],
        "published": ["2026-03-01", None],
        "title": ["حداد: العمل في السد بدأ", "<script>window.ran = 1</script>"],
        "text": [FIRST, HOSTILE],
    }
)
FOUND = quotation_table(ARTICLES)

HOST = """<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'">
<style id="style"></style><body>
<button id="before">before</button><div id="host"></div><button id="after">after</button>"""
MOUNT = """async ({ esm, css, state }) => {
    document.getElementById('style').textContent = css;
    const handlers = new Set();
    const model = {
        get: (name) => state[name],
        on: (name, handler) => handlers.add(handler),
        off: (name, handler) => handlers.delete(handler),
        send: (message) => window.ask(message).then((view) => handlers.forEach((handler) => handler(view))),
    };
    window.handlers = handlers;
    const address = URL.createObjectURL(new Blob([esm], { type: 'text/javascript' }));
    const module = await import(address);
    window.unmount = await module.default.render({ model, el: document.getElementById('host') });
}"""


class Host:
    """A page that shows the reviewer of one file."""

    def __init__(self, browser: Any, file: Path, **options: Any) -> None:
        self.file = file
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page = browser.new_page(viewport={"width": 1300, "height": 1000})
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        session = ReviewSession(
            options.pop("articles", ARTICLES), options.pop("found", FOUND), file=file, coder="A", **options
        )
        widget = review(ARTICLES, FOUND, file=file, coder="A", **options)
        self.page.expose_function("ask", session.answer)
        self.page.set_content(HOST)
        state = {name: getattr(widget, name) for name in ("words", "choices", "saved")}
        self.page.evaluate(
            MOUNT, {"esm": widget.get_state("_esm")["_esm"], "css": widget.get_state("_css")["_css"], "state": state}
        )
        self.page.wait_for_selector(".tk-review .reading p")

    def option(self, cue: str) -> Any:
        """The entry of a relation in the list."""
        return self.page.locator("[role=option]", has=self.page.get_by_text(cue, exact=True)).first

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, each answered before the next."""
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(60)

    def drag(self, words: str, field: str = "text") -> None:
        """Selects words with the mouse, from the right end of the first to the left end of the last."""
        places = self.page.evaluate(RECTS, [f".field.{field}", words])
        (start, end) = places
        mouse = self.page.mouse
        mouse.move(start["right"] - 1, start["y"])
        mouse.down()
        mouse.move((start["right"] + end["left"]) / 2, end["y"])
        mouse.move(end["left"] + 1, end["y"])
        mouse.up()
        assert self.page.evaluate("document.getSelection().toString()").strip() == words

    def lines(self) -> list[dict[str, Any]]:
        """What stands in the file."""
        return [json.loads(line) for line in self.file.read_text("utf-8").splitlines()] if self.file.exists() else []

    def saved(self, count: int) -> dict[str, Any]:
        """The last line of the file, which has so many."""
        for _ in range(100):
            if len(self.lines()) >= count:
                break
            self.page.wait_for_timeout(30)
        assert len(self.lines()) == count
        return self.lines()[-1]

    def shot(self, name: str) -> None:
        """Leaves a picture."""
        if os.environ.get("SHOTS"):
            self.page.screenshot(path=Path(os.environ["SHOTS"]) / f"review-{name}.png", full_page=True)


# the boxes of the first and the last letter of words in a field
RECTS = """([field, words]) => {
    const walker = document.createTreeWalker(document.querySelector(field), NodeFilter.SHOW_TEXT);
    const nodes = [];
    let whole = '';
    while (walker.nextNode()) { nodes.push([whole.length, walker.currentNode]); whole += walker.currentNode.data; }
    const start = whole.indexOf(words);
    const box = (at) => {
        const [from, node] = nodes.findLast((each) => each[0] <= at);
        const range = document.createRange();
        range.setStart(node, at - from);
        range.setEnd(node, at - from + 1);
        const { left, right, top, height } = range.getBoundingClientRect();
        return { left, right, y: top + height / 2 };
    };
    return [box(start), box(start + words.length - 1)];
}"""


# text that stands beyond the box around it
CUT_OFF = """() => [...document.querySelectorAll('.tk-review, .tk-review *')].filter((each) => {
    const { overflowX, textOverflow } = getComputedStyle(each);
    return textOverflow !== 'ellipsis' && overflowX !== 'auto' && !['SELECT', 'INPUT'].includes(each.tagName)
        && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
}).map((each) => `${each.tagName}.${each.className} ${each.scrollWidth} > ${each.clientWidth}`)"""

# text whose contrast with what is behind it is less than 4.5 to 1
FAINT = """() => {
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
            .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (colour !== 'rgba(0, 0, 0, 0)') return colour;
        }
        return 'rgb(255, 255, 255)';
    };
    const found = [];
    const walker = document.createTreeWalker(document.querySelector('.tk-review'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
        const [one, other] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
        const contrast = (one + 0.05) / (other + 0.05);
        if (contrast < 4.5) found.push([walker.currentNode.data, contrast]);
    }
    return found;
}"""

# what can be used and has no name that could be read out
NAMELESS = """() => [...document.querySelectorAll('.tk-review :is(button, input, select, [role], [tabindex])')]
    .filter((each) => !(each.getAttribute('aria-label') || each.textContent || (each.labels && each.labels.length)
        || ['status', 'alert'].includes(each.getAttribute('role')))).map((each) => each.outerHTML.slice(0, 80))"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "review.jsonl"


@pytest.fixture
def host(chromium: Any, file: Path) -> Iterator[Host]:
    host = Host(chromium, file)
    yield host
    assert host.wrong == []
    assert [url for url in host.asked if not url.startswith(("blob:", "data:", "about:"))] == []
    host.page.close()


def text_of(line: dict[str, Any], name: str) -> list[str]:
    spans = line["relation"][name]
    return [FIRST[start:end] for start, end in ([spans] if name != "contents" else spans)]


# What the mouse does


def test_relations_are_accepted_and_rejected_by_clicks_and_saved_at_once(host: Host) -> None:
    host.option("قال").click()
    host.page.get_by_role("button", name="Accept", exact=True).click()
    assert host.saved(1)["verdict"] == "accepted"
    assert host.page.locator("[role=option][aria-selected=true]").inner_text().startswith("3 direct")
    host.page.get_by_role("button", name="Reject").click()
    assert host.saved(2)["verdict"] == "rejected"
    assert "accepted" in host.option("قال").inner_text()
    assert "1 of 2" in host.page.locator(".place").inner_text()
    assert "2 of 7 relations decided" in host.page.locator(".tally").inner_text()


def test_a_span_is_corrected_by_selecting_words_with_the_mouse(host: Host) -> None:
    host.option("قال").click()
    host.drag("العمل في السد بدأ")
    host.page.get_by_role("button", name="content: Take the selection").click()
    assert text_of(host.saved(1), "contents") == ["العمل في السد بدأ"]
    host.drag("الوزير سالم")
    host.page.get_by_role("button", name="source: Take the selection").click()
    assert text_of(host.saved(2), "source") == ["الوزير سالم"]
    assert "corrected" in host.option("قال").inner_text()
    host.shot("corrected")


def test_content_gets_one_more_part_and_loses_it_again(host: Host) -> None:
    host.option("وأضاف").click()
    host.drag("ثم انصرف")
    host.page.get_by_role("button", name="Add a part").click()
    assert text_of(host.saved(1), "contents") == ["لا خطر على القرى", "ثم انصرف"]
    host.page.get_by_role("button", name="Remove: content 2").click()
    assert host.saved(2)["verdict"] == "accepted"


def test_what_was_missed_is_added(host: Host) -> None:
    host.drag("القرى القريبة في أمان")
    host.page.get_by_role("button", name="Add what was missed").click()
    line = host.saved(1)
    assert (line["verdict"], text_of(line, "contents")) == ("added", ["القرى القريبة في أمان"])
    host.drag("ثم انصرف")
    host.page.get_by_role("button", name="cue: Take the selection").click()
    assert text_of(host.saved(2), "cue") == ["ثم انصرف"]
    host.shot("added")


def test_labels_and_names_are_corrected(host: Host) -> None:
    host.option("قال").click()
    details = host.page.locator(".details")
    for count, (name, value) in enumerate(
        [("kind", "mixed"), ("complement", "nominal"), ("type", "unnamed"), ("sector", "expert"), ("gender", "f")], 1
    ):
        details.get_by_label(name, exact=True).select_option(value)
        assert host.saved(count)["relation"][name] == value
    details.get_by_label("speaker").fill("سالم بن حداد")
    host.press("Tab")
    assert host.saved(6)["relation"]["speaker"] == "سالم بن حداد"
    # keys are letters while one types
    details.get_by_label("via").press_sequentially("radio")
    host.press("Enter")
    assert host.saved(7)["relation"]["via"] == "radio"


def test_a_click_on_words_of_several_relations_takes_one_after_the_other(host: Host) -> None:
    words = host.page.locator("mark", has_text="الطريق مغلق").first
    chosen = []
    for _ in range(3):
        words.click()
        chosen.append(host.page.locator("[aria-selected=true] b").inner_text())
    assert chosen == ["5", "4", "5"]


# What keys do


def test_an_article_is_reviewed_from_first_to_last_without_a_mouse(host: Host) -> None:
    host.page.locator("#before").focus()
    while host.page.evaluate("document.activeElement.className") != "list":
        host.press("Tab")
    host.press("j", "a")  # the second, after that of the title
    assert host.saved(1)["quotation_id"] == "a1:text:2"
    host.press("r")
    assert host.saved(2)["verdict"] == "rejected"
    host.press("f", "Shift+ArrowLeft", "s")  # the cue and the word behind it
    assert text_of(host.saved(3), "source") == ["وقالت المتحدثة"]
    host.press("f", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight", "s")
    assert text_of(host.saved(4), "source") == ["المتحدثة باسم"]
    host.press("Escape", "3")
    assert host.saved(5)["relation"]["kind"] == "mixed"
    host.press("f", "ArrowUp", "ArrowDown", "ArrowLeft", "m")
    assert host.saved(6)["verdict"] == "added"
    host.press("z", "z")
    assert [line["verdict"] for line in host.lines()[6:]] == ["undecided", "corrected"]
    host.press("Shift+A", "d")
    host.page.wait_for_function("document.querySelector('.place').textContent.startsWith('Article 2')")
    assert host.lines()[-1]["verdict"] == "done"
    host.press("p")
    host.page.wait_for_function("document.querySelector('.place').textContent === 'Article 1 of 2 · done'")


def test_alt_moves_the_end_letter_by_letter_and_marks_stay_with_their_letter(chromium: Any, file: Path) -> None:
    text = "قالَ سالِمٌ إنَّ العَمَلَ بَدَأَ."
    articles = pd.DataFrame({"article_id": ["a1"], "text": [text]})
    host = Host(chromium, file, articles=articles, found=quotation_table(articles).head(0))
    host.page.locator(".field.text").focus()
    host.press("ArrowLeft", "Alt+ArrowRight", "m")
    assert [text[start:end] for start, end in host.saved(1)["relation"]["contents"]] == ["قا"]
    host.press("f", "Alt+ArrowRight", "Alt+ArrowRight", "Alt+ArrowLeft", "Alt+ArrowLeft", "t")
    assert [text[start:end] for start, end in host.saved(2)["relation"]["contents"]] == ["قالَ"]
    host.page.close()


def test_keys_go_by_their_place_under_an_arabic_layout(host: Host) -> None:
    host.option("قال").click()
    host.page.evaluate(
        """() => document.querySelector('.tk-review .list')
            .dispatchEvent(new KeyboardEvent('keydown', { key: 'ش', code: 'KeyA', bubbles: true }))"""
    )
    assert host.saved(1)["verdict"] == "accepted"


def test_the_focus_stays_where_it_was_after_every_answer(host: Host) -> None:
    host.option("قال").click()
    sector = host.page.locator(".details").get_by_label("sector")
    sector.focus()
    sector.select_option("business")
    host.saved(1)
    assert host.page.evaluate("document.activeElement.dataset.focus") == "label-sector"
    host.press("Escape")
    assert host.page.evaluate("document.activeElement.className") == "list"


def test_help_shows_every_key_and_hides_again(host: Host) -> None:
    host.page.locator(".list").focus()
    host.press("h")
    shown = set(host.page.locator(".help kbd").all_inner_texts())
    assert {"J", "A", "R", "U", "Shift+A", "F", "C", "S", "T", "Shift+T", "M", "E", "D", "N", "P", "Z", "H"} <= shown
    host.shot("help")
    host.press("h")
    assert not host.page.locator(".help").is_visible()


def test_keys_outside_the_reviewer_are_not_taken(host: Host) -> None:
    host.page.locator("#after").focus()
    host.press("a", "d", "j")
    assert host.lines() == []


# What is seen


def test_a_coder_who_comes_back_sees_every_decision(chromium: Any, file: Path) -> None:
    one = Host(chromium, file)
    one.option("قال").click()
    one.press("r")
    one.drag("ثم انصرف")
    one.press("m")
    one.saved(2)
    one.page.close()
    two = Host(chromium, file)
    assert "rejected" in two.option("قال").inner_text()
    assert "added" in two.page.locator("[role=option]", has_text="ثم انصرف").inner_text()
    assert (
        two.page.evaluate("getComputedStyle(document.querySelector('.rejected .who')).textDecorationLine")
        == "line-through"
    )
    two.page.close()
    table = reviewed_table(ARTICLES, file, unfinished=True)
    assert table[["content", "decision"]].to_numpy().tolist() == [["ثم انصرف", "added"]]


def test_nothing_in_an_article_runs_and_all_of_it_shows_as_text(chromium: Any, file: Path) -> None:
    host = Host(chromium, file, lang="ar")
    host.page.locator(".list").focus()
    host.press("n")
    host.page.wait_for_function("document.querySelector('.place').textContent === 'المادة 2 من 2'")
    assert host.page.locator(".field.title").inner_text() == "<script>window.ran = 1</script>"
    assert host.page.locator(".field.text").inner_text() == HOSTILE.replace("\u202e", "\ufffd")
    assert "<i>الوادي</i>" in host.page.locator(".about").inner_text()
    assert host.page.evaluate("window.ran") is None
    assert host.page.locator(".tk-review script, .tk-review img, .tk-review i").count() == 0
    host.shot("hostile-arabic")
    assert host.wrong == []
    host.page.close()


def test_the_text_stands_from_right_to_left_and_beside_its_relations(host: Host) -> None:
    reading, items = (host.page.locator(name).bounding_box() for name in (".reading", ".list"))
    assert reading["x"] > items["x"] + items["width"]
    assert host.page.evaluate(
        "[...document.querySelectorAll('.field p')].every((line) => getComputedStyle(line).direction === 'rtl')"
    )
    first = host.page.evaluate(RECTS, [".field.text", FIRST.split("\n", maxsplit=1)[0]])[0]
    assert reading["x"] + reading["width"] - first["right"] < 30


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [1300, 620])
def test_nothing_is_cut_off_and_everything_can_be_read(chromium: Any, file: Path, lang: str, width: int) -> None:
    host = Host(chromium, file, lang=lang)
    host.page.set_viewport_size({"width": width, "height": 1000})
    host.page.locator(".list").focus()
    host.press("j", "j", "j", "h", "r", "d")
    host.page.wait_for_selector(".error:not(:empty)")
    host.shot(f"{lang}-{width}")
    assert host.page.evaluate(CUT_OFF) == []
    assert host.page.evaluate(FAINT) == []
    assert host.page.evaluate(NAMELESS) == []
    host.page.close()


def test_the_focus_is_seen_on_everything_that_takes_it(host: Host) -> None:
    host.page.locator("#before").focus()
    seen = []
    for _ in range(60):
        host.page.keyboard.press("Tab")
        where, style, width = host.page.evaluate(
            """() => {
                const here = document.activeElement, { outlineStyle, outlineWidth } = getComputedStyle(here);
                return [here.id || here.dataset.focus || here.className, outlineStyle, parseFloat(outlineWidth)];
            }"""
        )
        if where == "after":
            break
        seen.append(where)
        assert (style, width) == ("solid", 3), where
    assert {"tool-done", "title", "text", "list", "label-kind", "label-speaker", "set-cue", "more"} <= set(seen)


def test_what_is_taken_down_leaves_nothing_behind(host: Host) -> None:
    host.page.evaluate("window.unmount()")
    assert host.page.evaluate("window.handlers.size") == 0
    host.page.evaluate("document.querySelector('.tk-review').remove()")
    host.page.evaluate("document.getSelection().selectAllChildren(document.body)")


# In JupyterLab

CELLS = [
    "import toolkit as tk\narticles = tk.read_articles('articles.jsonl')",
    "tk.review(articles, tk.quotation_table(articles), file='review.jsonl', coder='A')",
    "tk.reviewed_table(articles, 'review.jsonl', unfinished=True)['cue'].tolist()",
]
COUNT = "() => window.jupyterapp.shell.currentWidget.content.model.cells.length"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles and a notebook that reviews them; its last cell fails before there is a decision."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "articles.jsonl").write_text(ARTICLES.to_json(orient="records", lines=True, force_ascii=False), "utf-8")
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}  # else Lab asks which one
    for name, count in (("review.ipynb", 2), ("again.ipynb", 3)):
        cells = [nbformat.v4.new_code_cell(source) for source in CELLS[:count]]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / name)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_lab(folder, tmp_path_factory.mktemp("lab")) as address:
        yield address


def opened_in_lab(chromium: Any, address: str, name: str) -> tuple[Any, list[str]]:
    page = chromium.new_page(viewport={"width": 1300, "height": 1300})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if inside(request.url, address) else wrong.append(request.url))
    run_all(page, address, name)
    page.wait_for_selector(".tk-review .reading p", timeout=30_000)
    return page, wrong


def test_in_jupyterlab_decisions_are_made_kept_and_seen_again(chromium: Any, address: str, folder: Path) -> None:
    page, wrong = opened_in_lab(chromium, address, "review.ipynb")
    file = folder / "review.jsonl"
    page.locator("[role=option]").nth(1).click()
    page.locator(".list").focus()
    for key in ("a", "r", "d", "d", "x", "b", "Escape", "f", "ArrowLeft", "m", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    # Lab's own keys were not heard: there A and B make a cell, X cuts one, D D deletes one
    assert page.evaluate(COUNT) == 2
    page.wait_for_function("document.querySelector('.tally').textContent.startsWith('3 of 8')")
    verdicts = [json.loads(line)["verdict"] for line in file.read_text("utf-8").splitlines()]
    assert verdicts == ["accepted", "rejected", "added"]
    assert page.evaluate("getComputedStyle(document.querySelector('.field p')).direction") == "rtl"
    if os.environ.get("SHOTS"):
        page.screenshot(path=Path(os.environ["SHOTS"]) / "review-in-lab.png")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    stored = (folder / "review.ipynb").read_text("utf-8")
    assert "review of 2 articles by A" in stored
    assert "حداد" not in stored
    assert "accepted" not in stored
    end_kernel(page)
    assert wrong == []
    page.close()

    page, wrong = opened_in_lab(chromium, address, "again.ipynb")
    assert page.locator(".list .verdict").all_inner_texts().count("rejected") == 1
    assert "قال" in page.locator(".jp-OutputArea-output pre").last.inner_text()
    end_kernel(page)
    assert wrong == []
    page.close()
