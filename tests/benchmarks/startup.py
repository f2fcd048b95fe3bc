"""How long ``zsim --help`` takes beyond starting Python."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.table import Measured, at_most, best_seconds

REPEATS = 10
WAYS = (
    [str(Path(sys.executable).with_name("zsim")), "--help"],
    [sys.executable, "-c", "from zsim.cli import main; main()", "--help"],
)


def measure() -> Iterator[Measured]:
    """Against ``python -c pass``, by the installed script if there is one."""
    way = next(filter(works, WAYS), None)
    goal = at_most(150, "ms more")
    if way is None:
        yield Measured("zsim --help", "python -c pass", None, goal, "no such command yet")
        return
    bare_start = partial(starting, [sys.executable, "-c", "pass"])
    ours, bare = best_seconds(REPEATS, partial(starting, way), bare_start, clock=children_seconds)
    yield Measured("zsim --help", "python -c pass", (ours - bare) * 1000, goal, f"{ours * 1000:.0f} ms in all")


def children_seconds() -> float:
    """How long the commands run so far have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def works(command: list[str]) -> bool:
    """Whether there is such a command and it does something."""
    try:
        answer = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return answer.returncode == 0 and bool(answer.stdout)


def starting(command: list[str]) -> Callable[[], object]:
    """Running a command to its end."""
    return partial(subprocess.run, command, capture_output=True, check=True)
