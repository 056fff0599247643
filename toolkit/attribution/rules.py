"""Rules as data: a line of token classes around a cue, with roles and the examples that prove it.

A pattern is read from its cue outwards. What stands before the cue is matched
backwards, what stands behind it forwards, each as one regular expression over
the string of token classes. Every gap is bounded, so a rule costs the same at
each cue however long the article is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from toolkit.attribution.classes import CLASSES
from toolkit.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Match", "Reach", "Rule", "RuleError", "compile_rule", "load_rules", "reach"]

GAP = 45
"""How many tokens may stand between a cue and what was said. Of the gold relations none has more."""
_GAP_CLASSES = "wnpt,()mRvXe\\-"
"""What may stand in a gap: no other cue, no complementizer, no speech, no end of a sentence."""
_CONTENTS = ("QUOTE", "CLAUSE", "SPEECH", "QUESTION", "NOMINAL", "BEFORE", "NONE")
_CUES = ("VERB", "HAL", "NOUN", "MARKER", "ASMARKER", "NONE")
_GRAMMATICAL = ("PARTICLE", "PHRASE", "REFUSED", "UNSAID", "REQUEST", "BODY", "REACHING")
"""Elements that depend on the verb or on the words themselves; a function finds them, not an expression."""
_ELEMENT = re.compile(r"(?:(?P<role>cue|source|content):)?(?P<names>[A-Z]+(?:\|[A-Z]+)*)(?P<times>[?*+])?\Z")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule holds, in tokens of the layer's class string.

    Attributes:
        rule: Which.
        gap: The stretch in which the source is looked for.
        content: Where the content begins; for content before the cue, the token behind its last.
        end: The token behind the last that the pattern names.
    """

    rule: Rule
    gap: tuple[int, int]
    content: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One named pattern with the evidence for it.

    Attributes:
        id: What it does.
        cue: The class of its cue.
        content: How far its content reaches, see `_CONTENTS`.
        takes: What the verb must take: `clause`, `quote` or `nominal`; "" where it is no matter.
        groups: The classes of verbs it holds for; empty for all.
        reference: Where the construction is described.
        examples: Texts it must find, with cue, source and content.
        counterexamples: Texts it must pass over, and why.
    """

    id: str
    pattern: str
    cue: str
    content: str
    takes: str
    groups: frozenset[str]
    reference: str
    examples: tuple[Mapping[str, Any], ...]
    counterexamples: tuple[Mapping[str, str], ...]
    _before: re.Pattern[str] | None
    _behind: re.Pattern[str]

    @property
    def looks_back(self) -> bool:
        """Whether the content stands before the cue."""
        return self._before is not None and "content" in self._before.groupindex

    def match(self, classes: str, backwards: str, first: int, last: int) -> Match | None:
        """Where the rule holds around the cue from token `first` to `last`; None where it does not.

        Args:
            classes: The class string of the layer.
            backwards: The same string reversed.
            first: The first token of the cue.
            last: The token behind it.
        """
        content = last
        if self._before is not None:
            before = self._before.match(backwards, len(classes) - first)
            if before is None:
                return None
            if "content" in self._before.groupindex:
                content = len(classes) - before.start("content")
        behind = self._behind.match(classes, last)
        if behind is None:
            return None
        groups = self._behind.groupindex
        gap = behind.span("source") if "source" in groups else (last, last)
        if "content" in groups:
            content = behind.start("content")
        return Match(self, gap, content, behind.end())


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a pattern got around one cue.

    Attributes:
        expected: The first element that did not fit, as the pattern spells it; "" where the whole pattern fits.
        at: The token of the layer's class string that did not fit: -1 ahead of its first, its length behind its last.
        missing: How many elements that may not be left out did not fit.
    """

    expected: str
    at: int
    missing: int


def reach(rule: Rule, classes: str, backwards: str, first: int, last: int) -> Reach:
    """How far the pattern of `rule` gets around the cue from token `first` to `last`; arguments as `Rule.match`'s.

    Examples:
        >>> rule = next(rule for rule in load_rules() if rule.id == "verb-clause")
        >>> reach(rule, "Vww:Q", "Q:wwV", 0, 1)
        Reach(expected='COMP', at=3, missing=1)
    """
    before, behind = _beginnings(rule.pattern)
    stop, end = _stop(before, backwards, len(classes) - first)
    if stop < len(before) - 1:
        missing = _needed(before[stop + 1 :]) + _needed(behind[1:])
        return Reach(before[stop + 1][0], len(classes) - end - 1, missing)
    stop, end = _stop(behind, classes, last)
    if stop < len(behind) - 1:
        return Reach(behind[stop + 1][0], end, _needed(behind[stop + 1 :]))
    return Reach("", end, 0)


def _stop(beginnings: _Beginnings, classes: str, at: int) -> tuple[int, int]:
    """The longest beginning that fits at token `at`, and the token behind what it takes."""
    found = ((k, expression.match(classes, at)) for k, (_, expression) in reversed([*enumerate(beginnings)]))
    return next((k, match.end()) for k, match in found if match is not None)


def _needed(beginnings: _Beginnings) -> int:
    return sum(not text.endswith(("?", "*", "GAP", "CLAUSE", "SPEECH", "BEFORE")) for text, _ in beginnings)


_Beginnings = tuple[tuple[str, re.Pattern[str]], ...]
"""The beginnings of one side of a pattern, from nothing to the whole, each with the element that it ends with."""


@cache
def _beginnings(pattern: str) -> tuple[_Beginnings, _Beginnings]:
    """Both sides of a pattern, read from its cue outwards."""
    texts = pattern.split()
    cue = next(k for k, text in enumerate(texts) if text.startswith("cue:"))
    before, behind = (
        tuple(
            (side[k - 1] if k else "", re.compile(_regex([_element(t, pattern) for t in side[:k]], pattern, lazy="")))
            for k in range(len(side) + 1)
        )
        for side in (texts[:cue][::-1], texts[cue + 1 :])
    )
    return before, behind


def _element(text: str, rule: str) -> tuple[str, list[str], str]:
    m = _ELEMENT.match(text)
    if m is None:
        raise RuleError(
            f"rule {rule!r}: cannot read {text!r}; write [role:]CLASS[|CLASS][?*+], roles are cue, source, content"
        )
    return m["role"] or "", m["names"].split("|"), m["times"] or ""


def _regex(elements: Sequence[tuple[str, list[str], str]], rule: str, *, lazy: str = "?") -> str:
    """The expression of elements; a gap takes as little as it may, or with `lazy` empty as much."""
    parts = []
    for role, names, times in elements:
        if role == "content":
            parts.append({"QUOTE": "(?P<content>[Qq])", "QUESTION": "(?P<content>I)"}.get(names[0], "(?P<content>)"))
        elif names == ["GAP"]:
            parts.append(f"(?P<source>[{_GAP_CLASSES}]{{0,{GAP}}}{lazy})")
        elif names == ["END"]:
            parts.append(r"(?=[SB,KR-]|\Z)")
        elif names == ["ACT"]:
            parts.append(r"(?<![RLXvV])(?=X?[vV]|L)")
        elif names == ["START"]:
            parts.append(r"(?:,|K|-){0,3}(?=[SBC]|\Z)")
        elif names[0] in _GRAMMATICAL:
            return ""
        else:
            unknown = [name for name in names if name not in CLASSES]
            if unknown:
                allowed = ", ".join([*CLASSES, *_GRAMMATICAL, "GAP", "START", "END", "ACT"])
                raise RuleError(f"rule {rule!r}: unknown class {unknown[0]!r}; the classes are {allowed}")
            parts.append("[" + "".join(re.escape(CLASSES[name]) for name in names) + "]" + times)
    return "".join(parts)


def compile_rule(row: Mapping[str, Any]) -> Rule:
    """The rule that a table of a rule file describes.

    Raises:
        RuleError: It cannot be read, names an unknown class, or lacks its evidence.
    """
    name = row.get("id", "?")
    elements = [_element(text, name) for text in row["pattern"].split()]
    at = [k for k, (role, _, _) in enumerate(elements) if role == "cue"]
    contents = [names[0] for role, names, _ in elements if role == "content"]
    if len(at) != 1 or elements[at[0]][1][0] not in _CUES:
        raise RuleError(f"rule {name!r}: a pattern has one cue, of the class {', '.join(_CUES)}")
    if len(contents) != 1 or contents[0] not in _CONTENTS:
        raise RuleError(f"rule {name!r}: a pattern has one content: {', '.join(_CONTENTS)}")
    if not row.get("examples") or not row.get("counterexamples"):
        raise RuleError(f"rule {name!r}: give at least one example and one counterexample")
    before = elements[: at[0]]
    return Rule(
        id=name,
        pattern=row["pattern"],
        cue=elements[at[0]][1][0],
        content=contents[0],
        takes=row.get("takes", ""),
        groups=frozenset(row.get("groups", ())),
        reference=row.get("reference", ""),
        examples=tuple(row["examples"]),
        counterexamples=tuple(row["counterexamples"]),
        _before=re.compile(_regex(before[::-1], name)) if before else None,
        _behind=re.compile(_regex(elements[at[0] + 1 :], name)),
    )


@cache
def load_rules(name: str = "quotations") -> tuple[Rule, ...]:
    """The rules of a rule set, in order of preference.

    Raises:
        RuleError: A rule cannot be read, names an unknown class, or lacks its evidence.

    Examples:
        >>> load_rules()[0].id
        'verb-colon-quote'
    """
    text = files("toolkit.attribution").joinpath("ruleset", f"{name}.toml").read_text(encoding="utf-8")
    return tuple(compile_rule(row) for row in tomllib.loads(text)["rule"])
