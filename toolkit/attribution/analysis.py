"""A raw text laid out for the rules: tokens, words, quotation blocks, and one class a token.

The classes form a string of the same length as the tokens, so that a rule is a
short regular expression over classes and never spells out Arabic.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from toolkit.attribution.asides import describe_marked, enclose, set_aside
from toolkit.attribution.classes import class_of, mark_class
from toolkit.attribution.fragments import features_of_fragments, is_fragment
from toolkit.attribution.lexemes import Word
from toolkit.attribution.links import hide_links
from toolkit.attribution.lone import families_of
from toolkit.attribution.marks import Block, quotation_blocks
from toolkit.attribution.neighbours import hide_anonymity, retag
from toolkit.attribution.speech import NAME_WORDS, cut_before_cues, judged
from toolkit.attribution.surnames import with_surnames
from toolkit.attribution.titles import with_paired_titles
from toolkit.attribution.vocabulary import word
from toolkit.text.characters import BIDI_CONTROLS, SPACES, ZERO_WIDTH
from toolkit.text.segment import Tokens, tokenize, with_conjunctions
from toolkit.words.glued import glued_cues

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.trace import Trace
    from toolkit.text.spans import Span

__all__ = ["Analysis", "Layer", "analyse"]

_LONG_DASH = "\u0640"
"""A tatweel alone, which some print for a dash: وقالت ـ في مقابلة ـ إن."""
_WITHOUT_DOTS = re.compile("و?علي|[وف]?[أا](?!ل)\\w{2,}ي")
"""What some print with dots, the preposition على like the name علي, and verbs like «I»: أوصي for أوصى."""


_NO_NAME = "vVHGXCRKLI"
"""The classes of what looks like a verb or a particle, and is a word of a name in marks: قناة «كان»."""


_PAIR = 2
"""Of so many words of an entry a test is made without a loop."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of the text that is read at one level: the whole of it, or the inside of a speech block.

    Attributes:
        first: Its first token.
        classes: One class for each of its tokens.
        starts: For each of its tokens, and for the place behind the last, the first of its sentence.
        ends: For the same, the token behind its sentence, the full stop excluded.
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
        words: What the lexicons know of each; for a mark, of nothing. A few such stand behind the last, where a rule
            that looks a word too far finds them, and one that looks back from the first.
        speech: The speech block that begins at a token.
        speech_opens: Where those begin, in order.
        layers: The whole text, then the inside of each speech block.
        fragments: Where a block begins that is no speech alone, but words of the source's own within a paraphrase.
        families: The surnames of whom it names in full.
        trace: Where decisions are taken down; None in normal work.
    """

    tokens: Tokens
    words: list[Word]
    speech: dict[int, Block]
    speech_opens: list[int]
    layers: list[Layer]
    fragments: list[int]
    families: frozenset[str]
    trace: Trace | None = None

    def refuse(self, why: str, *, rule: str | None = None) -> Literal[False]:
        """Ends a test that turns the cue at hand away: False, and `why` in words goes to whoever listens."""
        if self.trace is not None:
            self.trace.refuse(why, rule=rule)
        return False

    def attempt(self, rule: str) -> None:
        """Says which rule, or family of rules, is tried next."""
        if self.trace is not None:
            self.trace.attempts[-1].tried.append(rule)

    def drop(self, draft: Draft, why: str) -> Literal[False]:
        """The same for a draft that was made and is no relation after all."""
        if self.trace is not None:
            self.trace.dropped[id(draft)] = why
        return False

    def __len__(self) -> int:
        return len(self.tokens.texts)

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
        words = self.words
        for first in words[i].firsts:
            for entry in table.get(first, ()):
                size = len(entry)
                if i + size > end or (size > 1 and words[i + 1].key != entry[1]):
                    continue  # most entries differ in their second word
                if size <= _PAIR or all(words[i + k].key == entry[k] for k in range(_PAIR, size)):
                    return i + size
        return i


_BEYOND = [Word("", "", "", 0, plain="B")] * 4
"""What stands behind the last token of a text."""


@lru_cache(maxsize=10_000)
def _mark(text: str, kind: str) -> Word:
    """A token that is no word: the lexicons know nothing of it, but mostly its class is plain."""
    return Word("", "", "", 0, plain=mark_class(text, kind))


_UNSEEN = BIDI_CONTROLS + ZERO_WIDTH
_ODD_SPACE = re.compile(f"[{SPACES}{_UNSEEN}\\r]")
_PLAIN_SPACES = dict.fromkeys(map(ord, SPACES), " ")
_AT_BLANK = re.compile(f"[{_UNSEEN}](?=\\s)|(?<=\\s)[{_UNSEEN}]")


def _with_plain_spaces(raw: str) -> str:
    """The text with plain spaces for those of web pages, and for what nobody sees beside them, so that offsets stay."""
    if not _ODD_SPACE.search(raw):
        return raw
    return _AT_BLANK.sub(" ", raw.translate(_PLAIN_SPACES)).replace("\r\n", " \n").replace("\r", "\n")


def _without_dots(text: str) -> str:
    return f"{text[:-1]}ى" if text.endswith("ي") and _WITHOUT_DOTS.fullmatch(text) else text


def analyse(raw: str, *, trace: Trace | None = None) -> Analysis:
    """Lays out `raw` for the rules, in time linear in its length; `trace` listens to what is decided."""
    raw = _with_plain_spaces(raw)
    tokens = with_conjunctions(tokenize(raw, cuts=glued_cues(raw)))
    texts = tokens.texts
    if "على" not in raw and (" الي " in raw or " إلي " in raw):
        texts = [_without_dots(text) for text in texts]
    read = [
        word(text) if kind == "word" and text != _LONG_DASH else _mark(text, kind)
        for text, kind in zip(texts, tokens.kinds, strict=True)
    ]
    words = with_surnames(with_paired_titles(read))
    plain = [found.plain or class_of(tokens, words, i) for i, found in enumerate(words)]  # most need no neighbours
    notes = trace.passed if trace is not None else {}
    retag(words, plain, notes)
    enclose(tokens, plain, notes)
    hide_anonymity(words, plain, notes)
    set_aside(words, plain, notes)
    describe_marked(words, plain, notes)
    hide_links(tokens, words, plain)
    speech = {}
    others: list[Block] = []
    spoken = -1  # where the last speech closed
    blocks = cut_before_cues(quotation_blocks(tokens), plain)
    stops = {block.close for block in blocks if _stops(block, tokens, plain)}
    for block in blocks:
        spoke, why = judged(block, tokens, words, plain, behind=spoken)
        if trace is not None:
            trace.blocks.append((block, spoke, why))
        if spoke:
            speech[block.open] = block
            spoken = block.close
        else:
            others.append(block)
    fragments = []
    for block, features in features_of_fragments(others, words, plain):
        fragments += [block.open] if is_fragment(features) else []
        if trace is not None:
            trace.fragments.append((block, features))
    for i in (i for block in others for i in (block.open, block.close)[: 1 + block.closed]):
        plain[i] = "m"
        if i in stops:  # «… .» ثم: the full stop of what is no sentence of its own ends the outer one
            plain[i - 1 : i + 1] = "mS"
    for block in (block for block in others if block.closed and block.close - block.open <= NAME_WORDS):
        for i in range(block.open + 1, block.close):
            if plain[i] in _NO_NAME:
                plain[i] = "w"
                notes[i] = "a name in quotation marks holds no verb and no particle"
    layers = _layers(plain, speech, stops)
    return Analysis(tokens, words + _BEYOND, speech, sorted(speech), layers, fragments, families_of(words), trace)


def _stops(block: Block, tokens: Tokens, plain: list[str]) -> bool:
    """Whether a sentence ends with the block, as the full stop before its closing mark and a word behind it tell."""
    behind = block.close + 1
    if not block.closed or tokens.texts[block.close - 1] != "." or behind >= len(plain):
        return False
    return tokens.kinds[behind] == "word" and tokens.starts[behind] > tokens.ends[block.close]


_SENTENCE = re.compile("[^SB]*(?:[SB]|\\Z)")


def _layer(first: int, classes: str, block: Block | None = None) -> Layer:
    starts: list[int] = []
    ends: list[int] = []
    for sentence in _SENTENCE.finditer(classes):
        start, behind = sentence.span()
        stop = behind - 1 if classes[behind - 1 : behind] in ("S", "B") else behind
        starts += [first + start] * (behind - start)
        ends += [first + stop] * (behind - start)
    last = first + len(classes)  # whoever speaks without a cue is cited behind his last word, which may be the text's
    return Layer(first, classes, [*starts, last], [*ends, last], last, block)


def _layers(plain: list[str], speech: Mapping[int, Block], stops: AbstractSet[int]) -> list[Layer]:
    """The whole text with each speech block closed up, then the inside of each, with the blocks in it closed up."""
    outer, within = list(plain), list(plain)
    for block in speech.values():
        behind = block.close + block.closed
        closed = "Q" + "q" * (behind - block.open - 1)
        if block.close in stops:
            closed = closed[:-1] + "S"
        if block.depth == 0:
            outer[block.open : behind] = closed
        elif block.depth == 1:
            within[block.open : behind] = closed
    opened = [block for block in speech.values() if block.depth == 0]
    inner = [_layer(b.open + 1, "".join(within[b.open + 1 : b.close]), b) for b in opened]
    return [_layer(0, "".join(outer)), *inner]
