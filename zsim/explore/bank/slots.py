"""Planted bugs of when a run is due, and of how it is graded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import in_place
from zsim.kernel.recurrence import HOUR_MS
from zsim.sync import Grade, Run
from zsim.sync.connection import CustomerSync
from zsim.sync.runs import Slots, SyncRuns
from zsim.world import World


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


def _account_is_refused(world: World) -> None:
    world.crm.accounts.create(Account_Name="A" * 300)
    world.connect("books").customers.configure().save_and_sync()
    world.settle()
    world.check()


SLOT_BUGS: tuple[Bug, ...] = (
    Bug("three-hours", "The sync runs every three hours.", Family.SCHEDULE, ("SYN-01",), lambda: in_place(ThreeHours)),
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
        ("CUS-28",),
        lambda: in_place(GradedDone),
        "graded-as-it-ended",
        _account_is_refused,
        grade="partial",
    ),
)
