"""Who issued a document that speaks, where its own noun phrase does not say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import skip_circumstances
from toolkit.attribution.issuing import FROM, GIVES_OUT, GIVES_WITH, MADE_BY
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.mentions import head_key, is_only_published, issuer_within, mention_of
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.vocabulary import word as lexeme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.lexemes import Word
    from toolkit.attribution.mentions import Mention

__all__ = ["document_nouns", "introduced_documents", "issuer_behind", "issuer_of_document"]

_WITH_IT = frozenset(("به", "بها"))
_ISSUER_REACH = 12
"""Within so many tokens a document's issuer is named."""


def issuer_behind(analysis: Analysis, last: int) -> Mention | None:
    """Who issued the document that ends before token `last`, as its relative clause says: الدراسة التي أعدها باحثون."""
    words = analysis.words
    at = last + (last + 1 < len(analysis) and words[last].key == "" and bool(words[last + 1].tags & Tag.RELATIVE))
    at += at < len(analysis) and bool(words[at].tags & Tag.RELATIVE)
    body = at == last and at + 1 < len(analysis) and bool(words[at + 1].tags & (Tag.ORGANISATION | Tag.MEDIUM))
    if body and words[at].key == "من" and not words[at + 1].proclitics:
        phrase = noun_phrase(analysis, analysis.layers[0], at + 1, min(len(analysis), at + _ISSUER_REACH))
        return mention_of(analysis, *phrase) if phrase is not None else None  # بيانات من المكتب
    if at + 1 >= len(analysis):
        return None
    if words[at].key in GIVES_WITH and words[at + 1].key in _WITH_IT:
        at += 1  # الشكوى التي تقدمت بها المنظمة
    elif words[at].key not in MADE_BY:
        return None
    layer, end = analysis.layers[0], min(len(analysis), at + _ISSUER_REACH)
    first = skip_circumstances(analysis, layer, at + 1, end)
    by = first < end and words[first].key in ("عن", "من")
    if not by and words[at].bare in FROM:
        return None  # التقرير الذي صدر أمس
    if is_only_published(words, last - 1, at, first + by):
        return None  # بيان بثته القناة
    phrase = noun_phrase(analysis, layer, first + by, end)
    if phrase is None or phrase[0] > first + by + (layer.cls(first + by) == "m"):
        return None  # what follows is nobody whom the lexicons know
    if words[phrase[0]].proclitics and not by:
        return None  # التصريحات التي أدلى بها لجريدة
    begin, last = phrase
    aims = (i for i in range(begin + 1, last) if words[i].key.startswith("ب") and words[i].tags & Tag.CLAUSE_NOUN)
    found = mention_of(analysis, begin, next(aims, last))  # طالب بيان صدر عن المسيرة بضرورة
    return found if found.kind != "document" else None


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
_SUBJECT = 14
"""How many words such a subject may have."""


def _issuer_ahead(analysis: Analysis, at: int) -> Mention | None:
    """Who issues the document at token `at` as the subject of the verb before it."""
    layer = analysis.layers[0]
    for i in range(at - 2, max(-1, at - _SUBJECT), -1):
        if layer.cls(i) in "SBQ:":
            return None
        if analysis.words[i].key.removeprefix("و") in GIVES_OUT:
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
