"""Writes `datasets/damaged`: two small files that are broken on purpose, for the notebooks.

    python tools/make_damaged.py

The rows stand here in plain text, because the files cannot show what is wrong with them: one is in windows-1256.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "datasets" / "damaged"
SEA, RADIO = "صحيفة الميناء", "إذاعة الجسر"

LIBRARY = (
    "افتتحت بلدية سرمون أمس مكتبة عامة في مبنى محطة القطار القديمة بعد أعمال ترميم استمرت ثلاث سنوات. "
    "وقالت مديرة المكتبة هند الصافوري إن القاعات تضم أربعين ألف كتاب، "
    "وإن الدخول مجاني لكل سكان المدينة وضواحيها حتى نهاية العام."
)
BRIDGE = (
    "بدأت شركة المقاولات فحص أعمدة الجسر الخشبي فوق نهر سرمون بعد شكاوى من أصحاب العربات. "
    "وأكد رئيس البلدية منذر الكيلاسي أن المرور سيبقى مفتوحا في النهار، "
    "وأن الإغلاق سيقتصر على ساعات الليل خلال الأسبوع المقبل كله."
)
MARKET = (
    "ارتفع سعر الطماطم في سوق سرمون المركزية إلى ضعفه خلال أسبوعين. "
    "وأوضح نقيب باعة الخضر لطفي البرهاني أن البرد أتلف ثلث المحصول في القرى الجنوبية، "
    "مضيفا أن الأسعار لن تهدأ قبل وصول شاحنات الساحل."
)
SCHOOL = (
    "أضرب معلمو المدرسة الصناعية في سرمون عن العمل يوما واحدا احتجاجا على نقص المدافئ. "
    "وذكرت المعلمة رباب النحلاوي أن الحرارة في الصفوف لا تتجاوز تسع درجات، "
    "ووعدت مديرية التعليم بإرسال عشرين مدفأة قبل السبت."
)
THEATRE = (
    "يعرض مسرح الهواة في سرمون هذا الخميس مسرحية عن صياد فقد قاربه في العاصفة. "
    "وقال المخرج جميل الطوباسي «كتبنا النص مع أولاد المرفأ، وفيه كلامهم كما سمعناه."
    "وأضاف أن العرض الأول بيعت بطاقاته كلها منذ أيام."
)
ENGLISH = (
    "The town council of Sarmun opened a public library in the old railway station yesterday after three years of "
    "repairs. Its director said that the reading rooms hold forty thousand books and that entry is free for everyone."
)


def backwards(text: str) -> str:
    """The lines of a text with their letters in the order of the screen, as some PDF extractors leave them."""
    return "\n".join(line[::-1] for line in text.split("\n"))


HEAD = ["الرقم", "الصحيفة", "التاريخ", "العنوان", "النص"]
ARCHIVE = [
    ["1", SEA, "3 تشرين الثاني 2024", "مكتبة عامة في محطة القطار", LIBRARY],
    ["2", SEA, "05/11/2024", "فحص الجسر الخشبي يبدأ ليلا", BRIDGE],
    # UTF-8 that was read as windows-1256 and saved so
    ["3", SEA, "6 نونبر 2024", "الطماطم بضعف سعرها", MARKET.encode().decode("cp1256")],
    ["4", SEA, "31/02/2024", "معلمون يضربون من أجل مدفأة", SCHOOL],
    ["5", SEA, "2024", None, THEATRE],
    ["6", "صحيفه الميناء", "8 نوفمبر 2024", "بلا تعليق", "صورة اليوم من مرفأ سرمون عند الفجر."],
    ["7", RADIO, "2024-11-04", "مكتبة عامة في محطة القطار", LIBRARY],
    ["8", RADIO, "الثلاثاء 5 تشرين الثاني/نوفمبر 2024", "الجسر مفتوح نهارا", backwards(BRIDGE)],
    ["9", RADIO, "4 جمادى الأولى 1446", "سعر الطماطم", "".join("?" if "ة" <= c <= "ل" else c for c in MARKET)],
    ["10", RADIO, "قبل يومين", "Public library opens", ENGLISH],
    ["11", None, "9/11/2024", "إضراب المعلمين", f"<p>{SCHOOL}</p>&nbsp;"],
]

FEED = [
    {"id": "a1", "outlet": SEA, "date": "2024-11-03", "title": "مكتبة عامة", "text": LIBRARY},
    {"id": "a2", "outlet": SEA, "date": "2024-11-05", "title": "فحص الجسر", "text": ""},
    {"id": "a3", "outlet": SEA, "date": "2024-11-06", "title": "سعر الطماطم", "text": 404},
    {"id": "a4", "outlet": SEA, "date": "2024-11-07", "title": "إضراب المعلمين", "text": SCHOOL},
    {"id": "a1", "outlet": RADIO, "date": "2024-11-07", "title": "مسرح الهواة", "text": THEATRE},
    {"id": "a6", "outlet": RADIO, "date": "2024-11-08", "title": "افتتاح المكتبة", "text": LIBRARY},
]


def main() -> None:
    """Writes both files."""
    FOLDER.mkdir(exist_ok=True)
    table = io.StringIO()
    csv.writer(table, delimiter=";", lineterminator="\r\n").writerows([HEAD, *ARCHIVE])
    (FOLDER / "archive.csv").write_bytes(table.getvalue().encode("cp1256"))
    lines = [json.dumps(row, ensure_ascii=False) for row in FEED]
    lines[3] = lines[3].replace('"date":', '"date"', 1)  # a line that was cut and mended by hand
    (FOLDER / "feed.jsonl").write_bytes(("\n".join([*lines, lines[0][:150]]) + "\n").encode())


if __name__ == "__main__":
    main()
