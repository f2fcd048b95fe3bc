"""What the gate tells last: how many lines of the program there are to each behaviour proven."""

from __future__ import annotations

import runpy
from pathlib import Path

from tests.repo.tree import TOP

SCRIPT = runpy.run_path(str(TOP / ".ci" / "lines_per_behaviour.py"))


def written(folder: Path, name: str, lines: int) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x = 1\n" * lines, encoding="utf-8")


def test_all_modules_count_but_those_of_faults_scripts_and_the_sweep(tmp_path: Path) -> None:
    written(tmp_path, "world/world.py", 3)
    written(tmp_path, "explore/bugs.py", 4)
    for each in ("faults/kinds.py", "explore/script/verbs.py", "explore/interruptions/cases/pairs.py", "notes.md"):
        written(tmp_path, each, 100)
    assert SCRIPT["lines_of"](tmp_path) == 7


def test_the_figure_is_lines_by_behaviours() -> None:
    assert SCRIPT["told"](28_100, 182) == (
        "28,100 lines of zsim/, without faults, script and sweep; 182 behaviours proven: 154 lines each"
    )


def test_where_nothing_is_proven_there_is_no_figure() -> None:
    assert SCRIPT["told"](7, 0) == "7 lines of zsim/, without faults, script and sweep; 0 behaviours proven"
