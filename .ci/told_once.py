"""Name the stories of the last run told twice: ``python .ci/told_once.py [RECORDING]``; exit code 1 if any are.

Two runs for one product tell the same where their journals are the same but for the words of their steps. A story with
a step that left no entry, such as one about a refusal, cannot be told apart by its journal and is passed over.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from zsim.recording.worlds import RecordedWorld, world_in
from zsim.report import ScenarioRun, read_recording
from zsim.testing.project import RUN_FILE


def told_twice(scenarios: Iterable[ScenarioRun]) -> list[list[str]]:
    """The ids of runs that tell the same, together."""
    told: dict[object, list[str]] = {}
    for each in scenarios:
        acted, world = [step.last > step.first for step in each.steps if step.keyword != "then"], world_in(each)
        if world.runs() and all(acted):
            told.setdefault((each.product, _journal(world)), []).append(each.id)
    return [ids for ids in told.values() if len(ids) > 1]


def _journal(world: RecordedWorld) -> bytes:
    told = [f"{line.moment} {line.text}" for line in world.lines() if line.kind != "step"]
    return hashlib.blake2b("\n".join(told).encode()).digest()


def main(recording: Path) -> int:
    """Print them, and give the exit code."""
    found = told_twice(read_recording(recording).scenarios)
    lines = [f"told twice: {' and '.join(ids)}" for ids in found]
    sys.stdout.write("\n".join(lines or ["every story is told once"]) + "\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else RUN_FILE))
