"""Other Arabic normalizers, each set to fold as much as it can of what `matching` folds."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Peer = tuple[str, str, Callable[[list[str]], Any]]

SLOW = {"camel-tools": 10, "pyarabic": 20, "tokenizers NormalizedString": 10, "araclean": 50, "araclean aligned": 200}
"""Of these only one text in so many is measured."""


def peers() -> tuple[dict[str, Peer], list[str]]:
    """Those that are installed: whether they give a map, their folds, the call; and the names of the others."""
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
            absent.append(f"{name}{needs or f' ({error})'}")
    return found, absent


def _arabic_norm() -> dict[str, Peer]:
    call = import_module("arabic_norm").normalize
    folds = "tashkeel, tatweel, alef, alef maqsura, ta marbuta"
    return {"arabic-norm": ("no", folds, lambda texts: [call(text, ta_marbuta=True) for text in texts])}


def _arabic_normalize() -> dict[str, Peer]:
    module = import_module("arabic_normalize")
    fold = module.Normalizer(alef_maqsura=True, ta_marbuta=True, hamza=True, persian=True, digits="western")
    folds = "tashkeel, tatweel, bidi, alef, hamza, alef maqsura, ta marbuta, Persian letters, digits"
    return {"arabic-normalize": ("no", folds, fold.normalize_many)}


def _polars() -> dict[str, Peer]:
    polars = import_module("polars")
    from toolkit.text.folding import fold_of

    pairs = dict(fold_of("matching").table)

    def call(texts: list[str]) -> Any:
        column = polars.Series(texts).str.replace_many(list(pairs), list(pairs.values()))
        return column.str.replace_all(" {2,}", " ").to_list()

    return {"polars replace_many": ("no", "the table of `matching`, doubled blanks", call)}


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

    folds = "marks, tatweel, bidi, alef, waw and ya with hamza, alef maqsura, ta marbuta, doubled blanks"
    return {"tokenizers NormalizedString": ("by slice", folds, call)}


def _camel() -> dict[str, Peer]:
    folds = import_module("camel_tools.utils.normalize")
    clean = import_module("camel_tools.utils.charmap").CharMapper.builtin_mapper("arclean").map_string
    dediac = import_module("camel_tools.utils.dediac").dediac_ar
    steps = (clean, dediac, folds.normalize_alef_ar, folds.normalize_alef_maksura_ar, folds.normalize_teh_marbuta_ar)
    names = "arclean (forms, tatweel, Persian letters, digits, punctuation), dediac, alef, alef maqsura, ta marbuta"
    return {"camel-tools": ("no", names, lambda texts: [_chained(steps, text) for text in texts])}


def _pyarabic() -> dict[str, Peer]:
    module = import_module("pyarabic.araby")
    steps = (
        module.strip_tashkeel,
        module.strip_small,
        module.strip_tatweel,
        module.normalize_ligature,
        lambda text: module.normalize_hamza(text, method="tasheel"),
        module.normalize_teh,
    )
    names = "tashkeel, small marks, tatweel, lam-alef, hamza (tasheel: alef, waw, ya), ta marbuta"
    return {"pyarabic": ("no", names, lambda texts: [_chained(steps, text) for text in texts])}


def _chained(steps: tuple[Callable[[str], str], ...], text: str) -> str:
    for step in steps:
        text = step(text)
    return text


def _araclean() -> dict[str, Peer]:
    module = import_module("araclean")
    cleaner = module.Pipeline.from_profile(module.SEARCH)
    names = (
        "its profile `search`: NFC, bidi, forms, look-alikes, marks, letters, digits, punctuation, elongation, blanks"
    )
    return {
        "araclean": ("no", names, lambda texts: [cleaner(text) for text in texts]),
        "araclean aligned": ("exact", names, lambda texts: [cleaner.apply_aligned(text) for text in texts]),
    }
