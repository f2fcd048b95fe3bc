"""The scenarios of the suite as pytest collects them, without running any."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest

from zsim.cli.exits import Exit
from zsim.cli.in_process import IN_PROCESS
from zsim.kernel.errors import UsageError
from zsim.testing.case import Case
from zsim.testing.plugin import case_of, refusal_of
from zsim.testing.project import HOME, project_here, seen_from_here

QUIET = ("--collect-only", "-qq", "--no-header", "--no-summary", *IN_PROCESS)


def collected() -> list[Case]:
    """Every scenario of the project, for each of its products."""
    home = project_here() / HOME
    if not home.is_dir():
        raise UsageError(
            asked="collect the scenarios",
            found=f"there is no folder {HOME}/ here",
            right="stand in the project's folder",
        )
    collector = Collector()
    with redirect_stdout(io.StringIO()):  # pytest lists what it collects in its own way
        code = pytest.main([*QUIET, seen_from_here(home)], plugins=[collector])
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
