"""The fetches of one sync of leads: when they begin, what they leave, and what state they put the sync in.

Source: LED-10, LED-24, LED-25, LED-29, LED-31, KEY-04, KEY-05.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from zsim.kernel.clock import to_datetime
from zsim.kernel.printed import Printed
from zsim.ports.app import Timing
from zsim.ports.records import Ref
from zsim.sync.leads.account import Account
from zsim.sync.leads.choices import Frequency, LeadChoices, Timetable
from zsim.sync.leads.fetch_history import Fetch, LeadState, StateChanged
from zsim.sync.leads.fetching import LeadJob, SourceContext, fetch
from zsim.sync.leads.lead_links import LeadLinks
from zsim.sync.leads.lead_results import FatalCause, LeadResults, LeadSyncState
from zsim.sync.leads.places import ORGANISATION, SYNCS
from zsim.sync.runs.engine_state import StateCell, StateTable
from zsim.sync.runs.intents import Intent
from zsim.sync.runs.results import in_order
from zsim.sync.runs.run_history import Grade, Run, Trigger
from zsim.sync.runs.run_queue import RunRequest, UnderWay
from zsim.sync.runs.slots import Alarm
from zsim.sync.runs.sync_runs import StartedRun, SyncRuns


@dataclass(frozen=True, slots=True)
class LeadRow:
    """What of a sync of leads must not be forgotten: source, choices, state, and its last and first slot."""

    source: str
    choices: LeadChoices
    state: LeadState = LeadState.DRAFT
    last_slot_ms: int | None = None
    first_ms: int | None = None


class LeadRuns:
    """The fetches of one sync by its present choices, and the state it is in; ``row`` is where these are kept."""

    def __init__(self, row: StateCell[LeadRow], account: Account, context: SourceContext, timing: Timing) -> None:
        self._row = row
        self._account = account
        self._context = context
        self._timing = timing
        self._results = LeadResults()
        self._due = 0, "UTC"
        name, journal, state = self.choices.description, context.journal, context.state
        self.actor = f"sync {ORGANISATION} {name}"
        made = context.functions.stand_ins.of
        self.links = made(LeadLinks)(state.table(f"leads of {name}"))
        self._intents: StateTable[Ref, Intent] = state.table(f"intents of {name}")
        self._fetches: StateTable[int, Fetch] = state.table(f"fetches of {name}")
        self._runs: SyncRuns[LeadChoices, LeadSyncState] = made(SyncRuns)(
            (ORGANISATION, name),
            self.actor,
            context.queue,
            timing,
            journal,
            state,
            first=LeadSyncState(),
            is_open=lambda: self.open,
            begin=self._begin,
            on_end=self._ended,
            remember=context.functions.remember,
        )
        self.alarm = made(Alarm)(("leads", name), timing, state, lambda: self.next_slot_ms, self._slot)

    @property
    def choices(self) -> LeadChoices:
        """What is chosen now."""
        return self._row.value.choices

    @property
    def state(self) -> LeadState:
        """Draft, active, inactive, or completed."""
        return self._row.value.state

    def choose(self, choices: LeadChoices) -> None:
        """Go by other choices from the next fetch on."""
        self._change(choices=choices)

    def restart(self) -> None:
        """Forget what was at hand only, after the engine stopped."""
        self.links.restart()

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
        return self._runs.running

    @property
    def history(self) -> Printed[Fetch]:
        """The finished fetches, oldest first. Source: LED-10."""
        return Printed(self._fetches.rows.values())

    def moment(self, ms: int | None) -> datetime | None:
        """A moment as people are told of it."""
        return to_datetime(ms, self._timing.zone) if ms is not None else None

    @property
    def last_retrieval_ms(self) -> int | None:
        """When the last fetch that did not fail began."""
        return self._runs.left.checkpoint_ms

    @property
    def last_done_ms(self) -> int | None:
        """The same, as the history tells it."""
        return self._runs.last_done_ms

    @property
    def next_slot_ms(self) -> int | None:
        """When the next fetch is due; ``None`` where none is. Source: LED-25."""
        now_ms, first_ms = self._timing.now_ms, self._row.value.first_ms
        if not self.open:
            return None
        if self.once:
            return first_ms if first_ms is not None and first_ms > now_ms else None
        return self._context.functions.next_slot(self.choices.timetable, now_ms, self._row.value.last_slot_ms)

    def has_done_with(self, timetable: Timetable) -> bool:
        """Whether nothing is left to fetch at these times: once, which it has done."""
        return timetable.frequency is Frequency.ONCE and not self.running and self.last_retrieval_ms is not None

    def choices_in(self, number: int) -> LeadChoices:
        """The choices that the fetch of that number began with; the present ones for one before this process."""
        return self._runs.choices_in(number) or self.choices

    def initiate(self, cause: int) -> None:
        """Become active, and fetch now unless the policy has the first fetch wait for its time. Source: LED-24."""
        waits = self._context.policies.first_fetch == "scheduled"
        self._change(first_ms=self._first_slot_ms() if waits and self.once else None)
        self.turn(LeadState.ACTIVE, "it was initiated", cause)
        if not waits:
            self._ask(Trigger.INITIAL, cause)

    def activate(self, cause: int) -> None:
        """Become active again; what fetches once fetches now, the rest at the next slot. Source: KEY-04."""
        self._change(first_ms=None)
        self.turn(LeadState.ACTIVE, "it was activated", cause)
        if self.once:
            self._ask(Trigger.INITIAL, cause)

    def forget_waiting(self) -> None:
        """Forget a fetch that waits for another to end."""
        self._context.queue.forget(self._runs.key)

    def deactivate(self, why: str, cause: int) -> None:
        """Become inactive if active, and end a fetch under way. Source: KEY-01, KEY-03, KEY-05, LED-31."""
        if self.open:
            self.turn(LeadState.INACTIVE, why, cause)
            self._runs.stop(why)

    def turn(self, state: LeadState, why: str, cause: int) -> None:
        """Put the sync in that state; one that fetches no more waits for nothing."""
        self._change(state=state)
        if not self.open:
            self._context.queue.forget(self._runs.key)
        name = self.choices.description
        self._context.journal.append(
            self.actor, "state", (ORGANISATION, SYNCS, name), StateChanged(name, state, why), cause
        )
        self.reschedule()

    def reschedule(self) -> None:
        """Wake up at the next slot as the choices are now."""
        if self._row.value.first_ms is not None:
            self._change(first_ms=self._first_slot_ms() if self.once else None)
        self.alarm.reset()

    def _first_slot_ms(self) -> int | None:
        """When a sync that fetches once, and waits for its time, is to do so."""
        return replace(self.choices.timetable, frequency=Frequency.DAILY).next_after(self._timing.now_ms, None)

    def _begin(self, request: RunRequest) -> StartedRun[LeadChoices, LeadSyncState]:
        self._results, self._due = LeadResults(), request.due or self._now_due
        job = LeadJob(
            self.choices, self._account.credentials, self.links, self._intents, self.actor, self._timing.now_ms
        )
        return StartedRun(self.choices, fetch(self._context, job, self._runs.left, self._results), self._results)

    def _ask(self, trigger: Trigger, cause: int) -> None:
        self._runs.ask(RunRequest(trigger, cause, due=self._now_due))

    @property
    def _now_due(self) -> tuple[int, str]:
        return self._timing.now_ms, self.choices.timetable.zone

    def _ended(self, finished: Run, interrupted: UnderWay | None) -> None:
        """Make the fetch history; one that was interrupted is done again and turns the sync into nothing else."""
        if interrupted is not None:
            due = interrupted.request.due or self._now_due
            self._fetches.put(finished.number, Fetch(finished, in_order(interrupted.so_far.others), *due))
            return
        self._fetches.put(finished.number, Fetch(finished, self._results.ignored, *self._due))
        cause = self._context.journal.cause
        match self._results.fatal:
            case FatalCause.KEY:
                self._account.key_died()
            case FatalCause.LIST:
                self.deactivate("its mailing list was deleted (LED-31)", cause)
        if self.open and self.once:
            failed = finished.grade is Grade.FAILED
            state = LeadState.INACTIVE if failed else LeadState.COMPLETED
            self.turn(state, "its fetch failed" if failed else "it has fetched", cause)

    def _slot(self) -> None:
        self._change(first_ms=None, last_slot_ms=self._timing.now_ms)
        self._ask(Trigger.INITIAL if self.once else Trigger.SCHEDULED, self._context.journal.cause)

    def _change(self, **changes: Any) -> None:
        self._row.set(replace(self._row.value, **changes))
        self._context.state.commit()
