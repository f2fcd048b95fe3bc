"""The runs of one sync: its history, what each run leaves for the next, and how the sync stands.

Source: SYN-05, SYN-08, SYN-14, LED-29.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Generic, NamedTuple, TypeVar

from zsim.kernel.clock import to_datetime
from zsim.kernel.journal import Journal
from zsim.kernel.printed import Printed
from zsim.ports.app import Timing
from zsim.sync.runs.engine_state import EngineState, StateTable
from zsim.sync.runs.results import RunResults, in_order
from zsim.sync.runs.run_history import Grade, ModuleState, Run, RunEnded, Status, Trigger
from zsim.sync.runs.run_queue import RunQueue, RunRequest, SyncKey, UnderWay

Choices = TypeVar("Choices")
Left = TypeVar("Left")

INTERRUPTED = "the engine was stopped"


class StartedRun(NamedTuple, Generic[Choices, Left]):
    """A run as it begins: the choices it goes by, its steps, and what they keep of the records."""

    choices: Choices
    steps: Generator[int, None, Left]
    results: RunResults


def state_after(former: Left, left: Left | None, run: Run) -> Left:
    """What to remember after a run: what it left, or what was there before it if it failed. Source: SYN-14, LED-29."""
    return former if left is None else left


class SyncRuns(Generic[Choices, Left]):
    """The runs of one sync; each is handed what the one before left.

    ``begin`` makes the steps of a run when its turn has come; ``on_end`` hears of each finished run before it is
    history, with what is known of it where it was interrupted; ``remember`` gives what to keep of what was left
    before a run and after it.
    """

    def __init__(
        self,
        key: SyncKey,
        actor: str,
        queue: RunQueue,
        timing: Timing,
        journal: Journal,
        state: EngineState,
        *,
        first: Left,
        is_open: Callable[[], bool],
        begin: Callable[[RunRequest], StartedRun[Choices, Left]],
        on_end: Callable[[Run, UnderWay | None], None],
        remember: Callable[[Left, Left | None, Run], Left] = state_after,
    ) -> None:
        self.key = key
        self.actor = actor
        self._queue = queue
        self._timing = timing
        self._journal = journal
        self._is_open = is_open
        self._begin = begin
        self._on_end = on_end
        self._remember = remember
        self._history: StateTable[int, Run] = state.table(f"history {key[0]} {key[1]}")
        self._left = state.cell("left", key, first)
        self._choices: dict[int, Choices] = {}
        queue.join(self)

    @property
    def open(self) -> bool:
        """Whether runs that wait may begin."""
        return self._is_open()

    @property
    def history(self) -> Printed[Run]:
        """The finished runs, oldest first."""
        return Printed(self._history.rows.values())

    @property
    def last_done_ms(self) -> int | None:
        """When the last run began that read on from the one before and did not fail; a single fetch reads nothing on.

        The history is looked at where it lies: a year of two-hourly runs is thousands, and this is asked after each.
        """
        for run in reversed(self._history.rows.values()):
            if run.grade is not Grade.FAILED and run.trigger is not Trigger.SINGLE:
                return run.started_ms
        return None

    def grade_of(self, number: int) -> str:
        """The grade of the run of that number; empty without one."""
        run = self._history.get(number)
        return "" if run is None else run.grade

    @property
    def next_number(self) -> int:
        """The number of the next run."""
        return len(self._history) + 1

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._queue.under_way(self.key) is not None

    @property
    def asked(self) -> bool:
        """Whether a run is under way, or waits for its turn."""
        return self.running or self._queue.waits(self.key)

    @property
    def status(self) -> Status:
        """How the sync stands."""
        held = self._queue.under_way(self.key)
        if held is not None:
            return Status(ModuleState.RUNNING, to_datetime(held.started_ms, self._timing.zone))
        last = self._history.get(len(self._history))
        if last is None:
            return Status(ModuleState.NEVER_SYNCED, None)
        return Status(ModuleState(last.grade.value), last.ended)

    @property
    def left(self) -> Left:
        """What the runs so far leave for the next."""
        return self._left.value

    def leave(self, left: Left) -> None:
        """Have the next run begin with something else than the one before left."""
        self._left.set(left)

    def choices_in(self, number: int) -> Choices | None:
        """The choices that the run of that number began with; ``None`` for one before the last two."""
        return self._choices.get(number)

    def ask(self, request: RunRequest) -> None:
        """Start a run, or have it wait for its turn."""
        self._queue.ask(self.key, request)

    def stop(self, reason: str, spare: Trigger | None = None) -> None:
        """End a run under way and forget what waits; runs of the trigger to ``spare`` go on."""
        self._queue.stop(self.key, reason, spare)

    def begin(self, request: RunRequest) -> tuple[Generator[int, None, Left], RunResults]:
        """The steps of a run whose turn has come."""
        number = self.next_number
        started_run = self._begin(request)
        self._choices[number] = started_run.choices
        self._choices.pop(number - 2, None)  # whoever watches the run before may still ask for its own
        return started_run.steps, started_run.results

    def ended(self, run: Run, left: Left | None) -> None:
        """Take in a finished run."""
        self._on_end(run, None)
        self._history.put(run.number, run)
        self._left.set(self._remember(self._left.value, left, run))

    def interrupted(self, under_way: UnderWay) -> None:
        """Tell the run that was under way when the engine stopped as failed, with what it did; what is left stays.

        Source: FLT-16.
        """
        (_, module), request, number, started_ms, entry, (counts, told, _) = under_way
        ended = RunEnded(number, module, Grade.FAILED, INTERRUPTED, counts)
        self._journal.append(self.actor, "run", module, ended, entry)
        begun = number, module, request.trigger, started_ms, self._timing.now_ms
        run = Run(*begun, Grade.FAILED, INTERRUPTED, counts, in_order(told), self._timing.zone)
        self._on_end(run, under_way)
        self._history.put(number, run)
