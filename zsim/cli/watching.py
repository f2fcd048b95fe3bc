"""The plugin with which ``zsim run`` follows pytest: a progress bar, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zsim.cli.terminal import Terminal
from zsim.report.phrases import counted
from zsim.testing.project import seen_from_here
from zsim.testing.recorder import RECORDED
from zsim.testing.result import Category
from zsim.testing.spreading import SPREAD_MS

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

RESULT = "zsim_result"
STORY = "zsim: "
PROPERTY = "behaviour"


class SessionWatch:
    """Follows one session; ``project`` is the one whose recording it wrote, ``cut_short`` whether it left any out."""

    def __init__(self, terminal: Terminal) -> None:
        self.root = Path.cwd()
        self.project: Path | None = None
        self.cut_short = False
        self._terminal = terminal
        self._covers: dict[str, list[str]] = {}
        self._failures: list[tuple[str, str]] = []
        self._failed = 0
        self._runs: list[tuple[str, str]] = []  # the scenario without its product, and its result
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def troubles(self) -> Iterator[str]:
        """What to print of each failure; each ends with the command that runs it again."""
        for title, text in self._failures:
            yield from ("", self._terminal.paint(f"✗ {title}", "bad"), text)

    def of_the_spread(self) -> str:
        """What came of a run in which seconds passed before each action."""
        out = [name for name, result in self._runs if result == Category.SKIPPED]
        held = sum(result in (Category.PASSED, Category.KNOWN_GAP) for _, result in self._runs)
        left_out = f"{counted(len(out), 'run')} of {counted(len({*out}), 'scenario')} about an exact moment left out"
        return (
            f"{counted(held, 'run')} held with each action {SPREAD_MS // 1000} seconds after the one before; {left_out}"
        )

    def pytest_configure(self, config: pytest.Config) -> None:
        """Note where the project stands."""
        self.root = config.rootpath

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        if report.failed:
            name = self._seen(report.nodeid)
            self._failures.append((f"could not be collected: {name}", _ended(report.longreprtext, name)))

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
        """Keep a failure with its story; name the behaviours for JUnit, which takes them from the last report."""
        result = getattr(report, RESULT, None)
        if result is not None:
            self._covers[report.nodeid] = result["covers"]
            self._runs.append((result["id"].partition("[")[0], result["result"]))
        if report.when == "teardown":
            report.user_properties += [(PROPERTY, each) for each in self._covers.pop(report.nodeid, ())]
        if report.failed:
            self._failed += 1
            command = "zsim run" if result is not None else "pytest"
            stories = [text for name, text in report.sections if name.startswith(STORY)]
            story = stories[-1] if stories else f"repeat: {command} '{self._seen(report.nodeid)}'"
            self._failures.append((self._seen(report.nodeid), f"{report.longreprtext}\n\n{story}"))

    def pytest_runtest_logfinish(self) -> None:
        """Move the bar on."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, advance=1, failed=self._in_words(), refresh=True)

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
        return f"{self._failed} failed" if self._failed else ""


def _ended(text: str, node_id: str) -> str:
    return f"{text}\n\nrepeat: zsim run {node_id}"
