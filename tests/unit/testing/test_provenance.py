"""What made a recording says which commit it was, and whether something was not of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from zsim.testing.provenance import provenance


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one scenario committed."""
    (tmp_path / "test_one.py").write_text("# one\n", encoding="utf-8")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "one")):
        somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")
        subprocess.run(["git", *somebody, *command], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def test_the_commit_is_told_where_nothing_was_changed(project: Path) -> None:
    commit = provenance(project).commit
    assert len(commit) == 12
    assert set(commit) <= set("0123456789abcdef")


@pytest.mark.parametrize("name", ["test_one.py", "test_two.py"])
def test_a_file_that_was_changed_or_that_git_does_not_know_yet_is_a_change(project: Path, name: str) -> None:
    (project / name).write_text("# another\n", encoding="utf-8")
    assert provenance(project).commit.endswith(" with changes")


def test_what_a_run_leaves_beside_is_no_change(project: Path) -> None:
    (project / "__pycache__").mkdir()
    (project / "__pycache__/test_one.pyc").write_bytes(b"")
    assert not provenance(project).commit.endswith(" with changes")


def test_without_git_there_is_no_commit(tmp_path: Path) -> None:
    assert provenance(tmp_path).commit == ""
