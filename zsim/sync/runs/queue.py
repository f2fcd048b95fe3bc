"""The runs of one module, one at a time: what is asked for during a run starts when it ends.

Source: SYN-05, SYN-08, SYN-11.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import Generic, NamedTuple, Protocol, TypeVar

from zsim.kernel.journal import Journal
from zsim.ports.app import Timing
from zsim.ports.records import Ref
from zsim.sync.runs.driver import ResultsSoFar, RunDriver, RunSpec
from zsim.sync.runs.run_history import ModuleState, Run, Status, Trigger

Choices = TypeVar("Choices")
Left = TypeVar("Left")

REPEATABLE = (Trigger.SCHEDULED, Trigger.NOTIFIED)


class RunRequest(NamedTuple):
    """A run that is asked for: what started it, the journal entry that did, and what it is to read.

    ``only`` names single CRM records; ``whole`` reads everything again. ``due`` is when it should have begun and the
    zone whose clocks that goes by, where that is to be told.
    """

    trigger: Trigger
    cause: int
    only: tuple[Ref, ...] = ()
    whole: bool = False
    due: tuple[int, str] | None = None


class Host(Protocol):
    """Whose runs they are."""

    organisation_key: str

    @property
    def open(self) -> bool:
        """Whether runs that wait may begin."""


class StartedRun(NamedTuple, Generic[Choices, Left]):
    """A run as it begins: the choices it goes by, its steps, and what they keep of the records."""

    choices: Choices
    steps: Generator[int, None, Left]
    results: ResultsSoFar


def state_after(former: Left, left: Left | None, run: Run) -> Left:
    """What to remember after a run: what it left, or what was there before it if it failed. Source: SYN-14, LED-29."""
    return former if left is None else left


class RunQueue(Generic[Choices, Left]):
    """Takes wishes and runs them in turn; each run is handed the memory that the one before left.

    ``begin`` makes the steps of a wish when its turn has come; ``on_end`` hears of each finished run before it is
    history, and ``remember`` gives the memory to keep.
    """

    def __init__(
        self,
        name: str,
        host: Host,
        timing: Timing,
        journal: Journal,
        actor: str,
        begin: Callable[[RunRequest], StartedRun[Choices, Left]],
        on_end: Callable[[Run], None],
        sync_state: Left,
        remember: Callable[[Left, Left | None, Run], Left] | None = None,
    ) -> None:
        self._name = name
        self._host = host
        self._timing = timing
        self._journal = journal
        self._actor = actor
        self._begin = begin
        self._history: list[Run] = []
        self._begun: dict[int, Choices] = {}
        self._waiting: deque[RunRequest] = deque()
        self._driver: RunDriver[Left] | None = None
        self._since_ms = 0
        self.sync_state = sync_state
        self._on_end = on_end
        self._remember = remember or state_after

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
        return self._driver is not None

    @property
    def status(self) -> Status:
        """How the sync stands."""
        if self._driver is not None:
            return Status(ModuleState.RUNNING, self._since_ms)
        if not self._history:
            return Status(ModuleState.NEVER_SYNCED, None)
        return Status(ModuleState(self._history[-1].grade.value), self._history[-1].ended_ms)

    def choices_in(self, number: int) -> Choices | None:
        """The choices that the run of that number began with; ``None`` for one this process did not see."""
        return self._begun.get(number)

    def ask(self, request: RunRequest) -> None:
        """Start the run, or put it behind the one under way; of repeatable wishes one waits at most."""
        if self._driver is None:
            self._start(request)
        elif request.trigger not in REPEATABLE or all(each.trigger is not request.trigger for each in self._waiting):
            self._waiting.append(request)

    def stop(self, reason: str, spare: Trigger | None = None) -> None:
        """End a run under way and forget what waits; runs of the trigger to ``spare`` go on."""
        self._waiting = deque([request for request in self._waiting if request.trigger is spare])
        if self._driver is not None and self._driver.trigger is not spare:
            self._driver.stop(reason)

    def load(self, history: Iterable[Run], sync_state: Left) -> None:
        """Take over what another process left."""
        self._history = list(history)
        self.sync_state = sync_state

    def _start(self, request: RunRequest) -> None:
        started_run = self._begin(request)
        number = len(self._history) + 1
        self._begun[number] = started_run.choices
        spec = RunSpec(number, self._host.organisation_key, self._name, request.trigger, self._actor)
        self._since_ms = self._timing.now_ms
        with self._journal.because(request.cause):
            self._driver = RunDriver(
                spec, started_run.steps, started_run.results, self._timing, self._journal, self._ended
            )

    def _ended(self, finished: Run, sync_state: Left | None) -> None:
        self._driver = None
        self._on_end(finished)
        self._history.append(finished)
        self.sync_state = self._remember(self.sync_state, sync_state, finished)
        if self._waiting and self._host.open:
            self._start(self._waiting.popleft())
