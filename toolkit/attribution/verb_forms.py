"""Forms of the reporting verbs, read with what is written together with them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Reading, Verb
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.words.clitics import POSSESSIVES_BY_LETTER, conjoined, endings, verb_hosts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.attribution.lexemes import Word

__all__ = ["finite_reading", "is_verbal_noun", "nominal_reading", "participle_reading", "verbs"]


_LEFT_OUT = frozenset({"ل", "على", "ب", "من"})
"""A verb that governs one of these may also take its object without it: أكد على and أكد."""
_DAMMA = re.compile("[وف]?[\u064b-\u0652]?[يت]\u064f")
_DAMMA_FIRST = re.compile("[\u0621-\u064a]\u064f|\u0627[\u0621-\u064a]{1,2}\u0651?\u064f")
_NO_BRACKETS = str.maketrans("", "", "()[]")


@cache
def verbs() -> Mapping[str, Verb]:
    """The reporting verbs by their key."""
    return {
        row["key"]: Verb(
            row["key"],
            row["lemma"],
            row["class"],
            row["stance"],
            frozenset(row["takes"].split(",")),
            row["object"],
            row["risk"],
            frozenset(normalize(row["particles"].translate(_NO_BRACKETS)).split()),
            "(" in row["particles"] or (row["object"] != "asked" and frozenset(row["particles"].split()) <= _LEFT_OUT),
            row["pattern"].split(".")[0] in ("I", "V", "VI", "VII", "VIII", "X"),
        )
        for row in load_lexicon("reporting_verbs").rows
    }


_Form = tuple[Verb, str, bool]
"""A verb, the slot, and whether the form is more often something else."""
_PREFERENCE = {"pf.3": 0, "impf.3": 1, "pass": 2, "juss": 3, "hal": 0, "masdar": 1, "part": 2}


def _rank(reading: _Form) -> tuple[bool, int, bool, int]:
    verb, slot, weak = reading
    order = next((rank for start, rank in _PREFERENCE.items() if slot.startswith(start)), 9)
    rare = slot.endswith(("d", "fp"))  # أنبأ is no dual of أنب: ahead of its subject a verb is singular
    return weak, order, rare, ("low", "medium", "high").index(verb.risk)


@cache
def _forms() -> tuple[Mapping[str, _Form], ...]:
    """Finite, hal and nominal forms of the reporting verbs, each form with its likeliest reading."""
    tables: tuple[dict[str, _Form], ...] = ({}, {}, {})
    for row in load_lexicon("reporting_forms").rows:
        slot = row["slot"]
        table = tables[1] if slot.startswith("hal") else tables[2] if slot.startswith(("masdar", "part")) else tables[0]
        reading = (verbs()[row["key"]], slot, bool(row["noun"]))
        form = normalize(row["form"])
        if form not in table or _rank(reading) < _rank(table[form]):
            table[form] = reading
    return tables


def finite_reading(key: str, form: str) -> Reading | None:
    """The likeliest finite reading.

    A final ta marbuta, folded to ha, is no object pronoun, and a printed hamza tells أعتقد, I think, from اعتقد.
    """
    forms = _forms()[0]
    best: tuple[tuple[bool, int, bool, int], int, Reading] | None = None
    for order, (proclitics, host, pronoun) in enumerate(verb_hosts(key)):
        found = forms.get(host) or (_before_pronoun(forms, host) if pronoun else None)
        if found is None or (pronoun == "ه" and form.endswith("ة")) or (pronoun and host.startswith("ال")):
            continue
        hamza = form.lstrip("وف").startswith("أ")
        verb, slot, weak = found
        if pronoun == "نا" and slot.startswith("pf") and verb.object != "addressee":
            continue  # أثبتنا: we, not us
        if hamza and slot.startswith("pf") and not verb.lemma.startswith("أ") and host.startswith("ا"):
            if not verb.lemma.startswith("ا"):
                continue
            slot = "impf.1s"  # أشترط: I, or a slip
        if slot.endswith("3md") and form.endswith(("\u064b", "\u064bا")):
            continue  # مازحًا: an adverb, as its tanwin shows
        if slot == "pf.3ms" and not pronoun and form.endswith("ي") and verb.lemma.endswith("ى"):
            weak = True  # نفي is the noun, where نفى is the verb
        weak = weak or (slot.startswith("pass") and verb.risk == "high")
        if not _may_stand_before(proclitics, slot):
            continue
        if not verb.light and ("\u0651" in form or (slot.startswith("impf") and _DAMMA.match(form))):
            weak = False  # بيّن, تُظهر: no preposition, and no other verb
        if verb.light and slot.startswith("impf") and _DAMMA.match(form):
            slot = "pass." + slot  # يُعتقد
        elif slot.startswith("pf") and _DAMMA_FIRST.match(form, len(proclitics)):
            slot = "pass." + slot  # وُصفت
        candidate = (_rank((verb, slot, weak)), order, Reading(verb, slot, weak, proclitics, pronoun))
        if best is None or candidate[:2] < best[:2]:
            best = candidate
    return best[2] if best else None


def _before_pronoun(forms: Mapping[str, _Form], host: str) -> _Form | None:
    """A form whose last letter is written in another way before a pronoun, or not: نفاه of نفى, وصفوه of وصفوا."""
    if host.endswith("ا"):
        return forms.get(host[:-1] + "ي")
    return forms.get(host + "ا") if host.endswith("و") else None


def _may_stand_before(proclitics: str, slot: str) -> bool:
    """Whether a form of this slot may bear these letters: no negation stands between و and its jussive (فيشر)."""
    if proclitics.endswith("س"):
        return slot.startswith("impf")
    if proclitics.endswith("ل"):
        return slot.startswith(("impf", "juss"))
    return not (proclitics and slot.startswith("juss"))


_PRETEXTS = frozenset(normalize("بحجة بدعوى بذريعة").split())
"""Under the pretext that: so does who acts claim, as with مدعيا."""


def is_pretext(word: Word) -> bool:
    """Whether the word says that who acts claims something: بحجة، بذريعة."""
    return word.key in _PRETEXTS


def participle_reading(key: str) -> Reading | None:
    """The form read as a participle in the accusative: مضيفا; بحجة is like one."""
    if key in _PRETEXTS:
        return Reading(verbs()["iddaa"], "hal.ms", weak=False, proclitics="", pronoun="")
    participles = _forms()[1]
    for conjunction, rest in conjoined(key):
        if rest in participles:
            return Reading(*participles[rest], conjunction, "")
    return None


def nominal_reading(key: str, hosts: Sequence[tuple[str, str]]) -> Reading | None:
    """The form read as a verbal noun or a participle that is none in the accusative: قوله، تأكيد.

    Args:
        key: The folded form.
        hosts: What `noun_hosts` makes of it.
    """
    nouns = _forms()[2]
    pronouns = endings(key, POSSESSIVES_BY_LETTER)
    for proclitics, host in hosts:
        if host in nouns:
            return Reading(*nouns[host], proclitics, "")
        if host.startswith("ال") and host[2:] in nouns:
            return Reading(*nouns[host[2:]], proclitics, "")
        if host.endswith("ات") and host[:-2] in nouns and not proclitics:
            return Reading(*nouns[host[:-2]], proclitics, "")  # تأكيدات
        for pronoun in pronouns:
            if len(host) - len(pronoun) >= 3:
                stem = host[: -len(pronoun)]
                for base in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
                    if base in nouns:
                        return Reading(*nouns[base], proclitics, pronoun)
    return None


def is_verbal_noun(key: str) -> bool:
    """Whether a folded form is the verbal noun or participle of a reporting verb."""
    return key in _forms()[2]
