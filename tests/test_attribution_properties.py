"""What holds for every text: slices, stability under growth and order, no exception, and time in step with length."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from toolkit.articles.datasets import load_dataset
from toolkit.articles.tables import quotation_table
from toolkit.attribution.explain import explain
from toolkit.attribution.extract import article_quotations, quotations
from toolkit.attribution.records import DECLINED_AS, KINDS, SECTORS, TYPES, Quotation
from toolkit.text import characters as ch

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent / "cases"
SENTENCES = [
    json.loads(line)["text"]
    for name in ("in-the-wild", "negative", "known-failures")
    for line in (CASES / f"quotations.{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
PIECES = [
    *ch.QUOTATION_MARKS, *ch.BIDI_CONTROLS, *ch.TASHKEEL, *"،؛:.!؟()[]-…\n\t ", ch.TATWEEL, "\x00", "''", "&quot;",
    " أن ", " إن ", "بأن", " قال ", " وأضافت ", "مؤكدا", "قوله", " بحسب ", "وفقا", " لم ", " الذي ", "عن", " هاني ",
]  # fmt: skip
PROSE = "\n\nوفتح الميناء أبوابه صباح اليوم أمام السفن الصغيرة."
SPEECH = "\n\nوذكرت نقابة البحارة أن الميناء مزدحم."
slow = settings(max_examples=100, derandomize=True, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A few sentences joined, then cut, doubled and broken by stray characters."""
    text = draw(st.sampled_from([" ", "\n", "\n\n", ""])).join(draw(st.lists(st.sampled_from(SENTENCES), max_size=4)))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        kept = draw(st.sampled_from(["", text[start:end], 2 * text[start:end]]))
        text = text[:start] + kept + draw(st.sampled_from(PIECES)) + text[end:]
    return text


ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


def placed(found: list[Quotation]) -> list[tuple]:
    return [(q.kind, q.cue, q.source, q.contents, q.complement, q.parent, q.rule) for q in found]


def check_slices(raw: str, found: list[Quotation]) -> None:
    for quotation in found:
        spans = [s for s in (quotation.cue, quotation.source, *quotation.contents) if s is not None]
        for span in spans:
            assert 0 <= span.start < span.end <= len(raw)
            assert span.of(raw).strip() == span.of(raw)
        assert quotation.contents or quotation.kind == "declined"


def check_values(found: list[Quotation]) -> None:
    for i, quotation in enumerate(found):
        assert quotation.kind in KINDS
        assert quotation.type in TYPES
        assert quotation.sector in SECTORS
        assert quotation.declined_as in (*DECLINED_AS, None)
        assert (quotation.declined_as is not None) == (quotation.kind == "declined")
        assert quotation.parent is None or 0 <= quotation.parent < len(found) != i


@slow
@given(mutated())
def test_every_slice_lies_within_the_raw_text(raw: str) -> None:
    check_slices(raw, quotations(raw))


@slow
@given(mutated())
def test_every_value_is_of_its_closed_list(raw: str) -> None:
    check_values(quotations(raw))


@slow
@given(mutated())
def test_relations_come_in_reading_order_and_no_cue_twice(raw: str) -> None:
    cues = [q.cue.start for q in quotations(raw) if q.cue is not None]

    assert sorted(set(cues)) == cues


@slow
@given(mutated())
def test_the_source_of_a_relation_is_no_part_of_its_cue_but_in_light_constructions(raw: str) -> None:
    for q in quotations(raw):
        if q.cue is not None and q.source is not None and q.verb not in ("جاء", "ورد", "نص"):
            assert not q.cue.overlaps(q.source)


@slow
@given(mutated())
def test_a_speaker_has_one_id_and_one_name(raw: str) -> None:
    found = quotations(raw)

    assert len({(q.speaker, q.speaker_id) for q in found}) == len({q.speaker_id for q in found})


@given(ANY_TEXT, ANY_TEXT)
def test_random_text_never_raises(title: str, text: str) -> None:
    in_title, in_text = article_quotations(title, text)

    check_slices(title, in_title)
    check_slices(text, in_text)


@pytest.mark.parametrize("raw", ["زار الوفد شركة «", 'زار الوفد شركة "', "قال «نعم» وزار شركة “"])
def test_a_mark_that_ends_a_text_behind_the_noun_of_a_body_marks_nothing(raw: str) -> None:
    check_slices(raw, quotations(raw))


@given(st.lists(st.sampled_from([*PIECES, *"ابتثقوالعدي "]), max_size=80).map("".join))
def test_controls_and_marks_in_any_order_never_raise(raw: str) -> None:
    check_slices(raw, quotations(raw))


# cues, what they govern and who speaks, in any order: clauses that break off anywhere
CLAUSES = [
    *"قال قالت أكد وأكدت مؤكدا مجددا أعلن طلب طالبا منه من إلى على في أن إن بأنه الذي التي ما كما وفق بحسب".split(),
    *"نقلا رفض وصف وصفها بـ ب ل و ف الوزير سامر الحلو المجتمع الدولي بعض عدد 70 % بيان تقرير صحيفة وكالة".split(),
    *"إعلان تعهد تم دعوته رفضه لكن إلا".split(),
    *'"«»“”(){}[]:،.|\n',
]


CUT = 6
"""Words of a piece that is cut from a sentence: what begins and ends anywhere is most of it."""


def test_a_piece_cut_from_a_sentence_anywhere_never_raises() -> None:
    for sentence in SENTENCES:
        words = sentence.split(" ")
        for last in range(1, len(words)):
            piece = " ".join(words[max(0, last - CUT) : last])
            check_slices(piece, quotations(piece))


def test_words_of_many_sentences_in_any_order_never_raise() -> None:
    words, random = [word for sentence in SENTENCES for word in sentence.split(" ")], Random("any order")
    for _ in range(20_000):
        piece = " ".join(random.choices(words, k=random.randint(1, CUT)))
        check_slices(piece, quotations(piece))


@pytest.mark.parametrize("raw", ["جسر الملك", "وفق قال", "و كشف واحد", "وتحدث رضوان عن", "لم تصدر أية توضيحات من"])
def test_a_text_may_end_behind_what_asks_for_another_word(raw: str) -> None:
    check_slices(raw, quotations(raw))


def test_a_line_that_ends_a_text_may_name_who_speaks_without_a_cue() -> None:
    raw = '” عدد ف " \n بحسب'

    check_slices(raw, quotations(raw))


@given(st.lists(st.sampled_from(CLAUSES), max_size=6), st.lists(st.sampled_from(CLAUSES), max_size=14))
@example([], ["قال", "وفق", "و", "بيان"])  # an «and» that stands apart is no part of the source, nor is its space
def test_a_clause_that_breaks_off_anywhere_never_raises(title: list[str], text: list[str]) -> None:
    for raw in zip(map(" ".join, (title, [])), map(" ".join, (text, title)), strict=True):
        in_title, in_text = article_quotations(*raw)
        check_slices(raw[0], in_title)
        check_slices(raw[1], in_text)


@pytest.mark.parametrize(
    "raw",
    [
        "قال “",
        "أكد ”",
        "تعهد المجتمع",
        "طلب من",
        "أكد على",
        "كما وصف ب",
        "تعهد بعض",
        "حكومة بحسبعدد سامر % وفقتقرير }الحلو",
    ],
)
def test_a_text_may_end_behind_any_cue(raw: str) -> None:
    check_slices(raw, quotations(raw))
    check_slices(raw, article_quotations(raw, "")[0])


@slow
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.sampled_from([PROSE, SPEECH]))
def test_a_paragraph_at_the_end_changes_no_earlier_relation(sentences: list[str], more: str) -> None:
    raw = "\n\n".join(sentences)
    before = quotations(raw)

    after = quotations(raw + more)

    assert placed(before) == placed(after)[: len(before)]
    assert [q for q in after[len(before) :] if q.cue is not None and q.cue.start < len(raw)] == []


@slow
@given(st.sampled_from(SENTENCES))
def test_blank_lines_ahead_move_every_span_by_as_much(raw: str) -> None:
    def starts(found: list[Quotation], shift: int) -> list[tuple]:
        return [(q.kind, tuple(span.start - shift for span in q.contents)) for q in found]

    assert starts(quotations(raw), 0) == starts(quotations("\n\n" + raw), 2)


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return load_dataset("sample").head(12)


def rows(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values("quotation_id").reset_index(drop=True)


def _told(text: str, *, of: str) -> list[tuple]:
    """The relations of a text, spans cut from `of`, of the same length."""
    return [
        (
            q.kind,
            q.speaker,
            q.type,
            q.sector,
            q.gender,
            [span.of(of) for span in (q.cue, q.source, *q.contents) if span],
        )
        for q in quotations(text)
    ]


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        (" ", "\u00a0"),
        (" ", "\u202f"),
        (" \n", "\r\n"),
        ("\n", "\r"),
        ("  ", "\u200f "),
        ("  ", " \u200e"),
        ("  ", " \ufeff"),
    ],
)
def test_another_blank_or_an_unseen_mark_beside_it_changes_no_relation(found: str, printed: str) -> None:
    for sentences in zip(SENTENCES[::2], SENTENCES[1::2], strict=False):
        text = "\n".join(sentences).replace("\n", " \n").replace(" ", "  ")
        assert _told(text.replace(found, printed), of=text) == _told(text, of=text)


def test_a_latin_comma_is_a_comma() -> None:
    apposed = "وقالت أوليا بلوزن، المتحدثة باسم الصليب الأحمر، إن السد ممتلئ."
    for sentence in [*SENTENCES, apposed]:
        printed = re.sub("،(?!\n)", ",", sentence)  # at the end of a line it may be a stop
        told, typed = quotations(sentence), quotations(printed)
        assert placed(typed) == placed(told)
        assert [one.speaker and one.speaker.replace("،", ",") for one in told] == [
            one.speaker and one.speaker.replace("،", ",") for one in typed
        ]


def test_a_name_stands_on_one_line_with_single_blanks() -> None:
    [relation] = quotations("قال الوزير سالم \u200fحداد\u00a0 إن السد ممتلئ.")
    assert relation.speaker == "سالم حداد"


def test_verbs_with_dots_where_a_paper_prints_no_letter_without_them() -> None:
    [relation] = quotations("وسافر الوفد إلي المدينة. وأوصي الأطباء بالحذر من الحر علي الطرق.")
    assert (relation.verb, relation.speaker) == ("أوصى", "الأطباء")


def test_permuting_articles_permutes_rows(sample: pd.DataFrame) -> None:
    shuffled = sample.sample(frac=1, random_state=7)

    pd.testing.assert_frame_equal(rows(quotation_table(sample)), rows(quotation_table(shuffled)))


def test_leaving_articles_out_changes_no_row_of_the_others(sample: pd.DataFrame) -> None:
    some = sample.iloc[::2]
    every = quotation_table(sample)

    kept = every[every["article_id"].isin(some["article_id"])]

    pd.testing.assert_frame_equal(rows(kept), rows(quotation_table(some)))


def digest_under(seed: str) -> str:
    program = (
        "from toolkit.articles.datasets import load_dataset\n"
        "from toolkit.attribution.extract import article_quotations\n"
        "for row in load_dataset('sample').itertuples():\n"
        "    print(article_quotations(row.title, row.text))\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert done.stdout
    return hashlib.sha256(done.stdout).hexdigest()


def test_results_do_not_depend_on_the_hash_seed() -> None:
    assert digest_under("1") == digest_under("4242")


NAMES = "هاني رجاء كريم لمياء نائل سعاد غريغور ماتلان "
ADVERSARIAL = {
    "straight quotation marks": ('"', 3000),
    "opening guillemets": ("«", 3000),
    "closing guillemets": ("»", 3000),
    "marks and words by turns": ('"قال ', 1500),
    "pairs of marks": ("«نعم يا سيدي العزيز» ", 700),
    "pairs of marks within marks": ("« نعم ” ", 1000),
    "single marks": ("' ", 2000),
    "one cue": ("قال ", 1500),
    "one cue joined by and": ("وقال ", 1500),
    "one participle": ("مؤكدا ", 1500),
    "one verbal noun": ("قوله ", 1500),
    "one according-to": ("بحسب ", 1500),
    "according-to, before a word": ("وفقا للشركة ", 800),
    "colons": (":", 3000),
    "أن": ("أن ", 2000),
    "commas": ("،", 3000),
    "dashes": (" -", 2000),
    "opening brackets": ("(", 3000),
    "closing brackets": (")", 3000),
    "full stops": (".", 3000),
    "line ends": ("\n", 3000),
    "tatweel": (ch.TATWEEL, 6000),
    "ampersands": ("&", 6000),
    "names": (NAMES, 150),
    "titles": ("الوزير ", 1500),
    "titles joined without an article": ("رئيس ", 1500),
    "bodies": ("وزارة الري ", 800),
    "prepositions": ("في ", 1500),
    "negations": ("لم ", 1500),
    "relative pronouns": ("الذي ", 1500),
    "refusals": ("رفضت الشركة ", 800),
    "elided cues": ("وأضاف أن العمل انتهى. ", 300),
    "participles behind a speaker": ("وقال هاني الطوبجي إن العمل انتهى" + "، مضيفا أن السد ممتلئ" * 8 + ".\n", 40),
    "cues of one sentence": ("وقالت الشركة إن العمل انتهى ", 300),
    "cues nested in one sentence": ("قالت الشركة إن ", 500),
    "clauses between a verb and what is said": ("وقال الجنرال الذي كان يدلي بشهادته إن الأمر جيد، ", 300),
    "claims in one sentence": ("مزاعم النقابة وادعاءاتها بأن الأجور ", 500),
    "clauses without a particle": ("وقالت اللجنة، لم تكن الأرض صالحة. ", 300),
    "titles of two words": ("ولي العهد ", 1500),
    "relayed from him": ("ونقلت عنه الوكالة قوله إن الأمر جيد ", 200),
    "doubled brackets": ("((", 1500),
    "surnames alone ahead of objects": ("ودعا لافروف إيران إلى الحوار ", 300),
    "halves of a name": ("كي-مون-", 800),
    "ages": ("قال سالم البالغ من العمر ", 400),
    "what stands between a subject and its object": ("نفى المدير، في بيان صدر أمس، ", 300),
    "names between dashes": ("أعلنت الحركة - النور - ", 400),
    "offices behind a name": ("أكد سالم بلال رئيس لجنة الصحة والبيئة ", 300),
    "clauses with which a sentence begins": ("وردا على القرار الذي وصفه بالجائر، ", 300),
    "lines of a name and words": ("سالم بلال: «نعم يا سيدي»\n", 300),
    "offices that are called so": ("ويدعى سالم ", 800),
    "speakers": ("وقال هاني الطوبجي إن العمل انتهى. وقالت رجاء الكشكي إن السد ممتلئ.\n", 120),
    "words with a cue glued behind": ("سليموقال ", 1000),
    "one word of many letters": ("ب", 6000),
    "one word of many conjunctions": ("و", 6000),
}
FACTOR = 11
"""Four times the length takes four times as long; sixteen times, where time is quadratic."""
UNMEASURABLE = 0.02
"""Seconds below which the clock tells nothing."""


def seconds(raw: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        quotations(raw)
        best = min(best, time.perf_counter() - start)
    return best


def calls(raw: str, work: Callable[[str], object] = quotations) -> int:
    """How many calls of functions a text costs: the same on every machine, however busy."""
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work(raw)
    finally:
        sys.setprofile(before)
    return count


def test_participles_in_a_sentence_where_nobody_spoke_cost_linear_work() -> None:
    """None of them looks through the whole sentence anew."""
    chain = "مؤكدا أن "
    quotations(chain)  # loads the lexicons

    assert calls(800 * chain) < 6 * calls(200 * chain)


@pytest.mark.parametrize("name", ["pairs of marks", "one cue", "according-to, before a word", "cues of one sentence"])
def test_an_explanation_costs_linear_work(name: str) -> None:
    unit, times = ADVERSARIAL[name]
    explain(unit)  # loads the lexicons

    assert calls(times * unit, explain) < 6 * calls(times // 4 * unit, explain)


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_grows_in_step_with_length(name: str) -> None:
    unit, times = ADVERSARIAL[name]

    assert seconds(4 * times * unit) < FACTOR * max(seconds(times * unit), UNMEASURABLE)


def test_surnames_that_no_name_of_the_article_has_cost_linear_work() -> None:
    """None of them is held against every name: one may lack a letter of a full name."""

    def article(count: int) -> str:
        draw = Random(1)
        words = ("".join(draw.choices("بتجحخدرزسشصطعغفقكلمن", k=7)) for _ in range(2 * count))
        return "\n".join(f"قال الوزير محمد {name} إن العمل انتهى. قال {next(words)} إن السد ممتلئ." for name in words)

    quotations(article(1))  # loads the lexicons

    assert calls(article(1000)) < 5 * calls(article(250))


def test_many_different_speakers_take_linear_time() -> None:
    def article(count: int) -> str:
        a = "بتثجحخدذرزسشصضطظعغفقكلمنهي"
        names = (f"ما{a[i % 26]}{a[i // 26 % 26]}ون ال{a[i % 23]}{a[i % 19]}دوني" for i in range(count))
        return " ".join(f"وقال المدير {name} إن العمل انتهى." for name in names)

    assert seconds(article(1200)) < FACTOR * max(seconds(article(300)), UNMEASURABLE)
