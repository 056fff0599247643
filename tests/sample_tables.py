"""The tables of the sample's data card, counted from its gold: `python tests/sample_tables.py` prints them."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.articles.annotations import annotation_table, read_standoff
from toolkit.articles.datasets import dataset_path, load_dataset
from toolkit.measures.crosstab import category_table, category_test
from toolkit.measures.keyness import keyness
from toolkit.measures.terms import term_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FOLDER = dataset_path("sample")
ARTICLES = load_dataset("sample")
TEXTS = dict(zip(ARTICLES["article_id"], ARTICLES["text"], strict=True))
GOLD = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text("utf-8").splitlines()]
EVENTS, OUTLETS, STATEMENTS = (
    pd.read_csv(FOLDER / f"{name}.tsv", sep="\t") for name in ("events", "outlets", "statements")
)
NAMES = OUTLETS["outlet"].tolist()
PERIODS = {"3 to 9 November": "2024-11-09", "10 to 16": "2024-11-16", "17 to 23": "2024-11-23"}
DISTANCING = re.compile(r"[وف]?(?:زعمت?|[يت]زعم|زاعم[اة]?|مدعي[اة]?|ادع[ىت]|[يت]دعي|تذرعت?|بررت?)\b")
TANKER = re.compile(
    "الأطلاوي|السنغرلي|مالك الناقلة|مالك الشركة|الشركة المالكة للناقلة|رمسال|المؤمِّنة|مالكة الناقلة|مكتب المحامي"
)
"""Who speaks for the company of the tanker: its owner, lawyer and insurer."""


def _relations() -> pd.DataFrame:
    """The gold as the table that every measure takes, with the columns that the card counts by."""
    table = annotation_table(ARTICLES, read_standoff(FOLDER / "gold.jsonl"))
    distancing = table["cue"].str.match(DISTANCING.pattern).fillna(value=False)
    period = table["published"].map(lambda day: next(name for name, last in PERIODS.items() if str(day)[:10] <= last))
    return table.assign(
        stance=distancing.map({True: "distancing", False: "other"}),
        tanker=table["speaker"].str.contains(TANKER.pattern).fillna(value=False),
        business=table["sector"].map(lambda sector: "business" if sector == "business" else "other"),
        period=period,
        wire=table["article_id"].isin(EVENTS.loc[EVENTS["wire"].notna(), "article_id"]),
    )


RELATIONS = _relations()


def person(name: str) -> str:
    """A name without what its variants differ in: غ or ج, ة or ه, with or without ال."""
    return re.sub(r"\bال", "", name).replace("ج", "غ").replace("ه", "ة")


def markdown(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def shares(category: str, values: Iterable[str], *, of: pd.DataFrame = RELATIONS, by: str = "outlet") -> dict[str, Any]:
    """`count of total, share (interval)` by group and value; in bold where the group is told from the others."""
    table = category_table(of, by=by, category=category, unit="relations")
    cells = {}
    for row in table.to_dict("records"):
        known = pd.notna(row["share_low"])
        interval = f" ({100 * row['share_low']:.0f} to {100 * row['share_high']:.0f})" if known else ""
        cell = f"{row['count']} of {row['total']}, {100 * row['share']:.0f} %{interval}"
        told = row["p_articles_adjusted"] < 0.05
        cells[row[by], row[category]] = f"**{cell}**" if told else cell
    return {name: [cells.get((name, value), "none of 0") for value in values] for name in dict.fromkeys(table[by])}


def profile() -> str:
    sectors = ["government", "citizen", "parliament_party", "expert", "business"]
    of_sectors, unnamed = shares("sector", sectors), shares("named", ["unnamed"])
    return markdown(["outlet", *sectors, "unnamed"], ([name, *of_sectors[name], *unnamed[name]] for name in NAMES))


def kinds() -> str:
    order = ["direct", "indirect", "mixed", "declined"]
    counted = Counter((row.outlet, row.kind) for row in RELATIONS.itertuples())
    rows = (
        [name, sum(counted[name, kind] for kind in order), *(counted[name, kind] for kind in order)] for name in NAMES
    )
    return markdown(["outlet", "relations", *order], rows)


def distancing() -> str:
    parts = [
        shares("stance", ["distancing"], of=RELATIONS[where])
        for where in (
            RELATIONS["sector"] == "government",
            RELATIONS["tanker"],
            ~RELATIONS["tanker"] & (RELATIONS["sector"] != "government"),
            RELATIONS["kind"].notna(),
        )
    ]
    head = ["outlet", "of the government", "of the tanker's side", "of all others", "of all"]
    return markdown(head, ([name, *(part[name][0] for part in parts)] for name in NAMES))


def event_words() -> str:
    words = ["كارثة", "حادث", "واقعة", "فاجعة"]
    terms = term_matrix(ARTICLES, only=words, stop=None)
    found = {name: keyness(ARTICLES, target=name, terms=terms).set_index("term") for name in NAMES}

    def cell(name: str, word: str) -> str:
        row = found[name].loc[word]
        told = row["more_in"] == "target" and row["p_adjusted"] < 0.05
        return f"**{row['count_target']}**" if told else str(row["count_target"])

    return markdown(["outlet", *words], ([name, *(cell(name, word) for word in words)] for name in NAMES))


def women() -> str:
    named = RELATIONS[RELATIONS["type"] == "person"].assign(person=lambda table: table["speaker"].map(person))

    def of(name: str, *columns: str) -> str:
        persons = named[named["outlet"] == name].drop_duplicates([*columns, "person"])
        return f"{(persons['gender'] == 'f').sum()} of {len(persons)}"

    rows = ([name, of(name), of(name, "article_id"), *shares("gender", ["f"])[name]] for name in NAMES)
    return markdown(["outlet", "different persons", "once in each article", "relations"], rows)


def economic() -> str:
    primary = pd.Series({record["id"]: record["primary_frame"] for record in GOLD})
    articles = ARTICLES.assign(
        economic=ARTICLES["article_id"].map(primary) == "economic",
        period=ARTICLES["published"].map(
            lambda day: next(name for name, last in PERIODS.items() if str(day)[:10] <= last)
        ),
    )

    def of(name: str, period: str | None = None) -> str:
        part = articles[(articles["outlet"] == name) & ((articles["period"] == period) | (period is None))]
        return f"{part['economic'].sum()} of {len(part)}"

    return markdown(
        ["outlet", *PERIODS, "all"], ([name, *(of(name, period) for period in PERIODS), of(name)] for name in NAMES)
    )


def business() -> str:
    parts = [shares("business", ["business"], of=RELATIONS[RELATIONS["period"] == period]) for period in PERIODS]
    whole = shares("business", ["business"])
    rows = ([name, *(part[name][0] for part in parts), *whole[name]] for name in NAMES)
    return markdown(["outlet", *PERIODS, "all"], rows)


def wire() -> str:
    parts = [shares("named", ["unnamed"], of=RELATIONS[where]) for where in (RELATIONS["wire"], ~RELATIONS["wire"])]
    rows = ([name, *(part.get(name, ["no dispatch"])[0] for part in parts)] for name in NAMES)
    return markdown(["outlet", "in dispatches", "in its own articles"], rows)


def nulls() -> str:
    pair = RELATIONS[RELATIONS["outlet"].isin(["الطيلون", "مرآة الضفة"])]
    tests = {
        "women among named speakers, six outlets": category_test(
            RELATIONS, by="outlet", category="gender", unit="relations"
        ),
        "direct, indirect, mixed, declined, الطيلون and مرآة الضفة": category_test(
            pair, by="outlet", category="kind", unit="relations"
        ),
    }
    rows = ([what, f"{test['cramers_v'][0]:.2f}", f"{test['p_articles'][0]:.2f}"] for what, test in tests.items())
    return markdown(["null", "Cramér's V", "p (articles shuffled)"], rows)


def told() -> str:
    """Each statement, and how each outlet told it."""
    outlet = ARTICLES.set_index("article_id")["outlet"]
    cells: dict[tuple[str, str], list[str]] = {}
    for row in STATEMENTS.to_dict("records"):
        cells.setdefault((row["statement"], outlet[row["article_id"]]), []).append(row["treatment"])
    first = STATEMENTS.drop_duplicates("statement")[["statement", "speaker"]].itertuples(index=False)
    rows = ([key, speaker, *(", ".join(cells.get((key, name), [])) for name in NAMES)] for key, speaker in first)
    return markdown(["statement", "speaker", *NAMES], rows)


def sizes() -> str:
    words = ARTICLES["text"].str.split().str.len()
    relations = sum(len(record["ars"]) for record in GOLD)
    return f"{words.min()} to {words.max()} words each, {words.sum():,} words; {relations:,} attribution relations"


TABLES: dict[str, Callable[[], str]] = {
    one.__name__: one
    for one in (sizes, profile, kinds, distancing, event_words, women, nulls, economic, business, wire, told)
}

if __name__ == "__main__":
    for name, table in TABLES.items():
        sys.stdout.write(f"{name}\n{table()}\n\n")
