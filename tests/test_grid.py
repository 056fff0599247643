"""Every source with every verb in every frame: what no single sentence shows, and what must not change a result.

The sentences are made of parts that are put together in every way, so that the wanted result is known. A frame that
fails for some of the parts names them.
"""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, NamedTuple

import pytest

from toolkit.attribution.extract import quotations

if TYPE_CHECKING:
    from toolkit.attribution.records import Quotation


class Verb(NamedTuple):
    """A reporting verb, and what stands between its subject and a clause."""

    m: str
    f: str
    particle: str

    def of(self, gender: str) -> str:
        """The form that agrees with a subject of the gender."""
        return self.f if gender == "f" else self.m


VERBS = [
    Verb("قال", "قالت", "إن "), Verb("أكد", "أكدت", "أن "), Verb("أوضح", "أوضحت", "أن "), Verb("أفاد", "أفادت", "بأن "),
    Verb("أشار", "أشارت", "إلى أن "), Verb("شدد", "شددت", "على أن "), Verb("حذر", "حذرت", "من أن "),
    Verb("نفى", "نفت", "أن "), Verb("كشف", "كشفت", "أن "), Verb("اعترف", "اعترفت", "بأن "), Verb("يرى", "ترى", "أن "),
    Verb("بين", "بينت", "أن "), Verb("جدد", "جددت", "التأكيد على أن "),
]  # fmt: skip
SOURCES = [
    ("الوزير", "m"), ("وزير الخارجية الفرنسي", "m"), ("المتحدث باسم وزارة الدفاع", "m"), ("وزارة الصحة", "f"),
    ("مصادر أمنية", "f"), ("مصدر مطلع", "m"), ("صحيفة «الأفق»", "f"), ("بيان للوزارة", "m"), ("أحد السكان", "m"),
    ("دراسة حديثة", "f"), ("رئيس بلدية المدينة سالم الفهدي", "m"), ("المتحدثة باسم الحركة ليلى الفهدي", "f"),
    ("الجيش الفرنسي", "m"), ("منظمة الصحة العالمية", "f"), ("شاهد عيان", "m"), ("خبير الاقتصاد في جامعة الساحل", "m"),
    ("القيادي في الحركة", "m"), ("عائلة الضحية", "f"), ("مكتب المدعي العام", "m"), ("الأمم المتحدة", "f"),
    ("رويترز", "f"), ("عدد من النواب", "m"), ("غالبية المشاركين", "f"), ("طبيب في المستشفى", "m"), ("المجلس", "m"),
    ("التقرير", "m"), ("واشنطن", "f"), ("صندوق النقد الدولي", "m"),
]  # fmt: skip
CLAUSE = "الوضع في المنطقة سيتحسن قريبا"
OTHER = "الحكومة تعمل على خطة جديدة"
SPEECH = "نعمل مع شركائنا على إيجاد حل سريع للأزمة"
REST = "ولن نتراجع عن هذا الموقف مهما حدث"


def spans(found: Quotation, text: str) -> tuple[str | None, list[str]]:
    """Source and contents as words, without what parts them from their sentence."""
    source = found.source.of(text).strip(" ،") if found.source else None
    return source, [span.of(text).strip(' ،.«»":') for span in found.contents]


@pytest.mark.parametrize(
    "frame",
    [
        "و{verb} {source} {said}.",
        "و{verb} {source} أمس الأحد {said}.",
        "و{verb} {source}، أمس الأحد، {said}.",
        "و{verb} {source} في مؤتمر صحفي {said}.",
        "و{verb} {source} في بيان {said}.",
        "و{verb} {source} لوكالة الأنباء {said}.",
        "و{verb} {source} أيضا {said}.",
        "كما {verb} {source} {said}.",
        "وقد {verb} {source} {said}.",
        "و{verb} {source}، {said}.",
        "{source} {verb} {said}.",
        "لكن {source} {verb} {said}.",
    ],
)
def test_where_a_source_stands_makes_no_difference(frame: str) -> None:
    wrong = []
    for verb, (source, gender) in product(VERBS, SOURCES):
        text = frame.format(verb=verb.of(gender), source=source, said=verb.particle + CLAUSE)
        found = quotations(text)
        if [spans(one, text)[0] for one in found] != [source] or not spans(found[0], text)[1][0].endswith(CLAUSE):
            wrong.append((text, [spans(one, text) for one in found]))
    assert wrong == []


@pytest.mark.parametrize(
    ("frame", "wanted"),
    [
        ("و{verb} {source}: «{speech}».", [[SPEECH]]),
        ("و{verb} {source} «{speech}».", [[SPEECH]]),
        ('و{verb} {source}، "{speech}".', [[SPEECH]]),
        ('و{verb} {source} في بيان: "{speech}".', [[SPEECH]]),
        ("«{speech}»، {verb} {source}.", [[SPEECH]]),
        ('"{speech}"، {verb} {source} في مؤتمر صحفي أمس الأحد.', [[SPEECH]]),
        ('"{speech}"، {verb} {source}، "{rest}".', [[SPEECH, REST]]),
        ('"{speech}"، {verb} {source}. "{rest}".', [[SPEECH, REST]]),
        ('"{speech}"، {verb} {source}.\n"{rest}".', [[SPEECH, REST]]),
        ('"{speech}"، {verb} {source}. "{rest}"، قال وزير النفط.', [[SPEECH], [REST]]),
    ],
)
def test_how_a_quotation_is_set_makes_no_difference(frame: str, wanted: list[list[str]]) -> None:
    wrong = []
    for verb, (source, gender) in product((Verb("قال", "قالت", ""), Verb("أضاف", "أضافت", "")), SOURCES):
        text = frame.format(verb=verb.of(gender), source=source, speech=SPEECH, rest=REST)
        found = [spans(one, text) for one in quotations(text)]
        if [contents for _, contents in found] != wanted or found[0][0] != source:
            wrong.append((text, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("frame", "wanted"),
    [
        ("و{verb} {source} {said}. وسجلت المدينة أمس حرارة مرتفعة.", [CLAUSE]),
        ("و{verb} {source} {said}، وأن {other}.", [f"{CLAUSE}، وأن {OTHER}"]),
        ("و{verb} {source} {said}، فيما أكد وزير النفط أن {other}.", [CLAUSE, OTHER]),
        ("و{verb} {source} {said}، وقال وزير النفط إن {other}.", [CLAUSE, OTHER]),
        ("و{verb} {source} {said}، بينما قال وزير النفط إن {other}.", [CLAUSE, OTHER]),
        ("و{verb} {source} {said}.\nوأضاف وزير النفط أن {other}.", [CLAUSE, OTHER]),
    ],
)
def test_a_clause_ends_where_another_speaks(frame: str, wanted: list[str]) -> None:
    wrong = []
    for verb, (source, gender) in product(VERBS[:-1], SOURCES):
        text = frame.format(verb=verb.of(gender), source=source, said=verb.particle + CLAUSE, other=OTHER)
        found = [spans(one, text)[1] for one in quotations(text)]
        if found != [[one] for one in wanted]:
            wrong.append((text, found))
    assert wrong == []


MARKED = ["{clause}، بحسب {source}.", "وبحسب {source}، فإن {clause}.", "{clause}، كما قال{t} {source}."]


@pytest.mark.parametrize("frame", [*MARKED, "{clause}، وفق ما ذكر{t} {source}."])
def test_a_marker_has_any_source(frame: str) -> None:
    wrong = []
    for source, gender in SOURCES:
        text = frame.format(clause=CLAUSE, source=source, t="ت" if gender == "f" else "")
        found = [spans(one, text) for one in quotations(text)]
        if found != [(source, [CLAUSE])]:
            wrong.append((text, found))
    assert wrong == []


def test_a_particle_tells_and_also_from_as() -> None:
    wrong = []
    others = [pair for pair in SOURCES if pair[0] != "مصدر مطلع"]  # who knows of it is مطلع على too
    for (verb, particle), (source, gender) in product((("أشار", "إلى"), ("أكد", "على"), ("كشف", "عن")), others):
        said = verb + ("ت" if gender == "f" else "")
        text = f"وصلت الأرباح إلى مليار، كما {said} {source} {particle} توقعات بارتفاع العوائد."
        found = [spans(one, text) for one in quotations(text)]
        if found != [(source, ["توقعات بارتفاع العوائد"])]:
            wrong.append((text, found))
    assert wrong == []


NAMES = [
    "دريك هولباوم", "تورفال سكينتن", "أوندرا كفيتاش", "ماركوس بريدنباخ", "كوفي أمبونساه", "محمد الخطيب", "سامي حداد",
    "يوسف العلي", "قحطان الشقمبري", "علي غزالي", "سعيد نجار", "نور الدين غزالي", "هاني أنصاري", "عبد الله الكردي",
]  # fmt: skip


@pytest.mark.parametrize(
    "frame",
    [
        "وقال {name} إن الوضع صعب.",
        "وأعلن وزير الإعلام {name} أن الجلسة انتهت. وقال {family} إن الوضع صعب.",
        "وقال {name}، رئيس الشركة القابضة، إن الأرباح انخفضت. وأضاف {family} أن الأمر صعب.",
        "وحضر الاجتماع مدير البنك {name} وعدد من الموظفين. وأكد {family} أن العمل مستمر.",
        "المدير {name} أكد أن العمل مستمر.",
        "وأكد الخبير {name} أن السوق تتحسن. وختم {family} حديثه قائلا: «نحن بخير».",
        "وقال الخبير {name} «نحن بخير وسنعود قريبا إلى العمل». وتابع {family} «لن نترك أحدا وحده في هذا».",
        "ودعا الوزير {name} إلى وقف القتال. وطالب {family} بفتح المعابر.",
        "{family}: لن نقبل بالأمر الواقع\nقال رئيس الحركة {name} إن الأمر انتهى.",
    ],
)
def test_a_surname_alone_is_who_bears_it(frame: str) -> None:
    wrong = []
    for name in NAMES:
        text = frame.format(name=name, family=name.rsplit(" ", 1)[-1])
        found = [one.speaker for one in quotations(text)]
        if not found or set(found) != {name}:
            wrong.append((text, found))
    assert wrong == []


PEOPLE = [
    "الوزير سالم الفهدي", "المدير كريم البدري", "النائب عادل الشامي", "رئيس البلدية نبيل المنصوري",
    "المحامي رامي الخولي"
]  # fmt: skip


@pytest.mark.parametrize(
    "frame",
    [
        "قال {a} إن {clause}. وأضاف أن {other}.",
        "أكد {b} أن {other}. وقال {a} إن {clause}. وأضاف أن {other}.",
        "أكد {b} أن {other}، فيما قال {a} إن {clause}. وأضاف أن {other}.",
        "قال {a} بعد لقائه {b} إن {clause}. وأضاف أن {other}.",
        "التقى {a} أمس {b} في العاصمة، وأكد أن {clause}.",
        "استقبل {a} أمس {b}، مؤكدا أن {clause}.",
        "قال {a}: «{clause}». وردا على سؤال، أوضح أن {other}.",
        "قال {a} إن {clause}.\nوشهدت المدينة احتجاجات واسعة أمس.\nوأضاف أن {other}.",
        "قال {a} إن {clause}.\nوكان {b} قد وصل إلى المدينة أمس.\nوأضاف أن {other}.",
        "ونقلت وكالة الأنباء عن {a} قوله إن {clause}. وأضاف أن {other}.",
        "انتقد {b} تصريحات {a} التي قال فيها إن {clause}.",
        "قال {a} إن {b} رفض الاقتراح. وأوضح أن {other}.",
        "أعلنت منظمة العفو الدولية أن {other}. وقال {a} إن {clause}. وأضاف أن {other}.",
        "اتهم {a} {b} بالكذب. وقال إن {clause}.",
        "كشف {a} أنه طلب من {b} تقديم تقرير. وأوضح أن {clause}.",
        "ورد {a} على تصريحات {b}. وقال إن {clause}.",
        "وجاءت تصريحات {a} خلال لقاء مع {b}. وقال إن {clause}.",
    ],
)
def test_who_goes_on_is_who_spoke(frame: str) -> None:
    wrong = []
    for a, b in permutations(PEOPLE, 2):
        text = frame.format(a=a, b=b, clause=CLAUSE, other=OTHER)
        found = [one.speaker for one in quotations(text)]
        if not found or found[-1] != " ".join(a.split()[-2:]):
            wrong.append((text, found))
    assert wrong == []
