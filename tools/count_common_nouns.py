"""Counts which words are common nouns, and stores them as the lexicon `common_nouns`.

    python tools/count_common_nouns.py ARTICLES.jsonl.gz

A common noun stands in the news both with and without the article; a name or a
surname stands with it or without it, but hardly ever both. So a form counts as
common where both are frequent. Given names and places are left out: رائد and
سلام are both; so is what stands behind a given name a third of the time: غزالي
is a surname, with the article or without. Only the forms are stored, no text
and no counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.articles.readers import iter_articles
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.vocabulary import word
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.text.segment import tokenize

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "lexicons" / "common_nouns.tsv"
LEAST = 5
"""How often a form must stand with the article, and without it."""
SHARE = 0.02
"""The rarer of the two must be at least this share of the commoner one."""
NAMED = 4
"""How often a surname stands behind a given name at least."""
SURNAME = 1 / 3
"""And in which share of the places where it stands at all."""


def counts(path: str, names: AbstractSet[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each folded word stands in the articles, and how often right behind one of `names`."""
    pairs: Counter[tuple[str, str]] = Counter()
    for table in iter_articles(path):
        for text in table["text"].dropna():
            tokens = tokenize(text)
            words = [t if kind == "word" else "" for t, kind in zip(tokens.texts, tokens.kinds, strict=True)]
            pairs.update(pairwise(["", *words]))
    every: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for (before, form), count in pairs.items():
        every[normalize(form)] += count
        if normalize(before) in names:
            named[normalize(form)] += count
    return every, named


def main() -> None:
    """Counts and writes."""
    given, places = ({normalize(row["form"]) for row in load_lexicon(name).rows} for name in ("first_names", "places"))
    found, named = counts(sys.argv[1], {name for name in given if word(name).tags == Tag.NAME})  # علي may be «on»
    nouns = []
    for form, count in found.items():
        definite = found["ال" + form]
        if form.startswith("ال") or len(form) < 3 or form in given | places or min(count, definite) < LEAST:
            continue
        behind = named[form] + named["ال" + form]
        if behind >= NAMED and behind >= SURNAME * (count + definite):
            continue
        if min(count, definite) >= SHARE * max(count, definite):
            nouns.append(form)
    OUT.write_text("form\n" + "".join(f"{form}\n" for form in sorted(nouns)), encoding="utf-8")
    print(len(nouns), "common nouns")


if __name__ == "__main__":
    main()
