"""Whether scenarios run beside the plug-ins of pytest that are installed, and which of them they do not run beside."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple

from zsim.cli.init import FIRST, PYTEST
from zsim.testing.project import HOME

GROUP = "pytest11"
OURS = "zsim"


class Neighbour(NamedTuple):
    """A plug-in of pytest: the name it is loaded by, and what it comes with."""

    name: str
    package: str
    version: str

    def __str__(self) -> str:
        return f"{self.package} {self.version}"


class Clash(NamedTuple):
    """Scenarios that do not run beside plug-ins: those without which they do, if any, and what pytest printed."""

    without: tuple[Neighbour, ...]
    printed: str


def neighbours() -> list[Neighbour]:
    """The plug-ins that are installed beside ours."""
    found = [(each.name, each.dist) for each in entry_points(group=GROUP) if each.name != OURS]
    named = [Neighbour(name, dist.name, dist.version) for name, dist in found if dist is not None]
    return sorted({*named})


def clash(known: Sequence[Neighbour]) -> Clash | None:
    """Run a first scenario beside all of them; where it fails, without one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / HOME / "test_first.py"
        file.parent.mkdir()
        file.write_text(FIRST, encoding="utf-8")
        (Path(folder) / "pytest.ini").write_text(PYTEST, encoding="utf-8")
        printed = _failing(folder)
        if printed is None:
            return None
        return Clash(tuple([each for each in known if _failing(folder, "-p", f"no:{each.name}") is None]), printed)


def _failing(folder: str, *arguments: str) -> str | None:
    """What pytest prints where it fails."""
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        text=True,
    )
    return None if done.returncode == 0 else done.stdout + done.stderr
