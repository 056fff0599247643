"""Are random parts of one coverage told apart, and are those told apart that do differ? Real coverage, split at random.

    python tests/benchmarks/run.py --only divergence

Random parts do not differ, so what is found is false. Then the articles of one part are cut to a third, which makes no
difference but in length; and a frame is planted, of which one part loses a share of its words.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from measured import Outcome, real_news, table
from scipy import sparse

from toolkit.measures.divergence import divergence_table
from toolkit.measures.frames import frame_table
from toolkit.measures.terms import TermMatrix, term_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Array = np.ndarray[Any, np.dtype[Any]]

SPLITS, MORE, FEW, MOST = 100, 200, 20, 0.05  # more where a split takes little
ARTICLES = 150  # of a coverage, drawn at random, so that a split takes less than a second
SHARES = (0.5, 0.15)  # of the articles that are the first outlet
OUTLETS = 4  # at random, for which six pairs are corrected
RATIOS = (1.5, 2.0, 3.0)
CORPORA = {
    "one outlet": ("outlet", "aljazeera.net"),
    "Saudi papers, 2015": ("origin", "inparallel/"),
    "papers of ten countries, 2012": ("origin", "Nasreddine/"),
}


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints how often parts are told apart that do not differ, and that do; and what does not hold."""
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"## Divergence\n\nNot measured: {path.name} is not there.")
        return
    articles = real_news(path)
    corpora = {}
    for name, (column, start) in CORPORA.items():
        own = articles[articles[column].astype(str).str.startswith(start)]
        corpora[name] = own.sample(min(ARTICLES, len(own)), random_state=0).reset_index(drop=True)
    counted = {name: {"terms": term_matrix(own), "frames": _frames(own)} for name, own in corpora.items()}
    _false(counted, outcome)
    _short(counted, outcome)
    _power(counted, outcome)
    _speed(counted, outcome)


def _frames(articles: pd.DataFrame) -> TermMatrix:
    """The vocabulary of frames, counted by article."""
    found = frame_table(articles, evidence=False).pivot_table(
        index="article_id", columns="frame", values="count", aggfunc="sum"
    )
    counts = sparse.csr_array(found.to_numpy(dtype=np.int64))
    return TermMatrix(counts, tuple(found.columns), tuple(found.index), np.asarray(counts.sum(axis=1)), "lemma")


def _told(matrix: TermMatrix, outlet: Array) -> pd.DataFrame:
    """The divergence of articles that are said to be of these outlets."""
    articles = pd.DataFrame({"article_id": list(matrix.article_ids), "outlet": outlet})
    return divergence_table(articles, of=matrix)


def _splits(number: int, share: float, splits: int) -> Iterator[Array]:
    for seed in range(splits):
        first = np.zeros(number, dtype=bool)
        first[np.random.default_rng(seed).permutation(number)[: round(share * number)]] = True
        yield first


def _false(counted: dict[str, dict[str, TermMatrix]], outcome: Outcome) -> None:
    rows, every = [], []
    for name, kinds in counted.items():
        for kind, matrix in kinds.items():
            number = len(matrix.article_ids)
            for share in SHARES if kind == "frames" else SHARES[:1]:
                found = pd.concat([_told(matrix, first) for first in _splits(number, share, SPLITS)])
                head = f"{name} ({number} articles), {kind}, {share:.0%}"
                means = [f"{found[column].mean():.4f}" for column in ("divergence", "expected")]
                rows.append([head, str(SPLITS), *means, f"{(found['p'] < MOST).mean():.2f}", ""])
        matrix = kinds["frames"]
        any_found = []
        for seed in range(MORE):
            outlet = np.random.default_rng(seed).permutation(np.arange(len(matrix.article_ids)) % OUTLETS)
            any_found.append(bool((_told(matrix, outlet)["p_adjusted"] < MOST).any()))
        rows.append([f"{name}, frames, {OUTLETS} outlets", str(MORE), "", "", "", f"{np.mean(any_found):.3f}"])
        every += any_found
    # an exact test errs in 5 of 100 splits, and 200 of one coverage tell that to within 3: all are taken together
    if np.mean(every) > MOST:
        outcome.fail(f"divergence: {np.mean(every):.3f} of random splits have a false pair")
    rows.append([f"all, frames, {OUTLETS} outlets", str(len(every)), "", "", "", f"{np.mean(every):.3f}"])
    head_ = ("coverage, share of the first", "splits", "divergence", "expected", "p < 0.05", "any false pair, BH")
    outcome.say(f"## Divergence\n\nRandom parts of the same coverage, which do not differ.\n\n{table(head_, rows)}")


def _cut(matrix: TermMatrix, inside: Array, kept: float, columns: Array, chance: np.random.Generator) -> TermMatrix:
    """Some occurrences taken away in some articles."""
    cells = matrix.counts.tocoo(copy=True)
    here = inside[cells.row] & columns[cells.col]
    cells.data[here] = chance.binomial(cells.data[here], kept)
    return TermMatrix(sparse.csr_array(cells.tocsr()), matrix.terms, matrix.article_ids, matrix.words, matrix.unit)


def _short(counted: dict[str, dict[str, TermMatrix]], outcome: Outcome) -> None:
    rows = []
    for name, kinds in counted.items():
        for kind, matrix in kinds.items():
            every = np.ones(len(matrix.terms), dtype=bool)
            for share in SHARES:
                found = pd.concat(
                    [
                        _told(_cut(matrix, first, 1 / 3, every, np.random.default_rng(200 + seed)), first)
                        for seed, first in enumerate(_splits(len(matrix.article_ids), share, FEW))
                    ]
                )
                false, shuffled = (found["p"] < MOST).mean(), found["shuffled"].mean() / len(matrix.article_ids)
                rows.append([f"{name}, {kind}, {share:.0%}", f"{false:.2f}", f"{shuffled:.2f}"])
                if false > 4 * MOST:  # of 20 splits, four
                    outcome.fail(f"divergence: {false:.2f} of splits of {name} with short articles differ ({kind})")
    head = ("coverage, share of the first", "p < 0.05", "articles that can change sides")
    outcome.say(f"Articles of the first are cut to a third ({FEW} splits).\n\n{table(head, rows)}")


def _power(counted: dict[str, dict[str, TermMatrix]], outcome: Outcome) -> None:
    rows = []
    for name, kinds in counted.items():
        matrix = kinds["frames"]
        commonest = np.arange(len(matrix.terms)) == int(np.argmax(matrix.counts.sum(axis=0)))
        for ratio in RATIOS:
            found = [
                _told(_cut(matrix, first, 1 / ratio, commonest, np.random.default_rng(300 + seed)), ~first)
                for seed, first in enumerate(_splits(len(matrix.article_ids), 0.5, FEW))
            ]
            rows.append([f"{name}, {ratio:g}", f"{(pd.concat(found)['p'] < MOST).mean():.2f}"])
    head = ("coverage, ratio of the commonest frame", "told apart")
    outcome.say(f"Halves of which one has more of the commonest frame ({FEW} splits).\n\n{table(head, rows)}")


def _speed(counted: dict[str, dict[str, TermMatrix]], outcome: Outcome) -> None:
    matrix = counted["papers of ten countries, 2012"]["terms"]
    start = time.perf_counter()
    _told(matrix, np.arange(len(matrix.article_ids)) % 2)
    seconds = time.perf_counter() - start
    outcome.say(f"Two outlets, {len(matrix.article_ids)} articles, {len(matrix.terms):,} terms: {seconds:.1f} s.")
