"""The sync engine: ordinary code behind ports.

It knows apps only through ``zsim.ports`` and time only through ``Timing``; it could be pointed at the real vendors.
"""

from zsim.sync.calls import Call
from zsim.sync.decisions import Decision, Failure, Outcome, Reason, Told
from zsim.sync.desk import Desk, Parts
from zsim.sync.history import Grade, Run, RunEnded, RunStarted, State, Status, Trigger
from zsim.sync.integration import Connection, Integration
from zsim.sync.kinds import KINDS, Kind, ModuleChoice, Side
from zsim.sync.links import Link, Links, LinkState
from zsim.sync.mapping import Agreed
from zsim.sync.module_sync import ModuleSync
from zsim.sync.planning import Planned, plan
from zsim.sync.preferences import Duplicates, Extent, Preferences

__all__ = [
    "KINDS",
    "Agreed",
    "Call",
    "Connection",
    "Decision",
    "Desk",
    "Duplicates",
    "Extent",
    "Failure",
    "Grade",
    "Integration",
    "Kind",
    "Link",
    "LinkState",
    "Links",
    "ModuleChoice",
    "ModuleSync",
    "Outcome",
    "Parts",
    "Planned",
    "Preferences",
    "Reason",
    "Run",
    "RunEnded",
    "RunStarted",
    "Side",
    "State",
    "Status",
    "Told",
    "Trigger",
    "plan",
]
