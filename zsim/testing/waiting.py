"""What must hold of how runs wait for apps: as often as the policy says, ever longer, and no more than that.

It is told from the calls in the journal, each of which stands there as often as it was made.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zsim.checks import InvariantViolated, Violation
from zsim.kernel.journal import Entry
from zsim.sync import Call, DecisionEntry, Failure, Grade, RunEnded, RunStarted

if TYPE_CHECKING:
    from zsim.world import World

WAITS = "waits-as-it-may"
"""The invariant of how runs wait for apps."""

PATIENCE = {"patient": 10, "brief": 3}
"""How often a call is made in all, by the policy ``patience``. Source: FLT-04, FLT-18."""

FIRST_MS = 1000
"""How long it is waited for after the first answer that an app broke down. Source: FLT-02."""

LIMIT, BROKEN = "rate limit", "server error"
PASSING = (LIMIT, BROKEN, "no answer")
"""What a call is made again for in the same run; what is forbidden stays so."""
WRITES = ("write", "perform")
"""Calls of which the engine looks first whether they were carried out, where no answer came."""


class CallAttempt(NamedTuple):
    """One call of a run: when it was made, and what came of it."""

    at_ms: int
    call: Call

    @property
    def reason(self) -> str:
        """Why it was refused; empty where it was answered."""
        return self.call.refusal.partition(":")[0]


class WatchedRun(NamedTuple):
    """A run: its beginning, its entries, and its end, if the journal has that."""

    began: RunStarted
    entries: list[Entry]

    @property
    def ended(self) -> RunEnded | None:
        """How it ended."""
        last = self.entries[-1].detail if self.entries else None
        return last if isinstance(last, RunEnded) else None

    @property
    def attempts(self) -> Iterator[list[CallAttempt]]:
        """Its calls in their order, those together that were made again."""
        made: list[CallAttempt] = []
        for entry in self.entries:
            if not isinstance(entry.detail, Call):
                continue
            if made and not (made[-1].reason in PASSING and made[-1].call[:4] == entry.detail[:4]):
                yield made
                made = []
            made.append(CallAttempt(entry.at_ms, entry.detail))
        if made:
            yield made

    def told(self) -> str:
        """The run in words."""
        return f"run {self.began.number} of {self.began.organisation}'s {self.began.module}"


def check_waiting(world: World) -> None:
    """Look at how each run waited; ``InvariantViolated`` where one gave up too soon, too late, or asked too soon."""
    most = PATIENCE[dict(world.policies.changed).get("patience", "patient")]
    found = [each for run in _runs(list(world.journal)) for each in (*_waited(run, most), *_put_off(run))]
    if found:
        raise InvariantViolated(tuple([Violation(WAITS, each) for each in found]))


def _runs(entries: Sequence[Entry]) -> list[WatchedRun]:
    runs: dict[int, WatchedRun] = {}
    of_decision: dict[int, int] = {}
    for entry in entries:
        run = of_decision.get(entry.cause, entry.cause)
        if isinstance(entry.detail, RunStarted):
            runs[entry.number] = WatchedRun(entry.detail, [])
        elif run in runs:
            runs[run].entries.append(entry)
            if isinstance(entry.detail, DecisionEntry):
                of_decision[entry.number] = run
    return list(runs.values())


def _waited(run: WatchedRun, most: int) -> Iterator[str]:
    """That what an app breaks down over, or has too many of, is asked for again. Source: FLT-02, FLT-04, FLT-18."""
    calls = list(run.attempts)
    ended = run.ended
    for made in calls:
        last = made[-1]
        called = f"{run.told()}: the call {last.call.method} to {last.call.system}"
        if len(made) > most:
            yield f"{called} was made {len(made)} times, which may be made {most} times (FLT-18)"
        if last.call.method in WRITES:
            continue
        for again, (before, after) in enumerate(itertools.pairwise(made)):
            if before.reason == BROKEN and after.at_ms - before.at_ms < FIRST_MS << again:
                yield f"{called} was made again after {after.at_ms - before.at_ms} ms, attempt {again + 2} (FLT-02)"
        gave_up = ended is not None and ended.grade is Grade.FAILED and ended.reason == last.call.refusal
        if made is calls[-1] and last.reason == BROKEN and len(made) < most and gave_up:
            yield f"{called} was given up after {len(made)} of {most} attempts (FLT-02)"


def _put_off(run: WatchedRun) -> Iterator[str]:
    """That a write which an app put off, of several in one call, is made again in the same run. Source: FLT-09."""
    writes: defaultdict[str, int] = defaultdict(int)
    for entry in run.entries:
        match entry.detail:
            case Call() as call if call.method == "write":
                writes[call.system] += 1
            case Failure() as failure if failure.reason == LIMIT and sum(writes.values()) == 1:
                yield f"{run.told()}: a write that was put off was not made again, but failed (FLT-09)"
