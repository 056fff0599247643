"""A raw text laid out for the rules: tokens, words, quotation blocks, and one class a token.

The classes form a string of the same length as the tokens, so that a rule is a
short regular expression over classes and never spells out Arabic.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.marks import Block, quotation_blocks
from toolkit.attribution.vocabulary import FUNCTION_CLASSES, NEVER_VERBS, Tag, Word, word
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.text.segment import Tokens, tokenize
from toolkit.words.glued import glued_cues

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.text.spans import Span

__all__ = ["CLASSES", "Analysis", "Layer", "analyse"]

CLASSES = {
    "VERB": "V",  # a finite reporting verb
    "HAL": "H",  # a participle of one in the accusative: مضيفا
    "SAY": "G",  # one of saying, which may follow another cue: قائلا، بالقول
    "NOUN": "N",  # the verbal noun of one with its speaker behind it: قوله
    "MARKER": "A",  # an according-to marker that a noun phrase follows
    "ASMARKER": "M",  # one that a reporting verb follows: حسبما
    "COMP": "C",  # a complementizer: إن أن بأن
    "ASK": "I",  # one of a question: عما إذا، كيف
    "REL": "R",  # a relative pronoun
    "CONTRAST": "K",  # what begins another clause: لكن، فيما، حيث
    "NEG": "L",
    "AUX": "X",
    "PREP": "p",
    "OTHERVERB": "v",  # a finite verb that reports nothing
    "TIME": "t",
    "WORD": "w",
    "NUMBER": "n",
    "COLON": ":",
    "COMMA": ",",
    "STOP": "S",
    "BREAK": "B",
    "QUOTE": "Q",  # the opening mark of speech
    "INSIDE": "q",  # what follows it, up to the closing mark
    "MARK": "m",  # a mark around a name, a title or a scare quote
    "OPEN": "(",
    "CLOSE": ")",
    "DASH": "-",
    "DOTS": "e",
}

_PUNCTUATION = {
    ":": ":", "،": ",", ",": ",", "؛": ",", ";": ",", ".": "S", "؟": "S", "?": "S", "!": "S",
    "(": "(", "[": "(", "{": "(", ")": ")", "]": ")", "}": ")",
    "-": "-", "–": "-", "—": "-", "―": "-", "/": "-", "|": "-", "…": "e", "*": "B",
}  # fmt: skip
_SPEECH_WORDS = 4
"""Marks around fewer words than this are a name or a scare quote, unless a colon or a cue stands before them:
of the quoted spans in real news 60 % have at most 25 characters, and those are names."""


_TITLE_WORDS = 14
"""The longest title of a book or a meeting in marks."""
_NAME_WORDS = 8
"""The longest name of a body in marks behind its head noun."""
_ABBREVIATIONS = frozenset({"د", "م", "أ", "ا", "ص", "ق", "ج", "ت", "ف"})
"""Letters behind which a full stop ends no sentence: د. سلمى."""
_HYPOTHETICAL = frozenset({"ان", "لن", "كي", "لكي", "حتي", "سوف", "قد"})
"""Before an imperfect these make its speech wished for, future or imagined."""
_IMAGINED = frozenset({"اذا", "لو", "واذا", "ولو", "كانه", "كانها", "كانهم", "وكانه", "وكانها", "وكانهم"})
_BEFORENEVER_VERBS = frozenset(
    "عدم بعدم لعدم وعدم دون بدون محاوله حق حول بشان احد احدي بعض كل جميع الي علي عن من في مع خلال بين منذ عقب اثر".split()
)
"""Behind these stands a noun, never a verb: عدم ذكر اسمه، أحد كتبه، إلى توقع."""
_WITHOUT_DOTS = {"علي": "على", "وعلي": "وعلى"}
_THIRD = frozenset({"ه", "ها", "هم", "هما", "هن"})
_SAYING = frozenset({"بالقول", "وبالقول"})
_BESIDE_MONTHS = frozenset(
    ["شهر", "شهري", "اول", "منتصف", "اواخر", "نهايه", "مطلع", "بدايه", "في", "من", "الي", "ماضي"]
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of the text that is read at one level: the whole of it, or the inside of a speech block.

    Attributes:
        first: Its first token.
        classes: One class for each of its tokens.
        starts: For each of its tokens, the first of its sentence, counted in the text.
        ends: For each of its tokens, the token behind its sentence, the full stop excluded.
        last: The token behind its last.
        block: The block whose inside this is; None for the whole text.
    """

    first: int
    classes: str
    starts: list[int]
    ends: list[int]
    last: int
    block: Block | None = None

    def cls(self, i: int) -> str:
        """The class of token `i`; a break outside the layer."""
        return self.classes[i - self.first] if self.first <= i < self.last else "B"

    def start(self, i: int) -> int:
        """The first token of the sentence of token `i`."""
        return self.starts[i - self.first]

    def end(self, i: int) -> int:
        """The token behind the sentence of token `i`."""
        return self.ends[i - self.first]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One raw text, ready for the rules.

    Attributes:
        tokens: Its tokens.
        words: What the lexicons know of each; for a mark, of nothing.
        speech: The speech block that begins at a token.
        speech_opens: Where those begin, in order.
        layers: The whole text, then the inside of each speech block.
    """

    tokens: Tokens
    words: list[Word]
    speech: dict[int, Block]
    speech_opens: list[int]
    layers: list[Layer]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The raw span of the tokens `first` to `last`, `last` excluded."""
        return self.tokens.span(first, last)

    def text(self, first: int, last: int) -> str:
        """The raw text of the tokens `first` to `last`."""
        return self.span(first, last).of(self.tokens.raw) if first < last else ""

    def is_mark(self, i: int) -> bool:
        """Whether token `i` closes a speech block."""
        k = bisect_right(self.speech_opens, i) - 1
        return k >= 0 and self.speech[self.speech_opens[k]].close == i

    def phrase_end(self, i: int, table: Mapping[str, tuple[tuple[str, ...], ...]], end: int) -> int:
        """Where the longest entry of `table` that begins at token `i` ends; `i` where none does."""
        key = self.words[i].key
        for first in (key, self.words[i].base, key[1:] if key[:1] in "وف" else ""):
            for entry in table.get(first, ()):
                last = i + len(entry)
                if last <= end and all(self.words[i + k].key == entry[k] for k in range(1, len(entry))):
                    return last
        return i


_NOTHING = Word("", "", "", 0)


def analyse(raw: str) -> Analysis:
    """Lays out `raw` for the rules, in time linear in its length."""
    tokens = tokenize(raw, cuts=glued_cues(raw))
    texts = tokens.texts
    if "على" not in raw and (" الي " in raw or " إلي " in raw):
        texts = [_WITHOUT_DOTS.get(text, text) for text in texts]  # some print the preposition like the name علي
    words = [word(text) if kind == "word" else _NOTHING for text, kind in zip(texts, tokens.kinds, strict=True)]
    plain = [_class(tokens, words, i) for i in range(len(words))]
    _retag(words, plain)
    _hide_anonymity(words, plain)
    speech = {}
    marks: list[int] = []
    names: list[Block] = []
    for block in _cut_before_cues(quotation_blocks(tokens), plain):
        if _is_speech(block, tokens, words, plain):
            speech[block.open] = block
        else:
            marks += [block.open, block.close] if block.closed else [block.open]
            names += [block] if block.closed and block.close - block.open <= _NAME_WORDS else []
    for i in marks:
        plain[i] = "m"
    for block in names:
        for i in range(block.open + 1, block.close):
            plain[i] = "w" if plain[i] in "vVHG" else plain[i]  # a name in marks holds no verb
    return Analysis(tokens, words, speech, sorted(speech), _layers(plain, speech))


def _class(tokens: Tokens, words: list[Word], i: int) -> str:
    kind = tokens.kinds[i]
    if kind == "word":
        return _word_class(words, i)
    if kind == "number":
        return "n"
    if kind == "line":
        return "B"
    text = tokens.texts[i]
    if kind == "marks" and text != "''":
        if text == ".":
            return "m" if _abbreviates(tokens, i) else "S"
        return "e"
    return _PUNCTUATION.get(text, "m")


@cache
def _refusals(kind: str) -> frozenset[str]:
    return frozenset(normalize(row["form"]) for row in load_lexicon("refusals").rows if row["kind"] == kind)


def _hide_anonymity(words: list[Word], plain: list[str]) -> None:
    """طلب عدم كشف هويته beside a source is no cue of its own, and does not end the source's clause."""
    for i, found in enumerate(words):
        if not found.tags & Tag.ANONYMITY or found.key not in _refusals("anonymity"):
            continue
        for k in range(i - 1, max(i - 8, -1), -1):
            if words[k].key in _refusals("unnaming"):
                plain[k : i + 1] = ["v", *"w" * (i - k)]
                break


def _cut_before_cues(blocks: list[Block], plain: list[str]) -> list[Block]:
    """A block cut off by the next one ends ahead of the cue between them: “…، وأضاف: “…”."""
    opened = {block.open for block in blocks}
    cut = []
    for block in blocks:
        last = block.close
        if not block.closed and last in opened and plain[last - 1] == ":":
            cue = next((i for i in range(last - 2, max(block.open, last - 14), -1) if plain[i] == "V"), None)
            if cue is not None:
                last = cue - 1 if plain[cue - 1] == "," else cue
            elif plain[block.open - 1] == "V" and last - block.open <= _NAME_WORDS:
                plain[block.open] = "m"
                continue  # وأردفت "فلانة: "…": a stray mark before the speaker's name
        cut.append(replace(block, close=last) if last != block.close else block)
    return cut


def _retag(words: list[Word], plain: list[str]) -> None:
    """Corrects what a word's neighbours tell of it."""
    for i in range(1, len(plain)):
        name = plain[i]
        if name in "vV" and plain[i - 1] == "V":
            reading = words[i].finite
            if not words[i].proclitics and (reading is None or reading.slot.startswith("pf")):
                plain[i] = "w"  # behind a verb at once stands a noun: أكد تمكن المجاهدين
            elif reading is not None and reading.verb.key == "qala" and not reading.proclitics:
                plain[i] = "G"  # وتابع يقول
        elif name == "V" and _describes(words, i):
            plain[i] = "v"  # في تصريحات نقلتها مواقع
        elif name == "p" and words[i].key == "لي" and plain[i - 1] == "w" and not words[i - 1].definite:
            plain[i] = "w"  # بيرنرز لي: no verb before it, so a name
        elif name == "t" and words[i].proclitics and words[i - 1].tags & Tag.NAME:
            plain[i] = "w"  # مريم بليل


def _describes(words: list[Word], i: int) -> bool:
    """Whether the verb at `i` only says whose a statement is that stands before it: بيان أصدرته اللجنة."""
    reading, before = words[i].finite, words[i - 1]
    statement = before.tags & (Tag.SETTING | Tag.DOCUMENT) and not before.definite
    return bool(statement) and reading is not None and reading.pronoun in _THIRD and not reading.proclitics


def _abbreviates(tokens: Tokens, i: int) -> bool:
    if not i or tokens.ends[i - 1] != tokens.starts[i]:
        return False
    before = tokens.texts[i - 1]
    return before in _ABBREVIATIONS or (len(before) == 1 and before.isascii() and before.isalpha())


def _word_class(words: list[Word], i: int) -> str:
    found = words[i]
    if found.plain:
        return found.plain
    if found.tags & Tag.PREPOSITION and found.finite is not None and _before_complementizer(words, i):
        return "V"
    for tag, name in FUNCTION_CLASSES:
        if found.tags & tag:
            return name
    if found.finite is not None and _reports(words, i):
        return "V"
    if _says(found):
        return "G"
    if _quotes(words, i):
        return "N"
    if found.hal is not None and _hangs(words, i):
        return "H"
    if _is_other_verb(found):
        return "v"
    if _is_time(words, i):
        return "t"
    return "w"


def _before_complementizer(words: list[Word], i: int) -> bool:
    """بين أن: read as a verb where a complementizer comes at once."""
    following = words[i + 1] if i + 1 < len(words) else None
    return following is not None and bool(following.tags & Tag.COMPLEMENTIZER) and not following.proclitics


def _says(word: Word) -> bool:
    if word.hal is not None and word.hal.verb.key == "qala":
        return True
    return word.noun is not None and word.noun.verb.key == "qala" and word.key in _SAYING


def _hangs(words: list[Word], i: int) -> bool:
    """Whether the participle at `i` hangs on a clause and is no adjective: حراسة مشددة، كان متوقعا."""
    reading = words[i].hal
    if _before_complementizer(words, i):
        return not (i and words[i - 1].tags & Tag.AUXILIARY)
    if reading is None or reading.weak:
        return False
    before = words[i - 1] if i else None
    if before is None or not before.key:
        return True
    if before.tags & Tag.AUXILIARY:
        return False
    return not (
        reading.slot.endswith("fs") and before.key.endswith("ه") and not before.definite and before.finite is None
    )


def _quotes(words: list[Word], i: int) -> bool:
    """A verbal noun of speech with its speaker behind it: قوله، بقولها، and before a complementizer إعلانه، القول."""
    reading = words[i].noun
    if reading is None or reading.slot != "masdar" or "clause" not in reading.verb.takes:
        return False
    at_once = _before_complementizer(words, i) or (
        i + 2 < len(words) and words[i + 1].key in reading.verb.particles and _before_complementizer(words, i + 1)
    )
    if reading.pronoun in _THIRD:
        return reading.verb.key == "qala" or (at_once and reading.verb.risk != "high")
    return at_once and reading.verb.key == "qala" and words[i].definite


def _is_other_verb(word: Word) -> bool:
    if word.definite:
        return False
    if word.finite is not None and not word.finite.weak:
        return True
    return bool(word.tags & Tag.VERB) and not word.tags & NEVER_VERBS


def _is_time(words: list[Word], i: int) -> bool:
    """A month counts only beside a number or the word for month: مايو and رمضان are names as well."""
    tags = words[i].tags
    if tags & Tag.TIME:
        return not tags & (Tag.TITLE | Tag.ORGANISATION | Tag.NAME)
    if not tags & Tag.MONTH:
        return False
    near = [words[k].key for k in (i - 1, i + 1, i + 2) if 0 <= k < len(words)]
    return any(not key or key in _BESIDE_MONTHS for key in near[:2]) and not (tags & Tag.NAME and near[0])


def _reports(words: list[Word], i: int) -> bool:
    """Whether the finite form at `i` may report: third person, past or present, and not merely wished for."""
    reading = words[i].finite
    if reading is None or ".1" in reading.slot or reading.proclitics[-1:] in ("س", "ل"):
        return False
    before = words[i - 1].key if i else ""
    if before in _BEFORENEVER_VERBS:
        return False
    if reading.slot.startswith("juss"):
        return before in ("لم", "ولم", "فلم")
    if before in _IMAGINED or (reading.slot.startswith("impf") and before in _HYPOTHETICAL):
        return False
    if words[i].definite or (reading.weak and words[i].tags & NEVER_VERBS):
        return False
    return not reading.weak or reading.verb.risk == "low"


def _is_speech(block: Block, tokens: Tokens, words: list[Word], plain: list[str]) -> bool:
    inside = sum(1 for i in range(block.open + 1, min(block.close, block.open + 40)) if tokens.kinds[i] == "word")
    before = plain[block.open - 1] if block.open else "B"
    if before == ":":
        return inside >= 1
    if before in "VHC" or _precedes_cue(block, plain):
        return inside >= 2
    if _is_named(block, words) and inside <= _TITLE_WORDS:
        return False  # تحت عنوان «…»
    if before == "w" and _begins_name(words[block.open - 1]) and inside <= _NAME_WORDS:
        return False  # رئيس «شركة …»: the name of a body
    return inside >= _SPEECH_WORDS


def _precedes_cue(block: Block, plain: list[str]) -> bool:
    """«…»، قال فلان: speech, however short."""
    behind = "".join(plain[block.close + 1 : block.close + 3])
    return block.closed and (behind[:1] == "V" or behind == ",V")


def _is_named(block: Block, words: list[Word]) -> bool:
    """Whether a noun that a title in marks follows stands before the block, at most one word between."""
    return any(words[i].tags & Tag.NAMED_NOUN for i in range(max(0, block.open - 2), block.open))


def _begins_name(word: Word) -> bool:
    return not word.definite and bool(word.tags & (Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM)) and word.finite is None


def _layer(first: int, classes: str, block: Block | None = None) -> Layer:
    size = len(classes)
    starts, ends = [0] * size, [0] * size
    start = first
    for i, name in enumerate(classes):
        starts[i] = start
        if name in "SB":
            start = first + i + 1
    end = first + size
    for i in range(size - 1, -1, -1):
        if classes[i] in "SB":
            end = first + i
        ends[i] = end
    return Layer(first, classes, starts, ends, first + size, block)


def _layers(plain: list[str], speech: Mapping[int, Block]) -> list[Layer]:
    """The whole text with each speech block closed up, then the inside of each."""
    outer = list(plain)
    inner = []
    for block in speech.values():
        if block.depth == 0:
            behind = block.close + block.closed
            outer[block.open : behind] = "Q" + "q" * (behind - block.open - 1)
            inner.append(_layer(block.open + 1, "".join(plain[block.open + 1 : block.close]), block))
    return [_layer(0, "".join(outer)), *inner]
