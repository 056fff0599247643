"""What is said belongs to the verb of saying, whatever clauses tell in between of who speaks, where and when."""

from __future__ import annotations

import pytest

from toolkit import quotations

BETWEEN = (
    "وقال الجنرال الذي كان يدلي بشهادته أمام لجنة الدفاع إن {}.",
    "وتقول الدراسة التي نشرت في دورية علمية إن {}.",
    "وقال وزير النفط سالم النعيمي في تصريحات نشرت على موقع الوزارة: «{}».",
    "وكتب سالم النعيمي في رسالة يشرح فيها أسباب القرار: «{}».",
    "وقال اللاعب بينما كان يستعد للمباراة إن {}.",
    "وأضافت الوزيرة عندما سألها الصحفيون إن {}.",
    "يقول النعيمي من مكتبه حيث كان يتابع النتائج: «{}».",
    "وقال الوزير الذي انتقد القرار مرارا إن {}.",
    "وأشارت الوزيرة التي كانت ترد على أسئلة الصحفيين إلى أن {}.",
)
SAID = "الطريق إلى المدينة سالك"


@pytest.mark.parametrize("sentence", BETWEEN)
def test_a_clause_between_a_verb_of_saying_and_its_words_takes_them_from_nobody(sentence: str) -> None:
    text = sentence.format(SAID)

    found = [q for q in quotations(text) if [text[s.start : s.end] for s in q.contents] == [SAID]]

    assert [text[q.cue.start : q.cue.end] for q in found if q.cue] == [sentence.split(maxsplit=1)[0]]
    assert all(q.source and sentence.split()[1] in text[q.source.start : q.source.end] for q in found)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("وكرر الوزير العرض الذي قال عنه النعيمي إن الشركة لن تقبله.", "قال"),
        ("واصلت القوات قصف المدينة التي تعتبر «المعقل الأخير والحصين للمعارضة».", None),
    ],
)
def test_what_the_inner_verb_may_have_said_stays_its_own(text: str, verb: str | None) -> None:
    cues = [text[q.cue.start : q.cue.end] for q in quotations(text) if q.cue and q.complement != "nominal"]

    assert [cue for cue in cues if cue in ("وكرر", "واصلت")] == []
    assert verb is None or verb in " ".join(cues)
