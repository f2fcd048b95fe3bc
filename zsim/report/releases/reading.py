"""Where the Markdown of a release is found: in a folder, or in a revision that git knows."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from shutil import which

from zsim.report.releases.committed import SUMMARY, release_of_pages
from zsim.report.releases.model import Release

HEAD = "HEAD"
REPORTS = "reports"
COMMITTED = "the reports committed at {}"
ON_DISK = "the reports on disk"


def is_reports(folder: Path) -> bool:
    """Whether a folder holds Markdown reports."""
    return (folder / SUMMARY).is_file()


def folder_pages(folder: Path) -> Mapping[str, str]:
    """The Markdown pages of a folder of reports, by their paths below it."""
    files = sorted(folder.rglob("*.md"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def revision_pages(project: Path, revision: str) -> Mapping[str, str] | None:
    """The Markdown pages of a project's reports at a revision; ``None`` where git knows no such revision.

    There are none where that revision has no reports.
    """
    if _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") is None:
        return None
    packed = _git(project, "archive", "--format=tar", revision, f"{REPORTS}/")
    if packed is None:
        return {}
    pages = {}
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        for each in archive:
            file = archive.extractfile(each)
            if file is not None and each.name.endswith(".md"):
                pages[each.name.removeprefix(f"{REPORTS}/")] = file.read().decode("utf-8")
    return dict(sorted(pages.items()))


def committed_baseline(project: Path) -> Release | None:
    """What present reports are compared with: those committed last, or where git has none those on disk.

    The former are called by the commit that changed them last, so that what is made of them stays as it is with a
    commit that leaves them alone. It is read before the reports are written anew.
    """
    pages = revision_pages(project, HEAD) or {}
    if SUMMARY in pages:
        changed_by = _git(project, "log", "-1", "--abbrev=12", "--format=%h", HEAD, "--", f"{REPORTS}/") or b""
        return release_of_pages(COMMITTED.format(changed_by.decode().strip() or HEAD), pages)
    folder = project / REPORTS
    return release_of_pages(ON_DISK, folder_pages(folder)) if is_reports(folder) else None


def _git(project: Path, *arguments: str) -> bytes | None:
    """What git prints; ``None`` where there is no git, or it fails."""
    git = which("git")
    if git is None:
        return None
    done = subprocess.run([git, "-C", str(project), *arguments], capture_output=True, check=False)  # noqa: S603 (no shell)
    return done.stdout if done.returncode == 0 else None
