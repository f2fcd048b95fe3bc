"""One of several runs of a suite: ``python -m zsim.cli.digests FILE PYTEST-ARGUMENTS`` writes the journals."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from zsim.cli.in_process import IN_PROCESS, UNRECORDED
from zsim.recording.worlds import world_in
from zsim.testing.result import found_on

# Both twins would write the same file.
QUIET = ("-q", "--no-header", "--tb=short", *UNRECORDED, *IN_PROCESS)


class Digests:
    """A pytest plugin that keeps the digest and the entries in words of every scenario, by id."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, list[str]]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the digest of the scenario that ran."""
        run = found_on(report)
        if run is not None:
            told = [f"{line.moment}  {line.text}" for line in world_in(run).lines()]
            self.found[run.id] = (f"{run.digest or 'no journal'} ({run.result})", told)


def main(arguments: Sequence[str]) -> int:
    """Run pytest with all arguments but the first, which names the file to write."""
    file, *rest = arguments
    digests = Digests()
    code = pytest.main([*QUIET, *rest], plugins=[digests])
    Path(file).write_text(json.dumps(digests.found), encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
