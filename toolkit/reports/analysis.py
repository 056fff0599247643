"""The analysis of a report, as cells of a notebook: public functions on a coverage, one question after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.reports.notebook import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from toolkit.reports.wording import Wording

__all__ = ["Plan", "analysis"]

OUTLETS, ARTICLES_EACH = 6, 5  # outlets whose terms are compared, and articles that each has at least


@dataclass(frozen=True, slots=True)
class Plan:
    """What the notebook starts from.

    Attributes:
        name: What the coverage is called.
        today: The day of the report.
        jobs: Processes for the extraction.
        extracts: Whether it extracts the quotations; else they are read from the file beside it.
        reads_text: Whether the articles have their texts; else what needs them is read from the files beside it.
        progress: Whether long steps show a bar, where standard error is a terminal.
    """

    name: str
    today: date
    jobs: int = 0
    extracts: bool = True
    reads_text: bool = True
    progress: bool = True


def analysis(plan: Plan, words: Wording, space: dict[str, Any]) -> Iterator[Cell]:
    """The cells, each made when those before it have run.

    Args:
        plan: What the notebook starts from.
        words: The words of its prose, and the language of its figures.
        space: Its names, as far as it has run.
    """
    bar = ", progress=True" if plan.progress else ""
    yield _prose(words, "title", {"name": _plain(plan.name)})
    yield Cell("imports", _IMPORTS)
    day = plan.today
    lines = [f"today = date({day.year}, {day.month}, {day.day})", f'lang = "{words.lang}"']
    yield Cell(
        "parameters", "\n".join([*lines, *([f"jobs = {plan.jobs}"] if plan.extracts else [])]), tags=("parameters",)
    )
    yield _prose(words, "read")
    if plan.reads_text:
        yield Cell("articles", 'articles = tk.read_articles("articles.parquet")')
        yield Cell("check", f"quality = tk.check(articles, today=today, examples=None{bar})")
        yield Cell("syndicated", f"copies = tk.find_syndicated(articles{bar})")
    else:
        yield Cell("articles", 'articles = pd.read_parquet("articles.parquet")')
        yield Cell("check", 'quality = pd.read_parquet("quality.parquet")')
        yield Cell("syndicated", 'copies = pd.read_parquet("syndication.parquet")')
    yield Cell("quality", 'tk.show(quality[quality["outlet"].isna()][["check", "severity", "n", "share"]])')
    if plan.extracts:
        yield Cell("quotations", f"quotations = tk.quotation_table(articles, jobs=jobs{bar})")
    else:
        yield Cell("quotations", 'quotations = pd.read_parquet("quotations.parquet")')
    yield Cell("stories", _STORIES)
    yield from _quoted(words, space)
    if articles_by_outlet(space):
        yield from _outlets(words, space)
    if plan.reads_text:
        yield from _terms(words, space)
    else:
        yield from _given(words, space)
    yield from _frames(plan, words, space)


def articles_by_outlet(space: dict[str, Any]) -> list[str]:
    """The outlets, those with most articles first, where there are several."""
    articles = space["articles"]
    if "outlet" not in articles:
        return []
    outlets: list[str] = (
        articles["outlet"]
        .value_counts()
        .sort_index(kind="stable")
        .sort_values(ascending=False, kind="stable")
        .index.tolist()
    )
    return outlets if len(outlets) > 1 else []


_IMPORTS = """import warnings
from datetime import date

import pandas as pd

import toolkit as tk

warnings.simplefilter("ignore")  # the report says what was set aside"""

_STORIES = """stories = copies[["article_id", "group_id", "is_copy"]]
articles = articles.drop(columns=["group_id", "is_copy"], errors="ignore").merge(stories, on="article_id")
quotations = quotations.drop(columns=["group_id", "is_copy"], errors="ignore").merge(stories, on="article_id")
sizes = {"articles": [len(articles)], "copies": [articles["is_copy"].sum()], "relations": [len(quotations)]}
tk.show(pd.DataFrame(sizes))"""


def _quoted(words: Wording, space: dict[str, Any]) -> Iterator[Cell]:
    """Who is quoted, and how."""
    yield Cell(
        "sources",
        'sources = tk.source_table(quotations)\nfrequency = tk.source_frequency(quotations, story="group_id")',
    )
    yield Cell(
        "counts", 'counts = tk.quotation_counts(quotations, story="group_id")\ntk.show(counts.drop(columns="note"))'
    )
    if not len(space["quotations"]):
        return
    yield _prose(words, "who")
    if len(space["frequency"]):
        shown = '["rank", "speaker", "type", "articles", "share", "share_low", "share_high", "turns", "words"]'
        yield Cell("frequency", f"tk.show(frequency[{shown}])")
        yield Cell("figure-sources", "figure_sources = tk.plot_sources(frequency, lang=lang)\ntk.show(figure_sources)")
    for category in ("type", "sector", "gender", "named"):
        yield Cell(category, _category(category))
    yield _prose(words, "how")
    yield Cell("figure-kinds", "figure_kinds = tk.plot_kinds(counts, lang=lang)\ntk.show(figure_kinds)")
    yield Cell("stance", _category("stance"))
    yield Cell("verb", _category("verb"))


def _category(category: str) -> str:
    return (
        f'by_{category} = tk.category_table(quotations, category="{category}", story="group_id")\n'
        f'by_{category} = by_{category}.sort_values("count", ascending=False, kind="stable", ignore_index=True)\n'
        f'tk.show(by_{category}[["{category}", "count", "share", "share_low", "share_high", "articles"]])'
    )


def _outlets(words: Wording, space: dict[str, Any]) -> Iterator[Cell]:
    if not len(space["quotations"]):
        return
    yield _prose(words, "outlets")
    yield Cell("outlet-counts", _OUTLET_COUNTS)
    yield Cell("figure-outlets", _FIGURE_OUTLETS)
    yield Cell("outlet-sources", _OUTLET_SOURCES)
    yield Cell("outlet-types", _outlet_category("type"))
    yield Cell("outlet-stances", _outlet_category("stance"))
    for category in ("type", "stance"):
        if len(space[f"outlet_{category}"]):
            yield Cell(
                f"figure-outlet-{category}",
                f"figure_outlet_{category} = tk.plot_categories(outlet_{category}, lang=lang)\n"
                f"tk.show(figure_outlet_{category})",
            )


_OUTLET_COUNTS = """outlet_counts = tk.quotation_counts(quotations, by="outlet", story="group_id")
outlet_counts = outlet_counts.sort_values("total", ascending=False, kind="stable", ignore_index=True)
direct = ["direct_share", "direct_share_low", "direct_share_high"]
tk.show(outlet_counts[["outlet", "total", "articles", "per_article", *direct]])"""

_FIGURE_OUTLETS = """figure_outlets = tk.plot_kinds(outlet_counts.head(25), unit="share", lang=lang)
tk.show(figure_outlets)"""

_OUTLET_SOURCES = """outlet_frequency = tk.source_frequency(quotations, by="outlet", story="group_id")
tk.show(outlet_frequency.loc[outlet_frequency["rank"] <= 3, ["outlet", "rank", "speaker", "articles", "share"]])"""


def _outlet_category(category: str) -> str:
    return (
        f'outlet_{category} = tk.category_table(quotations, by="outlet", category="{category}", story="group_id")\n'
        f'tk.show(outlet_{category}[["outlet", "{category}", "count", "total", "share", "share_low", "share_high"]])'
    )


def compared(space: dict[str, Any]) -> list[str]:
    """The outlets whose terms are compared with those of all others."""
    articles = space["articles"]
    if "outlet" not in articles:
        return []
    counts = articles["outlet"].value_counts()
    return [
        name
        for name in articles_by_outlet(space)[:OUTLETS]
        if counts[name] >= ARTICLES_EACH and counts.sum() - counts[name] >= ARTICLES_EACH
    ]


def _terms(words: Wording, space: dict[str, Any]) -> Iterator[Cell]:
    if not compared(space):
        return
    yield _prose(words, "terms")
    yield Cell("terms", "terms = tk.term_matrix(articles)")
    if not space["terms"].terms:
        return
    names = ",\n".join(f"    {name!r}" for name in compared(space))
    yield Cell("compared", f"outlets = [\n{names},\n]")
    yield Cell("keyness", _KEYNESS)
    yield Cell("keyness-table", _KEYNESS_TABLE)
    yield from _keyness_figures(space)


_KEYNESS = """keyness = pd.concat(
    [tk.keyness(articles, target=name, terms=terms, story="group_id").assign(outlet=name) for name in outlets],
    ignore_index=True,
)"""
_KEYNESS_TABLE = """sure = keyness[(keyness["more_in"] == "target") & (keyness["p_adjusted"] < 0.05)]
ratio = ["log_ratio", "log_ratio_low", "log_ratio_high"]
tk.show(sure[["outlet", "term", *ratio, "p_adjusted", "count_target", "count_reference"]])"""


def _keyness_figures(space: dict[str, Any]) -> Iterator[Cell]:
    yield Cell("keyness-figures", "figure_keyness = {}")
    for place in range(len(space["outlets"])):
        others = '"غيرها" if lang == "ar" else "others"'
        yield Cell(
            f"figure-keyness-{place + 1}",
            f'one = keyness[keyness["outlet"] == outlets[{place}]]\n'
            f"figure_keyness[outlets[{place}]] = tk.plot_keyness(one, names=(outlets[{place}], {others}), lang=lang)\n"
            f"tk.show(figure_keyness[outlets[{place}]])",
        )


def _frames(plan: Plan, words: Wording, space: dict[str, Any]) -> Iterator[Cell]:
    yield _prose(words, "frames")
    bar = ", progress=True" if plan.progress else ""
    if plan.reads_text:
        # columns of the user's own are not carried into each of the fifteen rows of an article
        columns = '["article_id", "outlet", "published", "title", "text", "group_id"]'
        yield Cell("frames", f"columns = {columns}\nframes = tk.frame_table(articles.filter(columns){bar})")
    else:
        yield Cell("frames", 'frames = pd.read_parquet("frames.parquet")')
    yield Cell("frame-shares", _FRAME_SHARES)
    if articles_by_outlet(space):
        yield Cell("outlet-frames", _OUTLET_FRAMES)
    shares = "outlet_frames" if "outlet_frames" in space else "frame_shares"
    yield Cell("figure-frames", _FIGURE_FRAMES.replace("SHARES", shares))


_FRAME_SHARES = """frame_shares = tk.frame_shares(frames, by=None, story="group_id")
tk.show(frame_shares[["frame", "count", "total", "share", "share_low", "share_high"]])"""
_FIGURE_FRAMES = """first = frame_shares[frame_shares["count"] > 0].nlargest(8, "count")["frame"]
figure_frames = tk.plot_frames(SHARES[SHARES["frame"].isin(first)], lang=lang)
tk.show(figure_frames)"""
_OUTLET_FRAMES = """outlet_frames = tk.frame_shares(frames, by="outlet", story="group_id")
tk.show(outlet_frames[["outlet", "frame", "count", "total", "share", "share_low", "share_high"]])"""


def _given(words: Wording, space: dict[str, Any]) -> Iterator[Cell]:
    """What needs the texts, from the tables beside the notebook."""
    if not compared(space):
        return
    yield _prose(words, "terms")
    yield Cell("keyness", 'keyness = pd.read_parquet("keyness.parquet")\noutlets = keyness["outlet"].unique().tolist()')
    yield Cell("keyness-table", _KEYNESS_TABLE)
    yield from _keyness_figures(space)


def _prose(words: Wording, key: str, values: dict[str, str] | None = None) -> Cell:
    text = words.say(f"notebook.{key}", values)
    if words.direction == "rtl":
        text = f'<div dir="rtl" lang="{words.lang}">\n\n{text}\n\n</div>'
    return Cell(f"about-{key}", text, code=False)


def _plain(name: str) -> str:
    """A name in which Markdown finds no markup."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|<>&" else letter for letter in " ".join(name.split()))
