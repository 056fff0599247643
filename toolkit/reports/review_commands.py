"""What each click or key of the quotation reviewer decides: pure functions from a message to decisions, unsaved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from toolkit.articles.corrections import (
    Part,
    chosen_span,
    new_relation,
    same_relation,
    with_label,
    with_span,
    without_span,
)
from toolkit.articles.review_log import Decision
from toolkit.articles.reviewing import Item, in_order
from toolkit.errors import ToolkitError
from toolkit.text.code_units import span_of_units

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolkit.articles.review_log import Verdict
    from toolkit.articles.reviewing import Reviewed
    from toolkit.text.spans import Span

    Message = Mapping[str, Any]

__all__ = ["COMMANDS", "Desk", "Outcome"]

_PARTS: tuple[str, ...] = get_args(Part)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a coder has before him.

    Attributes:
        ids: The articles in their order.
        place: The place of the one that is shown.
        texts: Title and text of each.
        reviewed: Each as its coder has left it.
        words: What the reviewer says, by name.
    """

    ids: Sequence[str]
    place: int
    texts: Mapping[str, tuple[str, str]]
    reviewed: Mapping[str, Reviewed]
    words: Mapping[str, str]

    @property
    def article_id(self) -> str:
        """The article that is shown."""
        return self.ids[self.place]

    @property
    def own(self) -> Reviewed:
        """What became of it so far."""
        return self.reviewed[self.article_id]

    def text(self, name: str) -> str:
        """Its title or its text."""
        return self.texts[self.article_id][name == "text"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a message leads to.

    Attributes:
        decisions: What is to be saved; coder, time and fingerprint are filled in by who saves it.
        said: The name of what is then said.
        told: What is filled into that; of a relation also its number, once it is decided.
        decided: The relation that was decided.
        picked: The relation that is then chosen.
        place: The article that is then shown; None for the same.
    """

    decisions: tuple[Decision, ...] = ()
    said: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    decided: str | None = None
    picked: str | None = None
    place: int | None = None


def _open(_: Desk, message: Message) -> Outcome:
    return Outcome(picked=message.get("id"))


def _go(desk: Desk, message: Message) -> Outcome:
    place = desk.place + (1 if message["do"] == "next" else -1)
    if not 0 <= place < len(desk.ids):
        return Outcome(said="said_last", picked=message.get("id"))
    return Outcome(place=place)


def _accept(desk: Desk, message: Message) -> Outcome:
    item = _item(desk, message)
    return _decided(desk, item, item.relation, picked=_following(desk, item))


def _reject(desk: Desk, message: Message) -> Outcome:
    item = _item(desk, message)
    return _decided(desk, item, item.relation, "rejected", picked=_following(desk, item))


def _reset(desk: Desk, message: Message) -> Outcome:
    item = _item(desk, message)
    return _decided(desk, item, item.found or item.relation, "undecided", picked=item.quotation_id)


def _accept_rest(desk: Desk, _: Message) -> Outcome:
    left = [item for item in in_order(desk.own.items.values()) if item.verdict == "undecided"]
    decisions = tuple(_decision(desk, item, item.relation, _kept_as(item, item.relation)) for item in left)
    return Outcome(decisions, "said_rest", {"n": len(left)})


def _span(desk: Desk, message: Message) -> Outcome:
    item, part = _item(desk, message), _part(message)
    name, span = _selected(desk, message)
    if name != item.field:
        raise ToolkitError(desk.words["other_field"].format(field=desk.words[item.field]))
    relation = with_span(item.relation, part, span, more=bool(message.get("more")))
    return _decided(desk, item, relation, picked=item.quotation_id)


def _unspan(desk: Desk, message: Message) -> Outcome:
    item, place = _item(desk, message), message.get("place", 0)
    if not isinstance(place, int):
        raise ToolkitError(f"the place of a part is a number, got {place!r:.60}")
    return _decided(desk, item, without_span(item.relation, _part(message), place), picked=item.quotation_id)


def _label(desk: Desk, message: Message) -> Outcome:
    item, name, value = _item(desk, message), message.get("name"), message.get("value")
    if not isinstance(name, str) or not isinstance(value, str | None):
        raise ToolkitError(f"a label is a name and a text, got {name!r:.60} and {value!r:.60}")
    return _decided(desk, item, with_label(item.relation, name, value), picked=item.quotation_id)


def _add(desk: Desk, message: Message) -> Outcome:
    name, span = _selected(desk, message)
    begin = f"{desk.article_id}:added:"
    ends = [own.removeprefix(begin) for own in desk.own.items if own.startswith(begin)]
    number = 1 + max((int(end) for end in ends if end.isdecimal()), default=0)
    item = Item(f"{begin}{number}", name, new_relation(desk.text(name), span))
    return Outcome((_decision(desk, item, item.relation, "added"),), "said_added", picked=item.quotation_id)


def _done(desk: Desk, _: Message) -> Outcome:
    if desk.own.done:
        return Outcome((_of_article(desk, "open"),), "said_open")
    if desk.own.undecided:
        raise ToolkitError(desk.words["left"].format(n=desk.own.undecided))
    following = [*range(desk.place + 1, len(desk.ids)), *range(desk.place)]
    place = next((at for at in following if not desk.reviewed[desk.ids[at]].done), None)
    said = "said_all_done" if place is None else "said_done"
    return Outcome((_of_article(desk, "done"),), said, {"place": desk.place + 1}, place=place)


COMMANDS: dict[str, Callable[[Desk, Message], Outcome]] = {
    "open": _open,
    "next": _go,
    "previous": _go,
    "accept": _accept,
    "reject": _reject,
    "reset": _reset,
    "accept_rest": _accept_rest,
    "span": _span,
    "unspan": _unspan,
    "label": _label,
    "add": _add,
    "done": _done,
}
"""What a message may ask for, by its `do`."""


def _item(desk: Desk, message: Message) -> Item:
    item = desk.own.items.get(str(message.get("id")))
    if item is None:
        raise ToolkitError(desk.words["nothing_chosen"])
    return item


def _part(message: Message) -> Any:
    if message.get("part") not in _PARTS:
        raise ToolkitError(f"a relation has no part {message.get('part')!r:.60}; it has {', '.join(_PARTS)}")
    return message["part"]


def _selected(desk: Desk, message: Message) -> tuple[str, Span]:
    """The field and the code points that were selected; the message counts as JavaScript does."""
    name, start, end = (message.get(key) for key in ("field", "start", "end"))
    if name not in {"title", "text"} or not isinstance(start, int) or not isinstance(end, int):
        raise ToolkitError(desk.words["select_first"])
    text = desk.text(name)
    span = chosen_span(text, span_of_units(text, start, end))
    if span is None:
        raise ToolkitError(desk.words["select_first"])
    return name, span


def _decided(
    desk: Desk, item: Item, relation: Mapping[str, Any], verdict: Verdict | None = None, *, picked: str
) -> Outcome:
    verdict = verdict or _kept_as(item, relation)
    decisions = (
        [] if (relation, verdict) == (item.relation, item.verdict) else [_decision(desk, item, relation, verdict)]
    )
    if decisions and verdict == "undecided" and desk.own.marked:
        decisions.append(_of_article(desk, "open"))
    said = {"verdict": desk.words[verdict]}
    return Outcome(tuple(decisions), "said_decided", said, decided=item.quotation_id, picked=picked)


def _kept_as(item: Item, relation: Mapping[str, Any]) -> Verdict:
    if item.found is None:
        return "added"
    return "accepted" if same_relation(relation, item.found) else "corrected"


def _following(desk: Desk, item: Item) -> str:
    """The next relation in reading order that is undecided, else this one."""
    items = in_order(desk.own.items.values())
    place = items.index(item)
    following = [*items[place + 1 :], *items[:place]]
    return next((each for each in following if each.verdict == "undecided"), item).quotation_id


def _decision(desk: Desk, item: Item, relation: Mapping[str, Any], verdict: Verdict) -> Decision:
    return Decision("", "", desk.article_id, "", verdict, item.quotation_id, item.field, relation)


def _of_article(desk: Desk, verdict: Verdict) -> Decision:
    return Decision("", "", desk.article_id, "", verdict)
