"""Clauses between a verb of saying and what it governs.

Who speaks, where, when and how may be told with verbs of their own, which part
the verb of saying from its words: قال الجنرال الذي لم يدل بشهادته إن, قالت الشركة في
تصريحات نشرت أمس إن, قال اللاعب رافضا كشف هويته إن, قال فلان قبل أن يغادر: «…».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import bears_pronoun
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import WHO_IS, Tag
from toolkit.attribution.names import is_name_like
from toolkit.attribution.rules import GAP

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue
    from toolkit.attribution.lexemes import Reading

__all__ = ["seen_through"]

_WHILE = frozenset("عندما حينما بينما فيما حيث لما بعدما".split())
"""What begins a clause of time or place."""
_SINCE = frozenset("منذ قبل بعد قبيل دون بدون حتي رغم الي في من علي عن مع غير لولا سوي".split())
"""With أن behind them these begin a clause that says when, or what something is about."""
_WITH_IT = frozenset(("وقد", "فيه", "فيها"))
"""Behind these stands a verb of a circumstance: وقد بدا عليه التعب, اجتماع طالب فيه النواب."""
_BEHIND = 9
"""So many classes may a rule look at behind its gap."""
_CALLED = 3
"""So many tokens stand at most between what begins a clause and its verb: الذي كان لا يزال يدلي."""
_SAYING = frozenset(("say", "add", "write"))
_KEEN = frozenset(("say", "add", "state", "explain", "assert", "announce", "inform"))
"""Verbs of these kinds want a clause, so that it is looked for behind whatever may stand between."""
_PLAIN = "wnpt,()mRvXe-"
"""What may stand in a gap as it is."""


def seen_through(analysis: Analysis, layer: Layer, cue: Cue) -> str | None:
    """The classes from a verb of saying on as it sees them, whose words stand behind clauses on who speaks and when.

    As many as a rule may look at. None where no such clause stands between, or where its verb may govern what follows.
    """
    reading = cue.reading
    if reading is None or (reading.verb.risk == "high" and reading.verb.group not in _SAYING):
        return None
    return _Sight(analysis, layer, cue, reading).classes()


class _Sight:
    """What a verb sees of the words behind it: a clause that is not its own is told from it as it goes by."""

    def __init__(self, analysis: Analysis, layer: Layer, cue: Cue, reading: Reading) -> None:
        self.analysis, self.layer, self.cue, self.verb = analysis, layer, cue, reading.verb
        reach = min(layer.last, cue.last + GAP + _BEHIND)
        self.seen = list(layer.classes[cue.first - layer.first : reach - layer.first])
        self.keen = self._is_keen(reading)
        self.opened = cue.first - GAP  # the last token that begins a clause: none yet
        self.hungry: list[int] = []  # what stands in such clauses and may govern a clause of its own
        self.relative: set[int] = set()  # those whose subject stands before them: الذي أكد التزامه
        self.within = False  # in such a clause, up to its comma
        self.parted = False  # something in it had a clause of its own, or a comma began it: a comma ends it too
        self.doubtful = False  # something stands between that may be a name or the beginning of what was said

    def _is_keen(self, reading: Reading) -> bool:
        """Whether the verb wants a clause, and has no noun phrase for its object: واوضح ملابسات الحادث."""
        if reading.verb.group not in _KEEN or reading.verb.risk == "high" or reading.pronoun:
            return False
        if reading.slot.startswith("pass"):
            return False
        if reading.verb.group in _SAYING:
            return True
        behind = self.analysis.words[self.cue.last] if self.cue.last < self.layer.last else None
        if behind is None or self.layer.cls(self.cue.first - 1) == "R":
            return False
        known = is_head(behind) or is_name_like(behind) or behind.key in self.analysis.families
        return self.layer.cls(self.cue.last) not in "wv" or known or bool(behind.tags & Tag.PRONOUN)

    def classes(self) -> str | None:
        """The classes as they are seen up to the first complement that is the verb's own."""
        for i in range(self.cue.last, min(self.layer.end(self.cue.first), self.cue.last + GAP)):
            name = self.layer.cls(i)
            if name in "CQ:":
                if self._is_own(i):
                    return "".join(self.seen) if "".join(self.seen) != self._plain() else None
                if name != "C" or not self.keen:
                    return None
                self._open(i)
            elif name == ",":
                self.within = False
            elif self._is_satisfied(i) or self._begins_another(i):
                return None
            elif self._opens(i):
                self.parted = self.parted or (name == "K" and self.layer.cls(i - 1) == ",")
                self._open(i)
            elif not self._passes(i):
                return None
        return None

    def _plain(self) -> str:
        first = self.cue.first - self.layer.first
        return self.layer.classes[first : first + len(self.seen)]

    def _open(self, i: int) -> None:
        self.within, self.opened = True, i
        if self.layer.cls(i) in "CK":
            self._read(i, "R")

    def _read(self, i: int, name: str) -> None:
        self.seen[i - self.cue.first] = name

    def _opens(self, i: int) -> bool:
        """Whether a clause on who speaks, when or how begins at token `i`: الذي, بعدما, وهو, وقد."""
        word, name = self.analysis.words[i], self.layer.cls(i)
        if name == "K" and word.key in _WHILE:
            return self.keen or self.layer.cls(i - 1) != ","
        remark = self.keen and (word.key in WHO_IS or word.key in _WITH_IT)
        return name == "R" or (remark and name not in "VHG")

    def _is_satisfied(self, i: int) -> bool:
        """Whether the verb of saying has what it governs, and wants nothing else: أشار إلى الخريطة."""
        governs = not self.within and self.layer.cls(i) == "p" and self.analysis.words[i].key in self.verb.particles
        return self.keen and governs and self.layer.cls(i + 1) in "wm"

    def _begins_another(self, i: int) -> bool:
        """Whether another verb of saying goes on with the sentence: شرح ما جرى وقال: «…»."""
        word = self.analysis.words[i]
        if self.layer.cls(i) != "V" or word.finite is None or word.finite.verb.group not in _KEEN:
            return False
        return self.layer.cls(i - 1) == "K" or word.proclitics[:1] in ("و", "ف")

    def _passes(self, i: int) -> bool:
        """Whether token `i` may stand between, as a word of a clause that is not the verb's own."""
        name = self.layer.cls(i)
        if name in _PLAIN:
            return True
        if name == "V":
            held = i - self.opened <= _CALLED or (self.keen and self.within) or self._tells_of_noun(i)
        else:
            held = self.keen and self._is_held(i)
        if not held and not (self.keen and self._may_be_name(i)):
            return False
        self.within = self.within or (held and name in "VHI")
        self.doubtful = self.doubtful or not held
        self._read(i, "v")
        if name in "VHN":
            self.hungry.append(i)
            if self.layer.cls(self.opened) == "R":
                self.relative.add(i)
        return True

    def _is_held(self, i: int) -> bool:
        """Whether what is no verb belongs to a clause or a circumstance: لم يظهر, رافضا كشف هويته, من إعلان الوزارة."""
        name, before = self.layer.cls(i), self.layer.cls(i - 1)
        if self.within:
            return name in "HNLIK"
        if name == "N":
            return before == "p" or bool(self.analysis.words[i].proclitics)
        asked = name == "I" and (before == "p" or self.analysis.words[i].key == "عما")
        says = name == "G" and not self.analysis.words[i].proclitics
        return asked or says or (name == "H" and before != "p")

    def _may_be_name(self, i: int) -> bool:
        """Whether what looks like a verb or a particle may be a word of the speaker's name: حسن زاده, لا كافا."""
        joined = self.analysis.words[i].key[:1] in "وف"
        return self.layer.cls(i) in "VLHIN" and self.layer.cls(i - 1) in "wm" and not joined

    def _tells_of_noun(self, i: int) -> bool:
        """Whether a verb describes the indefinite noun of a circumstance before it: في رسالة يشرح فيها."""
        noun, layer = self.analysis.words[i - 1], self.layer
        held = layer.cls(i - 2) == "p" or noun.proclitics in ("ب", "ل")
        return layer.cls(i - 1) in "wt" and held and not noun.definite and not self.analysis.words[i].proclitics

    def _is_own(self, i: int) -> bool:
        """Whether what begins at token `i` is what the verb of saying governs."""
        before = self.analysis.words[i - 1]
        if self.layer.cls(i) == ":" and self.keen:
            return i - 1 not in self.hungry
        if self.doubtful and not self._is_strict(i):
            return False
        if self.layer.cls(i) == "Q" and self.layer.cls(i - 1) == "p" and before.key not in self.verb.particles:
            return False
        if self.layer.cls(i) == "C":
            if before.key in _SINCE - self.verb.particles and not bears_pronoun(self.analysis, self.layer, i - 1):
                return False
            if before.tags & Tag.CLAUSE_NOUN and self.within:
                return False
        if any(self._may_govern(inner, i) for inner in self.hungry):
            self.hungry.clear()
            self.parted = True
            return False
        parted = self.parted or (self.layer.cls(i) == "Q" and self.layer.cls(self.opened) == "C" and self.within)
        closed = self.layer.cls(i - 1 - (self.layer.cls(i - 1) == "p")) == ","  # …، إلى أن
        return not parted or closed or self._is_strict(i)

    def _is_strict(self, i: int) -> bool:
        """إن stands behind verbs of saying alone."""
        return self.analysis.tokens.texts[i].startswith("إن")

    def _may_govern(self, inner: int, i: int) -> bool:
        """Whether what begins at `i` may be said by the verb of an inner clause as well.

        إن stands behind verbs of saying alone: قال الوزير الذي أكد التزامه إن; a particle behind its own verb: أشار
        الوزير الذي يرد على الأسئلة إلى أن. A verb that has its object wants no other.
        """
        word, before = self.analysis.words[inner], self.analysis.words[i - 1].key
        reading = word.finite or word.hal or word.noun
        if reading is None:
            return False
        if before in self.verb.particles - reading.verb.particles:
            return False
        if i - inner == 1:
            return True  # تعتبر «المعقل الحصين»
        if before not in reading.verb.particles and self._has_object(inner, i, reading):
            return False
        if reading.verb.key == "khataba" and word.hal is not None:
            return False  # قال مخاطبا الجمهور: «…»
        if reading.verb.risk == "high":
            return False  # متحدثا إلى الصحفيين, مقابلة نشرت أمس
        if reading.verb.group in _SAYING:
            return True
        return "clause" in reading.verb.takes and bool(self.analysis.words[i].key) and not self._is_strict(i)

    def _has_object(self, inner: int, i: int, reading: Reading) -> bool:
        """Whether an inner verb has its object before token `i`: الذي كان يعلق على الفيديو, الذي أكد التزامه."""
        words = self.analysis.words
        between = words[inner + 1 : i]
        if any({word.key, word.proclitics[-1:]} & reading.verb.particles for word in between[:-1] or between):
            return True
        behind = words[inner + 1]
        direct = (
            inner in self.relative
            and self.layer.cls(inner + 1) == "w"
            and not behind.tags & (Tag.CIRCUMSTANCE | Tag.TITLE | Tag.NAME)
        )
        return direct and "nominal" in reading.verb.takes
