"""Where the Markdown of a release is found."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.report.made_up import small_evidence
from zsim.report import write_markdown
from zsim.report.releases.reading import (
    COMMITTED,
    ON_DISK,
    committed_baseline,
    folder_pages,
    is_reports,
    revision_pages,
)


def git(folder: Path, *arguments: str) -> None:
    """Call git as somebody."""
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")
    subprocess.run(["git", *somebody, *arguments], cwd=folder, check=True, capture_output=True)


def head(folder: Path) -> str:
    """The commit that is checked out, in short."""
    command = ["git", "rev-parse", "--short=12", "HEAD"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def committed(folder: Path) -> Path:
    write_markdown(small_evidence(), folder / "reports")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "reports")
    return folder


def test_a_folder_is_read_with_what_is_below_it(tmp_path: Path) -> None:
    write_markdown(small_evidence(), tmp_path)
    assert is_reports(tmp_path)
    assert "areas/CUS-customers.md" in folder_pages(tmp_path)


def test_a_revision_is_read_as_it_was_committed(tmp_path: Path) -> None:
    folder = committed(tmp_path)
    before = folder_pages(folder / "reports")
    (folder / "reports/behaviours.md").write_text("Another.\n", encoding="utf-8")
    assert revision_pages(folder, "HEAD") == before


def test_a_revision_that_is_none_is_not_known(tmp_path: Path) -> None:
    folder = committed(tmp_path)
    assert revision_pages(folder, "nowhere") is None
    assert revision_pages(folder, "--all") is None


def test_a_revision_without_reports_has_no_pages(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "nothing")
    assert revision_pages(tmp_path, "HEAD") == {}


def test_the_baseline_is_what_is_committed_or_else_what_is_on_disk(tmp_path: Path) -> None:
    assert committed_baseline(tmp_path) is None
    write_markdown(small_evidence(), tmp_path / "reports")
    on_disk = committed_baseline(tmp_path)
    assert on_disk is not None
    assert on_disk.name == ON_DISK
    baseline = committed_baseline(committed(tmp_path))
    assert baseline is not None
    assert baseline.name == COMMITTED.format(head(tmp_path))


def test_the_baseline_is_called_by_the_commit_that_changed_the_reports_last(tmp_path: Path) -> None:
    last = head(committed(tmp_path))
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "something else")
    baseline = committed_baseline(tmp_path)
    assert baseline is not None
    assert baseline.name == f"the reports committed at {last}"
