"""A JupyterLab for the browser tests, started on a copy, since Lab saves what it runs."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from toolkit.reports import lab

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
TRACKER = "lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"

# Run All is not waited for within the page, where waiting has hung: it leaves a sign.
RUN_ALL = """async () => {
    const app = window.jupyterapp;
    await app.shell.currentWidget.sessionContext.ready;
    await app.commands.execute('notebook:clear-all-cell-outputs');
    window.ran = '';
    app.commands.execute('notebook:run-all-cells')
        .then(() => { window.ran = 'ok' }, error => { window.ran = String(error) });
}"""


@contextmanager
def running_lab(folder: Path, work: Path) -> Iterator[str]:
    """Where a JupyterLab answers, started on a folder as `toolkit lab` starts it; `work` holds its settings and log."""
    pytest.importorskip("jupyterlab", reason="pip install jupyterlab, or make test-browser")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = lab.lab_command(folder, port=port, browser=False)
    command += ["--IdentityProvider.token=t", "--expose-app-in-browser"]
    environment = lab.lab_environment(work / "state") | {"PYTHONPATH": str(ROOT)}
    settings = work / "state" / TRACKER
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")  # every cell is drawn, seen or not
    log = work / "lab.log"
    with (
        log.open("w") as stream,
        subprocess.Popen(command, cwd=work, env=environment, stdout=stream, stderr=stream) as run,
    ):
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/api/status?token=t", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            run.terminate()


def _wait_until_it_answers(url: str, log: Path) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(url, timeout=1).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail("JupyterLab does not answer: " + log.read_text(encoding="utf-8")[-2000:])


def run_all(page: Any, address: str, name: str) -> None:
    """Opens a notebook and runs it from the first cell to the last."""
    page.goto(f"{address}/doc/tree/{name}?reset&token=t", wait_until="domcontentloaded")
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60_000)
    page.evaluate(RUN_ALL)
    page.wait_for_function("window.ran", timeout=180_000)
    assert page.evaluate("window.ran") == "ok"


def end_kernel(page: Any) -> None:
    """Ends the kernel of the notebook that is open, which would outlive its page."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def inside(url: str, address: str) -> bool:
    """Whether a request stays with the server."""
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
