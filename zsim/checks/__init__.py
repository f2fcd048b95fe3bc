"""What must always hold, told from what happened."""

from zsim.checks.facts import EffectSeen, InvariantViolated, Pair, RunSeen, Violation
from zsim.checks.invariants import CHECKS, violations

__all__ = ["CHECKS", "EffectSeen", "InvariantViolated", "Pair", "RunSeen", "Violation", "violations"]
