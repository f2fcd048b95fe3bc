"""What a sync of leads tells of itself: its fetches, its state and its details. Source: LED-10, LED-22."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from zsim.kernel.clock import to_datetime
from zsim.kernel.completion import hiding
from zsim.sync.leads.lead_decisions import Ignored, IgnoreReason
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.run_history import Grade, Run, Trigger

ARRIVED = (Outcome.CREATED, Outcome.READDED, Outcome.DUPLICATE)
ON_SCREEN: Mapping[str, str] = {"created": "new", "readded": "re-added"}
"""What the import history calls outcomes that have another name there. Source: LED-10."""


class LeadState(StrEnum):
    """How a sync of leads stands. Source: LED-01, KEY-01, LED-31."""

    DRAFT = "draft"
    ACTIVE = "active"
    INACTIVE = "inactive"
    COMPLETED = "completed"


class StateChanged(NamedTuple):
    """The journal's entry that a sync became active, inactive or completed, and why."""

    sync: str
    state: LeadState
    why: str

    @property
    def sentence(self) -> str:
        """The entry in words."""
        return f"the sync {self.sync!r} is {self.state.value} now: {self.why}"


@hiding("due_ms", "ended_ms", "started_ms")
@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetch in the import history: its run, and every person who was ignored.

    ``total`` is ``new + readded + duplicate + ignored_count``; ``deleted`` is counted apart. A person whose lead
    MarketingHub refused counts among the ignored, with that reason. ``due`` is when it fell due, which
    it did by clocks of ``zone``; fetches wait for one another, so it may have begun later.
    Source: LED-10, LED-22, LED-30.
    """

    run: Run
    ignored: tuple[Ignored, ...]
    due_ms: int
    zone: str

    @property
    def number(self) -> int:
        """Which fetch of the sync it was, from 1."""
        return self.run.number

    @property
    def trigger(self) -> Trigger:
        """What started it: INITIAL for the first fetch of an initiated sync, SCHEDULED for one at its slot."""
        return self.run.trigger

    @property
    def started_ms(self) -> int:
        """When it began, in milliseconds of UTC."""
        return self.run.started_ms

    @property
    def ended_ms(self) -> int:
        """When it ended, in milliseconds of UTC."""
        return self.run.ended_ms

    @property
    def started(self) -> datetime:
        """When it began."""
        return self.run.started

    @property
    def ended(self) -> datetime:
        """When it ended."""
        return self.run.ended

    @property
    def due(self) -> datetime:
        """When it fell due."""
        return to_datetime(self.due_ms, self.run.zone)

    @property
    def grade(self) -> Grade:
        """How it ended: DONE, PARTIAL when MarketingHub refused some leads, FAILED."""
        return self.run.grade

    @property
    def reason(self) -> str | None:
        """Why it failed; ``None`` if it did not."""
        return self.run.reason

    @property
    def total(self) -> int:
        """The people handled. Source: LED-22."""
        return sum(self.run.count(each) for each in ARRIVED) + len(self.ignored)

    @property
    def new(self) -> int:
        """The leads added to the organisation. Source: LED-11."""
        return self.run.count(Outcome.CREATED)

    @property
    def readded(self) -> int:
        """The leads deleted in MarketingHub earlier and added again. Source: LED-12."""
        return self.run.count(Outcome.READDED)

    @property
    def duplicate(self) -> int:
        """The leads that the organisation had already. Source: LED-13."""
        return self.run.count(Outcome.DUPLICATE)

    @property
    def ignored_count(self) -> int:
        """The people who were ignored. Source: LED-22."""
        return len(self.ignored)

    @property
    def deleted(self) -> int:
        """The contacts whose deletion in the source was carried over. Source: LED-14."""
        return self.run.count(Outcome.DELETED)

    @property
    def counts(self) -> dict[str, int]:
        """The six numbers by the names of the screen: total, new, readded, duplicate, ignored, deleted."""
        return {
            "total": self.total,
            "new": self.new,
            "readded": self.readded,
            "duplicate": self.duplicate,
            "ignored": self.ignored_count,
            "deleted": self.deleted,
        }

    @property
    def ignored_by(self) -> Mapping[str, int]:
        """How many were ignored for each reason, in the order of the checks. Source: LED-21, LED-22."""
        found = [each.reason for each in self.ignored]
        return {why.value: found.count(why) for why in IgnoreReason if why in found}

    def __str__(self) -> str:
        if self.grade is Grade.FAILED:
            return f"fetch {self.number}: failed ({self.reason})"
        told = [f"{count} {ON_SCREEN.get(name, name)}" for name, count in self.counts.items()]
        return f"fetch {self.number}: {', '.join(told)}"
