"""Planted bugs of runs: where the next reads on, what is asked again, what survives a stop, and when one is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.fakes.store.table import Table
from zsim.kernel.recurrence import HOUR_MS
from zsim.ports.errors import VendorError
from zsim.ports.records import Page, Record, Ref, Write, Written
from zsim.sync import EngineFunctions, Grade, Run, RunQueue, SyncState
from zsim.sync.connection import CustomerSync
from zsim.sync.execution import Calls, FollowUps, PairApplier, Steps
from zsim.sync.leads import LeadFunctions, LeadSyncState
from zsim.sync.runs import OVERLAP_MS, PAGE_SIZE, Patience, Slots, SyncRuns
from zsim.world.engine import Engine

DAY_MS = 24 * HOUR_MS


class NoOverlap(Calls):
    """Calls that read changes from a second later on."""

    __slots__ = ()

    def changed(self, system: Any, module: str, since_ms: int | None, view: Any) -> Steps[list[Record]]:
        """Records changed since, but for those of the second before."""
        later = None if since_ms is None else since_ms + 2 * OVERLAP_MS
        return super().changed(system, module, later, view)


class ShortPageIsLast(Calls):
    """Calls that take a page with fewer records than asked for the last one."""

    __slots__ = ()

    def _changed(self, method: str, system: Any, module: str, since_ms: int | None, view: Any) -> Steps[list[Record]]:
        asked, found, token = {"since_ms": since_ms, "view": view}, dict[Ref, Record](), None
        read = partial(self._apps[system].changed, module, since_ms, view=view, page_size=PAGE_SIZE)
        while True:
            page: Page = yield from self._ask(method, system, module, asked, partial(read, token=token), _refs)
            found.update({each.ref: each for each in page.records})
            token = page.next_token
            if token is None or len(page.records) < PAGE_SIZE:
                return list(found.values())


class FirstPageOnly(Calls):
    """Calls that read two hundred records and no more."""

    __slots__ = ()

    def changed(self, system: Any, module: str, since_ms: int | None, view: Any) -> Steps[list[Record]]:
        """The first page of the records changed since."""
        return (yield from super().changed(system, module, since_ms, view))[:PAGE_SIZE]


class WritesAgain(Calls):
    """Calls that write once more, without a look, where no answer came."""

    __slots__ = ()

    def write(self, system: Any, module: str, writes: Sequence[Write], while_open: Any = None) -> Steps[Any]:
        """Carry writes out."""
        try:
            return (yield from super().write(system, module, writes, while_open))
        except VendorError as silence:
            if silence.definite:
                raise
        return (yield from super().write(system, module, writes, while_open))


class DropsTheRest(Calls):
    """Calls that do not write again what of a batch was put off."""

    __slots__ = ()

    def write(self, system: Any, module: str, writes: Sequence[Write], while_open: Any = None) -> Steps[Any]:
        """Carry writes out, once."""
        done: Sequence[Written] = yield from self._write(system, module, writes, while_open)
        return done


class NeverResumes(PairApplier):
    """Looks at nothing that a run before was broken off in."""

    __slots__ = ()

    def resume(self) -> Steps[None]:
        """Do nothing."""
        return
        yield


class LeavesUndone(FollowUps):
    """Forgets what must follow a link once the run is over."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class ForgetsWhoWaits(RunQueue):
    """Forgets the runs that wait when the engine was stopped."""

    def recover(self) -> None:
        """Start anew with the run that was under way, and no other."""
        self._cell.set(self._cell.value._replace(waiting=()))
        super().recover()


class LosesTheRun(RunQueue):
    """Does not begin again what was under way when the engine was stopped."""

    def recover(self) -> None:
        """Start anew with the runs that wait."""
        held = self._cell.value.under_way
        super().recover()
        if held is not None:
            self._cell.set(self._cell.value._replace(waiting=self._cell.value.waiting[1:]))


class KeepsTheUncommitted(Engine):
    """Takes what no answer came to for committed, as it is started anew."""

    def restart(self) -> None:
        """Start anew from what there was."""
        self._state.commit()
        super().restart()


class ForgetsAlarms(Engine):
    """Exports no alarms."""

    def export(self) -> dict[str, Any]:
        """What is committed, but for when anything is due."""
        return {name: each for name, each in super().export().items() if not name.endswith("alarms")}


class EmptyBin(Table):
    """Exports no recycle bin."""

    __slots__ = ()

    def export(self) -> Mapping[str, Sequence[object]]:
        """The state without what could be restored."""
        return {**super().export(), "recycled": []}


class ThreeHours(Slots):
    """Slots half as long again."""

    __slots__ = ()

    def __init__(self, key: object, timing: Any, state: Any, period_ms: Callable[[], int], due: Any) -> None:
        super().__init__(key, timing, state, lambda: period_ms() * 3 // 2, due)


class FromNowOn(Slots):
    """Slots that are counted from now whenever somebody looks at the preferences."""

    __slots__ = ()

    def reset(self) -> None:
        """Count from now."""
        if self.base_ms is not None:
            self._base_ms.set(self._timing.now_ms)
        super().reset()


class InstantShifts(CustomerSync):
    """Instant Sync begins the slots anew."""

    def instant_sync(self) -> Any:
        """Run now, and each period from now on."""
        super().instant_sync()
        self.slots.count_from(self._timing.now_ms)
        return self


class InstantThoughPaused(CustomerSync):
    """Instant Sync runs though the sync is paused."""

    def _require_unpaused(self, asked: str) -> None:
        """Let it pass."""


class ResumesAtOnce(CustomerSync):
    """Resuming starts a run."""

    def resume(self) -> None:
        """Sync again, from now on."""
        super().resume()
        self.notice(self._context.journal.cause)


class RepeatsUnasked(CustomerSync):
    """Runs each period, asked for or not."""

    def _period_ms(self) -> int:
        return self._settings.period_hours * HOUR_MS


class GradedDone(SyncRuns[Any, Any]):
    """A history in which a run with failures is done."""

    def ended(self, run: Run, left: Any) -> None:
        """Take in a finished run."""
        super().ended(replace(run, grade=Grade.DONE) if run.grade is Grade.PARTIAL else run, left)


class NeverLonger(Patience):
    """Asks again each second."""

    __slots__ = ()

    def wait_ms(self, attempt: int, asked_ms: int = 0) -> int:
        """How long to wait."""
        return self.first_ms


def _refs(page: Page) -> tuple[Ref, ...]:
    return tuple([each.ref for each in page.records])


def at_the_end(former: SyncState, left: SyncState | None, run: Run) -> SyncState:
    """The next run reads on from where this one ended."""
    return former if left is None else replace(left, checkpoint_ms=run.ended_ms) if left.checkpoint_ms else left


def nothing_again(former: SyncState, left: SyncState | None, run: Run) -> SyncState:
    """The next run looks at nothing that this one left over."""
    return former if left is None else replace(left, retry=())


def of_the_last_but_one(former: SyncState, left: SyncState | None, run: Run) -> SyncState:
    """A run with failures puts no checkpoint."""
    return former if left is None or run.grade is Grade.PARTIAL else left


def fetched_at_the_end(former: LeadSyncState, left: LeadSyncState | None, run: Run) -> LeadSyncState:
    """The next fetch reads on from where this one ended."""
    return former if left is None else replace(left, checkpoint_ms=run.ended_ms)


RUNNING_BUGS: tuple[Bug, ...] = (
    Bug(
        "no-overlap",
        "An edit made in the second in which a run begins is never carried.",
        Family.CHECKPOINTS,
        ("SYN-15", "FLT-17"),
        lambda: in_place(NoOverlap),
    ),
    Bug(
        "checkpoint-at-the-end",
        "What was edited while a run was under way is never carried.",
        Family.CHECKPOINTS,
        ("SYN-15", "FLT-12"),
        lambda: EngineFunctions(remember=at_the_end),
    ),
    Bug(
        "nothing-again",
        "A record that failed is not tried again.",
        Family.CHECKPOINTS,
        ("CUS-28", "CUS-16"),
        lambda: EngineFunctions(remember=nothing_again),
    ),
    Bug(
        "partial-is-failed",
        "After a run with one failure all is read again.",
        Family.CHECKPOINTS,
        ("CUS-28",),
        lambda: EngineFunctions(remember=of_the_last_but_one),
    ),
    Bug(
        "leads-checkpoint-at-the-end",
        "A contact edited while a fetch is under way is not fetched.",
        Family.CHECKPOINTS,
        ("LED-29",),
        lambda: LeadFunctions(remember=fetched_at_the_end),
    ),
    Bug(
        "short-page-is-last",
        "Records behind a page that was not full are not synced.",
        Family.CHECKPOINTS,
        ("FLT-07",),
        lambda: in_place(ShortPageIsLast),
    ),
    Bug(
        "first-page-only",
        "Of three hundred accounts two hundred are synced.",
        Family.CHECKPOINTS,
        ("SYN-03", "FLT-07"),
        lambda: in_place(FirstPageOnly),
    ),
    Bug(
        "write-again-unseen",
        "A customer whose answer was lost is there twice.",
        Family.RETRIES,
        ("FLT-03",),
        lambda: in_place(WritesAgain),
    ),
    Bug(
        "drop-the-rest",
        "What the app put off of a batch fails.",
        Family.RETRIES,
        ("FLT-04", "FLT-09"),
        lambda: in_place(DropsTheRest),
    ),
    Bug(
        "no-patience",
        "A run fails at the first call that the app asks to wait with.",
        Family.RETRIES,
        ("FLT-02", "FLT-04"),
        lambda: EngineFunctions(patience=lambda policy: Patience(1, 0)),
    ),
    Bug(
        "endless-patience",
        "A run waits for an app that is down for days.",
        Family.RETRIES,
        ("FLT-18", "FLT-02"),
        lambda: EngineFunctions(patience=lambda policy: Patience(1000, 365 * DAY_MS)),
    ),
    Bug(
        "never-longer",
        "An app that breaks down is asked again each second.",
        Family.RETRIES,
        ("FLT-02",),
        lambda: EngineFunctions(patience=lambda policy: NeverLonger(10, DAY_MS)),
    ),
    Bug(
        "leads-without-patience",
        "A fetch fails at the first call that the app asks to wait with.",
        Family.RETRIES,
        ("FLT-02", "FLT-04"),
        lambda: LeadFunctions(patience=lambda policy: Patience(1, 0)),
    ),
    Bug(
        "never-resume",
        "What a killed run had written is not known to the next.",
        Family.INTERRUPTION,
        ("FLT-16",),
        lambda: in_place(NeverResumes),
    ),
    Bug(
        "leave-undone",
        "The old contact person stays where a run was broken off as it moved.",
        Family.INTERRUPTION,
        ("FLT-15", "FLT-16"),
        lambda: in_place(LeavesUndone),
    ),
    Bug(
        "forget-who-waits",
        "A run that waited for its turn never begins once the engine was stopped.",
        Family.INTERRUPTION,
        ("FLT-16",),
        lambda: in_place(ForgetsWhoWaits),
    ),
    Bug(
        "lose-the-run",
        "A run that was killed is not done again.",
        Family.INTERRUPTION,
        ("FLT-16",),
        lambda: in_place(LosesTheRun),
    ),
    Bug(
        "keep-the-uncommitted",
        "A killed engine remembers what no answer came to.",
        Family.INTERRUPTION,
        ("FLT-16",),
        lambda: in_place(KeepsTheUncommitted),
    ),
    Bug(
        "forget-alarms",
        "A loaded world runs nothing on schedule.",
        Family.INTERRUPTION,
        ("SYN-11", "SYN-01"),
        lambda: in_place(ForgetsAlarms),
    ),
    Bug(
        "empty-the-bin",
        "In a loaded world nothing can be restored.",
        Family.INTERRUPTION,
        ("DEL-07",),
        lambda: in_place(EmptyBin),
    ),
    Bug(
        "three-hours",
        "The sync runs every three hours.",
        Family.SCHEDULE,
        ("SYN-01",),
        lambda: in_place(ThreeHours),
    ),
    Bug(
        "slots-from-now-on",
        "An edited preference shifts the slots.",
        Family.SCHEDULE,
        ("SYN-11",),
        lambda: in_place(FromNowOn),
    ),
    Bug(
        "instant-shifts",
        "Instant Sync shifts the slots.",
        Family.SCHEDULE,
        ("SYN-11",),
        lambda: in_place(InstantShifts),
    ),
    Bug(
        "instant-though-paused",
        "Instant Sync runs though the sync is paused.",
        Family.SCHEDULE,
        ("SYN-06",),
        lambda: in_place(InstantThoughPaused),
    ),
    Bug(
        "resume-at-once",
        "Resuming runs at once and not at the next slot.",
        Family.SCHEDULE,
        ("SYN-12",),
        lambda: in_place(ResumesAtOnce),
    ),
    Bug(
        "repeat-unasked",
        "The import repeats although auto-update was never ticked.",
        Family.SCHEDULE,
        ("SYN-02",),
        lambda: in_place(RepeatsUnasked),
    ),
    Bug(
        "graded-done",
        "The history calls a run done in which a record failed.",
        Family.COUNTS,
        ("CUS-28", "SYN-05"),
        lambda: in_place(GradedDone),
    ),
)
