"""What the house promises beyond the order of its layers, which import-linter holds (`make lint`)."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import toolkit

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(toolkit.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
PACKAGES = [module.parent for module in MODULES if module.name == "__init__.py"]
HEAVY = {"numpy", "pandas", "plotly", "pyarrow", "scipy"}
RESHAPERS = {"arabic_reshaper", "bidi"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}


def fresh(code: str) -> str:
    """What a new interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout


def place(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def test_importing_the_toolkit_loads_nothing_heavy() -> None:
    loaded = json.loads(fresh("import json, sys, toolkit; print(json.dumps(list(sys.modules)))"))

    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()


def test_importing_the_toolkit_takes_less_than_three_tenths_of_a_second() -> None:
    code = "import time; start = time.process_time(); import toolkit; print(time.process_time() - start)"

    assert min(float(fresh(code)) for _ in range(3)) < 0.3


def imported(module: Path) -> Iterator[str]:
    """The top-level packages that a module imports, by statement or by `import_module`."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            names = [str(first.value) for first in node.args[:1] if isinstance(first, ast.Constant)]
        yield from (name.partition(".")[0] for name in names)


def test_letters_are_reshaped_in_one_module() -> None:
    assert {place(module) for module in MODULES if RESHAPERS & set(imported(module))} == {"text/rendering.py"}


@pytest.mark.parametrize("package", PACKAGES, ids=place)
def test_no_module_hides_a_public_function_of_its_package(package: Path) -> None:
    # Importing the module would put it in the function's place. text/normalize.py hides nothing: toolkit.text exports
    # no `normalize`.
    name = ".".join(["toolkit", *package.relative_to(PACKAGE).parts])
    public = getattr(importlib.import_module(name), "__all__", [])

    assert {child.stem for child in package.iterdir()} & set(public) == set()


def test_every_module_is_named_for_what_is_in_it() -> None:
    assert {name for module in MODULES for name in module.relative_to(PACKAGE).with_suffix("").parts} & VAGUE == set()


def test_the_public_names_are_sorted_and_listed() -> None:
    assert list(toolkit.__all__) == sorted(set(toolkit.__all__))
    assert set(toolkit.__all__) <= set(dir(toolkit))


@pytest.mark.parametrize("name", toolkit.__all__)
def test_a_public_name_is_documented_with_an_example(name: str) -> None:
    verb = getattr(toolkit, name)

    assert callable(verb)
    assert verb.__name__ == name
    assert ">>> " in (verb.__doc__ or "")


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(AttributeError, match=r"toolkit has no 'quotes'; it has agreement, .*quotations"):
        _ = toolkit.quotes
