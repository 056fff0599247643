"""The compiled engine gives what the sources give, and is used for the sources that it was made of alone."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

import toolkit
from toolkit.compiled import LIBRARY, PURE, folder_for, in_front, sources

ENGINE = Path(toolkit.__file__).parent / "attribution"

ROWS = """
import sys, tomllib
from pathlib import Path
from toolkit import load_dataset, quotation_table, quotations
from toolkit.attribution import analysis

rows = quotation_table(load_dataset("sample"), jobs=int(sys.argv[2]))
tables = [tomllib.loads(path.read_text("utf-8")).get("rule", []) for path in sorted(Path(sys.argv[1]).glob("*.toml"))]
kinds = "examples", "counterexamples"
texts = [case["text"] for rules in tables for rule in rules for kind in kinds for case in rule.get(kind, [])]
odd = ["قال", "«" * 2000, "وقال إن " * 2000, "", "“قال الوزير" * 500]
print(Path(analysis.__file__).suffix)
print(rows.to_json(orient="records", force_ascii=False))
print([repr(quotations(text)) for text in texts + odd])
"""
"""Everything that is found in the sample coverage, in the examples of the rules, and in odd texts."""


def package(folder: Path) -> Path:
    """A package of one module, beside which something was compiled."""
    (folder / "engine").mkdir()
    (folder / "engine" / "rules.py").write_text("RULE = 1\n")
    (folder / "_compiled").mkdir()
    return folder / "engine"


def found_by(*, pure: bool, jobs: int = 1) -> list[str]:
    """What an interpreter of its own finds: the kind of file that the engine is, the table, the records."""
    environment = {key: value for key, value in os.environ.items() if key != PURE} | ({PURE: "1"} if pure else {})
    command = [sys.executable, "-c", ROWS, str(ENGINE / "ruleset"), str(jobs)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


@pytest.mark.skipif(not folder_for(ENGINE).is_dir(), reason="make compile, which needs a C compiler")
@pytest.mark.parametrize("jobs", [1, 2])
def test_compiled_and_read_the_engine_finds_the_same(jobs: int) -> None:
    compiled, read = found_by(pure=False, jobs=jobs), found_by(pure=True)

    assert (compiled[0], read[0]) == (Path(EXTENSION_SUFFIXES[0]).suffix, ".py")
    assert compiled[1:] == read[1:]


def test_what_is_public_is_python_in_either_case() -> None:
    names = {path.name for path in sources(ENGINE)}

    assert "analysis.py" in names
    assert names.isdisjoint({"__init__.py", "extract.py", "records.py", "explain.py", "explanations.py"})


def test_a_changed_source_is_not_what_was_compiled(tmp_path: Path) -> None:
    engine = package(tmp_path)
    before = folder_for(engine)
    (engine / "rules.py").write_text("RULE = 2\n")

    assert folder_for(engine) != before
    assert before.parent == tmp_path / "_compiled"


def test_without_a_library_for_these_sources_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PURE, raising=False)
    engine = package(tmp_path)

    assert in_front("toolkit.engine", [str(engine)]) == [str(engine)]


def test_a_library_that_does_not_load_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PURE, raising=False)
    engine = package(tmp_path)
    folder_for(engine).mkdir()
    (folder_for(engine) / f"{LIBRARY}{EXTENSION_SUFFIXES[0]}").write_bytes(b"made for another machine")

    assert in_front("toolkit.engine", [str(engine)]) == [str(engine)]


def test_no_compiled_class_counts_on_a_cached_property() -> None:
    """The compiler takes one for a plain property: found anew at every use, which made long texts quadratic."""
    users = [path.name for path in sources(ENGINE) if "cached_property" in path.read_text("utf-8")]

    assert users == []
