"""JupyterLab on the notebooks, with Arabic from right to left.

Lab's own style keeps every paragraph at the left. It takes another style only from its configuration folder, so it gets
a folder of its own: the researcher's other notebooks and their settings stay as they are.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from toolkit.errors import ToolkitError

__all__ = ["lab_command", "lab_environment", "notebooks_folder", "start"]

_FIRST = "00-start-here.ipynb"
_NEWS = "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
_QUIET = {"fetchNews": "false", "checkForUpdates": False}


def start(port: int | None = None, *, browser: bool = True) -> int:
    """Starts JupyterLab on the notebooks and waits until it ends.

    Args:
        port: The port to listen on; without it the first free one from 8888.
        browser: Whether to open it in the browser.

    Returns:
        The exit status of JupyterLab.

    Raises:
        ToolkitError: JupyterLab is not installed, or there are no notebooks.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise ToolkitError("JupyterLab is not installed; install it: pip install 'arabic-media-toolkit[notebooks]'")
    command = lab_command(notebooks_folder(), port=port, browser=browser)
    with subprocess.Popen(command, env=lab_environment()) as lab:  # noqa: S603 - our own interpreter and options
        while True:
            try:
                return lab.wait()
            except KeyboardInterrupt:  # Lab has got it too and ends by itself
                continue


def notebooks_folder() -> Path:
    """The notebooks of the checkout, else `notebooks` in the current folder, else the current folder.

    Raises:
        ToolkitError: None of them holds a notebook.
    """
    here = Path.cwd()
    places = list(dict.fromkeys([Path(__file__).parents[2] / "notebooks", here / "notebooks", here]))
    for place in places:
        if any(place.glob("*.ipynb")):
            return place
    looked = ", ".join(str(place) for place in places)
    raise ToolkitError(f"there is no notebook in {looked}; go to the folder of the toolkit, or to your own notebooks")


def lab_command(folder: Path, *, port: int | None = None, browser: bool = True) -> list[str]:
    """The command that starts JupyterLab on a folder.

    Args:
        folder: What is open in Lab.
        port: The port to listen on; it is this one or none.
        browser: Whether Lab opens the browser.
    """
    command = [sys.executable, "-m", "jupyterlab", "--custom-css", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.root_dir={folder}", "--ServerApp.answer_yes=True"]
    if (folder / _FIRST).is_file():
        command.append(f"--LabApp.default_url=/lab/tree/{_FIRST}")
    if port is not None:
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        command.append("--no-browser")
    if getattr(os, "geteuid", lambda: 1)() == 0:
        command.append("--allow-root")  # in a container there is nobody else; it listens on this machine only
    return command


def lab_environment(state: Path | None = None) -> dict[str, str]:
    """The environment in which JupyterLab finds the style for Arabic, which is written anew.

    Args:
        state: The folder for Lab's configuration; without it, one among the user's state files.

    Raises:
        ToolkitError: The folder cannot be written.
    """
    state = _state_folder() if state is None else state
    try:
        _write(state / "custom" / "custom.css", _style(), again=True)
        _write(state / _NEWS, json.dumps(_QUIET, indent=2), again=False)
    except OSError as error:
        raise ToolkitError(
            f"{state} cannot be written ({error.strerror}); name another folder in XDG_STATE_HOME"
        ) from error
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTERLAB_")}
    return inherited | {"JUPYTER_CONFIG_DIR": str(state)}


def _state_folder() -> Path:
    given = os.environ.get("XDG_STATE_HOME", "")
    home = Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "state"
    return home / "arabic-media-toolkit" / "jupyter"


def _style() -> str:
    return files(__package__).joinpath("assets", "lab.css").read_text(encoding="utf-8")


def _write(file: Path, text: str, *, again: bool) -> None:
    """Writes a file; one that is there and may have been changed by its reader is left alone unless `again`."""
    if again or not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
