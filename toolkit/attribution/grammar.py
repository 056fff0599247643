"""Gender and number of a source, as its words mark them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Word
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["grammar"]


def grammar(words: list[Word], name: tuple[int, int] | None, at: int) -> tuple[str, str]:
    """Gender (`f`, `m` or "") and number (`s` or `p`) of a source whose head is at `at`, as title or name mark them."""
    head = words[at]
    for word in (head, *(words[i] for i in range(at + 1, name[0] if name and name[0] > at else at + 1))):
        if word.title is not None and word.tags & Tag.TITLE:
            return word.title.gender, "s" if word.title.number == "s" else "p"
    if name is not None:
        return _first_name_gender().get(words[name[0]].bare, _first_name_gender().get(words[name[0]].key, "")), "s"
    if head.key.endswith(("ون", "ين")) or head.bare in _groups():
        return "m", "p"
    feminine = head.bare.endswith("ه") or bool(head.tags & Tag.PLACE) or head.bare in _FEMININE
    return ("f" if feminine and head.key != "الله" else "m"), "s"


_FEMININE = frozenset(
    normalize(
        "مصادر سلطات قوات أنباء تقارير وسائل فصائل كتائب دراسات إحصاءات بيانات شركات حماس فتح جهات أطراف طالبان"
    ).split()
)


@cache
def _groups() -> frozenset[str]:
    return frozenset(normalize(r["form"]) for r in load_lexicon("sources_unnamed").rows if r["unnamed_as"] == "group")


@cache
def _first_name_gender() -> Mapping[str, str]:
    return {
        normalize(row["form"]): row["gender"] for row in load_lexicon("first_names").rows if row["gender"] in ("m", "f")
    }
