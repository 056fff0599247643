"""Write the inflected forms of the reporting verbs: reporting_verbs.tsv -> reporting_forms.tsv.

    python tools/build_reporting_forms.py

Needs mazini==0.2.2 (CC BY 4.0), which the toolkit itself does not: the table is committed as data. What the
conjugator cannot know (verbal nouns of form I, loose spellings, which forms are mostly another word) stands here.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from mazini import conjugate

LEXICONS = Path(__file__).parent.parent / "toolkit" / "lexicons"
PLAIN = {f"pf.{who}": f"past_{who}" for who in ("3ms", "3fs", "3mp", "3fp", "3md", "3fd", "1s", "1p")}
PLAIN |= {f"impf.{who}": f"ind_{who}" for who in ("3ms", "3fs", "3mp", "3md", "1s", "1p")}
DIFFERING: dict[str, tuple[str, tuple[str, ...]]] = {}  # slot: the slot it may be spelled like, mazini's names for it
DIFFERING |= {f"juss.{who}": (f"impf.{who}", (f"sub_{who}", f"juss_{who}")) for who in ("3ms", "3fs", "3mp")}
DIFFERING |= {f"pass.pf.{who}": (f"pf.{who}", (f"past_pass_{who}",)) for who in ("3ms", "3fs")}
DIFFERING |= {f"pass.impf.{who}": (f"impf.{who}", (f"ind_pass_{who}",)) for who in ("3ms", "3fs")}
NO_PASSIVE = ("V", "VI", "VII")
DIACRITICS = re.compile("[\u064b-\u0652\u0670]")

# Verbal nouns that the pattern does not give ("-": none that points to speech).
MASDARS = """
aaba -
aakhadha مؤاخذة
aasifa أسف
abbara تعبير
adda_consider عد
addada تعداد
afta فتوى إفتاء
ajaba إجابة
amala_hope أمل
amara_order أمر
anwana عنونة
aqqaba تعقيب
aqsama قسم
athna ثناء
awsa توصية إيصاء
aza عزو
azza_condole تعزية
baha بوح
ballagha -
barhana برهنة
baththa بث
bayyana_explain تبيين
daa_call دعوة
dahada دحض
dalla -
dana -
dhahaba -
dhakara ذكر
dhamma ذم
fadaha فضح
faraha فرح
hadda حض
haddatha -
haka حكاية
halafa حلف
hamasa همس
hammala تحميل
hannaa تهنئة
hatafa هتاف
haththa حث
hayya تحية
istaa استياء
jaa -
jazama جزم
kashafa كشف
kataba كتابة
khalasa -
khashiya خشية
khatama ختم
laama لوم
laana لعن
lafata لفت
mada -
madaha مدح
naa_mourn نعي
naata نعت
nada مناداة
nadima ندم
nafa نفي
naqala نقل
nasaba نسب
nasaha نصح
nashara نشر
nassa -
qada -
qala قول أقوال
qaliqa قلق
qarrara تقرير
qassa قص
raa رأي
radda رد
rafada رفض
raja رجاء
rasada رصد
rawa رواية
saala سؤال
saha صياح
sakhira سخرية
sarada سرد
sarakha صراخ
shaara شعور
shahida شهادة
shajaba شجب
shaka شكوى شكاوى
shakara شكر
sharaha شرح
shatama شتم
taana طعن
tahaddatha تحدث حديث
takhawwafa تخوف مخاوف
talaba طلب
tamana طمأنة
taraha طرح
waada وعد وعود
wajada -
warada -
wasafa وصف
wathiqa ثقة
zaama زعم مزاعم
zada زيادة
zanna ظن
"""

# Active participles that are not of the usual pattern (a final tanwin: weak third radical).
PARTICIPLES = """
irtaa مرتئٍ
qaliqa قلق
faraha فرح
"""

# Forms to add: spellings the press prints beside the regular ones, and passives in use.
ADDED = """
daa_call pf.3ms=دعى
shaka pf.3ms=شكى
raja pf.3ms=رجى
tanaqala pass.pf.3ms=تنوقل pass.pf.3fs=تنوقلت
tadawala pass.pf.3ms=تدوول pass.pf.3fs=تدوولت
jaa pf.3mp=جاءو
aamana impf.1s=أؤمن
"""

# Generated but not in use, or rarer than a commoner word in the same letters: never written out.
DROPPED = """
aaba عيب عيبت
aakhadha أوخذ أوخذت
aamana أومن pass.pf.3fs=أومنت
abana pass.pf.3ms=أبين pass.pf.3fs=أبينت يبان تبان
ahaba pass.pf.3ms=أهيب pass.pf.3fs=أهيبت يهاب تهاب
anbaa pass.pf.3ms=أنبئ pass.pf.3fs=أنبئت
asmaa مسميات مسمية مسميين مسمين مسميا مسمون مسم إسماء أسمين
asmaa نسمي أسمي تسمي يسميان يسمون يسمي تسم يسموا يسم تسمى يسمى أسميت
athna أثنين
baha بيح بيحت يباح تباح
dafaa دوفع دوفعت
hannaa هنئ هنئت
istaa استيء استيئت
istahzaa استهزئ
jaa hal.ms=جائيا hal.fs=جائية hal.mp=جائين hal.md=جائيين hal.fp=جائيات
jaa part.ms=جاء part.fs=جائية part.mp=جاءون يجاء تجاء جيء جيئت
jadala جودل جودلت
jahara جوهر جوهرت
laama ليم ليمت
mazaha موزح موزحت
raa part.ms=راء part.mp=راءون
rahana روهن روهنت
saala يسل تسل يسلوا
saha صيح صيحت يصاح تصاح
sammaa مسميات مسمية مسميين مسمين مسميا مسمون مسم تسمية سمين سموا
sammaa أسمي تسم يسموا يسم تسمى يسمى
tahadda متحد
tamana pass.pf.3ms=طمئن pass.pf.3fs=طمئنت
wasala_continue ووصل ووصلت
zada يزاد تزاد
"""

# Written forms that in news are more often a noun, an adjective, a particle or another verb ("*": in every slot).
NOUNS = """
* hal.fp=داعيات hal.fp=فرحات hal.fp=لافتات hal.fp=مؤيدات hal.fp=مبررات hal.fp=متابعات hal.fp=متهمات hal.fp=مستندات
* hal.fp=مطالبات hal.fp=معارضات hal.fp=معتقدات hal.fp=مفيدات hal.fp=مقترحات hal.fp=ملاحظات hal.fs=فرحة
* hal.fs=مقرة
* hal.fs=مبررة hal.fs=متابعة hal.fs=محملة hal.fs=مخاطبة hal.fs=معارضة hal.fs=مفيدة hal.fs=مقترحة hal.fs=مقدرة
* hal.fs=مكررة hal.fs=ملاحظة hal.fs=مهاجمة hal.fs=مهددة hal.fs=مواصلة hal.fs=موثقة hal.fs=واعدة hal.md=رافضين
* hal.md=مؤيدين hal.md=متابعين hal.md=متحدثين hal.md=متهمين hal.md=مشجعين hal.md=معارضين hal.md=منتقدين
* hal.md=مهاجمين hal.mp=رافضين hal.mp=مؤيدين hal.mp=متابعين hal.mp=متحدثين hal.mp=متهمين hal.mp=مدافعين
* hal.mp=مدعين hal.mp=مشجعين hal.mp=معارضين hal.mp=منتقدين hal.mp=مهاجمين hal.ms=طالبا hal.ms=مبلغا hal.ms=معارضا
* hal.ms=مقترحا hal.ms=مكررا hal.ms=مهاجما impf.1s=أكمل juss.3fs=تجب juss.3fs=تحط juss.3fs=تدن juss.3fs=ترج
* juss.3fs=تفد juss.3fs=تقل juss.3fs=توص juss.3ms=يجب juss.3ms=يحط juss.3ms=يدن juss.3ms=يرج juss.3ms=يفد
* juss.3ms=يقل juss.3ms=يوص masdar=إحجام masdar=إخبار masdar=إخطار masdar=إذاعة masdar=إضافة masdar=إعلام
* masdar=إنباء masdar=إيراد masdar=إيمان masdar=اعتبار masdar=بوح masdar=تقرير masdar=زيادة masdar=قسم
* part.fs=فرحة part.fs=مبررة part.fs=متابعة part.fs=متحدثة part.fs=متهمة part.fs=متوقعة part.fs=محملة
* part.fs=مخاطبة part.fs=مضيفة part.fs=معارضة part.fs=مفترضة part.fs=مفيدة part.fs=مقترحة part.fs=مقدرة
* part.fs=مكررة part.fs=ملاحظة part.fs=مهاجمة part.fs=مهددة part.fs=مواصلة part.fs=موثقة part.fs=واعدة
* part.mp=رافضون part.mp=مؤيدون part.mp=متابعون part.mp=متحدثون part.mp=متهمون part.mp=مدافعون part.mp=مدعون
* part.mp=مشجعون part.mp=معارضون part.mp=منتقدون part.mp=مهاجمون part.ms=رافض part.ms=طالب part.ms=قلق
* part.ms=لافت part.ms=مؤيد part.ms=مبرر part.ms=مبلغ part.ms=متحدث part.ms=متهم part.ms=متوقع part.ms=مجدد
* part.ms=محمل part.ms=مخاطب part.ms=مختتم part.ms=مدافع part.ms=مدع part.ms=مدل part.ms=مستاء part.ms=مستند
* part.ms=مشجع part.ms=مشير part.ms=مضيف part.ms=مطالب part.ms=معارض part.ms=معبر part.ms=معترض part.ms=معتقد
* part.ms=معرف part.ms=مفترض part.ms=مفيد part.ms=مقترح part.ms=مقدر part.ms=مكتف part.ms=مكرر part.ms=منتقد
* part.ms=مهاجم part.ms=مهدد part.ms=مهنئ part.ms=موثق part.ms=نادم part.ms=واثق part.ms=واعد pf.1p=استأنا
* pf.3fd=دلتا pf.3fp=ألمحن pf.3md=أسفا pf.3md=أملا pf.3md=بشرا pf.3md=تحديا pf.3md=حذرا pf.3md=دافعا pf.3md=ردا
* pf.3md=شكرا pf.3md=طالبا pf.3md=فرحا pf.3md=قدرا pf.3md=قلقا pf.3md=لوحا pf.3md=ناديا pf.3md=نسبا pf.3md=نشرا
* pf.3md=نقلا pf.3md=وجها pf.3md=وردا pf.3md=وعدا pf.3ms=أسف pf.3ms=أكمل pf.3ms=أمل pf.3ms=بث pf.3ms=بشر
* pf.3ms=تحفظ pf.3ms=تداول pf.3ms=تصور pf.3ms=ذم pf.3ms=رد pf.3ms=رصد pf.3ms=رفض pf.3ms=سرد pf.3ms=شعر pf.3ms=شكر
* pf.3ms=طرح pf.3ms=طعن pf.3ms=عنف pf.3ms=فرح pf.3ms=قدر pf.3ms=قلق pf.3ms=كذب pf.3ms=ندم pf.3ms=نسب pf.3ms=نشر
* pf.3ms=نص pf.3ms=همس pf.3ms=وجه pf.3ms=وعد آخذ آخذت آخذوا آسف آمر آمرا آمرة آمرين آمل آملة آمن آمنا آمنت أبرز
* أبن أبين أجمع أخطر أسلم أشبه أقرا أكمل أمر أمرا أمرنا أوجه بارك بحت بين بينا تأمل تبارك تبح تبرز تبن تتحد تجدد
* تحي تحيا تحيي تدع تشاد تشبه تشد تشدد تشك تصح تعارض تعب تعدد تعز تعقب تعلق تفشي تكرر تلم تنه تهب ثمن ثمنا جئن
* جازم حاضة حاك حلف حيا خاتم خاتما خاتمة خالص خالصا خالصة خون خونا دائن دائنة دائنون دائنين دال دالة دن دنا دون
* دونا دين ذاكرة راج راجية راصد راصدة راوية زائد زائدة زيد سائل سائلات ساخر ساخرة سلم شارح شاعر شاعرا شاعرات شاعرة
* شاعرون شاعرين شاكر شاهد شاهدا شاهدات شاهدة شاهدون شاهدين شبه صارخ صارخا صارخة صحت صحن صحنا طالبات طالبة طالبون
* طالبين طعن طعنا عاد عادات عادة عازين عبر عد عدا عدت عدد عددا عددت عدوا عزت عقب قاص قاصات قاصة قاصون قاصين قاض
* قاضيا قاضيات قاضية قاضين قاضيين قص كاتب كاتبا كاتبات كاتبة كاتبون كاتبين لمن لوح مؤمن مؤمنات مؤمنة مؤمنون مؤمنين
* ماض ماضيا ماضية مبارك مباركة مبايع مبرز مبرزة مبشر مبشرات مبشرون مبشرين متابع متحدثات متداول متداولا متداولة
* متداولون متداولين متشائم متعهد متعهدات متعهدة متعهدون متعهدين متفائل متفائلون متفائلين مثبت مثبتة مثمن مجددا
* مجمع مجمعا مجمعات محتج محتجات محتجة محتجون محتجين محدد محددا محددات محددة محي محيط محيطا محيطات محيطة مدافعات
* مدون مدونات مدونة مدونون مدونين مدينات مدينة مذكر مذكرات مذكرة مذيع مذيعا مذيعات مذيعة مذيعون مذيعين مرجع مرجعا
* مروج مروجون مروجين مستحسن مستشف مستهل مسلم مسلما مسلمات مسلمة مسلمون مسلمين مشجعات مصر مطر مطرية مطلع مطلعات
* مطلعة مطلعون مطلعين مطمئن مطمئنا مطمئنة مطمئنين مظهر مظهرا معاهد معاهدا معاهدات معاهدة معاهدين معتز معرفة معلق
* معلقات معلقة معلقون معلقين معلم معلما معلمات معلمة معلمون معلمين مغرد مغردات مغردة مغردون مغردين مفت مفتون مفسر
* مقر مقرا مقرات مقرر مقررا مقررات مقررة مقررون مقررين مكذب مكمل مكملات مكملة ملح ملحة ملخص ملخصا ملخصات مناد منذر
* منكر منكرا منه مهاجمات مهنئات مهنئة مهنئون مهنئين موجه موجهة مورد موردا موردون موردين موعز نادى ناشر ناشرة
* ناشرون ناشرين ناف ناقل ناقلات ناقلة نجيب نشبه نصا نصر نصف نقص نقل هاتف هاتفا هاتفة هاتفين هنآ هنأ هنأن وارد
* واردات واردة وعدن يؤسف يبح يبرز يبن يتحد يحيي يخطر يدع يشبه يشد يشك يصح يعب يعز يلم يهب
abana تبين
ablagha يبلغ تبلغ
adda_consider أعد نعد يعدون يعدوا
adla juss.3ms=يدل juss.3fs=تدل juss.3mp=يدلوا
ajmaa يجمع تجمع نجمع يجمعون
alama أعلم يعلم تعلم نعلم يعلمون يعلموا
araffa عرف عرفت عرفوا عرفا عرفنا يعرف تعرف يعرفون أعرف نعرف يعرفوا معرفة
arjaa_attribute يرجع ترجع يرجعون
asmaa أسمى
atlaa أطلع أطلعت أطلعوا يطلع تطلع نطلع
azhara يظهر تظهر يظهرون
ballagha بلغ بلغت بلغوا بلغا بلغنا يبلغ تبلغ يبلغون أبلغ نبلغ
bayyana_explain تبين pf.3ms=بين
daa_call pass.impf.3ms=يدعى pass.impf.3fs=تدعى
haddatha حدث حدثت حدثوا حدثا يحدث تحدث يحدثون أحدث نحدث محدث محدثة
hammala حمل حملت حملوا حملا حملنا يحمل تحمل يحملون أحمل نحمل يحملوا حملن
iddaa يدعي تدعي pass.impf.3ms=يدعى pass.impf.3fs=تدعى
khalasa تخلص
qaddara يقدر أقدر
qarrara تقرر
raddada تردد
sallama تسلم يسلم
tahadda masdar=تحد masdar=تحدي
waada يعد تعد أعد نعد يعدون يعدوا يعدان pass.impf.3fs=توعد
wajada يوجد توجد
wajjaha توجه
wasala_continue تواصل
wathiqa pass.impf.3ms=يوثق
"""


def bare(form: str) -> str:
    """The form as it is printed: without vowel signs."""
    return DIACRITICS.sub("", form)


def table(block: str) -> dict[str, list[str]]:
    """The lines of one of the blocks above, by their first word."""
    rows: dict[str, list[str]] = {}
    for line in block.strip().splitlines():
        key, *words = line.split()
        rows.setdefault(key, []).extend(words)
    return rows


def conjugation(root: str, pattern: str) -> dict[str, list[str]]:
    """All of mazini's forms by slot; "I.a-u": form I, vowels of perfect and imperfect; "QI": a four-letter root."""
    form, _, vowels = pattern.partition(".")
    past, _, present = vowels.partition("-")
    slots = conjugate(root, "Iq" if form == "QI" else form, vowels=(past, present) if vowels else None).slots
    return {slot: [f.form for f in forms if f.form != "?"] for slot, forms in slots.items()}


def finite(slots: dict[str, list[str]], root: str, pattern: str) -> Iterator[tuple[str, str]]:
    """Perfect and imperfect; jussive, subjunctive and passive only where their letters differ."""
    spelled = {slot: [bare(form) for form in forms] for slot, forms in slots.items()}
    for slot, source in PLAIN.items():
        yield from ((slot, form) for form in spelled.get(source, []))
    doubled = root[1:2] == root[2:]
    for slot, (like, sources) in DIFFERING.items():
        if slot.startswith("pass") and pattern in NO_PASSIVE:
            continue
        known = spelled.get(PLAIN[like], [])
        for form in (form for source in sources for form in spelled.get(source, [])):
            undone = doubled and slot in {"juss.3ms", "juss.3fs"} and all(len(form) > len(other) for other in known)
            if form not in known and not undone:  # undone: the doubled consonant written twice, which news avoids
                yield slot, form


def participles(active: str) -> Iterator[tuple[str, str]]:
    """The active participle in the accusative of circumstance, and in the nominative."""
    stem = bare(active)
    if "\u064d" in active[-2:]:  # weak third radical: the ya is dropped in the masculine
        weak = (stem[:-1] + "ئ" if stem.endswith("اء") else stem) + "ي"
        singular, feminine, dual, plural = weak + "ا", weak + "ة", weak + "ين", weak[:-1] + "ين"
        several, women = stem + "ون", weak + "ات"
    else:
        seated = stem[:-1] + "ئ" if stem.endswith("اء") else stem
        singular = stem if stem.endswith("اء") else stem + "ا"
        feminine, dual, plural = stem + "ة", seated + "ين", seated + "ين"
        several, women = (stem[:-1] + "ؤون" if stem.endswith("اء") else stem + "ون"), stem + "ات"
    yield from (("hal.ms", singular), ("hal.fs", feminine), ("hal.mp", plural), ("hal.fp", women), ("hal.md", dual))
    yield from (("part.ms", stem), ("part.fs", feminine), ("part.mp", several))


def active_participle(root: str, slots: dict[str, list[str]]) -> str:
    """Mazini's, or for the verbs of form I that it leaves open the usual one."""
    return (slots.get("ap") or conjugation(root, "I.a-a")["ap"])[0]


def masdars(pattern: str, slots: dict[str, list[str]]) -> list[str]:
    """The verbal nouns the pattern gives; of form III only the regular one."""
    nouns = [] if pattern.startswith("I.") else slots.get("vn", [])[: 1 if pattern == "III" else None]
    return [bare(noun) + weak for noun in nouns for weak in (("", "ي") if "\u064d" in noun[-2:] else ("",))]


def variants(slot: str, form: str) -> Iterator[str]:
    """Spellings of hamza that folding does not bring together."""
    yield form
    if "ساءل" in form or "فاءل" in form or "شاءم" in form:
        yield form.replace("اء", "ائ")
    if slot.endswith("3mp") and re.search("[^ي]ؤو[ان]$", form):
        yield form.replace("اؤو", "اءو") if "اؤو" in form else form.replace("ؤو", "أو")


def forms() -> Iterator[tuple[str, str, str, str]]:
    """key, slot, noun, form of every line."""
    nouns, added, dropped = table(NOUNS), table(ADDED), table(DROPPED)
    own_masdars, own_participles = table(MASDARS), table(PARTICIPLES)
    with (LEXICONS / "reporting_verbs.tsv").open(encoding="utf-8", newline="") as file:
        verbs = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for verb in verbs:
        key, root, pattern = verb["key"], verb["root"], verb["pattern"]
        slots = conjugation(root, pattern)
        pairs = list(finite(slots, root, pattern))
        active = own_participles.get(key) or [active_participle(root, slots)]
        pairs += [pair for form in active for pair in participles(form)]
        pairs += [("masdar", form) for form in own_masdars.get(key) or masdars(pattern, slots)]
        pairs = [(slot, spelling) for slot, form in pairs for spelling in variants(slot, form)]
        pairs += [(slot, form) for slot, form in (word.split("=") for word in added.get(key, []))]
        for slot, form in pairs:
            if form == "-" or form in dropped.get(key, []) or f"{slot}={form}" in dropped.get(key, []):
                continue
            accusative = slot == "pf.3md" and ("masdar", form[:-1]) in pairs
            marked = accusative or {form, f"{slot}={form}"} & set(nouns.get(key, []) + nouns.get("*", []))
            yield key, slot, "noun" if marked else "", form


def main() -> None:
    """Write the table, sorted."""
    lines = sorted({"\t".join(row) for row in forms()})
    text = "key\tslot\tnoun\tform\n" + "".join(line + "\n" for line in lines)
    (LEXICONS / "reporting_forms.tsv").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
