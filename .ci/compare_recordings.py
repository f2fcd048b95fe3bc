"""Compare the journals of two recordings: ``python .ci/compare_recordings.py OLD NEW``.

Prints each scenario that only one of them has or whose digest differs, then the counts; exit code 1 where any differs.
A change that is to alter no behaviour is held to this.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def digests(path: str) -> dict[str, str]:
    """The journal's digest of each run of a scenario, by its id."""
    recording = json.loads(Path(path).read_text(encoding="utf-8"))
    return {each["id"]: each["digest"] for each in recording["scenarios"]}


def main(old_path: str, new_path: str) -> int:
    """Compare, print, and give the exit code."""
    old, new = digests(old_path), digests(new_path)
    told = [f"only in {old_path}: {each}" for each in sorted(old.keys() - new.keys())]
    told += [f"only in {new_path}: {each}" for each in sorted(new.keys() - old.keys())]
    told += [f"another journal: {each}" for each in sorted(old.keys() & new.keys()) if old[each] != new[each]]
    equal = sum(old[each] == new[each] for each in old.keys() & new.keys())
    sys.stdout.write("\n".join([*told, f"{equal} digests are equal, {len(told)} runs differ", ""]))
    return bool(told)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("give two recordings: python .ci/compare_recordings.py OLD NEW")
    sys.exit(main(*sys.argv[1:]))
