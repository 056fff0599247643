"""The full names and the bodies that an article prints anywhere, found by any of their words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.analysis import Analysis
from toolkit.attribution.anothers_names import owner_of_body
from toolkit.attribution.bodies import named_sector, tells_of_body
from toolkit.attribution.introductions import (
    CLAUSAL,
    FUNCTION,
    QUOTES,
    TITLE_REACH,
    annexes,
    before_circumstance,
    description_end,
    is_another_office,
    is_apposed,
    is_degree,
    is_finite,
    is_his,
    is_of_body,
    is_one_office,
    is_strange,
    presented,
    root,
    strange_given,
    strange_pairs,
)
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.lone import lone_end
from toolkit.attribution.marks import MARKS, side_of
from toolkit.attribution.mentions import complements_of, head_key, mention_of
from toolkit.attribution.name_keys import name_keys, skeleton, with_a_letter_less
from toolkit.attribution.named import ROYAL, royal_end
from toolkit.attribution.names import is_name_like, name_run
from toolkit.attribution.sectors import UNTOLD, Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Printed", "PrintedNames"]

_NAME_REACH = 8
"""How many words a full name may have: أحمد بن محمد بن سالم آل نصر."""
_MISSPELT = 5
"""The fewest consonants of a surname that is known although one of them is missing."""
_LONGEST = 40
"""No surname has more consonants; what has is not searched with a letter less."""
_SENT = frozenset("موفد مبعوث سفير مندوب".split())


class _Phrase(NamedTuple):
    """The tokens `first` to `last` of a text."""

    analysis: Analysis
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A name or body as the article prints it once.

    Attributes:
        text: Its words.
        keys: The telling ones.
        complements: Filed under a title, the words of it behind its head: الروسي.
        at: Where it stands, counted in tokens over title and text.
        about: The phrases that say who bears it, with the title before it and with the description behind it.
        known: Whether a lexicon knows its first word as a name, so that it is one wherever it stands.
    """

    text: str
    keys: tuple[str, ...]
    complements: frozenset[str]
    at: int
    about: tuple[_Phrase, ...] = ()
    known: bool = True


_BODIES = Tag.ORGANISATION | Tag.MEDIUM
_BEGIN_NAMES = Tag.TITLE | Tag.NAME | _BODIES


class PrintedNames:
    """Every name of two words or more, and every body with its complements, of one article."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self._names: dict[str, list[Printed]] = defaultdict(list)
        self._titled: dict[str, list[Printed]] = defaultdict(list)
        self._bodies: dict[str, list[Printed]] = defaultdict(list)
        self._named_bodies: dict[str, list[Printed]] = defaultdict(list)
        self._order: list[Printed] = []
        self._tellings: dict[int, tuple[Telling, str | None]] = {}
        self._analyses = analyses
        self._skeletons: dict[str, str] | None = None
        self._sectors: dict[str, str | None] = {}
        self._lacking: dict[str, list[str]] | None = None
        self._unknown: dict[str, str] | None = None
        self._strange: dict[str, str] | None = None
        offset = 0
        for analysis in analyses:
            self._collect(analysis, offset)
            offset += len(analysis)

    def _collect(self, analysis: Analysis, offset: int) -> None:
        words = analysis.words
        step = 0
        for i in [i for i, word in enumerate(words) if word.tags & _BEGIN_NAMES]:
            if i < step:
                continue
            tags = words[i].tags
            if words[i].base in ROYAL and i and is_of_body(words[i - 1]):
                step = royal_end(words, i + 1, len(analysis))
                continue
            if tags & Tag.TITLE and i > 3 and not words[i - 1].key and is_apposed(analysis, i - 3):
                self._add_name(analysis, i - 3, i - 1, i - 3, offset)  # جندون سوباندونو، مدرب المنتخب
            if tags & Tag.TITLE and not (tags & Tag.NAME and not words[i].definite):
                step = self._behind_title(analysis, i, offset)
            elif tags & Tag.NAME and not tags & Tag.TIME and not words[i].proclitics.strip("ول"):
                reach = min(len(analysis), i + _NAME_REACH)
                stop = before_circumstance(analysis, i, name_run(analysis, i, reach))
                if lone_end(analysis, analysis.layers[0], i, reach) > i:
                    continue  # واتهم شويغو سيرغي لافروف: two people
                if stop - i >= 2:
                    self._add_name(analysis, i, stop, i, offset)
                    step = stop
            elif tags & _BODIES and not words[i].definite and not words[i].proclitics.strip("و"):
                self._add_body(analysis, i, offset)

    def _behind_title(self, analysis: Analysis, i: int, offset: int) -> int:
        """Past a title and the name behind it: وزير الدفاع الروسي سيرغي شويغو."""
        words = analysis.words
        end = min(len(analysis), i + TITLE_REACH)
        sent = words[i].bare.removesuffix("ه") in _SENT  # موفد الصحيفة إلى المنتدى فلان
        j = i + 1
        while (
            j < end
            and (words[j].key or analysis.tokens.texts[j] in QUOTES)
            and not is_name_like(words[j])
            and not (words[j].tags & CLAUSAL or (words[j].key == "الي" and not sent) or is_finite(words[j]))
        ):
            j += 1
        if j < end and words[j - 1].base in ROYAL and is_of_body(words[j - 2]):
            j = royal_end(words, j, end)  # مدير جامعة الملك خالد فلان
        if j + 1 < end and not words[j].key and analysis.tokens.texts[j] in "،,":
            j += 1  # عضو المكتب السياسي، رشيد عساس
            while j + 1 < end and words[j].definite and words[j].tags & Tag.TITLE and not words[j].tags & Tag.NAME:
                j += 1  # العاهل الأردني، الملك عبد الله الثاني
        if j >= end or words[j].proclitics:
            return i + 1
        unknown = not words[j].tags and not words[j].key.startswith("و")
        apposed = not words[j - 1].key and is_apposed(analysis, j)
        foreign = unknown and (words[j - 1].definite or apposed)  # رئيس الوزراء البريطاني جوردن براون
        if not (words[j].tags & Tag.NAME or foreign):
            return i + 1
        stop = before_circumstance(analysis, j, name_run(analysis, j, min(len(analysis), j + _NAME_REACH)))
        if stop - j >= 2 and (not foreign or not any(w.tags for w in words[j:stop])):
            self._add_name(analysis, j, stop, i, offset)
            return stop
        return i + 1

    def _add_name(self, analysis: Analysis, first: int, last: int, title_at: int, offset: int) -> None:
        text = analysis.text(first, last)[len(analysis.words[first].proclitics) :]
        titled = (_Phrase(analysis, title_at, last),) if title_at < first else ()
        about = (*titled, *self._description(analysis, last))
        known = bool(analysis.words[first].tags & Tag.NAME)
        printed = Printed(text, name_keys(text), frozenset(), offset + first, about, known)
        owner = owner_of_body(analysis.words, title_at, first)
        for at in range(title_at if owner is None else owner, first):
            if at == owner or is_his(analysis.words, title_at, at, first):
                self._file(analysis, printed, at, first)
        self._describe(analysis, printed, last)
        self._order.append(printed)
        for key in set(printed.keys):
            self._names[key].append(printed)

    def _file(self, analysis: Analysis, printed: Printed, at: int, end: int) -> None:
        """Files a name under the title at token `at`, whose complements end at `end`."""
        word = analysis.words[at]
        if word.tags & Tag.TITLE:
            behind = analysis.words[at + 1 : end]
            if behind and is_degree(behind[-1]):
                behind.pop()  # الخبير النفطي الدكتور فلان
            self._titled[head_key(word)].append(replace(printed, complements=complements_of(word, behind)))

    def _describe(self, analysis: Analysis, printed: Printed, last: int) -> None:
        """Files a name under the offices printed behind it: فلان، الوزير السابق; فلان رئيس الحزب والناطق باسمه."""
        words = analysis.words
        behind = last + 1 if last < len(analysis) and not words[last].key else last
        if behind >= len(analysis) or not words[behind].tags & Tag.TITLE or words[behind].proclitics:
            return
        end = description_end(analysis, behind)
        self._file(analysis, printed, behind, end)
        offices = [i for i in range(behind + 1, end) if is_another_office(words, i)]
        for office, stop in pairwise((*offices, end)):
            self._file(analysis, printed, office, stop)

    @staticmethod
    def _description(analysis: Analysis, last: int) -> tuple[_Phrase, ...]:
        """The description behind a name, where there is one: فلان، الكاتب العام للنقابة."""
        words = analysis.words
        behind = last + 1 if last < len(analysis) and not words[last].key else last
        behind += presented(words, behind)
        if behind >= len(analysis) or not words[behind].tags & Tag.TITLE:
            return ()
        return (_Phrase(analysis, behind, description_end(analysis, behind)),)

    def _told(self, printed: Printed) -> tuple[Telling, str | None]:
        """Sector and affiliation as the phrases about a name say; read when asked for, since most names never speak."""
        if not printed.about:
            return UNTOLD, None
        if printed.at not in self._tellings:
            mentions = [mention_of(*phrase) for phrase in printed.about]
            sector = min((mention.sector for mention in mentions), key=lambda told: told.weak)
            affiliation = next((mention.affiliation for mention in mentions if mention.affiliation), None)
            self._tellings[printed.at] = sector, affiliation
        return self._tellings[printed.at]

    def _forms(self, keys: Sequence[str]) -> list[Printed]:
        """The printed forms of a name: those of which it has every word."""
        forms = self._names.get(keys[-1], ())[:200] if keys else ()
        return [printed for printed in forms if set(printed.keys) <= set(keys)]

    def has_office(self, keys: Sequence[str]) -> bool:
        """Whether the article says anywhere who bears a name: with a title before it or a description behind it."""
        return any(printed.about for printed in self._forms(keys))

    def sector_of(self, keys: Sequence[str]) -> Telling:
        """The sector that most of the printed forms of a name tell, a guess where they only let one guess."""
        tellings = (self._told(printed)[0] for printed in self._forms(keys))
        votes = Counter(told for told in tellings if told.sector != "unknown")
        return min(votes, key=lambda told: (told.weak, -votes[told])) if votes else UNTOLD

    def affiliation_of(self, keys: Sequence[str]) -> str | None:
        """The affiliation that most of the printed forms of a name tell."""
        affiliations = (self._told(printed)[1] for printed in self._forms(keys))
        votes = Counter(affiliation for affiliation in affiliations if affiliation)
        return votes.most_common(1)[0][0] if votes else None

    def body_sector(self, head: str) -> str | None:
        """The sector of the body that the article names in full with this head: that of حركة النهضة, for الحركة."""
        if head not in self._sectors:
            found: Counter[str] = Counter()
            for analysis in self._analyses:
                for i, word in enumerate(analysis.words):
                    if head in word.base and word.bare == head:
                        found.update(filter(None, (named_sector(analysis, i),)))
            self._sectors[head] = found.most_common(1)[0][0] if found else None
        return self._sectors[head]

    def _add_body(self, analysis: Analysis, i: int, offset: int) -> None:
        """A body or medium with its complements: وزارة التجارة التركية، مكتب تحقيقات الطيران؛ مركز «المرفأ» للأبحاث."""
        words = analysis.words
        if i + 1 < len(analysis) and analysis.tokens.texts[i + 1] in MARKS:
            self._add_named_body(analysis, i, offset)
            return
        j = i + 1
        while j < min(len(analysis), i + 3) and annexes(words[j]):
            j += 1
        if j >= len(analysis) or not words[j].definite or words[j].proclitics:
            j = i + 1
        while (
            j < min(len(analysis), i + 7)
            and words[j].key
            and not (words[j].proclitics.strip("و") or words[j].tags & Tag.TIME)
            and (words[j].definite or words[j].tags & (Tag.PLACE | Tag.ORGANISATION | Tag.NISBA))
            and not (words[j].tags & words[j - 1].tags & Tag.PLACE and not words[j].definite)  # حكومة كييف روسيا
        ):
            j += 1
        if j == i + 1:
            while j < min(len(analysis), i + 3) and is_strange(words[j]):
                j += 1  # شركة كاسبرسكي لاب
        if j > i + 1:
            text = analysis.text(i, j)
            self._bodies[head_key(words[i])].append(Printed(text, name_keys(text), frozenset(), offset + i))

    def _add_named_body(self, analysis: Analysis, i: int, offset: int) -> None:
        """A body or medium whose name stands in marks, which every other mention of such a one means."""
        words, texts = analysis.words, analysis.tokens.texts
        close = next((k for k in range(i + 2, min(len(analysis), i + 8)) if texts[k] in MARKS), None)
        if close is None or tells_of_body(analysis, i + 1) or side_of(analysis.tokens, i + 1) == "close":
            return
        behind = (w.bare for w in words[close + 1 : close + 4] if w.key and (w.definite or w.proclitics == "ل"))
        text = analysis.text(i, close + 1)
        complements = frozenset((*(w.bare for w in words[i + 1 : close] if w.key), *behind))
        self._named_bodies[head_key(words[i])].append(Printed(text, name_keys(text), complements, offset + i))

    def named_body(self, head: str, complements: frozenset[str]) -> Printed | None:
        """The only body of this head whose name stands in marks, where it has all of these complements."""
        found = self._named_bodies[head][:50] if head in self._named_bodies else []
        fits = [printed for printed in found if complements <= printed.complements]
        return fits[0] if fits and all(printed.text == found[0].text for printed in found) else None

    def fullest(self, keys: Sequence[str], text: str) -> str:
        """The longest printed form of a name that holds every word of this one."""
        if not keys:
            return text
        if len(keys) == 1 and keys[0] not in self._names:
            return self._unknown_pairs().get(keys[0]) or self._alike(keys[0]) or text
        wanted, best, size = set(keys), text, len(keys)
        for printed in self._names.get(keys[-1], ())[:200]:
            if len(printed.keys) > size and wanted <= set(printed.keys):
                best, size = printed.text, len(printed.keys)
        return best

    def _unknown_pairs(self) -> Mapping[str, str]:
        """The first name of two unknown words by the key of its first: أوهاد حمو of أوهاد."""
        if self._unknown is None:
            self._unknown = {}
            for key, text in (pair for analysis in self._analyses for pair in strange_pairs(analysis)):
                self._unknown.setdefault(key, text)
        return self._unknown

    def of_surname(self, key: str) -> str | None:
        """The name that the text prints most often with this surname, where no lexicon knows either of its words."""
        if key in self._names:
            return None
        if self._strange is None:
            found: dict[str, Counter[str]] = defaultdict(Counter)
            for surname, text in (pair for analysis in self._analyses for pair in strange_given(analysis)):
                found[surname][text] += 1
            self._strange = {surname: texts.most_common(1)[0][0] for surname, texts in found.items()}
        return self._strange.get(key)

    def is_surname(self, key: str) -> bool:
        """Whether the text prints a full name that ends with this word."""
        return any(len(printed.keys) > 1 and printed.keys[-1] == key for printed in self._names.get(key, ())[:50])

    def _alike(self, key: str) -> str | None:
        """The full name whose last word is this one but for its long vowels: ستانلي ماكريستل of ماكريستال."""
        bones = skeleton(key)
        if bones is None:
            return None
        if self._skeletons is None:
            last = {printed.keys[-1]: printed.text for printed in self._order if len(printed.keys) > 1}
            self._skeletons = {found: text for word, text in last.items() if (found := skeleton(word)) is not None}
        if bones in self._skeletons or len(bones) < _MISSPELT:
            return self._skeletons.get(bones)
        return self._misspelt(bones, self._skeletons)

    def _misspelt(self, bones: str, skeletons: Mapping[str, str]) -> str | None:
        """The only full name whose last word has one consonant more or less: ماكينوش, ماكينتوش."""
        if self._lacking is None:
            self._lacking = {}
            for other in skeletons:
                for less in with_a_letter_less(other) if len(other) <= _LONGEST else ():
                    self._lacking.setdefault(less, []).append(other)
        fewer = with_a_letter_less(bones) if len(bones) <= _LONGEST else set()
        near = [*self._lacking.get(bones, ()), *(less for less in fewer if less in skeletons)]
        return skeletons[near[0]] if len(near) == 1 else None

    def add(self, text: str, at: int) -> None:
        """Another full name, found as a source."""
        keys = name_keys(text)
        if len(keys) >= 2:
            for key in set(keys):
                self._names[key].append(Printed(text, keys, frozenset(), at))

    def titled(self, title: str, complements: frozenset[str], before: int) -> Printed | None:
        """The name that last stood with this title ahead of token `before`; else the first that does.

        The complements of a short mention (الوزير الروسي) are among those of the title in full. Where the mention has
        some, the title that adds least to them is meant: وزير الخارجية is not وزير خارجية روسيا.
        """
        found = [printed for printed in self._titled.get(title, ())[:200] if complements <= printed.complements]
        if complements and found:
            least = min(len(printed.complements) for printed in found)
            found = [printed for printed in found if len(printed.complements) == least]
        ahead = [printed for printed in found if printed.at < before]
        return ahead[-1] if ahead else (found[0] if found else None)

    def described(self, title: str, complements: frozenset[str], before: int) -> Printed | None:
        """The only name that stands with this title, where its complements are among those of a longer mention.

        الصحافي فلان is meant by الصحافي المغربي, where no other name bears the title.
        """
        found = self._titled.get(title, ())[:200]
        fitting = [printed for printed in found if printed.complements <= complements]
        if not fitting or any(printed.keys[-1] != fitting[0].keys[-1] for printed in found):
            return None
        return next((printed for printed in reversed(fitting) if printed.at < before), fitting[0])

    def only_bearer(self, title: str, complements: frozenset[str]) -> Printed | None:
        """Who alone stands with this title, where its complements share a word or a country with these.

        النائب العام في المحكمة may be فلان، النائب العام لإمارة دبي, and المقررة الأممية the one للأمم المتحدة.
        """
        found = self._titled.get(title, ())[:200]
        if not found or any(printed.keys[-1] != found[0].keys[-1] for printed in found):
            return None
        told = {root(word) for printed in found for word in printed.complements - FUNCTION}
        return found[0] if told & {root(word) for word in complements - FUNCTION} else None

    def in_other_words(self, title: str, complements: frozenset[str]) -> Printed | None:
        """The only name that stands with this title and with complements that say the same office less or more fully.

        مستشار للرئيس is مستشار الرئيس الأوكراني فلان: what is not of which country must all be in one of the two.
        """
        found = [p for p in self._titled.get(title, ())[:200] if is_one_office(p.complements, complements)]
        alone = found and all(printed.keys[-1] == found[0].keys[-1] for printed in found)
        return found[0] if alone else None

    def body(self, head: str, before: int) -> Printed | None:
        """The body of this head that was first printed in full ahead of token `before`, or else at all."""
        found = self._bodies.get(head, ())
        ahead = [printed for printed in found[:200] if printed.at < before]
        return ahead[-1] if ahead else (found[0] if found else None)

    def last_body(self, head: str, after: int, before: int) -> Printed | None:
        """The body or medium of this head that the text printed last in full, between tokens `after` and `before`."""
        found = [p for bodies in (self._bodies, self._named_bodies) for p in bodies.get(head, ())[:200]]
        found = [printed for printed in found if after <= printed.at < before]
        return max(found, key=lambda printed: printed.at, default=None)

    def with_head(self, keys: Sequence[str], heads: Iterable[str]) -> str | None:
        """The body that the article prints with its head, of one that is called without it: وزارة الدفاع, الدفاع.

        The form that it prints most often, the first between equals.
        """
        bodies = sorted((p for head in heads for p in self._bodies.get(head, ())[:50]), key=lambda printed: printed.at)
        found = Counter(printed.text for printed in bodies if printed.keys[1:] == tuple(keys))
        return found.most_common(1)[0][0] if found else None

    def last_before(self, at: int) -> Printed | None:
        """The full name printed last ahead of token `at`."""
        k = bisect_left(self._order, at, key=lambda printed: printed.at)
        return self._order[k - 1] if k else None

    def first_person(self) -> Printed | None:
        """The first full name of the article, where somebody speaks before anybody was introduced."""
        names = {printed.at: printed for found in self._names.values() for printed in found[:20] if printed.known}
        return names[min(names)] if names else None
