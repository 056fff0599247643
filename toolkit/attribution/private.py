"""What an article tells of somebody who bears no office: an age, one of many, a blessing behind the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.named import YEARS
from toolkit.attribution.names import AGED
from toolkit.attribution.quantities import ONE_OF
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.lexemes import Word

__all__ = ["private_sector"]

_REACH = 8
"""How many tokens behind a name its age may stand."""
_ENDS = frozenset(".!؟:؛")
_LIVES = frozenset(normalize("سكان أهالي أبناء رواد زوار زبائن قراء سواق مستخدمي مرتادي متسوقي").split())
"""Who one of the public is one of, where another noun says of what."""
_BLESSED = frozenset((("رضي", "الله"), ("صلي", "الله"), ("عليه", "السلام"), ("عليها", "السلام"), ("قدس", "سره")))
"""Formulas behind the names of those whom a faith holds holy."""
_SHEIKH = "الشيخ"


def private_sector(analysis: Analysis, first: int, name: tuple[int, int]) -> str | None:
    """The sector that these tell; None where nothing does.

    Args:
        analysis: The text.
        first: The first token of the phrase.
        name: The tokens of the person's name in it.
    """
    words = analysis.words
    behind = words[name[1] : name[1] + 2]
    if tuple(word.key for word in behind) in _BLESSED or any(word.key == _SHEIKH for word in words[first : name[0]]):
        return "civil_society"
    last = min(len(analysis), name[1] + _REACH)
    end = next((i for i in range(name[1], last) if analysis.tokens.texts[i] in _ENDS), last)
    told = any(_says_age(words, i) or _is_one_of_many(words, i) for i in range(name[1], end))
    return "citizen" if told else None


def _says_age(words: Sequence[Word], i: int) -> bool:
    """Whether token `i` begins an age or ends one: البالغ من العمر 33 عاما, التي تبلغ من العمر, (34 عاما)."""
    keys = [word.key for word in words[i : i + 3]]
    if keys[1:] == ["من", "العمر"]:
        return keys[0] in AGED or keys[0] in ("يبلغ", "تبلغ")
    bracketed = i + 1 < len(words) and not words[i + 1].key and not words[i - 2].key
    return keys[0] in YEARS and bracketed and words[i - 1].plain == "n"


def _is_one_of_many(words: Sequence[Word], i: int) -> bool:
    """Whether token `i` begins that somebody is one of the public: أحد المقيمين, أحد سكان المدينة."""
    if i + 1 >= len(words) or words[i].key.removeprefix("و") not in ONE_OF:
        return False
    many = words[i + 1]
    return many.bare in _LIVES or (many.definite and many.key.endswith(("ين", "ات")))
