"""Damage undone where that is sure, reported with its place, and nothing changed when in doubt."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text.mojibake import READINGS
from toolkit.text.normalize import normalize
from toolkit.text.rendering import in_visual_order, joined_forms
from toolkit.text.repair import REPAIRS, repair

SAMPLE = Path(__file__).parents[1] / "datasets" / "sample" / "articles.jsonl"
SENTENCES = [
    "قالت الوزيرة إن المحطة الجديدة ستعمل قريبا",
    "أعلنت الشركة زيادة الرواتب في المدينة، وفقا للبيان",
    "لا يزال الأطفال في المدرسة الابتدائية إلى الآن.",
    "شَدَّدَ المُتَحَدِّثُ على أهميّة اللقاء",
]
MIXED = [
    "قالت شبكة CNN إن 12 شخصا أصيبوا في مدينة الإسكندرية",
    "ارتفعت الأسعار بنسبة 12.5% في الربع الأول (وفقا للبيان) إلى 1,200 جنيه",
    "وقعت الشركة اتفاقية مع Google Cloud في 2023/10/12 في القاهرة.",
]


def paragraphs() -> list[str]:
    rows = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    return [line for row in rows for line in row["text"].split("\n") if line]


def windows(raw: bytes) -> str:
    """cp1252 as browsers read it: what it leaves out is the control of its number."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)


def misread(text: str, wrong: str, right: str) -> str:
    raw = text.encode(right)
    return windows(raw) if wrong == "cp1252" else raw.decode(wrong)


def letters(text: str) -> str:
    """What a reshaper cannot bring back is no fault of the repair: it drops vowels."""
    return normalize(text, ("presentation_forms", "marks", "spaces", "compose"))


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.name)
@pytest.mark.parametrize("text", [*SENTENCES, *MIXED])
def test_a_wrong_decoding_is_undone_and_named(text: str, reading: object) -> None:
    name, wrong, right = reading  # type: ignore[misc]
    done = repair(misread(text, wrong, right))
    assert done.text == text
    # what latin-1 and cp1252 share is told as the first of them
    assert {change.damage.replace("cp1252", "latin-1") for change in done.changes} == {
        name.replace("cp1252", "latin-1")
    }
    assert {change.kind for change in done.changes} == {"mojibake"}


def test_the_map_of_a_wrong_decoding_is_exact() -> None:
    text = "قالت شبكة CNN إن"
    raw = misread(text, "cp1256", "utf-8")
    view = repair(raw).view
    for place, character in enumerate(text):
        assert misread(character, "cp1256", "utf-8") == raw[slice(*view.raw_span(place, place + 1))]


def test_one_damaged_line_among_others_is_found() -> None:
    raw = f"{SENTENCES[0]}\n{misread(SENTENCES[1], 'latin-1', 'cp1256')}\n{SENTENCES[2]}"
    done = repair(raw)
    assert done.text == "\n".join(SENTENCES[:3])
    (change,) = done.changes
    assert change.old == raw[slice(*change.span)]
    assert change.new in done.text


@pytest.mark.parametrize("text", [*SENTENCES, *MIXED])
def test_joined_forms_become_letters(text: str) -> None:
    done = repair(joined_forms(text))
    assert letters(done.text) == letters(text)
    assert {change.damage for change in done.changes} <= {"joined forms"}


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("text", [*SENTENCES[:3], *MIXED])
def test_a_line_stored_as_it_looks_is_turned(text: str, joined: bool) -> None:  # noqa: FBT001 - two ways
    done = repair(in_visual_order(text, joined=joined, base=None), kinds=("visual_order",))
    assert letters(done.text) == letters(text)
    assert done.changes[0].kind == "visual_order"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("انتهى اللقاء.وقال الوزير", "انتهى اللقاء. وقال الوزير"),
        ("أولا،ثم ثانيا؛وأخيرا:نعم", "أولا، ثم ثانيا؛ وأخيرا: نعم"),
        ("قال «نعم»وأضاف", "قال «نعم» وأضاف"),
        ("شركة إف.بي.آي", "شركة إف.بي.آي"),
        ("ص.ب 12.5 http://موقع.مصر/خبر.عاجل و@اسم.عربي", "ص.ب 12.5 http://موقع.مصر/خبر.عاجل و@اسم.عربي"),
        ("صحيفة »الوطن«", "صحيفة »الوطن«"),
    ],
)
def test_a_missing_space_is_set_where_only_a_space_can_be_missing(raw: str, text: str) -> None:
    assert repair(raw).text == text
    assert all(change.kind == "spaces" for change in repair(raw).changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "\ud800",
        "ط§",
        "ع،",
        "São Paulo, Düsseldorf, Ærø",
        "Ça va? Été à Évian",
        "ÀÉÎ",
        "Русский текст",
        "مقتولا متفائلا مسؤولا",
        "لا إلا كلا",
        "ةى",
        "ﷺ",
        "جَعَلْنَا الْبَيْتَ مَثَابَةً لِلنَّاسِ",
        "Ø Ù Ú",
        "\ufffdط§ظ\ufffd",
    ],
)
def test_what_is_doubtful_stays(text: str) -> None:
    assert repair(text).text in (text, text.replace("ﷺ", "صلى الله عليه وسلم"))


def test_clean_articles_stay() -> None:
    changed = [line for line in paragraphs() if repair(line, kinds=("mojibake", "visual_order")).changes]
    assert changed == []


def test_only_what_is_asked_for_is_repaired() -> None:
    raw = f"{misread(SENTENCES[0], 'latin-1', 'cp1256')}\nأولا،ثم"
    assert repair(raw, kinds=()).text == raw
    assert repair(raw, kinds=("spaces",)).text == raw.replace("،", "، ")
    with pytest.raises(ValueError, match="no repair 'all'; there are mojibake, visual_order, spaces"):
        repair(raw, kinds=("all",))


@given(st.text(max_size=40) | st.text(alphabet=[*"ابةىال.،ظ‚ط§Çáãﻼﻗ \n", "\u064e"], max_size=40))
@settings(max_examples=300, deadline=None)
def test_every_change_is_reported_where_it_is(raw: str) -> None:
    done = repair(raw)
    at = 0
    for change in done.changes:
        assert change.span.start >= at
        assert raw[slice(*change.span)] == change.old
        assert change.kind in REPAIRS
        at = change.span.end
    assert (done.text == raw) == (not done.changes)


@pytest.mark.parametrize("unit", ["ط", "ﻗ", "ة", "Ç", "الله.", "."])
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    start = time.process_time()
    repair(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 10
