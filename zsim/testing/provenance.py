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
    commit = _printed(git, project, "describe", "--always", "--abbrev=12", "--exclude=*")
    # What git does not know yet counts, too: a scenario that was just written is no part of the commit.
    changed = commit and _printed(git, project, "status", "--porcelain")
    return f"{commit} with changes" if changed else commit


def _printed(git: str, project: Path, *arguments: str) -> str:
    """What git prints; nothing where it fails."""
    command = [git, "-C", str(project), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 (no shell)
