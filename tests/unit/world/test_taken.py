"""What people give: records wherever ids are taken, and names as people write them, taken or refused in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zsim import World
from zsim.catalogue.suggest import listed
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotModelled
from zsim.sync import System


@pytest.fixture
def world() -> World:
    """Acme in the CRM and in Books, and Ann, a contact of it."""
    made = World()
    acme = made.crm.accounts.create(Account_Name="Acme")
    made.crm.contacts.create(Last_Name="Ann", Account_Name=acme)
    made.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    made.settle()
    return made


TAKEN: dict[str, Callable[[World, Handle, str | Handle], object]] = {
    "why": lambda world, acme, given: world.why(given),
    "get": lambda world, acme, given: world.crm.accounts.get(given),
    "update": lambda world, acme, given: world.crm.accounts.update(given, Fax="1"),
    "update all": lambda world, acme, given: world.crm.accounts.mass_update(given, Fax="1"),
    "update several": lambda world, acme, given: world.crm.accounts.mass_update([given], Fax="1"),
    "delete": lambda world, acme, given: world.crm.accounts.delete(given),
    "find": lambda world, acme, given: world.crm.contacts.one(Account_Name=given),
    "import by id": lambda world, acme, given: str(
        world.integration("books").customers.import_by_id("Accounts", given)
    ),
    "link": lambda world, acme, given: world.integration("books").link_of("crm", given),
    "view": lambda world, acme, given: world.crm.contacts.views.records(
        world.crm.contacts.views.create("of Acme", ("Account_Name", "is", given))
    ),
    "view of several": lambda world, acme, given: world.crm.contacts.views.records(
        world.crm.contacts.views.create("of Acme", ("Account_Name", "is", [given]))
    ),
}


@pytest.mark.parametrize("name", [each for each in TAKEN if each != "view of several"])
def test_a_record_is_taken_wherever_an_id_is(name: str):
    def done(by_id: bool) -> object:
        made = World()
        acme = made.crm.accounts.create(Account_Name="Acme")
        made.crm.contacts.create(Last_Name="Ann", Account_Name=acme)
        made.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
        made.settle()
        return TAKEN[name](made, acme, acme.id if by_id else acme), made.digest()

    assert done(by_id=True) == done(by_id=False)


def test_a_record_is_found_by_its_link_and_its_information_by_its_record():
    world = World()
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("invoice")
    sync.customers.configure(module="accounts").save_and_sync()
    world.settle()
    customer = world.invoice.customers.one(contact_name="Acme")
    assert sync.link_of("crm", acme) == sync.link_of(System.FINANCE, customer.id) == sync.links[0]
    assert sync.crm_information(customer) == sync.crm_information(customer.id)
    world.invoice.customers.delete(customer)
    world.advance(hours=2)
    assert sync.tombstone_of("crm", acme) == sync.tombstone_of("crm", acme.id) == sync.tombstones[0]


def test_an_id_alone_is_refused_where_it_does_not_say_whose_it_is(world: World):
    acme = world.crm.accounts.one(Account_Name="Acme")
    with pytest.raises(UsageError, match=f"the record '{acme.id}': it does not say where it lives; .*import_by_id"):
        world.integration("books").customers.fetch(acme.id)  # type: ignore[arg-type]


def test_a_list_is_taken_by_itself_its_id_and_its_name(world: World):
    news = world.marketinghub.lists.create("News")
    services = world.connect_marketinghub(world.invoice)
    syncs = [services.new_sync(f"to {n}", mailing_list=each) for n, each in enumerate([news, news.id, "News"])]
    assert [each.details.mailing_list for each in syncs] == ["News"] * 3


def test_an_organisation_is_taken_by_itself_wherever_its_key_is(world: World):
    books = world.books
    assert world[books] is world["Books"] is books
    assert world.integration(books) is world.integration("BOOKS")
    world.crm.grant_multi_organisation(books)
    assert world.organisation(books, "Second").key == "books-2"
    assert world.organisation("Books", "Third").key == "books-3"
    assert world.connect_marketinghub(world.invoice) is world.sync_services(world.invoice)
    assert world.sync_services("Invoice") is world.sync_services()


@pytest.mark.parametrize("name", ["import", "invoice_import", "Invoice_Import", " IMPORT "])
def test_the_import_is_connected_by_either_of_its_names(name: str):
    world = World()
    assert world.connect(name).product == "import"
    assert world.integration(name) is world.integration(world.invoice_import)


def test_a_fault_takes_an_app_by_itself_and_in_capitals(world: World):
    faults = world.faults
    pinned = [faults.answer_lost(each, of="write") for each in (world.books, "Books", world.crm, "CRM")]
    pinned.append(faults.slow_answer(world.marketinghub))
    assert [each.app for each in pinned] == ["books", "books", "crm", "crm", "marketinghub"]


def test_names_are_taken_as_people_write_them(world: World):
    sync = world.integration("books")
    assert sync.module("Customers") is sync.customers
    assert sync.sync_of(" INVOICES") is sync.transactions["Invoices"] is sync.transactions.invoices
    assert sync.transactions["Quotes"] is sync.transactions.quotes is sync.transactions.estimates
    assert sync.customers.edit(duplicates="Overwrite").preferences.duplicates == "overwrite"  # type: ignore[typeddict-item]
    assert World(policies={"Blanks": " ERASE "}).policies.blanks == "erase"
    assert World(quirks_off="cus-14, led-12").quirks.off == ("CUS-14", "LED-12")
    assert world.crm.profiles.create("Sales", hidden_modules="accounts, Contacts") == "Sales"
    assert world.crm.profiles.hidden("Sales") == ("Accounts", "Contacts")


def test_transactions_are_taken_as_a_list_and_in_capitals(world: World):
    for name in ("items", "vendors"):
        world.integration("books").module(name).choose({}).save_and_sync()
    world.settle()
    world.integration("books").transactions.enable(["Invoices"])  # type: ignore[arg-type]
    assert world.integration("books").transactions.enabled == ("invoices",)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda world: world.connect("boks"), "the organisation 'boks': there is none; did you mean 'books'"),
        (lambda world: world.integration("books").module("item"), "it syncs customers and .*; did you mean 'items'"),
        (
            lambda world: world.why(12),
            "the record 12: it does not say where it lives; the record as",
        ),
        (lambda world: World(quirks_off=14), "quirks_off=14: a value of type int; a list of names"),
        (lambda world: World(quirks_off="CUS-99"), "behaviour 'CUS-99': .* no such behaviour; did you mean"),
        (lambda world: World(policies={"blanks": "rub out"}), "policy blanks = 'rub out': it has no such option"),
        (
            lambda world: world.crm.accounts.add_field("Size", "picklist", options="S, M"),
            "the pick list 'Size': its options are one text, 'S, M'; a list",
        ),
        (
            lambda world: world.crm.profiles.create("Sales", hidden_modules="Acounts"),
            "'Acounts'.*Accounts",
        ),
        (lambda world: world.faults.answer_lost("boks"), "there is no organisation 'boks'; did you mean 'books'"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(world: World, wrong: Callable[[World], object], told: str):
    with pytest.raises(UsageError, match=told):
        wrong(world)


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        (lambda world: world.crm.estimates, "estimates of the CRM: not modelled yet; the nearest that is: "),
        (
            lambda world: world.integration("books").reports,
            "reports of an integration: not modelled yet; the",
        ),
        (
            lambda world: world.connect_marketinghub(world.crm),
            "is no finance organisation; the nearest that is: ",
        ),
    ],
)
def test_what_is_not_modelled_says_so_with_the_nearest_that_is(
    world: World, asked: Callable[[World], object], nearest: str
):
    with pytest.raises(NotModelled, match=nearest):
        asked(world)


def test_names_given_as_one_text_are_a_list():
    assert listed("covers", "CUS-09, CUS-12") == listed("covers", ["CUS-09", "CUS-12"])
    with pytest.raises(UsageError, match="covers=12: a value of type int; a list of names"):
        listed("covers", 12)  # type: ignore[arg-type]
