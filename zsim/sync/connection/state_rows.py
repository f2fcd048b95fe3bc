"""The classes that rows of the engine's state are made of, those of leads apart."""

from __future__ import annotations

from zsim.ports.app import Credentials
from zsim.ports.records import Create, Delete, Merge, Ref, Update
from zsim.sync.connection.disconnecting import Conversion
from zsim.sync.connection.rows import IntegrationRow, IntegrationState, ModuleRow
from zsim.sync.documents.projection_sync import ProjectionRow
from zsim.sync.model.kinds import ModuleChoice, System
from zsim.sync.model.links import ClonedBeside, Link, LinkState
from zsim.sync.model.mapping import Base
from zsim.sync.model.preferences import Duplicates, Extent, Preferences
from zsim.sync.planning.decisions import Beside, Decision, Ending, FollowUp
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.entries import Conflict
from zsim.sync.runs.intents import Intent
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import Reason
from zsim.sync.runs.results import ResultsSoFar
from zsim.sync.runs.run_history import Grade, Run, Trigger
from zsim.sync.runs.run_queue import QueueRow, RunRequest, UnderWay
from zsim.sync.runs.slots import Armed
from zsim.sync.runs.sync_state import SyncState
from zsim.sync.triggers.state_rows import TRIGGER_ROWS

ROWS: tuple[type, ...] = (
    *(
        Armed,
        Base,
        Beside,
        ClonedBeside,
        Conflict,
        Conversion,
        Create,
        Credentials,
        Decision,
        Delete,
        Duplicates,
        Ending,
        Extent,
        FollowUp,
    ),
    *(Grade, IntegrationRow, IntegrationState, Intent, Link, LinkState, Merge, ModuleChoice, ModuleRow, Outcome),
    *(
        Preferences,
        ProjectionRow,
        QueueRow,
        Reason,
        Ref,
        ResultsSoFar,
        Run,
        RunRequest,
        SyncState,
        System,
        Trigger,
        UnderWay,
    ),
    *(Update, WriteStep),
    *TRIGGER_ROWS,
)
