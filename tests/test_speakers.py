"""Who speaks: how the sources of one article, title and text together, are brought to one speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.attribution.extract import article_quotations, quotations
from toolkit.attribution.labels import unquoted

if TYPE_CHECKING:
    from toolkit.attribution.records import Quotation


def speakers(text: str, title: str | None = None) -> list[str | None]:
    in_title, in_text = article_quotations(title, text)
    return [q.speaker for q in in_title + in_text]


def ids(text: str, title: str | None = None) -> list[int | None]:
    in_title, in_text = article_quotations(title, text)
    return [q.speaker_id for q in in_title + in_text]


def last(text: str) -> Quotation:
    return quotations(text)[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال المهندس هاني الطوبجي إن الجسر سليم. وأضاف الطوبجي أن العمل انتهى.", "هاني الطوبجي"),
        ("قال المهندس هاني الطوبجي إن الجسر سليم. وأضاف المهندس أن العمل انتهى.", "هاني الطوبجي"),
        ("قال هاني فؤاد الطوبجي إن الجسر سليم. وأضاف هاني الطوبجي أن العمل انتهى.", "هاني فؤاد الطوبجي"),
        ("قال الرسام غريغور ماتلان إن اللوحة أصلية. وأضاف ماتلان أنه رسمها.", "غريغور ماتلان"),
        ("قال الرسام غريغور ماتلان إن اللوحة أصلية. وأضاف جريجور ماتلان أنه رسمها.", "غريغور ماتلان"),
        ("قال عبد الستار الوهدان إن البئر جفت. وأكد عبدالستار الوهدان أن الحفر بدأ.", "عبد الستار الوهدان"),
        ("قالت وزارة الري السهلانية إن السد ممتلئ. وأضافت الوزارة أن الماء يكفي.", "وزارة الري السهلانية"),
        ("قالت شركة «نوارس البحر» إن السفينة سليمة. وأكدت الشركة أن الطاقم بخير.", "شركة «نوارس البحر»"),
        ("قال مصدر أمني إن السفينة احتجزت. وأضاف المصدر أن طاقمها بخير.", "مصدر أمني"),
        ("قال الأمير كريم الزيتاوي إن المتحف اكتمل. وأضاف سموه أن الدخول مجاني.", "كريم الزيتاوي"),
        ("قال هاني الطوبجي إن الجسر سليم. وأضاف أن العمل انتهى.", "هاني الطوبجي"),
        ('قال هاني الطوبجي إن الجسر سليم. وأضاف "الطوبجي" أن العمل انتهى.', "هاني الطوبجي"),
        ("قال د. هاني الطوبجي إن الجسر سليم. وأضاف د.الطوبجي أن العمل انتهى.", "هاني الطوبجي"),
        ("قال هاني الفهد إن الجسر سليم. وشرح الفهد للحضور أن العمل انتهى.", "هاني الفهد"),
        ("قال القاضي هاني الطوبجي إن الحكم نهائي. وأضاف المحامي السابق أن الملف أغلق.", "هاني الطوبجي"),
        (
            "قال المتحدث باسم قوات الشهيد نائل الدرسوني، أبو سليم، إن الهجوم انتهى. المتحدث باسم القوات أكد أنه نجح.",
            "أبو سليم",
        ),
        ("قال مصدر عسكري سهلاني إن السفينة احتجزت. وأضاف المصدر العسكري أن طاقمها بخير.", "مصدر عسكري سهلاني"),
        ("قال صيادون إن البحر هائج. وأضافوا أن القوارب عادت.", "صيادون"),
    ],
)
def test_a_later_source_refers_back(text: str, expected: str) -> None:
    assert [expected, expected] == speakers(text)
    assert ids(text) == [0, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال صياد إن البحر هائج. سامي الدرسوني كان يجلس قربه. روى أن المركب غرق.", "سامي الدرسوني"),
        ("قال صياد إن البحر هائج. غادر هاني الطوبجي القاعة. وقال إن الأمر انتهى.", "هاني الطوبجي"),
        ("قال هاني الطوبجي إن الجسر سليم. وكان سامي الدرسوني قد زاره. وأضاف أن العمل انتهى.", "هاني الطوبجي"),
        ("قال هاني الطوبجي إن الجسر سليم. وزارته منى الدرسوني. وقال إن العمل انتهى.", "هاني الطوبجي"),
    ],
    ids=["topic", "subject of a verb", "not behind a verb that goes on", "not where the gender differs"],
)
def test_an_elided_subject_is_the_person_just_introduced(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "قال هاني الطوبجي إن الجسر سليم. وقال نائل الدرسوني إن المخازن ممتلئة.",
        "قال هاني الطوبجي إن الجسر سليم. وقال سامي الطوبجي إن الطريق سالك.",
        "قالت وزارة الري إن السد ممتلئ. وقالت وزارة التجارة إن السوق راكدة.",
        "قالت وزارة الري إن السد ممتلئ. وقال وزير الري إن الماء يكفي.",
    ],
)
def test_two_speakers_stay_two(text: str) -> None:
    assert ids(text) == [0, 1]


def test_the_fullest_form_of_a_name_is_taken_from_anywhere_in_the_text() -> None:
    text = "قال الطوبجي إن الجسر سليم.\n\nوهاني الطوبجي مدير المشروع منذ عامين."

    assert speakers(text) == ["هاني الطوبجي"]


def test_the_text_completes_the_name_of_the_title() -> None:
    found = speakers("قالت وزيرة الري رجاء الكشكي إن السد ممتلئ.", title="الكشكي تؤكد أن السد ممتلئ")

    assert found == ["رجاء الكشكي", "رجاء الكشكي"]


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("الغرفة التجارية رداً على الوزير: لن نقبل بالقرار", "الغرفة التجارية"),
        ("الغرفة التجارية لصحيفة «الأفق»: لن نقبل بالقرار", "الغرفة التجارية"),
        ("الغرفة التجارية بعد الاجتماع: لن نقبل بالقرار", "الغرفة التجارية"),
    ],
)
def test_what_stands_beside_a_speaker_ahead_of_a_colon_is_no_part_of_the_name(title: str, speaker: str) -> None:
    found = speakers("وأكدت الغرفة التجارية أن القرار يضر بالأسواق.", title=title)
    assert found == [speaker, speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('قال الوزير إن شركة "النور" رسميا لم تقدم "عرضا" حتى الآن. وقالت "النور" إن العرض جاهز.', "النور"),
        ('قال الوزير إن حركة حماس "غيرت مطالبها". وأضافت حماس أن المطالب واضحة.', "حركة حماس"),
    ],
)
def test_a_mark_behind_a_body_opens_no_name_where_it_closes_or_a_verb_follows(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ('"النور"', "النور"),
        ('وكالة الأنباء "النور', "وكالة الأنباء النور"),
        ("كتلة النور» النيابية", "كتلة النور النيابية"),
        ('"القناة 9" المحلية', "القناة 9 المحلية"),
        ("حزب «النور» المحلي", "حزب «النور» المحلي"),
        ("النور) بيانات", "النور"),
        ("حزب النور (الذي", "حزب النور"),
        ("حزب النور (حن)", "حزب النور (حن)"),
        ("(النور", "(النور"),
        ("", ""),
    ],
)
def test_no_half_of_a_pair_of_marks_is_part_of_a_name(printed: str, label: str) -> None:
    assert unquoted(printed) == label


def test_a_verb_in_a_headline_that_is_a_name_as_well_is_none_of_who_speaks() -> None:
    found = speakers("قال سالم حداد إن السد ممتلئ. وأضاف حداد أن الماء صالح.", title="حداد يحيي ذكرى والده: لن ننساه")
    assert found[-2:] == ["سالم حداد", "سالم حداد"]


def test_a_speaker_has_one_id_in_title_and_text() -> None:
    assert ids("قالت رجاء الكشكي إن السد ممتلئ.", title="رجاء الكشكي: السد ممتلئ") == [0, 0]


def test_the_first_speaker_of_a_text_is_counted_from_nought_without_a_title() -> None:
    assert ids("قالت رجاء الكشكي إن السد ممتلئ.") == [0]


def test_an_elided_subject_agrees_in_gender() -> None:
    text = "قالت لمياء السوراني إن اللقاح آمن. ورد كريم الزيتاوي بأن الشحنة فاسدة. وأضافت أن المختبر فحصها."

    assert speakers(text)[-1] == "لمياء السوراني"


def test_an_elided_subject_agrees_in_number() -> None:
    text = "قال صيادون إن البحر هائج. وقال هاني الطوبجي إن الجسر سليم. وأضافوا أن القوارب عادت."

    assert speakers(text)[-1] == "صيادون"


def test_an_elided_subject_is_not_who_is_quoted_by_another() -> None:
    text = "قال هاني الطوبجي إن الشركة أكدت أن الحديد جديد. وأضاف أنه فحصه."

    assert speakers(text) == ["هاني الطوبجي", "الشركة", "هاني الطوبجي"]


def test_an_elided_subject_that_agrees_with_nobody_is_flagged() -> None:
    found = last("قال هاني الطوبجي إن الجسر سليم. وأضافت أن العمل انتهى.")

    assert found.speaker == "هاني الطوبجي"
    assert "antecedent_disagrees" in found.flags


def test_an_elided_subject_before_anybody_spoke_is_flagged() -> None:
    found = last("يعمل هاني الطوبجي في الميناء. وأضاف أن العمل انتهى.")

    assert found.speaker == "هاني الطوبجي"
    assert "antecedent_guessed" in found.flags


def test_a_participle_takes_the_subject_of_its_own_sentence() -> None:
    text = "قال هاني الطوبجي إن الجسر سليم. واستقبلت الوزيرة رجاء الكشكي وفدا، مؤكدة أن السد ممتلئ."

    assert speakers(text) == ["هاني الطوبجي", "رجاء الكشكي"]


def test_an_agentless_passive_has_no_speaker() -> None:
    found = last("وقيل إن السفينة غرقت.")

    assert found.speaker is None
    assert found.speaker_id is None
    assert found.unnamed_as == "agentless"


def test_the_title_of_a_woman_tells_her_gender_whatever_the_verb() -> None:
    assert last("وقال المتحدثة باسم الوزارة إدريان ماتلان إن السد ممتلئ.").gender == "f"


def test_the_verb_tells_the_gender_where_the_name_does_not() -> None:
    assert last("وقالت ماتلان الدرسوني إن السد ممتلئ.").gender == "f"


def test_a_body_has_no_gender() -> None:
    assert last("وقالت وزارة الري إن السد ممتلئ.").gender is None


def test_a_report_speaks_for_who_issued_it() -> None:
    assert last("وقال تقرير صادر عن هيئة الموانئ إن السفينة سليمة.").speaker == "هيئة الموانئ"


def test_a_report_without_an_issuer_speaks_for_itself() -> None:
    found = last("وقال التقرير إن السفينة سليمة.")

    assert found.speaker == "التقرير"
    assert found.type == "document"


def test_speakers_of_another_article_do_not_matter() -> None:
    quotations("قال هاني الطوبجي إن الجسر سليم.")

    assert last("وقال الطوبجي إن الجسر سليم.").speaker == "الطوبجي"
