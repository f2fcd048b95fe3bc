"""What must always hold, told from what happened."""

from zsim.checks.facts import Decided, Effects, EffectSeen, InvariantViolated, Pair, RunSeen, Violation
from zsim.checks.invariants import CHECKS, violations

__all__ = [
    "CHECKS",
    "Decided",
    "EffectSeen",
    "Effects",
    "InvariantViolated",
    "Pair",
    "RunSeen",
    "Violation",
    "violations",
]
