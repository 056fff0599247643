"""Words whose class others right beside them correct: فيما، اليوم السابع، سئل."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import FROM_HIM, Tag
from toolkit.attribution.noun_cues import ANSWERS
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Word

__all__ = ["CORRECTED_BY_KEY", "retag_named_by_time"]

_CONCERNING = frozenset(normalize("يتعلق يخص تتعلق تخص").split())


def _retag_fima(words: list[Word], plain: list[str]) -> None:
    """فيما begins no clause in فيما بعد and فيما يتعلق ب."""
    for i in [i for i, word in enumerate(words[:-1]) if word.key == "فيما"]:
        if words[i + 1].key == "بعد":
            plain[i : i + 2] = "tt"
        elif words[i + 1].key in _CONCERNING:
            plain[i : i + 2] = "pw"


def retag_named_by_time(words: list[Word], plain: list[str]) -> None:
    """A time with the article right behind a body without it is its name, and not when: قوات الفجر, حزب الغد."""
    for i, word in enumerate(words):
        if plain[i] != "t" or not i or not word.definite or word.proclitics or word.key in _TODAY:
            continue
        body = words[i - 1]
        genitive = body.tags & Tag.ORGANISATION and not body.definite and not body.tags & (Tag.PLACE | Tag.NISBA)
        if genitive and plain[i - 1] == "w" and body.key in _NAMED_BY_TIME:
            plain[i] = "w"


_TODAY = frozenset(("اليوم", "الان"))
_NAMED_BY_TIME = frozenset(
    normalize("قوات كتائب حركة حزب تيار جبهة ائتلاف لواء صحيفة جريدة قناة جمعية نادي موقع").split()
)
"""Bodies whose name follows them at once."""
_APPEARED = frozenset(normalize("ورد وردت صدر صدرت نشر نشرت").split())


def _retag_appeared(words: list[Word], plain: list[str]) -> None:
    """A verb that says where what speaks appeared is no cue: وتشير أرقام وردت في تقرير إلى أن."""
    for i, word in enumerate(words):
        if plain[i] != "V" or word.key not in _APPEARED or i < 2 or plain[i - 2] != "V":
            continue
        if words[i - 1].tags & Tag.DOCUMENT and not words[i - 1].definite:
            plain[i] = "v"


_INSERTED = 12


def _retag_passed_on(words: list[Word], plain: list[str]) -> None:
    """Who passed on what somebody says ends no clause: وأوضح فلان، حسب ما نقلت عنه صحيفة النور، أن."""
    for i in [i for i, word in enumerate(words) if word.key in FROM_HIM and i > 2 and plain[i - 1] == "V"]:
        first = max(i - 4, 0)
        opened = "".join(plain[first:i]).rfind(",") + first
        closed = next((k for k in range(i, min(len(words), i + _INSERTED)) if plain[k] == ","), -1)
        reading = words[i - 1].finite
        relays = reading is not None and reading.verb.group == "relay"
        if (
            opened >= first
            and relays
            and plain[closed + 1 : closed + 2] == ["C"]
            and words[opened + 1].tags & Tag.MARKS
        ):
            plain[opened + 1 : closed] = "t" * (closed - opened - 1)


_THEN = 4
"""How far behind its verb may begin what somebody says «before he says» it, in tokens."""


def _retag_then(words: list[Word], plain: list[str]) -> None:
    """«Before he adds» tells what he said next, and what he says is no wish: وشكر الحاضرين، قبل أن يضيف أن."""
    for i in [i for i, word in enumerate(words[:-3]) if word.key == "قبل" and words[i + 1].key == "ان"]:
        reading = words[i + 2].finite
        if plain[i + 1] != "C" or reading is None or not reading.slot.startswith("impf.3"):
            continue
        says = "".join(plain[i + 3 : i + 3 + _THEN]).lstrip("wnp")[:1]
        if says in ("C", "Q", ":"):
            plain[i : i + 3] = "KKV"


_AS = frozenset(("كما", "وكما"))


def _retag_claimed(words: list[Word], plain: list[str]) -> None:
    """Behind «as» a verb of claiming is one, although its form is mostly another: كما يدعي البعض."""
    for i in [i for i, word in enumerate(words) if word.key in _AS]:
        reading = words[i + 1].finite if i + 1 < len(words) else None
        if reading is not None and reading.verb.group == "claim" and reading.slot.startswith("impf.3"):
            plain[i + 1] = "V"


def _retag_answered(words: list[Word], plain: list[str]) -> None:
    """Behind somebody and before «to» an answer is a verb, although its form is mostly a noun: الوزير رد على."""
    for i in [i for i, word in enumerate(words) if word.key in ANSWERS and 0 < i < len(words) - 1]:
        before = words[i - 1]
        somebody = plain[i - 1] == "w" and (before.definite or before.tags & Tag.NAME) and not before.proclitics
        if plain[i] == "w" and somebody and words[i + 1].key == "علي":
            plain[i] = "V"


CORRECTED_BY_KEY = (
    (frozenset(("فيما",)), _retag_fima),
    (_APPEARED, _retag_appeared),
    (FROM_HIM, _retag_passed_on),
    (frozenset(("قبل",)), _retag_then),
    (_AS, _retag_claimed),
    (ANSWERS, _retag_answered),
)
"""What corrects the classes around one of these keys, in order."""
