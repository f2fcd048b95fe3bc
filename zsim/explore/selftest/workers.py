"""Judges bugs in processes of their own, each with the scenarios collected once."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

import pytest

from zsim.explore.bank import BUGS, Bug
from zsim.explore.selftest.judging import judged
from zsim.explore.selftest.scenarios import Suite
from zsim.explore.selftest.verdict import Verdict
from zsim.kernel.errors import UsageError
from zsim.testing.project import HOME

READY = "ready"
PYTEST = (
    *("-qq", "--no-header", "--no-summary", "--tb=no", "-p", "no:zsim-recorder", "-p", "no:cacheprovider"),
    *("-W", "ignore:Module already imported so cannot be rewritten:pytest.PytestAssertRewriteWarning"),
)


class WorkerLost(Exception):
    """A process that judged a bug came to an end over it."""


def verdicts(
    bugs: Sequence[Bug], project: Path, seconds: float, workers: int, *, further: bool = True
) -> Iterator[Verdict]:
    """The verdict on each bug as it comes, judged in so many processes by the scenarios of a project.

    Without ``further``, no more is tried of a bug than shows that it is caught. Scenarios that cannot be collected
    raise ``UsageError``; ``WorkerLost`` tells the bug over which a process ended.
    """
    context = get_context("spawn")
    waiting = [each.name for each in reversed(bugs)]
    at_work: dict[Connection, str] = {}
    processes = []
    try:
        for _ in range(min(workers, len(bugs))):
            ours, theirs = context.Pipe()
            processes.append(context.Process(target=_work, args=(theirs, project, seconds, further), daemon=True))
            processes[-1].start()
            theirs.close()
            at_work[ours] = ""
        while at_work:
            for connection in wait(list(at_work)):
                assert isinstance(connection, Connection), "nothing else was waited for"
                try:
                    answer = connection.recv()
                except EOFError:
                    raise _lost(at_work[connection], project) from None
                if isinstance(answer, Verdict):
                    yield answer
                at_work[connection] = name = waiting.pop() if waiting else ""
                connection.send(name)
                if not name:
                    del at_work[connection]
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _lost(name: str, project: Path) -> Exception:
    if name:
        return WorkerLost(f"{name}: the process that judged it came to an end")
    found = "its scenarios cannot be collected"
    return UsageError(asked=f"a selftest in {project}", found=found, right="'zsim run' tells why")


def _work(connection: Connection, project: Path, seconds: float, further: bool) -> None:
    """Be a worker: judge each bug that is named, until none is; whoever asked is who may break it off."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    known = {each.name: each for each in BUGS}

    def work(suite: Suite) -> None:
        connection.send(READY)
        while name := connection.recv():
            connection.send(judged(known[name], suite, seconds, further=further))

    with suppress(EOFError, BrokenPipeError):
        pytest.main([str(project / HOME), f"--rootdir={project}", *PYTEST], plugins=[Suite(work)])
    connection.close()
