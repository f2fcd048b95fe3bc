"""The events whose consequences are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from zsim.catalogue import catalogue
from zsim.explore.consequences.event import Event
from zsim.explore.consequences.setting import IMPORT, LIST, RITA, SYNC, account, customer, deal
from zsim.kernel.journal import Command, Entry
from zsim.ports.records import Ref
from zsim.world import World

KEYS, CONNECTIONS, RECORDS = "Keys, users and rights", "Connections", "Accounts and customers"
DEALS, LEADS = "Deals", "Leads"
NOTHING = Event("nothing", "", "Nothing happens", (), lambda world: None)
"""What the others are compared with: the day as it goes otherwise."""
PAUSED, DISABLED, DELETED = "paused", "disabled", "deleted"
TITLES = {
    PAUSED: "{} is paused",
    DISABLED: "{}'s integration is disabled",
    DELETED: "{}'s integration is deleted",
}
"""What may become of an integration, as a sentence."""
RULES: Mapping[tuple[str, str], tuple[str, ...]] = {
    (PAUSED, "invoice"): ("SYN-06", "SYN-12", "SYN-13"),
    (PAUSED, "books"): ("SYN-06", "SYN-12", "SYN-13", "TXN-19"),
    (PAUSED, "billing"): ("SYN-06", "SYN-12", "SYN-13", "TXN-19"),
    (DISABLED, "invoice"): ("DIS-01", "DIS-05", "DIS-17"),
    (DISABLED, "books"): ("DIS-01", "DIS-02", "DIS-04", "DIS-05"),
    (DISABLED, "billing"): ("DIS-01", "DIS-03", "DIS-04", "DIS-05"),
    (DISABLED, IMPORT): ("DIS-17",),
    (DELETED, "invoice"): ("DIS-13", "DIS-14", "DIS-16"),
    (DELETED, "books"): ("DIS-13", "DIS-14", "DIS-16"),
    (DELETED, "billing"): ("DIS-06", "DIS-07", "DIS-08", "DIS-09", "DIS-10"),
    (DELETED, IMPORT): ("DIS-17",),
}
"""The rules that decide what follows, by what becomes of it and product."""
OTHER_CURRENCY = "USD"


def _close(product: str, end: str, world: World) -> None:
    found = world.integration(product)
    if end == PAUSED:
        found.pause()
        return
    found.disable()
    if end == DELETED:
        world.settle()
        found.delete()


def _of_integrations() -> Iterator[Event]:
    for (end, product), rules in RULES.items():
        title = TITLES[end].format(catalogue().product(product).name)
        yield Event(f"{product}-{end}", CONNECTIONS, title, rules, partial(_close, product, end), product)


def _delete_initech(world: World) -> None:
    world.crm.accounts.delete(account(world, "Initech"))


def _restore_initech(world: World) -> None:
    (gone,) = [entry.subject for entry in world.journal if _deletes(entry)]
    assert isinstance(gone, Ref), "what is deleted is a record"
    world.crm.accounts.restore(gone.id)


def _deletes(entry: Entry) -> bool:
    return isinstance(entry.detail, Command) and entry.detail.name == "delete"


def _merged(world: World) -> None:
    world.crm.accounts.merge(account(world, "Acme"), account(world, "Initech"))


def _customer_deleted(product: str) -> Event:
    name = catalogue().product(product).name
    told = f"A customer is deleted in {name}"
    rules = ("DEL-06", *(("LED-14", "LED-26") if product == "invoice" else ()))
    return Event(
        f"customer-deleted-in-{product}",
        RECORDS,
        told,
        rules,
        lambda world: world[product].customers.delete(customer(world, product, "Globex")),
        product,
    )


def _lead_deleted(world: World) -> None:
    lead = world.marketinghub.leads.one(email="office@globex.example")
    world.marketinghub.leads.delete(lead)


def _unsubscribed(world: World) -> None:
    world.marketinghub.leads.unsubscribe(world.marketinghub.leads.one(email="office@globex.example"))


def _new_key(world: World) -> None:
    world.invoice.generate_zsc_key()


def _enter_key(world: World) -> None:
    services = world.sync_services("invoice")
    services.update_account(key=world.invoice.zsc_key)
    for sync in services.syncs:
        sync.activate()


def _other_currency(world: World) -> None:
    world.crm.set_base_currency(OTHER_CURRENCY)
    world.crm.enable_multi_currency()


def _right_lost(world: World) -> None:
    hiding = world.crm.profiles.create("Sales", hidden_modules="Contacts")
    world.crm.users.update(RITA, profile=hiding)


def _lost(world: World) -> None:
    world.crm.deals.update(deal(world, "Fit-out"), Stage="Closed Lost")


def _sync_of_leads(world: World) -> None:
    (sync,) = [each for each in world.sync_services("invoice").syncs if each.description == SYNC]
    sync.deactivate()


EVENTS = (
    Event(
        "invoice-key",
        KEYS,
        "Invoice's key is regenerated",
        ("KEY-01", "KEY-02", "KEY-04", "KEY-05", "KEY-06"),
        _new_key,
        "invoice",
    ),
    Event(
        "invoice-key-entered",
        KEYS,
        "Invoice's key, regenerated before, is entered in MarketingHub, and the sync activated",
        ("KEY-02", "KEY-04", "KEY-07"),
        _enter_key,
        "invoice",
        before=_new_key,
    ),
    Event(
        "crm-key",
        KEYS,
        "The CRM's key is regenerated",
        ("CON-15", "CON-17", "TXN-39"),
        lambda world: world.crm.generate_zsc_key(),
    ),
    Event(
        "books-key",
        KEYS,
        "Books's key is regenerated",
        ("KEY-06", "CON-03"),
        lambda world: world.books.generate_zsc_key(),
        "books",
    ),
    Event(
        "invoice-email",
        KEYS,
        "Invoice's primary email is changed",
        ("KEY-03", "KEY-08"),
        lambda world: world.invoice.set_email("new.owner@invoice.example"),
        "invoice",
    ),
    Event(
        "user-deactivated",
        KEYS,
        "The user who made the CRM's key and connected everything is deactivated",
        ("CON-16",),
        lambda world: world.crm.users.deactivate(RITA),
    ),
    Event(
        "right-lost",
        KEYS,
        "The user who connected everything gets a profile that hides Contacts",
        ("CON-06", "CON-18"),
        _right_lost,
    ),
    Event(
        "currency-differs",
        KEYS,
        "The CRM takes another base currency, with several currencies switched on",
        ("CON-13", "SYN-14"),
        _other_currency,
    ),
    *_of_integrations(),
    Event(
        "account-deleted",
        RECORDS,
        "An account with documents and deals is deleted in the CRM",
        ("DEL-03", "DEL-04", "LED-39", "TXN-38"),
        lambda world: world.crm.accounts.delete(account(world, "Acme")),
    ),
    Event(
        "account-deleted-unused",
        RECORDS,
        "An account without documents is deleted in the CRM",
        ("DEL-02", "DEL-04", "LED-14", "LED-36"),
        _delete_initech,
    ),
    Event(
        "account-restored",
        RECORDS,
        "An account that was deleted hours ago is restored in the CRM",
        ("DEL-07",),
        _restore_initech,
        before=_delete_initech,
    ),
    Event("account-merged", RECORDS, "Two accounts are merged in the CRM", ("CUS-30", "DEL-04", "LED-14"), _merged),
    *(_customer_deleted(product) for product in ("invoice", "books")),
    Event(
        "deal-won",
        DEALS,
        "A deal is won",
        ("TRG-04", "TRG-14", "TRG-34"),
        lambda world: world.crm.deals.update(deal(world, "Lobby"), Stage="Closed Won"),
    ),
    Event("deal-lost", DEALS, "A deal that was won is lost", ("TRG-05", "TRG-10"), _lost),
    Event(
        "deal-deleted",
        DEALS,
        "A deal that was won is deleted",
        ("TRG-19", "TXN-38"),
        lambda world: world.crm.deals.delete(deal(world, "Fit-out")),
    ),
    Event(
        "probability-removed",
        DEALS,
        "The field Probability is taken off deals",
        ("TRG-08", "TRG-09"),
        lambda world: world.crm.deals.remove_field("Probability"),
    ),
    Event("lead-deleted", LEADS, "A lead is deleted in MarketingHub", ("LED-12", "LED-29"), _lead_deleted),
    Event("lead-unsubscribed", LEADS, "A lead unsubscribes from the organisation", ("LED-20",), _unsubscribed),
    Event(
        "list-deleted",
        LEADS,
        "The mailing list of a sync is deleted",
        ("LED-31",),
        lambda world: world.marketinghub.lists.delete(world.marketinghub.lists.one(name=LIST)),
    ),
    Event("sync-deactivated", LEADS, "A sync of leads is switched off", ("KEY-04", "KEY-05"), _sync_of_leads),
)
