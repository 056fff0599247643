"""How often news prints a word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.lexicons import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["printed_counts"]


@cache
def printed_counts() -> Mapping[str, int]:
    """How often each form of the lexicon `word_counts` occurs; read once for all that ask.

    Examples:
        >>> printed_counts()["قال"] > printed_counts()["زملاء"]
        True
    """
    return {row["form"]: int(row["count"]) for row in load_lexicon("word_counts").rows}
