"""The fetches of one sync of leads: when they begin, what they leave, and what state they put the sync in.

Source: LED-10, LED-24, LED-25, LED-29, LED-31, KEY-04, KEY-05.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials, Timing
from zsim.sync.leads.choices import Frequency, LeadChoices, Timetable
from zsim.sync.leads.fetch_history import Fetch, LeadState, StateChanged
from zsim.sync.leads.fetching import LeadJob, SourceContext, fetch
from zsim.sync.leads.lead_links import LeadLinks
from zsim.sync.leads.lead_results import FatalCause, LeadResults, LeadSyncState
from zsim.sync.leads.places import ORGANISATION, SYNCS
from zsim.sync.leads.saved_leads import (
    fetches_of,
    lead_choices_of,
    lead_memory_of,
    plain_choices_of,
    plain_fetches,
    plain_lead_memory,
)
from zsim.sync.runs.queue import RunQueue, RunRequest, StartedRun
from zsim.sync.runs.run_history import Grade, Run, Trigger
from zsim.sync.runs.slots import Alarm


class Account(Protocol):
    """What fetches ask of the source account they read with."""

    @property
    def credentials(self) -> Credentials:
        """The email and key entered for the source."""

    def key_died(self) -> None:
        """Turn every sync inactive, because the source refused the key."""


class LeadRuns:
    """The fetches of one sync by its present ``choices``, and the ``state`` it is in."""

    def __init__(self, choices: LeadChoices, account: Account, context: SourceContext, timing: Timing) -> None:
        self.organisation_key = ORGANISATION
        self.choices = choices
        self.state = LeadState.DRAFT
        self.links = LeadLinks()
        self._account = account
        self._context = context
        self._timing = timing
        self._results = LeadResults()
        self._due = 0, "UTC"
        self._fetches: list[Fetch] = []
        self._last_slot_ms: int | None = None
        self._first_ms: int | None = None
        name, journal = choices.description, context.journal
        self.actor = f"sync {ORGANISATION} {name}"
        self._queue: RunQueue[LeadChoices, LeadSyncState] = RunQueue(
            name,
            self,
            timing,
            journal,
            self.actor,
            self._begin,
            self._ended,
            LeadSyncState(),
            context.functions.remember,
        )
        self._alarm = Alarm(timing, lambda: self.next_slot_ms, self._slot)

    @property
    def open(self) -> bool:
        """Whether fetches may begin."""
        return self._context.functions.may_fetch(self.state)

    @property
    def once(self) -> bool:
        """Whether the sync fetches one time only."""
        return self.choices.timetable.frequency is Frequency.ONCE

    @property
    def running(self) -> bool:
        """Whether a fetch is under way."""
        return self._queue.running

    @property
    def history(self) -> tuple[Fetch, ...]:
        """The finished fetches, oldest first. Source: LED-10."""
        return tuple(self._fetches)

    @property
    def last_retrieval_ms(self) -> int | None:
        """When the last fetch that did not fail began."""
        return self._queue.sync_state.checkpoint_ms

    @property
    def next_slot_ms(self) -> int | None:
        """When the next fetch is due; ``None`` where none is. Source: LED-25."""
        now_ms, first_ms = self._timing.now_ms, self._first_ms
        if not self.open:
            return None
        if self.once:
            return first_ms if first_ms is not None and first_ms > now_ms else None
        return self._context.functions.next_slot(self.choices.timetable, now_ms, self._last_slot_ms)

    def has_done_with(self, timetable: Timetable) -> bool:
        """Whether nothing is left to fetch at these times: once, which it has done."""
        return timetable.frequency is Frequency.ONCE and not self.running and self.last_retrieval_ms is not None

    def choices_in(self, number: int) -> LeadChoices:
        """The choices that the fetch of that number began with; the present ones for one before this process."""
        return self._queue.choices_in(number) or self.choices

    def initiate(self, cause: int) -> None:
        """Become active, and fetch now unless the policy has the first fetch wait for its time. Source: LED-24."""
        waits = self._context.policies.first_fetch == "scheduled"
        self._first_ms = self._first_slot_ms() if waits and self.once else None
        self.turn(LeadState.ACTIVE, "it was initiated", cause)
        if not waits:
            self._ask(Trigger.INITIAL, cause)

    def activate(self, cause: int) -> None:
        """Become active again; what fetches once fetches now, the rest at the next slot. Source: KEY-04."""
        self._first_ms = None
        self.turn(LeadState.ACTIVE, "it was activated", cause)
        if self.once:
            self._ask(Trigger.INITIAL, cause)

    def fall_silent(self, why: str, cause: int) -> None:
        """Become inactive if active, and end a fetch under way. Source: KEY-01, KEY-03, KEY-05, LED-31."""
        if self.open:
            self.turn(LeadState.INACTIVE, why, cause)
            self._queue.stop(why)

    def turn(self, state: LeadState, why: str, cause: int) -> None:
        """Put the sync in that state; one that fetches no more waits for nothing."""
        self.state = state
        if not self.open:
            self._context.line.leave(self._queue)
        name = self.choices.description
        self._context.journal.append(
            self.actor, "state", (ORGANISATION, SYNCS, name), StateChanged(name, state, why), cause
        )
        self.reschedule()

    def reschedule(self) -> None:
        """Wake up at the next slot as the choices are now."""
        if self._first_ms is not None:
            self._first_ms = self._first_slot_ms() if self.once else None
        self._alarm.reset()

    def _first_slot_ms(self) -> int | None:
        """When a sync that fetches once, and waits for its time, is to do so."""
        return replace(self.choices.timetable, frequency=Frequency.DAILY).next_after(self._timing.now_ms, None)

    def export(self) -> dict[str, Any]:
        """The state as plain JSON; refused while a fetch is under way."""
        if self.running or self._context.line.holds(self._queue):
            raise UsageError(
                asked=f"export the sync {self.choices.description!r}",
                found="a fetch is under way, or waits for another to end",
                right="let it end first: advance or settle the world",
            )
        return {
            "choices": plain_choices_of(self.choices),
            "state": self.state.value,
            "memory": plain_lead_memory(self._queue.sync_state),
            "links": [list(pair) for pair in self.links],
            "history": plain_fetches(self._fetches),
            "last_slot_ms": self._last_slot_ms,
            "first_ms": self._first_ms,
        }

    @classmethod
    def load(cls, data: Mapping[str, Any], account: Account, context: SourceContext, timing: Timing) -> LeadRuns:
        """What ``export`` gave, with the timer set."""
        runs = cls(lead_choices_of(data["choices"]), account, context, timing)
        runs.state = LeadState(data["state"])
        runs.links = LeadLinks((contact, lead) for contact, lead in data["links"])
        runs._fetches = fetches_of(data["history"])
        runs._queue.load([each.run for each in runs._fetches], lead_memory_of(data["memory"]))
        runs._last_slot_ms, runs._first_ms = data["last_slot_ms"], data["first_ms"]
        runs.reschedule()
        return runs

    def _begin(self, request: RunRequest) -> StartedRun[LeadChoices, LeadSyncState]:
        self._results, self._due = LeadResults(), request.due or self._now_due
        job = LeadJob(self.choices, self._account.credentials, self.links, self.actor, self._timing.now_ms)
        return StartedRun(self.choices, fetch(self._context, job, self._queue.sync_state, self._results), self._results)

    def _ask(self, trigger: Trigger, cause: int) -> None:
        self._context.line.ask(self._queue, RunRequest(trigger, cause, due=self._now_due))

    @property
    def _now_due(self) -> tuple[int, str]:
        return self._timing.now_ms, self.choices.timetable.zone

    def _ended(self, finished: Run) -> None:
        self._context.line.ended(lambda enter: self._timing.call_at(self._timing.now_ms, enter))
        self._fetches.append(Fetch(finished, tuple(self._results.ignored), *self._due))
        cause = self._context.journal.cause
        match self._results.fatal:
            case FatalCause.KEY:
                self._account.key_died()
            case FatalCause.LIST:
                self.fall_silent("its mailing list was deleted (LED-31)", cause)
        if self.open and self.once:
            failed = finished.grade is Grade.FAILED
            state = LeadState.INACTIVE if failed else LeadState.COMPLETED
            self.turn(state, "its fetch failed" if failed else "it has fetched", cause)

    def _slot(self) -> None:
        if self.open:
            self._first_ms, self._last_slot_ms = None, self._timing.now_ms
            self._ask(Trigger.INITIAL if self.once else Trigger.SCHEDULED, self._context.journal.cause)
