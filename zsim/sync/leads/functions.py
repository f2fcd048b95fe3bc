"""The pure parts of the fetching of leads, so that a test can put a broken one in the place of a sound one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zsim.kernel.stand_ins import NO_STAND_INS, StandIns
from zsim.sync.leads.choices import LeadChoices, Timetable
from zsim.sync.leads.fetch_history import LeadState
from zsim.sync.leads.lead_decisions import LeadDecision, Removal
from zsim.sync.leads.lead_results import LeadSyncState
from zsim.sync.leads.planning_leads import LeadDeletionInput, LeadPlanInput, plan_leads, plan_removals
from zsim.sync.runs.patience import Patience, patience_of
from zsim.sync.runs.run_history import Run
from zsim.sync.runs.sync_runs import state_after


def may_fetch(state: LeadState) -> bool:
    """Whether a sync in that state fetches. Source: KEY-05, LED-24."""
    return state is LeadState.ACTIVE


def next_slot(timetable: Timetable, now_ms: int, last_ms: int | None) -> int | None:
    """When the next fetch is due, after now and on a later date than the last slot. Source: LED-25."""
    return timetable.next_after(now_ms, last_ms)


@dataclass(frozen=True, slots=True)
class LeadFunctions:
    """The parts; ``remember`` gives what to keep of the memories before a fetch and after it.

    ``stand_ins`` are made in the place of classes.
    """

    plan: Callable[[LeadChoices, LeadPlanInput], tuple[LeadDecision, ...]] = plan_leads
    plan_removals: Callable[[LeadChoices, LeadDeletionInput], tuple[Removal, ...]] = plan_removals
    patience: Callable[[str], Patience] = patience_of
    may_fetch: Callable[[LeadState], bool] = may_fetch
    next_slot: Callable[[Timetable, int, int | None], int | None] = next_slot
    remember: Callable[[LeadSyncState, LeadSyncState | None, Run], LeadSyncState] = state_after
    stand_ins: StandIns = NO_STAND_INS
