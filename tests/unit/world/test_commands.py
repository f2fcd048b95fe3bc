"""What the commands in a journal say is enough to do the same again: each with all its arguments, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.invoices import enable_invoices
from zsim import World
from zsim.kernel.journal import Command, Entry
from zsim.ports.records import Ref
from zsim.sync import RunStarted

FACES = {
    "Accounts": "accounts",
    "Contacts": "contacts",
    "Products": "products",
    "customers": "customers",
    "invoices": "invoices",
    "Lists": "lists",
    "Leads": "leads",
}


def act(world: World) -> None:
    """Two days of work on everything that has commands."""
    crm, books = world.crm, world.books
    crm.accounts.add_field("Region", label="Region")
    acme = crm.accounts.create(Account_Name="Acme", Phone="1")
    bolt = crm.accounts.create(Account_Name="Bolt")
    ann = crm.contacts.create(First_Name="Ann", Last_Name="Lee", Account_Name=acme)
    crm.profiles.create("Sales", hidden_modules=("Vendors",))
    crm.users.create("Rita", profile="Sales")
    crm.accounts.views.create("Indian", ("Region", "is", "IN"))
    crm.generate_zsc_key()
    sync = world.connect("books")
    sync.customers.configure(
        module="accounts_and_contacts", extent="both_ways", duplicates="overwrite", mapping={"Website": "website"}
    )
    sync.customers.save_and_sync()
    sync.items.configure(extent="fetch", duplicates="skip").save_and_sync_later()
    world.advance(minutes=5)
    crm.products.create(Product_Name="Anvil", Product_Code="A-1", Unit_Price=3)
    crm.contacts.update(ann, Account_Name=bolt, Email="ann@x.example")
    sync.items.instant_sync()
    world.advance(hours=3)
    books.customers.create(contact_name="Cora", customer_sub_type="business", phone="7")
    enable_invoices(world)
    world.advance(minutes=1)
    invoice = books.invoices.create(
        customer_id=books.customers.one(contact_name="Acme"), lines=[{"name": "Work", "rate": 10}]
    )
    books.invoices.mark_sent(invoice)
    world.advance(minutes=1)
    sync.customers.edit(duplicates="skip", account_view="Indian")
    sync.customers.fetch(acme)
    world.advance(minutes=1)
    sync.customers.pause()
    world.advance(hours=2)
    sync.customers.resume()
    crm.accounts.merge(bolt, acme)
    key = crm.generate_zsc_key()
    world.advance(hours=2)
    sync.update_credentials(key=key)
    sync.disable()
    sync.enable()
    newsletter = world.marketinghub.lists.create("Newsletter")
    world.invoice.customers.create(contact_name="Asha", email="asha@example.com", payment_terms=30)
    world.invoice.customers.create(contact_name="Ben", email="ben@example.com", payment_terms=1)
    services = world.connect_marketinghub()
    leads = services.new_sync("News", mailing_list=newsletter, criteria=[("payment_terms", ">", 15)], pattern="1")
    leads.schedule("weekly", at="09:30", zone="Asia/Kolkata", weekday="tuesday").retrieve(after="2026-01-01 00:00")
    leads.edit_mapping({"phone": "phone"})
    leads.initiate()
    world.advance(days=2)
    leads.deactivate()
    leads.activate()
    sync.disable()
    sync.delete(convert="with_transactions")
    world.advance(days=7)


def play(commands: list[Entry], until_ms: int) -> World:
    """The world that comes of these commands, each given when it was given first."""
    world = World()
    for each in commands:
        if each.at_ms > world.clock.now_ms:
            world.schedule.run_until(each.at_ms)
        if isinstance(each.detail, Command):
            do(world, each.subject, each.detail.name, dict(each.detail.given))
    world.schedule.run_until(until_ms)
    return world


def do(world: World, subject: Any, name: str, given: dict[str, Any]) -> None:
    """Give one command again, by nothing but its subject and what it was given."""
    if name == "connect":
        world.connect(given["organisation"], email=given["email"], key=given["key"])
    elif subject[0] == "integration":
        on_integration(world, subject[1], name, given)
    elif subject[:2] == ("marketinghub", "Accounts"):
        world.connect_marketinghub(given["source"], email=given["email"], key=given["key"])
    elif subject[:2] == ("marketinghub", "Syncs"):
        on_leads(world, subject[2], name, given)
    elif subject[1] == "Organisation":
        getattr(world.crm, name)(**given)
    elif subject[1] == "organisation":
        getattr(world[subject[0]], name)(**given)
    elif subject[1] == "Profiles":
        world.crm.profiles.create(subject[2], **given)
    elif subject[1] == "Users":
        world.crm.users.create(subject[2], **given)
    else:
        on_records(world, subject, name, given)


def on_integration(world: World, organisation: str, name: str, given: dict[str, Any]) -> None:
    """Give a command to an integration, or to the sync of one of its modules."""
    sync = world.integration(organisation)
    module = given.pop("module", None)
    if name == "enable_transactions":
        sync.transactions.enable(*given["modules"])
    elif module is None:
        getattr(sync, name)(**given)
    elif name == "fetch":
        sync.module(module).fetch(Referred(given["record"]))
    else:
        if "crm_module" in given:
            given["module"] = given.pop("crm_module")
        getattr(sync.module(module), name)(**given)


def commands_of(world: World) -> list[tuple[str, Any]]:
    """What people asked for, and what they gave with it."""
    return [tuple(each.detail) for each in world.journal if isinstance(each.detail, Command)]


class Referred:
    """Whatever has a ref."""

    def __init__(self, ref: Ref) -> None:
        self.ref = ref


def on_leads(world: World, description: str, name: str, given: dict[str, Any]) -> None:
    services = world.sync_services("invoice")
    if name == "new_sync":
        services.new_sync(description, mailing_list=given.pop("list"), **given)
    elif name == "edit_mapping":
        services[description].edit_mapping(given["mapping"])
    else:
        getattr(services[description], name)(**given)


def on_records(world: World, subject: Any, name: str, given: dict[str, Any]) -> None:
    app, module = subject[0], subject[1]
    home: Any = world.crm if app == "crm" else world.marketinghub if app == "marketinghub" else world[app]
    face = getattr(home, FACES[module])
    calls: dict[str, Callable[[], object]] = {
        "add_field": lambda: face.add_field(given.pop("name"), **given),
        "create_view": lambda: face.views.create(given["name"], *given["conditions"], pattern=given["pattern"]),
        "create": lambda: face.create(**given),
        "update": lambda: face.update(face.get(subject.id), **given),
        "merge": lambda: face.merge(face.get(subject.id), *[face.get(each) for each in given["losers"]]),
        "mark_sent": lambda: face.mark_sent(face.get(subject.id)),
    }
    calls[name]()


def test_a_choice_of_customers_says_that_it_is_one_of_customers():
    world = World()
    world.connect("books").customers.configure(module="contacts")
    (given,) = [given for name, given in commands_of(world) if name == "configure"]
    assert given == {"module": "customers", "crm_module": "contacts"}


def test_enabling_transactions_is_one_command_which_their_first_run_goes_back_to():
    world = World()
    world.connect("books")
    enable_invoices(world)
    world.settle()
    assert [name for name, _ in commands_of(world)][-2:] == ["save_and_sync", "enable_transactions"]
    began = [each for each in world.journal if isinstance(each.detail, RunStarted)][-1]
    assert began.detail.module == "invoices"
    command = world.journal[began.cause].detail
    assert isinstance(command, Command)
    assert (began.detail.trigger, command.name) == ("initial", "enable_transactions")


def test_transactions_enabled_once_more_while_they_are_paused_wait_to_be_resumed():
    world = World()
    world.connect("books")
    sync = enable_invoices(world)
    world.settle()
    sync.transactions.invoices.pause()
    sync.transactions.enable("invoices")
    world.settle()
    assert len(sync.transactions.invoices.history) == 1
    sync.transactions.invoices.resume()
    world.settle()
    assert len(sync.transactions.invoices.history) == 2


def test_the_commands_of_a_journal_make_the_same_journal():
    world = World()
    act(world)
    commands = [each for each in world.journal if isinstance(each.detail, Command)]
    again = play(commands, world.clock.now_ms)
    told = [(each.at_ms, each.kind, each.subject, each.detail) for each in world.journal]
    same = [(each.at_ms, each.kind, each.subject, each.detail) for each in again.journal]
    for number, (first, second) in enumerate(zip(told, same, strict=False), 1):
        assert first == second, f"entry {number}"
    assert world.digest() == again.digest()
