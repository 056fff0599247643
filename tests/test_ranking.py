"""Who is meant where a subject is left out: the choices, how likely each is, and the table of weights."""

from __future__ import annotations

from importlib.resources import files
from timeit import repeat
from typing import TYPE_CHECKING

import pytest

from toolkit.attribution.extract import quotations, traced
from toolkit.attribution.ranking import Choice, probabilities

if TYPE_CHECKING:
    from toolkit.attribution.trace import Seen

WEIGHTS = files("toolkit.attribution").joinpath("ruleset", "ranking.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in WEIGHTS.splitlines()]


def choices(text: str) -> list[tuple[str, float]]:
    """Who could be meant by the last cue of a text, and how likely."""
    _, (_, trace, _) = traced("", text)
    seen: list[Seen] = trace.choices[id(trace.drafts[-1])]
    return [(who if isinstance(who := choice.who, str) else who.label, choice.likely) for choice in seen]


def test_the_table_has_two_columns_and_weighs_no_feature_twice() -> None:
    assert ROWS[0] == ["feature", "weight"]
    assert {len(row) for row in ROWS} == {2}
    assert len({feature for feature, _ in ROWS}) == len(ROWS)


def test_every_weight_is_of_moderate_size() -> None:
    assert [row for row in ROWS[1:] if not 0 < abs(float(row[1])) < 10] == []


def test_every_feature_is_one_that_a_choice_may_have() -> None:
    texts = (
        "قالت الوزيرة سلمى نصار إن السد آمن. وأضافت أن العمل انتهى، مشيرة إلى أن الطريق مفتوح.",
        "غادر سامي الدرسوني القاعة بعد اللقاء، مؤكدا أن الاتفاق قريب.",
    )
    known = {name.split("=")[0] for text in texts for name in features(text)}

    assert {feature.split("=")[0] for feature, _ in ROWS[1:]} <= known


def features(text: str) -> list[str]:
    _, (_, trace, _) = traced("", text)
    return [name for seen in trace.choices.values() for choice in seen for name in choice.features]


def test_the_chances_of_all_choices_are_one_together() -> None:
    found = choices("قال هاني الطوبجي إن الجسر سليم. وزارته منى الدرسوني أمس. وقالت إن العمل انتهى.")

    assert {who for who, _ in found} == {"منى الدرسوني"}  # no man is meant by a feminine
    assert sum(likely for _, likely in found) == pytest.approx(1)


def test_a_feature_without_a_weight_changes_nothing() -> None:
    plain, unknown = Choice(None, features=()), Choice(None, features=("never=seen",))

    assert probabilities([plain, unknown]) == [0.5, 0.5]


def test_whoever_adds_has_spoken() -> None:
    found = choices("قال هاني الطوبجي إن الجسر سليم. وكان سامي الدرسوني قد زاره. وأضاف أن العمل انتهى.")

    assert [who for who, _ in found] == ["هاني الطوبجي"]


def test_nobody_is_likely_where_many_could_be_meant_and_the_relation_says_so() -> None:
    text = "التقى سامي الدرسوني وهاني الطوبجي وكريم نصار في بيت مراد الحداد. قال إن اللقاء ناجح."
    [quotation] = quotations(text)

    assert "antecedent_guessed" in quotation.flags


@pytest.mark.parametrize("word", ["صورته", "اتصلنا"])
def test_a_word_with_a_pronoun_is_nobody(word: str) -> None:
    found = choices(f"قال هاني الطوبجي إن الجسر سليم. نشرت {word} أمس. وذكر أن العمل انتهى.")

    assert word not in [who for who, _ in found]


def test_a_sentence_with_many_names_before_a_cue_takes_linear_time() -> None:
    def seconds(times: int) -> float:
        text = "زار سامي الدرسوني ومنى نصار وكريم الزيتاوي المدينة " * times + "، مؤكدا أن العمل انتهى. "
        # The fastest of three: what else runs on the machine only adds to a time.
        return min(repeat(lambda: quotations(text * 10), number=1, repeat=3))

    seconds(10)
    assert seconds(400) < 12 * max(seconds(50), 0.01)
