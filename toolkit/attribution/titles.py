"""Titles of two words, which the words alone do not tell."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Title, Word
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["paired_title", "with_paired_titles"]


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


_TELLING = frozenset(("office", "profession", "academic", "religious", "kin", "military", "witness"))
"""Kinds of titles that tell what somebody is; the others only tell of his part, or how he is addressed."""


def with_paired_titles(words: list[Word]) -> list[Word]:
    """The words of a text, the heads of such titles marked as titles: ولي العهد, ربة المنزل.

    A rank within one is none: عميد الكلية is a dean, مدرب الفريق coaches a team and no general.
    """
    heads = _heads()
    places = [i for i, word in enumerate(words[:-1]) if word.bare in heads]
    found = list(words) if places else words
    for i in places:
        head, behind = words[i], words[i + 1]
        title = paired_title(head, behind) if behind.key else None
        if title is None or title.kind not in _TELLING or head.tags & (Tag.ORGANISATION | Tag.UNNAMED):
            continue
        ranked = head.title is not None and head.title.kind == "military" and title.kind != "military"
        if not head.tags & Tag.TITLE or ranked:
            found[i] = replace(head, title=title, tags=head.tags | Tag.TITLE)
        if behind.title is not None and behind.title.kind == "military" and title.kind != "military":
            found[i + 1] = replace(behind, title=None, tags=behind.tags & ~Tag.TITLE)
    return found


@cache
def _heads() -> frozenset[str]:
    return frozenset(pair.split(" ")[0] for pair in _pairs())
