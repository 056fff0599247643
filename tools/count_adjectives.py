"""Counts which words are adjectives, and stores them as the lexicon `adjectives`.

    python tools/count_adjectives.py ARTICLES.jsonl.gz

An adjective with the article stands behind a noun with the article, and agrees with it: القرآن الكريم, الأمم المتحدة.
A noun stands there too (وزير الداخلية الفريق), but mostly behind a verb, a preposition or a noun without the article.
So what stands behind a noun with the article, and agrees, in most of its places, is an adjective. What the lexicons
know as anything but a common noun is left out, what stands behind given names (الذهبي), and participles behind which
a preposition mostly follows: التقرير الصادر عن. Only the forms are stored, no text and no counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from toolkit.articles.readers import iter_articles
from toolkit.attribution.agreement import ends_alike
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.vocabulary import surnames, word
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.text.segment import tokenize

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "lexicons" / "adjectives.tsv"
LEAST = 12
"""How often a form must stand with the article."""
AGREES = 0.55
"""In which share of its places it must stand behind a noun that it agrees with."""
NAMED = 0.02
"""In a smaller share it stands behind a given name."""
GOVERNS = 0.7
"""In a smaller share a preposition follows."""


def main() -> None:
    """Counts and writes."""
    every: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    named: Counter[str] = Counter()
    governing: Counter[str] = Counter()
    for table in iter_articles(sys.argv[1]):
        for text in table["text"].dropna():
            tokens = tokenize(text)
            words = [word(t) if k == "word" else None for t, k in zip(tokens.texts, tokens.kinds, strict=True)]
            for before, one, after in zip([None, *words], words, [*words[1:], None], strict=False):
                if one is None or not one.definite or one.proclitics or one.key != "ال" + one.bare:
                    continue
                every[one.bare] += 1
                behind[one.bare] += before is not None and before.definite and ends_alike(before, one)
                governing[one.bare] += after is not None and bool(
                    after.tags & Tag.PREPOSITION or after.proclitics[:1] in ("ب", "ل")
                )
                named[one.bare] += before is not None and bool(before.tags & Tag.NAME) and not before.definite
    names = surnames() | {normalize(row["form"]) for row in load_lexicon("first_names").rows}
    lexicons = ("relationals", "nisba", "places", "titles")
    known = names | {normalize(row["form"]) for name in lexicons for row in load_lexicon(name).rows}
    found = [
        form
        for form, count in every.items()
        if count >= LEAST and behind[form] >= AGREES * count and named[form] < NAMED * count
        if governing[form] < GOVERNS * count and not {form, "ال" + form} & known and not word(form).tags & ~Tag.COMMON
    ]
    OUT.write_text("form\n" + "".join(f"{form}\n" for form in sorted(found)), encoding="utf-8")
    print(len(found), "adjectives")


if __name__ == "__main__":
    main()
