"""``zsim doctor``: what is installed, what clashes, and what is not the same twice."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.unit.cli.suite import PASSING, UNSTABLE, Suite
from zsim.cli import main
from zsim.cli.exits import Exit
from zsim.cli.neighbours import Neighbour, clash, neighbours
from zsim.cli.sampling import evenly
from zsim.explore.sameness import NOTHING, first_difference, told_by_workers, told_world, traced_difference

PLUGIN = """
def pytest_runtest_setup():
    raise RuntimeError("meddling")
"""


def wrapper(folder: Path, script: str) -> str:
    """Something that is called as a Python is."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_versions_and_sameness_are_told(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(PASSING)
    assert suite.zsim("doctor", "--worlds", "1", "--scenarios", "2") == Exit.OK
    lines = capfd.readouterr().out.splitlines()
    assert lines[0].startswith("zsim ")
    assert lines[1].startswith("needs: email-validator ")
    assert lines[lines.index("2 scenarios:") + 1] == "  under hash seed 2: the same"
    assert lines[lines.index("1 random world, seeds 0 to 0:") + 1].endswith("hash seed 1: the same")
    assert not [each for each in suite.folder.iterdir() if each.name not in ("scenarios", "pyproject.toml")]


def test_a_scenario_that_is_not_the_same_is_shown_with_both_entries(
    suite: Suite, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(PASSING, UNSTABLE)
    assert suite.zsim("doctor", "--worlds", "0") == Exit.UNSTABLE
    told = capfd.readouterr().out
    assert "  under hash seed 2: 1 scenario differ\n  customers/the_order_is_chance[books]: " in told
    first, second = [line.partition(": ")[2] for line in told.splitlines() if line.startswith("    entry ")][:2]
    assert first != second
    assert sorted(first.split("  ")[-1]) == sorted(second.split("  ")[-1])  # the same colours in another order


def test_a_world_that_another_python_plays_otherwise_is_shown(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    python = wrapper(tmp_path, f"{sys.executable} \"$@\" | sed 's/Administrator created/Nobody created/'")
    assert main(["doctor", "--worlds", "1", "--scenarios", "0", "--python", python]) == Exit.UNSTABLE
    lines = capfd.readouterr().out.splitlines()
    at = lines.index(f"  by {python}: 1 world differ")
    assert "Administrator created" in lines[at + 1]
    assert "Nobody created" in lines[at + 2]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo \"ModuleNotFoundError: No module named 'faker'\" >&2; exit 1", "it cannot play (ModuleNotFoundError"),
        ("exit 127", "it is not installed"),
    ],
)
def test_a_python_that_cannot_play_is_refused(
    script: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--python", wrapper(tmp_path, script)]) == Exit.USAGE
    assert words in capsys.readouterr().err


def test_a_python_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--python", "/nowhere/python"]) == Exit.USAGE
    assert "it does not run (No such file or directory)" in capsys.readouterr().err


def test_a_plug_in_that_scenarios_do_not_run_beside_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "meddler.py").write_text(PLUGIN)
    info = tmp_path / "meddler-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: meddler\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[pytest11]\nmeddler = meddler\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    meddler = Neighbour("meddler", "meddler", "1.0")
    assert meddler in neighbours()
    found = clash([meddler, Neighbour("faker", "Faker", "40")])
    assert found is not None
    assert found.without == (meddler,)
    assert "RuntimeError: meddling" in found.printed


def test_workers_tell_worlds_as_they_are_told_here() -> None:
    assert told_by_workers([3, 4], 2) == [told_world(3), told_world(4)]


def test_a_world_is_the_same_while_it_is_read() -> None:
    assert traced_difference(3) is None


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (["a", "b"], ["a", "b"], None),
        (["a", "b"], ["a", "c"], (2, "b", "c")),
        (["a"], ["a", "c"], (2, NOTHING, "c")),
        (["a", "b"], ["a"], (2, "b", NOTHING)),
    ],
)
def test_the_first_line_that_differs_is_found(one: list[str], other: list[str], found: object) -> None:
    assert first_difference(one, other) == found


def test_a_sample_is_taken_evenly() -> None:
    assert evenly(range(10), 3) == [0, 3, 6]
    assert evenly([1, 2], 5) == [1, 2]
    assert evenly([], 5) == []
