"""What strict nbval does not see in the notebooks: what is stored with them, and how they are written. No kernel runs.

nbval passes a notebook whose outputs were stripped, because without an execution count it compares nothing.
"""

from __future__ import annotations

import ast
import json
import re
import runpy
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

import toolkit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STORE = runpy.run_path(str(ROOT / "tools" / "store_notebooks.py"), run_name="store_notebooks")

PLOTLY = "application/vnd.plotly.v1+json"
MIMES = {"text/plain", "text/html", PLOTLY}
SKIPPING = {"nbval-skip", "nbval-ignore-output", "raises-exception"}
UNSTABLE = re.compile(
    r"\b0x[0-9a-f]{6,}"  # addresses of objects
    r"|(?<![\w.:/])/(?:home|Users|root|tmp|work|usr|opt|var)/|[A-Z]:\\\\|site-packages"  # places on one machine
    r"|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-"  # random ids
    r"|\d+(?:\.\d+)?it/s"  # speeds
    r'|"bdata"'  # arrays that nobody can read
)
PARAMETERS = {  # beside the articles
    "06-keyness-and-concordance.ipynb": [
        'outlet = "قرنديا الآن"',
        'verb = "زعم"',
        'called = ["حادث"]',
        'called += ["كارثة"]',
        'called += ["واقعة"]',
        'called += ["فاجعة"]',
    ],
    "07-frames-across-outlets.ipynb": ['codes = "../datasets/sample/gold.jsonl"'],
    "08-syndication-and-events.ipynb": ['mark = "(زافور)"'],
    "09-validate-your-own-coding.ipynb": ['coding = "../datasets/sample/gold.jsonl"'],
}
ARABIC_LITERAL = re.compile(r'"[^"]*[\u0600-\u06ff][^"]*"')
ARABIC_LETTER, LATIN_LETTER = re.compile(r"[\u0620-\u064a]"), re.compile(r"[A-Za-z]")
RTL_BLOCK = re.compile(r'<div dir="rtl" lang="ar">\n\n(?P<text>.+)\n\n</div>', re.DOTALL)

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def opened(path: Path) -> Any:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)


def cells(path: Path, kind: str) -> list[Any]:
    return [cell for cell in opened(path).cells if cell.cell_type == kind]


def outputs(path: Path) -> Iterator[tuple[int, Any]]:
    for number, cell in enumerate(cells(path, "code"), start=1):
        for output in cell.outputs:
            yield number, output


def output_text(output: Any) -> str:
    return json.dumps(output.get("data", output.get("text", "")), ensure_ascii=False)


def statements(path: Path) -> Iterator[ast.AST]:
    for cell in cells(path, "code"):
        yield from ast.walk(ast.parse(cell.source))


# What is stored


def test_it_was_run_from_the_first_cell_to_the_last(path: Path) -> None:
    counts = [cell.execution_count for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1)), "make notebooks stores it"


def test_it_keeps_what_its_cells_show(path: Path) -> None:
    shows = [cell.id for cell in cells(path, "code") if isinstance(ast.parse(cell.source).body[-1], ast.Expr)]
    stored = [cell.id for cell in cells(path, "code") if cell.outputs]
    assert len(shows) > 5
    assert stored == shows


def test_it_keeps_no_error_no_warning_and_no_widget(path: Path) -> None:
    for number, output in outputs(path):
        assert output.output_type in {"stream", "execute_result", "display_data"}, f"code cell {number}"
        assert output.get("name", "stdout") == "stdout", f"code cell {number}"
        assert set(output.get("data", {})) <= MIMES, f"code cell {number}"


def test_it_keeps_nothing_that_another_run_or_machine_would_change(path: Path) -> None:
    for number, output in outputs(path):
        found = UNSTABLE.search(output_text(output))
        assert not found, f"code cell {number}: {found and found.group()}"


def test_cleaning_it_once_more_changes_no_byte(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert STORE["store"](copy, run=lambda *_: None) == "unchanged"
    nbformat.validate(opened(path))


def test_it_is_small_enough_to_review(path: Path) -> None:
    assert path.stat().st_size < 300_000


def test_no_cell_is_left_out_of_the_comparison(path: Path) -> None:
    assert not [cell.id for cell in cells(path, "code") if SKIPPING & set(cell.metadata.get("tags", []))]


def test_it_runs_in_whatever_python_opens_it(path: Path) -> None:
    metadata = opened(path).metadata
    assert metadata.kernelspec.name == "python3"
    assert metadata.language_info == {"name": "python"}
    assert set(metadata) == {"kernelspec", "language_info"}


# How it is written


def test_its_title_is_a_question(path: Path) -> None:
    prose = cells(path, "markdown")
    first = prose[0].source.splitlines()[0]
    assert opened(path).cells[0].cell_type == "markdown"
    assert re.fullmatch(r"# .+\?", first)
    titles = [line for cell in prose for line in cell.source.splitlines() if line.startswith("# ")]
    assert titles == [first]


def test_it_says_at_once_that_its_data_are_synthetic(path: Path) -> None:
    assert "synthetic" in cells(path, "markdown")[0].source


def test_it_has_a_summary_in_arabic_from_right_to_left(path: Path) -> None:
    blocks = [block for cell in cells(path, "markdown") if (block := RTL_BLOCK.fullmatch(cell.source.strip()))]
    assert len(blocks) == 1
    text = blocks[0]["text"]
    assert len(ARABIC_LETTER.findall(text)) > 20 * len(LATIN_LETTER.findall(text))


def test_english_prose_does_not_begin_in_arabic_which_would_turn_the_line(path: Path) -> None:
    for cell in cells(path, "markdown"):
        if RTL_BLOCK.fullmatch(cell.source.strip()):
            continue
        for block in re.split(r"\n\n|^[-*] ", cell.source, flags=re.MULTILINE):
            first = re.search(r"[A-Za-z\u0620-\u064a]", block)
            assert not (first and ARABIC_LETTER.match(first[0]) and LATIN_LETTER.search(block)), block


def test_its_first_cell_sets_up_and_holds_what_a_reader_changes(path: Path) -> None:
    tagged = [
        number for number, cell in enumerate(cells(path, "code")) if "parameters" in cell.metadata.get("tags", [])
    ]
    assert tagged == [0]
    lines = [line for line in cells(path, "code")[0].source.splitlines() if line]
    assert "import toolkit as tk" in lines
    assert [line for line in lines if not line.startswith("import ")] == [
        'corpus = "../datasets/sample/articles.jsonl"',
        *PARAMETERS.get(path.name, []),
    ], "one line to change"


def test_its_cells_are_few_and_short(path: Path) -> None:
    lengths = [len(cell.source.splitlines()) for cell in cells(path, "code")]
    assert 8 <= len(lengths) <= 20
    assert statistics.median(lengths) <= 5
    assert max(lengths) <= 10


def test_it_defines_nothing_and_loops_over_nothing(path: Path) -> None:
    unwanted = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)
    found = [statement for statement in statements(path) if isinstance(statement, unwanted)]
    assert not [ast.unparse(statement) for statement in found]


def test_it_uses_the_public_verbs_of_the_toolkit(path: Path) -> None:
    used = [
        statement.attr
        for statement in statements(path)
        if isinstance(statement, ast.Attribute) and isinstance(statement.value, ast.Name) and statement.value.id == "tk"
    ]
    assert used
    assert set(used) <= set(toolkit.__all__)


def test_a_line_of_code_holds_at_most_one_arabic_literal(path: Path) -> None:
    lines = [line for cell in cells(path, "code") for line in cell.source.splitlines()]
    assert not [line for line in lines if len(ARABIC_LITERAL.findall(line)) > 1], (
        "two would change places on the screen"
    )


def test_a_figure_comes_after_its_table_and_before_what_it_shows(path: Path) -> None:
    everything = opened(path).cells
    for place, cell in enumerate(everything):
        if any(PLOTLY in output.get("data", {}) for output in cell.get("outputs", [])):
            before = [other for other in everything[:place] if other.cell_type == "code"][-1]
            assert any("<table" in output.get("data", {}).get("text/html", "") for output in before.outputs)
            assert everything[place + 1].cell_type == "markdown"


def test_a_number_in_its_prose_stands_in_an_output(path: Path) -> None:
    shown = " ".join(output_text(output) for _, output in outputs(path))
    for cell in cells(path, "markdown"):
        prose = re.sub(r"`[^`]*`|\]\([^)]*\)|<[^>]*>", " ", cell.source)
        for number in re.findall(r"\d+(?:\.\d+)?", prose):
            assert re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", shown), f"{number} in {cell.id}"


def test_it_says_where_its_limits_are(path: Path) -> None:
    headings = [line for cell in cells(path, "markdown") for line in cell.source.splitlines() if line.startswith("## ")]
    assert any("imits" in heading for heading in headings)


# How it is stored


def test_what_a_run_leaves_behind_is_dropped(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert STORE["store"](copy, run=littered).startswith("unchanged\n  code cell 1 wrote to standard error: slow")
    assert copy.read_bytes() == path.read_bytes()


def littered(notebook: Any, _: Path) -> None:
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.metadata["execution"] = nbformat.from_dict({"iopub.status.busy": "2024-11-03T10:00:00Z"})
    first.outputs.append(nbformat.v4.new_output("stream", name="stderr", text="slow\n"))
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "7"}, "text/plain": "0%"}
    first.outputs.append(nbformat.v4.new_output("display_data", data=widget))
    notebook.metadata.widgets = nbformat.from_dict({"state": {}})
    notebook.metadata.language_info = nbformat.from_dict({"name": "python", "version": "3.11.7"})


def test_a_cell_that_fails_leaves_the_file_as_it_was(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    monkeypatch.setitem(STORE["store"].__globals__, "NotebookClient", FailingClient)
    assert STORE["main"]([str(copy)]) == 1
    said = capsys.readouterr().err
    assert "Code cell 2 (" in said
    assert "failed: ZeroDivisionError: division by zero" in said
    assert copy.read_bytes() == path.read_bytes()
    assert list(tmp_path.iterdir()) == [copy]


class FailingClient:
    """As far as the store uses nbclient's: it fails at the second code cell."""

    def __init__(self, notebook: Any, *, on_cell_execute: Any, **_: Any) -> None:
        self.notebook, self.tell = notebook, on_cell_execute

    def execute(self) -> None:
        """Begins with the second code cell, and fails."""
        error = STORE["CellExecutionError"]
        second = [place for place, cell in enumerate(self.notebook.cells) if cell.cell_type == "code"][1]
        self.notebook.cells[second].outputs = []
        self.tell(cell=self.notebook.cells[second], cell_index=second)
        raise error("", "ZeroDivisionError", "division by zero")
