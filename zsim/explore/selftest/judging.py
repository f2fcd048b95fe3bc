"""One planted bug, and all that may catch it."""

from __future__ import annotations

from zsim.explore.bank import Bug
from zsim.explore.selftest.exploring import EXECUTION_S_MAX, FOR_WORLDS, in_cases, in_worlds
from zsim.explore.selftest.scenarios import Suite
from zsim.explore.selftest.verdict import NONE, Attempt, Verdict, checks_of
from zsim.faults import EngineKilled
from zsim.kernel.processor_time import DoesNotEnd, no_longer_than, processor_time
from zsim.world import World


def judged(bug: Bug, suite: Suite, seconds: float, *, further: bool = True) -> Verdict:
    """Plant a bug and see what catches it; ``seconds`` of the processor's time are for exploration.

    With ``further`` it is looked for what else would, once random worlds have caught it.
    """
    scenarios, green = suite.catch(bug)
    time = processor_time()
    worlds = in_worlds(bug, seconds * FOR_WORLDS, further=further)
    done = worlds.caught and not further
    sweep = NONE if done else in_cases(bug, seconds - time.seconds, caught=worlds.caught)
    return Verdict(bug.name, scenarios, by_its_script(bug), worlds, sweep, green)


def by_its_script(bug: Bug) -> Attempt:
    """What the script of a bug comes to; none where it has no script."""
    if bug.script is None:
        return NONE
    time = processor_time()
    checks: tuple[str, ...] = ()
    try:
        with no_longer_than(EXECUTION_S_MAX):
            bug.script(World(functions=bug.make()))
    except (Exception, EngineKilled, DoesNotEnd) as error:  # noqa: BLE001  whatever it raises is what is looked for
        checks = checks_of(error)
    return Attempt(1, time.seconds, "its script" if checks else "", checks)
