"""Driving a run on a clock: step by step, one at a time, to its end or until it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Generic, NamedTuple, TypeVar

from zsim.kernel.journal import Journal
from zsim.ports.app import Cancellable, Timing
from zsim.ports.errors import VendorError
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.outcomes import Outcome, counts_in_words
from zsim.sync.runs.results import ResultsSoFar, RunResults
from zsim.sync.runs.run_history import Grade, Run, RunEnded, RunStarted, Trigger

Left = TypeVar("Left")


class RunSpec(NamedTuple):
    """A run to be driven: its number, organisation, module and trigger, and who it is in the journal."""

    number: int
    organisation: str
    module: str
    trigger: Trigger
    actor: str


class RunDriver(Generic[Left]):
    """One run under way.

    ``done`` is called at its end with the finished run and what it leaves, ``None`` if it failed. Whenever the run lets
    others have their turn, what it did so far is committed; ``keep`` is told what it came to where that has changed.
    """

    def __init__(
        self,
        spec: RunSpec,
        steps: Generator[int, None, Left],
        results: RunResults,
        timing: Timing,
        journal: Journal,
        state: EngineState,
        keep: Callable[[ResultsSoFar], None],
        done: Callable[[Run, Left | None], None],
    ) -> None:
        self._spec = spec
        self._steps = steps
        self._results = results
        self._timing = timing
        self._journal = journal
        self._state = state
        self._keep = keep
        self._kept: dict[str, int] = {}
        self._done = done
        self._stopped: str | None = None
        self._stepping = False
        self.started_ms = timing.now_ms
        started = RunStarted(spec.number, spec.organisation, spec.module, spec.trigger)
        self.entry = journal.append(spec.actor, "run", spec.module, started)
        self._because = journal.because(self.entry)
        self._next: Cancellable | None = None
        with self._because:
            self._wait(0)

    @property
    def trigger(self) -> Trigger:
        """What started the run."""
        return self._spec.trigger

    @property
    def goes_on(self) -> bool:
        """Whether a next step is to come, or one is being taken."""
        return self._stepping or self._next is not None

    def stop(self, reason: str) -> None:
        """End the run before its next call; what it did stays done, the checkpoint stays where it was.

        Asked for during a call of its own, as out of a notification, it ends once that call is answered.
        """
        if self._stepping:
            self._stopped = reason
            return
        self.forget()
        self._finish(Grade.FAILED, reason, None)

    def forget(self) -> None:
        """Let go of the run without a word, as when the engine was killed."""
        if self._next is not None:
            self._next.cancel()
        self._steps.close()

    def _wait(self, wait_ms: int) -> None:
        self._next = self._timing.yield_for(wait_ms, self._step)

    def _step(self) -> None:
        self._stepping, self._next = True, None
        try:
            with self._because:
                wait_ms = self._advance()
                # Going on without a timer, where nobody else is due, saves a twentieth of an initial sync.
                while self._stopped is None and self._timing.nothing_else_due(wait_ms):
                    wait_ms = self._advance()
        except StopIteration as end:
            failed = self._results.counts[Outcome.FAILED]
            self._finish(Grade.PARTIAL if failed else Grade.DONE, None, end.value)
        except VendorError as refusal:
            self._finish(Grade.FAILED, f"{refusal.reason}: {refusal.message}", None)
        except Exception as defect:
            # A defect, ours or a fake's, ends the run like a refusal, so that the module can run again, and is told.
            self._finish(Grade.FAILED, f"broken off by {type(defect).__name__}: {defect}", None)
            raise
        except BaseException:
            self._stepping = False  # nobody may handle that, so the run gets no end; but it takes no further step
            raise
        else:
            self._stepping = False
            if self._stopped is not None:
                self.stop(self._stopped)
            else:
                with self._because:
                    self._wait(wait_ms)

    def _advance(self) -> int:
        """Go on to where the run lets others have their turn, and commit what it did."""
        wait_ms = next(self._steps)
        counts = dict(self._results.counts)
        if counts != self._kept:
            self._kept = counts
            self._keep(self._results.so_far)
        self._state.commit()
        return wait_ms

    def _finish(self, grade: Grade, reason: str | None, left: Left | None) -> None:
        spec = self._spec
        self._stepping = False
        counts = counts_in_words(self._results.counts)
        ended = RunEnded(spec.number, spec.module, grade, reason, counts)
        self._journal.append(spec.actor, "run", spec.module, ended, self.entry)
        begun = spec.number, spec.module, spec.trigger, self.started_ms, self._timing.now_ms
        run = Run(*begun, grade, reason, counts, self._results.remarks, self._timing.zone)
        self._done(run, left)
        self._state.commit()
