"""In which order Arabic words stand in a list: by their letters, without article, vowel signs and hamza."""

from __future__ import annotations

from toolkit.text.normalize import normalize

__all__ = ["collation_key"]

_FOLDED = ("search", "foreign_letters")
_LETTERS = ("reading", "marks")
_NO_ARTICLE = frozenset("الله الذي التي الذين اللذين اللتين اللذان اللتان اللاتي اللواتي الان الف الاف".split())


def collation_key(word: str) -> str:
    """What to sort a word by: letters in the order of the alphabet, without the article, the marks and the hamza.

    Letters that Arabic took over (پ، گ) stand at those it has for them. What is no Arabic letter comes first.

    Args:
        word: One word as printed.

    Examples:
        >>> sorted(["الوزير", "أمس", "بيان", "الأمّة", "والٍ", "CNN"], key=collation_key)
        ['CNN', 'أمس', 'الأمّة', 'بيان', 'والٍ', 'الوزير']
    """
    key = normalize(word, _FOLDED)
    # an alef with hamza is no article: إلى, ألم
    bare = normalize(word, _LETTERS).startswith(("ا", "ٱ"))
    has_article = bare and key.startswith("ال") and len(key) > 3 and key not in _NO_ARTICLE
    return key[2:] if has_article else key
