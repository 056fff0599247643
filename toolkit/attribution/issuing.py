"""Verbs by which somebody gives out a document: أصدر البيان, البيان الذي أصدرته الوزارة, بيان صادر عن الوزارة."""

from __future__ import annotations

from toolkit.text.normalize import normalize

__all__ = ["APPEARED", "FROM", "GIVEN_OUT", "GIVES_OUT", "GIVES_WITH", "ISSUED", "ISSUING", "MADE_BY"]


def _forms(past: str) -> frozenset[str]:
    """Perfects, and their forms for a woman or a body: أجرى, أجرت."""
    feminine = ((verb.removesuffix("ى")) + "ت" for verb in past.split())
    return frozenset(normalize(form) for form in (*past.split(), *feminine))


def _with_pronoun(verbs: frozenset[str]) -> frozenset[str]:
    """Their forms with the pronoun of a document: أصدرته, أجراها."""
    stems = (verb[:-1] + "ا" if verb.endswith("ي") else verb for verb in verbs)
    return frozenset(stem + pronoun for stem in stems for pronoun in ("ه", "ها"))


FROM = frozenset(("صدر", "صدرت", "صادر", "صادره"))
"""Words behind which a preposition says who gave out a document: بيان صادر عن الوزارة."""
ISSUED = frozenset(("صادر", "صادره", "الصادر", "الصادره"))
"""The participles among them, with the article or without."""
APPEARED = FROM | ISSUED
"""Words that say of a document that it appeared, with when behind them, or by whom."""
_MAKES = _forms(
    "أصدر نشر قدم أعد رفع أقام وجه أودع أطلق أرسل بث عرض كتب أجرى أنجز عمم وزع سلم حرر وضع وفر طرح سرب صاغ ألقى ردد"
)
GIVES_WITH = _forms("تقدم خرج بعث قام أدلى")
"""Verbs that have the document behind a preposition: خرجت المنظمة ببيان, الشكوى التي تقدمت بها المنظمة."""
GIVES_OUT = _MAKES | GIVES_WITH | {"تتقدم"}
"""Verbs whose subject gives out the document that is their object: أصدرت المنظمة تقريرا."""
GIVEN_OUT = _with_pronoun(
    _MAKES | frozenset("يصدر تصدر ينشر تنشر يعد تعد يقدم تقدم يوفر توفر يجري تجري ينجز تنجز".split())
) - {"وجهه"}  # وجهة
"""Verbs behind whose pronoun stands who gave out the document: الدراسة التي أعدها باحثون."""
MADE_BY = FROM | GIVEN_OUT
"""Words behind which stands who gave out a document, with a preposition or at once."""
ISSUING = APPEARED | _with_pronoun(_forms("أصدر نشر أعد أجرى")) | {"ورد", "وردت"}
"""Verbs between a document and who issued it, which do not end its noun phrase."""
