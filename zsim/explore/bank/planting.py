"""Ways to plant a mistake: a class in the place of another, other choices for a plan, changed decisions."""

from __future__ import annotations

from collections.abc import Callable

from zsim.catalogue import Policies
from zsim.kernel.stand_ins import StandIns
from zsim.sync import EngineFunctions, Links
from zsim.sync.leads import LeadChoices, LeadDecision, LeadFunctions, LeadPlanInput, plan_leads
from zsim.sync.planning import Decision, DeletionInput, PlanContext, PlanInput, Planned, plan, plan_deletions
from zsim.sync.runs import WriteStep

Contexts = Callable[[PlanContext], PlanContext]
Decisions = Callable[[Decision], Decision]


def in_place(*broken: type) -> StandIns:
    """Classes in the place of those they derive from."""
    return StandIns({each.__bases__[0]: each for each in broken})


def planned_by(change: Contexts) -> EngineFunctions:
    """Plans that go by other choices than they are given."""

    def planned(context: PlanContext, inputs: PlanInput) -> Planned:
        return plan(change(context), inputs)

    return EngineFunctions(plan=planned)


def by_policies(**chosen: str) -> EngineFunctions:
    """Plans that go by these policies, whatever was chosen."""
    return planned_by(lambda given: given._replace(policies=Policies({**given.policies.changed, **chosen})))


def from_inputs(change: Callable[[PlanInput], PlanInput]) -> EngineFunctions:
    """Plans that were told something else than was looked up."""
    return EngineFunctions(plan=lambda context, inputs: plan(context, change(inputs)))


def decided(change: Decisions) -> EngineFunctions:
    """Plans with each decision changed."""

    def planned(context: PlanContext, inputs: PlanInput) -> Planned:
        sound = plan(context, inputs)
        return sound._replace(decisions=tuple(map(change, sound.decisions)))

    return EngineFunctions(plan=planned)


def written(change: Callable[[WriteStep], WriteStep]) -> EngineFunctions:
    """Plans with each write changed."""
    return decided(lambda decision: decision._replace(steps=tuple(map(change, decision.steps))))


def of_deletions(change: Decisions) -> EngineFunctions:
    """Plans of deletions with each decision changed."""

    def planned(links: Links, gone: DeletionInput) -> tuple[Decision, ...]:
        return tuple(map(change, plan_deletions(links, gone)))

    return EngineFunctions(plan_deletions=planned)


def told_of_deletions(change: Callable[[DeletionInput], DeletionInput]) -> EngineFunctions:
    """Plans of deletions that were told something else than was looked up."""
    return EngineFunctions(plan_deletions=lambda links, gone: plan_deletions(links, change(gone)))


def of_leads(change: Callable[[LeadDecision], LeadDecision]) -> LeadFunctions:
    """Plans of leads with each decision changed."""

    def planned(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
        return tuple(map(change, plan_leads(choices, inputs)))

    return LeadFunctions(plan=planned)
