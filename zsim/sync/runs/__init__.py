"""What every run is, of whatever kind: its calls, its driver, its queue, its slots, its history and its outcomes."""

from zsim.sync.runs.applier import traced
from zsim.sync.runs.calls import OVERLAP_MS, PAGE_SIZE
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.entries import Conflict
from zsim.sync.runs.patience import Patience
from zsim.sync.runs.reasons import IMPORT, NOT_SAVED, REASONS
from zsim.sync.runs.slots import Slots
from zsim.sync.runs.sync_runs import INTERRUPTED, SyncRuns

__all__ = [
    "IMPORT",
    "INTERRUPTED",
    "NOT_SAVED",
    "OVERLAP_MS",
    "PAGE_SIZE",
    "REASONS",
    "Conflict",
    "Patience",
    "Slots",
    "SyncRuns",
    "WriteStep",
    "traced",
]
