"""Dates measured: the shared cases, what real articles carry as their date, and dates within real texts.

    python tests/benchmarks/run.py --only dates

Nobody has marked the dates of the real articles. So what is told of them is how many are read, and how often what is
read agrees with the day of the week beside it, which a wrong reading meets one time in seven. Where it does not, a
Hijri day is moved by one and any other refused: articles err too.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from measured import table

from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.words.dates import parse_date

if TYPE_CHECKING:
    from pathlib import Path

    from measured import Outcome

_DIGIT = re.compile("[0-9]")
_SHOWN = 5


def measure(shared: Path, outcome: Outcome) -> None:
    """Says how many dates are read; a shared case that is not right is a failure.

    Args:
        shared: The folder with the material.
        outcome: Where it is said.
    """
    outcome.say("## Dates")
    cases = shared / "dates" / "arabic_dates.json"
    if cases.is_file():
        _cases(json.loads(cases.read_text("utf-8")), outcome)
    else:
        outcome.say("The shared cases are not there.")
    news = shared / "articles" / "real_news.jsonl.gz"
    if not news.is_file():
        outcome.say("The real articles are not there.")
        return
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    _published(Counter(article["published"] for article in articles if article["published"]), outcome)
    _within([article["text"] for article in articles], outcome)


def _cases(cases: list[dict[str, str | None]], outcome: Outcome) -> None:
    wrong = []
    for case in cases:
        found = parse_date(case["text"])
        if (found and found.isoformat()) != case["expected"]:
            wrong.append(f"{case['text']!r} gives {found}, not {case['expected']}")
    outcome.say(f"Shared cases: {len(cases) - len(wrong)} of {len(cases)} right.")
    for line in wrong:
        outcome.fail(f"dates: {line}")


def _published(spellings: Counter[str], outcome: Outcome) -> None:
    read: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for text, count in spellings.items():
        (unread if parse_date(text) is None else read)[_DIGIT.sub("9", text)] += count
    shapes = ", ".join(f"{shape} ({count:,})" for shape, count in unread.most_common(_SHOWN))
    outcome.say(
        f"Dates of real articles: {read.total():,} of {spellings.total():,} name a day; the others are of the forms "
        f"{shapes}."
    )


def _within(texts: list[str], outcome: Outcome) -> None:
    """Day, month by name and year in running text, and what stands beside them."""
    rows = load_lexicon("months").rows
    months = {
        normalize(row["form"], "search") for row in rows if not row["form"].isascii() and row["form"][0] > "\u0600"
    }
    weekdays = {
        normalize(row["form"], "search")
        for row in load_lexicon("date_words").rows
        if row["kind"].startswith("weekday") and row["form"][0] > "\u0600"
    }
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    double = rf"(?:{month})(?: ?[/(] ?(?:{month})\)?)?"
    date = re.compile(
        rf"(?<![0-9/.\-])[0-9]{{1,2}} (?:من )?(?:{double}),? (?:من )?(?:عام |سنه |العام )?[0-9]{{4}}(?![0-9])"
    )
    numbers = re.compile(
        r"(?<![0-9/.\-])(?:[0-9]{1,2}([/\-])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}([/\-])[0-9]{1,2}\2[0-9]{1,2})(?![0-9/.\-])"
    )
    named = re.compile(rf"(?:{'|'.join(weekdays)}) ?[,:(]? ?(?:الموافق )?$")
    found: dict[str, Counter[str]] = {"month by name": Counter(), "numbers": Counter()}
    for text in texts:
        view = normalize(text, "search")
        for kind, pattern in (("month by name", date), ("numbers", numbers)):
            for match in pattern.finditer(view):
                weekday = named.search(view, max(0, match.start() - 25), match.start())
                alone = parse_date(match[0])
                found[kind]["met"] += 1
                found[kind]["read"] += alone is not None
                if weekday and alone:
                    found[kind]["beside a weekday"] += 1
                    both = parse_date(weekday[0] + match[0])
                    found[kind]["agree" if both == alone else "refused" if both is None else "moved by a day"] += 1
    heads = ["met", "read", "beside a weekday", "agree", "moved by a day", "refused"]
    outcome.say("Dates within the texts of real articles:")
    outcome.say(table(["", *heads], [[kind, *(f"{count[head]:,}" for head in heads)] for kind, count in found.items()]))
