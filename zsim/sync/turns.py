"""The runs of one module, one at a time: what is asked for during a run starts when it ends.

Source: SYN-05, SYN-08, SYN-11.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from zsim.ports.app import Timing
from zsim.ports.records import Ref
from zsim.sync.applying import Ledger
from zsim.sync.desk import Desk, Job, Memory
from zsim.sync.driving import Drive, Order
from zsim.sync.history import Run, State, Status, Trigger
from zsim.sync.preferences import Preferences
from zsim.sync.roles import Owner
from zsim.sync.running import run

REPEATABLE = (Trigger.SCHEDULED, Trigger.NOTIFIED)


class Wish(NamedTuple):
    """A run that is asked for: what started it, the journal entry that did, and what it is to read.

    ``only`` names single CRM records; ``whole`` reads everything again.
    """

    trigger: Trigger
    cause: int
    only: tuple[Ref, ...] = ()
    whole: bool = False


class Turns:
    """Takes wishes and runs them in turn.

    ``job`` tells what a wish is to do when its run begins; ``on_end`` hears of each finished run before it is history.
    """

    def __init__(
        self,
        name: str,
        owner: Owner,
        desk: Desk,
        timing: Timing,
        actor: str,
        job: Callable[[Wish], Job],
        on_end: Callable[[Run], None],
    ) -> None:
        self._name = name
        self._owner = owner
        self._desk = desk
        self._timing = timing
        self._actor = actor
        self._job = job
        self._history: list[Run] = []
        self._begun: dict[int, Preferences] = {}
        self._queue: deque[Wish] = deque()
        self._drive: Drive | None = None
        self._since_ms = 0
        self.memory = Memory()
        self._on_end = on_end

    @property
    def history(self) -> tuple[Run, ...]:
        """The finished runs, oldest first."""
        return tuple(self._history)

    @property
    def only_singles(self) -> bool:
        """Whether none but single fetches have finished so far."""
        return all(run.trigger is Trigger.SINGLE for run in self._history)

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._drive is not None

    @property
    def status(self) -> Status:
        """How the sync stands."""
        if self._drive is not None:
            return Status(State.RUNNING, self._since_ms)
        if not self._history:
            return Status(State.NEVER_SYNCED, None)
        return Status(State(self._history[-1].grade.value), self._history[-1].ended_ms)

    def preferences_in(self, number: int) -> Preferences | None:
        """The preferences that the run of that number began with; ``None`` for one this process did not see."""
        return self._begun.get(number)

    def ask(self, wish: Wish) -> None:
        """Start the run, or put it behind the one under way; of repeatable wishes one waits at most."""
        if self._drive is None:
            self._start(wish)
        elif wish.trigger not in REPEATABLE or all(each.trigger is not wish.trigger for each in self._queue):
            self._queue.append(wish)

    def stop(self, reason: str, spare: Trigger | None = None) -> None:
        """End a run under way and forget what waits; runs of the trigger to ``spare`` go on."""
        self._queue = deque([wish for wish in self._queue if wish.trigger is spare])
        if self._drive is not None and self._drive.trigger is not spare:
            self._drive.stop(reason)

    def load(self, history: Iterable[Run], memory: Memory) -> None:
        """Take over what another process left."""
        self._history = list(history)
        self.memory = memory

    def _start(self, wish: Wish) -> None:
        ledger = Ledger()
        job = self._job(wish)
        if wish.whole:
            self.memory = replace(self.memory, reading=())
        number = len(self._history) + 1
        self._begun[number] = job.preferences
        order = Order(number, self._owner.organisation_key, self._name, wish.trigger, self._actor)
        steps = run(self._desk, job, self.memory, ledger)
        self._since_ms = self._timing.now_ms
        with self._desk.journal.because(wish.cause):
            self._drive = Drive(order, steps, ledger, self._timing, self._desk.journal, self._ended)

    def _ended(self, finished: Run, memory: Memory | None) -> None:
        self._drive = None
        self._on_end(finished)
        self._history.append(finished)
        if memory is not None:
            self.memory = memory
        if self._queue and self._owner.open:
            self._start(self._queue.popleft())
