"""What each renderer is handed, and what it draws of it: a label's ink against glyphs put in their places by hand."""

from __future__ import annotations

import io
import sys
import unicodedata
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.rendering import RENDERERS, in_visual_order, is_right_to_left, label

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


TEXTS = ["قال الوزير", "لا إله", "العربية (CNN) تقرير", "نسبة 12.5% في عام 2023"]
FONTS = [Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"), Path("/Library/Fonts/DejaVuSans.ttf")]
FONT = next((path for path in FONTS if path.is_file()), None)
OVERRIDE, POP = "\u202d", "\u202c"

needs_font = pytest.mark.skipif(FONT is None, reason="DejaVu Sans, which has joined forms, is not on this machine")


def ink(grey: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a dark text stands on white, cut to it."""
    dark = np.asarray(grey) < 128
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
    assert len(rows), "nothing was drawn"
    return dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def likeness(one: NDArray[np.bool_], two: NDArray[np.bool_]) -> float:
    """The share of ink that two pictures have in common, the better of small shifts; 0 where widths differ much."""
    if abs(one.shape[1] - two.shape[1]) > 0.06 * one.shape[1]:
        return 0.0
    height, width = (max(one.shape[axis], two.shape[axis]) + 8 for axis in (0, 1))
    best = 0.0
    for down in range(-3, 4):
        for right in range(-4, 5):
            pages = np.zeros((2, height, width), bool)
            pages[0, 4 : 4 + one.shape[0], 4 : 4 + one.shape[1]] = one
            top, left = 4 + down, 4 + right
            fits = pages[1, top : top + two.shape[0], left : left + two.shape[1]]
            fits[:] = two[: fits.shape[0], : fits.shape[1]]
            best = max(best, float((pages[0] & pages[1]).sum() / (pages[0] | pages[1]).sum()))
    return best


def by_pillow(text: str, *, raqm: bool) -> NDArray[np.bool_]:
    image, draw, font = (pytest.importorskip(f"PIL.{name}", reason="pip install pillow") for name in _PILLOW)
    engine = font.Layout.RAQM if raqm else font.Layout.BASIC
    page = image.new("L", (900, 120), 255)
    draw.Draw(page).text((20, 20), text, font=font.truetype(str(FONT), 48, layout_engine=engine), fill=0)
    return ink(np.asarray(page))


_PILLOW = ("Image", "ImageDraw", "ImageFont")


def shaping_pillow() -> None:
    features = pytest.importorskip("PIL.features", reason="pip install pillow")
    if not features.check("raqm"):
        pytest.skip("this Pillow has no raqm")


@needs_font
@pytest.mark.parametrize("text", TEXTS)
def test_pillow_with_raqm_draws_a_label_joined_and_in_order(text: str) -> None:
    shaping_pillow()
    truth = by_pillow(in_visual_order(text), raqm=False)
    assert likeness(truth, by_pillow(label(text, renderer="pillow"), raqm=True)) > 0.8
    assert likeness(truth, by_pillow(in_visual_order(text), raqm=True)) < 0.6, "what the web advises draws it backward"


@needs_font
@pytest.mark.parametrize("text", TEXTS)
def test_pillow_without_raqm_draws_a_label_joined_and_in_order(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shaping_pillow()  # for the truth
    truth = by_pillow(text, raqm=True)
    monkeypatch.setattr("PIL.features.check", lambda _: False)
    assert likeness(truth, by_pillow(label(text, renderer="pillow"), raqm=False)) > 0.8
    assert likeness(truth, by_pillow(text, raqm=False)) < 0.6, "the text itself is drawn apart and backward"


def by_matplotlib(text: str) -> NDArray[np.bool_]:
    matplotlib = pytest.importorskip("matplotlib", reason="pip install matplotlib")
    matplotlib.use("agg")
    figures, agg = (pytest.importorskip(f"matplotlib.{name}") for name in ("figure", "backends.backend_agg"))
    figure = figures.Figure(figsize=(9, 1.2), dpi=100)
    agg.FigureCanvasAgg(figure)
    figure.text(0.05, 0.4, text, fontsize=34, fontfamily="DejaVu Sans")
    stream = io.BytesIO()
    figure.savefig(stream, format="raw")
    width, height = figure.canvas.get_width_height()
    return ink(np.frombuffer(stream.getvalue(), np.uint8).reshape(height, width, 4)[:, :, 0])


@pytest.mark.parametrize("text", TEXTS)
def test_matplotlib_draws_a_label_joined_and_in_order(text: str) -> None:
    # glyphs whose order nobody may change, which every version leaves as they are
    truth = by_matplotlib(f"{OVERRIDE}{in_visual_order(text)}{POP}")
    drawn = label(text, renderer="matplotlib")
    assert likeness(truth, by_matplotlib(drawn)) > 0.8
    wrong = text if drawn != text else in_visual_order(text)
    assert likeness(truth, by_matplotlib(wrong)) < 0.6


PAGE = """<meta charset="utf-8"><style>body{{margin:0;background:#fff}}
svg.truth text{{font:40px 'DejaVu Sans';direction:ltr;unicode-bidi:bidi-override}}</style>
<svg class="truth" width="900" height="100"><text x="450" y="60" text-anchor="middle">{truth}</text></svg>{plot}"""


def by_plotly(page: Any, texts: list[str], truth: str) -> list[NDArray[np.bool_]]:
    go = pytest.importorskip("plotly.graph_objects")
    figure = go.Figure()
    for place, text in enumerate(texts):
        # an axis title is drawn as every label is
        figure.add_annotation(x=0.5, y=place, text=text, showarrow=False, font={"size": 40, "family": "DejaVu Sans"})
    figure.update_layout(width=900, height=150 * len(texts), plot_bgcolor="#fff", margin=dict.fromkeys("lrtb", 0))
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[-0.5, len(texts) - 0.5])
    page.set_content(PAGE.format(truth=truth, plot=figure.to_html(full_html=False, include_plotlyjs=True)))
    page.wait_for_selector(".annotation-text")
    image = pytest.importorskip("PIL.Image", reason="pip install pillow")
    found = [page.locator("svg.truth").screenshot()]
    for place in range(len(texts)):
        box = page.locator(".annotation-text").nth(place).bounding_box()
        clip = {"x": box["x"] - 5, "y": box["y"] - 5, "width": box["width"] + 10, "height": box["height"] + 10}
        found.append(page.screenshot(clip=clip))
    return [ink(np.asarray(image.open(io.BytesIO(shot)).convert("L"))) for shot in found]


@pytest.fixture(scope="module")
def page(chromium: Any) -> Any:
    return chromium.new_page(viewport={"width": 1000, "height": 900})


@needs_font
@pytest.mark.browser
@pytest.mark.parametrize("text", TEXTS)
def test_plotly_draws_a_label_joined_and_in_order(text: str, page: Any) -> None:
    shaped = in_visual_order(text)
    truth, drawn, reshaped, bare = by_plotly(page, [label(text, renderer="plotly"), shaped, text], shaped)
    assert likeness(truth, drawn) > 0.8
    assert likeness(truth, reshaped) < 0.6, "reshaping draws it backward"
    if "(CNN)" in text:
        assert likeness(truth, bare) < likeness(truth, drawn), "without an isolate the line runs from left to right"
