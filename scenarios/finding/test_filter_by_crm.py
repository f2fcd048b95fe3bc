"""Listing the customers that came from the CRM alone."""

from __future__ import annotations

import pytest

from zsim import World, given, scenario, then, when


def synced(world: World, product: str, module: str, **choices: object) -> None:
    """Connect and finish the first fetch."""
    sync = world.connect(product)
    sync.customers.configure(module=module, extent="fetch", duplicates="skip", **choices).save_and_sync()
    world.settle()


@scenario(covers=["FND-01"])
def test_customers_from_the_crm_are_listed_without_those_of_finance(world: World, product: str) -> None:
    """The filter 'CRM' shows what was fetched, oldest first, and leaves out what was typed into finance."""
    with given("two accounts in the CRM, and two customers of finance's own"):
        for name in ("Acme", "Globex"):
            world.crm.accounts.create(Account_Name=name)
        own = [world[product].customers.create(contact_name=name) for name in ("Beta", "Gamma")]
    with when("accounts are fetched"):
        synced(world, product, "accounts")
    with then("the filter lists the two fetched customers and nothing else"):
        listed = world[product].customers.from_crm()
        assert [each.contact_name for each in listed] == ["Acme", "Globex"]
        assert world[product].customers.all() == [*own, *listed]


@scenario(covers=["FND-01", "CUS-05"])
def test_the_filter_lists_business_and_individual_customers(world: World, product: str) -> None:
    """Customers made from accounts and customers made from contacts are both from the CRM."""
    with given("an account, a contact without account, and a person typed into finance"):
        world.crm.accounts.create(Account_Name="Acme")
        world.crm.contacts.create(First_Name="Anna", Last_Name="Berg")
        world[product].customers.create(contact_name="Carl Dahl", customer_sub_type="individual")
    with when("accounts and their contacts are fetched, those without account included"):
        synced(world, product, "accounts_and_contacts", include_contacts_without_account=True)
    with then("the filter lists the account's customer and the contact's"):
        listed = {each.contact_name: each.customer_sub_type for each in world[product].customers.from_crm()}
        assert listed == {"Acme": "business", "Anna Berg": "individual"}


@scenario(covers=["FND-01", "CUS-16"])
def test_a_skipped_duplicate_is_not_listed_as_from_the_crm(world: World, product: str) -> None:
    """A customer that only shares its name with an account did not come from the CRM, so the filter leaves it out."""
    with given("Acme on both sides, and Globex in the CRM alone"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        world.crm.accounts.create(Account_Name="Globex")
        world[product].customers.create(contact_name="Acme")
    with when("accounts are fetched with 'skip'"):
        synced(world, product, "accounts")
    with then("only Globex is listed"):
        assert world.why(acme).outcome == "skipped"
        assert [each.contact_name for each in world[product].customers.from_crm()] == ["Globex"]


@scenario(covers=["FND-01", "DEL-04"])
def test_an_inactive_customer_is_listed_as_long_as_its_pair_stands(world: World, product: str) -> None:
    """Made inactive by a person it is still one from the CRM; made so because its account was deleted, it is no more.

    Restored in the CRM, the account takes up the pair, and the customer is listed again.
    """
    with given("a fetched customer with an invoice, which a person makes inactive"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        synced(world, product, "accounts")
        (customer,) = world[product].customers.all()
        world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": 100}])
        world[product].customers.deactivate(customer)
    with then("the filter lists it"):
        assert world[product].customers.from_crm() == [customer]
    with when("its account is deleted and the next slot comes"):
        world.crm.accounts.delete(acme)
        world.advance(hours=2)
    with then("it is inactive, and the filter lists nobody"):
        assert customer.status == "inactive"
        assert world[product].customers.from_crm() == []
    with when("the account is restored and the next slot comes"):
        world.crm.accounts.restore(acme)
        world.advance(hours=2)
    with then("the filter lists it again"):
        assert world[product].customers.from_crm() == [customer]


@pytest.mark.parametrize("module", ["accounts", "contacts"])
@scenario(covers=["FND-01", "CUS-12", "DEL-16"])
def test_an_overwritten_customer_is_listed_until_its_pair_ends(world: World, product: str, module: str) -> None:
    """A customer typed into finance came from the CRM once a fetch overwrote it; it stays when that record goes."""
    with given("Acme on both sides, and nothing else"):
        name = {"accounts": "Account_Name", "contacts": "Last_Name"}[module]
        face = getattr(world.crm, module)
        acme = face.create(**{name: "Acme"})
        own = world[product].customers.create(contact_name="Acme")
    with when("it is fetched with 'overwrite'"):
        sync = world.connect(product)
        sync.customers.configure(module=module, extent="fetch", duplicates="overwrite").save_and_sync()
        world.settle()
    with then("the filter lists the customer"):
        assert world[product].customers.from_crm() == [own]
    with when("it is deleted in the CRM and the next slot comes"):
        face.delete(acme)
        world.advance(hours=2)
    with then("the customer stays, and the filter lists it no more"):
        assert (world[product].customers.all(), own.status) == ([own], "active")
        assert world[product].customers.from_crm() == []
        assert (world.why(acme).outcome, sync.links) == ("kept", ())
    with then("a quiet run after that writes nothing"):
        held = world.snapshot()
        world.advance(hours=2)
        assert world.snapshot() == held


@pytest.mark.parametrize("module", ["accounts", "contacts"])
@scenario(covers=["FND-01", "CUS-06"])
def test_what_finance_pushed_is_not_listed(world: World, product: str, module: str) -> None:
    """A pushed customer is in a pair with the CRM and did not come from there, whoever edits it afterwards."""
    with given("a customer of finance's own, pushed to the CRM, and a fetched one"):
        kind = {"accounts": "business", "contacts": "individual"}[module]
        own = world[product].customers.create(contact_name="Acme", customer_sub_type=kind)
        name = {"accounts": "Account_Name", "contacts": "Last_Name"}[module]
        getattr(world.crm, module).create(**{name: "Bolt"})
        sync = world.connect(product)
        sync.customers.configure(module=module, extent="both_ways").save_and_sync()
        world.settle()
    with when("its record in the CRM is edited, and the next slot comes"):
        getattr(world.crm, module).update(getattr(world.crm, module).one(**{name: "Acme"}), Phone="1")
        world.advance(hours=2)
    with then("both are in a pair, and the filter lists the fetched one alone"):
        assert (own.phone, len(sync.links)) == ("1", 2)
        assert [each.contact_name for each in world[product].customers.from_crm()] == ["Bolt"]
