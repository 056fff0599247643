"""Text from the coverage as HTML: nothing of it is markup, nothing of it is invisible.

Everything that a report or a notebook shows from an article, a file or a table goes through here.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from toolkit.text.rendering import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MISSING", "cell", "direction", "escaped", "number", "percent", "shortened", "table", "visible"]

MISSING = "—"

# One character for one character, so that offsets stay: control characters become their pictures. The two overrides
# reverse letters, so that a reader sees other words than the file holds; embeddings and marks are common and harmless.
_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((0x202D, 0x202E), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


def visible(text: str) -> str:
    r"""A text of the same length in which control characters are shown by a picture of them.

    Examples:
        >>> visible("قال\x00 نعم")
        'قال␀ نعم'
    """
    return text.translate(_PICTURES)


def escaped(text: str) -> str:
    """A text that shows in HTML as it is, in an element as well as in an attribute.

    Examples:
        >>> escaped('<b title="x">')
        '&lt;b title=&quot;x&quot;&gt;'
    """
    return html.escape(visible(text))


def direction(text: str) -> str:
    """The value of `dir` for a text: `rtl` where it holds a right-to-left letter.

    `auto` alone would look at the first letter only, and set «CNN بالعربية» from left to right.

    Examples:
        >>> direction("CNN بالعربية"), direction("CNN")
        ('rtl', 'auto')
    """
    return "rtl" if is_right_to_left(text) else "auto"


def shortened(text: str, width: int) -> str:
    """A text of at most `width` characters, cut between words where that is near, on one line.

    Examples:
        >>> shortened("قال المتحدث باسم الوزارة", 15)
        'قال المتحدث…'
    """
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    cut = line[: max(width - 1, 0)]
    if line[len(cut)] != " " and cut.rfind(" ") > width // 2:
        cut = cut[: cut.rfind(" ")]
    return cut.rstrip() + "…"


def cell(text: str, tag: str = "td", attributes: str = "") -> str:
    """A text as an element that sets its own direction and keeps it to itself.

    Examples:
        >>> cell("<قال>")
        '<td dir="rtl">&lt;قال&gt;</td>'
    """
    space = " " if attributes else ""
    return f'<{tag} dir="{direction(text)}"{space}{attributes}>{escaped(text)}</{tag}>'


def number(value: float, *, share: bool = False) -> str:
    """A number as a table cell of digits in their own direction.

    Examples:
        >>> number(12345), number(0.256, share=True)
        ('<td class="num">12,345</td>', '<td class="num">26 %</td>')
    """
    return f'<td class="num">{percent(value) if share else f"{value:,}"}</td>'


def percent(share: float) -> str:
    """A share as per cent, finer where it is small.

    Examples:
        >>> percent(0.256), percent(0.0123), percent(0.0002), percent(0)
        ('26 %', '1.2 %', '0.02 %', '0 %')
    """
    places = 0 if share >= 0.1 or share == 0 else 1 if share >= 0.001 else 2
    return f"{share:.{places}%}".replace("%", " %")


def table(heads: dict[str, str], rows: Iterable[Iterable[str]]) -> str:
    r"""A table of cells that are HTML already.

    Args:
        heads: The label of each column and its class: `num` for numbers, `end` for right-to-left text, or `""`.
        rows: Rows of cells, as `cell` and `number` give them.

    Examples:
        >>> print(table({"kind": ""}, [[cell("direct")]]))
        <div class="scroll"><table><thead><tr><th scope="col">kind</th></tr></thead>
        <tbody>
        <tr><td dir="auto">direct</td></tr>
        </tbody></table></div>
    """
    labels = "".join(
        f'<th scope="col"{f" class={look}" if look else ""}>{escaped(name)}</th>' for name, look in heads.items()
    )
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{labels}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'
