"""The sync engine: ordinary code behind ports.

It knows apps only through ``zsim.ports`` and time only through ``Timing``; it could be pointed at the real vendors.
"""

from zsim.sync.connection.integration import Connection, Integration
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.execution.connection_context import Desk
from zsim.sync.execution.functions import Parts
from zsim.sync.model.kinds import KINDS, Kind, ModuleChoice, Side
from zsim.sync.model.links import Link, Links, LinkState
from zsim.sync.model.mapping import Agreed
from zsim.sync.model.preferences import Duplicates, Extent, Preferences
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.plan import Planned, plan
from zsim.sync.runs.calls import Call
from zsim.sync.runs.entries import Failure, Told
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.runs.run_history import Grade, Run, RunEnded, RunStarted, State, Status, Trigger

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
