"""Name the stories of the last run told twice: ``python .ci/told_once.py [RECORDING]``; exit code 1 if any are.

Two runs for one product tell the same where their journals are the same but for the words of their steps. A story with
a step that left no entry, such as one about a refusal, cannot be told apart by its journal and is passed over.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from zsim.testing.project import RUN_FILE


def told_twice(scenarios: Iterable[dict[str, Any]]) -> list[list[str]]:
    """The ids of runs that tell the same, together."""
    told: dict[object, list[str]] = {}
    for each in scenarios:
        acted = [step["to"] > step["from"] for step in each["steps"] if step["keyword"] != "then"]
        if each["runs"] and all(acted):
            told.setdefault((each["product"], _journal(each)), []).append(each["id"])
    return [ids for ids in told.values() if len(ids) > 1]


def _journal(scenario: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple([(line["at"], line["text"]) for line in scenario["journal"] if line["kind"] != "step"])


def main(recording: Path) -> int:
    """Print them, and give the exit code."""
    found = told_twice(json.loads(recording.read_text(encoding="utf-8"))["scenarios"])
    lines = [f"told twice: {' and '.join(ids)}" for ids in found]
    sys.stdout.write("\n".join(lines or ["every story is told once"]) + "\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else RUN_FILE))
