"""Remarks that interrupt a clause: their verbs report nothing, and what stands behind them belongs to the verb before.

قال الوزير، الذي وصل مساء ولم ينم، إن …
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import WHO_IS, Tag

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Word
    from toolkit.text.segment import Tokens

__all__ = ["describe_marked", "enclose", "set_aside"]

_PARENTHESIS = 10
"""The longest clause between two dashes, in tokens."""
_SUBJECT = 14
"""The longest subject before a remark between commas, in tokens."""
_REMARK = 18
"""The longest remark behind a comma, in tokens."""
_VERBS = "VLXC"


def enclose(tokens: Tokens, plain: list[str], notes: dict[int, str]) -> None:
    """Reads a clause between two dashes like one in brackets: مسؤول -طلب عدم نشر اسمه-."""
    if plain.count("-") < 2:
        return  # most texts: no pair of dashes
    opened = -1
    for i, name in enumerate(plain):
        if name == "-" and opened >= 0 and i - opened > 1 and tokens.ends[i - 1] == tokens.starts[i]:
            if any(inner in "VvL" for inner in plain[opened + 1 : i]):
                plain[opened], plain[i] = "(", ")"
                plain[opened + 1 : i] = ["w" if inner in "VvLHGNCX" else inner for inner in plain[opened + 1 : i]]
                notes.update(dict.fromkeys(range(opened + 1, i), "a remark between two dashes"))
            opened = -1
        elif name == "-" and 0 < i < len(plain) - 1 and tokens.ends[i - 1] < tokens.starts[i]:
            opened = i if tokens.ends[i] == tokens.starts[i + 1] else -1
        elif name in "SB:" or i - opened > _PARENTHESIS:
            opened = -1


def set_aside(words: list[Word], plain: list[str], notes: dict[int, str]) -> None:
    """Takes the verbs of a remark behind a comma for what they are, where the verb before it gets its clause behind it.

    A remark begins with a relative pronoun, «and he» or a preposition. A verb that begins it goes on with the sentence
    (قال الوزير، وأكد السفير، إن), and behind a participle it is the participle that brings what was said.
    """
    for i in [i for i, name in enumerate(plain) if name == ","]:
        published = plain[i + 1 : i + 2] == ["V"] and _has_object(words[i + 1])
        if not _has_subject_and_verb(words, plain, i, rare=published):
            continue
        describes = plain[i + 1 : i + 2] == ["R"] or (i + 1 < len(plain) and words[i + 1].key in WHO_IS)
        describes = describes or published
        if describes or plain[i + 1 : i + 2] == ["p"] or _withholds_name(words, plain, i + 1):
            for k in range(i + 1, _end_of_remark(words, plain, i + 1, describes=describes)):
                if plain[k] in _VERBS:
                    plain[k] = "v"
                    notes[k] = "a remark between two commas"


def _has_object(word: Word) -> bool:
    """Whether the pronoun of a verb is what stands before the remark: كشفت نصوص، نشرتها الحكومة أمس، أن."""
    return word.finite is not None and word.finite.pronoun in ("ها", "ه") and not word.finite.proclitics


def _withholds_name(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether a remark says that somebody is not named: أحد المصادر، لم تكشف هويته، أن."""
    near = range(i + 1, min(i + 5, len(words)))
    return plain[i : i + 1] == ["L"] and any(words[k].tags & Tag.ANONYMITY for k in near)


def describe_marked(words: list[Word], plain: list[str], notes: dict[int, str]) -> None:
    """Reads a negation behind the source of a marker as its description: وفقا لمشرف في الميناء لم يكشف اسمه."""
    for i in [i for i, name in enumerate(plain) if name == "L"]:
        if words[i].key == "لم" and i and plain[i - 1] == "w" and _is_marked(words, plain, i):
            plain[i] = "v"
            notes[i] = "it describes the source of a marker"


def _is_marked(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether a marker stands before token `i`, with nothing but somebody without a name between."""
    someone = False
    for k in range(i - 1, max(i - _SUBJECT, -1), -1):
        if words[k].tags & Tag.MARKS and not words[k].tags & Tag.PREPOSITION:
            return someone
        if plain[k] not in "wp":
            return False
        someone = someone or (bool(words[k].tags & (Tag.TITLE | Tag.UNNAMED)) and not words[k].definite)
    return False


def _has_subject_and_verb(words: list[Word], plain: list[str], i: int, *, rare: bool) -> bool:
    """Whether a verb that mostly reports stands before the comma at `i`, with nothing but its subject between.

    One that is `rare` as a report will do where the remark behind the comma cannot be anything else.
    """
    for k in range(i - 1, max(i - _SUBJECT, -1), -1):
        if plain[k] == "V":
            reading = words[k].finite
            return k < i - 1 and reading is not None and (rare or reading.verb.risk != "high")
        if plain[k] not in "wnpt()m":
            return False
    return False


def _end_of_remark(words: list[Word], plain: list[str], first: int, *, describes: bool) -> int:
    """The token behind a remark that ends before what the verb before it brings; `first` where none is.

    Only a remark that describes the subject may end before a colon, and only where no verb of its own is sure to speak.
    """
    speaks = False
    for k in range(first, min(first + _REMARK, len(plain) - 1)):
        name = plain[k]
        if name == "," and (plain[k + 1] == "C" or plain[k + 1 : k + 3] == ["p", "C"]):
            return k
        if name == ":" and describes and not speaks:
            return k
        if name in "SB:mHG" or (name == "C" and (k == first + 1 or not describes)):
            return first
        reading = words[k].finite
        speaks = speaks or (name == "V" and reading is not None and reading.verb.risk == "low")
    return first
