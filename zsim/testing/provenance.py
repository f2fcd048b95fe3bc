"""What made a recording: the version of zsim, the commit of the project, and the day."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path
from shutil import which

from zsim.kernel.moments import real_day
from zsim.recording.schema import Provenance


def provenance(project: Path) -> Provenance:
    """Version, commit and date (in UTC); the commit is empty where git knows none, and says when files were changed."""
    return Provenance(version("zsim"), _commit(project), real_day())


def _commit(project: Path) -> str:
    git = which("git")
    if git is None:
        return ""
    command = [git, "-C", str(project), "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty= with changes"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 (no shell)
