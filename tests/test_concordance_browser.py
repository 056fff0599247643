"""A concordance in a real browser, in a page that runs from left to right: every word stands on its side."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import pytest

from toolkit.measures.concordance import concordance
from toolkit.reports.display import show

pytestmark = pytest.mark.browser

TEXTS = [
    "أعلنت الوزارة (مساء الثلاثاء) إصابة 2,450 شخصا بفيروس «سام-19» في 3 مدن.",
    "الفيروس (COVID-19) وصل إلى المدينة <script>document.title = 'run'</script>.",
    "قال الطبيب: «لا لقاح للفيروس!» ثم انصرف.",
]

# where each character of a text stands from the left, by its place in the text
PLACES = """(element) => {
    const found = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let at = 0; at < node.length; at++) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            found.push([node.data[at], range.getBoundingClientRect().left]);
        }
    }
    return found;
}"""


@pytest.fixture
def page(chromium: Any) -> Any:
    articles = pd.DataFrame({"article_id": list("123"), "outlet": ["الميناء", "BBC عربي", "<b>"], "text": TEXTS})
    shown = show(concordance(articles, "فيروس"))
    page = chromium.new_page(viewport={"width": 1500, "height": 600})
    body = shown._repr_mimebundle_()["text/html"]
    lines = html.escape(str(shown))
    page.set_content(f'<meta charset="utf-8"><body dir="ltr" style="font-family:monospace">{body}<pre>{lines}</pre>')
    yield page
    page.close()


def test_what_is_read_first_stands_at_the_right(page: Any) -> None:
    for row in page.locator("tbody tr").all():
        boxes = [cell.bounding_box() for cell in row.locator("td").all()[:3]]
        assert boxes[0]["x"] > boxes[1]["x"] > boxes[2]["x"]


def test_contexts_end_beside_the_keyword(page: Any) -> None:
    right, _, left = page.locator("tbody tr").first.locator("td").all()[:3]
    places = right.evaluate(PLACES)
    assert places[0][1] > places[-1][1]
    assert min(place for _, place in places) - right.bounding_box()["x"] < 20
    places = left.evaluate(PLACES)
    box = left.bounding_box()
    assert box["x"] + box["width"] - places[0][1] < 40


def test_brackets_and_digits_keep_their_order(page: Any) -> None:
    right = dict_of(page.locator("tbody tr").first.locator("td").first.evaluate(PLACES))
    # the opening bracket is right of the closing one, and a number reads from left to right
    assert right["("][0] > right[")"][0]
    assert right["2"][0] < right["4"][0] < right["5"][0] < right["0"][0]


def dict_of(places: list[tuple[str, float]]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for character, place in places:
        found.setdefault(character, []).append(place)
    return found


def test_nothing_in_an_article_runs(page: Any) -> None:
    assert page.title() == ""
    assert page.locator("script").count() == 0


def test_lines_of_text_have_the_keywords_below_each_other(page: Any) -> None:
    places = page.locator("pre").evaluate(PLACES)
    lines: list[list[tuple[str, float]]] = [[]]
    for character, place in places:
        if character == "\n":
            lines.append([])
        else:
            lines[-1].append((character, place))
    starts = []
    for line in lines[1:]:
        keyword = [at for at, (character, _) in enumerate(line) if character == "\u2067"][2] + 1
        starts.append(line[keyword][1])
        # the first word of the line stands right of the last
        words = [place for character, place in line if character.isalpha()]
        assert words[0] > words[-1]
    assert len(starts) == len(TEXTS)
    assert max(starts) - min(starts) < 12
