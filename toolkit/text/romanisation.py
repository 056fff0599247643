"""Arabic names in Latin letters, for tables that others read too."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["romanise"]

_LETTERS = dict(
    zip(
        "ءبتثجحخدذرزسشصضطظعغفقكلمنهپچژڤگکی",
        "ʼ b t th j ḥ kh d dh r z s sh ṣ ḍ ṭ ẓ ʻ gh f q k l m n h p ch zh v g k y".split(),
        strict=True,
    )
)
_LETTERS |= {"أ": "a", "إ": "i", "آ": "ā", "ا": "ā", "ٱ": "a", "ؤ": "ʼ", "ئ": "ʼ", "ى": "á", "ة": "ah"}
_MARKS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u0652": "", "\u064b": "an", "\u064c": "un", "\u064d": "in"}
_SHADDA, _DAGGER_ALIF, _TATWEEL = "\u0651", "\u0670", "\u0640"
_WEAK = {"و": ("w", "ū"), "ي": ("y", "ī"), "ی": ("y", "ī")}
_VOWEL_SHADDA = re.compile("([\u064b-\u0650\u0652])(\u0651)")
_WORD = re.compile(r"[\u0621-\u063a\u0640-\u0655\u0670\u0671-\u06d3]+")
_DIGITS = {ord(digit): str(value) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(row)}
_SIGNS = str.maketrans("،؛؟", ",;?")


def romanise(text: str) -> str:
    """A text in Latin letters, letter by letter, with the letters of ALA-LC.

    Short vowels that are not written are not guessed: سلمى is `slmá`, not `salmá`. A و or ي between consonants is taken
    for a long vowel, which a consonant may be. To print names as their bearers write them, give your own labels to
    `with_labels`.

    Args:
        text: Any text; what is not Arabic stays.

    References:
        Library of Congress (2012). Arabic romanization table.

    Examples:
        >>> romanise("ديمتري بيسكوف"), romanise("الوزيرة")
        ('dīmtrī bīskūf', 'al-wzīrah')
    """
    plain = unicodedata.normalize("NFC", text).translate(_DIGITS).translate(_SIGNS)
    return _WORD.sub(lambda match: _word(match.group()), plain)


def _word(word: str) -> str:
    # the canonical order has a shadda behind the vowel that is read after it
    letters = _VOWEL_SHADDA.sub(r"\2\1", word.replace(_TATWEEL, ""))
    if letters.startswith("ال") and len(letters) > 3:
        return f"al-{_letters(letters[2:])}"
    return _letters(letters)


def _letters(word: str) -> str:
    parts: list[str] = []
    for place, letter in enumerate(word):
        if letter in _WEAK:
            parts.append(_WEAK[letter][_is_vowel(word, place)])
        elif letter == _SHADDA:
            parts.append(parts[-1] if parts else "")
        elif letter == "ا" and place == 0:
            parts.append("a")
        elif letter == "ة" and word[place - 1 : place] == "ا":
            parts.append("h")
        else:
            parts.append(_LETTERS.get(letter, _MARKS.get(letter, "ā" if letter == _DAGGER_ALIF else "")))
    return "".join(parts)


def _is_vowel(word: str, place: int) -> bool:
    """Whether a waw or ya is read as a long vowel: behind a consonant, and before none of the vowels."""
    before, after = word[place - 1] if place else "", word[place + 1] if place + 1 < len(word) else ""
    vowels = {*_WEAK, *"اآىة\u064e\u064f\u0650"}
    own = {"و": "\u064f", "ي": "\u0650", "ی": "\u0650"}[word[place]]
    return bool(before) and (before not in vowels or before == own) and after not in vowels and after != _SHADDA
