"""Where words and phrases stand in a text, whatever is written together with them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from toolkit.errors import TableError
from toolkit.text import characters as ch
from toolkit.text.normalize import normalize
from toolkit.text.segment import tokenize
from toolkit.words.clitics import noun_hosts
from toolkit.words.dictionary import function_lemma, is_listed, is_name
from toolkit.words.lemmas import lemma_of
from toolkit.words.proclitics import count_of, split_proclitics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from toolkit.text.segment import Tokens

__all__ = ["LONGEST", "Match", "Occurrence", "Phrases"]

Match = Literal["word", "lemma", "exact"]
LONGEST = 32
"""Words of a phrase: what a place in a text costs is bounded by it."""

_LETTERS = ("reading", "marks")  # as printed, but for vowel signs, tatweel and what cannot be seen
_BARE = (*_LETTERS, "look_alikes", "digits")
_REMEMBERED = 1 << 18  # forms whose readings are kept
_QUOTES = frozenset((*ch.QUOTATION_MARKS, *ch.DOUBLED_MARKS))
_NO_ARTICLE = frozenset("أإآ")
_HYPHENS = frozenset("-\u2010\u2011\u2013_")
_WORDS = frozenset(("word", "number"))
_ENDINGS = ("ا", "ون", "ين")  # of an accusative and of plurals


class Occurrence(NamedTuple):
    """A place where a phrase stands.

    Attributes:
        start: Where its first word begins, in code points of the raw text.
        end: Where its last word ends, exclusive.
        phrase: Which of the phrases it is, counted from 0.
        first: Its first token.
        last: The token behind its last.
    """

    start: int
    end: int
    phrase: int
    first: int
    last: int


class _Readings(NamedTuple):
    """As what a word may be found.

    Attributes:
        own: As what it is looked for, where it is a word of a phrase.
        begins: As what it begins a phrase.
        follows: As what it follows in one.
    """

    own: str
    begins: tuple[str, ...]
    follows: tuple[str, ...]


def _key(word: str) -> str:
    """A word in the spelling of `matching`, capitals as small letters."""
    key = normalize(word)
    return key if key[:1] >= "\u0600" else key.casefold()


@lru_cache(maxsize=_REMEMBERED)
def _split(word: str) -> tuple[str, str, str]:
    """A word as printed without marks, its proclitics, and what is left; several searches may ask for it."""
    bare = normalize(word, _BARE)
    return bare, *split_proclitics(bare)


def _as_word(word: str) -> _Readings:
    key, (bare, _, rest) = _key(word), _split(word)
    rests = [rest]
    if rests == [bare] and not count_of(bare) and not is_listed(bare):
        # of a word that nobody knows, what is looked for decides
        rests = [rest for _, rest in noun_hosts(bare)]
    begins = dict.fromkeys((key, *(own for rest in rests for own in _followers(_key(rest), rest))))
    return _Readings(key, tuple(begins), _followers(key, bare))


def _followers(key: str, word: str) -> tuple[str, ...]:
    """A word, and without its article; an alef with hamza begins none (ألعاب)."""
    bare = key if word[:1] in _NO_ARTICLE else _without_article(key)
    return (key,) if bare == key else (key, bare)


def _as_lemma(word: str) -> _Readings:
    _, proclitics, rest = _split(word)
    lemma = normalize(lemma_of(rest))
    # a final ه may be a pronoun, and function words are no form of another: عمله is no عملة, إليه no آلية
    bare = () if rest.endswith("ه") or function_lemma(rest) else (_without_article(_key(rest)),)
    begins = tuple(dict.fromkeys((lemma, *bare, *_regular(rest))))
    # inside a phrase a preposition is part of it: the gas that is مسيل للدموع
    follows = tuple(f"{proclitics}+{own}" for own in begins) if proclitics else begins
    return _Readings(lemma, begins, follows)


def _regular(word: str) -> Iterator[str]:
    """Lemmas that the ending of a word tells: of استثمارا استثمار, of محتجون, which no dictionary knows, محتج."""
    if not word.endswith(_ENDINGS) or is_name(word):
        return
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        bare = stem.removeprefix("ال")
        if stem == word or len(bare) < 3:
            continue
        lemma = lemma_of(bare)
        if ending == "ا":
            is_one = max(count_of(stem), count_of(bare), is_listed(bare)) > count_of(word)
        else:
            is_one = not is_listed(word.removeprefix("ال")) and (lemma != bare or is_listed(bare) or count_of(bare) > 0)
        if is_one:
            yield normalize(lemma)


def _as_written(word: str) -> _Readings:
    letters = normalize(word, _LETTERS)
    return _Readings(letters, (letters,), (letters,))


def _without_article(key: str) -> str:
    return key[2:] if key.startswith("ال") and len(key) > 4 else key


_READINGS: dict[str, Callable[[str], _Readings]] = {"word": _as_word, "lemma": _as_lemma, "exact": _as_written}


class _Node:
    """What may follow in a phrase, and which phrase ends here."""

    __slots__ = ("ends", "following")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.ends: int | None = None


class Phrases:
    """Finds any number of phrases in one pass: what a text costs does not depend on how many they are.

    Of phrases that overlap, the one that begins first counts, and of those the longest. A phrase goes over no mark but
    a quotation mark (جيش «الاحتلال») and a hyphen between two words (كوفيد-19), and over no line end.

    Args:
        phrases: Each of one word or more.
        match: What a word is found as. `word`: with any conjunction or preposition before the first (بالفيروس for
            فيروس), and with the article or without, unless the phrase has it (الفيروس is not found in فيروس), in any
            spelling of hamza, final ya and ta marbuta, capitals or not. `lemma`: in any form of its lemma. `exact`: as
            written, but for vowel signs.

    Raises:
        TableError: A phrase has no word or more than 32, or `match` is unknown.

    Attributes:
        doubles: Phrases that are found at the same places as one before them, which alone counts: their numbers.

    Examples:
        >>> raw = "حذّر من الفيروس وبالفيروس أصيب «جيش» المدينة"
        >>> [raw[one.start : one.end] for one in Phrases(["فيروس", "جيش المدينة"]).found(raw)]
        ['الفيروس', 'وبالفيروس', 'جيش» المدينة']
    """

    def __init__(self, phrases: Sequence[str], *, match: Match = "word") -> None:
        if match not in get_args(Match):
            raise TableError(f"match={match!r} is unknown; allowed are {', '.join(map(repr, get_args(Match)))}")
        self._readings = _READINGS[match]
        self._known: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._root = _Node()
        self.doubles: list[tuple[int, int]] = []
        for number, phrase in enumerate(phrases):
            self._add(number, phrase)
        if not self._root.following:
            raise TableError("there is no word to look for; give one, or several")
        # what is written together with a word leaves its end as it is
        self._tails = frozenset(word[-1:] for word in self._root.following) if match == "word" else None

    def _add(self, number: int, phrase: str) -> None:
        words = [] if not isinstance(phrase, str) else _words(phrase)
        if not 1 <= len(words) <= LONGEST:
            raise TableError(f"{phrase!r} has {len(words)} words to look for; allowed are 1 to {LONGEST}")
        node = self._root
        for place, word in enumerate(words):
            readings = self._readings(word)
            own = readings.follows[0] if place and self._readings is _as_lemma else readings.own
            node = node.following.setdefault(own, _Node())
        if node.ends is None:
            node.ends = number
        else:
            self.doubles.append((node.ends, number))

    @property
    def stems(self) -> tuple[str, ...] | None:
        """Of these a text with a phrase has some, in the spelling of `matching`, case folded; None: none are sure."""
        if self._readings is _as_lemma:
            return None
        return tuple({_without_article(_key(word)) for word in self._root.following})

    def found(self, raw: str | Tokens) -> list[Occurrence]:
        """The places of the phrases in a text, in order.

        Args:
            raw: A raw text, or what `tokenize` makes of it.
        """
        tokens = tokenize(raw) if isinstance(raw, str) else raw
        texts, known, begins = tokens.texts, self._known, self._root.following
        occurrences = []
        place = 0
        while place < len(texts):
            readings = known.get(texts[place])
            if readings is None:
                readings = self._read(texts[place])
            if readings[0]:
                best = self._longest([begins[own] for own in readings[0]], tokens, place + 1)
                if best is not None:
                    phrase, last = best
                    occurrences.append(Occurrence(tokens.starts[place], tokens.ends[last - 1], phrase, place, last))
                    place = last
                    continue
            place += 1
        return occurrences

    def _read(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """With what a phrase may begin at a word, and as what the word may follow in one."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        if self._tails is not None and (key := _key(word))[-1:] not in self._tails:
            self._known[word] = (), _followers(key, word)
            return self._known[word]
        readings = self._readings(word)
        begins = tuple(one for one in readings.begins if one in self._root.following)
        self._known[word] = begins, readings.follows
        return self._known[word]

    def _longest(self, nodes: list[_Node], tokens: Tokens, place: int) -> tuple[int, int] | None:
        """The longest phrase that goes on from these nodes, and the token behind it."""
        best: tuple[int, int] | None = None
        while nodes:
            ended = next((node.ends for node in nodes if node.ends is not None), None)
            if ended is not None:
                best = ended, place
            nodes = [node for node in nodes if node.following]
            while nodes and place < len(tokens) and _joins(tokens, place):
                place += 1
            if not nodes or place >= len(tokens):
                break
            word = tokens.texts[place]
            follows = (self._known.get(word) or self._read(word))[1]
            nodes = [node.following[own] for node in nodes for own in follows if own in node.following]
            place += 1
        return best


def _joins(tokens: Tokens, place: int) -> bool:
    """Whether a phrase goes over a mark: a quotation mark, or a hyphen that is written at both words (كوفيد-19)."""
    mark = tokens.texts[place]
    if mark in _HYPHENS:
        before, behind = tokens.ends[place - 1], tokens.starts[place + 1 : place + 2]
        return before == tokens.starts[place] and behind == [tokens.ends[place]]
    return mark in _QUOTES


def _words(phrase: str) -> list[str]:
    tokens = tokenize(phrase)
    return [text for text, kind in zip(tokens.texts, tokens.kinds, strict=True) if kind in _WORDS]
