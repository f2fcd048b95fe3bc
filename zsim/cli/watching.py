"""The plugin with which ``zsim run`` follows pytest: a progress bar, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import pytest

from zsim.cli.terminal import Terminal
from zsim.cli.troubles import Trouble
from zsim.recording.schema import Result
from zsim.report.phrases import counted
from zsim.testing.project import seen_from_here
from zsim.testing.recorder import BETTER, RECORDED, broken_off
from zsim.testing.result import found_on
from zsim.testing.selection import last_failed
from zsim.testing.spreading import SPREAD_MS

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

STORY = "zsim: "
FOR_JUNIT = "Captured stdout of zsim"  # by this name pytest takes it into an element system-out


class SessionWatch:
    """Follows one session.

    ``project`` is the one whose recording it wrote. ``ran`` says whether any scenario ran, ``cut_short`` whether some
    were left out, ``interrupted`` whether somebody broke it off. ``failed_before`` are the tests that failed the last
    time they ran, ``troubles`` what failed now, and ``plain`` those of them that are no scenarios.
    """

    def __init__(self, terminal: Terminal) -> None:
        self.root = Path.cwd()
        self.project: Path | None = None
        self.cut_short = False
        self._terminal = terminal
        self.interrupted = False
        self.ran = False
        self.failed_before: list[str] = []
        self.troubles: list[Trouble] = []
        self.plain: list[str] = []
        self._seed = 0
        self._options = ""
        self._properties: dict[str, list[tuple[str, object]]] = {}
        self._stories: dict[str, list[str]] = {}
        self._runs: list[tuple[str, Result]] = []  # the scenario without its product, and its result
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def of_the_spread(self) -> str:
        """What came of a run in which seconds passed before each action."""
        out = [name for name, result in self._runs if result == Result.SKIPPED]
        held = sum(result in (Result.PASSED, Result.KNOWN_GAP) for _, result in self._runs)
        left_out = f"{counted(len(out), 'run')} of {counted(len({*out}), 'scenario')} about an exact moment left out"
        return (
            f"{counted(held, 'run')} held with each action {SPREAD_MS // 1000} seconds after the one before; {left_out}"
        )

    def of_the_bug(self, name: str) -> str:
        """What came of a run with a planted bug."""
        failed = sum(result not in BETTER for _, result in self._runs)
        return f"{failed} of {counted(len(self._runs), 'run')} failed with the bug {name} planted"

    def done(self) -> str:
        """How many runs were done, and how many of them failed."""
        failed = f", {self._in_words()}" if self.troubles else ""
        return f"{counted(len(self._runs), 'run')} of {counted(len(dict(self._runs)), 'scenario')}{failed}"

    def pytest_configure(self, config: pytest.Config) -> None:
        """Note where the project stands, and what failed before."""
        self.root = config.rootpath
        self._seed = config.option.zsim_seed
        seed = f" --seed {self._seed}" if self._seed else ""
        bug = f" --bug {config.option.zsim_bug}" if config.option.zsim_bug else ""
        self._options = f"{seed}{' --spread' if config.option.zsim_spread else ''}{bug}"
        self.failed_before = [self._seen(each) for each in last_failed(config)]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        if report.failed:
            name = self._seen(report.nodeid)
            repeat = f"repeat: zsim run {quote(name)}"
            self.troubles.append(Trouble(f"could not be collected: {name}", report.longreprtext, repeat))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Start the bar."""
        self._start(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Start the bar when workers have collected; they all collect the same."""
        self._start(len(ids))

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Keep pytest from printing letters beside a bar."""
        return (report.outcome, "", "") if self._progress is not None else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep a failure with its story; tell JUnit more, which takes it from the last report."""
        run, name = found_on(report), self._seen(report.nodeid)
        repeat = f"zsim run {quote(name)}{self._options}"
        if run is not None:
            self.ran = True
            self._runs.append((run.id.partition("[")[0], run.result))
            behaviours = [("behaviour", each) for each in run.covers]
            self._properties[report.nodeid] = [*behaviours, ("seed", self._seed), ("repeat", repeat)]
        if report.failed:
            stories = [text for section, text in report.sections if section.startswith(STORY)]
            command = repeat if run is not None else f"pytest {quote(name)}"
            story = stories[-1] if stories else f"repeat: {command}"
            story = f"printed:\n{report.capstdout.rstrip()}\n\n{story}" if report.capstdout else story
            self._stories[report.nodeid] = stories
            self.troubles.append(
                Trouble(name, report.longreprtext, story, (run.product if run is not None else None) or "")
            )
            self.plain += [name] if run is None else []
        if report.when == "teardown":
            report.user_properties += self._properties.pop(report.nodeid, ())
            report.sections += [(FOR_JUNIT, each) for each in self._stories.pop(report.nodeid, ())]

    def pytest_runtest_logfinish(self) -> None:
        """Move the bar on."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, advance=1, failed=self._in_words(), refresh=True)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Note that somebody broke the session off."""
        self.interrupted = broken_off(excinfo.value)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Close the bar, and note whether the session stopped early."""
        self.cut_short = bool(session.shouldstop or session.shouldfail)
        if self._progress is not None:
            self._progress.stop()

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Note where the recording is."""
        self.project = config.stash.get(RECORDED, None)

    def _seen(self, node_id: str) -> str:
        """A test with its file as it is seen from here."""
        file, separator, test = node_id.partition("::")
        return f"{seen_from_here(self.root / file)}{separator}{test}"

    def _start(self, total: int) -> None:
        if not self._terminal.live or self._progress is not None or not total:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        console = Console(no_color=not self._terminal.colour)
        bar = (TextColumn("scenarios"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[failed]}"))
        # No refreshing thread: it would write while pytest has the output captured.
        self._progress = Progress(*bar, console=console, auto_refresh=False, transient=True)
        self._task = self._progress.add_task("scenarios", total=total, failed="")
        self._progress.start()

    def _in_words(self) -> str:
        return f"{len(self.troubles)} failed" if self.troubles else ""
