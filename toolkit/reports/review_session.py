"""What the quotation reviewer does with each click and key: messages in, what is to be shown out. No browser is needed.

The widget is this and a view. A message is a small object such as `{"do": "accept", "id": "a1:text:0"}`; the answer is
all that the view shows. A decision is in the file before it is shown.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.articles.review_log import Decision, append_decision, read_log
from toolkit.articles.reviewing import article_texts, fingerprint, opened
from toolkit.articles.schema import check_table
from toolkit.errors import ToolkitError
from toolkit.reports.markup import MISSING
from toolkit.reports.review_commands import COMMANDS, Desk, Outcome
from toolkit.reports.review_view import shown_article

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from toolkit.articles.reviewing import Reviewed

__all__ = ["LANGUAGES", "ReviewSession", "wordings"]

LANGUAGES = ("en", "ar")


@cache
def wordings() -> Mapping[str, Mapping[str, str]]:
    """What the reviewer says, by language."""
    return tomllib.loads(files(__package__).joinpath("assets", "reviewer.toml").read_text("utf-8"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class ReviewSession:
    """One coder's review of a table of articles, of which every decision is saved at once.

    Args:
        articles: The articles.
        quotations: What was found in them; without any, the coder begins with the bare texts.
        file: Where decisions are saved; those that it has of this coder are gone on from.
        coder: Who decides.
        lang: `en` or `ar`, in which the reviewer speaks.
        now: What tells the time.

    Raises:
        TableError: A column is missing.
        ReadError: The file is there and cannot be read.
        ToolkitError: `coder` is empty, `lang` is another, there is no article with a text.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> import pandas as pd
        >>> from toolkit.articles.tables import quotation_table
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["قال سالم إن العمل بدأ."]})
        >>> with TemporaryDirectory() as folder:
        ...     session = ReviewSession(articles, quotation_table(articles), file=f"{folder}/review.jsonl", coder="م")
        ...     view = session.answer({"do": "accept", "id": "1:text:0"})
        >>> [(item["cue"], item["verdict"]) for item in view["items"]]
        [('قال', 'accepted')]
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        quotations: pd.DataFrame | None = None,
        *,
        file: str | os.PathLike[str],
        coder: str,
        lang: str = "en",
        now: Callable[[], str] = _now,
    ) -> None:
        check_table(articles, "articles")
        if quotations is not None:
            check_table(quotations, "quotations")
        if not isinstance(coder, str) or not coder.strip():
            raise ToolkitError(f"coder is {coder!r}; give the name or initials of who decides: coder='A'")
        if lang not in LANGUAGES:
            raise ToolkitError(f"lang={lang!r} is not spoken; allowed are {', '.join(map(repr, LANGUAGES))}")
        self.file, self.coder, self.lang = Path(file), coder.strip(), lang
        self._texts = article_texts(articles)
        if not self._texts:
            raise ToolkitError("articles has no article with a text; give some to review")
        self._rows = {row["article_id"]: row for row in articles.to_dict("records")}
        self._quotations = quotations
        self._now = now
        self._size = -1
        self._faults: Sequence[tuple[int, str]] = ()
        self._undo: list[list[Decision]] = []
        self._desk = Desk(list(self._texts), 0, self._texts, {}, wordings()[lang])
        self._read()
        # a coder who comes back goes on where something is left
        left = (at for at, own in enumerate(self._desk.ids) if not self.reviewed[own].done)
        self._desk = replace(self._desk, place=next(left, 0))

    @property
    def reviewed(self) -> Mapping[str, Reviewed]:
        """Each article as the coder has left it."""
        return self._desk.reviewed

    def answer(self, message: Any) -> dict[str, Any]:
        """Does what a message asks for and says what is to be shown.

        Args:
            message: `do`, and what that takes: `open`; `next`, `previous`; `accept`, `reject`, `reset` with `id`;
                `accept_rest`; `span` with `id`, `part`, `field`, `start`, `end` (UTF-16 code units) and `more`;
                `unspan` with `id`, `part`, `place`; `label` with `id`, `name`, `value`; `add` with `field`, `start`,
                `end`; `done`; `undo`. With `article`, what the view shows, a message on another one does nothing.

        Returns:
            The article, its lines in segments, its relations and what is said; `error` where nothing was done.
        """
        outcome, error = Outcome(), ""
        try:
            self._read()
            outcome = self._outcome(message)
            self._save(outcome.decisions, undo=message["do"] == "undo")
        except (ToolkitError, IndexError) as fault:
            picked = message.get("id") if isinstance(message, dict) else None
            outcome, error = Outcome(picked=picked), str(fault)
        if outcome.place is not None:
            self._desk = replace(self._desk, place=outcome.place)
        return self._view(outcome, error)

    def _outcome(self, message: Any) -> Outcome:
        asked = message.get("do") if isinstance(message, dict) else None
        if asked == "undo":
            return self._undone(message)
        if not isinstance(asked, str) or asked not in COMMANDS:
            known = ", ".join((*COMMANDS, "undo"))
            raise ToolkitError(f"the reviewer does not know {message!r:.80}; it knows {known}")
        if message.get("article", self._desk.article_id) != self._desk.article_id:
            return Outcome()  # it was meant for an article that is not shown any more
        return COMMANDS[asked](self._desk, message)

    def _undone(self, message: Mapping[str, Any]) -> Outcome:
        if not self._undo:
            return Outcome(said="said_nothing", picked=message.get("id"))
        decisions = self._undo.pop()
        place = self._desk.ids.index(decisions[0].article_id)
        return Outcome(tuple(decisions), "said_undone", picked=decisions[0].quotation_id, place=place)

    def _read(self) -> None:
        """Reads the file where it is not as this session left it: another window may have written to it."""
        size = self.file.stat().st_size if self.file.is_file() else 0
        if size == self._size:
            return
        log = read_log(self.file)
        own = [each for each in log.decisions if each[1].coder == self.coder]
        reviewed, faults = opened(self._texts, self._quotations, own)
        self._desk = replace(self._desk, reviewed=reviewed)
        self._faults = sorted([*log.faults, *faults])
        self._size = log.size

    def _save(self, decisions: Sequence[Decision], *, undo: bool) -> None:
        """Saves decisions one by one, and counts each only then."""
        before: list[Decision] = []
        try:
            for decision in decisions:
                own = self.reviewed[decision.article_id]
                mark = fingerprint(self._texts[decision.article_id][1])
                whole = replace(decision, at=self._now(), coder=self.coder, text_sha=mark)
                self._size = append_decision(self.file, whole)
                before.insert(0, _inverse(own, decision))
                self._desk = replace(self._desk, reviewed={**self.reviewed, decision.article_id: own.after(whole)})
        finally:
            if before and not undo:
                self._undo.append(before)

    def _view(self, outcome: Outcome, error: str) -> dict[str, Any]:
        desk, own = self._desk, self._desk.own
        shown = shown_article(self._rows[desk.article_id], self._texts[desk.article_id], own.items.values())
        ids = [item["id"] for item in shown["items"]]
        number = ids.index(outcome.decided) + 1 if outcome.decided in ids else MISSING
        values = {"number": number, **outcome.told}
        first = next((item["id"] for item in shown["items"] if item["verdict"] == "undecided"), None)
        counts = {
            "decided": len(own.items) - own.undecided,
            "all": len(own.items),
            "done": sum(each.done for each in self.reviewed.values()),
            "count": len(desk.ids),
        }
        return {
            **shown,
            "article": {**shown["article"], "place": desk.place + 1, "count": len(desk.ids), "done": own.done},
            "progress": desk.words["progress"].format(**counts),
            "picked": outcome.picked if outcome.picked in ids else first or next(iter(ids), None),
            "said": desk.words[outcome.said].format(**values) if outcome.said else "",
            "error": error,
            "warning": self._warning(),
        }

    def _warning(self) -> str:
        if not self._faults:
            return ""
        line, why = self._faults[0]
        said = {"n": len(self._faults), "file": self.file.name, "line": line, "why": why}
        return self._desk.words["line_set_aside"].format(**said)


def _inverse(own: Reviewed, decision: Decision) -> Decision:
    """What takes a decision back, given the article before it."""
    if decision.quotation_id is None:
        return replace(decision, verdict="open" if decision.verdict == "done" else "done")
    item = own.items.get(decision.quotation_id)
    if item is None:
        return replace(decision, verdict="undecided")
    return replace(decision, verdict=item.verdict, relation=item.relation)
