"""The log of a review: one line of JSON for each decision, appended and on the disk before the next one is made.

A line says all that is known of one relation after a decision, so that the last line on it counts, and a damaged line
costs its own decision and no other. Nothing that stands in the file is ever changed.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from toolkit.errors import ReadError, ToolkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["VERDICTS", "Decision", "Log", "Verdict", "append_decision", "is_review", "read_log"]

Verdict = Literal["accepted", "rejected", "corrected", "added", "undecided", "done", "open"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
_OF_ARTICLES = ("done", "open")
_FIELDS = ("title", "text")
_TEXTS = ("coder", "article_id", "text_sha")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder decided, of one relation or of an article.

    Attributes:
        at: When, in UTC.
        coder: Who.
        article_id: The article.
        text_sha: The first 16 hex digits of the SHA-256 of its raw text.
        verdict: `accepted`, `corrected` or `rejected` of a relation that was found, `added` of another one,
            `undecided` where a decision was taken back; of an article `done`, or `open` again.
        quotation_id: The relation, as it was called when it was shown; None of an article.
        field: Where the relation stands, `title` or `text`; None of an article.
        relation: The relation as decided, as the codebook's section 8 writes it; None of an article.
    """

    at: str
    coder: str
    article_id: str
    text_sha: str
    verdict: Verdict
    quotation_id: str | None = None
    field: str | None = None
    relation: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """A log as it was read.

    Attributes:
        decisions: The decisions in the order in which they were made, each with the number of its line.
        faults: The numbers of lines that are no decision, and why.
        size: How many bytes were read.
    """

    decisions: tuple[tuple[int, Decision], ...] = ()
    faults: tuple[tuple[int, str], ...] = ()
    size: int = 0


def read_log(path: str | os.PathLike[str]) -> Log:
    """The decisions in a log, and what in it is none; a file that is not there is an empty log.

    Args:
        path: The file.

    Raises:
        ReadError: The file cannot be read.
    """
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        return Log()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror or error})") from error
    decisions: list[tuple[int, Decision]] = []
    faults: list[tuple[int, str]] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            read = _decision(line)
            if isinstance(read, str):
                faults.append((number, read))
            else:
                decisions.append((number, read))
    return Log(tuple(decisions), tuple(faults), len(content))


def is_review(path: str | os.PathLike[str]) -> bool:
    """Whether a file is the log of a review: whether any of its first lines is a decision.

    Args:
        path: The file.
    """
    return any(isinstance(_decision(line), Decision) for line in _first_lines(Path(path)))


def _first_lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            for _ in range(10):
                yield stream.readline(1 << 20)
    except OSError:
        return


def append_decision(path: str | os.PathLike[str], decision: Decision) -> int:
    """Appends a decision; it is on the disk when this returns.

    Args:
        path: The file, which is made where it is not there yet; its folder must be there.
        decision: What was decided.

    Returns:
        The size of the file.

    Raises:
        ToolkitError: The file cannot be written; it may then end in the beginning of a line, which reading sets aside.
    """
    place = Path(path)
    line = json.dumps(asdict(decision), ensure_ascii=False).encode() + b"\n"
    try:
        is_new = not place.exists()
        with place.open("ab+", buffering=0) as stream:
            size = stream.seek(0, os.SEEK_END)
            if size:
                stream.seek(size - 1)
                if stream.read(1) != b"\n":  # a line was cut short: it stays apart
                    line = b"\n" + line
            while line:  # a disk that fills up takes a part, and then says so
                line = line[stream.write(line) or 0 :]
            os.fsync(stream.fileno())
            size = stream.seek(0, os.SEEK_END)
        if is_new:
            _sync_folder(place.resolve().parent)
    except FileNotFoundError:
        folder = place.resolve().parent
        raise ToolkitError(f"{path}: there is no folder {folder}; make it first: mkdir -p {folder}") from None
    except OSError as error:
        raise ToolkitError(
            f"{path}: the decision could not be saved ({error.strerror or error}); free the disk or name another file"
        ) from error
    return size


def _sync_folder(folder: Path) -> None:
    """Makes sure that the name of a new file is on the disk too, where a system knows that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folder
        return
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)


def _decision(line: bytes) -> Decision | str:
    """The decision of a line, or why it is none."""
    try:
        record = json.loads(line)
    except UnicodeDecodeError:
        return "it is no UTF-8"
    except (ValueError, RecursionError) as error:
        return f"it is no JSON ({error}); it was perhaps cut short"
    if not isinstance(record, dict):
        return "it is no JSON object"
    verdict = record.get("verdict")
    if verdict not in VERDICTS:
        return f"the verdict is {verdict!r:.60}; allowed are {', '.join(VERDICTS)}"
    wrong = next((name for name in _TEXTS if not isinstance(record.get(name), str)), None)
    if wrong:
        return f"{wrong} is {record.get(wrong)!r:.60}, not a text"
    at = record.get("at")
    of_article = Decision(
        at if isinstance(at, str) else "", record["coder"], record["article_id"], record["text_sha"], verdict
    )
    if verdict in _OF_ARTICLES:
        return of_article
    own, field, relation = (record.get(name) for name in ("quotation_id", "field", "relation"))
    if not isinstance(own, str) or field not in _FIELDS or not isinstance(relation, dict):
        return "a decision on a relation needs quotation_id, field (title or text) and relation"
    return replace(of_article, quotation_id=own, field=field, relation=relation)
