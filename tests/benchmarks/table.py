"""What a row of the table is, how to measure fairly on a noisy machine, and how the table is printed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from rich.console import Console
from rich.table import Column, Table

# Given nothing, make ready what is not to be measured and return what is.
Prepare = Callable[[], Callable[[], object]]

WIDTHS = (34, 27, 19, 21, 4, 25)


class Goal(NamedTuple):
    """A bound on a figure and its unit, which is also what stands behind the figure: "times as many", "ms more"."""

    bound: float
    unit: str
    at_least: bool

    def met_by(self, figure: float) -> bool:
        """Whether the figure is on the right side of the bound."""
        return figure >= self.bound if self.at_least else figure <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.bound:g} {self.unit}"


def at_least(bound: float, unit: str) -> Goal:
    """A goal for a figure that should be high."""
    return Goal(bound, unit, at_least=True)


def at_most(bound: float, unit: str) -> Goal:
    """A goal for a figure that should be low."""
    return Goal(bound, unit, at_least=False)


class Measured(NamedTuple):
    """One row: what was measured against what; ``figure`` is ``None`` when it could not be, and ``note`` says why."""

    what: str
    against: str
    figure: float | None
    goal: Goal
    note: str = ""


class Row(Protocol):
    """A module with rows; it is asked for by its own name."""

    __name__: str

    def measure(self) -> Iterable[Measured]:
        """Measure now, and give the rows one by one."""


def best_seconds(repeats: int, *prepares: Prepare, clock: Callable[[], float] = time.process_time) -> tuple[float, ...]:
    """The shortest time each takes in so many rounds, all taking turns, so that a slow spell hits them alike.

    Time is what this process worked, so that others on the machine do not count; ``clock`` is another one for what
    happens outside of it. Garbage is collected before each, and while it runs as in a session of scenarios.
    """
    best = [float("inf")] * len(prepares)
    for _ in range(repeats):
        for index, prepare in enumerate(prepares):
            best[index] = min(best[index], _seconds(prepare, clock))
    return tuple(best)


def best_run_seconds(repeats: int, runs: int, *actions: Callable[[], object]) -> tuple[float, ...]:
    """The shortest time that each takes on average over so many runs in a row, in so many rounds of taking turns.

    For what is too short to be timed by itself. Garbage is collected once: of a large world, that takes a thousand
    times as long as such an action.
    """
    gc.collect()
    best = [float("inf")] * len(actions)
    for _ in range(repeats):
        for index, action in enumerate(actions):
            start = time.process_time()
            for _ in range(runs):
                action()
            best[index] = min(best[index], (time.process_time() - start) / runs)
    return tuple(best)


def print_table(rows: Iterable[Row], console: Console) -> None:
    """Measure the rows and print each line of the table as soon as it is known."""
    console.print(_line(("what", "against", "measured", "goal", "met?", "note"), "bold"))
    for row in rows:
        for each in row.measure():
            told = each.what, each.against, _figure(each), str(each.goal), _verdict(each), each.note
            console.print(_line(told))


def _line(cells: Sequence[str], style: str = "") -> Table:
    """One line of the table; its columns are as wide as those of all others, which are not known yet."""
    line = Table.grid(*[Column(width=width) for width in WIDTHS], padding=(0, 2))
    line.add_row(*cells, style=style)
    return line


def short_name(row: Row) -> str:
    """The name by which a row is asked for: the last part of its module's."""
    return row.__name__.rpartition(".")[2]


def _seconds(prepare: Prepare, clock: Callable[[], float]) -> float:
    action = prepare()
    gc.collect()
    start = clock()
    action()
    return clock() - start


def _figure(measured: Measured) -> str:
    return "-" if measured.figure is None else f"{measured.figure:.3g} {measured.goal.unit}"


def _verdict(measured: Measured) -> str:
    if measured.figure is None:
        return "-"
    return "yes" if measured.goal.met_by(measured.figure) else "NO"
