"""The sync engine: ordinary code behind ports.

It knows apps only through ``zsim.ports`` and time only through ``Timing``; it could be pointed at the real vendors.
Here is what a person, an observer and the wiring hold of it; each floor exports in its own ``__init__`` what else is
used of it from outside. Nobody outside imports from deeper: ``tests/repo/test_imports.py`` holds that.
"""

from zsim.sync.connection.choosing import ModuleName
from zsim.sync.connection.disconnecting import Conversion, disconnect, suspend
from zsim.sync.connection.integration import Integration
from zsim.sync.connection.module_sync import ModuleSync
from zsim.sync.connection.rows import IntegrationState
from zsim.sync.connection.state_rows import ROWS
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.functions import EngineFunctions
from zsim.sync.model.kinds import KINDS, System
from zsim.sync.model.links import Link, Links, LinkState
from zsim.sync.model.mapping import Base
from zsim.sync.model.preferences import Duplicates, Extent, Preferences
from zsim.sync.runs.calls import Call
from zsim.sync.runs.engine_state import EngineState, StateTable
from zsim.sync.runs.entries import DecisionEntry, Failure
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.runs.run_history import Grade, Run, RunEnded, RunStarted, Trigger
from zsim.sync.runs.run_queue import RunQueue
from zsim.sync.runs.slots import Alarm
from zsim.sync.runs.state_codec import load_state, plain_state
from zsim.sync.runs.sync_state import SyncState

__all__ = [
    "KINDS",
    "ROWS",
    "Alarm",
    "Base",
    "Call",
    "ConnectionContext",
    "Conversion",
    "DecisionEntry",
    "Duplicates",
    "EngineFunctions",
    "EngineState",
    "Extent",
    "Failure",
    "Grade",
    "Integration",
    "IntegrationState",
    "Link",
    "LinkState",
    "Links",
    "ModuleName",
    "ModuleSync",
    "Outcome",
    "Preferences",
    "Reason",
    "Run",
    "RunEnded",
    "RunQueue",
    "RunStarted",
    "StateTable",
    "SyncState",
    "System",
    "Trigger",
    "disconnect",
    "load_state",
    "plain_state",
    "suspend",
]
