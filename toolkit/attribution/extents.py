"""How far what was said reaches.

Where a clause ends depends on what stands behind it and not on where it began,
so the ends of a layer are computed once, from its last token to its first:
many cues in one long sentence cost no more than one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import EXCEPT, Tag
from toolkit.attribution.openers import behind_opener

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Word

__all__ = ["Extents"]

_CLOSERS = frozenset(
    tuple(pair.split())
    for pair in (
        "في اشاره/في تلميح/دون ان/وذلك خلال/وذلك عقب/وذلك علي/وذلك بعد/وذلك ردا/وذلك اثر/"
        "جاء ذلك/وجاء ذلك/جاءت تصريحات/ياتي ذلك/وياتي ذلك/وتاتي هذه/وياتي هذا/وتاتي تصريحات/"
        "وجاءت تصريحات/وجاءت هذه/وجاء هذا/ويقصد بذلك/في وقت"
    ).split("/")
)
"""Behind a comma these begin the narrator's own words again."""


class Extents:
    """The ends of contents in one layer.

    Args:
        analysis: The text.
        layer: The level at which it is read.
        cues: The first token of each cue of the layer, with its class.
        ahead: Of each cue whose subject stands before it, the first token of that subject.
    """

    def __init__(self, analysis: Analysis, layer: Layer, cues: Mapping[int, str], ahead: Mapping[int, int]) -> None:
        self._analysis = analysis
        self._layer = layer
        self._cues = cues
        self._ahead = ahead
        self._commas = [i for i, name in enumerate(layer.classes, layer.first) if name == ","]
        self._markers = sorted(i for i, name in cues.items() if name in ("MARKER", "ASMARKER"))
        self._resuming = sorted(
            i for i, name in cues.items() if name in ("HAL", "VERB") and analysis.words[i].proclitics[:1] == "و"
        )
        self._enders = self._where_ends()
        self._goings_on = self._where_goes_on()
        self._conceded = self._where_concedes()
        self._conclusions = self._where_concludes()
        self._brackets = self._where_closes()

    def _where_goes_on(self) -> list[int]:
        """The cues behind a comma with which the narrator goes on."""
        cls, cues = self._layer.cls, self._cues
        return [i for i in self._enders if cls(i - 1) == "," and cues.get(i) in ("HAL", "VERB")]

    def _where_ends(self) -> list[int]:
        """Where the narrator's own words begin."""
        cues = self._cues
        narrated = [i for i in self._commas if i not in cues and self._narrates(i)]
        turns = [self._turn_to_another(i, first) for i, first in self._ahead.items()]
        anew = [i for i, name in cues.items() if self._is_narrators(i, name)]
        but = [i - 3 for i, name in cues.items() if name == "VERB" and self._turns(i)]
        return sorted([*narrated, *[turn for turn in turns if turn is not None], *anew, *but])

    def _turns(self, cue: int) -> bool:
        """Whether the narrator goes on with whoever spoke, and what he says against it: ، إلا أنه شكك في."""
        layer, words = self._layer, self._analysis.words
        particle = cue > layer.first + 3 and words[cue - 1].tags & Tag.PRONOUN_COMPLEMENTIZER
        return bool(particle) and words[cue - 2].key in EXCEPT and layer.cls(cue - 3) == ","

    def _turn_to_another(self, cue: int, subject: int) -> int | None:
        """Where the narrator goes on with somebody else who speaks: … لكن الشركة قالت إن; … إلا أن الشركة نفت ذلك."""
        layer, words = self._layer, self._analysis.words
        if self._cues.get(cue) != "VERB" or subject <= layer.first + 1:
            return None
        if layer.cls(subject - 1) == "C" and words[subject - 2].key in EXCEPT:
            return subject - 2
        turns = layer.cls(subject - 1) == "K" and words[subject - 1].key in _TURNING
        return subject - 1 if turns else None

    def _where_concedes(self) -> frozenset[int]:
        """The sentences that begin with a clause on which a main clause follows: رغم أن الوزارة قالت إن …، فإن."""
        words, starts = self._analysis.words, dict.fromkeys(self._layer.starts)
        return frozenset(
            i for i in starts if i + 1 < self._layer.last and {words[i].key, words[i + 1].key} & _CONCEDING
        )

    def _where_concludes(self) -> list[int]:
        """Where a main clause begins behind its comma with فإن or فقد."""
        return [i for i in self._commas if i + 1 < self._layer.last and self._analysis.words[i + 1].key in _CONCLUDING]

    def _where_closes(self) -> list[int]:
        """For each token, the bracket that closes the one it stands in; behind the layer where none does."""
        layer = self._layer
        closing = [layer.last] * len(layer.classes)
        if ")" not in layer.classes:
            return closing
        stack: list[int] = []
        behind = len(closing)
        for at in [i for i, name in enumerate(layer.classes) if name in "()SB"][::-1]:
            if stack:  # since the mark behind, nothing has opened or closed
                closing[at + 1 : behind] = [stack[-1]] * (behind - at - 1)
            behind = at + 1
            name = layer.classes[at]
            if name == ")":
                stack.append(layer.first + at)
                behind = at
            elif name == "(" and stack:
                stack.pop()
            elif name in "SB":
                stack.clear()
        if stack:
            closing[:behind] = [stack[-1]] * behind
        return closing

    def _is_narrators(self, i: int, cue: str) -> bool:
        """Whether the cue at `i` belongs to the narrator and not into the clause before it."""
        if cue in ("MARKER", "ASMARKER"):
            return self._layer.cls(i - 1) != "C"  # بأنه وفقا لشهود، فإن
        if cue == "HAL":
            return True
        if cue != "VERB":
            return False
        reading = self._analysis.words[i].finite
        if reading is not None and reading.proclitics:
            return True
        before = self._layer.cls(i - 1)
        return before == "," or (before == "K" and self._layer.cls(i - 2) in ",SBK")

    def _narrates(self, comma: int) -> bool:
        if comma + 2 >= self._layer.last:
            return False
        words = self._analysis.words
        first = words[comma + 1].key
        if first in _ALONGSIDE:
            return self._cues.get(comma + 2) == "VERB"  # فيما قال فلان, but فيما بلغ العدد
        if first == "في" and words[comma + 2].key == "حين":
            return self._cues.get(comma + 3) == "VERB"  # في حين صرح فلان
        second = words[comma + 2].key
        if first == "وهو" and second == "ما":
            return self._layer.cls(comma + 3) == "V"  # وهو ما نفاه فلان, but وهو ما يعادل الإنتاج
        if first == "الامر" and second == "الذي":
            said = words[comma + 3].finite
            # الأمر الذي نفاه فلان, but الأمر الذي يعد تقدما
            return said is not None and not said.weak and said.slot.startswith("pf")
        if first == "وقد" and self._cues.get(comma + 2) == "VERB":
            return True  # وقد قال فلان
        if self._layer.cls(comma + 1) == "H":
            return True  # متحدثة عن
        if (first, second) == ("وذلك", "في"):
            return bool(words[comma + 3].tags & Tag.SETTING) or words[comma + 3].key in _REPLY
        return (first, second) in _CLOSERS

    def clause_end(self, start: int, *, relative: bool = False) -> int:
        """The token behind a reported clause that begins at `start`.

        A clause within a relative clause (الذي قال إن …) ends at its first comma.
        """
        layer = self._layer
        if start >= layer.last:
            return layer.last
        ends = [layer.end(start), self._brackets[start - layer.first], self._ender(start)]
        if layer.start(start) in self._conceded:
            ends.append(_next(self._conclusions, start))
        if relative:
            ends.append(_next(self._commas, start))
        return self.trimmed(start, min(ends))

    def _ender(self, start: int) -> int:
        """Where the narrator's own words begin behind `start`.

        A cue whose subject the clause begins with belongs to the clause: ذكر البيان أن الوزير، فلان، أكد أن.
        """
        found = _next(self._enders, start)
        for _ in range(_INNER_CUES):
            if self._ahead.get(found, -1) < start:
                break
            found = _next(self._enders, found)
        return found

    def nominal_end(self, start: int) -> int:
        """The token behind a noun phrase that is reported: where a clause of its own begins, which no أن holds."""
        end, words = self.clause_end(start), self._analysis.words
        for i in range(start + 1, min(end, start + _NOMINAL_REACH)):
            if self._layer.cls(i) == "C":
                return end  # what follows hangs on the particle
            if self._begins_clause(i, end) or (_GOES_ON.fullmatch(words[i].key) and self._goes_on(start, i)):
                return self.trimmed(start, i)
        return end

    def _goes_on(self, start: int, i: int) -> bool:
        """Whether a verb behind «and» tells what will be, and hangs on no clause within what is reported."""
        layer = self._layer
        words = self._analysis.words
        plain = layer.cls(i) in "vV" or not words[i].tags
        held = set(layer.classes[start - layer.first : i - layer.first]) & set("RCKmQ")
        return plain and not held and not any(word.key.startswith("لان") for word in words[start:i])

    def _begins_clause(self, i: int, end: int) -> bool:
        words, layer = self._analysis.words, self._layer
        word = words[i]
        behind = layer.cls(i + 1) if i + 1 < end else "B"
        clause = i + 1 < end and bool(words[i + 1].tags & Tag.COMPLEMENTIZER)
        if word.key in _CONTINUES or (word.key in ("بعد", "قبل") and clause):
            return True
        finite = word.finite if layer.cls(i) == "V" and word.noun is None else None
        if finite is not None and finite.proclitics == "و" and finite.slot.startswith("pf") and not finite.weak:
            return True  # إعجابه بالمركز وتحدث عن
        if layer.cls(i) == "R" and behind == "V" and words[i + 1].finite is not None and i + 2 < end:
            return bool(words[i + 2].tags & Tag.PRONOUN_COMPLEMENTIZER)  # الحراس الذين قال إنهم
        if layer.cls(i) == "K" and word.key.startswith(("لكن", "ولكن")):
            return True
        return layer.cls(i - 1) == "," and self._resumes(i, end)

    def _resumes(self, i: int, end: int) -> bool:
        """Whether the narrator goes on behind the comma before token `i`: ، كما طالب; ، وذلك بعد; ، في الوقت الذي."""
        words, layer = self._analysis.words, self._layer
        word, behind = words[i], words[i + 1] if i + 1 < end else None
        if word.key in _ALONGSIDE:
            return True
        if word.key == "وذلك" and behind is not None:
            return not _gives_reason(behind)
        if layer.cls(i) == "K" or (word.key.startswith("و") and layer.cls(i) in "VvX"):
            return True
        if behind is None:
            return False
        if word.key == "وهو":
            return behind.key == "ما"
        if word.key == "في":
            return behind.key == "الوقت" and layer.cls(i + 2) == "R"
        return layer.cls(i) == "w" and layer.cls(i + 1) == "p" and _PARTICIPLE.fullmatch(word.key) is not None

    def speech_end(self, start: int) -> int:
        """The token behind unmarked speech that a colon opened: its sentence ends, or the narrator goes on."""
        if start >= self._layer.last:
            return start
        return self.trimmed(start, min(self._layer.end(start), _next(self._goings_on, start)))

    def content_before(self, end: int) -> tuple[int, int]:
        """The content that ends before token `end`, where its cue follows; another marker on the way ends it sooner."""
        start = self._sentence_before(end)
        k = bisect_right(self._markers, start)
        if k < len(self._markers) and self._markers[k] < end:
            end = self._markers[k]
        return start, self.trimmed(start, end)

    def _sentence_before(self, end: int) -> int:
        layer = self._layer
        start = layer.start(end - 1) if end > layer.first else end
        k = bisect_left(self._resuming, end) - 1
        if k >= 0 and self._resuming[k] > start:
            return self._resuming[k]
        start = self._behind_dateline(start, end)
        while start < end and layer.cls(start) in ",-)K:":
            start += 1
        return behind_opener(self._analysis, layer, start, end) if start < end else start

    def _behind_dateline(self, start: int, end: int) -> int:
        """Behind the place and the agency with which a text begins: القاهرة، مصر (CNN) -- ."""
        layer, words = self._layer, self._analysis.words
        if start + 2 < end and layer.cls(start + 1) == "-" and words[start].tags & Tag.PLACE:
            reached = range(start + 2, min(end, start + _DATELINE))
            colon = next((i for i in reached if layer.cls(i) not in "wmpS-"), start)
            return colon + 1 if colon > start and layer.cls(colon) == ":" else start + 2  # باريس - أ.ف.ب:
        for i in range(start + 2, min(end, start + _DATELINE)):
            if layer.cls(i) == "-" and layer.cls(i - 1) == ")":
                agency = words[i - 2].tags & (Tag.MEDIUM | Tag.LATIN)
                return i + 1 if agency else start
            if layer.cls(i) not in "w,()mp-":
                return start
        return start

    def trimmed(self, start: int, end: int) -> int:
        """`end` without the commas, conjunctions, dashes and stray marks that stand before it."""
        layer = self._layer
        while end > start and layer.cls(end - 1) in ",-(K:Bm":
            if layer.cls(end - 1) == "m" and self._closes(start, end - 1):
                break
            if self._analysis.words[end - 1].key == "لذلك" and layer.cls(end) in "SB":
                break  # نبحث استخدام الأصول لذلك.
            end -= 1
        return end

    def _closes(self, start: int, i: int) -> bool:
        """Whether the mark at `i` closes one that opened within the clause."""
        return sum(1 for k in range(max(start, i - 40), i) if self._layer.cls(k) == "m") % 2 == 1


_REPLY = frozenset(("رد", "معرض", "ختام", "اطار"))
_ALONGSIDE = frozenset(("فيما", "كما"))
_CONCEDING = frozenset(
    "رغم ورغم برغم وبرغم بالرغم وبالرغم الرغم حين بينما وبينما اذا واذا لين ولين مع ومع حيث وحيث لما ولما".split()
)
_CONCLUDING = frozenset("فان فانه فانها فانهم فقد فلا فلم فلن فليس فما".split())
_DATELINE = 14
"""How many tokens a dateline may have."""
_TURNING = frozenset(("لكن", "ولكن", "بينما", "فيما"))
_INNER_CUES = 4
"""Cues with a subject of their own that a clause may hold, so that a long sentence takes linear time."""
_NOMINAL_REACH = 60
"""How far a reported noun phrase is searched for the clause that follows it, in tokens."""
_PARTICIPLE = re.compile(".ا..ا|م[^ا]..ا|م.ا..ا|مت...ا|م..?ت.ا|مست..ا|مست..يا?")
"""The shapes of a participle in the accusative, which hangs on the verb and not on what was said: واضعا في الحساب."""
_GOES_ON = re.compile("وس[يتن].{3,}")
"""«And will»: behind a noun phrase the narrator goes on."""
_CONTINUES = frozenset(("بعدما", "قبلما", "عندما", "بينما"))


def _gives_reason(word: Word) -> bool:
    """Whether a word behind «and that» says why, so that what is reported goes on: وذلك بسبب, وذلك لحماية."""
    return word.key in ("بسبب", "الي") or word.proclitics.endswith("ل") or bool(word.tags & Tag.ACCUSATIVE)


def _next(places: list[int], start: int) -> int:
    """The first of the sorted places behind `start`; infinitely far where there is none."""
    k = bisect_right(places, start)
    return places[k] if k < len(places) else 1 << 60
