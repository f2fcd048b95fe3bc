"""Planted bugs in how finance's documents are shown in the CRM."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from zsim.explore.bank.bug import Bug, Family
from zsim.ports.errors import NoPermission
from zsim.ports.records import Record, Update
from zsim.sync import EngineFunctions, Links, Outcome, System
from zsim.sync.execution import Calls, DocumentCommand, Steps, carry_out
from zsim.sync.planning import Decision, Reading, project
from zsim.world import World


def forget_states(links: Links, reading: Reading) -> list[Decision]:
    """Documents shown anew without their state."""
    return [each._replace(steps=()) if _is_update(each) else each for each in project(links, reading)]


def show_for_ever(links: Links, reading: Reading) -> list[Decision]:
    """Documents that stay on the CRM's list when finance has them no more."""
    return [each._replace(steps=()) if each.outcome is Outcome.DELETED else each for each in project(links, reading)]


def _is_update(decision: Decision) -> bool:
    return any(isinstance(step.write, Update) for step in decision.steps)


def _shown(world: World) -> None:
    """Acme, synced with Books, and an invoice of finance that the CRM shows."""
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    for module in sync.modules:
        module.choose({"extent": "fetch"}).save_and_sync()
        world.settle()
    sync.transactions.enable("invoices")
    acme = world.books.customers.one(contact_name="Acme")
    world.books.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": 100}])
    world.advance(minutes=1)


def sent_after_it_was_shown(world: World) -> None:
    """An invoice is marked as sent once the CRM shows it."""
    _shown(world)
    world.books.invoices.all()[0].mark_sent()
    world.settle()


def deleted_after_it_was_shown(world: World) -> None:
    """An invoice is deleted once the CRM shows it."""
    _shown(world)
    world.books.invoices.delete(world.books.invoices.all()[0])
    world.settle()


def overrule(calls: Calls, command: DocumentCommand) -> Steps[Record]:
    """Commands that a user may not give are carried out with the founder's rights, and told as refused."""
    try:
        return (yield from carry_out(calls, command))
    except NoPermission:
        finance = yield from calls.organisation(System.FINANCE)
        yield from carry_out(calls, replace(command, user=finance.email))
        raise


def invoiced_by_somebody_else(world: World) -> None:
    """Rita, who is no user of Books, makes an invoice in the CRM."""
    _shown(world)
    world.crm.users.create("Rita")
    acme = world.crm.accounts.one(Account_Name="Acme")
    with suppress(NoPermission):
        world.crm.as_user("Rita").zoho_finance.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": 100}])
    world.settle()
    world.check()


DOCUMENT_BUGS: tuple[Bug, ...] = (
    Bug(
        "forget-states",
        "What becomes of a document in finance is not told to the CRM, which shows it.",
        Family.DOCUMENTS,
        ("SYN-10",),
        lambda: EngineFunctions(project=forget_states),
        "shown-as-they-are",
        sent_after_it_was_shown,
    ),
    Bug(
        "overrule",
        "What a user of the CRM may not do in Books is done with the founder's rights, and told as refused.",
        Family.RIGHTS,
        ("USR-08",),
        lambda: EngineFunctions(carry_out=overrule),
        "denied-changes-nothing",
        invoiced_by_somebody_else,
    ),
    Bug(
        "show-for-ever",
        "A document that finance deleted stays on the CRM's list.",
        Family.DOCUMENTS,
        ("SYN-10",),
        lambda: EngineFunctions(project=show_for_ever),
        "shown-as-they-are",
        deleted_after_it_was_shown,
    ),
)
