"""What keeps the CRM's list of one type of document as finance has it: runs that finance's notifications start.

Source: SYN-10, SYN-05, SYN-06, SYN-12, TXN-31.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zsim.kernel.completion import hiding
from zsim.kernel.printed import Printed
from zsim.ports.app import Timing
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import PartlyModelled
from zsim.ports.refusals import tells_refusals
from zsim.sync.documents.showing import awaited, refresh
from zsim.sync.documents.unmodelled import PROJECTION
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import FINANCE
from zsim.sync.runs.run_history import Run, Status, Trigger
from zsim.sync.runs.run_queue import RunQueue, RunRequest, UnderWay
from zsim.sync.runs.sync_runs import StartedRun, SyncRuns
from zsim.sync.runs.sync_state import SyncState
from zsim.sync.settings.owner import Owner


@dataclass(frozen=True, slots=True)
class ProjectionRow:
    """What of a transaction module must not be forgotten."""

    enabled: bool = False
    paused: bool = False


@hiding("close", "notice", "queue", "runs", "show_awaited", "start", "stop", "switch")
@tells_refusals("pause resume")
class ProjectionSync(PartlyModelled):
    """The projection of one transaction module into the CRM; a pause stops it, and no command. Source: TXN-19."""

    _unmodelled = PROJECTION
    preferences = None
    next_slot: datetime | None = None

    def __init__(self, name: str, owner: Owner, context: ConnectionContext, timing: Timing) -> None:
        self.name = name
        self._owner = owner
        self._context = context
        self._timing = timing
        self._actor = actor = f"sync {owner.organisation_key} {name}"
        self._row = context.state.cell("modules", name, ProjectionRow())
        self.queue = RunQueue(name, timing, context.journal, context.state)
        shared = (owner.organisation_key, name), actor, self.queue, timing, context.journal, context.state
        self.runs: SyncRuns[None, SyncState] = SyncRuns(
            *shared,
            first=SyncState(),
            is_open=lambda: owner.open,
            begin=self._begin,
            on_end=_nothing,
            remember=context.functions.remember,
        )

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

    def switch(self, *, enabled: bool) -> None:
        """Show these documents, or none of them any more."""
        self._change(enabled=enabled)

    def start(self, cause: int) -> None:
        """Run for the command of that entry, and read everything, unless paused."""
        if not self.paused:
            self.runs.ask(RunRequest(Trigger.INSTANT if self.history else Trigger.INITIAL, cause, whole=True))

    def notice(self, cause: int) -> None:
        """Run now, because finance says that something changed, or anything may have been missed."""
        if self.enabled and not self.paused and self._owner.open:
            self.runs.ask(RunRequest(Trigger.NOTIFIED, cause))

    def show_awaited(self, cause: int) -> None:
        """Run now if somebody whose documents wait has been synced. Source: TXN-31."""
        if any(self._context.links.live(FINANCE, each) for each in awaited(self._context, self.name).value):
            self.notice(cause)

    def pause(self) -> None:
        """Leave the CRM's list as it is; a run under way ends before its next call. Commands still pass."""
        self._owner.note("pause", {"module": self.name})
        self._change(paused=True)
        self.runs.stop("paused")

    def resume(self) -> None:
        """Bring the CRM's list up to date, and keep it so. Source: SYN-10."""
        cause = self._owner.note("resume", {"module": self.name})
        self._change(paused=False)
        self.notice(cause)

    def stop(self, reason: str) -> None:
        """End a run under way and forget what was waiting for it."""
        self.runs.stop(reason)

    def close(self) -> None:
        """End for good."""
        self.stop("the integration was deleted")

    def preferences_in(self, number: int) -> None:
        """There is nothing to choose."""

    def _begin(self, request: RunRequest) -> StartedRun[None, SyncState]:
        left = SyncState() if request.whole else self.runs.left
        results = PairResults()
        given = self._owner.credentials, self.name, self._actor, self._timing.now_ms
        return StartedRun(None, refresh(self._context, *given, left, results), results)

    def _change(self, **changes: bool) -> None:
        self._row.set(ProjectionRow(**{"enabled": self.enabled, "paused": self.paused, **changes}))
        self._context.state.commit()

    def __repr__(self) -> str:
        return f"<the CRM's list of {self.name}: {self.status}>"


def _nothing(run: Run, under_way: UnderWay | None) -> None:
    """Nobody waits for the end of such a run."""
