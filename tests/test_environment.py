"""environment.yml, constraints.txt and CITATION.cff against pyproject.toml; the licences of what the toolkit runs on.

No channel was solved and no index was asked: whether conda-forge has a version cannot be seen here, only that
environment.yml asks for the same packages with the same bounds in a form that conda reads.
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata, requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import toolkit

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = {name: [Requirement(line) for line in lines] for name, lines in PROJECT["optional-dependencies"].items()}
CONDA_NAMES = {"arabic-reshaper": "arabic_reshaper"}
"""Where conda-forge spells a name otherwise than the package index does."""
PIP_ONLY = {"rensa", "simplemma"}
"""What pip fetches when it installs the checkout, because it was not found on conda-forge."""

MATCH_SPEC = re.compile(
    r"[a-z0-9_][a-z0-9_.-]*(?: (?:>=|<=|==|!=|>|<)\d+(?:\.\d+)*(?:,(?:>=|<=|==|!=|>|<)\d+(?:\.\d+)*)*)?"
)
"""A name and, behind one space, bounds separated by commas: the part of conda's MatchSpec that is used here."""

LICENCES = {
    "arabic-reshaper": "MIT",
    "hijridate": "MIT",
    "numpy": "BSD",
    "openpyxl": "MIT",
    "pandas": "BSD",
    "plotly": "MIT",
    "pooch": "BSD",
    "pyarrow": "Apache",
    "python-bidi": "LGPL",
    "rensa": "MIT",
    "requests": "Apache",
    "scikit-learn": "BSD",
    "scipy": "BSD",
    "simplemma": "MIT",
    "tqdm": "MPL",
    "xlsxwriter": "BSD",
}


def environment() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))


def conda_specs() -> list[str]:
    return [line for line in environment()["dependencies"] if isinstance(line, str)]


def bounds(text: str) -> set[str]:
    return set(filter(None, text.replace(" ", "").split(",")))


def test_the_environment_has_one_channel_and_pip_installs_the_checkout_alone() -> None:
    found = environment()

    assert set(found) == {"name", "channels", "dependencies"}
    assert found["name"] == "amt"
    assert found["channels"] == ["conda-forge"]
    assert [line for line in found["dependencies"] if not isinstance(line, str)] == [{"pip": ["-e ."]}]


@pytest.mark.parametrize("spec", conda_specs())
def test_conda_can_read_a_spec(spec: str) -> None:
    assert MATCH_SPEC.fullmatch(spec)


@pytest.mark.parametrize(
    "spec", ["pandas>= 3", "pandas >=3 ", "Pandas >=3", "pandas >=3,", "pandas ~=3.0", "pandas[sql]"]
)
def test_what_conda_could_misread_is_noticed(spec: str) -> None:
    assert not MATCH_SPEC.fullmatch(spec)


def test_the_environment_asks_for_what_pyproject_asks_for() -> None:
    wanted = {"python": bounds(PROJECT["requires-python"]), "pip": set()}
    for requirement in [*RUNTIME, *EXTRAS["formats"], *EXTRAS["notebooks"], *EXTRAS["test"]]:
        if requirement.name in PIP_ONLY:
            continue
        assert requirement.marker is None, f"environment.yml knows no marker: {requirement}"
        wanted[CONDA_NAMES.get(requirement.name, requirement.name)] = bounds(str(requirement.specifier))

    specs = [spec.partition(" ") for spec in conda_specs()]

    assert {name: bounds(rest) for name, _, rest in specs} == wanted
    assert len(specs) == len(wanted)


CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", CONSTRAINTS)
def test_a_constraint_is_one_exact_version_and_names_no_place(line: str) -> None:
    requirement = Requirement(line)

    assert requirement.url is None
    assert "://" not in line
    assert [spec.operator for spec in requirement.specifier] == ["=="]


@pytest.mark.parametrize("wanted", [*RUNTIME, *(line for lines in EXTRAS.values() for line in lines)], ids=str)
def test_the_constraints_keep_the_bounds_of_pyproject(wanted: Requirement) -> None:
    pinned = [found for found in map(Requirement, CONSTRAINTS) if found.name == canonicalize_name(wanted.name)]

    assert pinned, "constraints.txt lacks it; compile it again: uv pip compile --universal --all-extras"
    for found in pinned:
        [version] = found.specifier
        assert wanted.specifier.contains(version.version), found


def stated(name: str) -> str:
    """The licence that a package states; a field of many lines is a licence's text, of which the first says enough."""
    about = metadata(name)
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    own = about.get("License-Expression") or (about.get("License") or "").partition("\n")[0]
    return " | ".join(filter(None, [own, *classifiers]))


def is_gpl(licence: str) -> bool:
    """Whether it is the GPL or the AGPL; the Lesser GPL is neither."""
    return bool(re.search(r"\bA?GPL|(?<!Lesser )General Public", licence))


def closure() -> set[str]:
    """The packages that the toolkit's dependencies need in their turn, and these themselves."""
    found: set[str] = set()
    names = [requirement.name for requirement in RUNTIME]
    while names:
        name = names.pop()
        if name in found:
            continue
        found.add(name)
        for line in requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                names.append(canonicalize_name(requirement.name))
    return found


def test_the_licence_of_every_runtime_dependency_is_known() -> None:
    assert [requirement.name for requirement in RUNTIME] == list(LICENCES)


@pytest.mark.parametrize(("name", "licence"), LICENCES.items())
def test_a_runtime_dependency_has_the_licence_that_is_known(name: str, licence: str) -> None:
    assert licence in stated(name)


@pytest.mark.parametrize("name", sorted(closure()))
def test_nothing_that_runs_is_under_the_gpl(name: str) -> None:
    assert stated(name)
    assert not is_gpl(stated(name))


@pytest.mark.parametrize(
    ("licence", "gpl"),
    [("GPL-3.0-or-later", True), ("AGPL-3.0", True), ("GNU General Public License v3", True), ("LGPL-3.0", False)],
)
def test_the_gpl_is_told_from_the_lesser_one(licence: str, gpl: bool) -> None:  # noqa: FBT001 - a column of the cases
    assert is_gpl(licence) is gpl


def test_the_citation_is_of_this_version_and_licence() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert citation["version"] == toolkit.__version__
    assert citation["license"] == PROJECT["license"]
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in PROJECT["authors"]]
