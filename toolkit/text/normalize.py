"""Arabic text brought into one spelling, with the way back to the raw text.

A step folds one kind of difference and is documented with the characters it
touches. A profile is a set of steps. `normalize` gives the text, `align` the
text with a map to the raw one; `normalize_all` and `align_all` do the same for
many texts in one go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.text.folding import fold_of
from toolkit.text.steps import GROUPS, PROFILES, STEPS, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from toolkit.text.spans import AlignedText
    from toolkit.text.views import AlignedTexts

__all__ = ["GROUPS", "PROFILES", "STEPS", "Step", "align", "align_all", "normalize", "normalize_all"]

_engines: dict[str | tuple[str, ...], Callable[[str], str]] = {}


def normalize(text: str, profile: str | Sequence[str] = "matching") -> str:
    """The text in the spelling of `profile`. Normalizing twice is normalizing once.

    Args:
        text: Any text, lone surrogates and NUL included.
        profile: A name in `PROFILES`, `GROUPS` or `STEPS`, or several of them.

    Raises:
        ValueError: A name is unknown, or the steps contradict each other.

    Examples:
        >>> normalize("قالَتِ المسؤولةُ: ﻷنّه")
        'قالت المسووله: لانه'
        >>> normalize("قالـــت  المسؤولة", profile="reading")
        'قالت المسؤولة'
        >>> normalize("أُوروبّا ٢٠٢٤", profile=("tashkeel", "digits"))
        'أوروبا 2024'
    """
    try:
        return _engines[profile](text)  # type: ignore[index] # a list is no key, and goes on below
    except (KeyError, TypeError, UnicodeEncodeError):
        key = profile if isinstance(profile, str) else tuple(profile)
        fold = fold_of(key)
        _engines[key] = fold.quickest
        return fold.text(text)


def align(text: str, profile: str | Sequence[str] = "matching") -> AlignedText:
    """The same text as `normalize` gives, with a two-way map to the raw one.

    Args:
        text: Any text.
        profile: As for `normalize`.

    Raises:
        ValueError: A name is unknown, or the steps contradict each other.

    Examples:
        >>> view = align("أكّدت الوزيرة")
        >>> view.text
        'اكدت الوزيره'
        >>> view.raw[slice(*view.raw_span(0, 4))]
        'أكّدت'
    """
    return fold_of(profile if isinstance(profile, str) else tuple(profile)).aligned(text)


def normalize_all(texts: Iterable[str], profile: str | Sequence[str] = "matching") -> list[str]:
    """Each text in the spelling of `profile`: what `normalize` gives, some times as fast, with NumPy.

    Args:
        texts: Any texts.
        profile: As for `normalize`.

    Raises:
        ValueError: A name is unknown, or the steps contradict each other.

    Examples:
        >>> normalize_all(["قالـت", "أكّد"])
        ['قالت', 'اكد']
    """
    return align_all(texts, profile).texts


def align_all(texts: Iterable[str], profile: str | Sequence[str] = "matching") -> AlignedTexts:
    """What `align` gives for each text, as one sequence with one compact map.

    Args:
        texts: Any texts.
        profile: As for `normalize`.

    Raises:
        ValueError: A name is unknown, or the steps contradict each other.

    Examples:
        >>> views = align_all(["قالـت", "أكّد الخبر"])
        >>> views.texts, views[1].raw_span(0, 3)
        (['قالت', 'اكد الخبر'], Span(start=0, end=4))
        >>> first, last = views.raw_spans([0, 1], [2, 4], [4, 9])
        >>> first.tolist(), last.tolist()
        ([2, 5], [5, 10])
    """
    from toolkit.text.kernel import align_column  # noqa: PLC0415 - NumPy is loaded for columns, not for a text

    return align_column(list(texts), fold_of(profile if isinstance(profile, str) else tuple(profile)))
