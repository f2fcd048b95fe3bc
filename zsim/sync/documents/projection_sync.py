"""What keeps the CRM's list of one type of document as finance has it: runs that finance's notifications start.

One that failed, whole or for some documents, is made good by further runs, as no notification may come.
Source: SYN-10, SYN-05, SYN-06, SYN-12, TXN-31, TXN-39.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from zsim.catalogue import catalogue
from zsim.kernel.clock import to_datetime
from zsim.kernel.completion import hiding
from zsim.kernel.printed import Printed
from zsim.kernel.recurrence import HOUR_MS
from zsim.ports.app import Timing
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import PartlyModelled
from zsim.ports.refusals import tells_refusals
from zsim.sync.documents.showing import awaited, moved_parties, note_parted, refresh
from zsim.sync.documents.unmodelled import PROJECTION
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import FINANCE
from zsim.sync.runs.run_history import Grade, Run, Status, Trigger
from zsim.sync.runs.run_queue import RunQueue, RunRequest, UnderWay
from zsim.sync.runs.slots import Slots
from zsim.sync.runs.sync_runs import StartedRun, SyncRuns
from zsim.sync.runs.sync_state import SyncState
from zsim.sync.settings.owner import Owner

AGAIN_HOURS = 2
AT_ONCE = "SYN-10"


@dataclass(frozen=True, slots=True)
class ProjectionRow:
    """What of a transaction module must not be forgotten; ``whole`` says that everything is still to be read anew."""

    enabled: bool = False
    paused: bool = False
    whole: bool = False


@hiding("close", "notice", "queue", "runs", "show_awaited", "slots", "start", "stop", "switch")
@tells_refusals("pause resume")
class ProjectionSync(PartlyModelled):
    """The projection of one transaction module into the CRM; a pause stops it, and no command. Source: TXN-19."""

    _unmodelled = PROJECTION
    preferences = None

    def __init__(self, name: str, owner: Owner, context: ConnectionContext, timing: Timing) -> None:
        self.name = name
        self._owner = owner
        self._context = context
        self._timing = timing
        self._actor = actor = f"sync {owner.organisation_key} {name}"
        self._row = context.state.cell("modules", name, ProjectionRow())
        made = context.functions.stand_ins.of
        self.queue = made(RunQueue)(name, timing, context.journal, context.state)
        shared = (owner.organisation_key, name), actor, self.queue, timing, context.journal, context.state
        self.runs: SyncRuns[bool, SyncState] = made(SyncRuns)(
            *shared,
            first=SyncState(),
            is_open=lambda: owner.open,
            begin=self._begin,
            on_end=self._ended,
            remember=context.functions.remember,
        )
        self.slots = made(Slots)(name, timing, context.state, self._period_ms, self._slot)

    @property
    def shown_in(self) -> str:
        """The CRM's module that shows these documents."""
        return PROJECTED[self.name]

    @property
    def enabled(self) -> bool:
        """Whether the CRM shows these documents."""
        return self._row.value.enabled

    @property
    def paused(self) -> bool:
        """Whether what finance tells of waits."""
        return self._row.value.paused

    @property
    def history(self) -> Printed[Run]:
        """The finished runs, oldest first. Source: SYN-05."""
        return self.runs.history

    @property
    def status(self) -> Status:
        """How the projection stands. Source: SYN-08."""
        return self.runs.status

    @property
    def next_slot(self) -> datetime | None:
        """When a run that failed is made good; ``None`` where the last one did not fail, and while paused."""
        return to_datetime(self.slots.next_ms, self._timing.zone) if self.slots.next_ms is not None else None

    def switch(self, *, enabled: bool) -> None:
        """Show these documents, or none of them any more."""
        self._change(enabled=enabled)

    def start(self, cause: int) -> None:
        """Run for the command of that entry, and read everything, unless paused; so does what follows if that fails."""
        self._change(whole=True)
        if not self.paused:
            self.runs.ask(RunRequest(Trigger.INSTANT if self.history else Trigger.INITIAL, cause, whole=True))

    def notice(self, cause: int) -> None:
        """Run now, because finance says that something changed, or anything may have been missed."""
        self._ask(Trigger.NOTIFIED, cause)

    def show_awaited(self, cause: int) -> None:
        """Run now if somebody whose documents wait has been synced, or with another record than before.

        Source: TXN-31, TXN-40.
        """
        note_parted(self._context, self.name)
        waited = any(self._context.links.live(FINANCE, each) for each in awaited(self._context, self.name).value)
        if waited or moved_parties(self._context, self.name):
            self.notice(cause)

    def pause(self) -> None:
        """Leave the CRM's list as it is; a run under way ends before its next call. Commands still pass."""
        self._owner.note("pause", {"module": self.name})
        self._change(paused=True)
        self.runs.stop("paused")

    def resume(self) -> None:
        """Bring the CRM's list up to date, and keep it so, where it shows at once. Source: SYN-10, TXN-07."""
        cause = self._owner.note("resume", {"module": self.name})
        self._change(paused=False)
        if catalogue().behaviour(AT_ONCE).holds_for(self._context.product.key):
            self.notice(cause)

    def stop(self, reason: str) -> None:
        """End a run under way and forget what was waiting for it."""
        self.runs.stop(reason)
        self.slots.count_from(None)  # whatever lets it go on reads everything

    def close(self) -> None:
        """End for good."""
        self.stop("the integration was deleted")

    def preferences_in(self, number: int) -> None:
        """There is nothing to choose."""

    def _begin(self, request: RunRequest) -> StartedRun[bool, SyncState]:
        whole = request.whole or self._row.value.whole
        left = SyncState() if whole else self.runs.left
        results = PairResults()
        given = self._owner.credentials, self.name, self._actor, self._timing.now_ms
        return StartedRun(whole, refresh(self._context, *given, left, results), results)

    def _ended(self, run: Run, interrupted: UnderWay | None) -> None:
        failed = run.grade is not Grade.DONE
        if run.grade is not Grade.FAILED and self.runs.choices_in(run.number):
            self._change(whole=False)
        if failed or self.slots.base_ms is not None:
            self.slots.count_from(self._timing.now_ms if failed else None)

    def _period_ms(self) -> int:
        return AGAIN_HOURS * HOUR_MS if self.enabled and not self.paused else 0

    def _slot(self) -> None:
        self._ask(Trigger.SCHEDULED, self._context.journal.cause)

    def _ask(self, trigger: Trigger, cause: int) -> None:
        if self.enabled and not self.paused and self._owner.open:
            self.runs.ask(RunRequest(trigger, cause))

    def _change(self, **changes: bool) -> None:
        self._row.set(replace(self._row.value, **changes))
        self._context.state.commit()

    def __repr__(self) -> str:
        return f"<the CRM's list of {self.name}: {self.status}>"
