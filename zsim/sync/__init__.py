"""The sync engine: ordinary code behind ports.

It knows apps only through ``zsim.ports`` and time only through ``Timing``; it could be pointed at the real vendors.
"""

from zsim.sync.connection.integration import Integration, IntegrationState
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.functions import EngineFunctions
from zsim.sync.model.kinds import KINDS, Kind, ModuleChoice, System
from zsim.sync.model.links import Link, Links, LinkState
from zsim.sync.model.mapping import Base
from zsim.sync.model.preferences import Duplicates, Extent, Preferences
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.plan import Planned, plan
from zsim.sync.runs.calls import Call
from zsim.sync.runs.entries import DecisionEntry, Failure
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.runs.run_history import Grade, ModuleState, Run, RunEnded, RunStarted, Status, Trigger

__all__ = [
    "KINDS",
    "Base",
    "Call",
    "ConnectionContext",
    "Decision",
    "DecisionEntry",
    "Duplicates",
    "EngineFunctions",
    "Extent",
    "Failure",
    "Grade",
    "Integration",
    "IntegrationState",
    "Kind",
    "Link",
    "LinkState",
    "Links",
    "ModuleChoice",
    "ModuleState",
    "ModuleSync",
    "Outcome",
    "Planned",
    "Preferences",
    "Reason",
    "Run",
    "RunEnded",
    "RunStarted",
    "Status",
    "System",
    "Trigger",
    "plan",
]
