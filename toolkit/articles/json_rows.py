"""JSON: one object a line, one list of objects, or a list inside an object; never more than one item in memory."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from toolkit.articles.decoding import open_text
from toolkit.articles.file_rows import LONGEST_LINE, Fault, Row, Source, bad_bytes, bounded_lines, whole

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from toolkit.articles.file_rows import Request
    from toolkit.articles.naming import Naming

__all__ = ["json_items", "json_level", "json_lines", "json_list", "looks_like_json"]

_CHUNK = 1 << 20
_CANDIDATES = 100
_DEEPEST = 64
_LONGEST_NUMBER = 64
_TOO_LONG = f"it is longer than {LONGEST_LINE:,} characters"
_ONE_A_LINE = "write one whole JSON object a line"
_LIST_OF_OBJECTS = re.compile(r"\[\s*\{")
_MEMBER_LIST = re.compile(r'"\s*:\s*\[\s*(?=\{)')
_IN_STRING = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)
_STRUCTURE = re.compile(r'["{}\[\],]|[^\s"{}\[\],]++')


def looks_like_json(head: str, suffix: str) -> bool:
    """Whether a file is JSON of some kind.

    Args:
        head: Its start.
        suffix: Of its name.
    """
    start = head.lstrip()
    if suffix in {".jsonl", ".ndjson", ".json"}:
        return not start.startswith("<")
    if suffix != ".txt":
        return start.startswith("{") or bool(_LIST_OF_OBJECTS.match(start))
    try:  # a text may begin with a brace too
        json.loads(start.split("\n", 1)[0])
    except (ValueError, RecursionError):
        return bool(_LIST_OF_OBJECTS.match(start))
    return start.startswith(("{", "["))


def json_level(head: str, naming: Naming) -> int | None:
    """How deep the articles stand in a JSON that is not one object a line; None where it is.

    Args:
        head: The start of the file.
        naming: What columns are called.

    Returns:
        0 for values one after the other, 1 for the elements of a list, 2 and more for those of a list inside objects.

    Examples:
        >>> from toolkit.articles.naming import Naming
        >>> json_level('{"status": "ok", "articles": [{"text": "قال"}]}', Naming())
        2
        >>> json_level('[{"text": "قال"}]', Naming()), json_level('{"text": "قال"}', Naming())
        (1, None)
    """
    start = head.lstrip()
    if start.startswith("["):
        # Lines that are lists are no list of articles.
        return 1 if _LIST_OF_OBJECTS.match(start) or not _is_value(start.split("\n", 1)[0]) else None
    if not start.startswith("{"):
        return None
    first = start.split("\n", 1)[0]
    value = _value(first)
    if isinstance(value, dict) and "text" in naming.places(map(str, value)):
        return None
    inside = _list_inside(start, naming)
    if inside is not None:
        return inside
    if value is not None or len(first) == len(start):
        return None
    return 0 if isinstance(_value(start), dict) else None


def _is_value(text: str) -> bool:
    return _value(text) is not None


def _value(text: str, place: int = 0) -> object:
    """The value that begins at a place, whatever comes after it."""
    try:
        return json.JSONDecoder().raw_decode(text, place)[0]
    except (ValueError, RecursionError):
        return None


def _list_inside(start: str, naming: Naming) -> int | None:
    for found in islice(_MEMBER_LIST.finditer(start), _CANDIDATES):
        value = _value(start, found.end())
        if isinstance(value, dict) and "text" not in naming.places(map(str, value)):
            continue
        depth = _depth(start[: found.end()])
        if depth is not None:
            return depth
    return None


def _depth(text: str) -> int | None:
    """How many brackets are open at the end of a text; None inside a string."""
    scan = _Scan()
    for _ in scan.tokens(text):
        pass
    return None if scan.inside else scan.depth


class _Token(NamedTuple):
    kind: str
    start: int
    end: int
    depth: int


class _Scan:
    """Splits a text that comes in pieces at quotation marks and brackets; knows strings, and nothing else of JSON."""

    def __init__(self) -> None:
        self.inside, self.depth, self.rest = False, 0, ""

    def tokens(self, text: str) -> Iterator[_Token]:
        """Each mark of structure and each other value, with the brackets open around it.

        Args:
            text: The next piece; a backslash at its end is kept in `rest` for the piece after it.
        """
        self.rest = ""
        place = 0
        while place < len(text):
            if self.inside:
                found = _IN_STRING.match(text, place)
                end = found.end() if found else place
                if end == len(text):
                    return
                if text[end] == "\\":
                    self.rest = text[end:]
                    return
                self.inside, place = False, end + 1
                yield _Token('"', end, place, self.depth)
                continue
            found = _STRUCTURE.search(text, place)
            if not found:
                return
            mark, place = found.group(), found.end()
            if place == len(text) and mark not in '"{}[],' and len(mark) < _LONGEST_NUMBER:
                self.rest = mark  # a number may go on in the next piece
                return
            if mark in ("}", "]"):
                self.depth = max(self.depth - 1, 0)
            yield _Token(mark if mark in '"{}[],' else "value", found.start(), place, self.depth)
            if mark in ("{", "["):
                self.depth += 1
            self.inside = mark == '"'


def json_items(stream: io.TextIOBase, level: int) -> Iterator[tuple[int, str | None]]:
    r"""The values that stand `level` brackets deep, each with the line it starts in; None for one that is too long.

    Objects alone where they are elements of a list inside an object. A file that ends inside a value gives what
    there is of it; one that ends before a bracket closes gives an empty text at its end.

    Args:
        stream: The text.
        level: How deep.

    Examples:
        >>> import io
        >>> list(json_items(io.StringIO('[{"a": "]"},\n {"b": 1}]'), 1))
        [(1, '{"a": "]"}'), (2, '{"b": 1}')]
    """
    scan, item, parents = _Scan(), _Item(), [""] * (level + 1)
    line, carried = 1, ""
    while (piece := stream.read(_CHUNK)) or carried:
        text = carried + (piece or "\n")
        counted = 0
        for token in scan.tokens(text):
            if token.kind in ("{", "[") and token.depth < level:
                parents[token.depth] = token.kind
            if not item.open:
                if _begins(token, level, parents):
                    line += text.count("\n", counted, token.start)
                    counted = token.start
                    item.begin(token, line)
                else:
                    continue
            if token.depth <= level and item.ends(token):
                yield item.finish(text, token.end)
        carried = scan.rest
        used = len(text) - len(carried)
        item.keep(text, used)
        line += text.count("\n", counted, used)
    if item.open:
        yield item.finish("", 0)
    elif scan.depth or scan.inside:
        yield line, ""


def _begins(token: _Token, level: int, parents: list[str]) -> bool:
    if token.depth != level or token.kind in ("}", "]", ","):
        return False
    return level < 1 or (parents[level - 1] == "[" and (level == 1 or token.kind == "{"))


class _Item:
    """The value that is being read."""

    def __init__(self) -> None:
        self.open = False
        self._kind, self._line, self._start, self._length = "", 0, 0, 0
        self._parts: list[str] = []
        self._marks = 0

    def begin(self, token: _Token, line: int) -> None:
        self.open, self._kind, self._line, self._start = True, token.kind, line, token.start
        self._length = self._marks = 0
        self._parts = []

    def ends(self, token: _Token) -> bool:
        """Whether this token is the last of the value; a string ends with its second mark."""
        if self._kind == '"':
            self._marks += token.kind == '"'
            return self._marks == 2
        # Any bracket that closes ends it: in broken JSON it may be the wrong one.
        return self._kind == "value" or token.kind in ("}", "]")

    def keep(self, text: str, end: int) -> None:
        """Takes over what the piece has of the value."""
        if not self.open:
            return
        self._length += end - self._start
        if self._length <= LONGEST_LINE:
            self._parts.append(text[self._start : end])
        else:
            self._parts.clear()
        self._start = 0

    def finish(self, text: str, end: int) -> tuple[int, str | None]:
        self.keep(text, end)
        self.open = False
        return self._line, "".join(self._parts) if self._length <= LONGEST_LINE else None


def json_lines(request: Request, encoding: str) -> Source:
    """One object a line.

    Args:
        request: What to read.
        encoding: The codec.
    """
    rows = _line_rows(open_text(request.opened, encoding, newline="\n"), encoding)
    return Source(request.file, "JSON lines", encoding, whole(rows, request.file, encoding))


def json_list(request: Request, encoding: str, level: int) -> Source:
    """A list of objects, or objects one after the other.

    Args:
        request: What to read.
        encoding: The codec.
        level: How deep they stand.
    """
    rows = _item_rows(open_text(request.opened, encoding, newline=""), encoding, level)
    return Source(request.file, "JSON", encoding, whole(rows, request.file, encoding))


def _line_rows(lines: io.TextIOWrapper, encoding: str) -> Iterator[Row | Fault]:
    with lines:
        for number, line in enumerate(bounded_lines(lines), 1):
            if line is None:
                yield Fault(number, _TOO_LONG, _ONE_A_LINE)
            elif line.strip():
                yield bad_bytes(line, number, encoding) or _row(line.rstrip("\r\n"), number, _ONE_A_LINE)


def _item_rows(stream: io.TextIOWrapper, encoding: str, level: int) -> Iterator[Row | Fault]:
    remedy = "repair the file: objects in a list, with commas between them"
    with stream:
        for line, item in json_items(stream, level):
            if not item:
                cut = "the file ends before its last bracket closes: it is cut off, and there were more rows"
                yield Fault(line, _TOO_LONG if item is None else cut, remedy)
            else:
                yield bad_bytes(item, line, encoding) or _row(item, line, remedy)


def _row(text: str, line: int, remedy: str) -> Row | Fault:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {line + error.lineno - 1}"
        return Fault(line, f"broken JSON at {place}: {error.msg}", remedy)
    except (ValueError, RecursionError) as error:
        return Fault(line, f"JSON that cannot be read: {error}", remedy)
    if not isinstance(value, dict):
        return Fault(
            line, f"the row is a JSON {_type_of(value)}, not an object", 'write {"text": "…"} for each article'
        )
    if _is_deep(value):
        return Fault(line, f"objects and lists stand in each other more than {_DEEPEST} deep", "write them flat")
    return Row(line, value)


def _type_of(value: object) -> str:
    names = {list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def _is_deep(value: object) -> bool:
    layer = [value]
    for _ in range(_DEEPEST):
        layer = [
            part
            for whole_ in layer
            for part in (whole_.values() if isinstance(whole_, dict) else whole_ if isinstance(whole_, list) else ())
            if isinstance(part, (dict, list))
        ]
        if not layer:
            return False
    return True
