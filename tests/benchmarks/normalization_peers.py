"""Other Arabic normalizers, each set to fold as much as it can of what `matching` folds."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Peer = tuple[str, Callable[[list[str]], Any]]

SLOW = {"camel-tools": 10, "pyarabic": 20, "tokenizers NormalizedString": 10, "araclean": 50, "araclean aligned": 200}
"""Of these only one text in so many is measured."""
LESS = "arabic-norm has no digits, quotes, presentation forms, blanks, bidi marks or look-alikes; see research"


def peers() -> tuple[dict[str, Peer], list[str]]:
    """Those that are installed, with what they give and how they are called; and the names of the others."""
    makers: dict[str, Callable[[], dict[str, Peer]]] = {
        "arabic-norm": _arabic_norm,
        "arabic-normalize": _arabic_normalize,
        "polars": _polars,
        "tokenizers": _tokenizers,
        "camel-tools": _camel,
        "pyarabic": _pyarabic,
        "araclean": _araclean,
    }
    found: dict[str, Peer] = {}
    absent = []
    for name, make in makers.items():
        try:
            found |= make()
        except (ImportError, SyntaxError) as error:
            needs = " (needs Python 3.12)" if name == "araclean" and sys.version_info < (3, 12) else ""
            absent.append(f"{name}{needs or '' if isinstance(error, ImportError) else needs}")
    return found, absent


def _arabic_norm() -> dict[str, Peer]:
    call = import_module("arabic_norm").normalize
    return {"arabic-norm": ("no", lambda texts: [call(text, ta_marbuta=True) for text in texts])}


def _arabic_normalize() -> dict[str, Peer]:
    module = import_module("arabic_normalize")
    fold = module.Normalizer(alef_maqsura=True, ta_marbuta=True, hamza=True, persian=True, digits="western")
    return {"arabic-normalize": ("no", fold.normalize_many)}


def _polars() -> dict[str, Peer]:
    polars = import_module("polars")
    from toolkit.text.folding import fold_of

    pairs = dict(fold_of("matching").table)

    def call(texts: list[str]) -> Any:
        column = polars.Series(texts).str.replace_many(list(pairs), list(pairs.values()))
        return column.str.replace_all(" {2,}", " ").to_list()

    return {"polars replace_many": ("no", call)}


def _tokenizers() -> dict[str, Peer]:
    tokenizers = import_module("tokenizers")
    parts = tokenizers.normalizers
    regex = tokenizers.Regex
    fold = parts.Sequence(
        [
            parts.Replace(regex("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e]"), ""),
            parts.Replace(regex("[أإآٱ]"), "ا"),
            parts.Replace("ى", "ي"),
            parts.Replace("ة", "ه"),
            parts.Replace("ؤ", "و"),
            parts.Replace("ئ", "ي"),
            parts.Replace(regex(" {2,}"), " "),
        ]
    )

    def call(texts: list[str]) -> None:
        for text in texts:
            fold.normalize(tokenizers.NormalizedString(text))

    return {"tokenizers NormalizedString": ("by slice", call)}


def _camel() -> dict[str, Peer]:
    folds = import_module("camel_tools.utils.normalize")
    steps = (folds.normalize_alef_ar, folds.normalize_alef_maksura_ar, folds.normalize_teh_marbuta_ar)

    def call(texts: list[str]) -> None:
        for text in texts:
            for step in steps:
                text = step(text)  # noqa: PLW2901 - each step takes what the last one gave

    return {"camel-tools": ("no", call)}


def _pyarabic() -> dict[str, Peer]:
    module = import_module("pyarabic.araby")

    def call(texts: list[str]) -> None:
        for text in texts:
            module.normalize_hamza(module.normalize_ligature(module.strip_tatweel(module.strip_tashkeel(text))))

    return {"pyarabic": ("no", call)}


def _araclean() -> dict[str, Peer]:
    module = import_module("araclean")
    cleaner = module.Cleaner(module.Profile.SEARCH)
    return {
        "araclean": ("no", lambda texts: [cleaner(text) for text in texts]),
        "araclean aligned": ("exact", lambda texts: [cleaner.apply_aligned(text) for text in texts]),
    }
