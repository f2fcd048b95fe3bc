"""Gathers the results of a session in the process that reports them, and writes them to a file at its end."""

from __future__ import annotations

import pytest

from zsim.kernel.errors import UsageError
from zsim.testing.case import HOME
from zsim.testing.result import RUN_FILE, Result, uncollected, write_run
from zsim.testing.selection import selection

RESULT = "zsim_result"
REFUSAL = "zsim_refusal"
OUTPUT = "workeroutput"


def is_worker(config: pytest.Config) -> bool:
    """Whether this process runs tests for another one."""
    return hasattr(config, "workerinput")


def refuse(config: pytest.Config, refusal: UsageError) -> None:
    """End the session as pytest ends one that was asked for the wrong thing; a worker hands the refusal on."""
    if not is_worker(config):
        raise pytest.UsageError(str(refusal))
    output: dict[str, object] = getattr(config, OUTPUT)
    output[REFUSAL] = str(refusal)


class Recorder:
    """A pytest plugin; with workers, only the controlling process has one."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._results: dict[str, Result] = {}
        self._refusal: object = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take over what a worker refused."""
        self._refusal = self._refusal or getattr(node, OUTPUT, {}).get(REFUSAL)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the result on a report; a later phase of the same scenario replaces an earlier one."""
        result: Result | None = getattr(report, RESULT, None)
        if result is not None:
            self._results[result["id"]] = result

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep a file of scenarios that could not be collected as a broken one."""
        file = report.nodeid.partition("::")[0]
        if report.failed and HOME in file.split("/"):
            self._results[file] = uncollected(file, str(report.longrepr))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write what was gathered; a session without scenarios leaves the last recording alone."""
        config = self._config
        if self._refusal is not None:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
        if self._results and not config.option.collectonly:
            stopped = ["stopped early"] if session.shouldstop or session.shouldfail else []
            narrowed = [*selection(config), *stopped]
            write_run(config.rootpath / RUN_FILE, self._results.values(), config.option.zsim_seed, narrowed)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was refused, last of all."""
        if self._refusal is not None:
            terminalreporter.write_line(f"ERROR: {self._refusal}", red=True)
