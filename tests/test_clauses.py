"""Plain clauses in every combination: who speaks and where what he says begins and ends is found without fail."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from toolkit.attribution import declined, vocabulary
from toolkit.attribution.extract import article_quotations, quotations

if TYPE_CHECKING:
    from toolkit.attribution.records import Quotation

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "clauses.toml").read_text(encoding="utf-8"))
SUBJECTS = [(gender, subject) for gender in "mf" for subject in CASES["subjects"][gender]]
AHEAD = "عاد الهدوء إلى المدينة.\n"
MARKS = '"«» '
SAID = [("أكد", "أكدت", "أن الطريق مغلق"), ("أعلن", "أعلنت", "عن إغلاق الطريق"), ("أكد", "أكدت", "ضرورة إغلاق الطريق")]


def of(gender: str, forms: list[str] | tuple[str, ...]) -> str:
    """The form of a verb before a subject of this gender."""
    return forms[gender == "f"]


def parts(raw: str) -> list[tuple[str | None, str]]:
    """The source and the contents of every relation, as printed."""
    return [
        (source(quotation, raw), " … ".join(span.of(raw) for span in quotation.contents))
        for quotation in quotations(raw)
    ]


def source(quotation: Quotation, raw: str) -> str | None:
    return quotation.source.of(raw).strip(MARKS) if quotation.source else None


@pytest.mark.parametrize(("gender", "subject"), SUBJECTS)
def test_a_subject_ends_where_the_object_of_its_verb_begins(gender: str, subject: str) -> None:
    clauses = (
        f"{AHEAD}{of(gender, frame['verb'])} {subject} {frame['rest']}.".replace(" :", ":") for frame in CASES["frames"]
    )

    found = {raw: parts(raw) for raw in clauses}

    assert {raw: got for raw, got in found.items() if [who for who, _ in got] != [subject.strip(MARKS)]} == {}


@pytest.mark.parametrize(("gender", "subject"), [tuple(pair) for pair in CASES["addressed"]["subjects"]])
def test_who_is_addressed_is_no_part_of_what_was_said_and_who_it_is_about_is(gender: str, subject: str) -> None:
    given = CASES["addressed"]
    wrong = {}
    for order, kind, about in product(given["orders"], ("to", "about"), given["objects"]):
        for *verb, rest in given[kind]:
            raw = AHEAD + order.format(s=subject, v=of(gender, verb), c=rest.format(o=about))
            got = parts(raw)
            begins = bool(got) and got[0][1].startswith(about)
            if [who for who, _ in got] != [subject.strip(MARKS)] or begins != (kind == "about"):
                wrong[raw] = got

    assert wrong == {}


@pytest.mark.parametrize("order", [placed["order"] for placed in CASES["placed"]])
def test_when_and_where_something_was_said_stand_anywhere(order: str) -> None:
    wrong = {}
    for (gender, subject), (*verb, rest) in product(CASES["addressed"]["subjects"], SAID):
        raw = order.format(s=subject, v=of(gender, verb), c=rest)
        got = parts(raw)
        ends = len(got) == 1 and rest.endswith(got[0][1]) and got[0][1] in rest
        if [who for who, _ in got] != [subject.strip(MARKS)] or not ends:
            wrong[raw] = got

    assert wrong == {}


@pytest.mark.parametrize("head", CASES["continued"]["heads"])
def test_what_follows_a_clause_ends_it_or_goes_on_with_it(head: str) -> None:
    given, clause = CASES["continued"], CASES["continued"]["clause"]

    ended = {end: parts(head + clause + end)[0][1] for end in given["ends"]}
    on = {end: parts(head + clause + end)[0][1] for end in given["goes_on"]}

    assert {end: got for end, got in ended.items() if got != clause} == {}
    assert {end: got for end, got in on.items() if got != clause + end.rstrip(".")} == {}


@pytest.mark.parametrize(("gender", "speaker"), [tuple(pair) for pair in CASES["left_out"]["speakers"]])
def test_whom_a_verb_without_a_subject_addresses_does_not_speak(gender: str, speaker: str) -> None:
    given, wrong = CASES["left_out"], {}
    objects = given[f"no_subject_of_{gender}"] + given["no_subject"]
    head = f"{of(gender, ('قال', 'قالت'))} {speaker} إن الأمر خطير. "
    for joined, (*verb, rest), about in product(given["joined"], given["verbs"], objects):
        raw = f"{head}{joined}{of(gender, verb)} {about} {rest}."
        first, *others = quotations(raw)
        if [(it.source, it.speaker) for it in others] != [(None, first.speaker)]:
            wrong[raw] = parts(raw)

    assert wrong == {}


@pytest.mark.parametrize("speaker", CASES["own"]["speakers"])
def test_a_noun_of_the_speakers_own_is_what_he_tells_of(speaker: str) -> None:
    clauses = {order.format(s=speaker, n=noun): [(speaker, noun)] for order, noun in CASES["own"]["told"]}

    assert {raw: parts(AHEAD + raw + ".") for raw in clauses} == clauses


@pytest.mark.parametrize("speaker", CASES["called"]["speakers"])
def test_what_somebody_is_called_ends_with_its_mark(speaker: str) -> None:
    found, expected = {}, {}
    for clause in CASES["called"]["clauses"]:
        raw = f"وقال {speaker} إن الأمر خطير. {clause.format(s=speaker)}"
        first, *_, called = quotations(raw)
        found[raw] = (called.source, called.speaker, called.contents[0].of(raw).strip('"'))
        expected[raw] = (None, first.speaker, raw[raw.index('"') + 1 : raw.rindex('"')])

    assert found == expected


@pytest.mark.parametrize(("number", "subject"), [tuple(pair) for pair in CASES["described"]["subjects"]])
def test_a_relative_clause_belongs_to_the_subject_it_describes(number: str, subject: str) -> None:
    given, clause = CASES["described"], "الطريق مغلق"
    place = "mfp".index(number)
    forms = {"before": given["before"][place], "behind": given["behind"][place], "s": subject, "c": clause}

    found = {
        order.format(**forms, r=relative): parts(AHEAD + order.format(**forms, r=relative))
        for order, relative in product(given["orders"], given["clauses"][number])
    }

    assert {raw: got for raw, got in found.items() if got != [(subject, clause)]} == {}


FORMS = {
    "said": ("قال", "قالت"),
    "stressed": ("أكد", "أكدت"),
    "added": ("وأضاف", "وأضافت"),
    "adding": ("مضيفا", "مضيفة"),
}


@pytest.mark.parametrize("frame", CASES["marked"]["frames"], ids=lambda frame: frame["text"])
def test_marks_of_every_kind_say_what_was_said_word_for_word(frame: dict[str, Any]) -> None:
    wrong = {}
    for (opens, closes), (gender, speaker) in product(CASES["marked"]["marks"], CASES["marked"]["speakers"]):
        given = {name: of(gender, forms) for name, forms in FORMS.items()} | {"q": opens, "Q": closes, "s": speaker}
        raw = AHEAD + frame["text"].format(**given)
        found = quotations(raw)
        got = [[it.kind, " … ".join(span.of(raw) for span in it.contents)] for it in found]
        around = f"{opens}{closes}."  # a full stop or a closing mark may stand in or out
        expected = [[kind, content.format(**given).strip(around)] for kind, content in frame["found"]]
        if [[kind, content.strip(around)] for kind, content in got] != expected or not all(it.speaker for it in found):
            wrong[raw] = got

    assert wrong == {}


@pytest.mark.parametrize(("title", "speaker"), [tuple(pair) for pair in CASES["headlines"]["said"]])
def test_who_stands_ahead_of_the_colon_of_a_headline_speaks(title: str, speaker: str) -> None:
    [found], _ = article_quotations(title, CASES["headlines"]["text"])

    assert (found.speaker, found.contents[0].of(title)) == (speaker, "الطريق مغلق")


@pytest.mark.parametrize("title", CASES["headlines"]["topics"])
def test_a_topic_ahead_of_the_colon_of_a_headline_does_not_speak(title: str) -> None:
    found, _ = article_quotations(title, CASES["headlines"]["text"])

    assert found == []


@pytest.mark.parametrize(
    "participle", [tuple(forms) for forms in CASES["besides"]["participles"]], ids=lambda it: it[0]
)
def test_a_participle_tells_what_the_subject_of_its_sentence_says_besides(participle: tuple[str, str]) -> None:
    wrong = {}
    for order, (gender, speaker) in product(CASES["besides"]["orders"], CASES["besides"]["speakers"]):
        form, _, content = of(gender, participle).partition(" ")
        forms = {"visited": ("زار", "زارت"), "said": ("قال", "قالت"), "settled": ("يحدد", "تحدد")}
        given = {name: of(gender, pair) for name, pair in forms.items()}
        raw = AHEAD + order.format(**given, s=speaker, p=form, c=content)
        found = [it.speaker for it in quotations(raw) if it.cue and form.strip(":") in it.cue.of(raw)]
        if found != [speaker]:
            wrong[raw] = found

    assert wrong == {}


@pytest.mark.parametrize(("gender", "ahead", "name"), [tuple(named) for named in CASES["lone"]["named"]])
def test_a_surname_alone_ends_where_something_else_begins(gender: str, ahead: str, name: str) -> None:
    given = CASES["lone"]
    clauses = [
        (
            f"{joined}{of(gender, verb)} {name} {rest.format(o=thing)}.",
            rest.format(o=thing) if kind == "about" else None,
        )
        for joined, kind, thing in product(("و", "كما "), ("to", "about"), given["objects"])
        for *verb, rest in given[kind]
    ]
    clauses += [
        (f"و{of(gender, verb)} {name} {thing}.", thing) for verb, thing in product(given["of_things"], given["things"])
    ]
    clauses += [
        (f"و{of(gender, verb)} {name}{setting} أن الوضع صعب.", "الوضع صعب")
        for verb, setting in product(given["parted"], given["settings"])
    ]

    found = {clause: (said, parts(ahead + clause)) for clause, said in clauses}

    wrong = {
        clause: got
        for clause, (said, got) in found.items()
        if [who for who, _ in got] != [name] or (said is not None and [words for _, words in got] != [said])
    }
    assert wrong == {}


@pytest.mark.parametrize(("gender", "issuer"), [tuple(pair) for pair in CASES["issued"]["issuers"]])
def test_what_a_document_says_is_said_by_who_issued_it(gender: str, issuer: str) -> None:
    given, wrong = CASES["issued"], {}
    for introduced, (kind, noun, accusative), says in product(given["introduced"], given["documents"], given["says"]):
        ahead = of(gender, introduced).format(i=issuer, d=noun, da=accusative)
        raw = f"{ahead}\n{of(kind, says).format(dd=f'ال{noun}')}"
        got = [quotation.speaker for quotation in quotations(raw) if quotation.contents[0].start > len(ahead)]
        if got != [issuer]:
            wrong[raw] = got

    assert wrong == {}


@pytest.mark.parametrize(("gender", "issuer"), [tuple(pair) for pair in CASES["issued"]["issuers"]])
def test_what_a_document_says_is_said_by_whom_its_relative_clause_names(gender: str, issuer: str) -> None:
    given, wrong = CASES["given_out"], {}
    for verb, (noun, relative, pronoun), says in product(given["verbs"], given["documents"], given["says"]):
        raw = says.format(d=noun, r=relative, v=of(gender, verb) + pronoun, i=issuer)
        got = [quotation.speaker for quotation in quotations(raw)]
        if got[-1:] != [issuer]:
            wrong[raw] = got

    assert wrong == {}


@pytest.mark.parametrize("called", CASES["called_again"]["speakers"], ids=lambda called: called[1])
def test_who_spoke_is_meant_by_other_words_for_him(called: list[str]) -> None:
    gender, introduced, speaker, *again = called
    ahead = f"{of(gender, ('قال', 'قالت'))} {introduced} إن العام كان صعبا.\n"
    wrong = {}
    for words, aside in product(again, ("", "ووصل وفد من الاتحاد الأوروبي إلى المدينة أمس. ")):
        verb = of("m" if words.startswith("المصدر") else gender, ("وأضاف", "وأضافت"))
        raw = f"{ahead}{aside}{verb} {words} أن الأسعار ارتفعت."
        got = [quotation.speaker for quotation in quotations(raw)]
        if got != [speaker, speaker]:
            wrong[raw] = got

    assert wrong == {}


@pytest.mark.parametrize(("gender", "silent"), [tuple(pair) for pair in CASES["unspoken"]["sources"]])
@pytest.mark.parametrize("remark", ["", "، الذي زار المدينة أمس،", "، التي زارها وفد أمس،"])
def test_who_does_not_say_is_found_with_how(gender: str, silent: str, remark: str) -> None:
    wrong = {}
    for how, *clause in CASES["unspoken"]["ways"]:
        if remark and not (clause[0].startswith("ورفض") and of(gender, ("الذي", "التي")) in remark):
            continue
        raw = f"{AHEAD}{of(gender, clause).format(s=silent + remark)}."
        got = [(found.declined_as, source(found, raw)) for found in quotations(raw)]
        if got != [(how, silent)]:
            wrong[raw] = got

    assert wrong == {}


@pytest.mark.parametrize("clause", CASES["unspoken"]["spoken"])
def test_what_only_looks_like_silence_is_none(clause: str) -> None:
    assert [found for found in quotations(AHEAD + clause) if found.kind == "declined"] == []


def test_the_words_that_may_open_a_non_answer_are_those_that_something_looks_for() -> None:
    assert {*declined.AFFIRMED, *declined.NEGATED, "unsaid_noun"} == vocabulary.REFUSING
