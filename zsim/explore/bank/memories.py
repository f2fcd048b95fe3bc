"""Planted bugs of engines that remember outside their state, with the scripts that show them."""

from __future__ import annotations

from itertools import count

from zsim.explore.bank.bug import Bug, Family
from zsim.ports.records import Ref
from zsim.sync import EngineFunctions, Outcome
from zsim.sync.planning import Decision, PlanContext, PlanInput, Planned, plan
from zsim.testing.onward import check_onward
from zsim.world import World

SLOTS = 3


def skip_whom_it_knows() -> EngineFunctions:
    """Plans that skip whoever was created by one of them before, be it in a rehearsal."""
    known: set[Ref] = set()

    def forgetful(context: PlanContext, inputs: PlanInput) -> Planned:
        planned = plan(context, inputs)
        decisions = tuple([_skipped(each) if not known.isdisjoint(each.covers) else each for each in planned.decisions])
        known.update([ref for each in decisions if each.outcome is Outcome.CREATED for ref in each.covers])
        return planned._replace(decisions=decisions)

    return EngineFunctions(plan=forgetful)


def count_slots() -> EngineFunctions:
    """Slots that run so many times in the life of a process, whatever it was told of before."""
    slots = count()
    return EngineFunctions(may_run=lambda enabled, paused: enabled and not paused and next(slots) < SLOTS)


def _skipped(decision: Decision) -> Decision:
    return decision._replace(outcome=Outcome.UNCHANGED, steps=(), link=None)


def _account_is_added(world: World) -> None:
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()
    world.advance(minutes=1)
    world.crm.accounts.create(Account_Name="Acme")
    check_onward(world)


MEMORY_BUGS: tuple[Bug, ...] = (
    Bug(
        "skip-whom-it-knows",
        "A run leaves out what its preview has shown.",
        Family.INTERRUPTION,
        ("SYN-04",),
        skip_whom_it_knows,
        "previews-come-true",
        _account_is_added,
    ),
    Bug(
        "count-slots",
        "The engine counts its slots outside what it exports.",
        Family.INTERRUPTION,
        ("SYN-11",),
        count_slots,
        "loaded-goes-on-alike",
        _account_is_added,
    ),
)
