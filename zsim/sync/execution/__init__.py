"""One pass over records: read, gather, plan, apply."""

from zsim.sync.execution.applying import PairApplier
from zsim.sync.execution.commands import DocumentCommand, carry_out
from zsim.sync.execution.follow_ups import FollowUps
from zsim.sync.execution.sync_pass import SyncPass
from zsim.sync.runs.calls import Calls, Steps

__all__ = [
    "Calls",
    "DocumentCommand",
    "FollowUps",
    "PairApplier",
    "Steps",
    "SyncPass",
    "carry_out",
]
