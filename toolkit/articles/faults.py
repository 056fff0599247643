"""What is wrong with one text, told by its characters. No pandas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.text.repair import repair
from toolkit.text.segment import count_words
from toolkit.words.language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SHORT", "text_faults", "unbalanced"]

SHORT = 30
"""Words of the longest text that is called short."""
_SIGNS = {
    "lost_characters": re.compile("\ufffd|[?]{4,}|(?:[?]{2,}[ ]){2}"),
    "control_characters": re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]"),
    "joined_forms": re.compile("[\ufb50-\ufbb1\ufbd3-\ufbff\ufe70-\ufefc]"),
    "markup": re.compile(
        r"</?(?:p|br|div|span|a|strong|em|b|i|u|img|h[1-6]|li|ul|ol|table|td|tr|script|style|iframe)(?:\s[^<>]{0,300})?/?>"
        r"|&(?:nbsp|quot|amp|lt|gt|laquo|raquo|[lr][ds]quo|#\d{2,6}|#x[0-9a-f]{2,5});",
        re.IGNORECASE,
    ),
}
_PAIRS = (("«", "»"), ("“", "”"))
_BACKWARD = 0.2
"""Share of a text that must stand in the order of the screen: a short line or two may look so by chance."""


def text_faults(raw: str) -> frozenset[str]:
    """The names of the checks that a text fails, of those that look at one text alone.

    Args:
        raw: The raw text.

    Returns:
        Names of `checks.toml`.

    Examples:
        >>> sorted(text_faults("انتهى.وقال «نعم"))
        ['glued_punctuation', 'short_text', 'unbalanced_quotes']
    """
    return frozenset(_faults(raw))


def _faults(raw: str) -> Iterator[str]:
    yield from (name for name, pattern in _SIGNS.items() if pattern.search(raw))
    words = count_words(raw)
    if not words:
        yield "no_text"
        return
    if words < SHORT:
        yield "short_text"
    yield from _damages(raw)
    if unbalanced(raw):
        yield "unbalanced_quotes"
    code = language_of(raw).code
    if code == "dialect":
        yield "dialect"
    elif code != "ar":
        yield "not_arabic"


def _damages(raw: str) -> Iterator[str]:
    """What `repair` would undo."""
    changes = repair(raw).changes
    kinds = {change.kind for change in changes}
    if "mojibake" in kinds:
        yield "mojibake"
    if "spaces" in kinds:
        yield "glued_punctuation"
    backward = [change for change in changes if change.damage.startswith("visual order")]
    if sum(len(change.old) for change in backward) > _BACKWARD * len(raw):
        yield "visual_order"


def unbalanced(raw: str) -> bool:
    r"""Whether a double quotation mark lacks its other half.

    Marks of a pair are counted, whichever way an outlet prints them, straight ones must be even. A quotation of several
    paragraphs whose every paragraph opens anew is told unbalanced too.

    Examples:
        >>> unbalanced("قال «نعم» و\"لا\""), unbalanced("قال «نعم")
        (False, True)
    """
    if raw.count('"') % 2:
        return True
    return any((raw.count(one) + raw.count(other)) % 2 or _apart(raw, one, other) for one, other in _PAIRS)


def _apart(raw: str, one: str, other: str) -> bool:
    """Both marks are in use and not as often: an outlet that quotes with one of them alone is even."""
    counts = raw.count(one), raw.count(other)
    return all(counts) and counts[0] != counts[1]
