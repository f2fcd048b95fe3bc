"""What made a recording: the version of zsim, the commit of the project, and the day."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path
from shutil import which

from zsim.kernel.moments import real_day
from zsim.recording.schema import Provenance

SOURCES = ("*.py", "*.toml")
"""What counts as a change though git does not know it yet: a scenario that was just written, not what a run leaves."""


def provenance(project: Path) -> Provenance:
    """Version, commit and date (in UTC); the commit is empty where git knows none, and says when files were changed."""
    return Provenance(version("zsim"), _commit(project), real_day())


def _commit(project: Path) -> str:
    git = which("git")
    if git is None:
        return ""
    commit = _printed(git, project, "describe", "--always", "--abbrev=12", "--exclude=*")
    changed = commit and (
        _printed(git, project, "status", "--porcelain", "--untracked-files=no")
        or _printed(git, project, "ls-files", "--others", "--exclude-standard", "--", *SOURCES)
    )
    return f"{commit} with changes" if changed else commit


def _printed(git: str, project: Path, *arguments: str) -> str:
    """What git prints; nothing where it fails."""
    command = [git, "-C", str(project), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 (no shell)
