"""What each renderer is handed."""

from __future__ import annotations

import sys
import unicodedata
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.rendering import RENDERERS, is_right_to_left, label

MIXED = "عنوان (CNN 2023)"
TERMINALS = ("WT_SESSION", "ALACRITTY_WINDOW_ID", "XTERM_VERSION", "TERM_PROGRAM", "TERM")


def install(monkeypatch: pytest.MonkeyPatch, name: str, **attributes: object) -> None:
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, None)
    vars(module).update(attributes)
    monkeypatch.setitem(sys.modules, name, module)


def matplotlib(monkeypatch: pytest.MonkeyPatch, **attributes: object) -> None:
    install(monkeypatch, "matplotlib")
    install(monkeypatch, "matplotlib.ft2font", **attributes)


def pillow(monkeypatch: pytest.MonkeyPatch, *, raqm: bool) -> None:
    install(monkeypatch, "PIL")
    install(monkeypatch, "PIL.features", check=lambda feature: raqm and feature == "raqm")


def test_a_browser_gets_the_text_itself() -> None:
    assert label(MIXED, renderer="browser") == MIXED


def test_plotly_gets_an_isolate_that_sets_the_line_from_right_to_left() -> None:
    assert label(MIXED, renderer="plotly") == f"\u2067{MIXED}\u2069"
    assert label("CNN", renderer="plotly") == "CNN"


def test_plotly_reads_no_markup_in_a_label() -> None:
    assert label("<b>قال</b> & <a href='x'>", renderer="plotly") == "\u2067&lt;b>قال&lt;/b> &amp; &lt;a href='x'>\u2069"


def test_plotly_reads_no_mathematics_in_a_label() -> None:
    assert label("$5 to $6", renderer="plotly") == "&#36;5 to &#36;6"


def test_matplotlib_that_shapes_gets_the_text_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib(monkeypatch, __libraqm_version__="0.10.2")
    assert label(MIXED, renderer="matplotlib") == MIXED


def test_pillow_with_raqm_gets_the_text_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    pillow(monkeypatch, raqm=True)
    assert label(MIXED, renderer="pillow") == MIXED


@pytest.mark.parametrize("renderer", ["matplotlib", "pillow", "reportlab", "terminal"])
def test_a_renderer_that_cannot_shape_gets_joined_letters_in_visual_order(
    renderer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    matplotlib(monkeypatch)
    pillow(monkeypatch, raqm=False)
    monkeypatch.setenv("WT_SESSION", "1")
    drawn = label(MIXED, renderer=renderer)  # type: ignore[arg-type]
    # the last letter of the first word is joined to nothing after it and stands leftmost of the Arabic letters
    assert drawn.startswith("(CNN 2023) "), "brackets are mirrored, Latin and digits keep their order"
    letters = drawn.removeprefix("(CNN 2023) ")
    assert unicodedata.normalize("NFKC", letters[::-1]) == "عنوان"
    assert all("\ufb50" <= letter <= "\ufefc" for letter in letters), "letters in their joined forms"


@pytest.mark.parametrize(("renderer", "package"), [("matplotlib", "matplotlib"), ("pillow", "PIL")])
def test_a_renderer_that_is_not_installed_is_named(
    renderer: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.text.rendering.find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match=f"pip install {renderer}") as error:
        label(MIXED, renderer=renderer)  # type: ignore[arg-type]
    assert error.value.name == package


def test_latin_text_asks_for_no_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.text.rendering.find_spec", lambda _: None)
    assert label("CNN 2023", renderer="matplotlib") == "CNN 2023"


@pytest.mark.parametrize(("variable", "value"), [("WT_SESSION", "1"), ("TERM_PROGRAM", "vscode"), ("TERM", "linux")])
def test_a_terminal_known_not_to_reorder_gets_visual_order(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in TERMINALS:
        monkeypatch.delenv(name, raising=False)
    assert label("قال", renderer="terminal") == "قال"
    monkeypatch.setenv(variable, value)
    assert label("قال", renderer="terminal") != "قال"


def test_an_unknown_renderer_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="'kaleido'") as error:
        label("قال", renderer="kaleido")  # type: ignore[arg-type]
    assert all(renderer in str(error.value) for renderer in RENDERERS)


def test_nothing_but_a_renderer_in_need_loads_the_reshaper() -> None:
    import subprocess

    code = (
        "import sys; from toolkit.text.rendering import label; label('قال', renderer='browser'); "
        "label('قال', renderer='plotly'); print({'arabic_reshaper', 'bidi', 'pandas', 'PIL'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@given(st.text())
def test_every_text_has_a_label_that_keeps_its_characters(text: str) -> None:
    drawn = label(text, renderer="plotly")
    assert "<" not in drawn
    bare = drawn[1:-1] if is_right_to_left(text) else drawn
    assert bare.replace("&#36;", "$").replace("&lt;", "<").replace("&amp;", "&") == text
