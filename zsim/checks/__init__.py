"""What must always hold, told from what happened."""

from zsim.checks.decisions import ConflictSeen, Decided, Decisions
from zsim.checks.denials import DenialSeen, denied_changes_nothing
from zsim.checks.effects import Effects, EffectSeen
from zsim.checks.facts import InvariantViolated, Noted, Pair, RunSeen, Sides, Violation
from zsim.checks.fetches import FetchSeen, SlotSeen
from zsim.checks.invariants import CHECKS, violations
from zsim.checks.merges import PARTY_FIELDS, changes_party
from zsim.checks.trigger_runs import TriggersSeen

__all__ = [
    "CHECKS",
    "PARTY_FIELDS",
    "ConflictSeen",
    "Decided",
    "Decisions",
    "DenialSeen",
    "EffectSeen",
    "Effects",
    "FetchSeen",
    "InvariantViolated",
    "Noted",
    "Pair",
    "RunSeen",
    "Sides",
    "SlotSeen",
    "TriggersSeen",
    "Violation",
    "changes_party",
    "denied_changes_nothing",
    "violations",
]
