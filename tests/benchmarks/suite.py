"""The scenario suite in one process, recording on, as ``pytest scenarios`` plays it, and its recording."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from time import process_time

from tests.benchmarks.startup import children_seconds
from tests.benchmarks.table import Measured, at_most
from zsim.recording.file import read_recording
from zsim.recording.worlds import world_in
from zsim.testing.project import RUN_FILE

REPEATS = 2
SAMPLE = 20
"""Of so many recorded runs one is told."""
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
    runs = read_recording(RUN_FILE).scenarios
    note = f"{len(runs):,} runs in {min(taken):.0f} s"
    yield Measured(
        "a run of the scenario suite", "the processor's time", 1000 * min(taken) / len(runs), at_most(8, "ms"), note
    )
    entries = f"{sum(run.entries for run in runs):,} entries"
    yield Measured("its recording", "the disk", RUN_FILE.stat().st_size / 1_000_000, at_most(25, "MB"), entries)
    some = runs[::SAMPLE]
    began = process_time()
    for run in some:
        world_in(run).told()
    figure = 1000 * (process_time() - began) / len(some)
    yield Measured(
        "a recorded run, told in words", "the processor's time", figure, at_most(5, "ms"), f"{len(some)} runs"
    )
