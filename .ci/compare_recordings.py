"""Compare two recordings: ``python .ci/compare_recordings.py OLD NEW [--runs]``.

Prints each scenario that only one of them has or whose journal differs, then the counts; exit code 1 where any differs.
A change that is to alter no behaviour is held to this. With ``--runs`` the journals may differ, as where more is
written down, but not the result, the finished runs with their counts, the quirks that fired, nor what every record
came to.
"""

from __future__ import annotations

import sys
from pathlib import Path

from zsim.recording.file import read_recording
from zsim.recording.schema import ScenarioRun
from zsim.recording.worlds import world_in


def told(path: str, *, runs: bool) -> dict[str, object]:
    """What is compared of each run of a scenario, by its id."""
    return {each.id: _outcome(each) if runs else each.digest for each in read_recording(Path(path)).scenarios}


def _outcome(run: ScenarioRun) -> object:
    """The result, the runs, the quirks, the last outcome of whatever has one, and the effects, in words."""
    world = world_in(run)
    lines = world.lines()
    last = {name: line.outcome for line in lines if line.outcome for name in line.about}
    effects = sorted(line.text for line in lines if line.kind == "effect")
    return run.result, [str(each) for each in world.runs()], run.marks, last, effects


def main(old_path: str, new_path: str, *, runs: bool = False) -> int:
    """Compare, print, and give the exit code."""
    old, new = told(old_path, runs=runs), told(new_path, runs=runs)
    lines = [f"only in {old_path}: {each}" for each in sorted(old.keys() - new.keys())]
    lines += [f"only in {new_path}: {each}" for each in sorted(new.keys() - old.keys())]
    lines += [f"not the same: {each}" for each in sorted(old.keys() & new.keys()) if old[each] != new[each]]
    equal = sum(old[each] == new[each] for each in old.keys() & new.keys())
    sys.stdout.write("\n".join([*lines, f"{equal} are equal, {len(lines)} differ", ""]))
    return bool(lines)


if __name__ == "__main__":
    paths = [each for each in sys.argv[1:] if each != "--runs"]
    if len(paths) != 2:
        sys.exit("give two recordings: python .ci/compare_recordings.py OLD NEW [--runs]")
    sys.exit(main(*paths, runs="--runs" in sys.argv))
