"""One run at a time: what is asked for during a run starts when it ends.

A queue is shared by the syncs whose runs must not overlap: a module's sync has one of its own, the syncs of leads into
MarketingHub share one. Source: SYN-05, SYN-08, SYN-11, LED-30.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from zsim.kernel.journal import ROOT, Journal
from zsim.ports.app import Timing
from zsim.ports.records import Ref
from zsim.sync.runs.driver import RunDriver, RunSpec
from zsim.sync.runs.engine_state import EngineState
from zsim.sync.runs.results import ResultsSoFar
from zsim.sync.runs.run_history import Run, Trigger

REPEATABLE = (Trigger.SCHEDULED, Trigger.NOTIFIED)
SyncKey = tuple[str, str]
"""The organisation and the module, or the name, of a sync."""


class RunRequest(NamedTuple):
    """A run that is asked for: what started it, the journal entry that did, and what it is to read.

    ``only`` names single CRM records; ``whole`` reads everything again, ``selected`` says that
    they were found by a search that makes customers of them (FND-10). ``due`` is when it should have begun and the
    zone whose clocks that goes by, where that is to be told.
    """

    trigger: Trigger
    cause: int
    only: tuple[Ref, ...] = ()
    whole: bool = False
    due: tuple[int, str] | None = None
    selected: bool = False


class UnderWay(NamedTuple):
    """The run under way, as it is known to an engine that starts anew; ``entry`` is that of its beginning.

    ``so_far`` is what it came to, as far as that is committed.
    """

    key: SyncKey
    request: RunRequest
    number: int
    started_ms: int
    entry: int
    so_far: ResultsSoFar = ResultsSoFar()


class QueueRow(NamedTuple):
    """What of a queue must not be forgotten."""

    under_way: UnderWay | None = None
    waiting: tuple[tuple[SyncKey, RunRequest], ...] = ()


class Queued(Protocol):
    """A sync as its queue sees it."""

    key: SyncKey
    actor: str

    @property
    def open(self) -> bool:
        """Whether runs that wait may begin."""

    @property
    def next_number(self) -> int:
        """The number of its next run."""

    def begin(self, request: RunRequest) -> tuple[Any, Any]:
        """The steps of a run, and what it keeps of the records."""

    def ended(self, run: Run, left: Any) -> None:
        """Take in a finished run, and what it leaves, ``None`` if it failed."""

    def interrupted(self, under_way: UnderWay) -> None:
        """Take in that the engine stopped while a run was under way."""


class RunQueue:
    """Takes requests and runs them in turn."""

    def __init__(self, name: str, timing: Timing, journal: Journal, state: EngineState) -> None:
        self._timing = timing
        self._journal = journal
        self._state = state
        self._cell = state.cell("queues", name, QueueRow())
        self._syncs: dict[SyncKey, Queued] = {}
        self._driver: RunDriver[Any] | None = None

    def join(self, sync: Queued) -> None:
        """Let the sync's runs be asked for here."""
        self._syncs[sync.key] = sync

    def under_way(self, key: SyncKey) -> UnderWay | None:
        """The sync's run under way."""
        held = self._cell.value.under_way
        return held if held is not None and held.key == key else None

    def waits(self, key: SyncKey) -> bool:
        """Whether a run of the sync waits for its turn."""
        return any(other == key for other, _ in self._cell.value.waiting)

    def carries(self, entry: int) -> bool:
        """Whether the run that began with that entry is under way, and takes a further step."""
        held = self._cell.value.under_way
        return held is not None and held.entry == entry and self._driver is not None and self._driver.goes_on

    def ask(self, key: SyncKey, request: RunRequest) -> None:
        """Start the run, or put it behind those before; of repeatable requests of a sync one waits at most."""
        row = self._cell.value
        if row.under_way is None and not row.waiting:
            self._start(key, request)
        elif request.trigger not in REPEATABLE or not _waits(row, key, request.trigger):
            self._cell.set(row._replace(waiting=(*row.waiting, (key, request))))
        self._state.commit()

    def stop(self, key: SyncKey, reason: str, spare: Trigger | None = None) -> None:
        """End the sync's run under way and forget what waits of it; runs of the trigger to ``spare`` go on."""
        row = self._cell.value
        waiting = tuple([each for each in row.waiting if each[0] != key or each[1].trigger is spare])
        self._cell.set(row._replace(waiting=waiting))
        if self._driver is not None and self.under_way(key) is not None and self._driver.trigger is not spare:
            self._driver.stop(reason)
        self._state.commit()

    def forget(self, key: SyncKey) -> None:
        """Forget what waits of a sync."""
        row = self._cell.value
        self._cell.set(row._replace(waiting=tuple([each for each in row.waiting if each[0] != key])))

    def forget_causes(self) -> None:
        """Take over what another process left: the entries that led to it stand in another journal."""
        row = self._cell.value
        waiting = tuple([(key, request._replace(cause=ROOT)) for key, request in row.waiting])
        held = row.under_way
        if held is not None:
            held = held._replace(entry=ROOT, request=held.request._replace(cause=ROOT))
        if row.waiting or held is not None:
            self._cell.set(QueueRow(held, waiting))

    def recover(self) -> None:
        """After the engine stopped: what was under way ends as failed, and is first in the queue again."""
        if self._driver is not None:
            self._driver.forget()
            self._driver = None
        row = self._cell.value
        held = row.under_way
        if held is not None:
            self._syncs[held.key].interrupted(held)
            self._cell.set(QueueRow(None, ((held.key, held.request), *row.waiting)))

    def go_on(self) -> None:
        """Start the next run that waits, unless one is under way; what waits of a closed sync is forgotten."""
        row = self._cell.value
        while row.under_way is None and row.waiting:
            (key, request), *rest = row.waiting
            row = row._replace(waiting=tuple(rest))
            self._cell.set(row)
            if self._syncs[key].open:
                self._start(key, request)
                return

    def _start(self, key: SyncKey, request: RunRequest) -> None:
        sync = self._syncs[key]
        number = sync.next_number
        steps, results = sync.begin(request)
        spec = RunSpec(number, key[0], key[1], request.trigger, sync.actor)
        with self._journal.because(request.cause):
            driver: RunDriver[Any] = RunDriver(
                spec,
                steps,
                results,
                self._timing,
                self._journal,
                self._state,
                self._keep,
                lambda run, left: self._ended(key, run, left),
            )
        self._driver = driver
        held = UnderWay(key, request, number, driver.started_ms, driver.entry)
        self._cell.set(self._cell.value._replace(under_way=held))

    def _keep(self, so_far: ResultsSoFar) -> None:
        row = self._cell.value
        assert row.under_way is not None, "what is driven is under way"
        self._cell.set(row._replace(under_way=row.under_way._replace(so_far=so_far)))

    def _ended(self, key: SyncKey, run: Run, left: Any) -> None:
        self._driver = None
        self._cell.set(self._cell.value._replace(under_way=None))
        self._syncs[key].ended(run, left)
        self.go_on()


def _waits(row: QueueRow, key: SyncKey, trigger: Trigger) -> bool:
    return any(other == key and request.trigger is trigger for other, request in row.waiting)
