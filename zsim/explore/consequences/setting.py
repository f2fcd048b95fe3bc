"""The world that each event happens to, and the work that goes on in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import partial

from zsim.fakes.store.handle import Handle
from zsim.ports.errors import VendorError
from zsim.sync import IntegrationState
from zsim.world import World

TWO_WAY = "invoice", "books", "billing"
IMPORT = "import"
RITA, LIST, SYNC = "Rita", "Newsletter", "Invoice to Newsletter"
WON, OPEN = "Closed Won", "Qualification"
ABOUT = (
    "Invoice, Books, Billing and the one-way import are connected with one CRM by Rita, an administrator, who made the "
    "CRM's key. The accounts Acme, Globex and Initech, their contacts, a product and a vendor are synced both ways, "
    "duplicates overwritten; estimates and invoices show in the CRM. A won deal makes an invoice: "
    "Acme's deal 'Fit-out' is won, its deal 'Lobby' and Globex's deal 'Roof' are open. MarketingHub fetches Invoice's "
    "customers as leads each day at two."
)
"""The setting in words."""
GOING_ON = (
    "Work goes on: Globex's phone is changed in the CRM, Acme's invoices are sent in finance, the deal 'Roof' is won, "
    "customers come to Invoice and Books, and somebody makes an invoice for Globex from the CRM in each product."
)
"""The work in words."""


def stand(world: World) -> None:
    """Make the setting."""
    rita = world.crm.users.create(RITA, admin=True)
    _fill(world)
    key = world.crm.generate_zsc_key(by=rita)
    for product in TWO_WAY:
        _connect(world, product, rita.email, None if product == "billing" else key)
    world.connect(IMPORT, rita.email, key).customers.configure(auto_update=True).save_and_sync()
    world.settle()
    world.advance(minutes=5)
    _deal(world, "Fit-out", "Acme", WON)
    _deal(world, "Lobby", "Acme", OPEN)
    _deal(world, "Roof", "Globex", OPEN)
    _fetch_leads(world)


def go_on(world: World) -> None:
    """Do a day's work; what is refused meanwhile is told by the journal."""
    crm = world.crm
    for each in crm.accounts.find(Account_Name="Globex"):
        _try(partial(crm.accounts.update, each, Phone="333"))
    for product in TWO_WAY:
        for invoice in world[product].invoices.find(status="draft"):
            _try(partial(world[product].invoices.mark_sent, invoice))
    for each in crm.deals.find(Deal_Name="Roof"):
        _try(partial(crm.deals.update, each, Stage=WON))
    world.settle()
    for product, name in (("invoice", "Nova"), ("books", "Orion")):
        email = f"{name.lower()}@example.com"
        _try(partial(world[product].customers.create, contact_name=name, email=email))
    for product in TWO_WAY:
        if world.integration(product).state is not IntegrationState.DELETED:  # else the CRM does not offer it
            for each in crm.accounts.find(Account_Name="Globex"):
                _try(partial(_from_the_crm, world, each, product))
    world.settle()


def account(world: World, name: str) -> Handle:
    """The account of that name."""
    return world.crm.accounts.one(Account_Name=name)


def deal(world: World, name: str) -> Handle:
    """The deal of that name."""
    return world.crm.deals.one(Deal_Name=name)


def customer(world: World, product: str, name: str) -> Handle:
    """The customer of that name in a product."""
    found: Handle = world[product].customers.one(contact_name=name)
    return found


def _fill(world: World) -> None:
    crm = world.crm
    for name, phone, first, last in (
        ("Acme", "111", "Ann", "Lee"),
        ("Globex", "222", "Bob", "Ray"),
        ("Initech", "444", "Cem", "Kaya"),
    ):
        home = crm.accounts.create(Account_Name=name, Phone=phone, Billing_City="Pune")
        email = f"{first.lower()}@{name.lower()}.example"
        crm.contacts.create(First_Name=first, Last_Name=last, Email=email, Account_Name=home)
    crm.products.create(Product_Name="Bolt", Unit_Price=10)
    crm.vendors.create(Vendor_Name="Mill", Email="mill@mill.example")


def _connect(world: World, product: str, email: str, key: str | None) -> None:
    found = world.connect(product, email, key)
    customers = {"module": "accounts_and_contacts", "extent": "both_ways", "duplicates": "overwrite"}
    found.customers.choose(customers).save_and_sync()
    for sync in found.modules:
        if sync.name != "customers":
            sync.choose({"extent": "both_ways", "duplicates": "overwrite"}).save_and_sync()
    world.settle()
    found.transactions.enable("estimates", "invoices")
    found.triggers.configure(invoice=True)
    world.settle()
    for each in world[product].customers.all():
        world[product].customers.update(each, email=f"office@{each.contact_name.lower()}.example")


def _deal(world: World, name: str, home: str, stage: str) -> None:
    world.crm.deals.create(Deal_Name=name, Account_Name=account(world, home), Amount=Decimal(900), Stage=stage)
    world.settle()


def _fetch_leads(world: World) -> None:
    world.marketinghub.lists.create(LIST)
    sync = world.connect_marketinghub("invoice").new_sync(SYNC, mailing_list=LIST)
    sync.schedule("daily", at="14:00").retrieve("all").initiate()
    world.settle()


def _from_the_crm(world: World, home: Handle, product: str) -> None:
    lines = [{"name": "Work", "rate": Decimal(100)}]
    world.crm.as_user(RITA).zoho_finance.invoices.create(customer=home, lines=lines, organisation=product)


def _try(deed: Callable[[], object]) -> None:
    with suppress(VendorError):
        deed()
