"""What the parts of the benchmark share: the checkout, the running of a program, and what is said."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.compiled import PURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "datasets" / "sample"
MEGABYTE = 1 << 20
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # a peak is in bytes there, in kilobytes elsewhere


@dataclass
class Outcome:
    """What is said, as it is found, and what does not hold."""

    lines: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Prints a paragraph or a table at once."""
        self.lines.append(text)
        sys.stdout.write(f"{text}\n\n")
        sys.stdout.flush()

    def fail(self, text: str) -> None:
        """Keeps what does not hold for the end."""
        self.failures.append(text)

    def conclude(self) -> None:
        """Says what does not hold, or that all does."""
        wrong = "\n".join(f"- {line}" for line in self.failures)
        self.say(f"## Does not hold\n\n{wrong}" if wrong else "All holds.")

    def markdown(self) -> str:
        """All that was said."""
        return "\n\n".join(self.lines) + "\n"


@dataclass(frozen=True)
class Run:
    """How a program ran. Its memory is the most that one of its processes held."""

    status: int
    out: str
    err: str
    seconds: float
    megabytes: float


def run(*words: str, seed: int = 0, pure: bool = False) -> Run:
    """Runs this interpreter with `words`, in the checkout; `seed` orders its sets, which no result may depend on.

    `pure` has it read the sources of the engine even where they are compiled.
    """
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), **({PURE: "1"} if pure else {})}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for, so Popen need not
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    return Run(process.returncode, *texts, seconds, usage.ru_maxrss * _PEAK_UNIT / MEGABYTE)


def real_news(path: Path) -> pd.DataFrame:
    """The real articles, their ids as texts."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = pd.DataFrame([json.loads(line) for line in lines])
    return articles.assign(article_id=articles["article_id"].astype(str))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, numbers to the right, the first column to the left."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [header, rule, *rows])
