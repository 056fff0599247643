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

from toolkit.text.normalize import normalize

WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
SEEN, ARTICLES = 3, 3


def held_out(article_id: str) -> bool:
    """Whether an article is kept back, by the hash of its id."""
    return int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 2 == 1


def words(text: str) -> list[str]:
    """The word forms of a text, without marks and tatweel."""
    return WORD.findall(normalize(text, ("reading", "marks")))


def main(path: Path) -> None:
    """Prints the list."""
    seen: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if not held_out(row["article_id"]):
                found = words(row["text"])
                seen.update(found)
                articles.update(set(found))
    kept = [f"{n}\t{form}" for form, n in seen.items() if n >= SEEN and articles[form] >= ARTICLES and len(form) > 1]
    sys.stdout.write("count\tform\n" + "".join(f"{line}\n" for line in sorted(kept)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
