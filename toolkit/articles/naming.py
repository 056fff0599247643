"""Which of a file's columns is which of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.articles.schema import ARTICLES
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Naming"]

# In each line the earlier name wins where a file has several.
_NAMES: Mapping[str, str] = {
    "article_id": "article_id id articleid doc_id docid document_id uid guid "
    "معرف_المقال المعرف معرف رقم_المقال الرقم رقم",
    "outlet": "outlet source newspaper publisher site website media publication channel domain "
    "المصدر مصدر الصحيفة صحيفة الجريدة جريدة الوسيلة الوسيلة_الإعلامية الموقع الناشر",
    "published": "published date published_at publish_date publication_date date_published published_date pub_date "
    "pubdate datetime timestamp created_at التاريخ تاريخ تاريخ_النشر",
    "title": "title headline العنوان عنوان عنوان_المقال عنوان_الخبر",
    "text": "text body content article_text full_text fulltext article_body main_text article story "
    "النص نص نص_المقال نص_الخبر المتن متن المحتوى محتوى المقال الخبر",
    "url": "url link href web_url الرابط رابط",
    "author": "author authors byline writer reporter الكاتب كاتب المؤلف المحرر",
    "section": "section category topic rubric القسم قسم التصنيف الفئة الباب",
}
_MARKS = re.compile("[\u0640\u064b-\u0652\u200e\u200f\ufeff]")
_FOLDED_LETTERS = str.maketrans("أإآىة", "ااايه")


def _folded(name: str) -> str:
    return re.sub(r"[\s_.\-]+", "_", _MARKS.sub("", name).strip()).casefold().translate(_FOLDED_LETTERS)


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
        return found
