"""The scenario suite in one process, recording on, as ``pytest scenarios`` plays it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.startup import children_seconds
from tests.benchmarks.table import Measured, at_most
from zsim.testing.project import RUN_FILE

REPEATS = 2
SUITE = (sys.executable, "-m", "pytest", "scenarios", "-qq", "-p", "no:cacheprovider")


def measure() -> Iterator[Measured]:
    """The processor's time for a run, collecting included; the test modules are compiled before."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([*SUITE, "--collect-only"], env=environment, capture_output=True, check=True)
    taken = []
    for _ in range(REPEATS):
        before = children_seconds()
        subprocess.run(SUITE, env=environment, capture_output=True, check=True)
        taken.append(children_seconds() - before)
    runs = len(json.loads(RUN_FILE.read_text(encoding="utf-8"))["scenarios"])
    note = f"{runs:,} runs in {min(taken):.0f} s"
    yield Measured(
        "a run of the scenario suite", "the processor's time", 1000 * min(taken) / runs, at_most(8, "ms"), note
    )
