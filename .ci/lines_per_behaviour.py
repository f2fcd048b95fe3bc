"""Lines of ``zsim`` for each behaviour that the last run proved: ``python .ci/lines_per_behaviour.py [RECORDING]``.

Counted are all lines of its modules, without those that disturb it: the faults, the scripts and the sweep. The figure
tells whether the program grows faster than what it shows.
"""

from __future__ import annotations

import sys
from pathlib import Path

from zsim.catalogue import catalogue
from zsim.report import Evidence, State, read_recording
from zsim.testing.project import RUN_FILE

LEFT_OUT = ("faults", "explore/script", "explore/interruptions")


def lines_of(package: Path) -> int:
    """How many lines the modules below a folder have, without those left out."""
    without = [package / each for each in LEFT_OUT]
    return sum(
        len(module.read_text(encoding="utf-8").splitlines())
        for module in package.rglob("*.py")
        if not any(module.is_relative_to(each) for each in without)
    )


def told(lines: int, proven: int) -> str:
    """The two numbers and what one comes to for each of the other."""
    each = f": {round(lines / proven):,} lines each" if proven else ""
    return f"{lines:,} lines of zsim/, without faults, script and sweep; {proven:,} behaviours proven{each}"


def main(recording: Path) -> None:
    """Print the figure of this tree, by what a recording proves."""
    evidence = Evidence(catalogue(), read_recording(recording))
    proven = sum(evidence.overall(each) is State.PROVEN for each in evidence.catalogue.behaviours)
    sys.stdout.write(told(lines_of(Path("zsim")), proven) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else RUN_FILE)
