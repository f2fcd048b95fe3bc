"""Releases: what a recording, or the Markdown committed at some time, says of rules, stories and decisions."""

from __future__ import annotations

from zsim.report.releases.committed import release_of_pages
from zsim.report.releases.differing import Matter, ReleaseChange, ReleaseDifference, compared
from zsim.report.releases.model import Release
from zsim.report.releases.reading import committed_baseline, folder_pages, is_reports, revision_pages
from zsim.report.releases.recorded import known_to, release_of, with_outcomes

__all__ = [
    "Matter",
    "Release",
    "ReleaseChange",
    "ReleaseDifference",
    "committed_baseline",
    "compared",
    "folder_pages",
    "is_reports",
    "known_to",
    "release_of",
    "release_of_pages",
    "revision_pages",
    "with_outcomes",
]
