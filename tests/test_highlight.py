"""Marks on an article."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.attribution.records import Quotation
from toolkit.reports.display import show
from toolkit.reports.highlight import highlighted
from toolkit.reports.marks import LEGEND, STYLES, Mark, marked_html
from toolkit.reports.markup import visible
from toolkit.text.spans import Span

TAGS = re.compile(r"<[^>]*>")
TEXT = "قال الوزير: «نعم، وأكد بيسكوف أن لا»."


def stripped(markup: str) -> str:
    return html.unescape(TAGS.sub("", markup))


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    letters = st.characters(codec="utf-8") | st.sampled_from("قال <>&\"'\n\r\x00\u202e")
    text = draw(st.text(letters, max_size=60))
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        role = draw(st.sampled_from(["content", "cue", "source"]))
        kind = draw(st.sampled_from(["direct", "mixed", "indirect", "declined"]))
        marks.append(Mark(start, end, number, role, kind, f'note "{number}" <b>', names=draw(st.booleans())))
    return text, marks


@given(case=marked_texts(), inline_styles=st.booleans())
def test_without_its_tags_it_is_the_text_again(case: tuple[str, list[Mark]], *, inline_styles: bool) -> None:
    text, marks = case
    assert stripped(marked_html(text, marks, anchor="q", inline_styles=inline_styles)) == visible(text)


@given(marked_texts())
def test_every_mark_shows_over_all_of_its_characters_but_line_ends(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    markup = marked_html(text, marks, inline_styles=False)
    shown = {role: [] for role in ("cue", "source")}  # type: dict[str, list[int]]
    place = 0
    for part in re.split(r"(<mark[^>]*>.*?</mark>)", markup, flags=re.DOTALL):
        length = len(stripped(part))
        for role, places in shown.items():
            if f"tk-{role}" in part.split(">")[0]:
                places.extend(range(place, place + length))
        place += length
    blank = {
        at for line in re.finditer(r"[^\r\n]+|[\r\n]+", text) if not line.group().strip() for at in range(*line.span())
    }
    for role, places in shown.items():
        wanted = {at for mark in marks if mark.role == role for at in range(mark.start, mark.end)}
        assert set(places) == wanted - blank


def test_overlapping_contents_are_cut_into_segments() -> None:
    marks = [Mark(0, 6, 1, "content", "direct", "one"), Mark(4, 10, 2, "content", "indirect", "two")]
    segments = re.findall(
        r'<mark class="([^"]*)" title="([^"]*)">([^<]*)</mark>', marked_html("0123456789", marks, inline_styles=False)
    )
    assert segments == [
        ("tk-mark tk-direct", "one", "0123"),
        ("tk-mark tk-direct tk-nested", "one\ntwo", "45"),
        ("tk-mark tk-indirect", "two", "6789"),
    ]


def test_inside_another_quotation_the_inner_one_is_seen() -> None:
    marks = [Mark(0, 10, 1, "content", "direct", "outer"), Mark(3, 5, 2, "content", "indirect", "inner")]
    assert '<mark class="tk-mark tk-indirect tk-nested" title="inner\nouter">34</mark>' in marked_html(
        "0123456789", marks, inline_styles=False
    )


def test_a_mark_over_two_paragraphs_is_closed_and_opened_between_them() -> None:
    markup = marked_html("أول\n\nثان", [Mark(0, 8, 1, "content", "direct", "")], inline_styles=False)
    mark = '<mark class="tk-mark tk-direct" title="">'
    assert markup == f'<p dir="rtl">{mark}أول</mark></p>\n\n<p dir="rtl">{mark}ثان</mark></p>'


def test_offsets_beyond_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\[0, 9\), but the text has 3 characters"):
        marked_html("قال", [Mark(0, 9, 1, "cue", "direct", "")])


def records() -> list[Quotation]:
    return [
        Quotation("direct", Span(0, 3), Span(4, 10), (Span(13, 36),), speaker="الوزير", rule="colon", confidence=0.9),
        Quotation("indirect", Span(18, 22), Span(23, 29), (Span(33, 36),), speaker="بيسكوف <b>", rule="that", parent=0),
    ]


def test_pointing_at_a_mark_tells_kind_speaker_rule_and_confidence() -> None:
    markup = highlighted(("", TEXT), records()).html
    assert "1. direct · speaker \u2068الوزير\u2069 · rule colon · confidence 0.90" in markup
    assert "speaker \u2068بيسكوف &lt;b&gt;\u2069" in markup


def test_there_is_a_legend_for_every_kind_and_each_looks_unlike_the_others_in_grey() -> None:
    markup = highlighted(("", TEXT), []).html
    assert all(f">{name}</mark>" in markup for name in LEGEND)
    lines = [
        re.search(r"border-bottom:\S+ (\w+)", STYLES[f"tk-{kind}"])
        for kind in ("direct", "mixed", "indirect", "declined")
    ]
    assert len({line.group(1) for line in lines if line}) == 4


def test_styles_do_not_break_the_joining_of_letters() -> None:
    for style in STYLES.values():
        assert not re.search(r"padding|margin|border-(left|right|inline)|border:|display|letter-spacing", style)


def test_a_row_of_a_table_takes_its_own_quotations_from_title_and_text() -> None:
    article = {"article_id": "7", "title": "بيسكوف: نعم", "text": "قال نعم"}
    shared = {"kind": "direct", "speaker": "بيسكوف", "rule": "x", "confidence": 0.5, "content": "نعم", "cue": None}
    nothing = {"source_start": None, "source_end": None}
    quotations = pd.DataFrame(
        [
            shared
            | nothing
            | {"article_id": "7", "field": "title", "contents": [[8, 11]], "cue_start": None, "cue_end": None},
            shared | nothing | {"article_id": "7", "field": "text", "contents": [[4, 7]], "cue_start": 0, "cue_end": 3},
            shared
            | nothing
            | {"article_id": "8", "field": "text", "contents": [[90, 99]], "cue_start": 0, "cue_end": 3},
        ]
    )
    view = highlighted(article, quotations)
    assert re.search(r"<h3[^>]*>بيسكوف: <mark", view.html)
    assert re.search(r"<p[^>]*><mark[^>]*tk-cue[^>]*>قال</mark> <mark[^>]*tk-direct[^>]*>نعم</mark></p>", view.html)
    assert view.text.split("\n")[0] == "بيسكوف: نعم"
    assert highlighted(pd.Series(article), quotations) == view


def test_a_notebook_gets_styles_that_survive_without_trust() -> None:
    bundle = show(highlighted(("", TEXT), records()))._repr_mimebundle_()
    assert "<style" not in bundle["text/html"]
    assert all("style=" in tag for tag in re.findall(r"<mark[^>]*>", bundle["text/html"]))
    assert bundle["text/plain"].split("\n")[0] == "direct\tالوزير\tقال\tنعم، وأكد بيسكوف أن لا»"


def test_an_article_without_a_text_is_named() -> None:
    with pytest.raises(ValueError, match="no 'text'"):
        highlighted({"title": "x"}, [])
