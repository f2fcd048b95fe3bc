"""Driving a run on a clock: step by step, one at a time, to its end or until it is stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from zsim.kernel.journal import Journal
from zsim.ports.app import Cancellable, Timing
from zsim.ports.errors import VendorError
from zsim.sync.runs.outcomes import Outcome, counts_in_words
from zsim.sync.runs.run_history import Grade, Run, RunEnded, RunStarted, Trigger

Left = TypeVar("Left")


class ResultsSoFar(Protocol):
    """What a run keeps of the records it answered."""

    @property
    def counts(self) -> Counter[str]:
        """How many records had each outcome so far."""

    @property
    def remarks(self) -> Sequence[str]:
        """What the history is to tell of single records."""


@dataclass(frozen=True, slots=True)
class RunSpec:
    """A run to be driven: its number, organisation, module and trigger, and who it is in the journal."""

    number: int
    organisation: str
    module: str
    trigger: Trigger
    actor: str


class RunDriver(Generic[Left]):
    """One run under way.

    ``done`` is called at its end with the finished run and what it remembers, ``None`` if it failed.
    """

    def __init__(
        self,
        spec: RunSpec,
        steps: Generator[int, None, Left],
        results: ResultsSoFar,
        timing: Timing,
        journal: Journal,
        done: Callable[[Run, Left | None], None],
    ) -> None:
        self._spec = spec
        self._steps = steps
        self._results = results
        self._timing = timing
        self._journal = journal
        self._done = done
        self._started_ms = timing.now_ms
        started = RunStarted(spec.number, spec.organisation, spec.module, spec.trigger)
        self._entry = journal.append(spec.actor, "run", spec.module, started)
        self._because = journal.because(self._entry)
        self._next: Cancellable | None = None
        with self._because:
            self._wait(0)

    @property
    def trigger(self) -> Trigger:
        """What started the run."""
        return self._spec.trigger

    def stop(self, reason: str) -> None:
        """End the run before its next call; what it did stays done, the checkpoint stays where it was."""
        if self._next is not None:
            self._next.cancel()
        self._steps.close()
        self._finish(Grade.FAILED, reason, None)

    def _wait(self, wait_ms: int) -> None:
        self._next = self._timing.yield_for(wait_ms, self._step)

    def _step(self) -> None:
        try:
            with self._because:
                wait_ms = next(self._steps)
                while self._timing.nothing_else_due(wait_ms):
                    wait_ms = next(self._steps)
                self._wait(wait_ms)
        except StopIteration as end:
            failed = self._results.counts[Outcome.FAILED]
            self._finish(Grade.PARTIAL if failed else Grade.DONE, None, end.value)
        except VendorError as refusal:
            self._finish(Grade.FAILED, f"{refusal.reason}: {refusal.message}", None)

    def _finish(self, grade: Grade, reason: str | None, sync_state: Left | None) -> None:
        spec = self._spec
        counts = counts_in_words(self._results.counts)
        ended = RunEnded(spec.number, spec.module, grade, reason, counts)
        self._journal.append(spec.actor, "run", spec.module, ended, self._entry)
        now_ms, remarks = self._timing.now_ms, tuple(self._results.remarks)
        self._done(
            Run(spec.number, spec.module, spec.trigger, self._started_ms, now_ms, grade, reason, counts, remarks),
            sync_state,
        )
