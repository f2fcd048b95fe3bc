"""What every run is, of whatever kind: its calls, its driver, its queue, its slots, its history and its outcomes."""

from zsim.sync.runs.applier import traced
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.reasons import IMPORT, NOT_SAVED, REASONS
from zsim.sync.runs.sync_runs import INTERRUPTED

__all__ = [
    "IMPORT",
    "INTERRUPTED",
    "NOT_SAVED",
    "REASONS",
    "WriteStep",
    "traced",
]
