"""A view of a raw text and the way back from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.places import Places
from toolkit.text.spans import AlignedText, Edit, Span


def views(raw: str, seeds: list[tuple[int, int, str]]) -> AlignedText:
    """A view by edits at random places, in order and apart."""
    edits, at = [], 0
    for gap, width, new in seeds:
        start = at + gap
        end = start + width
        if end > len(raw) or (not width and not new):
            break
        edits.append(Edit(start, end, new))
        at = end + 1  # neighbours that touch are drawn elsewhere
    return AlignedText.edited(raw, edits)


SEEDS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.text("xyz", max_size=3)), max_size=6)
RAW = st.text("abcdef", min_size=1, max_size=20)


def naive(view: AlignedText, edits_of: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """For each character of the view, the raw span it stands for."""
    spans: list[tuple[int, int]] = []
    at = 0
    for start, end, length in edits_of:
        spans += [(place, place + 1) for place in range(at, start)]
        spans += [(start, end)] * length
        at = end
    return spans + [(place, place + 1) for place in range(at, len(view.raw))]


@given(RAW, SEEDS)
def test_each_character_of_a_view_leads_to_what_it_stands_for(raw: str, seeds: list[tuple[int, int, str]]) -> None:
    view = views(raw, seeds)
    columns = view._places.columns()  # noqa: SLF001 - held against the slow way
    edits = [(rs, re, e - s) for rs, re, s, e in zip(*columns, strict=True)]
    assert [view.raw_span(place, place + 1) for place in range(len(view.text))] == naive(view, edits)


@given(RAW, SEEDS, SEEDS)
def test_a_view_of_a_view_leads_to_the_raw_text(
    raw: str, first: list[tuple[int, int, str]], second: list[tuple[int, int, str]]
) -> None:
    one = views(raw, first)
    two = views(one.text, second)
    joined = one._places.then(two._places)  # noqa: SLF001
    both = AlignedText(raw, two.text, joined)
    for place in range(len(two.text)):
        middle = two.raw_span(place, place + 1)
        wanted = one.raw_span(*middle)
        found = both.raw_span(place, place + 1)
        # edits that touched the same characters are one now, so a span may be wider, never elsewhere
        assert (found.covers(wanted)) or wanted.start == wanted.end


@given(RAW, SEEDS, st.data())
def test_many_spans_at_once_are_what_one_at_a_time_is(
    raw: str, seeds: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    view = views(raw, seeds)
    starts = [data.draw(st.integers(0, len(view.text))) for _ in range(4)]
    ends = [data.draw(st.integers(start, len(view.text))) for start in starts]
    first, last = view.raw_spans(starts, ends)
    assert list(zip(first, last, strict=True)) == [view.raw_span(*one) for one in zip(starts, ends, strict=True)]
    starts = [data.draw(st.integers(0, len(raw))) for _ in range(4)]
    ends = [data.draw(st.integers(start, len(raw))) for start in starts]
    first, last = view.text_spans(starts, ends)
    assert list(zip(first, last, strict=True)) == [view.text_span(*one) for one in zip(starts, ends, strict=True)]


def test_a_span_overlaps_and_covers() -> None:
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 5).covers(Span(2, 5))
    assert not Span(1, 5).covers(Span(0, 2))


@pytest.mark.parametrize("range_", [(-1, 0), (2, 1), (0, 4)])
def test_a_range_outside_of_a_text_is_refused(range_: tuple[int, int]) -> None:
    view = AlignedText("قال", "قال")
    with pytest.raises(IndexError, match="does not lie within 0:3"):
        view.raw_span(*range_)
    with pytest.raises(IndexError, match="does not lie within 0:3"):
        view.text_span(*range_)


def test_an_unchanged_text_has_no_map() -> None:
    view = AlignedText("قال", "قال")
    assert view == AlignedText.edited("قال", [])
    assert view.raw_span(1, 2) == view.text_span(1, 2) == (1, 2)
    assert len(Places()) == Places().nbytes == 0
