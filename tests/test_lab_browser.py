"""JupyterLab as `toolkit lab` starts it, and each notebook in it, in a real browser, run from first cell to last.

With SHOTS=folder in the environment a picture of each notebook is left there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lab_server import end_kernel, inside, run_all, running_lab

from toolkit.errors import ToolkitError
from toolkit.reports import lab

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
PLOTLY = "application/vnd.plotly.v1+json"

OUTPUTS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .filter(cell => cell.type === 'code').map(cell => [...Array(cell.outputs.length).keys()].map(place => {
        const output = cell.outputs.get(place).toJSON();
        return [output.output_type, output.name || '', Object.keys(output.data || {})];
    }))"""

# labels that stand beyond their drawing
CUT_OFF = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
    const box = plot.getBoundingClientRect();
    return [...plot.querySelectorAll('.main-svg text')].filter(text => {
        const at = text.getBoundingClientRect();
        return at.width && (at.left < box.left - 1 || at.right > box.right + 1
            || at.top < box.top - 1 || at.bottom > box.bottom + 1);
    }).map(text => text.textContent);
})"""

# figures, which must not collapse when the window changes
HEIGHTS = "() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => plot.clientHeight)"

# Blocks of prose and of highlighted articles that begin in Arabic and whose last line does not begin at the right.
# The last line, because a full one begins at both sides.
ASTRAY = """() => [...document.querySelectorAll('.jp-RenderedMarkdown p, .jp-RenderedHTML p, .jp-RenderedHTML h3')]
    .filter(block => /^[^A-Za-z]*[\\u0620-\\u064a]/.test(block.textContent)).filter(block => {
        const range = document.createRange();
        range.selectNodeContents(block);
        const lines = [...range.getClientRects()];
        const bottom = Math.max(...lines.map(line => line.bottom));
        const right = Math.max(...lines.filter(line => line.bottom > bottom - 8).map(line => line.right));
        return right < block.getBoundingClientRect().right - 3;
    }).map(block => block.textContent.slice(0, 60))"""

# Arabic literals in code that do not read from right to left
SWAPPED = """() => [...document.querySelectorAll('.jp-Editor .cm-line > span')]
    .filter(part => /[\\u0620-\\u064a]/.test(part.textContent) && getComputedStyle(part).unicodeBidi !== 'plaintext')
    .map(part => part.textContent)"""

# printed text of which a long line may break between letters that join
BROKEN = """() => [...document.querySelectorAll('.jp-OutputArea-output pre')]
    .filter(text => getComputedStyle(text).wordBreak !== 'normal').length"""

# tables of the toolkit whose first column does not stand at the right
TURNED = """() => [...document.querySelectorAll('.jp-OutputArea-output table[dir=rtl]')].filter(table => {
    const heads = [...table.querySelectorAll('th')].map(head => head.getBoundingClientRect().left);
    return heads.some((left, place) => place && left >= heads[place - 1]);
}).length"""


def test_the_style_and_the_settings_are_written_where_lab_looks(tmp_path: Path) -> None:
    environment = lab.lab_environment(tmp_path)
    assert environment["JUPYTER_CONFIG_DIR"] == str(tmp_path)
    style = (tmp_path / "custom" / "custom.css").read_text(encoding="utf-8")
    assert style == (ROOT / "toolkit" / "reports" / "assets" / "lab.css").read_text(encoding="utf-8")
    [news] = tmp_path.rglob("notification.jupyterlab-settings")
    assert json.loads(news.read_text(encoding="utf-8"))["fetchNews"] == "false"


def test_what_a_reader_set_in_lab_stays_and_the_style_is_renewed(tmp_path: Path) -> None:
    lab.lab_environment(tmp_path)
    [news] = tmp_path.rglob("notification.jupyterlab-settings")
    news.write_text('{"fetchNews":"true"}', encoding="utf-8")
    style = tmp_path / "custom" / "custom.css"
    style.write_text("", encoding="utf-8")
    lab.lab_environment(tmp_path)
    assert news.read_text(encoding="utf-8") == '{"fetchNews":"true"}'
    assert style.read_text(encoding="utf-8")


def test_the_folder_follows_xdg_state_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert lab.lab_environment()["JUPYTER_CONFIG_DIR"] == str(tmp_path / "arabic-media-toolkit" / "jupyter")


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"cannot be written .* XDG_STATE_HOME"):
        lab.lab_environment(tmp_path / "file")


def test_the_notebooks_of_the_checkout_are_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert lab.notebooks_folder() == ROOT / "notebooks"


def test_beside_an_installed_toolkit_the_current_folder_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "site-packages" / "toolkit" / "reports" / "lab.py"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ToolkitError, match="there is no notebook in"):
        lab.notebooks_folder()
    (tmp_path / "own.ipynb").write_text("{}", encoding="utf-8")
    assert lab.notebooks_folder() == tmp_path


def test_without_jupyterlab_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ToolkitError, match=r"pip install 'arabic-media-toolkit\[notebooks\]'"):
        lab.start()


def test_the_exit_status_is_that_of_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(lab, "lab_command", lambda *_, **__: [sys.executable, "-c", "raise SystemExit(3)"])
    assert lab.start(browser=False) == 3


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a JupyterLab answers that has a copy of the notebooks."""
    work = tmp_path_factory.mktemp("lab")
    for folder in ("notebooks", "datasets"):
        shutil.copytree(ROOT / folder, work / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    with running_lab(work / "notebooks", work) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_reads_from_right_to_left(name: str, address: str, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 1200, "height": 2_400})
    outside: set[str] = set()
    wrong: list[str] = []
    page.on("request", lambda request: None if inside(request.url, address) else outside.add(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    run_all(page, address, name)
    shown = [output for cell in page.evaluate(OUTPUTS) for output in cell]
    assert [output for output in shown if output[0] == "error" or output[1] == "stderr"] == []
    figures = sum(PLOTLY in mimes for _, _, mimes in shown)
    page.wait_for_function(
        f"document.querySelectorAll('.js-plotly-plot .main-svg').length >= {figures}", timeout=30_000
    )
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelectorAll('.js-plotly-plot').length") == figures
    assert page.evaluate("document.querySelectorAll('.jp-OutputArea-output table[dir=rtl]').length") > 3
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(ASTRAY) == []
    assert page.evaluate(SWAPPED) == []
    assert page.evaluate(BROKEN) == 0
    assert page.evaluate(TURNED) == 0
    heights = page.evaluate(HEIGHTS)
    page.set_viewport_size({"width": 1000, "height": 2_000})
    page.wait_for_timeout(500)
    assert page.evaluate(HEIGHTS) == heights
    assert not outside
    assert wrong == []
    if os.environ.get("SHOTS"):
        pictured(page, name)  # last, since it turns the page about
    end_kernel(page)
    page.close()


def pictured(page: Any, name: str) -> None:
    """Leaves pictures of all of a notebook."""
    height = page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
    page.set_viewport_size({"width": 1200, "height": min(int(height) + 150, 15_000)})
    page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
    page.wait_for_timeout(500)
    page.screenshot(path=Path(os.environ["SHOTS"]) / f"{name}.png")
