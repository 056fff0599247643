"""Articles with their quotations marked and numbered, each number with its row beneath: every count leads back here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd
from tqdm import tqdm

from toolkit.reports.highlight import legend_html, marks_by_field
from toolkit.reports.marks import marked_html
from toolkit.reports.markup import MISSING, cell, direction, escaped, number, percent, shortened, table
from toolkit.reports.page import page_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.reports.wording import Wording

__all__ = ["EMBEDDED", "PAGE_SIZE", "Shelf"]

EMBEDDED = 100  # articles up to this many stand in the report itself,
_LETTERS = 400_000  # if their texts are not longer than this together
PAGE_SIZE = 100


@dataclass(frozen=True, eq=False)
class Shelf:
    """The articles of a report in order, each with its quotations and with the address where it stands.

    Attributes:
        articles: The rows of the articles table.
        quotations: For each article the rows of its quotations, in reading order.
        words: The words of the report.
        readable: Whether the articles have their texts.
    """

    articles: list[dict[str, Any]]
    quotations: list[list[dict[str, Any]]]
    words: Wording
    readable: bool = True

    @classmethod
    def of(cls, articles: pd.DataFrame, quotations: pd.DataFrame, words: Wording) -> Shelf:
        """A shelf of an articles table and its quotations table.

        Args:
            articles: Without a column `text`, the shelf cannot be read.
            quotations: As many columns as there are.
            words: The words of the report.
        """
        rows: dict[str, list[dict[str, Any]]] = {}
        for row in _records(quotations):
            rows.setdefault(row["article_id"], []).append(row)
        kept = _records(articles)
        placed = [rows.get(article["article_id"], []) for article in kept]
        return cls(kept, placed, words, readable="text" in articles)

    @cached_property
    def paged(self) -> bool:
        """Whether the articles stand on pages of their own."""
        letters = sum(len(article["text"]) for article in self.articles) if self.readable else 0
        return len(self.articles) > EMBEDDED or letters > _LETTERS

    def address(self, place: int, quotation: int | None = None, *, within: str = "articles/") -> str:
        """The link to the article at `place`, or to one of its quotations, both counted from 0."""
        page = f"{within}{place // PAGE_SIZE + 1:04d}.html" if self.paged else ""
        return f"{page}#a-{place + 1:04d}" if quotation is None else f"{page}#q-{place + 1:04d}-{quotation + 1}"

    def headline(self, place: int, width: int = 110) -> str:
        """The title, or where there is none the first words; the id where there is no text."""
        article = self.articles[place]
        return shortened(article.get("title") or article.get("text") or article["article_id"], width)

    def most_quoted(self, count: int) -> list[int]:
        """The places of the articles with the most quotations."""
        places = sorted(range(len(self.articles)), key=lambda place: (-len(self.quotations[place]), place))
        return places[:count]

    def foldable(self, place: int, *, opened: bool) -> str:
        """An article as a section to unfold."""
        headline = cell(self.headline(place), "span", "class=headline")
        return (
            f'<details class="article" id="a-{place + 1:04d}"{" open" if opened else ""}><summary>'
            f"{headline}{self._about(place)}</summary>"
            f'<div class="body">{self._body(place)}</div></details>'
        )

    def pages(self, *, progress: bool) -> Iterator[tuple[str, str]]:
        """File names and pages: an index, then the articles a hundred a page."""
        yield "index.html", self._index()
        starts = range(0, len(self.articles), PAGE_SIZE)
        for start in tqdm(starts, unit=" pages", delay=2, leave=False, file=sys.stderr, disable=not progress):
            yield f"{start // PAGE_SIZE + 1:04d}.html", self._page(start)

    def page_links(self) -> str:
        """The list of the pages."""
        items = []
        for start in range(0, len(self.articles), PAGE_SIZE):
            end = min(start + PAGE_SIZE, len(self.articles))
            items.append(f'<li><a href="articles/{start // PAGE_SIZE + 1:04d}.html">{start + 1:,}–{end:,}</a></li>')
        return f'<ul class="pages">{"".join(items)}</ul>'

    def _page(self, start: int) -> str:
        places = range(start, min(start + PAGE_SIZE, len(self.articles)))
        say = self.words.say
        title = say("page.articles_range", {"first": f"{places[0] + 1:,}", "last": f"{places[-1] + 1:,}"})
        links = [f'<a href="../index.html">{say("page.the_report")}</a>']
        links.append(f'<a href="index.html">{say("page.all_articles")}</a>')
        if start:
            links.append(f'<a href="{start // PAGE_SIZE:04d}.html">{say("page.previous")}</a>')
        if places[-1] + 1 < len(self.articles):
            links.append(f'<a href="{start // PAGE_SIZE + 2:04d}.html">{say("page.next")}</a>')
        nav = f"<nav>{''.join(links)}</nav>"
        articles = "\n".join(self._plain(place) for place in places)
        head = f'<div class="masthead"><h1>{title}</h1>{nav}{legend_html(words=self.words, inline_styles=False)}</div>'
        return page_html(title, f"{head}\n<main>{articles}{nav}</main>", words=self.words)

    def _plain(self, place: int) -> str:
        body = self._body(place, titled=True)
        return f'<article class="plain-article" id="a-{place + 1:04d}">{self._about(place)}{body}</article>'

    def _index(self) -> str:
        rows = [self._entry(place) for place in range(len(self.articles))]
        say = self.words.say
        looks = {"no": "num", "article": "end", "outlet": "end", "published": "", "quotations": "num"}
        heads = {say(f"head.{name}"): look for name, look in looks.items()}
        nav = f'<nav><a href="../index.html">{say("page.the_report")}</a></nav>'
        title = say("page.all_articles")
        body = f'<div class="masthead"><h1>{title}</h1>{nav}</div>\n<main>{table(heads, rows)}</main>'
        return page_html(title, body, words=self.words)

    def _entry(self, place: int) -> list[str]:
        article = self.articles[place]
        return [
            number(place + 1),
            self.entry(place, within=""),
            cell(article.get("outlet") or MISSING, attributes="class=end"),
            cell(shortened(article.get("published") or MISSING, 25)),
            number(len(self.quotations[place])),
        ]

    def entry(self, place: int, *, within: str = "articles/") -> str:
        """A cell with the headline of an article, which leads to it where it can be read."""
        headline = self.headline(place)
        text = escaped(headline)
        link = f'<a href="{self.address(place, within=within)}">{text}</a>' if self.readable else text
        return f'<td dir="{direction(headline)}" class="end headline">{link}</td>'

    def _about(self, place: int) -> str:
        article = self.articles[place]
        facts = [
            f"<bdi>{escaped(shortened(article[name], 60))}</bdi>"
            for name in ("outlet", "published")
            if article.get(name)
        ]
        count = len(self.quotations[place])
        facts.append(self.words.many("quotation", count))
        facts.append(f"{self.words.say('articles.id')} <bdi>{escaped(shortened(article['article_id'], 60))}</bdi>")
        return f'<p class="meta">{" · ".join(facts)}</p>'

    def _body(self, place: int, *, titled: bool = False) -> str:
        article, rows = self.articles[place], self.quotations[place]
        marks = marks_by_field(rows, words=self.words)
        anchor = f"q-{place + 1:04d}"
        title = ""
        # a folded article shows its title already, unless there is something to mark in it
        if article.get("title") and (titled or marks["title"] or len(article["title"]) > len(self.headline(place))):
            title = marked_html(article["title"], marks["title"], anchor=anchor, inline_styles=False, tag="h3")
        text = marked_html(article["text"], marks["text"], anchor=anchor, inline_styles=False)
        return f'<div class="text" dir="rtl">{title}{text}</div>{_relations(rows, self.words)}'


def _relations(rows: list[dict[str, Any]], words: Wording) -> str:
    """The rows of an article's quotations, as far as they say how each was found."""
    if not rows:
        return ""
    looks = {"no": "num", "kind": "", "speaker": "end", "cue": "end", "rule": "", "flags": "", "confidence": "num"}
    heads = {words.say(f"head.{name}"): look for name, look in looks.items()}
    inside = f" {words.say('articles.inside')}"
    cells = [
        [
            number(place),
            f"<td>{escaped(words.name(row['kind']))}{'' if row.get('parent') is None else inside}</td>",
            cell(shortened(row.get("speaker") or MISSING, 80)),
            cell(shortened(row.get("cue") or MISSING, 40)),
            f"<td>{escaped(row.get('rule') or MISSING)}</td>",
            f"<td>{escaped(', '.join(row['flags']) if row.get('flags') is not None else '')}</td>",
            f'<td class="num">{MISSING if row.get("confidence") is None else percent(row["confidence"])}</td>',
        ]
        for place, row in enumerate(rows, start=1)
    ]
    summary = words.say("articles.relations", {"quotations": words.many("quotation", len(rows))})
    return f'<details class="relations"><summary>{summary}</summary>{table(heads, cells)}</details>'


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries in which a missing cell is None."""
    columns = {name: [_cell(value) for value in table[name].tolist()] for name in table.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _cell(value: Any) -> Any:
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value
