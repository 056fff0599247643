"""The matrix of terms: what is counted, what is left out, and n-grams."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from toolkit.errors import LexiconError, TableError
from toolkit.measures.terms import term_matrix
from toolkit.words.lemmas import term_tokens


def table(*texts: str | None) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [str(place) for place in range(len(texts))], "text": list(texts)})


def counted(*texts: str | None, **options: Any) -> dict[str, list[int]]:
    matrix = term_matrix(table(*texts), least=1, least_articles=1, **options)
    return dict(zip(matrix.terms, matrix.counts.toarray().T.tolist(), strict=True))


def test_forms_of_a_word_are_one_term() -> None:
    assert counted("وزارة الصحة. بوزارات", "للوزارة") == {"وزارة": [2, 1], "صحة": [1, 0]}


def test_words_are_counted_as_what_was_asked_for() -> None:
    assert counted("وبالوزارات", unit="base") == {"الوزارات": [1]}
    assert counted("وبالوزارات", unit="surface") == {"وبالوزارات": [1]}


def test_stop_words_are_no_terms_but_words() -> None:
    matrix = term_matrix(table("في البيت وفيه"), least=1, least_articles=1)

    assert (matrix.terms, matrix.words.tolist()) == (("بيت",), [3])


def test_stop_words_are_named_given_or_none() -> None:
    assert set(counted("في بيت كبير", stop=None)) == {"في", "بيت", "كبير"}
    assert set(counted("في بيت كبير", stop=["كبير"])) == {"في", "بيت"}
    with pytest.raises(LexiconError, match="there is no lexicon 'nltk'; there are"):
        counted("بيت", stop="nltk")


def test_ngrams_go_over_no_mark_and_begin_with_no_stop_word() -> None:
    found = counted("مجلس الأمن. الدولي في مجلس الأمن على الحدود", ngrams=(2, 3))

    assert set(found) == {"مجلس أمن", "أمن على حد", "دولي في مجلس"}
    assert found["مجلس أمن"] == [2]


def test_rare_terms_are_left_out() -> None:
    matrix = term_matrix(table("جسر جسر نهر", "جسر نهر", "نهر"), least=3, least_articles=3)

    assert matrix.terms == ("نهر",)


def test_only_wanted_terms_are_counted_in_their_order() -> None:
    matrix = term_matrix(table("جسر في نهر", "جسر"), only=["كوكب", "في", "جسر"])

    assert matrix.terms == ("كوكب", "في", "جسر")
    assert matrix.counts.toarray().tolist() == [[0, 1, 1], [0, 0, 1]]


def test_an_article_without_a_text_has_no_words() -> None:
    matrix = term_matrix(table("جسر", None, "", "ـــ"), least=1, least_articles=1)

    assert matrix.words.tolist() == [1, 0, 0, 0]
    assert matrix.counts.shape == (4, 1)


def test_the_matrix_counts_what_term_tokens_gives() -> None:
    texts = ("قالَت الوزيرة: «وَلِلجسورِ أثر».", "CNN: الوزيراتُ في ٣ جسور")
    matrix = term_matrix(table(*texts), least=1, least_articles=1, stop=None)

    for row, text in enumerate(texts):
        tokens = [token.lemma for token in term_tokens(text)]
        assert matrix.words[row] == len(tokens)
        assert {term: tokens.count(term) for term in set(tokens)} == {
            matrix.terms[column]: matrix.counts[row, column] for column in matrix.counts[[row]].indices
        }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "root"}, "unit='root' is not counted; allowed are lemma, base, surface"),
        ({"ngrams": 9}, "a term has 1 to 5 words"),
        ({"ngrams": []}, "a term has 1 to 5 words"),
        ({"stop": "word_counts_"}, "there is no lexicon"),
    ],
)
def test_a_wrong_call_says_what_is_allowed(options: dict[str, Any], message: str) -> None:
    with pytest.raises((TableError, LexiconError), match=message):
        term_matrix(table("جسر"), **options)


def test_no_articles_give_an_empty_matrix() -> None:
    matrix = term_matrix(table())

    assert matrix.counts.shape == (0, 0)
