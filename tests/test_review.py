"""The review of quotations without a browser: what each message decides, what is saved, what comes out as a table."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import runpy
import sys
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.articles.coding import check_coding, read_coding
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.review_log import Decision, append_decision, read_log
from toolkit.articles.reviewing import reviewed_table
from toolkit.articles.schema import check_table
from toolkit.articles.standoff import standoff
from toolkit.articles.tables import quotation_table
from toolkit.cli import main
from toolkit.errors import ReadError, TableError, ToolkitError
from toolkit.measures.agreement import agreement
from toolkit.measures.coders import coded_units
from toolkit.measures.validation import validate_quotations
from toolkit.reports.review_session import ReviewSession, wordings
from toolkit.reports.reviewer import _widget_class, review

ROOT = Path(__file__).parents[1]
TEXTS = {
    "a": "😀 قال سالم حداد إن العمل في السد بدأ. وأضاف: «لا خطر على القرى»، ثم انصرف.\nوقالت ليلى نصار إن الطريق مغلق.",
    "b": "لا أحد قال شيئا هنا.",
    "c": "أكدت الوزيرة أن المياه نظيفة.\x00 ورفضت التعليق على السعر.",
}
TITLES = {"a": "حداد: العمل بدأ", "b": None, "c": "المياه نظيفة"}
ARTICLES = pd.DataFrame(
    {
        "article_id": list(TEXTS),
        "outlet": ["الميناء", "الوادي", "الميناء"],
        "title": [TITLES[name] for name in TEXTS],
        "text": list(TEXTS.values()),
    }
)
FOUND = quotation_table(ARTICLES)


def clock() -> Any:
    times = (f"2026-01-02T03:04:{second:02d}+00:00" for second in itertools.count())
    return lambda: next(times)


def session(file: Path, coder: str = "م", found: pd.DataFrame | None = FOUND, **options: Any) -> ReviewSession:
    return ReviewSession(ARTICLES, found, file=file, coder=coder, now=clock(), **options)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "review.jsonl"


def units(text: str, words: str) -> dict[str, int]:
    """Where words stand in a text, counted as JavaScript counts."""
    start = text.index(words)
    return {
        "start": len(text[:start].encode("utf-16-le")) // 2,
        "end": len((text[:start] + words).encode("utf-16-le")) // 2,
    }


def item(view: dict[str, Any], cue: str) -> dict[str, Any]:
    return next(each for each in view["items"] if each["cue"] == cue)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


# What a coder sees


def test_the_segments_of_a_field_are_its_text_again(file: Path) -> None:
    view = session(file).answer({"do": "open"})
    for field in view["fields"]:
        shown = "".join(
            piece.get("break") or "".join(segment["text"] for segment in piece["segments"]) for piece in field["pieces"]
        )
        assert shown == (TITLES if field["name"] == "title" else TEXTS)["a"]


def test_a_segment_names_every_relation_that_holds_over_it(file: Path) -> None:
    view = session(file).answer({"do": "open"})
    for each in view["items"]:
        field = next(field for field in view["fields"] if field["name"] == each["field"])
        for role, words in [("cue", each["cue"]), ("source", each["source"])]:
            marked = "".join(
                segment["text"]
                for piece in field["pieces"]
                for segment in piece.get("segments", [])
                if [each["number"], role] in segment.get("of", [])
            )
            assert marked == (words or "")


def test_a_control_character_is_shown_by_its_picture_and_counts_as_one(file: Path) -> None:
    review = session(file)
    review.answer({"do": "next"})
    view = review.answer({"do": "next"})
    text = "".join(segment["text"] for piece in view["fields"][1]["pieces"] for segment in piece["segments"])
    assert text == TEXTS["c"].replace("\x00", "␀")


def test_nested_relations_share_their_segments(file: Path) -> None:
    text = "قال سالم إن ليلى قالت إن السد آمن."
    articles = pd.DataFrame({"article_id": ["1"], "text": [text]})
    view = ReviewSession(articles, quotation_table(articles), file=file, coder="م").answer({"do": "open"})
    looks = {segment.get("look") for segment in view["fields"][0]["pieces"][0]["segments"]}
    assert "tk-indirect tk-nested" in looks


# What a coder decides


def test_accepting_goes_to_the_next_relation_and_is_saved_at_once(file: Path) -> None:
    review = session(file)
    first = item(review.answer({"do": "open"}), "قال")
    view = review.answer({"do": "accept", "id": first["id"]})
    assert item(view, "قال")["verdict"] == "accepted"
    assert view["picked"] == item(view, "وأضاف")["id"]
    [line] = lines(file)
    assert (line["coder"], line["article_id"], line["verdict"]) == ("م", "a", "accepted")
    assert line["at"] == "2026-01-02T03:04:00+00:00"


def test_deciding_the_same_twice_is_saved_once(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "open"}), "قال")["id"]
    for _ in range(3):
        review.answer({"do": "reject", "id": own})
    assert len(lines(file)) == 1


def test_a_corrected_span_is_saved_in_code_points_whatever_stands_before_it(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "open"}), "قال")["id"]
    chosen = units(TEXTS["a"], " العمل في السد ")
    view = review.answer({"do": "span", "id": own, "part": "content", "field": "text", **chosen})
    assert item(view, "قال")["contents"] == ["العمل في السد"]
    assert item(view, "قال")["verdict"] == "corrected"
    [[start, end]] = lines(file)[-1]["relation"]["contents"]
    assert TEXTS["a"][start:end] == "العمل في السد"


def test_content_may_have_several_parts_and_lose_them_again(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "open"}), "قال")["id"]
    for words, more in [("العمل", False), ("الطريق مغلق", True), ("في السد", True)]:
        message = {"do": "span", "id": own, "part": "content", "field": "text", "more": more}
        view = review.answer(message | units(TEXTS["a"], words))
    assert item(view, "قال")["contents"] == ["العمل", "في السد", "الطريق مغلق"]
    view = review.answer({"do": "unspan", "id": own, "part": "content", "place": 1})
    assert item(view, "قال")["contents"] == ["العمل", "الطريق مغلق"]


def test_a_correction_that_comes_back_to_what_was_found_is_an_acceptance(file: Path) -> None:
    review = session(file)
    first = item(review.answer({"do": "open"}), "قال")
    review.answer({"do": "label", "id": first["id"], "name": "sector", "value": "business"})
    view = review.answer({"do": "label", "id": first["id"], "name": "sector", "value": first["sector"]})
    assert item(view, "قال")["verdict"] == "accepted"


def test_what_depends_on_a_changed_part_is_dropped(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "open"}), "قال")["id"]
    review.answer({"do": "span", "id": own, "part": "cue", "field": "text", **units(TEXTS["a"], "وأضاف")})
    relation = lines(file)[-1]["relation"]
    assert (relation["verb"], relation["stance"], relation["confidence"]) == (None, None, None)
    assert relation["rule"]


def test_a_relation_becomes_declined_and_back(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "open"}), "قال")["id"]
    view = review.answer({"do": "label", "id": own, "name": "kind", "value": "declined"})
    assert (item(view, "قال")["contents"], item(view, "قال")["complement"]) == ([], "")
    assert review.answer({"do": "label", "id": own, "name": "kind", "value": "direct"})["error"]
    view = review.answer({"do": "span", "id": own, "part": "content", "field": "text", **units(TEXTS["a"], "العمل")})
    assert (item(view, "قال")["kind"], item(view, "قال")["contents"]) == ("indirect", ["العمل"])


def test_a_body_has_no_gender(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "open"}), "قال")["id"]
    view = review.answer({"do": "label", "id": own, "name": "type", "value": "organisation"})
    assert item(view, "قال")["gender"] == ""


def test_what_was_missed_is_added_marked_and_described(file: Path) -> None:
    review = session(file)
    view = review.answer({"do": "add", "field": "text", **units(TEXTS["a"], "لا خطر")})
    own = view["picked"]
    assert next(each for each in view["items"] if each["id"] == own)["kind"] == "indirect"
    review.answer({"do": "span", "id": own, "part": "cue", "field": "text", **units(TEXTS["a"], "ثم")})
    view = review.answer({"do": "label", "id": own, "name": "speaker", "value": "  سالم \n حداد "})
    added = item(view, "ثم")
    assert (added["verdict"], added["speaker"], added["contents"]) == ("added", "سالم حداد", ["لا خطر"])


def test_words_in_quotation_marks_are_added_as_direct(file: Path) -> None:
    view = session(file).answer({"do": "add", "field": "text", **units(TEXTS["a"], "لا خطر على القرى")})
    assert next(each for each in view["items"] if each["id"] == view["picked"])["kind"] == "direct"


def test_an_added_relation_that_is_taken_back_is_gone(file: Path) -> None:
    review = session(file)
    before = review.answer({"do": "open"})["items"]
    own = review.answer({"do": "add", "field": "title", **units("حداد: العمل بدأ", "العمل")})["picked"]
    assert review.answer({"do": "reset", "id": own})["items"] == before
    assert session(file).answer({"do": "open"})["items"] == before


def test_an_article_is_done_only_when_everything_in_it_is_decided(file: Path) -> None:
    review = session(file)
    view = review.answer({"do": "done"})
    assert "undecided" in view["error"]
    assert view["article"]["place"] == 1
    assert not file.exists()
    review.answer({"do": "accept_rest"})
    view = review.answer({"do": "done"})
    assert view["article"]["id"] == "b"
    assert review.answer({"do": "previous"})["article"]["done"]


def test_taking_a_decision_back_opens_an_article_again(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "accept_rest"}), "قال")["id"]
    review.answer({"do": "done"})
    review.answer({"do": "previous"})
    assert not review.answer({"do": "reset", "id": own})["article"]["done"]
    assert [line["verdict"] for line in lines(file)][-2:] == ["undecided", "open"]
    assert reviewed_ids(file) == []


def reviewed_ids(file: Path) -> list[str]:
    try:
        return [record["id"] for record in read_coding(file, ARTICLES)]
    except ReadError:
        return []


def test_the_last_article_that_is_done_says_so(file: Path) -> None:
    review = session(file)
    for _ in TEXTS:
        review.answer({"do": "accept_rest"})
        said = review.answer({"do": "done"})["said"]
    assert said == "Article 3 is done, and so are all others"


def test_everything_can_be_undone_in_order(file: Path) -> None:
    review = session(file)
    start = review.answer({"do": "open"})
    own = item(start, "قال")["id"]
    steps = [
        {"do": "reject", "id": own},
        {"do": "label", "id": own, "name": "kind", "value": "mixed"},
        {"do": "add", "field": "text", **units(TEXTS["a"], "ثم انصرف")},
        {"do": "accept_rest"},
        {"do": "done"},
    ]
    seen = [review.answer({"do": "open"})]
    for step in steps:
        review.answer(step)
        seen.append(review.answer({"do": "open"}))
    for before in reversed(seen[:-1]):
        review.answer({"do": "undo"})
        after = review.answer({"do": "open"})
        assert after["items"] == before["items"]
        assert after["article"] == before["article"]
    assert review.answer({"do": "undo"})["said"] == "There is nothing to undo"


# What goes wrong


WRONG: list[Any] = [
    None,
    "accept",
    {"do": "erase"},
    {"do": ["accept"]},
    {"do": "accept"},
    {"do": "accept", "id": "<script>"},
    {"do": "span", "id": "OWN", "part": "flags", "field": "text", "start": 0, "end": 3},
    {"do": "span", "id": "OWN", "part": "cue", "field": "title", "start": 0, "end": 3},
    {"do": "span", "id": "OWN", "part": "cue", "field": "text", "start": 0, "end": 100_000},
    {"do": "span", "id": "OWN", "part": "cue", "field": "text", "start": 5, "end": 2},
    {"do": "span", "id": "OWN", "part": "cue", "field": "text", "start": None, "end": None},
    {"do": "span", "id": "OWN", "part": "cue", "field": "text", "start": 2, "end": 3},
    {"do": "unspan", "id": "OWN", "part": "content", "place": 7},
    {"do": "unspan", "id": "OWN", "part": "content", "place": 0},
    {"do": "unspan", "id": "OWN", "part": "content", "place": "0"},
    {"do": "label", "id": "OWN", "name": "kind", "value": "shouted"},
    {"do": "label", "id": "OWN", "name": "kind", "value": None},
    {"do": "label", "id": "OWN", "name": "rule", "value": "x"},
    {"do": "label", "id": "OWN", "name": "speaker", "value": 7},
    {"do": "add", "field": "text"},
    {"do": "add", "field": "body", "start": 0, "end": 3},
]


@pytest.mark.parametrize("message", WRONG, ids=str)
def test_a_wrong_message_changes_nothing_and_is_answered(file: Path, message: Any) -> None:
    review = session(file)
    before = review.answer({"do": "open"})
    if isinstance(message, dict) and message.get("id") == "OWN":
        message = message | {"id": item(before, "قال")["id"]}
    view = review.answer(message)
    assert view["error"]
    assert view["items"] == before["items"]
    assert not file.exists()


def test_a_message_on_an_article_that_is_not_shown_any_more_does_nothing(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "next"}) and review.answer({"do": "previous"}), "قال")["id"]
    review.answer({"do": "next"})
    assert review.answer({"do": "done", "article": "a"})["article"]["id"] == "b"
    assert not review.answer({"do": "accept", "id": own, "article": "a"})["error"]
    assert not file.exists()


def test_a_decision_that_cannot_be_saved_is_not_shown_as_made(tmp_path: Path) -> None:
    review = session(tmp_path / "gone" / "review.jsonl")
    own = item(review.answer({"do": "open"}), "قال")["id"]
    view = review.answer({"do": "accept", "id": own})
    assert "there is no folder" in view["error"]
    assert item(view, "قال")["verdict"] == "undecided"


def test_a_name_that_no_file_can_hold_is_cleaned(file: Path) -> None:
    review = session(file)
    own = item(review.answer({"do": "open"}), "قال")["id"]
    review.answer({"do": "label", "id": own, "name": "speaker", "value": "سالم\ud800"})
    assert lines(file)[-1]["relation"]["speaker"] == "سالم"


@pytest.mark.parametrize(
    ("options", "message"),
    [({"coder": "  "}, "give the name or initials"), ({"lang": "fr"}, "allowed are 'en', 'ar'")],
)
def test_a_wrong_call_says_what_is_allowed(file: Path, options: dict[str, str], message: str) -> None:
    with pytest.raises(ToolkitError, match=message):
        session(file, **options)


def test_quotations_of_other_texts_are_refused(file: Path) -> None:
    others = ARTICLES.assign(text=["قصير", "قصير", "قصير"])
    with pytest.raises(TableError, match="give the quotations of these articles"):
        ReviewSession(others, FOUND, file=file, coder="م")


# What stands in the file


def reviewed(file: Path, coder: str = "م") -> ReviewSession:
    """A review of which the first article is done: one accepted, one rejected, the rest as found, one added."""
    review = session(file, coder)
    view = review.answer({"do": "open"})
    review.answer({"do": "reject", "id": item(view, "وأضاف")["id"]})
    review.answer(
        {"do": "span", "id": item(view, "قال")["id"], "part": "content", "field": "text", **units(TEXTS["a"], "العمل")}
    )
    added = review.answer({"do": "add", "field": "text", **units(TEXTS["a"], "لا خطر على القرى")})["picked"]
    review.answer({"do": "label", "id": added, "name": "speaker", "value": "سالم حداد"})
    review.answer({"do": "accept_rest"})
    review.answer({"do": "done"})
    return review


def test_a_coder_who_comes_back_finds_every_decision_and_goes_on_where_something_is_left(file: Path) -> None:
    before = reviewed(file).reviewed
    again = session(file)
    assert again.reviewed == before
    assert again.answer({"do": "open"})["article"]["id"] == "b"


def test_whatever_is_cut_off_the_end_of_the_file_costs_the_last_decision_at_most(file: Path) -> None:
    reviewed(file)
    content = file.read_bytes()
    whole = read_log(file).decisions
    last = len(content.rstrip(b"\n").rpartition(b"\n")[2])
    for cut in range(1, last + 1):
        file.write_bytes(content[:-cut])
        log = read_log(file)
        assert log.decisions[: len(whole) - 1] == whole[:-1]
        assert len(log.decisions) + len(log.faults) == len(whole) - (cut == last + 1)


def test_after_a_line_that_was_cut_short_the_next_decision_stands_alone(file: Path) -> None:
    reviewed(file)
    file.write_bytes(file.read_bytes()[:-20])
    review = session(file)
    assert "line 7" in review.answer({"do": "open"})["warning"]
    assert "cut short" in review.answer({"do": "open"})["warning"]
    review.answer({"do": "done"})
    assert reviewed_ids_with_warning(file) == ["a"]
    assert len(read_log(file).faults) == 1


def reviewed_ids_with_warning(file: Path) -> list[str]:
    with pytest.warns(ToolkitWarning, match="set aside"):
        return [record["id"] for record in read_coding(file, ARTICLES)]


DAMAGED = [
    (b"\xff\xfe{", "no UTF-8"),
    (b"[1, 2]", "no JSON object"),
    (b'{"verdict": "maybe"}', "allowed are accepted, rejected"),
    (b'{"verdict": "done", "coder": 3}', "coder is 3, not a text"),
    (b'{"verdict": "added", "coder": "x", "article_id": "a", "text_sha": ""}', "needs quotation_id, field"),
    (b'{"verdict": ' + b"[" * 100_000, "no JSON"),
]


@pytest.mark.parametrize(("line", "why"), DAMAGED, ids=[why for _, why in DAMAGED])
def test_a_damaged_line_is_set_aside_with_its_reason(file: Path, line: bytes, why: str) -> None:
    reviewed(file)
    good = read_log(file).decisions
    file.write_bytes(line + b"\n" + file.read_bytes())
    log = read_log(file)
    assert [decision for _, decision in log.decisions] == [decision for _, decision in good]
    [(number, reason)] = log.faults
    assert number == 1
    assert why in reason
    assert check_coding(file, ARTICLES)["problem"].tolist() == [reason]


IMPOSSIBLE = [
    ({"contents": [[0, 10_000]]}, "not within the text"),
    ({"contents": []}, "only a declined relation has no content"),
    ({"kind": "shouted"}, "allowed are direct"),
    ({"speaker": 5}, "is no text"),
]


@pytest.mark.parametrize(("change", "why"), IMPOSSIBLE, ids=[why for _, why in IMPOSSIBLE])
def test_a_decision_that_cannot_be_of_the_article_is_set_aside(file: Path, change: dict[str, Any], why: str) -> None:
    reviewed(file)
    records = lines(file)
    records[1]["relation"] |= change
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    [problem] = check_coding(file, ARTICLES)["problem"]
    assert why in problem


def test_decisions_on_a_text_that_was_another_one_are_set_aside(file: Path) -> None:
    reviewed(file)
    changed = ARTICLES.assign(text=ARTICLES["text"] + " زيادة")
    assert set(check_coding(file, changed)["problem"]) == {"'a': the text is another one than the coder saw"}


def write(file: str, coder: str) -> None:
    for number in range(50):
        append_decision(file, Decision("", coder, "a", "", "done" if number % 2 else "open"))


def test_two_processes_may_write_to_one_file(file: Path) -> None:
    context = multiprocessing.get_context("spawn")
    running = [context.Process(target=write, args=(str(file), coder)) for coder in ("م", "س")]
    for process in running:
        process.start()
    for process in running:
        process.join()
    log = read_log(file)
    assert not log.faults
    assert sorted(decision.coder for _, decision in log.decisions) == ["س"] * 50 + ["م"] * 50


def test_two_windows_of_one_coder_see_each_others_decisions(file: Path) -> None:
    one, two = session(file), session(file)
    own = item(two.answer({"do": "open"}), "قال")["id"]
    one.answer({"do": "reject", "id": own})
    assert item(two.answer({"do": "open"}), "قال")["verdict"] == "rejected"


MESSAGES = st.lists(
    st.one_of(
        st.sampled_from(["accept", "reject", "reset", "accept_rest", "done", "undo", "next", "previous"]),
        st.tuples(st.integers(0, 70), st.integers(0, 70), st.sampled_from(["cue", "source", "content", "more", "add"])),
        st.tuples(
            st.sampled_from(["kind", "type", "sector", "speaker"]), st.sampled_from(["declined", "mixed", "media"])
        ),
    ),
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(MESSAGES, st.integers(0, 4))
def test_whatever_a_coder_does_comes_back_from_the_file(file: Path, messages: list[Any], place: int) -> None:
    file.unlink(missing_ok=True)
    review = session(file)
    for message in messages:
        items = review.answer({"do": "open"})["items"]
        own = items[place % len(items)]["id"] if items else ""
        if isinstance(message, str):
            review.answer({"do": message, "id": own})
        elif isinstance(message[0], str):
            review.answer({"do": "label", "id": own, "name": message[0], "value": message[1]})
        else:
            start, end, part = message
            chosen = {"field": "text", "start": start, "end": end}
            if part == "add":
                review.answer({"do": "add", **chosen})
            else:
                review.answer({"do": "span", "id": own, "more": part == "more", "part": "content", **chosen})
    again = session(file)
    assert again.reviewed == review.reviewed
    assert not read_log(file).faults
    done = {name for name, article in review.reviewed.items() if article.done}
    if file.exists():
        assert set(reviewed_ids(file)) == done


# What comes out


def test_the_corrected_table_has_the_columns_of_quotations_and_slices_of_the_text(file: Path) -> None:
    reviewed(file)
    table = reviewed_table(ARTICLES, file)
    check_table(table, "quotations")
    assert list(table.columns[: len(FOUND.columns)]) == list(FOUND.columns)
    assert list(table.columns[len(FOUND.columns) :]) == ["decision", "coder", "decided", "reviewed_id"]
    assert table.dtypes[list(FOUND.columns)].to_dict() == FOUND.dtypes.to_dict()
    for row in table.to_dict("records"):
        text = TEXTS["a"] if row["field"] == "text" else TITLES["a"]
        if not pd.isna(row["cue"]):
            assert text[row["cue_start"] : row["cue_end"]] == row["cue"]
        assert row["content"] == " … ".join(text[start:end] for start, end in row["contents"])
    kept = table[["cue", "content", "decision"]].astype("object").where(table.notna(), None).to_numpy().tolist()
    assert ["قال", "العمل", "corrected"] in kept
    assert [None, "لا خطر على القرى", "added"] in kept
    assert "وأضاف" not in set(table["cue"].dropna())
    assert table.loc[table["decision"] == "accepted", "confidence"].notna().all()
    assert table.loc[table["decision"] != "accepted", "confidence"].isna().all()


def test_an_article_of_which_all_is_accepted_is_as_it_was_found(file: Path) -> None:
    review = session(file)
    for _ in TEXTS:
        review.answer({"do": "accept_rest"})
        review.answer({"do": "done"})
    table = reviewed_table(ARTICLES, file)
    same = [name for name in FOUND if name not in {"speaker_id", "flags", "contents"}]
    pd.testing.assert_frame_equal(table[same], FOUND[same])
    assert table["contents"].tolist() == FOUND["contents"].tolist()
    assert [record["ars"] for record in standoff(ARTICLES, table)] == [
        record["ars"] for record in standoff(ARTICLES, FOUND)
    ]


def test_what_is_not_done_counts_only_if_asked_for(file: Path) -> None:
    review = session(file)
    review.answer({"do": "accept", "id": item(review.answer({"do": "open"}), "قال")["id"]})
    assert reviewed_table(ARTICLES, file).empty
    assert reviewed_table(ARTICLES, file, unfinished=True)["cue"].tolist() == ["قال"]


def test_what_was_rejected_can_be_looked_at(file: Path) -> None:
    reviewed(file)
    assert reviewed_table(ARTICLES, file, keep=["rejected"])["cue"].tolist() == ["وأضاف"]
    with pytest.raises(ToolkitError, match="allowed are several of accepted"):
        reviewed_table(ARTICLES, file, keep=["undecided"])


def test_a_review_is_gold_for_validation(file: Path) -> None:
    reviewed(file)
    table = validate_quotations(ARTICLES, file, FOUND).set_index("part")
    attribution = table.loc["attribution"]
    # of the text: three were found; one was rejected, one added at the same place, and one has other content
    assert (attribution["predicted"], attribution["gold"], attribution["articles"]) == (3, 3, 1)
    assert table.loc["content_exact", "right"] < attribution["right"]


def test_a_review_is_gold_on_the_command_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reviewed(file)
    coverage = file.with_name("coverage.jsonl")
    coverage.write_text(ARTICLES.to_json(orient="records", lines=True, force_ascii=False), "utf-8")
    assert main(["validate", str(coverage), str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("attribution,")


def test_an_article_without_a_quotation_counts_once_it_is_done(file: Path) -> None:
    review = session(file, found=FOUND.head(0))
    review.answer({"do": "next"})
    review.answer({"do": "done"})
    assert read_coding(file, ARTICLES) == [{"id": "b", "ars": []}]


def test_two_coders_are_compared_by_their_files(tmp_path: Path) -> None:
    files = {coder: tmp_path / f"{coder}.jsonl" for coder in ("first", "second")}
    reviewed(files["first"], "first")
    review = session(files["second"], "second")
    review.answer({"do": "accept_rest"})
    review.answer({"do": "done"})
    units_ = coded_units(ARTICLES, files)
    alphas = agreement(units_, by="variable", cluster="article_id").set_index("variable")["alpha"]
    assert alphas["cue"] < 1
    assert set(units_["coder"]) == {"first", "second"}


def test_two_coders_in_one_file_are_told_apart(file: Path) -> None:
    reviewed(file, "م")
    second = session(file, "س")
    assert all(not article.marked for article in second.reviewed.values())
    second.answer({"do": "accept_rest"})
    second.answer({"do": "done"})
    with pytest.raises(ReadError, match=r"has the decisions of 'م', 'س'; say whose: coder='م'"):
        reviewed_table(ARTICLES, file)
    assert set(reviewed_table(ARTICLES, file, coder="س")["decision"]) == {"accepted"}
    assert len(read_coding(file, ARTICLES, coder="م")) == 1
    with pytest.raises(ReadError, match="no decision of 'ن'"):
        reviewed_table(ARTICLES, file, coder="ن")


def test_a_file_that_is_no_review_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        reviewed_table(ARTICLES, tmp_path / "none.jsonl")
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "a"}\n', "utf-8")
    with pytest.raises(ReadError, match=r"no decision in it \(line 1"):
        reviewed_table(ARTICLES, other)


def test_a_review_of_other_articles_is_refused(file: Path) -> None:
    reviewed(file)
    with pytest.raises(TableError, match="none of the articles was reviewed"):
        reviewed_table(ARTICLES[ARTICLES["article_id"] == "b"], file)


# What the reviewer says


def test_both_languages_say_the_same_things() -> None:
    english, arabic = wordings()["en"], wordings()["ar"]
    assert list(english) == list(arabic)
    for name, words in english.items():
        assert {part.partition("}")[0] for part in words.split("{")[1:]} == {
            part.partition("}")[0] for part in arabic[name].split("{")[1:]
        }


def test_it_speaks_arabic_where_asked(file: Path) -> None:
    review = session(file, lang="ar")
    assert review.answer({"do": "done"})["error"].endswith("احسمها أو اقبل كل الباقي")


# The widget, as far as it is Python


def test_the_widget_holds_nothing_of_the_articles_whatever_it_showed(file: Path) -> None:
    widget = review(ARTICLES, FOUND, file=file, coder="م")
    sent: list[Any] = []
    widget.send = sent.append
    widget._handle_custom_msg({"do": "accept_rest"}, [])  # noqa: SLF001 - what the front end calls
    assert sent[0]["items"][0]["verdict"] == "accepted"
    state = json.dumps(widget.get_state(), ensure_ascii=False)
    for words in ("حداد", "ليلى", "الميناء", "الوزيرة", "a:text", str(file.parent)):
        assert words not in state


def test_what_a_notebook_stores_of_it_is_the_same_at_every_run(file: Path) -> None:
    shown = review(ARTICLES, FOUND, file=file, coder="م")._repr_mimebundle_()[0]
    assert shown["text/plain"] == "review of 3 articles by م"
    assert set(shown) == {"text/plain", "application/vnd.jupyter.widget-view+json"}


def test_a_notebook_that_was_run_with_it_is_stored_without_it() -> None:
    clean = runpy.run_path(str(ROOT / "tools" / "store_notebooks.py"), run_name="store_notebooks")["clean"]
    cell = nbformat.v4.new_code_cell("tk.review(articles, file='review.jsonl', coder='A')", execution_count=1)
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "7"}, "text/plain": "review of 3 articles by A"}
    cell.outputs = [nbformat.v4.new_output("execute_result", data=view, execution_count=1)]
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"state": {"7": {}}}})
    clean(notebook)
    assert "widget" not in json.dumps(notebook)


def test_without_anywidget_it_says_how_to_get_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    _widget_class.cache_clear()
    with pytest.raises(ToolkitError, match=r"pip install 'arabic-media-toolkit\[notebooks\]'"):
        review(ARTICLES, FOUND, file=file, coder="م")


def test_the_view_never_makes_markup_of_a_text_and_asks_for_nothing() -> None:
    code = (ROOT / "toolkit" / "reports" / "assets" / "reviewer.js").read_text("utf-8")
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
        "http",
        "import ",
    ):
        assert word not in code
