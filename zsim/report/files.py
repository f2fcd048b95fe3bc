"""Reports on disk: writing them, and comparing those committed with those a run generates."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from zsim.kernel.collector import GarbageCollector
from zsim.report.evidence import Evidence
from zsim.report.markdown import AREAS, LIFE_CYCLES, PLANTED, markdown_pages
from zsim.report.releases import Release
from zsim.report.site import SCENARIOS
from zsim.report.tightening import tightened
from zsim.testing.project import keep_out_of_git, seen_from_here

REPORTS = Path("reports")
HTML = "html"
PART = "part"
OWN = ((AREAS, "*.md"), (".", LIFE_CYCLES), (".", PLANTED))
"""Where the pages stand that a recording may or may not give, by folder and pattern."""


def write_markdown(evidence: Evidence, root: Path) -> int:
    """Write the Markdown reports, remove pages of areas no longer told of, and give the number of pages."""
    pages = markdown_pages(evidence)
    for path, text in pages.items():
        _write(root / path, text)
    for folder, pattern in OWN:
        _remove_others(root / folder, pattern, (root / path for path in pages))
    return len(pages)


def site_of(evidence: Evidence) -> str:
    """The folder of the HTML site: that of a part of the suite has one of its own, and the whole one stays."""
    return PART if evidence.recording.selection else HTML


def write_html(evidence: Evidence, root: Path, baseline: Release | None = None) -> int:
    """Write the HTML site in the place of the former one, and give the number of pages.

    It is written beside, so that a recording that cannot be read to its end leaves the former site whole. A page that
    is as it was is not written again.
    """
    from zsim.report.html import html_pages  # jinja2 is needed for nothing else

    site, count, collector = root / site_of(evidence), 0, GarbageCollector()
    beside, former = [site.with_name(f"{site.name}.{what}.{os.getpid()}") for what in ("new", "old")]
    collector.enter()  # without, the pages take a quarter longer
    try:
        keep_out_of_git(beside)
        for path, text in html_pages(evidence, baseline):
            # Those of scenarios, which are most, are tight as they are made.
            loose = path.endswith(".html") and not path.startswith(SCENARIOS)
            _write_changed(beside / path, tightened(text) if loose else text, site / path)
            count += 1
        if site.exists():
            site.rename(former)
        beside.rename(site)
    finally:
        collector.leave()
        for folder in (beside, former):
            shutil.rmtree(folder, ignore_errors=True)
    return count


def changes(evidence: Evidence, root: Path) -> Iterator[str]:
    """A unified diff for each Markdown page on disk that is not what the recording gives; none when all are."""
    pages = markdown_pages(evidence)
    own = (path for folder, pattern in OWN for path in (root / folder).glob(pattern))
    others = {path.relative_to(root).as_posix() for path in own} - pages.keys()
    for path in sorted({*pages, *others}):
        file = root / path
        former = file.read_text(encoding="utf-8") if file.exists() else ""
        present = pages.get(path, "")
        if former != present:
            yield _difference(former, present, seen_from_here(file))


def _difference(former: str, present: str, name: str) -> str:
    lines = difflib.unified_diff(
        former.splitlines(), present.splitlines(), f"{name} (committed)", f"{name} (this run)", lineterm=""
    )
    return "\n".join(lines)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_changed(path: Path, text: str, former: Path) -> None:
    """Write a file, or give the former one this place too, where it holds the same."""
    if not former.is_file() or former.read_bytes() != text.encode():
        _write(path, text)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.hardlink_to(former)
    except OSError:  # a file system without hard links
        shutil.copy2(former, path)


def _remove_others(folder: Path, pattern: str, kept: Iterable[Path]) -> None:
    wanted = set(kept)
    for path in sorted(folder.glob(pattern)):
        if path not in wanted:
            path.unlink()
