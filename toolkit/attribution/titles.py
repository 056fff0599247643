"""Titles of two words, which the words alone do not tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Title, Word
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["paired_title"]


@cache
def _pairs() -> Mapping[str, Title]:
    """Titles of two words, without articles: نائب عام, رجل أعمال."""
    pairs: dict[str, Title] = {}
    for row in load_lexicon("titles").rows:
        words = [word.removeprefix("ال") for word in normalize(row["form"]).split(" ")]
        if len(words) == 2:
            pairs.setdefault(" ".join(words), Title(row["kind"], row["sector"], row["gender"], row["number"]))
    return pairs


def paired_title(word: Word, behind: Word) -> Title | None:
    """The title that two words are together: القائم بالأعمال، رئيس تحريرها; None where they are none."""
    ours = behind.key.removesuffix("ها").removesuffix("نا").removesuffix("ه")
    return next(
        (found for last in (behind.bare, behind.key, ours) if (found := _pairs().get(f"{word.bare} {last}"))), None
    )
