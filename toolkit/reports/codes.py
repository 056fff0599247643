"""The codes of the tables in Arabic, for figures that speak it."""

from __future__ import annotations

from functools import cache

from toolkit.lexicons import load_lexicon

__all__ = ["arabic_name"]

_NAMES = {
    # what is compared
    "frame": "الأطر",
    "outlet": "الصحف",
    "type": "نوع المصدر",
    "sector": "القطاع",
    "gender": "الجنس",
    "named": "مسمى",
    "affiliation": "الانتماء",
    "kind": "نوع الاقتباس",
    "stance": "الموقف",
    "verb": "الفعل",
    # types of speakers
    "person": "شخص",
    "unnamed": "غير مسمى",
    "organisation": "جهة",
    "media": "إعلام",
    "document": "وثيقة",
    # sectors
    "government": "حكومة",
    "parliament_party": "برلمان وأحزاب",
    "military_security": "جيش وأمن",
    "judiciary": "قضاء",
    "international": "منظمات دولية",
    "armed_group": "جماعة مسلحة",
    "business": "أعمال",
    "expert": "خبراء",
    "civil_society": "مجتمع مدني",
    "sport_culture": "رياضة وثقافة",
    "citizen": "مواطنون",
    "unknown": "غير معروف",
    # genders, names, kinds
    "f": "أنثى",
    "m": "ذكر",
    "direct": "مباشر",
    "indirect": "غير مباشر",
    "mixed": "مختلط",
    "declined": "امتناع",
    "clause": "جملة",
    "nominal": "اسم",
    # stances
    "neutral": "محايد",
    "affirming": "مؤكد",
    "distancing": "مشكك",
    "critical": "منتقد",
    "denying": "نافٍ",
    "conceding": "مقر",
    "directing": "موجه",
    "committing": "ملتزم",
    "hedging": "متحفظ",
    "expressing": "معبر",
    "praising": "مشيد",
    "questioning": "متسائل",
}


def arabic_name(code: str) -> str:
    """A code in Arabic; what is none, such as a name, stays.

    Args:
        code: A value of a closed vocabulary, or the name of a column.

    Examples:
        >>> arabic_name("government"), arabic_name("سالم حداد")
        ('حكومة', 'سالم حداد')
    """
    return _NAMES.get(code) or _frames().get(code, code)


@cache
def _frames() -> dict[str, str]:
    """The frames of the lexicons, by their cards."""
    cards = (load_lexicon(name).card["frames"] for name in ("generic_frames", "policy_frames"))
    return {frame: about["label"] for card in cards for frame, about in card.items()}
