"""The script of a scenario, read from the project where it is there.

It is found by how its lines begin, as formatted scripts have them: to have Python parse the files takes a twentieth of
what the whole site takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from zsim.recording.schema import ScenarioRun
from zsim.report.stories import named

FILES_KEPT = 8
"""How many files are remembered; stories come sorted by folder, and those of a folder share few files."""
QUOTES = '"""'
BRACKETS = (")", "]", "}")
"""What a line may begin with that goes on with what was begun before."""


def source_of(run: ScenarioRun, project: Path) -> str:
    """The function that a run played, as it stands in the project; nothing where it is not there."""
    path = project / run.file
    lines = _lines(path) if path.is_file() else ()
    begins = f"def test_{named(run)[1]}("
    at = next((number for number, line in enumerate(lines) if line.startswith(begins)), None)
    return "" if at is None else "\n".join([*_marks(lines[:at]), *_function(lines[at:])])


@lru_cache(maxsize=FILES_KEPT)
def _lines(path: Path) -> Sequence[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def _marks(before: Sequence[str]) -> Sequence[str]:
    """The decorators at the end of these lines."""
    count = sum(1 for _ in takewhile(bool, reversed(before)))
    return before[len(before) - count :]


def _function(lines: Sequence[str]) -> Sequence[str]:
    """The function these lines begin with, but for its docstring, which the page leads with."""
    body = next((number for number, line in enumerate(lines, 1) if line.endswith(":")), len(lines))
    within = takewhile(lambda line: not line or line.startswith((" ", *BRACKETS)), lines[body:])
    told = "\n".join(within).rstrip().split("\n")
    if told[0].lstrip().startswith(QUOTES):
        ends = (at for at, line in enumerate(told) if line.count(QUOTES) + (at > 0) > 1)
        told = told[next(ends, -1) + 1 :] or told
    return [*lines[:body], *told]
