"""The pure functions of the engine, so that a test can put a broken one in the place of a sound one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from zsim.kernel.stand_ins import NO_STAND_INS, StandIns
from zsim.ports.records import Record, Write
from zsim.sync.execution.commands import DocumentCommand, carry_out
from zsim.sync.execution.gathering import gather
from zsim.sync.execution.gathering_deletions import gather_gone
from zsim.sync.model.links import Links
from zsim.sync.planning.decisions import Decision
from zsim.sync.planning.deletions import DeletionInput, plan_deletions
from zsim.sync.planning.plan import Planned, plan
from zsim.sync.planning.plan_context import PlanContext, PlanInput
from zsim.sync.planning.projecting import Reading, project
from zsim.sync.runs.applier import traced
from zsim.sync.runs.calls import Calls, Steps
from zsim.sync.runs.confirming import WriteStep
from zsim.sync.runs.patience import Patience, patience_of
from zsim.sync.runs.run_history import Run
from zsim.sync.runs.slots import may_run
from zsim.sync.runs.sync_runs import state_after
from zsim.sync.runs.sync_state import SyncState


@dataclass(frozen=True, slots=True)
class EngineFunctions:
    """The parts; ``remember`` gives what to keep of what was left before a run and after it.

    ``plan_deals``, ``suspend`` and ``disconnect`` stand for the plan of triggers, for disabling and for deleting, all
    on a floor above, where they are not to be the sound ones. ``stand_ins`` are made in the place of classes.
    """

    gather: Callable[..., Steps[PlanInput]] = gather
    gather_gone: Callable[..., Steps[DeletionInput]] = gather_gone
    plan: Callable[[PlanContext, PlanInput], Planned] = plan
    plan_deals: Callable[[Any, Any], Any] | None = None
    suspend: Callable[[Any], tuple[str, ...]] | None = None
    disconnect: Callable[..., Steps[None]] | None = None
    plan_deletions: Callable[[Links, DeletionInput], tuple[Decision, ...]] = plan_deletions
    project: Callable[[Links, Reading], list[Decision]] = project
    may_run: Callable[[bool, bool], bool] = may_run
    carry_out: Callable[[Calls, DocumentCommand], Steps[Record]] = carry_out
    patience: Callable[[str], Patience] = patience_of
    traced: Callable[[WriteStep, int], Write] = traced
    remember: Callable[[SyncState, SyncState | None, Run], SyncState] = state_after
    stand_ins: StandIns = NO_STAND_INS
