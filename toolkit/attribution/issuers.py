"""Who issued a document that speaks, where its own noun phrase does not say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import skip_circumstances
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.mentions import AGENT_VERBS, head_key, is_only_published, issuer_within, mention_of
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.vocabulary import word as lexeme
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.lexemes import Word
    from toolkit.attribution.mentions import Mention

__all__ = ["document_nouns", "introduced_documents", "issuer_behind", "issuer_of_document"]

_APPEARED = frozenset(("صدر", "صادر", "صادره"))
_ISSUER_REACH = 12
"""Within so many tokens a document's issuer is named."""


def issuer_behind(analysis: Analysis, last: int) -> Mention | None:
    """Who issued the document that ends before token `last`, as its relative clause says: الدراسة التي أعدها باحثون."""
    words = analysis.words
    at = last + (last < len(analysis) and bool(words[last].tags & Tag.RELATIVE))
    body = at == last and at + 1 < len(analysis) and bool(words[at + 1].tags & (Tag.ORGANISATION | Tag.MEDIUM))
    if body and words[at].key == "من" and not words[at + 1].proclitics:
        phrase = noun_phrase(analysis, analysis.layers[0], at + 1, min(len(analysis), at + _ISSUER_REACH))
        return mention_of(analysis, *phrase) if phrase is not None else None  # بيانات من المكتب
    if at + 1 >= len(analysis) or words[at].key not in AGENT_VERBS or words[at].key == "عن":
        return None
    layer, end = analysis.layers[0], min(len(analysis), at + _ISSUER_REACH)
    first = skip_circumstances(analysis, layer, at + 1, end)
    by = first < end and words[first].key in ("عن", "من")
    if not by and words[at].bare in _APPEARED:
        return None  # التقرير الذي صدر أمس
    if is_only_published(words, last - 1, at, first + by):
        return None  # بيان بثته القناة
    phrase = noun_phrase(analysis, layer, first + by, end)
    if phrase is None:
        return None
    begin, last = phrase
    aims = (i for i in range(begin + 1, last) if words[i].key.startswith("ب") and words[i].tags & Tag.CLAUSE_NOUN)
    return mention_of(analysis, begin, next(aims, last))  # طالب بيان صدر عن المسيرة بضرورة


def introduced_documents(analysis: Analysis) -> Mapping[str, list[int]]:
    """Where the text introduces documents, without the article, by the key of their noun: في بيان."""
    found: dict[str, list[int]] = {}
    for i, word in enumerate(analysis.words):
        for noun in document_nouns(word):
            found.setdefault(noun, []).append(i)
    return found


def document_nouns(word: Word) -> list[str]:
    """The keys of the document that a word without the article introduces: بيان of بيانا and of بيانها."""
    if word.definite or word.tags & Tag.TITLE or not word.key:
        return []
    found = [head_key(word)] if word.tags & Tag.DOCUMENT else []
    stem = _WITH_ENDING.sub("", word.bare)  # أصدرت المنظمة تقريرها, تقريرا
    if stem != word.bare and (found or lexeme(stem).tags & Tag.DOCUMENT):
        found.append(stem)
    return found


_WITH_ENDING = re.compile("(?<=...)(?:ها|هم|ه|ا)$")
_ISSUING = frozenset(
    normalize(
        "أصدر أصدرت نشر نشرت قدم قدمت أعد أعدت رفع رفعت أقام أقامت وجه وجهت أودع أودعت أطلق أطلقت أرسل أرسلت بث بثت "
        "عرض عرضت كتب كتبت تقدم تقدمت تتقدم خرج خرجت أجرى أجرت أنجز أنجزت عمم عممت وزع وزعت بعث بعثت سلم سلمت حرر حررت"
    ).split()
)
"""Verbs whose subject issues the document that is their object: أصدرت المنظمة تقريرا."""
_SUBJECT = 14
"""How many words such a subject may have."""


def _issuer_ahead(analysis: Analysis, at: int) -> Mention | None:
    """Who issues the document at token `at` as the subject of the verb before it."""
    layer = analysis.layers[0]
    for i in range(at - 2, max(-1, at - _SUBJECT), -1):
        if layer.cls(i) in "SBQ:":
            return None
        if analysis.words[i].key.removeprefix("و") in _ISSUING:
            phrase = noun_phrase(analysis, layer, i + 1, at)
            last = skip_circumstances(analysis, layer, phrase[1], at) if phrase is not None else at
            return mention_of(analysis, *phrase) if phrase is not None and last >= at else None
    return None


def issuer_of_document(analysis: Analysis, at: int) -> Mention | None:
    """Who issued the document that the text introduces at token `at`: جاء ذلك في بيان للوزارة."""
    ahead = _issuer_ahead(analysis, at)
    if ahead is not None:
        return ahead
    phrase = noun_phrase(analysis, analysis.layers[0], at, min(len(analysis), at + _ISSUER_REACH))
    if phrase is None:
        return None
    issuer = issuer_within(analysis, *phrase)
    return issuer if issuer is not None else issuer_behind(analysis, phrase[1])
