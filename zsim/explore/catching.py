"""Failing scenarios, caught as pytest runs them: their world, what they failed with, and where in the script."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from zsim.checks import InvariantViolated
from zsim.explore.failures import Comparison, FailedStatement, comparison_in, names_in
from zsim.explore.traces import Trace, entries_of, play_along, told_failure
from zsim.kernel.errors import UsageError
from zsim.ports.errors import VendorError
from zsim.testing.case import Case
from zsim.testing.plugin import RUNNING, case_of
from zsim.world import World

SCRIPTS_FAULT = (UsageError, VendorError)
"""What a scenario fails with that asks for something impossible, or does not expect a refusal."""


@dataclass(frozen=True, slots=True)
class Caught:
    """A scenario that failed: ``statement`` is the innermost one of its file, ``variables`` those of its function."""

    case: Case
    world: World
    error: BaseException
    statement: FailedStatement
    variables: Mapping[str, Any] = field(default_factory=dict)

    def trace(self) -> Trace:
        """What happened in it as a trace, with the comparison it failed with; what cannot be one is refused."""
        if isinstance(self.error, SCRIPTS_FAULT):
            raise UsageError(
                asked=f"shorten {self.case.id}",
                found=f"it asks for what is refused ({self.error})",
                right="a scenario that breaks a rule, or whose comparison of a record fails",
            )
        player = play_along(self.world, names_in(self.variables))
        compared: Comparison | None = None
        if isinstance(self.error, (AssertionError, pytest.fail.Exception)) and not isinstance(
            self.error, InvariantViolated
        ):
            compared = comparison_in(self.statement, player.names)
        failure = "" if compared is not None else told_failure(self.error)
        return Trace(self.case.id, player.script, entries_of(self.world), failure, compared)


class Silent:
    """A pytest plugin under which pytest prints no letters."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str]:
        """Tell a result without a letter."""
        return report.outcome, "", ""


class Catching(Silent):
    """A pytest plugin that keeps each scenario that fails, a known gap too, and the worlds of the others."""

    def __init__(self) -> None:
        self.ran = 0
        self.caught: list[Caught] = []
        self.passed: list[tuple[Case, World]] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Let the scenario run, and take up what it raises."""
        case = case_of(item)
        self.ran += case is not None
        try:
            outcome = yield
        except (Exception, pytest.fail.Exception) as error:
            caught = caught_in(item, error)
            self.caught += [caught] if caught is not None else []
            raise
        running = item.stash.get(RUNNING, None)
        if case is not None and running is not None and running.story is not None:
            self.passed.append((case, running.story.world))
        return outcome


def caught_in(item: pytest.Item, error: BaseException) -> Caught | None:
    """The scenario of an item that raised; ``None`` for any other test, and where no world was made."""
    case, running = case_of(item), item.stash.get(RUNNING, None)
    if case is None or running is None or running.story is None:
        return None
    return _caught(case, running.story.world, error)


def _caught(case: Case, world: World, error: BaseException) -> Caught:
    frames = [each for each in pytest.ExceptionInfo.from_exception(error).traceback if Path(each.path) == case.path]
    variables: dict[str, Any] = {}
    for each in reversed(frames):
        variables |= each.frame.f_locals
    inner = frames[-1] if frames else None
    statement = (
        FailedStatement(dedent(str(inner.statement)), inner.frame.f_locals, inner.frame.f_globals)
        if inner is not None
        else FailedStatement("", {}, {})
    )
    return Caught(case, world, error, statement, variables)
