"""Random worlds drawn and judged, as a campaign does it, against a bare Hypothesis machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.benchmarks.table import Measured, at_least, at_most, best_seconds
from zsim.explore.drawing import Bounds, play_seed

SEEDS = range(40)
STEPS = 40
REPEATS = 3


class Bare(RuleBasedStateMachine):
    """The script of the bare machine: words are written to a list and taken from it, and nothing is checked."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    @rule(word=st.sampled_from(["acme", "bolt", "cora"]))
    def create(self, word: str) -> None:
        """Write one down."""
        self.words.append(word)

    @rule(which=st.integers(0, 5), word=st.sampled_from(["acme", "bolt", "cora"]))
    def update(self, which: int, word: str) -> None:
        """Put another in its place."""
        if self.words:
            self.words[which % len(self.words)] = word

    @rule(which=st.integers(0, 5))
    def delete(self, which: int) -> None:
        """Take one away."""
        if self.words:
            self.words.pop(which % len(self.words))


def measure() -> Iterator[Measured]:
    """Steps a second with every check and the model on, opening and rest included; and what faults cost."""
    usual = Bounds(steps=STEPS)
    taken = sum(play_seed(each, usual).results for each in SEEDS)
    worlds, bare = best_seconds(REPEATS, partial(drawn, usual), lambda: machine)
    rate, least = taken / worlds, STEPS * len(SEEDS) / bare
    note = f"{rate / least:.2f} times a bare machine, which takes {least:.0f}"
    yield Measured(
        "steps of random worlds, all checks on", "a bare Hypothesis machine", rate, at_least(1200, "a second"), note
    )
    calm, faulty = best_seconds(
        REPEATS,
        partial(drawn, Bounds(steps=STEPS, model=False)),
        partial(drawn, Bounds(steps=STEPS, model=False, faults=True)),
    )
    told = f"{1000 * calm / len(SEEDS):.0f} ms a world without"
    yield Measured("a random world with faults", "one without", faulty / calm, at_most(2, "times as long"), told)


def drawn(bounds: Bounds) -> Callable[[], object]:
    """All worlds of the seeds."""
    return lambda: [play_seed(each, bounds) for each in SEEDS]


def machine() -> None:
    """As many steps of the bare machine."""
    run_state_machine_as_test(
        Bare,
        settings=settings(
            max_examples=len(SEEDS),
            stateful_step_count=STEPS,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
