"""Does keyness find terms where none differs, and does it find those that do? Real coverage, split at random.

    python tests/benchmarks/run.py --only keyness

In random parts of the same coverage no term truly differs, so every term that is found is false. Then terms are
planted: in one half a part of their occurrences is taken away, so that the other has 1.5, 2 or 3 times as many.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from measured import Outcome, real_news, table
from scipy import sparse

from toolkit.measures.association import adjusted_p
from toolkit.measures.contrasts import chi_squared_p, log_likelihood
from toolkit.measures.keyness import clustered_log_ratio, keyness
from toolkit.measures.keyness_more import rank_p, welch_p
from toolkit.measures.relabelling import can_tell, relabelled_p, shuffled_p
from toolkit.measures.terms import TermMatrix, term_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Array = np.ndarray[Any, np.dtype[Any]]
    Test = Callable[[sparse.csr_array[Any], Array, Array], Array]

SPLITS, FEW, MOST = 100, 20, 0.05
SLOW = 500  # articles beyond which tests that take long are left out
SHARES = (0.5, 0.15)  # of the articles that are the target
STORY, SHARED = 4, 0.4  # articles of a planted story, and the share of the words that they have from its first
RATIOS, PLANTED = (1.5, 2.0, 3.0), 30
FREQUENT = ((30, 99), (100, 100_000))  # articles that have a term before it is planted
SECONDS = 60
LONGER = 3
CORPORA = {
    "one outlet": ("outlet", "aljazeera.net"),
    "Saudi papers, 2015": ("origin", "inparallel/"),
    "papers of ten countries, 2012": ("origin", "Nasreddine/"),
}


@dataclass(frozen=True)
class Corpus:
    """Counts of one coverage."""

    counts: sparse.csr_array[Any]
    words: Array


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints how often each test finds what is not there, what it finds, how long it takes; and what does not hold."""
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"## Keyness\n\nNot measured: {path.name} is not there.")
        return
    articles = real_news(path)
    corpora = {
        name: _corpus(term_matrix(articles[articles[column].astype(str).str.startswith(start)]))
        for name, (column, start) in CORPORA.items()
    }
    _false(corpora, outcome)
    _lengths(corpora, outcome)
    _stories(corpora, outcome)
    _power(corpora, outcome)
    _speed(outcome)


def _corpus(matrix: TermMatrix) -> Corpus:
    long = matrix.words > 50
    counts = matrix.counts[long]
    return Corpus(counts[:, np.bincount(counts.indices, minlength=counts.shape[1]) > 2], matrix.words[long])


def _default_p(counts: sparse.csr_array[Any], words: Array, target: Array) -> Array:
    """The p of `keyness`."""
    return np.fmax(relabelled_p(counts, words, target), clustered_log_ratio(counts, words, target).p)


def _token_p(counts: sparse.csr_array[Any], words: Array, target: Array) -> Array:
    a, b = (np.asarray(counts[side].sum(axis=0)).ravel() for side in (target, ~target))
    return chi_squared_p(log_likelihood(a, b, words[target].sum(), words[~target].sum()))


def _drawn_p(counts: sparse.csr_array[Any], words: Array, target: Array) -> Array:
    return shuffled_p(counts, words, target, log_likelihood)


TESTS: dict[str, tuple[Test, int]] = {
    "shuffled articles and spread (the default)": (_default_p, SPLITS),
    "shuffled articles": (relabelled_p, SPLITS),
    "Welch on rates": (welch_p, SPLITS),
    "Mann-Whitney on rates": (rank_p, FEW),
    "G² with 999 shuffles of articles": (_drawn_p, FEW),
    "G² of words": (_token_p, SPLITS),
}


def _splits(number: int, share: float, splits: int) -> Iterator[Array]:
    for seed in range(splits):
        target = np.zeros(number, dtype=bool)
        target[np.random.default_rng(seed).permutation(number)[: round(share * number)]] = True
        yield target


def _false(corpora: dict[str, Corpus], outcome: Outcome) -> None:
    rows = []
    for name, corpus in corpora.items():
        number, terms = corpus.counts.shape
        covered = [_covers(corpus, target) for target in _splits(number, 0.5, FEW)]
        for share in SHARES:
            for test, (p_of, splits) in TESTS.items():
                if splits == FEW and number > SLOW:
                    continue  # these take as many minutes as the others seconds
                found = [p_of(corpus.counts, corpus.words, target) for target in _splits(number, share, splits)]
                raw = np.mean([np.nanmean(p < 0.05) for p in found])
                targets = _splits(number, share, splits)
                sure = [_sure(p_of, p, corpus, target).sum() for p, target in zip(found, targets, strict=True)]
                any_found, mean = np.mean(np.array(sure) > 0), np.mean(sure)
                head = f"{name} ({number} articles, {terms} terms), {share:.0%}, {test}"
                rows.append([head, str(splits), f"{raw:.3f}", f"{any_found:.2f}", f"{mean:.1f}"])
                if p_of is _default_p and any_found > MOST:
                    outcome.fail(f"keyness: {any_found:.2f} of random splits of {name} have a false term ({share:.0%})")
        rows.append([f"{name}: intervals of halves hold 0", str(FEW), f"{np.mean(covered):.3f}", "", ""])
    head = ("coverage, share of the target, test", "splits", "p < 0.05", "any false term, BH", "false terms, mean")
    outcome.say(f"## Keyness\n\nRandom parts of the same coverage, in which no term differs.\n\n{table(head, rows)}")


def _sure(test: Test, p: Array, corpus: Corpus, target: Array) -> Array:
    """Which terms a test finds at a false discovery rate of 0.05; the default tests those that it can tell."""
    if test in {_default_p, relabelled_p}:
        p = np.where(can_tell(corpus.counts, target), p, np.nan)
    return adjusted_p(p) < 0.05


def _covers(corpus: Corpus, target: Array) -> float:
    low, high, _ = clustered_log_ratio(corpus.counts, corpus.words, target)
    known = np.isfinite(low)
    return float(np.mean((low[known] <= 0) & (high[known] >= 0)))


def _lengths(corpora: dict[str, Corpus], outcome: Outcome) -> None:
    """Articles of the target three times as long: three at random are made one."""
    rows = []
    for name, corpus in corpora.items():
        for share in SHARES:
            found: dict[str, list[tuple[float, bool]]] = {"default": [], "shuffled articles alone": []}
            for target in _splits(len(corpus.words), share, FEW):
                inside = np.flatnonzero(target)[: target.sum() // LONGER * LONGER]
                joined = np.repeat(np.arange(len(inside) // LONGER), LONGER)
                merge = sparse.csr_array((np.ones(len(inside), dtype=int), (joined, np.arange(len(inside)))))
                long = sparse.csr_array(merge @ corpus.counts[inside])
                counts = sparse.csr_array(sparse.vstack([long, corpus.counts[~target]]))
                whole = Corpus(counts, np.concatenate([merge @ corpus.words[inside], corpus.words[~target]]))
                side = np.arange(counts.shape[0]) < long.shape[0]
                for test, p_of in (("default", _default_p), ("shuffled articles alone", relabelled_p)):
                    p = p_of(whole.counts, whole.words, side)
                    any_found = bool(_sure(p_of, p, whole, side).any())
                    found[test].append((float(np.nanmean(p < 0.05)), any_found))
            for test, values in found.items():
                raw, any_false = np.mean(values, axis=0)
                rows.append([f"{name}, {share:.0%}, {test}", f"{raw:.3f}", f"{any_false:.2f}"])
                if test == "default" and any_false > 2 * MOST:  # of 20 splits, two
                    outcome.fail(f"keyness: {any_false:.2f} of splits of {name} with long articles have a false term")
    head = ("coverage, share of the target, test", "p < 0.05", "any false term, BH")
    outcome.say(
        f"Articles of the target are {LONGER} times as long, of the same words ({FEW} splits).\n\n{table(head, rows)}"
    )


def _with_stories(corpus: Corpus) -> tuple[Corpus, Corpus]:
    """Four articles to a story, whose words are in part those of the first; and the same with a row for each story."""
    chance = np.random.default_rng(5)
    number = len(corpus.words) // STORY * STORY
    counts = corpus.counts[chance.permutation(len(corpus.words))[:number]]
    first = counts[np.arange(number) // STORY * STORY]
    parts = []
    for part, kept in ((counts, 1 - SHARED), (first, SHARED)):
        drawn = part.copy()
        drawn.data = chance.binomial(drawn.data, kept)
        drawn.eliminate_zeros()
        parts.append(drawn)
    mixed = sparse.csr_array(parts[0] + parts[1])
    words = np.asarray(mixed.sum(axis=1)).ravel() + 1
    joined = sparse.csr_array(
        (np.ones(number, dtype=int), (np.arange(number) // STORY, np.arange(number))), shape=(number // STORY, number)
    )
    return Corpus(mixed, words), Corpus(sparse.csr_array(joined @ mixed), joined @ words)


def _stories(corpora: dict[str, Corpus], outcome: Outcome) -> None:
    rows = []
    for name, corpus in corpora.items():
        articles, stories = _with_stories(corpus)
        found: dict[str, list[tuple[Array, bool]]] = {"articles": [], "stories": []}
        for target in _splits(len(stories.words), 0.5, SPLITS):
            for unit, own, side in (
                ("articles", articles, np.repeat(target, STORY)),
                ("stories", stories, target),
            ):
                p = _default_p(own.counts, own.words, side)
                found[unit].append((p, bool(_sure(_default_p, p, own, side).any())))
        for unit, values in found.items():
            raw = np.mean([np.nanmean(p < 0.05) for p, _ in values])
            any_found = np.mean([any_ for _, any_ in values])
            rows.append([f"{name}, {unit} shuffled", f"{raw:.3f}", f"{any_found:.2f}"])
            if unit == "stories" and any_found > MOST:
                outcome.fail(f"keyness: {any_found:.2f} of splits of {name} by stories have a false term")
    head = ("coverage, unit", "p < 0.05", "any false term, BH")
    outcome.say(
        f"Stories of {STORY} articles that share {SHARED:.0%} of their words (planted), {SPLITS} random halves by "
        f"whole stories.\n\n{table(head, rows)}"
    )


def _power(corpora: dict[str, Corpus], outcome: Outcome) -> None:
    rows = []
    for name, corpus in corpora.items():
        having = np.bincount(corpus.counts.indices, minlength=corpus.counts.shape[1])
        for least, most in FREQUENT:
            eligible = np.flatnonzero((having >= least) & (having <= most))
            if len(eligible) < PLANTED:
                continue
            for ratio in RATIOS:
                found = pd.DataFrame(
                    [
                        _found(corpus, target, eligible, ratio, np.random.default_rng(100 + seed))
                        for seed, target in enumerate(_splits(len(corpus.words), 0.5, FEW))
                    ]
                )
                shares = [f"{found[test].mean():.2f}" for test in ("default", "welch")]
                rows.append([f"{name}, {least} articles or more, {ratio:g}", *shares, f"{found['false'].mean():.3f}"])
    head = ("coverage, articles with the term, ratio of rates", "default", "Welch", "false among the found")
    outcome.say(
        f"Share of {PLANTED} planted terms that are found in halves after correction over all terms ({FEW} times).\n\n"
        f"{table(head, rows)}"
    )


def _found(
    corpus: Corpus, target: Array, eligible: Array, ratio: float, chance: np.random.Generator
) -> dict[str, float]:
    """The share of planted terms that each test finds, and of the others among those that the default finds."""
    planted = chance.choice(eligible, PLANTED, replace=False)
    thinned = Corpus(_thinned(corpus.counts, planted, ~target, 1 / ratio, chance), corpus.words)
    sure = {
        test: _sure(p_of, p_of(thinned.counts, thinned.words, target), thinned, target)
        for test, p_of in (("default", _default_p), ("welch", welch_p))
    }
    shares = {test: float(found[planted].mean()) for test, found in sure.items()}
    false = np.delete(sure["default"], planted).sum() / max(sure["default"].sum(), 1)
    return shares | {"false": float(false)}


def _thinned(
    counts: sparse.csr_array[Any], columns: Array, rows: Array, kept: float, chance: np.random.Generator
) -> sparse.csr_array[Any]:
    """Some occurrences of some terms taken away in some articles."""
    thinned = counts.tocoo(copy=True)
    here = np.isin(thinned.col, columns) & rows[thinned.row]
    thinned.data[here] = chance.binomial(thinned.data[here], kept)
    return thinned.tocsr()


def _speed(outcome: Outcome) -> None:
    """10,000 articles by 20,000 terms, as frequent as words are (Zipf)."""
    chance = np.random.default_rng(9)
    articles, terms, size = 10_000, 20_000, 300
    share = 1 / np.arange(10, terms + 10)
    drawn = chance.choice(terms, size=articles * size, p=share / share.sum())
    places = np.repeat(np.arange(articles), size)
    counts = sparse.coo_array((np.ones(len(drawn), dtype=np.int32), (places, drawn)), shape=(articles, terms)).tocsr()
    ids = tuple(map(str, range(articles)))
    matrix = TermMatrix(counts, tuple(map(str, range(terms))), ids, np.full(articles, size), "lemma")
    table_ = pd.DataFrame({"article_id": ids, "text": "", "outlet": np.where(np.arange(articles) % 3, "a", "b")})
    seconds = []
    for more in ((), ("g2_articles",)):
        start = time.perf_counter()
        keyness(table_, target="a", terms=matrix, more=more)
        seconds.append(time.perf_counter() - start)
    outcome.say(
        f"{articles:,} articles, {terms:,} terms: {seconds[0]:.1f} s, with 999 shuffles drawn {seconds[1]:.1f} s."
    )
    if seconds[1] > SECONDS:
        outcome.fail(f"keyness with 999 shuffles takes {seconds[1]:.0f} s; {SECONDS} are allowed")
