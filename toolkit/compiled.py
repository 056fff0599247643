"""The engine in C, where somebody has built it: the same rows, in a good half of the time.

`make compile` translates the modules of a package with mypyc and keeps what the
C compiler makes of them in a folder of their own, whose name says of which
sources. They are used for exactly these sources: change a letter in one, and
Python reads the sources again.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from hashlib import sha256
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

__all__ = ["LIBRARY", "PURE", "folder_for", "in_front", "sources"]

LIBRARY = "toolkit_engine__mypyc"
"""The library with all compiled modules; those beside it only point into it."""
PURE = "TOOLKIT_PURE"
"""Set to anything, this environment variable has Python read the sources, compiled or not."""
_FOLDER = "_compiled"
_PUBLIC = ("__init__", "records", "extract", "explain", "explanations")


def sources(package: Path) -> list[Path]:
    """The modules of a package that are compiled: all but those of its public records and functions.

    Whoever asks Jupyter for help finds docstring, signature and source of those as ever, and they take no time.
    """
    return sorted(p for p in package.glob("*.py") if not p.name.startswith(_PUBLIC))


def folder_for(package: Path) -> Path:
    """Where the compiled modules of a package belong, as its sources are now and for the Python that runs."""
    digest = sha256()
    for path in sources(package):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    build = sysconfig.get_config_var("SOABI") or EXTENSION_SUFFIXES[0].strip(".")
    return package.parent / _FOLDER / f"{digest.hexdigest()[:16]}-{build}"


def in_front(package: str, path: list[str]) -> list[str]:
    """Where to look for the modules of a package: first among the compiled ones, if there are any for these sources.

    Args:
        package: Its name.
        path: Where its sources are, as its `__path__` says.

    Returns:
        The new `__path__`. It is the old one where nothing was compiled, where `TOOLKIT_PURE` is set, and where the
        library does not load, as after a move to another machine.
    """
    home = Path(path[0])
    if os.environ.get(PURE) or not (home.parent / _FOLDER).is_dir():
        return path
    folder = folder_for(home)
    return [str(folder.joinpath(*package.split("."))), *path] if _load(folder) else path


def _load(folder: Path) -> bool:
    """Makes the library known under its name, for its folder is on no search path."""
    file = folder / f"{LIBRARY}{EXTENSION_SUFFIXES[0]}"
    if not file.is_file():
        return False
    spec = spec_from_file_location(LIBRARY, file, loader=ExtensionFileLoader(LIBRARY, str(file)))
    if spec is None:
        return False
    try:
        sys.modules[LIBRARY] = module_from_spec(spec)
    except ImportError:
        return False
    return True
