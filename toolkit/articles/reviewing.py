"""A review: what was found, what a coder decided of it, and the corrected table that comes of both."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.articles.annotations import annotated, relation_fault, relation_place
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.review_log import read_log
from toolkit.articles.rows import Article, relation_rows
from toolkit.articles.schema import QUOTATIONS, build_table, check_table
from toolkit.articles.standoff import standoff_relation
from toolkit.errors import ReadError, TableError, ToolkitError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from toolkit.articles.review_log import Decision, Log, Verdict

__all__ = [
    "KEPT",
    "Item",
    "Reviewed",
    "article_texts",
    "fingerprint",
    "in_order",
    "opened",
    "review_records",
    "reviewed_table",
]

KEPT = ("accepted", "corrected", "added")
_OF_RELATIONS = (*KEPT, "rejected")


@dataclass(frozen=True, slots=True)
class Item:
    """One relation under review.

    Attributes:
        quotation_id: What it is called, for as long as the review lasts.
        field: Where it stands, `title` or `text`.
        relation: What it is by the last decision, in the codebook's form.
        verdict: The last decision, or `undecided`.
        found: What the toolkit found; None where a coder added it.
    """

    quotation_id: str
    field: str
    relation: Mapping[str, Any]
    verdict: Verdict = "undecided"
    found: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One article under review.

    Attributes:
        items: Its relations by their `quotation_id`, in reading order as they were found.
        marked: Whether the coder marked the article as done.
    """

    items: Mapping[str, Item]
    marked: bool = False

    @property
    def undecided(self) -> int:
        """How many relations are undecided."""
        return sum(item.verdict == "undecided" for item in self.items.values())

    @property
    def done(self) -> bool:
        """Whether it counts: it is marked as done, and nothing in it is undecided."""
        return self.marked and not self.undecided

    def after(self, decision: Decision) -> Reviewed:
        """The article after one more decision; where a coder takes back what he added, it is gone."""
        if decision.quotation_id is None:
            return replace(self, marked=decision.verdict == "done")
        items = dict(self.items)
        _decide(items, decision)
        return replace(self, items=items)


def _decide(items: dict[str, Item], decision: Decision) -> None:
    own, field, relation = decision.quotation_id, decision.field, decision.relation
    if own is None or field is None or relation is None:
        return
    found = items[own].found if own in items else None
    if decision.verdict == "undecided" and found is None:
        items.pop(own, None)
    else:
        contents = {"contents": relation.get("contents") or []}
        items[own] = Item(own, field, {**relation, **contents}, decision.verdict, found)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Relations in the order of reading, those of the title first.

    Args:
        items: The relations of one article.
    """
    return sorted(items, key=lambda item: (item.field != "title", *relation_place(item.relation)))


def fingerprint(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a raw text, by which a log knows it again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_texts(articles: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Title and text of each article that has a text.

    Args:
        articles: A table of articles.
    """
    titles = articles["title"] if "title" in articles else [None] * len(articles)
    return {
        own: (title if isinstance(title, str) else "", text)
        for own, title, text in zip(articles["article_id"], titles, articles["text"], strict=True)
        if isinstance(text, str)
    }


def opened(
    texts: Mapping[str, tuple[str, str]], quotations: pd.DataFrame | None, decisions: Iterable[tuple[int, Decision]]
) -> tuple[dict[str, Reviewed], list[tuple[int, str]]]:
    """Each article as the decisions of one coder have left it.

    Args:
        texts: Title and text of each article.
        quotations: What was found in them.
        decisions: The coder's decisions, with their lines in the log; those on other articles are passed over.

    Returns:
        The articles in the order of `texts`; and the lines that cannot be of these texts, with the reason.

    Raises:
        TableError: A quotation cannot be of these texts.
    """
    items: dict[str, dict[str, Item]] = {own: {} for own in texts}
    if quotations is not None:
        columns = {str(name): quotations[name].tolist() for name in quotations}
        gone = {name: quotations[name].isna().tolist() for name in columns}
        for place, own in enumerate(columns["article_id"]):
            if own in items:
                row = {name: None if gone[name][place] else cells[place] for name, cells in columns.items()}
                relation = standoff_relation(row)
                name = str(row["quotation_id"])
                fault = relation_fault(relation, len(texts[own][row["field"] != "title"]))
                if fault is not None:
                    raise TableError(f"quotations: {name!r}: {fault}; give the quotations of these articles")
                items[own][name] = Item(name, str(row["field"]), relation, found=relation)
    marked = dict.fromkeys(texts, False)
    marks = {own: fingerprint(text) for own, (_, text) in texts.items()}
    faults: list[tuple[int, str]] = []
    for number, decision in decisions:
        own = decision.article_id
        fault = _fault(decision, texts[own], marks[own]) if own in texts else None
        if fault is not None:
            faults.append((number, f"{own!r}: {fault}"))
        elif own in texts and decision.quotation_id is None:
            marked[own] = decision.verdict == "done"
        elif own in texts:
            _decide(items[own], decision)
    return {own: Reviewed(items[own], marked[own]) for own in texts}, faults


def _fault(decision: Decision, texts: tuple[str, str], mark: str) -> str | None:
    """Why a decision cannot be of this article, if so."""
    if decision.text_sha != mark:
        return "the text is another one than the coder saw"
    if decision.relation is None:
        return None
    text = texts[0] if decision.field == "title" else texts[1]
    fault = relation_fault(decision.relation, len(text))
    if fault is None and decision.verdict in KEPT and decision.relation["kind"] != "declined":
        return None if decision.relation.get("contents") else "only a declined relation has no content"
    return fault


def review_records(
    path: str | os.PathLike[str], articles: pd.DataFrame, *, coder: str | None = None
) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    """The articles that a coder marked as done, as the codebook's section 8 writes them, without their titles.

    Args:
        path: The log of the review.
        articles: The articles.
        coder: Whose decisions; needed where the log has those of several.

    Returns:
        `{"id", "ars"}` per article, and the lines of the log that were set aside, with the reason.

    Raises:
        ReadError: The log cannot be read, or it is of several coders and `coder` names none of them.
        TableError: A column is missing.
    """
    check_table(articles, "articles")
    log = read_log(path)
    _, decisions = _of_one_coder(log, path, coder)
    reviewed, faults = opened(article_texts(articles), None, decisions)
    records = []
    for own, article in reviewed.items():
        if article.done:
            kept = [item.relation for item in article.items.values() if item.field == "text" and item.verdict in KEPT]
            kept.sort(key=relation_place)
            records.append({"id": own, "ars": [dict(relation) for relation in kept]})
    return records, sorted([*log.faults, *faults])


def _of_one_coder(log: Log, path: str | os.PathLike[str], coder: str | None) -> tuple[str, list[tuple[int, Decision]]]:
    coders = list(dict.fromkeys(decision.coder for _, decision in log.decisions))
    if not coders:
        why = f" (line {log.faults[0][0]}: {log.faults[0][1]})" if log.faults else ""
        there = "no decision in it" if Path(path).exists() else "there is no such file"
        raise ReadError(f"{path}: {there}{why}; name the file that a review wrote")
    if coder is None and len(coders) > 1:
        raise ReadError(f"{path} has the decisions of {', '.join(map(repr, coders))}; say whose: coder={coders[0]!r}")
    if coder is not None and coder not in coders:
        raise ReadError(f"{path} has no decision of {coder!r}; there are those of {', '.join(map(repr, coders))}")
    whose = coders[0] if coder is None else coder
    return whose, [each for each in log.decisions if each[1].coder == whose]


def reviewed_table(
    articles: pd.DataFrame,
    path: str | os.PathLike[str],
    *,
    coder: str | None = None,
    keep: Sequence[str] = KEPT,
    unfinished: bool = False,
) -> pd.DataFrame:
    """The quotations of a review as the coder left them: a table as `quotation_table` gives it, corrected.

    Args:
        articles: The articles, with the same texts.
        path: The file that `review` saved to.
        coder: Whose decisions; needed where the file has those of several.
        keep: Which decisions: `accepted`, `corrected`, `added`, `rejected`. Without the rejected ones, the
            table is what the coder holds to be right.
        unfinished: Whether articles count that are not marked as done, as far as they were reviewed.

    Returns:
        The columns of `schema.QUOTATIONS`, then `decision`, `coder`, `decided` (when, in UTC) and `reviewed_id`, the
        `quotation_id` under which it was shown. A relation that was corrected has no `confidence`, one that was added
        no `rule`. For `validate_quotations` and `agreement` give the file itself, which also says which articles have
        no quotation.

    Raises:
        ReadError: There is no such file, no decision in it, or it is of several coders and `coder` is left out.
        TableError: A column of `articles` is missing, or none of them was reviewed.

    Warns:
        ToolkitWarning: Lines of the file were set aside.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> import pandas as pd
        >>> from toolkit.articles.tables import quotation_table
        >>> from toolkit.reports.review_session import ReviewSession
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["قال سالم إن العمل بدأ. وقالت ليلى إنه انتهى."]})
        >>> with TemporaryDirectory() as folder:
        ...     session = ReviewSession(articles, quotation_table(articles), file=f"{folder}/review.jsonl", coder="م")
        ...     _ = session.answer({"do": "accept", "id": "1:text:0"})
        ...     reviewed_table(articles, f"{folder}/review.jsonl", unfinished=True)[["cue", "decision"]].values.tolist()
        [['قال', 'accepted']]
    """
    check_table(articles, "articles")
    wrong = [each for each in keep if each not in _OF_RELATIONS]
    if wrong or isinstance(keep, str):
        raise ToolkitError(f"keep is {keep!r}; allowed are several of {', '.join(_OF_RELATIONS)}: keep=['accepted']")
    log = read_log(path)
    whose, decisions = _of_one_coder(log, path, coder)
    reviewed, faults = opened(article_texts(articles), None, decisions)
    _tell(path, sorted([*log.faults, *faults]))
    if not any(article.items or article.marked for article in reviewed.values()):
        raise TableError(f"{path}: none of the articles was reviewed in it; give the articles that were reviewed")
    times = {(each.article_id, each.quotation_id): each.at for _, each in decisions if each.quotation_id is not None}
    rows: list[dict[str, Any]] = []
    for article in articles.to_dict("records"):
        own = reviewed.get(article["article_id"])
        if own is not None and (own.done or unfinished):
            kept = [item for item in own.items.values() if item.verdict in keep]
            rows.extend(_rows(article, kept, whose, times))
    names = [*(column.name for column in QUOTATIONS), "decision", "coder", "decided", "reviewed_id"]
    return build_table({name: [row[name] for row in rows] for name in names}, "quotations")


def _tell(path: str | os.PathLike[str], faults: Sequence[tuple[int, str]]) -> None:
    if faults:
        number, why = faults[0]
        warnings.warn(
            f"{path}: {len(faults)} lines were set aside; the first: line {number}: {why}", ToolkitWarning, stacklevel=3
        )


def _rows(
    article: Mapping[Any, Any], kept: Sequence[Item], coder: str, times: Mapping[tuple[str, str], str]
) -> list[dict[str, Any]]:
    cells = {name: article.get(name) for name in ("outlet", "published", "title")}
    given = {name: cell if isinstance(cell, str) else None for name, cell in cells.items()}
    own = Article(article["article_id"], given["outlet"], given["published"], given["title"], article["text"])
    ordered = in_order(kept)
    in_title, in_text = ([item.relation for item in ordered if item.field == name] for name in ("title", "text"))
    rows = relation_rows(own, annotated(in_title), annotated(in_text))
    for row, item in zip(rows, ordered, strict=True):
        row |= {name: item.relation.get(name) for name in ("rule", "confidence")}
        row["flags"] = list(item.relation.get("flags") or [])
        row |= {"decision": item.verdict, "coder": coder, "reviewed_id": item.quotation_id}
        row["decided"] = times.get((own.article_id, item.quotation_id)) or None
    return rows
