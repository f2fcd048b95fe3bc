"""Importing one CRM record by its id: which ids are taken follows the module choice."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotAllowed

NO_ID = "110000000000999999"


class Choice(NamedTuple):
    """A module choice, and the CRM modules whose ids it takes."""

    module: str
    includes: bool
    takes: tuple[str, ...]


CHOICES = (
    Choice("accounts", False, ("Accounts",)),
    Choice("contacts", False, ("Contacts",)),
    Choice("accounts_and_contacts", False, ("Accounts",)),
    Choice("accounts_and_contacts", True, ("Accounts", "Contacts")),
)


def named(choice: Choice) -> str:
    """The choice as a test's id."""
    return choice.module + ("_included" if choice.includes else "")


def saved(world: World, product: str, choice: Choice) -> None:
    """A connection whose customers are saved, and never synced."""
    sync = world.connect(product)
    sync.customers.configure(
        module=choice.module, include_contacts_without_account=choice.includes
    ).save_and_sync_later()


@pytest.mark.parametrize("choice", CHOICES, ids=named)
@scenario(covers=["FND-06"])
def test_an_account_id_is_taken_where_accounts_are_synced(world: World, product: str, choice: Choice) -> None:
    """By account id under Accounts and under Accounts & Contacts; under Contacts alone it is refused."""
    with given("two accounts, and customers configured"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        world.crm.accounts.create(Account_Name="Other")
        saved(world, product, choice)
        customers = world.integration(product).customers
        before = world.snapshot()
    if "Accounts" in choice.takes:
        with when("Acme is imported by its id"):
            customers.import_by_id("Accounts", acme.id)
            world.settle()
        with then("it alone is a customer"):
            assert [(each.contact_name, each.phone) for each in world[product].customers.all()] == [("Acme", "111")]
            assert world.why(acme).outcome == "created"
    else:
        with when("Acme is imported by its id"), pytest.raises(NotAllowed) as refusal:
            customers.import_by_id("Accounts", acme.id)
        with then("it is told whose ids are taken, and nothing has changed"):
            assert f"import the record {acme.id} of Accounts" in refusal.value.message
            assert "imported by the id of Contacts" in refusal.value.message
            world.settle()
            assert (world.snapshot(), customers.history) == (before, ())


@pytest.mark.parametrize("choice", CHOICES, ids=named)
@scenario(covers=["FND-06"])
def test_a_contact_id_is_taken_where_contacts_are_customers(world: World, product: str, choice: Choice) -> None:
    """By contact id under Contacts, or with the include option; otherwise it is refused."""
    with given("a contact without account, and customers configured"):
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg")
        saved(world, product, choice)
        customers = world.integration(product).customers
        before = world.snapshot()
    if "Contacts" in choice.takes:
        with when("she is imported by her id"):
            customers.import_by_id("Contacts", anna.id)
            world.settle()
        with then("she is a customer of type Individual"):
            (customer,) = world[product].customers.all()
            assert (customer.contact_name, customer.customer_sub_type) == ("Anna Berg", "individual")
            assert world.why(anna).outcome == "created"
    else:
        with when("she is imported by her id"), pytest.raises(NotAllowed) as refusal:
            customers.import_by_id("Contacts", anna.id)
        with then("it is told whose ids are taken, and nothing has changed"):
            assert f"import the record {anna.id} of Contacts" in refusal.value.message
            assert "imported by the id of Accounts" in refusal.value.message
            world.settle()
            assert (world.snapshot(), customers.history) == (before, ())


@scenario(covers=["FND-06", "CUS-03"])
def test_an_included_contact_of_a_synced_account_comes_as_its_contact_person(world: World, product: str) -> None:
    """By its id such a contact is imported as what it is: a contact person of the customer of its account."""
    with given("a synced account that has got a contact since, and contacts without account included"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        saved(world, product, CHOICES[3])
        customers = world.integration(product).customers
        customers.import_by_id("Accounts", acme.id)
        world.settle()
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
    with when("the contact is imported by its id"):
        customers.import_by_id("Contacts", anna.id)
        world.settle()
    with then("she is a contact person of Acme, and no customer"):
        (customer,) = world[product].customers.all()
        assert customer.contact_name == "Acme"
        assert world[product].contact_persons.one(last_name="Berg").contact_id == customer
        assert world.why(anna).outcome == "created"


@scenario(covers=["FND-06", "CUS-03"])
def test_an_included_contact_brings_an_account_not_synced_yet(world: World, product: str) -> None:
    """A contact of an account that finance does not know yet is imported together with that account."""
    with given("a new account with a contact, and contacts without account included"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        saved(world, product, CHOICES[3])
    with when("the contact is imported by its id"):
        world.integration(product).customers.import_by_id("Contacts", anna.id)
        world.settle()
    with then("the account is a customer, and she its contact person"):
        (customer,) = world[product].customers.all()
        assert customer.contact_name == "Acme"
        assert world[product].contact_persons.one(last_name="Berg").contact_id == customer
        assert world.why(acme).outcome == world.why(anna).outcome == "created"


@scenario(covers=["FND-06", "ITM-01"], products=["books", "billing"])
def test_a_product_id_is_taken_once_items_are_configured(world: World, product: str) -> None:
    """Before items are configured a product id is refused; afterwards that one product becomes an item."""
    with given("two products, and customers configured, but not items"):
        bolt = world.crm.products.create(Product_Name="Bolt", Product_Code="B-1")
        world.crm.products.create(Product_Name="Nut")
        saved(world, product, CHOICES[0])
        customers = world.integration(product).customers
        items = world.integration(product).items
        before = world.snapshot()
    with when("Bolt is imported by its id"), pytest.raises(UsageError) as refusal:
        items.import_by_id("Products", bolt.id)
    with then("it is told to configure items first, and nothing has changed"):
        assert refusal.value.found == "the module was never saved"
        assert "configure it" in refusal.value.right
        assert world.snapshot() == before
    with when("items are configured and Bolt is imported again"):
        items.configure(extent="fetch").save_and_sync_later()
        items.import_by_id("Products", bolt.id)
        world.settle()
    with then("it alone is an item"):
        assert [(each.name, each.sku) for each in world[product].items.all()] == [("Bolt", "B-1")]
        assert world.why(bolt).outcome == "created"
        assert customers.history == ()


@scenario(covers=["FND-06", "VEN-04"])
def test_a_vendor_id_is_taken_once_vendors_are_configured(world: World, product: str) -> None:
    """Before vendors are configured a vendor id is refused; afterwards that one vendor is fetched."""
    with given("two vendors, and customers configured, but not vendors"):
        mill = world.crm.vendors.create(Vendor_Name="Mill", Phone="111")
        world.crm.vendors.create(Vendor_Name="Forge")
        saved(world, product, CHOICES[0])
        vendors = world.integration(product).vendors
        before = world.snapshot()
    with when("Mill is imported by its id"), pytest.raises(UsageError) as refusal:
        vendors.import_by_id("Vendors", mill.id)
    with then("it is told to configure vendors first, and nothing has changed"):
        assert refusal.value.found == "the module was never saved"
        assert "configure it" in refusal.value.right
        assert world.snapshot() == before
    with when("vendors are configured and Mill is imported again"):
        vendors.configure(extent="fetch").save_and_sync_later()
        vendors.import_by_id("Vendors", mill.id)
        world.settle()
    with then("it alone is a vendor"):
        assert [(each.contact_name, each.phone) for each in world[product].vendors.all()] == [("Mill", "111")]
        assert world.why(mill).outcome == "created"


@scenario(covers=["FND-06"])
def test_ids_of_another_sync_are_not_taken_for_customers(world: World, product: str) -> None:
    """A product id given to the sync of customers is refused, even where items are configured beside it."""
    with given("a product, and both customers and items configured"):
        bolt = world.crm.products.create(Product_Name="Bolt")
        saved(world, product, CHOICES[0])
        customers = world.integration(product).customers
        world.integration(product).items.configure(extent="fetch").save_and_sync_later()
        before = world.snapshot()
    with when("Bolt is imported as a customer"), pytest.raises(NotAllowed) as refusal:
        customers.import_by_id("Products", bolt.id)
    with then("it is told whose ids are taken, and nothing has changed"):
        assert "customers as configured are imported by the id of Accounts" in refusal.value.message
        world.settle()
        assert world.snapshot() == before


@scenario(covers=["FND-06"])
def test_an_id_that_does_not_exist_fails_and_changes_nothing(world: World, product: str) -> None:
    """An id that the CRM does not know fails that one import with the reason, and the schedule goes on."""
    with given("an account, and customers configured"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        saved(world, product, CHOICES[0])
        customers = world.integration(product).customers
        before = world.snapshot()
    with when("an id is mistyped"):
        customers.import_by_id("Accounts", NO_ID)
        world.settle()
    with then("the import failed for want of such a record, and nothing has changed"):
        (run,) = customers.history
        assert (run.trigger, run.grade) == ("single", "failed")
        assert run.reason == f"record not found: the CRM has no record {NO_ID} of Accounts"
        assert world.snapshot() == before
    with then("the next scheduled run brings the account as usual"):
        world.advance(hours=2)
        assert world.why(acme).outcome == "created"
        assert customers.history[-1].grade == "done"


@scenario(covers=["FND-06", "SYN-13"])
def test_importing_by_id_works_while_the_sync_is_paused(world: World, product: str) -> None:
    """It is somebody's own action, as a single fetch is, and a pause does not stop it."""
    with given("a paused sync of accounts"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        saved(world, product, CHOICES[0])
        customers = world.integration(product).customers
        customers.pause()
    with when("Acme is imported by its id"):
        customers.import_by_id("Accounts", acme.id)
        world.settle()
    with then("it is a customer, and the sync is still paused"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert customers.paused
