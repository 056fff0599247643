"""Counts which words are common nouns, and stores them as the lexicon `common_nouns`.

    python tools/count_common_nouns.py ARTICLES.jsonl.gz

A common noun stands in the news both with and without the article; a name or a
surname stands with it or without it, but hardly ever both. So a form counts as
common where both are frequent. Given names and places are left out: رائد and
سلام are both. Only the forms are stored, no text and no counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from toolkit.articles.readers import iter_articles
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.text.segment import tokenize

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "lexicons" / "common_nouns.tsv"
LEAST = 5
"""How often a form must stand with the article, and without it."""
SHARE = 0.02
"""The rarer of the two must be at least this share of the commoner one."""


def counts(path: str) -> Counter[str]:
    """How often each folded word stands in the articles."""
    found: Counter[str] = Counter()
    for table in iter_articles(path):
        for text in table["text"].dropna():
            tokens = tokenize(text)
            found.update(t for t, kind in zip(tokens.texts, tokens.kinds, strict=True) if kind == "word")
    folded: Counter[str] = Counter()
    for form, count in found.items():
        folded[normalize(form)] += count
    return folded


def main() -> None:
    """Counts and writes."""
    found = counts(sys.argv[1])
    names = {normalize(row["form"]) for name in ("first_names", "places") for row in load_lexicon(name).rows}
    nouns = []
    for form, count in found.items():
        definite = found["ال" + form]
        if form.startswith("ال") or len(form) < 3 or form in names or min(count, definite) < LEAST:
            continue
        if min(count, definite) >= SHARE * max(count, definite):
            nouns.append(form)
    OUT.write_text("form\n" + "".join(f"{form}\n" for form in sorted(nouns)), encoding="utf-8")
    print(len(nouns), "common nouns")


if __name__ == "__main__":
    main()
