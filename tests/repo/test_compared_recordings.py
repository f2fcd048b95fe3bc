"""What the script that holds a change to altering no behaviour says of two recordings."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from tests.repo.tree import TOP
from tests.report.made_up import Data, entry, recording, result
from zsim.recording.file import bytes_of

main = runpy.run_path(str(TOP / ".ci" / "compare_recordings.py"))["main"]


def written(path: Path, *runs: Data) -> str:
    """The path of a recording of these runs."""
    path.write_bytes(bytes_of(recording({"scenarios": list(runs)})))
    return str(path)


def run(name: str, text: str, digest: str) -> Data:
    return {**result(name, (), journal=[entry(1, "effect", text)]), "digest": digest}


def test_runs_of_equal_journals_are_equal(tmp_path: Path) -> None:
    old, new = (written(tmp_path / name, run("a", "x", "1")) for name in ("old", "new"))
    assert not main(old, new)


def test_a_journal_that_differs_is_told_and_one_that_came_to_the_same_is_not_with_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = written(tmp_path / "old", run("a", "x", "1")), written(tmp_path / "new", run("a", "x", "2"))
    assert (main(old, new), main(old, new, runs=True)) == (1, 0)
    assert capsys.readouterr().out.count("not the same: ") == 1


def test_what_came_to_something_else_is_told_with_runs_too(tmp_path: Path) -> None:
    old, new = written(tmp_path / "old", run("a", "x", "1")), written(tmp_path / "new", run("a", "y", "1"))
    assert main(old, new, runs=True)


def test_a_scenario_that_only_one_recording_has_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = written(tmp_path / "old", run("a", "x", "1")), written(tmp_path / "new", run("b", "x", "1"))
    assert main(old, new)
    assert capsys.readouterr().out.splitlines()[-1] == "0 are equal, 2 differ"
