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
    "وقالت سلمى نصار، التي لم تظهر منذ أن غادرت العاصمة، إنها تعرف أن {}.",
    "وقال الوزير الذي لم يشارك في الاجتماع إن {}.",
    "وقال مسؤول في الهيئة رافضا كشف هويته إن {}.",
    "وقال الوزير قبل أن يغادر القاعة إن {}.",
    "وقال الوزير بعدما تفقد الأضرار إن {}.",
    "وقال الوزير ردا على سؤال عما إذا كان سيغادر إن {}.",
    "وقال الوزير متحدثا إلى الصحفيين: «{}».",
    "وقال الوزير الذي أكد أن الأسعار ترتفع، إن {}.",
    "وقال الناشط الذي كان يعلق على الصور ان {}.",
    "وقالت سلمى نصار ـ في مقابلة مع قناة النور بثتها أمس ـ إن {}.",
    "وأضاف النعيمي وقد بدا عليه التعب أن {}.",
    "وأوضحت الوزيرة، ردا على سؤال عن الأسعار، أن {}.",
    "وأضافت الوزيرة قائلة في هذا السياق: «{}».",
    "وقالت لورا إيه. كولينز من جامعة النور إن {}.",
    "وقال كولين غيليس المحلل لدى بي.جي.سي إن {}.",
    "وقال محمد زاده المسؤول في الهيئة: «{}».",
    "وقال النعيمي أمام وفد من حزب «الأمة من أجل التغيير» جاء للتضامن معه: «{}».",
    "ويقول «سالم دي بير» مدير قسم التقنية في شركة «النور» للبرمجيات: «{}».",
)
SAID = "الطريق إلى المدينة سالك"


@pytest.mark.parametrize("sentence", BETWEEN)
def test_a_clause_between_a_verb_of_saying_and_its_words_takes_them_from_nobody(sentence: str) -> None:
    text = sentence.format(SAID)

    found = [q for q in quotations(text) if " ".join(text[s.start : s.end] for s in q.contents).endswith(SAID)]

    assert [text[q.cue.start : q.cue.end] for q in found if q.cue] == [sentence.split(maxsplit=1)[0]]
    named = [word.strip("،«»") for word in sentence.split()[1:2] if not word.startswith("قائل")]
    assert all(q.source and name in text[q.source.start : q.source.end] for q in found for name in named)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("وكرر الوزير العرض الذي قال عنه النعيمي إن الشركة لن تقبله.", "قال"),
        ("وأوضح ملابسات الحادث الذي تعرض له وقال: «الطريق مغلق منذ أمس».", "وقال"),
        ("وشرح ما جرى في الجلسة حيث قال إن الطريق مغلق.", "قال"),
        ("وذكر الكاتب أسماء من سبقوه الذين لم يذكرهم أحد: سالم وكريم وسلمى.", None),
        ("واصلت القوات قصف المدينة التي تعتبر «المعقل الأخير والحصين للمعارضة».", None),
    ],
)
def test_what_the_inner_verb_may_have_said_stays_its_own(text: str, verb: str | None) -> None:
    cues = [text[q.cue.start : q.cue.end] for q in quotations(text) if q.cue and q.complement != "nominal"]

    assert [cue for cue in cues if cue in ("وكرر", "واصلت")] == []
    assert verb is None or verb in " ".join(cues)
