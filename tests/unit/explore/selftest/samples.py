"""Planted bugs for tests: of the bank, one that is none, and one that never ends."""

from __future__ import annotations

from zsim.explore.bank import BUGS, Bug, Family
from zsim.sync import EngineFunctions
from zsim.sync.planning import PlanContext, PlanInput, Planned

KNOWN = {each.name: each for each in BUGS}
WRITE_AGAIN = KNOWN["write-again"]
HARMLESS = Bug("harmless", "nothing at all", Family.COUNTS, ("CUS-12",), EngineFunctions)


def never_decide(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that are not done in any time."""
    while True:
        pass


ENDLESS = Bug("endless", "a sync hangs", Family.COUNTS, ("CUS-12",), lambda: EngineFunctions(plan=never_decide))
