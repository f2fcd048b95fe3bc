"""The scenarios of the suite as pytest collects them, without running any."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout

import pytest

from zsim.cli.exits import Exit
from zsim.cli.in_process import IN_PROCESS
from zsim.kernel.errors import UsageError
from zsim.testing.case import Case
from zsim.testing.plugin import case_of, refusal_of
from zsim.testing.project import HOME, project_here, seen_from_here

QUIET = ("--collect-only", "-qq", "--no-header", "--no-summary", *IN_PROCESS)


def collected(scenario_id: str = "") -> list[Case]:
    """Every scenario of the project, for each of its products; where an id is asked for, those of that id, if any."""
    home = project_here() / HOME
    if not home.is_dir():
        raise UsageError(
            asked="collect the scenarios",
            found=f"there is no folder {HOME}/ here",
            right="stand in the project's folder",
        )
    collector = Collector()
    asked = [f"--zsim-scenario={scenario_id}"] if scenario_id else []
    said = io.StringIO()  # pytest lists what it collects in its own way, and refuses an unknown id
    with redirect_stdout(said), redirect_stderr(said):
        code = pytest.main([*QUIET, *asked, seen_from_here(home)], plugins=[collector])
    if asked and code == Exit.USAGE:
        return []
    if collector.errors or code not in (Exit.OK, Exit.NOTHING):
        found = "; ".join(collector.errors) or f"pytest ended with {int(code)}"
        raise UsageError(asked="collect the scenarios", found=found, right="'zsim run' shows what is wrong")
    return collector.cases


class Collector:
    """A pytest plugin that notes the scenarios collected, and what could not be."""

    def __init__(self) -> None:
        self.cases: list[Case] = []
        self.errors: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note what could not be collected."""
        if report.failed:
            self.errors.append(f"{report.nodeid}: {report.longreprtext}")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note every scenario, and those that are refused."""
        for item in session.items:
            case, refusal = case_of(item), refusal_of(item)
            if refusal is not None:
                self.errors.append(f"{seen_from_here(item.path)}: {refusal}")
            elif case is not None:
                self.cases.append(case)
