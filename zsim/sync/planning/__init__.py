"""Pure planning: from what was gathered to decisions. Nothing here reads an app or changes anything."""

from zsim.sync.planning.decisions import Decision, Ending
from zsim.sync.planning.deletions import DeletionInput, Origins, plan_deletions
from zsim.sync.planning.plan import Planned, plan
from zsim.sync.planning.plan_context import PlanContext, PlanInput
from zsim.sync.planning.projecting import Reading, project
from zsim.sync.planning.reconciling import Reconciled, Rules, reconcile

__all__ = [
    "Decision",
    "DeletionInput",
    "Ending",
    "Origins",
    "PlanContext",
    "PlanInput",
    "Planned",
    "Reading",
    "Reconciled",
    "Rules",
    "plan",
    "plan_deletions",
    "project",
    "reconcile",
]
