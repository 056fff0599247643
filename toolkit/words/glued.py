"""Words that lost the space between them."""

from __future__ import annotations

import re

__all__ = ["glued_cues"]

_CUE = re.compile(
    r"(?<=[\u0621-\u064a]{3})(?:وفق[\u064b]?ا[\u064b]?|وقال(?:ت|وا)?|وأضاف(?:ت|وا)?|وأكد(?:ت|وا)?|وأوضح(?:ت|وا)?|وأشار(?:ت|وا)?|و?بحسب)"
    r"(?![\w\u064b-\u0652])"
)


def glued_cues(raw: str) -> list[int]:
    """Where a reporting cue begins that is written together with the word before it.

    No other Arabic word ends like these, so three letters before them are the
    end of another word.

    Examples:
        >>> glued_cues("ضد أوكرانياوفقا للحكومة")
        [11]
    """
    return [match.start() for match in _CUE.finditer(raw)]
