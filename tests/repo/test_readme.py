"""The README is true: its examples run, its commands exist, its links lead somewhere."""

from __future__ import annotations

import doctest
import inspect
import re
import shlex
from pathlib import Path

import pytest

from zsim.cli import main
from zsim.testing import scenario

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
pytest_plugins = ["pytester"]
SCENARIO = re.search(r"```python\n(from zsim import World, given.*?)```", README, re.DOTALL)
COMMANDS = sorted(set(re.findall(r"`(zsim [a-z].*?)`", README)))


def test_the_session_gives_what_it_prints() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert tried > 8
    assert failed == 0


def test_the_scenario_passes_for_each_of_its_products(pytester: pytest.Pytester) -> None:
    assert SCENARIO is not None
    pytester.makepyfile(test_readme=SCENARIO[1])
    pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:xdist").assert_outcomes(passed=3)


def test_the_first_two_commands_install_and_run() -> None:
    first, second = README.split("```sh\n")[1].split("```")[0].strip().splitlines()
    assert first.startswith("pip install -e . && zsim run")
    assert second.startswith("pip install -e '.[test]' && pytest")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, name, *rest = shlex.split(command)
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    for option in (each for each in rest if each.startswith("-")):
        assert option in told, f"{command}: zsim {name} has no {option}"


def test_every_scenario_named_exists() -> None:
    named = re.findall(r"zsim run (\w+)/(\w+)", README)
    files = {folder: (ROOT / "scenarios" / folder).glob("*.py") for folder, _ in named}
    told = {folder: "".join([each.read_text() for each in files[folder]]) for folder in files}
    assert named
    assert [each for folder, each in named if f"def test_{each}(" not in told[folder]] == []


def test_all_that_a_scenario_takes_is_told() -> None:
    table = README.split("`@scenario` takes")[1].split("\n\n")[1]
    told = [name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert told == list(inspect.signature(scenario).parameters)


def test_the_gallery_and_what_zsim_is_not_are_told() -> None:
    assert "`scenarios/bugs`" in README
    assert (ROOT / "scenarios/bugs").is_dir()
    assert "zsim is not a test of somebody's own integration" in README


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)]+)\)", README))))
def test_every_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
