"""Selecting a CRM record while making a transaction: it becomes a customer at once."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


def saved(world: World, product: str, module: str, **choices: object) -> None:
    """A connection that has finished a first fetch, of nothing yet."""
    sync = world.connect(product)
    sync.customers.configure(module=module, extent="fetch", **choices).save_and_sync()
    world.settle()


@scenario(covers=["FND-04", "FND-02"])
def test_a_selected_account_is_a_customer_at_once(world: World, product: str) -> None:
    """Half an hour after the last run, a new account is found, selected, and invoiced without waiting for the slot."""
    with given("two accounts entered half an hour after the last run"):
        saved(world, product, "accounts")
        customers = world.integration(product).customers
        world.advance(minutes=30)
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        other = world.crm.accounts.create(Account_Name="Other")
    with when("while making an invoice, Acme is searched for and selected"):
        (found,) = customers.search("Acme")
        customers.fetch(found)
        selected = world.now
        world.settle()
        assert world.now == selected
        customer = world[product].customers.one(contact_name="Acme")
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
    with then("the invoice is for the customer just fetched, in the same moment"):
        assert (invoice.customer_id, customer.phone) == (customer, "111")
        assert world.why(acme).outcome == "created"
        assert world[product].customers.from_crm() == [customer]
    with then("the run was a single one, and nobody considered the other account"):
        assert [run.trigger for run in customers.history] == ["initial", "single"]
        assert customers.history[-1].counts == {"created": 1}
        assert world.why(other).outcome is None


@scenario(covers=["FND-04", "FND-03"])
def test_a_selected_contact_is_an_individual_customer_at_once(world: World, product: str) -> None:
    """With contacts synced alone, the contact selected becomes a customer of type Individual, and can be invoiced."""
    with given("a contact entered after the last run"):
        saved(world, product, "contacts")
        customers = world.integration(product).customers
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Phone="111")
    with when("while making an invoice, Anna Berg is searched for and selected"):
        (found,) = customers.search("Anna Berg")
        customers.fetch(found)
        world.settle()
        customer = world[product].customers.one(contact_name="Anna Berg")
        invoice = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
    with then("the invoice is for that customer"):
        assert invoice.customer_id == customer
        assert (customer.customer_sub_type, customer.phone) == ("individual", "111")
        assert world.why(anna).outcome == "created"


@scenario(covers=["FND-04", "CUS-03"], products=["invoice", "books"])
def test_selecting_a_contact_under_its_account_brings_both(world: World, product: str) -> None:
    """Under 'Accounts & their Contacts' the contact selected comes as a contact person of its account's customer."""
    with given("Acme with a contact, entered after the last run"):
        saved(world, product, "accounts_and_contacts")
        customers = world.integration(product).customers
        acme = world.crm.accounts.create(Account_Name="Acme")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
    with when("'Acme' is searched for, and the contact listed under it is selected"):
        found = next(each for each in customers.search("Acme") if each.name == "Anna Berg")
        customers.fetch(found)
        world.settle()
    with then("Acme is a customer with that contact person, and can be invoiced"):
        customer = world[product].customers.one(contact_name="Acme")
        assert world[product].contact_persons.one(last_name="Berg").contact_id == customer
        assert (
            world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}]).customer_id
            == customer
        )
        assert world.why(acme).outcome == world.why(anna).outcome == "created"


@scenario(covers=["FND-04", "CUS-03"])
def test_a_contact_fetched_by_itself_brings_its_account_along(world: World, product: str) -> None:
    """A contact needs its account's customer, so an account not synced yet comes first, and the rest of it with it."""
    with given("Acme with two contacts, and Globex, entered after the last run"):
        saved(world, product, "accounts_and_contacts")
        acme = world.crm.accounts.create(Account_Name="Acme")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
        world.crm.contacts.create(First_Name="Bo", Last_Name="Falk", Account_Name=acme)
        world.crm.accounts.create(Account_Name="Globex")
    with when("one of the contacts is fetched"):
        world.integration(product).customers.fetch(anna)
        world.settle()
    with then("Acme is a customer with both contact persons, and nothing else came"):
        (customer,) = world[product].customers.all()
        assert customer.contact_name == "Acme"
        persons = world[product].contact_persons.find(contact_id=customer)
        assert sorted(each.last_name for each in persons) == ["Berg", "Falk"]
        assert world.why(acme).outcome == world.why(anna).outcome == "created"
    with then("it can be invoiced"):
        assert (
            world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}]).customer_id
            == customer
        )


@scenario(covers=["FND-04", "CUS-05"])
def test_a_selected_contact_without_account_is_a_customer_of_its_own(world: World, product: str) -> None:
    """Where contacts without account are included, one found by its name becomes an Individual customer at once."""
    with given("a contact without account, entered after the last run"):
        saved(world, product, "accounts_and_contacts", include_contacts_without_account=True)
        customers = world.integration(product).customers
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg")
    with when("Anna Berg is searched for and selected"):
        customers.fetch(*customers.search("Anna Berg"))
        world.settle()
    with then("she is a customer of type Individual and can be invoiced"):
        customer = world[product].customers.one(contact_name="Anna Berg")
        assert customer.customer_sub_type == "individual"
        assert (
            world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}]).customer_id
            == customer
        )
        assert world.why(anna).outcome == "created"


@scenario(covers=["FND-04", "CUS-01"], products=["invoice", "books"])
def test_with_accounts_alone_a_selected_contact_brings_its_account(world: World, product: str) -> None:
    """Under 'Accounts' contacts are not synced, so selecting one fetches the account it stands under and no person."""
    with given("Acme with a contact, entered after the last run"):
        saved(world, product, "accounts")
        customers = world.integration(product).customers
        acme = world.crm.accounts.create(Account_Name="Acme")
        anna = world.crm.contacts.create(First_Name="Anna", Last_Name="Berg", Account_Name=acme)
    with when("'Acme' is searched for, and the contact listed under it is selected"):
        found = next(each for each in customers.search("Acme") if each.name == "Anna Berg")
        customers.fetch(found)
        world.settle()
    with then("Acme is a customer without contact person"):
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme"]
        assert len(world[product].contact_persons) == 0
        assert (world.why(acme).outcome, world.why(anna).outcome) == ("created", None)


@scenario(covers=["FND-04", "SYN-13"])
def test_selecting_works_while_the_sync_is_paused(world: World, product: str) -> None:
    """A paused sync carries nothing by itself, yet what somebody selects is fetched and can be invoiced."""
    with given("a paused sync, and two accounts"):
        saved(world, product, "accounts")
        customers = world.integration(product).customers
        customers.pause()
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.accounts.create(Account_Name="Other")
    with when("Acme is searched for and selected"):
        customers.fetch(*customers.search("Acme"))
        world.settle()
    with then("it is a customer and can be invoiced"):
        customer = world[product].customers.one(contact_name="Acme")
        assert (
            world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}]).customer_id
            == customer
        )
    with then("hours later the other account has still not come, for the sync is paused as before"):
        world.advance(hours=4)
        assert world[product].customers.all() == [customer]
        assert customers.paused


@scenario(covers=["FND-04", "VIW-01"])
def test_selecting_reaches_records_outside_the_view(world: World, product: str) -> None:
    """The view narrows what a run fetches, not what somebody finds and selects."""
    with given("a view of Indian accounts, and Acme, which is in Norway"):
        view = world.crm.accounts.views.create("India", ("Billing_Country", "is", "India"))
        acme = world.crm.accounts.create(Account_Name="Acme", Billing_Country="Norway")
        world.crm.accounts.create(Account_Name="Inside", Billing_Country="India")
        saved(world, product, "accounts", account_view=view)
        customers = world.integration(product).customers
        assert [each.contact_name for each in world[product].customers.all()] == ["Inside"]
    with when("Acme is searched for and selected"):
        customers.fetch(*customers.search("Acme"))
        world.settle()
    with then("it is a customer and can be invoiced"):
        customer = world[product].customers.one(contact_name="Acme")
        assert (
            world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}]).customer_id
            == customer
        )
        assert world.why(acme).outcome == "created"
    with then("later edits of the account do not come by themselves, as it is still outside the view"):
        world.crm.accounts.update(acme, Phone="222")
        world.advance(hours=2)
        assert customer.phone is None


@pytest.mark.parametrize(
    ("duplicates", "outcome", "phone"), [("overwrite", "overwritten", "111"), ("skip", "skipped", "999")]
)
@scenario(covers=["FND-04", "CUS-12", "CUS-13"])
def test_selecting_a_name_that_is_taken_goes_by_the_policy(
    world: World, product: str, duplicates: str, outcome: str, phone: str
) -> None:
    """A selected account whose name finance has already is treated like any duplicate."""
    with given("Acme typed into finance, and then into the CRM with another phone"):
        saved(world, product, "accounts", duplicates=duplicates)
        customers = world.integration(product).customers
        customer = world[product].customers.create(contact_name="Acme", phone="999")
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
    with when("Acme is searched for and selected"):
        customers.fetch(*customers.search("Acme"))
        world.settle()
    with then("there is one customer, as the policy has it"):
        assert world[product].customers.all() == [customer]
        assert (world.why(acme).outcome, customer.phone) == (outcome, phone)


@scenario(covers=["FND-04"])
def test_selecting_the_same_record_twice_fetches_it_once(world: World, product: str) -> None:
    """A second selection finds the customer made by the first; there is never a second one."""
    with given("Acme, selected for a first invoice"):
        saved(world, product, "accounts")
        customers = world.integration(product).customers
        acme = world.crm.accounts.create(Account_Name="Acme")
        customers.fetch(*customers.search("Acme"))
        world.settle()
        (customer,) = world[product].customers.all()
    with when("it is selected again, and then the slot comes"):
        customers.fetch(*customers.search("Acme"))
        world.advance(hours=2)
    with then("there is one customer, and nothing was carried twice"):
        assert world[product].customers.all() == [customer]
        assert world.why(acme).outcomes[:2] == ("created", "unchanged")
        assert sum(run.added for run in customers.history) == 1
