"""The sample coverage keeps its promises: its form, its gold by the codebook, and what was planted, by article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from sample_tables import ARTICLES, DISTANCING, EVENTS, FOLDER, GOLD, OUTLETS, STATEMENTS, TABLES, TEXTS

from toolkit.articles.outlets import with_outlets

RELATIONS = [(record["id"], relation) for record in GOLD for relation in record["ars"]]
CUES = [(article, one, *one["cue"]) for article, one in RELATIONS if one["cue"]]

KINDS = set("direct indirect mixed declined".split())
TYPES = set("person unnamed organisation media document".split())
SECTORS = set(
    "government parliament_party military_security judiciary international armed_group business expert civil_society "
    "media sport_culture citizen unknown".split()
)
FRAMES = set(
    "economic capacity_resources morality fairness_equality legality_jurisprudence policy_prescription "
    "crime_punishment security_defense health_safety quality_of_life cultural_identity public_opinion political "
    "external_reputation other".split()
)


def five_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub("[\u064b-\u0652\u0670ـ]", "", text))
    return set(zip(*(words[start:] for start in range(5)), strict=False))


def treatment(text: str, relation: dict[str, object]) -> str:
    """How a statement was told, as the card defines it."""
    start, end = relation["cue"]  # type: ignore[misc]
    if relation["speaker"] is None:
        return "U"
    if relation["type"] == "unnamed":
        return "R"
    if DISTANCING.match(text[start:end]):
        return "PD"
    return {"direct": "D", "mixed": "F", "indirect": "P"}[str(relation["kind"])]


def test_six_outlets_have_twelve_articles_each_over_three_weeks() -> None:
    assert Counter(ARTICLES["outlet"]) == dict.fromkeys(OUTLETS["outlet"], 12)
    assert len(OUTLETS) == 6
    assert (ARTICLES["published"].min(), ARTICLES["published"].max()) == ("2024-11-03", "2024-11-23")


def test_every_article_has_150_to_600_words() -> None:
    assert ARTICLES["text"].str.split().str.len().between(150, 600).all()


def test_articles_share_no_five_words_but_of_one_dispatch_or_one_statement() -> None:
    told = set().union(*map(five_words, STATEMENTS["words"]))
    wires = dict(zip(EVENTS["article_id"], EVENTS["wire"].fillna(EVENTS["article_id"]), strict=True))
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for article, text in TEXTS.items():
        for words in five_words(text) - told:
            seen[words].add(wires[article])
    assert {" ".join(words) for words, of in seen.items() if len(of) > 1} == set()


def test_the_gold_has_each_article_once_and_in_order() -> None:
    assert [record["id"] for record in GOLD] == ARTICLES["article_id"].tolist()


def test_the_gold_uses_the_words_of_the_codebook() -> None:
    for _, one in RELATIONS:
        assert (one["kind"] in KINDS, one["type"] in TYPES, one["sector"] in SECTORS) == (True, True, True)
        assert one["gender"] in ({"f", "m", None} if one["type"] in {"person", "unnamed"} else {None})
        assert one["complement"] in ({None} if one["kind"] == "declined" else {"clause", "nominal"})
        assert bool(one["contents"]) == (one["kind"] != "declined")
        assert one["speaker"] is not None or one["type"] == "unnamed"
    for record in GOLD:
        assert record["primary_frame"] in record["frames"]
        assert set(record["frames"]) <= FRAMES


def test_the_spans_of_the_gold_are_words_of_the_text_in_order() -> None:
    for article, one in RELATIONS:
        text = TEXTS[article]
        spans = [*filter(None, (one["cue"], one["source"])), *one["contents"]]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[start:end] == text[start:end].strip() for start, end in spans)
        assert one["contents"] == sorted(one["contents"])
    for record in GOLD:
        places = [one["cue"] or one["contents"][0] for one in record["ars"]]
        assert places == sorted(places)
        assert len(set(map(tuple, places))) == len(places)


def test_a_cue_is_of_whole_words_but_where_the_translating_outlet_glues_it_to_the_word_before() -> None:
    cut = {article for article, _, start, _ in CUES if re.match(r"\w\w", TEXTS[article][max(start - 1, 0) : start + 1])}
    assert set(ARTICLES.set_index("article_id").loc[list(cut), "outlet"]) == {"بوابة الحوض"}


def test_a_speaker_is_copied_from_the_article() -> None:
    whole = ARTICLES.set_index("article_id")[["title", "text"]].agg("\n".join, axis=1)
    assert [
        (article, one["speaker"]) for article, one in RELATIONS if (one["speaker"] or "") not in whole[article]
    ] == []


def test_every_article_has_one_event() -> None:
    assert EVENTS["article_id"].tolist() == ARTICLES["article_id"].tolist()
    assert EVENTS["event"].str.fullmatch(r"E\d+|other").all()


@pytest.mark.parametrize("wire", sorted(EVENTS["wire"].dropna().unique()))
def test_copies_of_a_dispatch_share_most_of_the_shorter_ones_words(wire: str) -> None:
    copies = [five_words(TEXTS[article]) for article in EVENTS.loc[EVENTS["wire"] == wire, "article_id"]]
    for one in copies[1:]:
        assert len(copies[0] & one) >= 30


def test_what_is_known_of_the_outlets_can_be_joined() -> None:
    joined = with_outlets(ARTICLES, OUTLETS)
    assert joined["outlet_invented"].all()
    assert set(joined["outlet_country"].dropna()) == {"قرنديا", "مرغاليا"}


def test_a_statement_is_a_relation_of_the_gold_and_told_as_its_treatment_says() -> None:
    gold = {(article, start): one for article, one, start, _ in CUES}
    for row in STATEMENTS.to_dict("records"):
        assert treatment(TEXTS[row["article_id"]], gold[row["article_id"], row["cue_start"]]) == row["treatment"]
    told = STATEMENTS[STATEMENTS["treatment"] == "D"]
    assert [row for row in told.to_dict("records") if row["words"] not in TEXTS[row["article_id"]]] == []


@pytest.mark.parametrize("name", TABLES)
def test_the_figures_of_the_card_are_those_of_the_gold(name: str) -> None:
    assert TABLES[name]() in (FOLDER / "README.md").read_text("utf-8"), "print them: python tests/sample_tables.py"
