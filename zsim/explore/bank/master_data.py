"""Planted bugs of deletions, merges, views, items and mapping, with the scripts that show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.ports.records import Create, Delete, Merge, Ref, Update
from zsim.sync import EngineFunctions, Links, LinkState, Outcome, Reason, System
from zsim.sync.model import FINANCE
from zsim.sync.planning import (
    Decision,
    DeletionInput,
    Ending,
    Origins,
    PlanContext,
    PlanInput,
    Planned,
    plan,
    plan_deletions,
)
from zsim.sync.runs import WriteStep
from zsim.world import World


def forget_origin(links: Links, gone: DeletionInput) -> tuple[Decision, ...]:
    """Deletions that do not ask where a record was born."""
    return plan_deletions(links, replace(gone, origins=Origins(keeps=False)))


def forget_transactions(links: Links, gone: DeletionInput) -> tuple[Decision, ...]:
    """Deletions that do not ask for transactions."""
    return plan_deletions(links, replace(gone, busy=frozenset()))


def merge_by_hand(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that make duplicates of any currency inactive themselves in place of having them merged."""
    alike = {
        name: tuple([each._replace(fields={**each.fields, "currency_code": None}) for each in some])
        for name, some in inputs.candidates.items()
    }
    return with_steps(plan(context, inputs._replace(candidates=alike)), _merged_by_hand)


def add_twice(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that add a second item for a new product, under another name."""
    return with_steps(plan(context, inputs), _added_twice)


def mix_up_fields(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that give new customers their fax number for a telephone number."""
    return with_steps(plan(context, inputs), _mixed_up)


def drop_outsiders(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that delete customers whose CRM record stands outside the view."""
    planned = plan(context, inputs)
    outsiders: dict[Ref, Decision] = {}
    for record in inputs.records:
        link = context.links.live(inputs.source, record.ref.id)
        if inputs.source is FINANCE and link is not None and link.crm_id in inputs.out_of_view:
            step = WriteStep(System.FINANCE, context.kind.finance.module, Delete(record.ref.id))
            ending = Ending(link, LinkState.DELETED)
            dropped = (context.kind.name, Outcome.DELETED, (record.ref,), Reason("crm-deleted"), record.ref, (step,))
            outsiders[record.ref] = Decision(*dropped, endings=(ending,))
    others = [each for each in planned.decisions if outsiders.keys().isdisjoint(each.covers)]
    return planned._replace(decisions=(*others, *outsiders.values()))


def change_sides(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that take whoever edits a pair for the side it was born on."""
    return _relinked(plan(context, inputs), origin=inputs.source)


def mix_up_kinds(context: PlanContext, inputs: PlanInput) -> Planned:
    """Plans that take an edited customer for a vendor."""
    return _relinked(plan(context, inputs), kind="vendor")


def _relinked(planned: Planned, **changed: Any) -> Planned:
    decisions = [
        each._replace(link=each.link._replace(**changed)) if each.link and each.outcome is Outcome.UPDATED else each
        for each in planned.decisions
    ]
    return planned._replace(decisions=tuple(decisions))


Change = Callable[[WriteStep], tuple[WriteStep, ...]]


def with_steps(planned: Planned, change: Change) -> Planned:
    """What was planned, with others in the place of each write."""
    decisions = [each._replace(steps=tuple(new for step in each.steps for new in change(step))) for each in planned[0]]
    return planned._replace(decisions=tuple(decisions))


def _merged_by_hand(step: WriteStep) -> tuple[WriteStep, ...]:
    if step.system is not FINANCE or not isinstance(step.write, Merge):
        return (step,)
    return tuple(step._replace(write=Update(loser, {"status": "inactive"})) for loser in step.write.losers)


def _added_twice(step: WriteStep) -> tuple[WriteStep, ...]:
    if step.module != "items" or not isinstance(step.write, Create):
        return (step,)
    return step, step._replace(write=Create({**step.write.fields, "name": f"{step.write.fields['name']} again"}))


def _mixed_up(step: WriteStep) -> tuple[WriteStep, ...]:
    if step.module != "customers" or not isinstance(step.write, Create):
        return (step,)
    fields = step.write.fields
    return (step._replace(write=Create({**fields, "phone": fields.get("fax"), "fax": fields.get("phone")})),)


def _synced(world: World, product: str, **choices: object) -> None:
    sync = world.connect(product)
    sync.customers.choose({"module": "accounts", **choices}).save_and_sync()
    world.settle()


def _next_run(world: World) -> None:
    world.advance(minutes=1)
    world.integrations[0].modules[0].instant_sync()
    world.settle()


def _account_of_a_pushed_customer_is_deleted(world: World) -> None:
    world.books.customers.create(contact_name="Acme")
    _synced(world, "books", extent="both_ways")
    world.advance(minutes=1)
    world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
    _next_run(world)


def _account_with_an_invoice_is_deleted(world: World) -> None:
    acme = world.crm.accounts.create(Account_Name="Acme")
    _synced(world, "books")
    world.books.invoices.create(
        customer_id=world.books.customers.one(contact_name="Acme"), lines=[{"name": "Work", "rate": 10}]
    )
    world.advance(minutes=1)
    world.crm.accounts.delete(acme)
    _next_run(world)


def _duplicates_have_two_currencies(world: World) -> None:
    world.invoice.preferences.update(allow_equal_names=True)
    world.invoice.customers.create(contact_name="Acme", currency_code="INR")
    world.invoice.customers.create(contact_name="Acme", currency_code="USD")
    world.crm.accounts.create(Account_Name="Acme")
    _synced(world, "invoice", duplicates="overwrite")


def _duplicate_has_an_invoice(world: World) -> None:
    world.invoice.preferences.update(allow_equal_names=True)
    double = [world.invoice.customers.create(contact_name="Acme") for _ in range(2)][1]
    world.invoice.invoices.create(customer_id=double, lines=[{"name": "Work", "rate": 10}])
    world.invoice.contact_persons.create(contact_id=double, last_name="Hill")
    world.crm.accounts.create(Account_Name="Acme")
    _synced(world, "invoice", duplicates="overwrite")


def _customer_outside_the_view_is_edited(world: World) -> None:
    view = world.crm.accounts.views.create("In Pune", ("Billing_City", "is", "Pune"))
    acme = world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune")
    _synced(world, "books", account_view=view)
    world.advance(minutes=1)
    world.crm.accounts.update(acme, Billing_City="Delhi")
    world.books.customers.update(world.books.customers.one(contact_name="Acme"), phone="2")
    _next_run(world)


def _pushed_customer_is_edited_in_the_crm(world: World) -> None:
    world.books.customers.create(contact_name="Acme")
    _synced(world, "books", extent="both_ways")
    world.advance(minutes=1)
    world.crm.accounts.update(world.crm.accounts.one(Account_Name="Acme"), Phone="2")
    _next_run(world)


def _product_is_fetched(world: World) -> None:
    world.crm.products.create(Product_Name="Anvil")
    world.connect("books").items.configure().save_and_sync()
    world.settle()


def _account_is_fetched(world: World) -> None:
    world.crm.accounts.create(Account_Name="Acme", Phone="1", Fax="2")
    _synced(world, "books")


MASTER_DATA_BUGS: tuple[Bug, ...] = (
    Bug(
        "forget-origin",
        "A customer born in finance is deleted with its account.",
        Family.DELETIONS,
        ("DEL-01",),
        lambda: EngineFunctions(plan_deletions=forget_origin),
        "origin-decides-deletion",
        _account_of_a_pushed_customer_is_deleted,
    ),
    Bug(
        "forget-transactions",
        "A customer with transactions is to be deleted with its account.",
        Family.DELETIONS,
        ("DEL-03",),
        lambda: EngineFunctions(plan_deletions=forget_transactions),
        "origin-decides-deletion",
        _account_with_an_invoice_is_deleted,
    ),
    Bug(
        "merge-by-hand",
        "Customers of two currencies are merged.",
        Family.DUPLICATES,
        ("CUS-14",),
        lambda: EngineFunctions(plan=merge_by_hand),
        "one-currency-in-merge",
        _duplicates_have_two_currencies,
    ),
    Bug(
        "leave-behind",
        "A duplicate is made inactive in place of merged, and keeps its invoice and its contact person.",
        Family.DUPLICATES,
        (
            "CUS-14",
            "DEL-17",
        ),
        lambda: EngineFunctions(plan=merge_by_hand),
        "merges-take-all-along",
        _duplicate_has_an_invoice,
    ),
    Bug(
        "drop-outsiders",
        "A customer is deleted because its account left the view.",
        Family.VIEWS,
        ("DEL-12",),
        lambda: EngineFunctions(plan=drop_outsiders),
        "leaving-loses-nothing",
        _customer_outside_the_view_is_edited,
    ),
    Bug(
        "change-sides",
        "A pushed customer passes for one born in the CRM once it is edited there.",
        Family.DIRECTION,
        ("DEL-01",),
        lambda: EngineFunctions(plan=change_sides),
        "pairs-stay-themselves",
        _pushed_customer_is_edited_in_the_crm,
    ),
    Bug(
        "mix-up-kinds",
        "The pair of an edited account becomes one of vendors.",
        Family.MATCHING,
        ("CUS-19",),
        lambda: EngineFunctions(plan=mix_up_kinds),
        "pairs-stay-themselves",
        _pushed_customer_is_edited_in_the_crm,
    ),
    Bug(
        "add-twice",
        "A new product becomes two items.",
        Family.DUPLICATES,
        ("ITM-05",),
        lambda: EngineFunctions(plan=add_twice),
        "one-to-one",
        _product_is_fetched,
    ),
    Bug(
        "mix-up-fields",
        "New customers get their fax number for a telephone number.",
        Family.MAPPING,
        (
            "MAP-01",
            "CUS-15",
        ),
        lambda: EngineFunctions(plan=mix_up_fields),
        "mapping-carries",
        _account_is_fetched,
    ),
)
