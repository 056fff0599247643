"""How toolkit/lexicons/word_counts.tsv was made: counts the word forms of one half of the real articles.

    python tests/benchmarks/normalization_words.py REAL_NEWS.jsonl.gz > toolkit/lexicons/word_counts.tsv

The other half (`held_out`) is what finding glued words is measured on.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
SEEN, ARTICLES = 3, 3


def held_out(article_id: str) -> bool:
    """Whether an article is kept back, by the hash of its id."""
    return int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 2 == 1


def untouched(article_id: str) -> bool:
    """Whether an article is in the half of those kept back in which nothing was read to choose a bound either."""
    return held_out(article_id) and (int(hashlib.sha256(article_id.encode()).hexdigest(), 16) >> 8) % 4 >= 2


def words(text: str) -> list[str]:
    """The word forms of a text, without marks and tatweel."""
    return WORD.findall(normalize(text, ("reading", "marks")))


def frequent(articles: Iterable[list[str]]) -> dict[str, int]:
    """How often each form of two letters or more occurs that some articles have."""
    seen: Counter[str] = Counter()
    having: Counter[str] = Counter()
    for found in articles:
        seen.update(found)
        having.update(set(found))
    return {form: n for form, n in seen.items() if n >= SEEN and having[form] >= ARTICLES and len(form) > 1}


def main(path: Path) -> None:
    """Prints the list."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        kept = frequent(words(row["text"]) for row in map(json.loads, lines) if not held_out(row["article_id"]))
    sys.stdout.write(
        "count\tform\n" + "".join(f"{line}\n" for line in sorted(f"{n}\t{form}" for form, n in kept.items()))
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
