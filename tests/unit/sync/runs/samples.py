"""Runs, their requests, and syncs that ask for them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zsim.sync.runs.results import RunResults
from zsim.sync.runs.run_history import Grade, Run, Trigger
from zsim.sync.runs.run_queue import RunRequest, SyncKey, UnderWay

INITIAL = RunRequest(Trigger.INITIAL, 0)
SCHEDULED = RunRequest(Trigger.SCHEDULED, 0)
SINGLE = RunRequest(Trigger.SINGLE, 0)
INSTANT = RunRequest(Trigger.INSTANT, 0)
CUSTOMERS: SyncKey = ("books", "customers")
ITEMS: SyncKey = ("books", "items")


def run_of(
    number: int = 1,
    grade: Grade = Grade.DONE,
    *,
    trigger: Trigger = Trigger.INITIAL,
    reason: str | None = None,
    counts: Mapping[str, int] | None = None,
) -> Run:
    """A finished run of customers."""
    return Run(number, "customers", trigger, 1000, 2000, grade, reason, counts or {})


@dataclass
class Waiting:
    """A sync whose runs take so many turns; it keeps what it began, and what ended how."""

    key: SyncKey = CUSTOMERS
    turns: int = 1
    open: bool = True
    actor: str = "sync books customers"
    begun: list[RunRequest] = field(default_factory=list)
    finished: list[tuple[Run, Any]] = field(default_factory=list)
    broken_off: list[UnderWay] = field(default_factory=list)

    @property
    def next_number(self) -> int:
        return len(self.finished) + len(self.broken_off) + 1

    def begin(self, request: RunRequest) -> tuple[Generator[int, None, str], RunResults]:
        self.begun.append(request)
        return self._steps(), RunResults()

    def ended(self, run: Run, left: Any) -> None:
        self.finished.append((run, left))

    def interrupted(self, under_way: UnderWay) -> None:
        self.broken_off.append(under_way)

    def _steps(self) -> Generator[int, None, str]:
        for _ in range(self.turns):
            yield 0
        return "left"
