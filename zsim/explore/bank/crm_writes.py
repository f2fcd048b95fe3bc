"""Planted bugs of what a run writes to the CRM: for whom, and whether it may, with the scripts that show them."""

from __future__ import annotations

from zsim.catalogue import Policies
from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.master_data import with_steps
from zsim.ports.records import Create, Value
from zsim.sync import EngineFunctions, System
from zsim.sync.planning import PlanContext, PlanInput, Planned, plan
from zsim.sync.runs import WriteStep
from zsim.world import World


def give_to_the_last_owner() -> EngineFunctions:
    """Plans that give what they push to whoever owns the record of the CRM that was read last."""
    owners: list[Value] = []

    def given_away(context: PlanContext, inputs: PlanInput) -> Planned:
        owners.extend([record.fields["Owner"] for record in inputs.records if "Owner" in record.fields])
        return with_steps(plan(context, inputs), lambda step: _owned_by(owners[-1:], step))

    return EngineFunctions(plan=given_away)


def merge_everywhere(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that merge duplicates inside the CRM although the sync only fetches from it."""
    return plan(context._replace(policies=Policies({"merge_reach": "always"})), inputs)


def _owned_by(owner: list[Value], step: WriteStep) -> tuple[WriteStep, ...]:
    if not owner or step.system is not System.CRM or not isinstance(step.write, Create):
        return (step,)
    return (step._replace(write=Create({**step.write.fields, "Owner": owner[0]})),)


def _customer_is_pushed_by_rita(world: World) -> None:
    world.crm.accounts.create(Account_Name="Acme")
    world.books.customers.create(contact_name="Bolt")
    sync = world.connect("books", email=world.crm.users.create("Rita").email)
    sync.customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.settle()


def _two_accounts_of_a_name_are_fetched(world: World) -> None:
    for phone in ("1", "2"):
        world.crm.accounts.create(Account_Name="Acme", Phone=phone)
    world.connect("invoice").customers.configure(module="accounts", duplicates="overwrite").save_and_sync()
    world.settle()


CRM_BUGS: tuple[Bug, ...] = (
    Bug(
        "give-to-the-last-owner",
        "A pushed customer belongs to whoever owns another account.",
        Family.RIGHTS,
        ("CON-05",),
        give_to_the_last_owner,
        "connecting-user-owns",
        _customer_is_pushed_by_rita,
    ),
    Bug(
        "merge-everywhere",
        "Accounts of one name are merged although the sync only fetches.",
        Family.DIRECTION,
        ("CUS-07",),
        lambda: EngineFunctions(plan=merge_everywhere),
        "fetching-leaves-the-crm-alone",
        _two_accounts_of_a_name_are_fetched,
    ),
)
