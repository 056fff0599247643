"""The wheel: what is in it, and that it runs outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.install


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [*PIP, "wheel", str(ROOT), "--no-deps", "--wheel-dir", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        pytest.fail(
            "the wheel could not be built. pip fetches the build backend (hatchling) for it, so this test needs a "
            f"network or a package index nearby. pip said:\n{done.stderr[-2000:]}"
        )
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel installed, its dependencies lent by this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    command = [*PIP, "--python", str(folder / SCRIPTS / "python"), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(command, check=True)
    own = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", own))
    # Folders that a .pth names come last and their own .pth files are not read: the editable toolkit stays unseen.
    lent = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (packages / "lent.pth").write_text("".join(f"{path}\n" for path in lent), "utf-8")
    return folder


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Runs a program of that environment in an empty folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}

    def call(program: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed / SCRIPTS / program), *words],
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    return call


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("toolkit/lexicons", "*.tsv"),
        ("toolkit/lexicons", "*.toml"),
        ("toolkit/attribution/ruleset", "*.toml"),
        ("toolkit/articles", "*.toml"),
        ("toolkit/reports/assets", "*.woff2"),
        ("toolkit/reports/assets", "*.css"),
        ("toolkit/reports/assets", "*.js"),
        ("toolkit/reports/assets", "*OFL.txt"),
        ("toolkit", "py.typed"),
        ("toolkit", "**/*.py"),
    ],
)
def test_the_wheel_has_what_the_checkout_has(names: set[str], folder: str, pattern: str) -> None:
    wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).glob(pattern)}

    assert wanted
    assert wanted <= names


def test_the_wheel_has_the_sample_coverage_with_its_card_and_gold(names: set[str]) -> None:
    wanted = {path.name for path in (ROOT / "datasets" / "sample").iterdir()}

    assert wanted >= {"README.md", "articles.jsonl", "gold.jsonl"}
    assert {f"toolkit/articles/data/sample/{name}" for name in wanted} <= names


def test_the_wheel_has_its_licence_and_nothing_but_the_toolkit(names: set[str]) -> None:
    [about] = {name.partition("/")[0] for name in names} - {"toolkit"}

    assert about.endswith(".dist-info")
    assert f"{about}/licenses/LICENSE" in names
    assert [name for name in names if "test" in name or "__pycache__" in name or name.endswith(".ipynb")] == []


def test_the_toolkit_that_runs_is_the_installed_one(installed: Path, run: Run) -> None:
    done = run("python", "-c", "import toolkit, pandas; print(toolkit.__file__)")

    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(installed)
    assert str(installed) in run("toolkit", "datasets").stdout
    assert "saudinewsnet" in run("toolkit", "datasets").stdout, "the registry travels along"


def test_the_report_on_the_sample_is_written_outside_a_checkout(run: Run, tmp_path: Path) -> None:
    done = run("toolkit", "report", "--out", "out")

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(Path("out", "index.html"))
    assert "</html>" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_quotations_are_found_outside_a_checkout(run: Run, tmp_path: Path) -> None:
    article = {"id": "1", "text": "قالت الوزيرة سلمى نصار إن السد آمن."}
    (tmp_path / "articles.jsonl").write_text(json.dumps(article, ensure_ascii=False), "utf-8")

    done = run("toolkit", "quotations", "articles.jsonl", "--format", "jsonl")

    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["cue"] for line in done.stdout.splitlines()] == ["قالت"]


@pytest.mark.parametrize(
    ("words", "status"), [(["--version"], 0), (["quotations", "none.jsonl"], 1), (["quotations"], 2)]
)
def test_the_exit_status_says_how_it_went(run: Run, words: list[str], status: int) -> None:
    assert run("toolkit", *words).returncode == status
