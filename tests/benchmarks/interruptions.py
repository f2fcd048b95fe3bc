"""Every interruption of a run of some thirty calls against as many plays of it undisturbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.benchmarks.table import Measured, at_most, best_seconds
from zsim.explore.interruptions import Sweep, SweepCase, all_cases
from zsim.explore.script import Player
from zsim.report.phrases import counted

CASE = "books person both ways overwrite parents merged"
REPEATS = 2


def measure() -> Iterator[Measured]:
    """A whole sweep of a case against as many plays, which take as long: a few of them would meet a quiet moment.

    The note tells its size and what one play takes.
    """
    case = next(each for each in all_cases() if each.name == CASE)
    met = Sweep(case).run()
    count = sum(met.plays.values())
    swept, undisturbed = best_seconds(REPEATS, lambda: Sweep(case).run, lambda: playing(case, count))
    note = f"{counted(met.calls, 'call')}, {count:,} plays of {swept / count * 1000:.1f} ms"
    yield Measured(
        "every interruption of a run", "as many runs undisturbed", swept / undisturbed, at_most(1.2, "times"), note
    )


def playing(case: SweepCase, count: int) -> Callable[[], object]:
    """So many plays of the whole script from its beginning, with the runs that follow."""
    steps = (*case.script.steps, *[case.period] * 4, case.last)

    def run() -> None:
        for _ in range(count):
            player = Player(case.script.start)
            for step in steps:
                player.do(step)

    return run
