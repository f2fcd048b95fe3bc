"""A world made and thrown away, as each example of a property test does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import integers

from tests.benchmarks.table import Measured, at_most, best_seconds
from zsim import World

EXAMPLES = 200
REPEATS = 8


def measure() -> Iterator[Measured]:
    """Against an empty example; the note tells what a world costs in which both apps are used."""
    ours, used, empty = best_seconds(
        REPEATS, partial(examples, World), partial(examples, used_world), partial(examples, nothing)
    )
    each, both = ((seconds - empty) / EXAMPLES * 1000 for seconds in (ours, used))
    note = f"{both:.2f} ms with CRM and Books made; an empty example takes {empty / EXAMPLES * 1000:.2f} ms"
    yield Measured("a world made and thrown away", "an empty Hypothesis example", each, at_most(0.5, "ms more"), note)


def examples(body: Callable[[], object]) -> Callable[[], object]:
    """So many examples of a property that does just this."""

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(integers())
    def run(number: int) -> None:
        body()

    return run


def used_world() -> object:
    """A world with the CRM and one finance organisation."""
    world = World()
    return world.crm, world.books


def nothing() -> None:
    """What an empty example does."""
