"""Which few words in marks are the speaker's own within a paraphrase: أكد أن السد «سليم».

Others are a name (شركة «الأفق») or words that the article itself keeps at arm's length. No single sign tells, so it is
a logistic regression over what grammar says, the words beside and inside the marks, and how the article prints the same
words elsewhere. It is fitted on hand-annotated articles by `tools/build_fragments.py` and kept as data.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.attribution.fragment_grammar import is_known_as, last_inside, read_by_grammar
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.name_evidence import is_verb
from toolkit.attribution.speech import NAME_WORDS
from toolkit.attribution.weights import log_odds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from toolkit.attribution.lexemes import Word
    from toolkit.attribution.marks import Block

__all__ = ["LEAST_ODDS", "features_of_fragments", "is_fragment"]

LEAST_ODDS = -0.3
"""Log odds above which they are the speaker's own: with these, as many are overlooked as are taken for his in error."""
_LONGEST = 4
"""So many words are looked for elsewhere in the article at most."""
_OFTEN = 3
_ENDINGS = ("ه", "ات", "ا", "ي")


def is_fragment(features: Iterable[str]) -> bool:
    """Whether words in marks with these features are taken for the speaker's own."""
    return log_odds("fragments", features) > LEAST_ODDS


def features_of_fragments(
    blocks: Sequence[Block], words: Sequence[Word], plain: Sequence[str]
) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """What is known of each short block that is no speech of its own, each as one feature that holds.

    Args:
        blocks: The pairs of marks that are no speech.
        words: The words of the whole text.
        plain: Their classes.
    """
    short = [block for block in blocks if _is_short(block, words)]
    if not short:
        return
    inside = {block: tuple(word.key for word in words[block.open + 1 : block.close] if word.key) for block in short}
    marked = Counter(inside.values())
    printed = _printed(marked, words)
    density = f"short marks={min(4, len(short) // 3)}"
    for block in short:
        same = inside[block]
        elsewhere = f"unmarked={min(2, printed[same] - marked[same])}"
        again = f"marked={min(_OFTEN, marked[same])}"
        yield block, ("bias", density, elsewhere, again, f"words={len(same)}", *_around(block, words, plain))


def _is_short(block: Block, words: Sequence[Word]) -> bool:
    few = 1 < block.close - block.open <= NAME_WORDS + 1
    return few and block.closed and block.open > 0 and bool(words[block.open + 1].key) and not is_known_as(block, words)


def _printed(wanted: Mapping[tuple[str, ...], int], words: Sequence[Word]) -> Counter[tuple[str, ...]]:
    """How often each of the short runs of words stands in the text at all, in one pass."""
    firsts = {run[0] for run in wanted}
    lengths = sorted({len(run) for run in wanted if len(run) <= _LONGEST})
    keys = [word.key for word in words]
    found: Counter[tuple[str, ...]] = Counter({run: count for run, count in wanted.items() if len(run) > _LONGEST})
    for i, key in enumerate(keys):
        if key in firsts:
            runs = (tuple(keys[i : i + length]) for length in lengths)
            found.update(run for run in runs if run in wanted)
    return found


def _around(block: Block, words: Sequence[Word], plain: Sequence[str]) -> Iterator[str]:
    """What grammar says, and the words before, behind and at the end of the block."""
    opens, closes = block.open, block.close
    yield f"grammar={read_by_grammar(block, words, plain)}"
    last = last_inside(block, words)
    for name, at in (("before", opens - 1), ("second before", opens - 2), ("last", last), ("behind", closes + 1)):
        if 0 <= at < len(words):
            yield from (f"{name}:{sign}" for sign in _signs(words[at]))
        else:
            yield f"{name}:nothing"
    yield f"class before={plain[opens - 1]}"
    yield f"class behind={plain[closes + 1] if closes + 1 < len(plain) else 'B'}"


_TAGS = {
    "title": Tag.TITLE, "name": Tag.NAME, "body": Tag.ORGANISATION, "place": Tag.PLACE, "medium": Tag.MEDIUM,
    "document": Tag.DOCUMENT, "unnamed": Tag.UNNAMED, "nationality": Tag.NISBA, "adjective": Tag.RELATIONAL,
    "noun": Tag.COMMON, "accusative": Tag.ACCUSATIVE, "possessed": Tag.POSSESSED, "announces a name": Tag.NAMED_NOUN,
    "pronoun": Tag.PRONOUN, "that": Tag.COMPLEMENTIZER, "that with a pronoun": Tag.PRONOUN_COMPLEMENTIZER,
    "preposition": Tag.PREPOSITION, "negation": Tag.NEGATION, "auxiliary": Tag.AUXILIARY, "setting": Tag.SETTING,
    "conjunction": Tag.CONJUNCTION, "some verb": Tag.VERB, "noun of a clause": Tag.CLAUSE_NOUN, "latin": Tag.LATIN,
    "relative": Tag.RELATIVE, "demonstrative": Tag.DEMONSTRATIVE, "time": Tag.TIME,
}  # fmt: skip


@lru_cache(maxsize=1_000)
def _names(tags: int) -> tuple[str, ...]:
    return tuple(name for name, tag in _TAGS.items() if tags & tag) or ("unknown",)


def _signs(word: Word) -> Iterator[str]:
    """What the lexicons and its form tell of a word."""
    yield from _names(word.tags)
    for name, holds in (
        ("verb", is_verb(word)),
        ("weak verb", word.finite is not None and word.finite.weak),
        ("participle", word.hal is not None),
        ("verbal noun", word.noun is not None),
        ("definite", word.definite),
    ):
        if holds:
            yield name
    if word.proclitics:
        yield f"proclitic {word.proclitics[-1]}"
    for ending in _ENDINGS:
        if word.key.endswith(ending):
            yield f"ending {ending}"
