"""The notebook beside a report: it is run again elsewhere and gives the same, and where it stops it says so."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from toolkit.errors import ToolkitError
from toolkit.reports import report as reporting
from toolkit.reports.findings import Coverage
from toolkit.reports.notebook import Cell, notebook_text, run
from toolkit.reports.report import Options, write_coverage

MADE_UP = runpy.run_path(str(Path(__file__).with_name("test_report.py")))

VALIDATE = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=120", "-q", "-p", "no:cacheprovider"]


def articles() -> pd.DataFrame:
    texts = [
        f"قالت الوزيرة سلمى نصار في اليوم {day} إن السد آمن. وأضافت: «لا خطر على القرى». وقال مصدر إن العمل مستمر."
        for day in range(12)
    ]
    columns = {"article_id": list("abcdefghijkl"), "outlet": ["الوادي", "<b>النهر</b>"] * 6, "title": ["العنوان"] * 12}
    return pd.DataFrame(columns | {"published": ["2024-11-03"] * 12, "text": texts})


def validated(notebook: Path) -> str:
    """What strict nbval says of it, with nothing around that would help."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        *VALIDATE,
        "-c",
        "/dev/null",
        "--rootdir",
        str(notebook.parent),
        str(notebook),
    ]
    return subprocess.run(command, cwd=notebook.parent, capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "report"
    write_coverage(Coverage("coverage.jsonl", "0" * 64, articles()), out, options=Options(jobs=1))
    return out


def test_it_gives_the_same_on_another_machine_and_one_altered_number_fails(report: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(report, tmp_path / "elsewhere")
    assert " passed" in (said := validated(elsewhere / "report.ipynb")), said
    assert "failed" not in said
    notebook = json.loads((elsewhere / "report.ipynb").read_text("utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "counts")
    shown = cell["outputs"][0]["data"]["text/plain"]
    number = shown[1].split("\t")[0]
    shown[1] = shown[1].replace(number, str(int(number) + 1), 1)
    (elsewhere / "report.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    assert "1 failed" in validated(elsewhere / "report.ipynb")


def test_it_is_a_notebook_whose_every_cell_ran(report: Path) -> None:
    notebook = nbformat.reads((report / "report.ipynb").read_text("utf-8"), as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert sum(bool(cell.outputs) for cell in code) > 10
    assert nbformat.writes(notebook).rstrip("\n") == (report / "report.ipynb").read_text("utf-8").rstrip("\n")
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_its_numbers_are_those_of_the_tables(report: Path) -> None:
    notebook = nbformat.reads((report / "report.ipynb").read_text("utf-8"), as_version=4)
    [counts] = [cell for cell in notebook.cells if cell.id == "counts"]
    header, row = counts.outputs[0].data["text/plain"].splitlines()
    shown = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    table = pd.read_csv(report / "quotation_counts.csv")
    assert int(shown["total"]) == table["total"].sum()


def test_a_step_that_fails_leaves_the_notebook_up_to_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any) -> Any:
        yield Cell("good", "one = 1")
        yield Cell("bad", "two = one\ntwo / 0")
        yield Cell("never", "three = 3")

    monkeypatch.setattr(reporting, "analysis", failing)
    out = tmp_path / "report"
    with pytest.raises(ToolkitError, match=r"code cell 2 \('two / 0'\) stopped with ZeroDivisionError.*failed\.ipynb"):
        write_coverage(Coverage("x", "0" * 64, articles()), out)
    notebook = nbformat.reads((out / "report.failed.ipynb").read_text("utf-8"), as_version=4)
    assert [cell.id for cell in notebook.cells] == ["good", "bad"]
    assert notebook.cells[1].outputs[0].ename == "ZeroDivisionError"
    assert [path.name for path in out.iterdir()] == ["report.failed.ipynb"]
    monkeypatch.undo()
    write_coverage(Coverage("x", "0" * 64, articles()), out, options=Options(jobs=1))
    assert not (out / "report.failed.ipynb").exists(), "a report that was made takes its place"


def test_a_name_of_a_coverage_is_no_markup_in_it(tmp_path: Path) -> None:
    name = "<img src=x> [a](javascript:b) `c`\n# d"
    write_coverage(Coverage(name, "0" * 64, articles()), tmp_path / "report", options=Options(jobs=1))
    notebook = json.loads((tmp_path / "report" / "report.ipynb").read_text("utf-8"))
    title = "".join(notebook["cells"][0]["source"]).splitlines()[0]
    assert title == "# Who is quoted in \\<img src=x\\> \\[a\\]\\(javascript:b\\) \\`c\\` \\# d?"


def test_what_a_cell_prints_and_shows_is_stored_as_jupyter_stores_it(tmp_path: Path) -> None:
    space: dict[str, Any] = {}
    source = "import pandas as pd\nimport toolkit as tk\nprint('x')\ntk.show(pd.DataFrame({'a': [1]}))"
    cells, failed = run([Cell("one", source), Cell("text", "# T", code=False)], folder=tmp_path, space=space)
    assert failed is None
    assert [output["output_type"] for output in cells[0]["outputs"]] == ["stream", "execute_result"]
    assert cells[0]["outputs"][1]["data"]["text/plain"] == ["a\n", "1"]
    nbformat.validate(nbformat.reads(notebook_text(cells), as_version=4))
    assert space["tk"]


def test_what_cannot_be_shown_the_same_everywhere_is_refused(tmp_path: Path) -> None:
    _, failed = run([Cell("one", "object()")], folder=tmp_path, space={})
    assert "show(…) makes it the same" in str(failed)
