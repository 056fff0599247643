"""From one article's relations to rows. No pandas: worker processes load this and the engine only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.attribution.extract import article_quotations
from toolkit.errors import ToolkitError
from toolkit.text.segment import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.records import Quotation

__all__ = ["Article", "Failure", "article_rows", "relation_rows", "rows_of_chunk"]


class Article(NamedTuple):
    """What the rows of an article need of it."""

    article_id: str
    outlet: str | None
    published: str | None
    title: str | None
    text: str | None


class Failure(NamedTuple):
    """An article at which the engine failed, and how."""

    article_id: str
    reason: str


def rows_of_chunk(articles: Sequence[Article]) -> list[list[dict[str, Any]] | Failure]:
    """The rows of each article; an error costs its own article and no other.

    Args:
        articles: The articles.

    Raises:
        ToolkitError: A lexicon or rule of the toolkit is broken.
    """
    results: list[list[dict[str, Any]] | Failure] = []
    for article in articles:
        try:
            results.append(article_rows(article))
        except ToolkitError:  # a broken lexicon or rule breaks every article alike
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the others go through and the caller is told
            results.append(Failure(article.article_id, f"{type(error).__name__}: {error}"))
    return results


def article_rows(article: Article) -> list[dict[str, Any]]:
    """One row per relation, the title's first.

    Args:
        article: The article.
    """
    return relation_rows(article, *article_quotations(article.title, article.text))


def relation_rows(
    article: Article, in_title: Sequence[Quotation], in_text: Sequence[Quotation]
) -> list[dict[str, Any]]:
    """One row per relation, the title's first.

    Args:
        article: The article.
        in_title: The relations of its title, in reading order.
        in_text: The relations of its text, in reading order.
    """
    rows: list[dict[str, Any]] = []
    for field, raw, relations in (("title", article.title, in_title), ("text", article.text, in_text)):
        ids = _ids(article.article_id, field, relations)
        for relation, own in zip(relations, ids, strict=True):
            row = _row(relation, raw or "")
            row |= {"quotation_id": own, "field": field, "position": len(rows)}
            row |= {"article_id": article.article_id, "outlet": article.outlet, "published": article.published}
            row["parent"] = None if relation.parent is None else ids[relation.parent]
            if relation.speaker_id is not None:
                row["speaker_id"] = f"{article.article_id}:{relation.speaker_id}"
            rows.append(row)
    return rows


def _ids(article_id: str, field: str, relations: Sequence[Quotation]) -> list[str]:
    """A key per relation from where it starts, so that it outlives a rerun; a second one there gets .2."""
    seen: dict[int, int] = {}
    ids = []
    for relation in relations:
        anchor = relation.cue or next(iter(relation.contents), None) or relation.source
        offset = anchor.start if anchor else 0
        seen[offset] = seen.get(offset, 0) + 1
        ids.append(f"{article_id}:{field}:{offset}" + (f".{seen[offset]}" if seen[offset] > 1 else ""))
    return ids


def _row(relation: Quotation, raw: str) -> dict[str, Any]:
    texts = [span.of(raw) for span in relation.contents]
    return {
        "kind": relation.kind,
        "complement": relation.complement,
        "cue": relation.cue.of(raw) if relation.cue else None,
        "cue_start": relation.cue.start if relation.cue else None,
        "cue_end": relation.cue.end if relation.cue else None,
        "source": relation.source.of(raw) if relation.source else None,
        "source_start": relation.source.start if relation.source else None,
        "source_end": relation.source.end if relation.source else None,
        "content": " … ".join(texts) or None,
        "contents": [[span.start, span.end] for span in relation.contents],
        "words": sum(count_words(text) for text in texts),
        "speaker": relation.speaker or None,
        "speaker_id": None,
        "via": relation.via or None,
        "type": relation.type,
        "sector": None if relation.sector == "unknown" else relation.sector,
        "gender": relation.gender,
        "affiliation": relation.affiliation or None,
        "verb": relation.verb or None,
        "stance": relation.stance or None,
        "declined_as": relation.declined_as,
        "unnamed_as": relation.unnamed_as,
        "rule": relation.rule or None,
        "flags": list(relation.flags),
        "confidence": relation.confidence,
    }
