"""Cases: scripts whose last part is one or several runs, each call of which is to be disturbed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zsim.explore.script import Script, ScriptStep, do
from zsim.kernel.errors import UsageError

RUNS = frozenset(
    {
        "save_and_sync",
        "save_and_sync_later",
        "instant_sync",
        "fetch",
        "import_by_id",
        "initiate",
        "activate_sync",
        "delete_integration",
        "advance",
        "advance_to",
        "settle",
        "next_event",
    }
)
"""The verbs that runs come of: what ends a script is the part that is disturbed."""

REPEATED = RUNS | {
    *("configure_triggers", "enable_transactions", "pause_sync", "resume_sync", "update_credentials"),
    *("disable", "enable", "refresh"),
}
"""The verbs whose steps are done once more, later, by whoever was refused."""

RUNS_AFTERWARDS = 4
PERIOD = do("advance", hours=2)
LAST = do("advance", minutes=20)


@dataclass(frozen=True, slots=True)
class SweepCase:
    """A script and what of it is disturbed: every call of the engine in the steps from ``disturbed_from`` on.

    ``concerned`` are the names of records that somebody else may act on just then. ``period`` is the time from one run
    to the next; ``last`` is what lets the last of the runs that follow come to its end. ``instead`` are steps in the
    place of those disturbed that may come to another end, which is as good: the runs of two products in another order.
    With ``waited`` the calls that a person waits for are disturbed, too. With ``command`` as well, and what is asked is
    asked once: where it is refused, it may be as if nobody had asked. ``looks`` are steps by which people see what
    stands, done before the last of the periods.
    """

    name: str
    script: Script
    disturbed_from: int
    concerned: tuple[str, ...]
    period: ScriptStep = PERIOD
    last: ScriptStep = LAST
    instead: tuple[tuple[ScriptStep, ...], ...] = ()
    waited: bool = False
    command: bool = False
    looks: tuple[ScriptStep, ...] = ()

    @property
    def prefix(self) -> tuple[ScriptStep, ...]:
        """The steps that nothing disturbs."""
        return self.script.steps[: self.disturbed_from]

    @property
    def deletes(self) -> bool:
        """Whether the part that is disturbed deletes an integration."""
        return any(each.verb == "delete_integration" for each in self.disturbed)

    @property
    def disturbed(self) -> tuple[ScriptStep, ...]:
        """The steps whose calls are disturbed."""
        return self.script.steps[self.disturbed_from :]

    @property
    def orders(self) -> tuple[tuple[ScriptStep, ...], ...]:
        """The steps whose calls are disturbed, and those that might stand in their place."""
        return (self.disturbed, *self.instead)

    def afterwards(self, then: Sequence[ScriptStep] = ()) -> tuple[ScriptStep, ...]:
        """What follows the part that is disturbed: what somebody does then, and the runs by which all must be well."""
        return (*then, *[self.period] * (RUNS_AFTERWARDS - 1), *self.looks, self.period, self.last)

    def whole(self, faults: Iterable[Mapping[str, Any]] = (), then: Sequence[ScriptStep] = ()) -> Script:
        """A whole play as a script of its own."""
        return Script(self.script.start, (*self.script.steps, *self.afterwards(then)), tuple(faults))

    @property
    def products(self) -> tuple[str, ...]:
        """The products that have to do with it."""
        return self.script.start.products


def case_of(name: str, script: Script) -> SweepCase:
    """The case of a script that was written for something else: what it ends with is disturbed, for all its records.

    A script that does not end with a run, or has faults already, is refused with ``UsageError``.
    """
    if script.faults:
        raise UsageError(
            asked=f"interrupt {name}", found="faults are pinned to it", right="a script without, which gets its own"
        )
    first = len(script.steps)
    while first and script.steps[first - 1].verb in RUNS:
        first -= 1
    if first == len(script.steps):
        raise UsageError(
            asked=f"interrupt {name}",
            found="it does not end with a run" if script.steps else "it has no steps",
            right=f"a script that ends with {', '.join(sorted(RUNS))}",
        )
    return SweepCase(name, script, first, tuple(made_by(script.steps)))


def made_by(steps: Sequence[ScriptStep]) -> dict[str, str]:
    """The modules of the records that steps make, by their names."""
    return {str(each.makes): str(each.given["module"]) for each in steps if each.makes and each.verb == "create"}
