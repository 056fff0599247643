"""Words that say how many, which of them, or that it is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Word
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["LATEST", "MANY", "NUMBERS", "ONE_OF", "QUANTITIES", "SAME", "counts"]

QUANTITIES = frozenset(
    normalize(
        "بعض عدد أحد إحدى عدة كل جميع معظم غالبية أغلب عديد العديد الكثير كثير عشرات مئات آلاف مجموعة نحو زهاء أكثر "
        "بقية باقي سائر مختلف جزء شريحة شرائح فئة فئات قلة ثلة لفيف نخبة أكثرية أغلبية غالب نصف ثلث ربع"
    ).split()
)
"""Words before the head of a noun phrase that speak of how many: بعض الخبراء."""
ONE_OF = frozenset(("احد", "احدي"))
"""Words before those whom somebody is one of: أحد مساعديه."""
NUMBERS = frozenset(
    normalize(
        "واحد واحدة اثنان اثنين اثنتان اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني "
        "تسعة تسع عشرة عشر عشرون عشرين"
    ).split()
)
SAME = frozenset(normalize("نفسه نفسها نفسهم ذاته ذاتها ذاتهم عينه عينها عينهم").split())
"""Words without the article that belong to the noun before them: المصدر نفسه."""
LATEST = frozenset(normalize("آخر أحدث أول لآخر لأحدث").split())
"""Words before a document that say which: أحدث الإحصاءات."""


def counts(words: Sequence[Word], i: int) -> bool:
    """Whether the word at `i`, or the one that its adjective at `i` follows, says how many.

    عدد من, عدد كبير من, عدد غير قليل من.
    """
    if words[i].key in MANY or is_governed_quantity(words, i):
        return True
    if not 0 < i < len(words) - 1 or words[i].definite:
        return False  # حذر جميع الأطراف من
    at = i - 2 if i > 1 and words[i - 1].key == "غير" else i - 1
    return words[at].key in MANY and words[i + 1].key == "من"


def is_governed_quantity(words: Sequence[Word], i: int) -> bool:
    """Whether ل is written with a word that says how many of whom: وفقا لعدد من الخبراء, وفقا لبعض التقارير."""
    word = words[i]
    if word.proclitics != "ل" or word.base not in QUANTITIES or i + 1 >= len(words):
        return False
    return word.base in _OF_ALL or words[i + 1].key == "من"


_OF_ALL = frozenset(("بعض", "معظم", "غالبيه", "اغلب", "جميع", "اغلبيه"))
"""Words that say how many of those whom the next one names."""


MANY = QUANTITIES | NUMBERS
"""Words that say how many."""
