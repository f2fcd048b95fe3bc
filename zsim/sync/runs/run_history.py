"""What a sync tells of itself: its runs and its status. Source: SYN-05, SYN-08."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from zsim.kernel.clock import to_datetime
from zsim.sync.runs.outcomes import Outcome


class Trigger(StrEnum):
    """What started a run."""

    INITIAL = "initial"
    SCHEDULED = "scheduled"
    INSTANT = "instant"
    SINGLE = "single"
    NOTIFIED = "notified"


class Grade(StrEnum):
    """How a run ended. Source: CUS-28, SYN-14."""

    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"


class ModuleState(StrEnum):
    """How a module's sync stands."""

    NEVER_SYNCED = "never synced"
    RUNNING = "running"
    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run of one module; times are milliseconds of UTC, counts are records by outcome.

    ``remarks`` tell in words of single records that failed, were absorbed, were edited on both sides, or hold a value
    that was not written. Source: CUS-21, CUS-28, CUS-32, MAP-08.
    """

    number: int
    module: str
    trigger: Trigger
    started_ms: int
    ended_ms: int
    grade: Grade
    reason: str | None
    counts: Mapping[str, int]
    remarks: tuple[str, ...] = ()

    @property
    def added(self) -> int:
        """Records made on either side."""
        return self._sum(Outcome.CREATED, Outcome.CLONED)

    @property
    def updated(self) -> int:
        """Records whose mapped values changed. Source: CUS-23."""
        return self._sum(Outcome.UPDATED, Outcome.OVERWRITTEN, Outcome.MERGED, Outcome.CONFLICT)

    @property
    def deleted(self) -> int:
        """Records deleted or made inactive."""
        return self._sum(Outcome.DELETED, Outcome.DEACTIVATED)

    def count(self, outcome: str) -> int:
        """How many records had that outcome; zero if none."""
        return self.counts.get(Outcome(outcome).value, 0)

    def _sum(self, *outcomes: Outcome) -> int:
        return sum(self.counts.get(each.value, 0) for each in outcomes)

    def __str__(self) -> str:
        at = to_datetime(self.started_ms).strftime("%Y-%m-%d %H:%M")
        told = ", ".join(f"{count} {name}" for name, count in self.counts.items()) or "nothing to do"
        return f"{at} {self.module} {self.trigger.value}: {self.reason or told} ({self.grade.value})"


class Status(NamedTuple):
    """How a module's sync stands, and since when (milliseconds of UTC; ``None`` before the first run)."""

    state: ModuleState
    at_ms: int | None


class RunStarted(NamedTuple):
    """The journal's entry that a run began; what the run does is caused by it."""

    number: int
    organisation: str
    module: str
    trigger: Trigger

    @property
    def sentence(self) -> str:
        """The entry in words."""
        return f"{self.trigger.value} run {self.number} of {self.organisation}'s {self.module} began"


class RunEnded(NamedTuple):
    """The journal's entry that a run ended."""

    number: int
    module: str
    grade: Grade
    reason: str | None
    counts: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """The entry in words."""
        told = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        if not told and self.grade is not Grade.FAILED:
            told = "nothing to do"  # one that failed would have had, for all it knows
        why = f" ({self.reason})" if self.reason else ""
        return f"run {self.number} of {self.module} ended {self.grade.value}{why}" + (f": {told}" if told else "")
