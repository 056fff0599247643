"""The slot of a verb form in words: `pf.3fs` is a perfect, 3rd person feminine singular."""

from __future__ import annotations

__all__ = ["inflection"]

_FORMS = {
    "pf": "perfect",
    "impf": "imperfect",
    "juss": "jussive",
    "pass": "passive",
    "hal": "participle in the accusative",
    "part": "participle",
    "masdar": "verbal noun",
}
_PERSONS = {"1": "1st person", "3": "3rd person"}
_GENDERS = {"m": "masculine", "f": "feminine"}
_NUMBERS = {"s": "singular", "d": "dual", "p": "plural"}


def inflection(slot: str) -> str:
    """A slot of the list of reporting forms, in words.

    Examples:
        >>> inflection("pass.pf.3ms")
        'passive perfect, 3rd person masculine singular'
        >>> inflection("hal.fs"), inflection("masdar")
        ('participle in the accusative, feminine singular', 'verbal noun')
    """
    *forms, last = slot.split(".")
    if not forms:
        return _FORMS[last]
    person = " ".join(words[letter] for letter in last for words in (_PERSONS, _GENDERS, _NUMBERS) if letter in words)
    return f"{' '.join(_FORMS[form] for form in forms)}, {person}"
