"""What a medium passes on from somebody for whom a pronoun stands."""

from __future__ import annotations

import pytest

from toolkit import quotations

SAID_BEFORE = "أعلن الوزير سالم النعيمي إغلاق الملعب. "


@pytest.mark.parametrize(
    "relayed",
    [
        "ونقلت عنه الصحيفة قوله: «لن نغلق الملعب كل شتاء».",
        "ونقلت عنه الصحيفة قوله إن الملعب قديم.",
        "ونقلت عنه الصحيفة أن الملعب قديم.",
    ],
)
def test_a_pronoun_behind_a_relaying_verb_speaks_and_its_subject_is_the_medium(relayed: str) -> None:
    *_, found = quotations(SAID_BEFORE + relayed)

    assert (found.source, found.speaker, found.via) == (None, "سالم النعيمي", "الصحيفة")


def test_the_pronoun_and_not_the_verb_tells_whether_a_woman_speaks() -> None:
    *_, found = quotations(
        "قال الوزير سالم النعيمي إن الملعب قديم. وقالت مديرة الملعب ليلى نصار إنه سيغلق. ونقل عنها الموقع أن العمل بدأ."
    )

    assert (found.speaker, found.gender, found.via) == ("ليلى نصار", "f", "الموقع")
