"""``zsim init``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.cli.suite import Suite
from zsim.cli.exits import Exit
from zsim.cli.init import FIRST

README = Path(__file__).parents[3] / "README.md"


def test_a_project_begun_runs_whole_and_its_reports_can_be_checked(
    suite: Suite, capfd: pytest.CaptureFixture[str]
) -> None:
    assert suite.zsim("init") == Exit.OK
    assert "Written: scenarios/customers/test_first.py" in capfd.readouterr().out
    assert suite.run() == Exit.OK
    assert "3 runs of 1 scenario: 3 passed" in capfd.readouterr().out
    assert suite.holds("reports/behaviours.md")
    assert suite.run("--check") == Exit.OK


def test_what_is_there_is_left_alone(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    (suite.folder / "pyproject.toml").touch()
    suite.zsim("init")
    assert not suite.holds("pytest.ini")
    (suite.folder / "scenarios" / "customers" / "test_first.py").write_text("mine")
    assert suite.zsim("init") == Exit.USAGE
    assert "there is scenarios already" in capfd.readouterr().err
    assert suite.text("scenarios/customers/test_first.py") == "mine"


def test_the_first_scenario_is_that_of_the_readme() -> None:
    (shown,) = re.findall(r"```python\n(from zsim import World, given.*?)```", README.read_text(), re.DOTALL)
    assert FIRST.partition("\n\n")[2] == shown
