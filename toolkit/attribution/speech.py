"""Which quotation blocks are speech, and which only mark a name, a title or a doubtful word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag
from toolkit.attribution.name_evidence import is_verb
from toolkit.attribution.vocabulary import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.lexemes import Word
    from toolkit.attribution.marks import Block
    from toolkit.text.segment import Tokens

__all__ = ["NAMES", "NAME_WORDS", "cut_before_cues", "is_named", "is_named_by", "is_plain_verb", "judged"]

_SPEECH_WORDS = 4
"""Marks around fewer words than this are a name or a scare quote, unless a colon or a cue stands before them:
of the quoted spans in real news 60 % have at most 25 characters, and those are names."""
_TITLE_WORDS = 14
"""The longest title of a book or a meeting in marks."""
_LONG = f"it has {_SPEECH_WORDS} words or more, and no noun before it announces a name or a title"
_SHORT = f"it has fewer than {_SPEECH_WORDS} words, and neither a colon nor a cue stands beside it"
NAME_WORDS = 8
"""The longest name of a body in marks behind its head noun."""


def judged(block: Block, tokens: Tokens, words: list[Word], plain: list[str], *, behind: int) -> tuple[bool, str]:
    """Whether a block is what somebody said, and why; `plain` are the classes, `behind` is where speech closed last."""
    inside = sum(1 for i in range(block.open + 1, min(block.close, block.open + 40)) if tokens.kinds[i] == "word")
    before = plain[block.open - 1] if block.open else "B"
    if before == ":":
        return _long_enough(inside, 1, "a colon stands before it")
    if before == "," and block.open - 2 == behind:
        return _long_enough(inside, 2, "it goes on behind the comma of another quotation")
    subject = _why_subject(block, plain, words) if before == "V" and 0 < inside <= NAME_WORDS else ""
    if subject:
        return False, subject
    if before in "wp" and inside <= _TITLE_WORDS and _is_before_clause(block, plain, words):
        return False, "the clause of the verb before it follows, so that it names an occasion"
    beside = _beside_cue(block, plain, words, inside)
    if beside:
        return _long_enough(inside, 2, beside)
    if is_named(block, words) and inside <= _TITLE_WORDS:
        return False, "the noun before it announces a title"  # تحت عنوان «…»
    if before == "w" and 0 < inside <= NAME_WORDS and is_named_by(words[block.open - 1], words[block.open + 1]):
        return False, "with the noun before it, it is the name of a body"  # رئيس «شركة …»
    return (True, _LONG) if inside >= _SPEECH_WORDS else (False, _SHORT)


_NAME_LENGTH = 4


def _why_subject(block: Block, plain: list[str], words: list[Word]) -> str:
    """Why a short block behind a reporting verb is who speaks; "" where it is not."""
    if block.close - block.open - 1 <= _NAME_LENGTH and _is_name(block, plain, words):
        return "a name between a reporting verb and a comma, a colon or a particle: who speaks"
    if _precedes_clause(block, plain, words):
        return "between a reporting verb and its clause it is who speaks"
    body = _is_body(block, plain, words)
    return "a body between a reporting verb and what the verb governs: who speaks" if body else ""


def _is_name(block: Block, plain: list[str], words: list[Word]) -> bool:
    """Whether a block is a given name and a surname: وقال «فلان الفلاني»، أحد المقيمين، إن."""
    first, second = words[block.open + 1], words[min(block.open + 2, len(words) - 1)]
    other = Tag.VERB | Tag.PREPOSITION | Tag.COMPLEMENTIZER | Tag.NEGATION
    named = first.tags & Tag.NAME and not first.definite and second.key and not second.tags & other
    at = block.close + 1
    if not (block.closed and named and at < len(words)):
        return False
    return plain[at] in ",:Cp" or words[at].proclitics[-1:] in ("ب", "ل")  # تعهد «فلان الفلاني» بحشد


def _is_body(block: Block, plain: list[str], words: list[Word]) -> bool:
    """Whether a block is only a body that speaks, whose object follows: أعلنت «حركة النور» عن مبادرة."""
    first = words[block.open + 1]
    body = first.tags & (Tag.ORGANISATION | Tag.MEDIUM) and not first.definite and not first.proclitics
    nouns = set(plain[block.open + 1 : block.close]) <= {"w"}
    known = (bool(body) and nouns) or _is_listed(words[block.open + 1 : block.close])
    return block.closed and known and plain[block.close + 1 : block.close + 2] in (["p"], ["w"])


def _is_listed(words: Sequence[Word]) -> bool:
    """Whether words of a name that look like others are all of a body's name in a lexicon: «سي إن إن»."""
    keys = tuple(word.key for word in words)
    return len(keys) > 1 and any(
        keys == entry for name in ("media", "organisations") for entry in phrases(name, "name").get(keys[0], ())
    )


def _beside_cue(block: Block, plain: list[str], words: list[Word], inside: int) -> str:
    """What beside a block makes speech of it, however short; "" where nothing does."""
    before = plain[block.open - 1] if block.open else "B"
    if before in "VHGC":
        return "a cue or a complementizer stands before it"
    if before == "B" and _fills_paragraph(block, plain):
        return "it is a paragraph of its own"
    body = inside > 0 and before == "w" and is_named_by(words[block.open - 1], words[block.open + 1])
    if _precedes_cue(block, plain) and not body and (inside >= _SPEECH_WORDS or before in "SBK,:-("):
        return "a reporting verb stands behind it"
    if before in "SB" and _precedes_marker(block, words):
        return "it is all of its clause, and a marker stands behind it"
    alone = plain[max(0, block.open - 2) : block.open] == ["V", "w"] and _may_be_name(words[block.open - 1])
    return "a cue and who speaks stand before it" if alone or _is_all_said(block, plain, words) else ""


_SUBJECT = 16
"""How many words may stand between a verb and a short quotation: who speaks, when and where."""


def _is_all_said(block: Block, plain: list[str], words: list[Word]) -> bool:
    """Whether a short block must be what was said, since its sentence has nothing else: قال الوزير «انتهى الأمر»."""
    ends = block.closed and (
        set(plain[block.close + 1 : block.close + 2]) <= set("SB") or plain[block.close - 1] == "S"
    )
    if not block.open or not ends or is_named(block, words) or words[block.open + 1].tags & (NAMES | Tag.LATIN):
        return False
    verb = block.open - 1
    while verb > 0 and block.open - verb <= _SUBJECT and plain[verb] in "w,pt":
        verb -= 1
    reading = words[verb].finite if plain[verb] == "V" else None
    return reading is not None and reading.verb.risk == "low" and "nominal" not in reading.verb.takes


def _may_be_name(word: Word) -> bool:
    return bool(word.tags & Tag.NAME) or not (word.tags or word.definite)


def _long_enough(inside: int, least: int, why: str) -> tuple[bool, str]:
    return (True, why) if inside >= least else (False, f"although {why}, it has fewer than {least} words")


def _fills_paragraph(block: Block, plain: list[str]) -> bool:
    """Whether the block and its full stop are all of a paragraph; a heading has none."""
    return block.closed and plain[block.close + 1 : block.close + 3] in (["S"], ["S", "B"])


def _precedes_cue(block: Block, plain: list[str]) -> bool:
    """«…»، قال فلان: speech, however short."""
    behind = "".join(plain[block.close + 1 : block.close + 3])
    return block.closed and (behind[:1] == "V" or behind == ",V")


def _precedes_marker(block: Block, words: list[Word]) -> bool:
    """«…»، بحسب فلان: speech, however short."""
    behind = block.close + 1
    if behind < len(words) and not words[behind].key:
        behind += 1
    return block.closed and behind < len(words) and bool(words[behind].tags & Tag.MARKS)


_TO_WHAT_WAS_SAID = re.compile("w{0,2},?p?C|pw{1,3}:")
"""What follows a name behind its verb: أشارت «فلانة» إلى أن، قالت «فلانة» في تقريرها:"""
_BEHIND_NAME = 6
_WITH_OFFICE = re.compile(",?[wpntm]{1,14}(?::|,?p?C)")
"""What follows a name behind its verb, with the office between: يقول «فلان»، مدير البحث بالمركز:"""
_OFFICE = 18


def _is_before_clause(block: Block, plain: list[str], words: list[Word]) -> bool:
    """Whether behind the block the complementizer of a verb ahead of it follows: وأضاف، في لقاء «…»، أن."""
    behind = block.close + 1 + (plain[block.close + 1 : block.close + 2] == [","])
    if not block.closed or plain[behind : behind + 1] != ["C"] or words[behind].key.startswith("و"):
        return False
    for i in range(block.open - 1, max(-1, block.open - _CLAUSE), -1):
        if plain[i] in "SB:CQ":
            return False
        if plain[i] == "V":
            return i < block.open - 1
    return False


_CLAUSE = 30
"""How far before its complementizer a verb may stand with an occasion in marks between, in tokens."""


def _precedes_clause(block: Block, plain: list[str], words: list[Word]) -> bool:
    """قالت «فلانة» إن: behind the name, or a remark in brackets on it, the complementizer follows."""
    behind = block.close + 1
    if plain[behind : behind + 1] == ["("]:
        behind = next((i + 1 for i in range(behind, min(len(plain), behind + 9)) if plain[i] == ")"), behind)
    if not block.closed:
        return False
    office = behind + (plain[behind : behind + 1] == [","])
    titled = office < len(words) and words[office].tags & (Tag.TITLE | Tag.PRONOUN)
    if titled and _WITH_OFFICE.match("".join(plain[behind : behind + _OFFICE])):
        return True
    return _TO_WHAT_WAS_SAID.match("".join(plain[behind : behind + _BEHIND_NAME])) is not None


def is_named(block: Block, words: Sequence[Word]) -> bool:
    """Whether a noun that a title in marks follows stands before the block, at most one word between."""
    return any(words[i].tags & Tag.NAMED_NOUN for i in range(max(0, block.open - 2), block.open))


def is_named_by(noun: Word, first: Word) -> bool:
    """Whether a name in marks belongs to the noun before it: شركة «سوني»; no name begins like a clause."""
    several = noun.title is not None and noun.title.number == "p" and not noun.tags & (Tag.DOCUMENT | Tag.NAMED_NOUN)
    if several and not first.tags & NAMES:
        return False  # وأضاف ناشطون «…»
    return _begins_name(noun) and not (first.tags & Tag.NEGATION or is_plain_verb(first))


def _begins_name(word: Word) -> bool:
    if any(len(entry) == 1 for name in ("media", "organisations") for entry in phrases(name, "name").get(word.key, ())):
        return False  # a name itself: كتب على تويتر «…»
    known = word.tags & (Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM)
    described = word.tags & Tag.RELATIONAL and word.title is not None and word.title.kind == "generic"  # مصدر مطلع
    return not word.definite and bool(known) and not described and word.finite is None


NAMES = Tag.NAME | Tag.PLACE | Tag.ORGANISATION | Tag.MEDIUM | Tag.TITLE
"""What a name in marks is made of."""


def is_plain_verb(word: Word) -> bool:
    """Whether a word is a verb and nothing that stands for somebody."""
    if word.definite or word.tags & (NAMES | Tag.COMMON):
        return False
    return is_verb(word) or bool(word.tags & Tag.VERB)


def cut_before_cues(blocks: list[Block], plain: list[str]) -> list[Block]:
    """A block cut off by the next one ends ahead of the cue between them: “…، وأضاف: “…”.

    One that is never closed ends ahead of the first participle behind a comma: “… هنا، مضيفا أن.
    """
    opened = {block.open for block in blocks}
    cut = []
    for block in blocks:
        last = block.close
        if not block.closed and last in opened and plain[last - 1] == ":":
            cue = next((i for i in range(last - 2, max(block.open, last - 14), -1) if plain[i] == "V"), None)
            if cue is not None:
                last = cue - 1 if plain[cue - 1] == "," else cue
            elif plain[block.open - 1] == "V" and last - block.open <= NAME_WORDS:
                plain[block.open] = "m"
                continue  # وأردفت "فلانة: "…": a stray mark before the speaker's name
        elif not block.closed:
            reach = min(last - 2, block.open + _UNCLOSED)
            last = next((i for i in range(block.open + 2, reach) if _narrates(plain, i)), last)
        cut.append(replace(block, close=last) if last != block.close else block)
    return cut


_UNCLOSED = 300
"""How far into a block that is never closed a participle is sought, in tokens."""


def _narrates(plain: list[str], comma: int) -> bool:
    """Whether behind this comma a participle with its complementizer or a colon goes on telling."""
    if plain[comma] != "," or plain[comma + 1] not in "HG":
        return False
    return plain[comma + 2] in "C:" or plain[comma + 2 : comma + 4] == ["p", "C"]
