"""Compiles the engine to C with mypyc: `make compile`.

Needs a C compiler, and mypy with setuptools (`pip install -e ".[compile]"`).
`toolkit/compiled.py` says when the result is used. It is about 8 MB, takes one to
two minutes, and lies in `toolkit/_compiled`, which may be deleted at any time.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from mypyc.build import mypycify
from setuptools import Distribution
from setuptools.errors import CompileError, ExecError

from toolkit.compiled import LIBRARY, folder_for, sources

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path("toolkit") / "attribution"


def compile_engine(scratch: Path) -> Path:
    """Translates and compiles in a scratch folder, and moves the result to where the toolkit looks for it."""
    # Looking for what to warn of takes the C compiler twice as long as compiling, and it is not our C.
    os.environ["CFLAGS"] = f"{os.environ.get('CFLAGS', '')} -Wno-all"
    modules = mypycify(
        [str(path) for path in sources(PACKAGE)],
        opt_level="2",
        debug_level="0",
        target_dir=str(scratch / "c"),
        group_name=LIBRARY.removesuffix("__mypyc"),
    )
    command = Distribution({"name": "toolkit", "ext_modules": modules}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = str(scratch / "lib"), str(scratch / "objects")
    command.ensure_finalized()
    command.run()
    folder = folder_for(PACKAGE.resolve())
    shutil.rmtree(folder.parent, ignore_errors=True)  # those for sources of before are in nobody's way, but 8 MB each
    shutil.copytree(scratch / "lib", folder)
    return folder


def main() -> int:
    """The exit status: 0 where the engine is compiled, or need not be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--if-possible", action="store_true", help="no failure where there is no C compiler")
    arguments = parser.parse_args()
    os.chdir(ROOT)  # mypyc takes the names of modules from where their files are
    if folder_for(PACKAGE.resolve()).is_dir():
        print("the engine is compiled already, from these sources")
        return 0
    print("compiling the engine, which takes one to two minutes …", file=sys.stderr)
    try:
        # What mypyc prints are hints on how to be faster still.
        with tempfile.TemporaryDirectory() as scratch, redirect_stdout(io.StringIO()):
            folder = compile_engine(Path(scratch))
    except (CompileError, ExecError) as error:
        print(
            f"The engine was not compiled: {error}. It needs a C compiler and Python's headers (apt-get install gcc "
            "python3-dev, or conda install c-compiler). Without them the toolkit gives the same rows, in more time.",
            file=sys.stderr,
        )
        return 0 if arguments.if_possible else 1
    print(f"the engine is compiled, in {folder.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
