"""Which of a file's columns is which of ours."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from toolkit.articles.schema import ARTICLES
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Naming"]

# In each line the earlier name wins where a file has several.
_NAMES: Mapping[str, str] = {
    "article_id": "article_id id articleid doc_id docid document_id story_id stories_id uid guid "
    "identifiant identifiant_article "
    "معرف_المقال المعرف معرف رقم_المقال الرقم رقم",
    "outlet": "outlet source newspaper publisher media_name source_name publication_title site website media "
    "publication channel domain journal média nom_du_journal nom_du_média quotidien éditeur "
    "المصدر مصدر الصحيفة صحيفة الجريدة جريدة الوسيلة الوسيلة_الإعلامية الموقع الناشر",
    "published": "published date published_at publish_date publication_date date_published published_date "
    "pub_date pubdate datetime timestamp created_at date_de_publication date_publication "
    "date_de_parution publié_le seendate التاريخ تاريخ تاريخ_النشر",
    "title": "title headline titre titre_article titre_de_l'article العنوان عنوان عنوان_المقال عنوان_الخبر",
    "text": "text body content article_text full_text fulltext article_body body_text main_text texte contenu corps "
    "texte_intégral corps_du_texte article story "
    "النص نص نص_المقال نص_الخبر المتن متن المحتوى محتوى المقال الخبر",
    "url": "url link href web_url lien adresse الرابط رابط",
    "author": "author authors byline writer reporter auteur auteurs الكاتب كاتب المؤلف المحرر",
    "section": "section category topic rubric rubrique catégorie القسم قسم التصنيف الفئة الباب",
}
# Exports without texts, told by columns that no other table has; the headline is all that they have of an article.
_WITHOUT_TEXTS: Mapping[str, frozenset[str]] = {
    "Media Cloud": frozenset("media_name media_url publish_date title url".split()),
    "GDELT": frozenset("url title seendate domain".split()),
    "GDELT's table": frozenset("url mobile_url date title".split()),
}
_MARKS = re.compile("[\u0640\u064b-\u0652\u200e\u200f\ufeff]")
_MOST_KNOWN = 1_000
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
_FOLDED_LETTERS = str.maketrans("أإآىة", "ااايه")


def _folded(name: str) -> str:
    spaced = _CAMEL.sub("_", re.sub(r"[\s_.\-]+", "_", _MARKS.sub("", name).strip())).casefold()
    parts = unicodedata.normalize("NFD", spaced.translate(_FOLDED_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))


_RANKED = {ours: [_folded(name) for name in names.split()] for ours, names in _NAMES.items()}


class Naming:
    """Finds our columns among a file's.

    Args:
        columns: Ours to the file's; wins over what is recognised.

    Raises:
        ReadError: `columns` names a column that we do not have.

    Examples:
        >>> Naming().places(["العنوان", "body", "topic", "likes"])
        {'title': 'العنوان', 'text': 'body', 'section': 'topic'}
        >>> Naming({"title": "topic"}).places(["العنوان", "body", "topic"])
        {'title': 'topic', 'text': 'body'}
    """

    def __init__(self, columns: Mapping[str, str] | None = None) -> None:
        self.given = dict(columns or {})
        wrong = [ours for ours in self.given if ours not in _NAMES]
        if wrong:
            allowed = ", ".join(column.name for column in ARTICLES if column.name in _NAMES)
            turned = {theirs: ours for ours, theirs in self.given.items() if theirs in _NAMES}
            hint = f"; perhaps you mean columns={turned!r}" if turned else ""
            raise ReadError(f"columns= maps our columns to the file's; {wrong[0]!r} is none of ours: {allowed}{hint}")
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def places(self, theirs: Iterable[str]) -> dict[str, str]:
        """Ours to the file's, of those that the file has."""
        key = tuple(theirs)
        if key not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._find(key)
        return self._known[key]

    def _find(self, theirs: tuple[str, ...]) -> dict[str, str]:
        taken = set(self.given.values())
        free: dict[str, str] = {}
        for name in theirs:
            if name not in taken:
                free.setdefault(_folded(name), name)
        found: dict[str, str] = {}
        for ours, names in _RANKED.items():
            if ours in self.given:
                candidates = [self.given[ours]] if self.given[ours] in theirs else []
            else:
                candidates = [free[name] for name in names if name in free]
            if candidates:
                found[ours] = candidates[0]
        if "text" not in found and self.without_texts(theirs):
            found["text"] = found.pop("title")
        return found

    def without_texts(self, theirs: Iterable[str]) -> str | None:
        """The kind of export that has headlines and no texts, if a file with these columns is one.

        Args:
            theirs: The file's columns.
        """
        names = {_folded(name) for name in theirs}
        if "text" in self.given or "title" in self.given or not names.isdisjoint(_RANKED["text"]):
            return None
        return next((kind for kind, columns in _WITHOUT_TEXTS.items() if columns <= names), None)
