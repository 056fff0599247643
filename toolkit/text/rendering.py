"""A text as the renderer that will draw it needs it.

Browsers, matplotlib since 3.11 and Pillow with raqm join the letters and order the line themselves. Giving them text
that was reshaped and reordered beforehand, as most advice on the web still says, draws it backwards without a warning.
So what a renderer gets is decided by what it can do, here and nowhere else.
"""

from __future__ import annotations

import importlib
import os
import unicodedata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RENDERERS", "Renderer", "in_visual_order", "is_right_to_left", "joined_forms", "label"]

Renderer = Literal["browser", "plotly", "pillow", "matplotlib", "reportlab", "terminal"]
RENDERERS: tuple[str, ...] = get_args(Renderer)

_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"

# Terminals that print the characters in the order they come, told by a variable that each of them sets.
_UNORDERED_TERMINALS = ("WT_SESSION", "ALACRITTY_WINDOW_ID", "XTERM_VERSION")


def is_right_to_left(text: str) -> bool:
    """Whether a text holds at least one right-to-left letter.

    Examples:
        >>> is_right_to_left("CNN بالعربية"), is_right_to_left("CNN 2023")
        (True, False)
    """
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def label(text: str, *, renderer: Renderer) -> str:
    r"""A text as `renderer` needs it to draw joined letters in the right order.

    Args:
        text: One line, in the order in which it is read and stored.
        renderer: Who draws it. `browser`: the text itself, for HTML, where it still has to be escaped. `plotly`: an
            isolate around right-to-left text, because SVG text has a left-to-right base, and `<`, `&`, `$` escaped,
            because Plotly reads markup and TeX in labels. `matplotlib` and `pillow`: the text itself where the
            installed version shapes text, else as for `reportlab`: letters joined and put in visual order (short
            vowel marks are dropped, as these renderers would place them on the wrong letter). `terminal`: the text
            itself, except in a terminal known to print characters in the order they come.

    Returns:
        The text to hand to that renderer. It is for drawing only: never store it.

    Raises:
        ValueError: The renderer is unknown.
        ModuleNotFoundError: `matplotlib` or `pillow` is asked for and not installed.

    Examples:
        >>> label("قال <b>", renderer="browser")
        'قال <b>'
        >>> label("AT&T <b>", renderer="plotly")
        'AT&amp;T &lt;b>'
        >>> ascii(label("لا", renderer="plotly"))
        "'\\u2067\\u0644\\u0627\\u2069'"
        >>> ascii(label("لا", renderer="reportlab"))
        "'\\ufefb'"
    """
    if renderer not in RENDERERS:
        allowed = ", ".join(map(repr, RENDERERS))
        raise ValueError(f"unknown renderer {renderer!r}; allowed are {allowed}. A web page or notebook is 'browser'.")
    if not is_right_to_left(text):
        return _escaped(text) if renderer == "plotly" else text
    if renderer == "plotly":
        return f"{_RIGHT_TO_LEFT_ISOLATE}{_escaped(text)}{_POP_ISOLATE}"
    return text if _SHAPES_ITSELF[renderer]() else in_visual_order(text)


def _escaped(text: str) -> str:
    # between two dollar signs Plotly looks for mathematics
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("$", "&#36;")


def in_visual_order(text: str, *, joined: bool = True, base: str | None = "R") -> str:
    r"""A line with its letters in their joined forms, in the order in which they stand from left to right.

    Args:
        text: One line, in the order in which it is read.
        joined: Whether letters take their joined forms.
        base: The direction of the line, `R` or `L`; None is that of its first letter.

    Examples:
        >>> ascii(in_visual_order("لا"))
        "'\\ufefb'"
    """
    # the function of the same name in `bidi` itself does not mirror brackets
    get_display = importlib.import_module("bidi.algorithm").get_display
    return str(get_display(joined_forms(text) if joined else text, base_dir=base))


def joined_forms(text: str) -> str:
    r"""A line with its letters in their joined forms, in the order in which it is read.

    Examples:
        >>> ascii(joined_forms("لا"))
        "'\\ufefb'"
    """
    return str(importlib.import_module("arabic_reshaper").reshape(text))


def _module(name: str, package: str) -> None:
    if find_spec(package) is None:
        raise ModuleNotFoundError(
            f"a label for {name} was asked for, but {name} is not installed: what it needs depends on its version. "
            f"Install it (pip install {name}), or ask for another renderer.",
            name=package,
        )


def _matplotlib_shapes() -> bool:
    _module("matplotlib", "matplotlib")
    return hasattr(importlib.import_module("matplotlib.ft2font"), "__libraqm_version__")


def _pillow_shapes() -> bool:
    _module("pillow", "PIL")
    return bool(importlib.import_module("PIL.features").check("raqm"))


def _terminal_orders() -> bool:
    known_not_to = any(name in os.environ for name in _UNORDERED_TERMINALS)
    return not known_not_to and os.environ.get("TERM_PROGRAM") != "vscode" and os.environ.get("TERM") != "linux"


_SHAPES_ITSELF: dict[str, Callable[[], bool]] = {
    "browser": lambda: True,
    "matplotlib": _matplotlib_shapes,
    "pillow": _pillow_shapes,
    "reportlab": lambda: False,
    "terminal": _terminal_orders,
}
