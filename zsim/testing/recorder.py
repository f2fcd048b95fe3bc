"""Gathers the results of a session in the process that reports them, and writes them to a file at its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from zsim.kernel.errors import UsageError
from zsim.recording.file import bytes_of
from zsim.recording.schema import RecordedFailure, Recording, Result, ScenarioRun
from zsim.testing.project import HOME, RUN_FILE, keep_out_of_git, project_of, replace_file
from zsim.testing.provenance import provenance
from zsim.testing.result import failure, found_on, uncollected
from zsim.testing.selection import selection

REFUSAL = "zsim_refusal"
OUTPUT = "workeroutput"
BETTER = frozenset({Result.PASSED, Result.SKIPPED, Result.KNOWN_GAP})
RECORDED = pytest.StashKey[Path]()
"""The project whose recording a session has written."""


def is_worker(config: pytest.Config) -> bool:
    """Whether this process runs tests for another one."""
    return hasattr(config, "workerinput")


def refuse(config: pytest.Config, refusal: UsageError) -> None:
    """End the session as pytest ends one that was asked for the wrong thing; a worker hands the refusal on."""
    if not is_worker(config):
        raise pytest.UsageError(str(refusal))
    output: dict[str, object] = getattr(config, OUTPUT)
    output[REFUSAL] = str(refusal)


def broken_off(error: BaseException) -> bool:
    """Whether a session that was interrupted was so by a person, and not by pytest, which may stop it early."""
    return not isinstance(error, pytest.Session.Interrupted)


class Recorder:
    """A pytest plugin; with workers, only the controlling process has one.

    What it writes never says something better of a scenario than pytest does: whatever report of its test fails in the
    end, of a subtest or changed by another plugin, makes it a failure.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._reports: dict[str, list[pytest.TestReport]] = {}
        self._files: dict[str, ScenarioRun] = {}
        self._refusal: object = None
        self._broken_off = False

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take over what a worker refused."""
        self._refusal = self._refusal or getattr(node, OUTPUT, {}).get(REFUSAL)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the report; what it comes to is seen at the end, when nobody changes it any more."""
        self._reports.setdefault(report.nodeid, []).append(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep a file of scenarios that could not be collected as a broken one."""
        file = report.nodeid.partition("::")[0]
        if report.failed and HOME in file.split("/") and _speaks_of_zsim(self._config.rootpath / file):
            self._files[file] = uncollected(file, str(report.longrepr))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Note that somebody broke the session off."""
        self._broken_off = broken_off(excinfo.value)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write what was gathered.

        A session without scenarios, or that somebody broke off, leaves the last recording alone.
        """
        config = self._config
        if self._refusal is not None:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
        results = {node_id: result for node_id, reports in self._reports.items() if (result := _result(reports))}
        first = min([*results, *self._files], default=None)
        if first is not None and not config.option.collectonly and not self._broken_off:
            start = (config.rootpath / first.partition("::")[0]).parent
            project = project_of(start, config.invocation_params.dir)
            early = session.shouldstop or session.shouldfail or not results
            stopped = ["stopped early"] if early else []
            narrowed = [*selection(config, project), *stopped]
            runs = (*self._files.values(), *results.values())
            seed, made = config.option.zsim_seed, provenance(project)
            recording = Recording(runs, seed=seed, selection=tuple(narrowed), made=made)
            keep_out_of_git((project / RUN_FILE).parent)
            replace_file(project / RUN_FILE, bytes_of(recording))
            config.stash[RECORDED] = project

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was refused, last of all."""
        if self._refusal is not None:
            terminalreporter.write_line(f"ERROR: {self._refusal}", red=True)


def _result(reports: list[pytest.TestReport]) -> ScenarioRun | None:
    """What became of a scenario by the reports of its test, the last of which counts; ``None`` for any other test."""
    run = next(filter(None, map(found_on, reversed(reports))), None)
    failed = next((each for each in reports if each.failed), None)
    if run is None or failed is None or run.result not in BETTER:
        return run
    return replace(run, result=Result.FAILED, error=_error(failed, run.file))


def _error(report: pytest.TestReport, file: str) -> RecordedFailure:
    """What a failed report says, and where."""
    crash = getattr(report.longrepr, "reprcrash", None)
    message, where = (crash.message, f"{file}:{crash.lineno}") if crash else (report.longreprtext, file)
    return failure(message, where)


def _speaks_of_zsim(path: Path) -> bool:
    """Whether a file that could not be collected may hold scenarios."""
    return path.is_file() and b"zsim" in path.read_bytes()
