"""The command line as such: what it refuses, and how little it costs to ask for help."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

from tests.unit.cli.suite import Suite
from zsim.cli import main
from zsim.cli.exits import Exit

HEAVY = ("pytest", "hypothesis", "faker", "networkx", "jinja2", "rich", "freezegun", "zsim.world", "zsim.report")


def test_help_imports_nothing_heavy() -> None:
    script = "import sys; from zsim.cli import main; main(['--help'])"
    script += f"; print([name for name in {HEAVY!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["run", "list", "show", "why", "explore", "report"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == Exit.OK
    assert f"Usage: zsim {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["rum"], "No such command 'rum'"),
        (["run", "--nope"], "No such option: --nope"),
        (["list", "bugs"], "there is no such option; one of scenarios, "),
        (["run", "--product", "boks"], "did you mean 'books'?"),
        (["run", "--behaviour", "CUS-9"], "did you mean 'CUS-09'"),
        (["run", "--check", "-k", "acme"], "only part of the suite was asked for"),
        (["run", "--check", "--twin"], "a twin run writes no reports"),
        (["run", "--failed", "--twin"], "a twin run keeps no record of what failed"),
        (["list", "behaviours", "--area", "CUX"], "did you mean 'CUS'?"),
        (["list", "products", "--area", "CUS"], "products have no area"),
        (["list", "policies", "--unproven"], "policies are not proven"),
        (["list", "--", "-x"], "this command does not call pytest"),
        (["why", "Acme"], "there is no such file; run 'zsim run' first"),
        (["report"], "there is no such file; run 'zsim run' first"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_runs(
    arguments: list[str], error: str, suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    (suite.folder / "scenarios").mkdir()
    assert main(arguments) == Exit.USAGE
    assert error in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == Exit.OK
    assert capsys.readouterr().out.startswith(f"zsim {version('zsim')} (Python 3.")


def test_a_folder_without_scenarios_is_refused(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.run() == Exit.USAGE
    assert "there is no folder scenarios/ here" in capsys.readouterr().err
