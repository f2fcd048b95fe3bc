"""What a sync tells of itself: its runs and its status. Source: SYN-05, SYN-08."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from zsim.kernel.clock import UTC_KEY, to_datetime
from zsim.kernel.completion import hiding
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


@hiding("ended_ms", "started_ms", "zone")
@dataclass(frozen=True, slots=True)
class Run:
    """One finished run of one module; counts are records by outcome.

    ``started`` and ``ended`` are moments in the world's zone, kept as milliseconds of UTC beside ``zone``.

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
    zone: str = UTC_KEY

    @property
    def started(self) -> datetime:
        """When it began."""
        return to_datetime(self.started_ms, self.zone)

    @property
    def ended(self) -> datetime:
        """When it ended."""
        return to_datetime(self.ended_ms, self.zone)

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
        told = ", ".join(f"{count} {name}" for name, count in self.counts.items()) or "nothing to do"
        at, what = f"{self.started:%Y-%m-%d %H:%M}", self.reason or told
        return f"{at} {self.module} {self.trigger.value}: {what} ({self.grade.value})"


class Status(NamedTuple):
    """How a module's sync stands, and since when; ``None`` before the first run."""

    state: ModuleState
    at: datetime | None

    def __str__(self) -> str:
        return self.state.value + (f" since {self.at:%Y-%m-%d %H:%M}" if self.at is not None else "")


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
