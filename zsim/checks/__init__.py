"""What must always hold, told from what happened."""

from zsim.checks.decisions import Decided, Decisions
from zsim.checks.effects import Effects, EffectSeen
from zsim.checks.facts import InvariantViolated, Pair, RunSeen, Violation
from zsim.checks.fetches import FetchSeen, SlotSeen
from zsim.checks.invariants import CHECKS, violations

__all__ = [
    "CHECKS",
    "Decided",
    "Decisions",
    "EffectSeen",
    "Effects",
    "FetchSeen",
    "InvariantViolated",
    "Pair",
    "RunSeen",
    "SlotSeen",
    "Violation",
    "violations",
]
