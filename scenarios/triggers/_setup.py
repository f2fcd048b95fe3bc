"""What the scenarios about triggers begin with: a synced account, triggers switched on, and a deal."""

from __future__ import annotations

from typing import Any

from zsim import World
from zsim.fakes.store.handle import Handle

WON, LOST, OPEN = "Closed Won", "Closed Lost", "Qualification"


def switched_on(world: World, product: str, module: str = "accounts_and_contacts", **triggers: Any) -> None:
    """Acme as a synced customer, and these triggers switched on five minutes ago."""
    world.crm.accounts.create(Account_Name="Acme", Billing_City="Pune")
    customers = world.connect(product).customers
    customers.choose({} if product == "import" else {"module": module}).save_and_sync()
    world.settle()
    switch_on(world, product, **triggers)
    world.advance(minutes=5)


def switch_on(world: World, product: str, **triggers: Any) -> None:
    """Choose triggers where the product has them chosen: in finance, those of the import in the CRM."""
    if product == "import":
        world.crm.workflows.configure(**triggers)
    else:
        world.integration(product).triggers.configure(**triggers)


def deal(world: World, stage: str = OPEN, **fields: Any) -> Handle:
    """A deal with Acme worth 900, saved in that stage; whatever follows at once has happened."""
    given = {"Deal_Name": "Fit-out", "Account_Name": world.crm.accounts.one(Account_Name="Acme"), "Amount": 900}
    made = world.crm.deals.create(**{**given, "Stage": stage, **fields})
    world.settle()
    return made


def to_stage(world: World, moved: Handle, stage: str) -> None:
    """Move a deal to a stage a minute later; whatever follows at once has happened."""
    world.advance(minutes=1)
    world.crm.deals.update(moved, Stage=stage)
    world.settle()


def won_and_sent(world: World, product: str) -> Handle:
    """A deal won under the invoice trigger, whose invoice was marked sent in finance."""
    switched_on(world, product, invoice=True)
    won = deal(world, WON)
    mark_sent(world, product, invoices(world, product)[0])
    return won


def estimates(world: World, product: str) -> list[Handle]:
    """The estimates there are, oldest first."""
    return world[product].estimates.all()


def invoices(world: World, product: str) -> list[Handle]:
    """The invoices there are, oldest first."""
    return world[product].invoices.all()


def statuses(documents: list[Handle]) -> list[str]:
    """How documents stand, oldest first."""
    return [each.status for each in documents]


def mark_sent(world: World, product: str, document: Handle) -> None:
    """Mark a document as sent in finance, a minute later."""
    world.advance(minutes=1)
    getattr(world[product], document.ref.module).mark_sent(document)
    world.settle()


def by_hand(world: World, product: str) -> Handle:
    """A draft invoice for Acme that somebody made in finance."""
    acme = world[product].customers.one(contact_name="Acme")
    return world[product].invoices.create(customer=acme, lines=[{"name": "Advice", "rate": 50}])
